"""The fields of a step: what each holds, how it is labelled, what the gate asks of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeAlias

WORDS = "words"

Words: TypeAlias = Annotated[str, WORDS]
"""Personal or free text; kept apart from the countable facts so that it can be erased."""
Code: TypeAlias = str
"""A key into one of the policy's lists."""
Codes: TypeAlias = tuple[str, ...]
Moment: TypeAlias = datetime | None
"""An aware time; None until it is given."""
Money: TypeAlias = Decimal | None
Answer: TypeAlias = bool | None
"""Yes, no, or not asked: silence is not a yes."""

Tense = Literal["past", "future", "any"]


class Kind(StrEnum):
    """What a field holds, and so which input takes it."""

    TEXT = "text"
    NAME = "name"
    ROOM = "room"
    CONTACT = "contact"
    MOMENT = "moment"
    CODE = "code"
    CODES = "codes"
    CHOICE = "choice"
    PERSON = "person"
    PEOPLE = "people"
    ANSWER = "answer"
    MONEY = "money"
    COUNT = "count"
    NUMBER = "number"


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One field as the form shows it and the gate judges it."""

    kind: Kind
    label: str
    need: bool = True
    choices: str = ""
    own: Mapping[str, str] = field(default_factory=dict)
    least: int = 0
    most: int = 2000
    tense: Tense = "any"
    lines: int = 1
    clause: str = ""
    shown: bool = True
    service: bool = False


_EMPTY: dict[Kind, Any] = {
    Kind.MOMENT: None,
    Kind.CODES: (),
    Kind.PEOPLE: (),
    Kind.ANSWER: None,
    Kind.MONEY: None,
    Kind.COUNT: None,
}

_UNSET: Any = object()


def _field(slot: Slot, default: Any) -> Any:
    # Every field has an empty default, so that a row written before the field existed still reads.
    empty = _EMPTY.get(slot.kind, "") if default is _UNSET else default
    return field(default=empty, metadata={"slot": slot})


def words(
    label: str, *, default: Any = _UNSET, least: int = 2, most: int = 2000, lines: int = 1
) -> Any:
    """Free text with at least `least` letters or Han characters."""
    need = default is _UNSET
    slot = Slot(kind=Kind.TEXT, label=label, need=need, least=least, most=most, lines=lines)
    return _field(slot, default)


def named(label: str, *, default: Any = _UNSET) -> Any:
    """A person's name as it was given."""
    return _field(Slot(kind=Kind.NAME, label=label, need=default is _UNSET, most=50), default)


def room(label: str, *, default: Any = _UNSET) -> Any:
    """A room or place (handbook data 4.1)."""
    return _field(Slot(kind=Kind.ROOM, label=label, need=default is _UNSET, most=80), default)


def contact(label: str, *, default: Any = _UNSET, service: bool = False) -> Any:
    """A number or another way to reach somebody; `service`: a service number will do (4.2)."""
    need = default is _UNSET
    return _field(
        Slot(kind=Kind.CONTACT, label=label, need=need, most=60, service=service), default
    )


def moment(label: str, tense: Tense, *, default: Any = _UNSET) -> Any:
    """A point in time, past or future as the field's meaning asks (4.4)."""
    return _field(Slot(kind=Kind.MOMENT, label=label, need=default is _UNSET, tense=tense), default)


def code(label: str, choices: str, *, default: Any = _UNSET) -> Any:
    """One entry of the policy list `choices`."""
    return _field(
        Slot(kind=Kind.CODE, label=label, need=default is _UNSET, choices=choices), default
    )


def codes(label: str, choices: str, *, default: Any = _UNSET) -> Any:
    """Several entries of the policy list `choices`."""
    return _field(
        Slot(kind=Kind.CODES, label=label, need=default is _UNSET, choices=choices), default
    )


def choice(label: str, *, default: Any = _UNSET) -> Any:
    """One of what the record itself offers (`Step.choices`)."""
    return _field(Slot(kind=Kind.CHOICE, label=label, need=default is _UNSET, most=40), default)


def person(label: str, *, default: Any = _UNSET) -> Any:
    """One named, active person; a department is not a person (3.1)."""
    return _field(Slot(kind=Kind.PERSON, label=label, need=default is _UNSET), default)


def people(label: str, *, default: Any = _UNSET) -> Any:
    """Several named, active people."""
    return _field(Slot(kind=Kind.PEOPLE, label=label, need=default is _UNSET), default)


def answer(label: str, *, default: Any = _UNSET) -> Any:
    """Yes or no; blank until somebody answered."""
    return _field(Slot(kind=Kind.ANSWER, label=label, need=default is _UNSET), default)


def money(label: str, *, default: Any = _UNSET) -> Any:
    """An amount in the site's currency, two decimals."""
    return _field(Slot(kind=Kind.MONEY, label=label, need=default is _UNSET), default)


def count(label: str, *, default: Any = _UNSET, most: int = 999) -> Any:
    """A whole number from 0 to `most`."""
    return _field(Slot(kind=Kind.COUNT, label=label, need=default is _UNSET, most=most), default)


def number(label: str, *, default: Any = _UNSET) -> Any:
    """The number of another record."""
    return _field(Slot(kind=Kind.NUMBER, label=label, need=default is _UNSET, most=40), default)


def hidden(kind: Kind, *, default: Any = "", choices: str = "") -> Any:
    """A field that the screen fills by itself; the command line may give it."""
    slot = Slot(kind=kind, label="", need=False, choices=choices, shown=False)
    return _field(slot, default)
