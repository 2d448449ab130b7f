"""What was typed into a field, read as the value that the step keeps; one way for every path."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import replace
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
from deskapp.handbook.step import STEPS, Step, Stream, slots_of

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


ILLNESS = Msg(N_("Only ill or hurt, and how many."))
"""What to write where an illness is named; the words are taken all the same (X17)."""


def _text(slot: Slot, typed: str, site: Site) -> Reading[Any]:
    reading = read_text(typed, least=slot.least, most=slot.most)
    fine = reading.value is not None and reading.level is Level.OK
    return warn(reading.value, ILLNESS) if fine and site.policy.names_illness(typed) else reading


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
    if slot.kind is Kind.CHOICE:
        return {code: (code, name) for code, name in slot.own.items()}
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
    elif slot.kind is Kind.CHOICE:
        text = N_("“{typed}” is none of those on this record.")
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


def _number(_slot: Slot, typed: str, site: Site) -> Reading[Any]:
    return read_number(typed, site)


def read_number(typed: str, site: Site) -> Reading[str]:
    """The record that a full or a short number means; today's, where several have it."""
    wanted = strip_controls(tidy(typed)).upper()
    found = site.numbers_like(wanted)
    if not found:
        return error(Msg(N_("No record has the number {number}."), {"number": typed.strip()}))
    today = f"{site.now:%y%m%d}"
    of_today = [number for number in found if number[1:7] == today]
    if len(found) == 1 or len(of_today) == 1:
        return ok((of_today or found)[0])
    text = N_("“{number}” may be: {numbers}. Give more of it.")
    return error(Msg(text, {"number": typed.strip(), "numbers": ", ".join(found)}))


_READERS: dict[Kind, Callable[[Slot, str, Site], Reading[Any]]] = {
    Kind.TEXT: _text,
    Kind.NAME: _name,
    Kind.ROOM: _room,
    Kind.CONTACT: _contact,
    Kind.MOMENT: _moment,
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.PERSON: _code,
    Kind.CHOICE: _code,
    Kind.ANSWER: _answer,
    Kind.MONEY: _money,
    Kind.COUNT: _count,
    Kind.NUMBER: _number,
}


def slots_for(cls: type[Step[Any]], record: Stream | None, site: Site) -> Mapping[str, Slot]:
    """The fields of a step class, with the choices that this record gives them."""
    own = cls.choices(record, site) if record else {}
    slots = slots_of(cls)
    return {**slots, **{name: replace(slots[name], own=names) for name, names in own.items()}}


def read_step(
    kind: str, typed: Mapping[str, str], site: Site, record: Stream | None = None
) -> tuple[Step[Any] | None, dict[str, Msg]]:
    """A step made from typed text, or the fields that could not be read, each with its sentence.

    Args:
        kind: The step's name.
        typed: What was typed, by field.
        site: Where it is read.
        record: What the step is to be taken on; some fields offer only what it holds.
    """
    cls = STEPS[kind]
    slots = slots_for(cls, record, site)
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
