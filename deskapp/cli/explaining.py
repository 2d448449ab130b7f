"""The steps explained: open or not and why, and what each kind takes and carries out."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import click

from deskapp.cli.deeds import find_number
from deskapp.cli.program import program
from deskapp.cli.session import Session, plain
from deskapp.cli.telling import columns, echo, echo_json, refusal_line, told
from deskapp.handbook.clauses import carried_by
from deskapp.handbook.message import N_
from deskapp.handbook.people import ROLE_NAMES
from deskapp.handbook.step import START, STEPS, Step, slots_of
from deskapp.handbook.streams import RECORDS
from deskapp.locale import _
from deskapp.locale.telling import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskapp.handbook.gate import Openness
    from deskapp.handbook.slots import Slot

AS_JSON = click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))


@program.command("steps", help=_("The steps of a record and why some are not open, or of a KIND."))
@click.argument("what", metavar="[NUMBER|KIND]", required=False)
@AS_JSON
@click.pass_obj
def steps(session: Session, what: str | None, *, as_json: bool) -> None:
    """List the steps of a record, explain one kind, or list every kind with its fields."""
    if what is None:
        _print_kinds(list(STEPS), as_json=as_json)
    elif "." in what:
        _print_kind(what.strip().lower(), as_json=as_json)
    else:
        _print_record(session, what, as_json=as_json)


# -- one record


def _print_record(session: Session, number: str, *, as_json: bool) -> None:
    with session.acting() as desk:
        opennesses = desk.steps(find_number(desk, number))
        if as_json:
            echo_json([_openness_facts(one, session) for one in opennesses])
        elif opennesses:
            for line in columns([_openness_row(one, session) for one in opennesses]):
                echo(line)


def _openness_facts(one: Openness, session: Session) -> dict[str, Any]:
    about = one.step.about
    facts = {"kind": about.kind, "title": _(about.title), "open": one.open, "clause": about.clause}
    if one.why_not:
        facts |= {"clause": one.why_not.clause, "why": told(one.why_not.message, session)}
    return facts


def _openness_row(one: Openness, session: Session) -> tuple[str, str, str]:
    about = one.step.about
    if one.why_not is None:
        return about.kind, _(about.title), f"{about.clause}  " + _("open")
    return about.kind, _(about.title), refusal_line(one.why_not, one.step, session)


# -- kinds


def _print_kind(kind: str, *, as_json: bool) -> None:
    if kind not in STEPS:
        near = get_close_matches(kind, STEPS, n=3) or list(STEPS)[:3]
        text = N_("There is no step {kind}; there is {near}, and deskapp steps lists all.")
        raise plain(text, kind=kind, near=listed(near))
    _print_kinds([kind], as_json=as_json)
    if not as_json:
        for line in columns(list(_conditions(STEPS[kind]))):
            echo(f"    {line}")


def _conditions(cls: type[Step[Any]]) -> Iterator[tuple[str, str]]:
    """By whom, in which states, and what must come first."""
    about = cls.about
    roles = [_(name) for role, name in ROLE_NAMES.items() if role & about.by]
    yield _("For"), listed(roles)
    names: dict[str, str] = getattr(RECORDS[about.letter], "state_names", {})
    new = N_("new")
    states = [_(names.get(state, state if state != START else new)) for state in about.opens]
    yield _("Open when"), listed(sorted(states))
    if about.not_yet:
        yield _("Not yet"), _(about.not_yet)


def _print_kinds(kinds: list[str], *, as_json: bool) -> None:
    if as_json:
        echo_json({kind: _kind_facts(STEPS[kind]) for kind in kinds})
        return
    for kind in kinds:
        echo(f"{kind}  {STEPS[kind].about.clause}  {_(STEPS[kind].about.title)}")
        for sentence in carried_by(STEPS[kind]):
            echo(f"    {sentence.id}  {_(sentence.gist)}")
        rows = [_slot_row(name, slot) for name, slot in _fields(STEPS[kind]).items()]
        for line in columns(rows or [("",)]):
            echo(f"    {line}")


def _kind_facts(cls: type[Step[Any]]) -> dict[str, Any]:
    about = cls.about
    return {
        "clause": about.clause,
        "title": _(about.title),
        "sentences": [sentence.id for sentence in carried_by(cls)],
        "opens": sorted(about.opens),
        "fields": {name: _slot_facts(slot) for name, slot in _fields(cls).items()},
    }


def _fields(cls: type[Step[Any]]) -> dict[str, Slot]:
    return {n: s for n, s in slots_of(cls).items() if not n.startswith("override_")}


def _slot_facts(slot: Slot) -> dict[str, Any]:
    return {"kind": slot.kind.value, "need": slot.need, "choices": slot.choices}


def _slot_row(name: str, slot: Slot) -> tuple[str, ...]:
    needed = _("needed") if slot.need else ""
    return name, _(slot.label), slot.choices or slot.kind.value, needed
