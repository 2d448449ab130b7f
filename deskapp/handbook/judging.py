"""What the gate asks of every field, whatever the step: presence, shape, lists, time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from deskapp.handbook.fields.contact import read_contact
from deskapp.handbook.fields.name import read_name
from deskapp.handbook.fields.reading import Level, Reading
from deskapp.handbook.fields.room import read_room
from deskapp.handbook.fields.text import has_substance
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Kind, Slot
from deskapp.handbook.step import Refusal, Step, refuse, slots_of

NUMBERS = frozenset({"", "mobile", "landline", "ext"})
"""Ways to reach a person that are numbers, and so are judged as one."""
EMPTY: tuple[Any, ...] = ("", None, ())


def field_refusals(step: Step[Any], site: Site) -> Iterator[Refusal]:
    """Judge every field of a step by its slot alone."""
    for name, slot in slots_of(type(step)).items():
        value = getattr(step, name)
        if value or value not in EMPTY:
            yield from _JUDGES[slot.kind](name, slot, value, site)
        elif slot.need:
            yield refuse(name, N_("{field} is missing."), field=Msg(slot.label))


Judge = Callable[[str, Slot, Any, Site], Iterator[Refusal]]


def _text(name: str, slot: Slot, value: str, _site: Site) -> Iterator[Refusal]:
    if len(value) > slot.most:
        yield refuse(
            name,
            N_("This is too long: {n} characters, {most} fit."),
            n=len(value),
            most=slot.most,
        )
    elif slot.least and not has_substance(value, slot.least):
        yield refuse(
            name,
            N_("Write at least {least} letters or characters, not only signs."),
            least=slot.least,
        )


def _read(name: str, reading: Reading[str]) -> Iterator[Refusal]:
    if reading.level is Level.ERROR and reading.message:
        yield Refusal(name, reading.message)


def _name(name: str, _slot: Slot, value: str, _site: Site) -> Iterator[Refusal]:
    yield from name_refusals(name, value)


def _room(name: str, slot: Slot, value: str, site: Site) -> Iterator[Refusal]:
    yield from _text(name, slot, value, site)
    yield from _read(name, read_room(value))


def _contact(name: str, slot: Slot, value: str, site: Site) -> Iterator[Refusal]:
    yield from _text(name, slot, value, site)


def name_refusals(name: str, value: str) -> Iterator[Refusal]:
    """Judge what is said to be a person's name (4.3)."""
    yield from _read(name, read_name(value))


def phone_refusals(name: str, value: str) -> Iterator[Refusal]:
    """Judge a contact that is said to be a number (4.2)."""
    yield from _read(name, read_contact(value))


def _moment(name: str, slot: Slot, value: datetime, site: Site) -> Iterator[Refusal]:
    skew = timedelta(minutes=site.policy.limit("clock_skew_min"))
    if slot.tense == "past" and value > site.now + skew:
        yield refuse(name, N_("{when} is still to come; give the time it happened."), when=value)
    if slot.tense == "future" and value <= site.now:
        yield refuse(name, N_("{when} has already passed; give a later time."), when=value)
    most = site.policy.limit("farthest_days")
    if slot.tense == "future" and value > site.now + timedelta(days=most):
        text = N_("{when} is years away; give a time within {most} days.")
        yield refuse(name, text, when=value, most=most)


def _code(name: str, slot: Slot, value: str, site: Site) -> Iterator[Refusal]:
    if value not in site.policy.entries(slot.choices):
        yield refuse(name, N_("“{value}” is not on this site's list."), value=value)


def _codes(name: str, slot: Slot, value: tuple[str, ...], site: Site) -> Iterator[Refusal]:
    if slot.choices:
        for code in value:
            yield from _code(name, slot, code, site)


def _person(name: str, _slot: Slot, value: str, site: Site) -> Iterator[Refusal]:
    known = site.people.get(value)
    if value in site.policy.entries("departments"):
        yield refuse(name, N_("Name one person: a department is not a person."), clause="3.1")
    elif known is None or not known.active:
        yield refuse(name, N_("Nobody on the staff list is called “{value}”."), value=value)


def _people(name: str, slot: Slot, value: tuple[str, ...], site: Site) -> Iterator[Refusal]:
    for person in value:
        yield from _person(name, slot, person, site)


def _money(name: str, _slot: Slot, value: Decimal, _site: Site) -> Iterator[Refusal]:
    if value < 0 or value != round(value, 2):
        yield refuse(name, N_("Give an amount of 0 or more, with two decimals at most."))


def _count(name: str, slot: Slot, value: int, _site: Site) -> Iterator[Refusal]:
    if not 0 <= value <= slot.most:
        yield refuse(name, N_("Give a number from 0 to {most}."), most=slot.most)


def _anything(_name: str, _slot: Slot, _value: Any, _site: Site) -> Iterator[Refusal]:
    yield from ()


_JUDGES: dict[Kind, Judge] = {
    Kind.TEXT: _text,
    Kind.NAME: _name,
    Kind.ROOM: _room,
    Kind.CONTACT: _contact,
    Kind.MOMENT: _moment,
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.PERSON: _person,
    Kind.PEOPLE: _people,
    Kind.MONEY: _money,
    Kind.COUNT: _count,
    Kind.NUMBER: _text,
    Kind.CHOICE: _text,
    Kind.ANSWER: _anything,
}
