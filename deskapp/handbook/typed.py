"""What was typed into a field, read as the value that the step keeps; one way for every path."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import Any

from deskapp.handbook.fields.contact import read_contact
from deskapp.handbook.fields.fold import strip_controls, tidy
from deskapp.handbook.fields.moment import read_moment
from deskapp.handbook.fields.name import read_name
from deskapp.handbook.fields.reading import Level, Reading, error, ok, warn
from deskapp.handbook.fields.room import read_room
from deskapp.handbook.fields.text import read_count, read_money, read_text
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Kind, Slot
from deskapp.handbook.step import STEPS, Step, slots_of

YES = frozenset({"yes", "y", "true", "1", "是", "对", "好", "有", "ok", "✓"})
NO = frozenset({"no", "n", "false", "0", "否", "不", "没", "没有", "无"})
EMPTY_VALUES: dict[Kind, Any] = {
    Kind.MOMENT: None,
    Kind.CODES: (),
    Kind.ANSWER: None,
    Kind.MONEY: None,
    Kind.COUNT: None,
}


def read_typed(slot: Slot, typed: str, site: Site) -> Reading[Any]:
    """Read one field; nothing typed is the field's empty value, missing or not."""
    if not tidy(typed):
        return ok(EMPTY_VALUES.get(slot.kind, ""))
    return _READERS[slot.kind](slot, typed, site)


def _text(slot: Slot, typed: str, _site: Site) -> Reading[Any]:
    return read_text(typed, least=slot.least, most=slot.most)


def _name(_slot: Slot, typed: str, _site: Site) -> Reading[Any]:
    return read_name(typed)


class _Register(Container[str]):
    def __init__(self, site: Site) -> None:
        self.site = site

    def __contains__(self, room: object) -> bool:
        return isinstance(room, str) and self.site.knows_room(room)

    def __len__(self) -> int:
        return 1


def _room(_slot: Slot, typed: str, site: Site) -> Reading[Any]:
    return read_room(typed, _Register(site))


def _contact(slot: Slot, typed: str, _site: Site) -> Reading[Any]:
    reading = read_contact(typed)
    if reading.kind == "service" and reading.value and not slot.service:
        text = N_("This is a service number, not a person's. Read it again.")
        return warn(reading.value, Msg(text), reading.kind)
    return reading


def _moment(slot: Slot, typed: str, site: Site) -> Reading[Any]:
    if slot.tense == "past":
        return read_moment(typed, site.now, "past")
    ahead = read_moment(typed, site.now, "future")
    if slot.tense == "future" or ahead.level is not Level.ERROR:
        return ahead
    back = read_moment(typed, site.now, "past")
    return ahead if back.level is Level.ERROR else back


def matches(slot: Slot, typed: str, site: Site) -> list[str]:
    """Codes or people that what was typed may mean, the best first; all of them for nothing."""
    options = options_of(slot, site)
    wanted = tidy(typed).casefold()
    if not wanted:
        return list(options)
    exact = [c for c, names in options.items() if wanted in (n.casefold() for n in names)]
    begins = [
        c for c, names in options.items() if any(n.casefold().startswith(wanted) for n in names)
    ]
    within = [c for c, names in options.items() if any(wanted in n.casefold() for n in names)]
    return list(dict.fromkeys([*exact, *begins, *within]))


def options_of(slot: Slot, site: Site) -> Mapping[str, tuple[str, ...]]:
    """What may be chosen in a field: each code with the names it goes by."""
    if slot.kind is Kind.PERSON:
        active = (p for p in site.people.values() if p.active)
        return {p.id: (p.name, p.id) for p in active}
    if not slot.choices:
        return {}
    entries = site.policy.entries(slot.choices)
    return {code: (code, entry.zh, entry.en) for code, entry in entries.items()}


def _code(slot: Slot, typed: str, site: Site) -> Reading[Any]:
    found = matches(slot, typed, site)
    wanted = tidy(typed).casefold()
    names = options_of(slot, site)
    exact = [c for c in found if wanted in (n.casefold() for n in names[c])]
    if len(found) == 1 or len(exact) == 1:
        return ok((exact or found)[0])
    if found:
        text = N_("“{typed}” may mean several things; choose one.")
    elif slot.kind is Kind.PERSON:
        text = N_("Nobody on the staff list is called “{typed}”.")
    else:
        text = N_("“{typed}” is not on this site's list.")
    return error(Msg(text, {"typed": typed.strip()}))


def _codes(slot: Slot, typed: str, site: Site) -> Reading[Any]:
    values = []
    for part in tidy(typed).replace("、", ",").replace("，", ",").split(","):
        if not slot.choices:
            values.append(part.strip())
            continue
        one = _code(slot, part, site)
        if one.value is None:
            return one
        values.append(one.value)
    return ok(tuple(values))


def _answer(_slot: Slot, typed: str, _site: Site) -> Reading[Any]:
    said = tidy(typed).casefold()
    if said in YES or said in NO:
        return ok(said in YES)
    return error(Msg(N_("Answer yes or no.")))


def _money(_slot: Slot, typed: str, _site: Site) -> Reading[Any]:
    return read_money(typed)


def _count(_slot: Slot, typed: str, _site: Site) -> Reading[Any]:
    return read_count(typed)


def _number(_slot: Slot, typed: str, _site: Site) -> Reading[Any]:
    return ok(strip_controls(tidy(typed)).upper())


_READERS: dict[Kind, Callable[[Slot, str, Site], Reading[Any]]] = {
    Kind.TEXT: _text,
    Kind.NAME: _name,
    Kind.ROOM: _room,
    Kind.CONTACT: _contact,
    Kind.MOMENT: _moment,
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.PERSON: _code,
    Kind.ANSWER: _answer,
    Kind.MONEY: _money,
    Kind.COUNT: _count,
    Kind.NUMBER: _number,
}


def read_step(
    kind: str, typed: Mapping[str, str], site: Site
) -> tuple[Step[Any] | None, dict[str, Msg]]:
    """A step made from typed text, or the fields that could not be read, each with its sentence."""
    cls = STEPS[kind]
    slots = slots_of(cls)
    values: dict[str, Any] = {}
    wrong: dict[str, Msg] = {}
    for name, text in typed.items():
        if name not in slots:
            wrong[name] = Msg(
                N_("There is no field “{field}” in {kind}."), {"field": name, "kind": kind}
            )
            continue
        reading = read_typed(slots[name], text, site)
        if reading.value is None and reading.message:
            wrong[name] = reading.message
        else:
            values[name] = reading.value
    return (None, wrong) if wrong else (cls(**values), {})
