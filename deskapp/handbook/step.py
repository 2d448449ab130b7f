"""A step of the handbook: one class that is form, rule, fact and change."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Generic,
    NamedTuple,
    Self,
    TypeVar,
    dataclass_transform,
)

from deskapp.handbook import slots
from deskapp.handbook.message import Msg
from deskapp.handbook.people import Role
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Kind, Slot, Words

START = ""
"""The state of a stream that has no row yet."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """What the journal knows about a row besides its step: when, who, which desk."""

    desk: str
    seq: int
    clock: int
    stream: str
    seen: str
    kind: str
    at: datetime
    operator: str
    deed: str

    @property
    def row(self) -> str:
        """The row's name, unique over all desks."""
        return f"{self.desk}:{self.seq}"


@dataclass(frozen=True, kw_only=True)
class Deviation:
    """A soft gate that was passed with a reason (0-4)."""

    clauses: tuple[str, ...]
    why: str
    by: str
    self_approved: bool


@dataclass(frozen=True, kw_only=True)
class Stream:
    """What every record has in common, whatever its subject."""

    number: str = ""
    state: str = START
    last_row: str = ""
    rows: int = 0
    unread_rows: int = 0
    clashed: bool = False
    deviations: tuple[Deviation, ...] = ()
    last: Last | None = dataclasses.field(default=None, compare=False, repr=False)

    def with_row(self, head: Head) -> Self:
        """The record with one more row counted, whatever the row says."""
        return evolve(self, number=head.stream, last_row=head.row, rows=self.rows + 1)

    def half_done(self) -> Refusal | None:
        """Say what is missing if a deed would leave the record half made."""
        return None

    def kept_open_by(self, site: Site) -> Iterator[Refusal]:
        """What must be settled before any step may end the record."""
        yield from ()


class Last(NamedTuple):
    """The last row of a record, and the record as it stood before it."""

    head: Head
    step: Step[Any]
    before: Stream


S = TypeVar("S", bound=Stream)

if TYPE_CHECKING:
    evolve = dataclasses.replace
else:

    def evolve(record: S, **changes: Any) -> S:
        """The record with other values; every row of every fold comes by here.

        Checked like dataclasses.replace, which calls `__init__` and so costs ten times as much.
        """
        made = object.__new__(type(record))
        values = vars(record)
        if not changes.keys() <= values.keys():
            raise TypeError(changes.keys() - values.keys())
        vars(made).update(values, **changes)
        return made


@dataclass(frozen=True)
class Refusal:
    """Why the gate says no: at which field, in which words, by which clause."""

    field: str
    message: Msg
    clause: str = ""
    soft: bool = False


def refuse(
    field: str, text: str, /, *, clause: str = "", soft: bool = False, **blanks: Any
) -> Refusal:
    """Make a refusal from a marked sentence and its blanks."""
    return Refusal(field, Msg(text, blanks), clause, soft)


@dataclass(frozen=True)
class Act:
    """A step to be taken on a stream; an empty stream asks for a new one."""

    stream: str
    step: Step[Any]


@dataclass(frozen=True, kw_only=True)
class About:
    """What is known of a step class before any form exists."""

    kind: str
    clause: str
    by: Role
    opens: frozenset[str]
    title: str
    not_yet: str
    hint: str
    brought: bool
    ends: bool
    calls: bool
    letter: str
    slots: Mapping[str, Slot]


@dataclass(frozen=True, kw_only=True)
class Step(Generic[S]):
    """Base of all steps. `about` is set by the `step` decorator."""

    about: ClassVar[About]
    letter: ClassVar[str] = ""

    override: Words = slots.hidden(Kind.TEXT, default="")  # noqa: RUF009 - a field specifier
    override_by: str = slots.hidden(Kind.PERSON, default="")
    override_clauses: tuple[str, ...] = slots.hidden(Kind.CODES, default=())

    def filled(self, record: S, site: Site) -> Self:
        """The step with the facts that nobody types: what record and policy say at this moment."""
        return self

    def refusals(self, record: S, site: Site) -> Iterator[Refusal]:
        """What the handbook misses before this step may be taken."""
        yield from ()

    def after(self, record: S, head: Head) -> S:
        """The record with this step folded in; total, and free of policy and clock."""
        return record

    def brings(self, record: S, site: Site) -> Iterator[Act]:
        """Steps on other streams that this one takes along in the same deed."""
        yield from ()

    @classmethod
    def suggest(cls, record: S, site: Site) -> Mapping[str, object]:
        """Values that the form may offer; nothing of them is taken unseen."""
        return {}

    @classmethod
    def needed(cls, record: S, site: Site) -> frozenset[str]:
        """Fields that may stay empty elsewhere, but not for this record."""
        return frozenset()

    @classmethod
    def choices(cls, record: S, site: Site) -> Mapping[str, Mapping[str, str]]:
        """What this record offers in the fields whose choices it knows: names by code, by field."""
        return {}

    @classmethod
    def bars(cls, record: S, site: Site) -> Iterator[Refusal]:
        """What bars this step on this record whatever is typed; shown in the menu."""
        yield from ()

    def line(self) -> tuple[Msg, ...]:
        """The step in the time line: a sentence, then muted details."""
        return (Msg(self.about.title),)


STEPS: dict[str, type[Step[Any]]] = {}
"""Every step class by the name that the journal keeps for ever."""

T = TypeVar("T", bound=Step[Any])


@dataclass_transform(
    kw_only_default=True,
    frozen_default=True,
    field_specifiers=(
        slots.words,
        slots.named,
        slots.room,
        slots.contact,
        slots.moment,
        slots.code,
        slots.codes,
        slots.choice,
        slots.person,
        slots.people,
        slots.answer,
        slots.money,
        slots.count,
        slots.number,
        slots.hidden,
    ),
)
def step(  # noqa: PLR0913 - what a step is known by, all by name
    kind: str,
    *,
    clause: str,
    by: Role,
    opens: frozenset[str],
    title: str,
    not_yet: str = "",
    hint: str = "",
    brought: bool = False,
    ends: bool = False,
    calls: bool = False,
) -> Callable[[type[T]], type[T]]:
    """Make a class a step: freeze it and give it its name on disk.

    Args:
        kind: The journal's name for it, kept for ever.
        clause: The handbook clause it carries out.
        by: Roles that may take it.
        opens: States in which it is open.
        title: What the menu calls it.
        not_yet: What must happen first, told where the step is not open.
        hint: Three or four words for the menu, beside the title.
        brought: True if only other steps take it along, so that no menu offers it.
        ends: True if it brings an open record to its end, which the record may not allow yet.
        calls: True if its owner is called for it: its form shows the number, and it is the log.
    """

    def register(cls: type[T]) -> type[T]:
        made = dataclass(frozen=True, kw_only=True)(cls)
        made.about = About(
            kind=kind, clause=clause, by=by, opens=opens, title=title, not_yet=not_yet,
            hint=hint, brought=brought, ends=ends, calls=calls, letter=made.letter,
            slots=_slots(made),
        )  # fmt: skip
        if kind in STEPS:
            raise ValueError(kind)
        STEPS[kind] = made
        return made

    return register


def slots_of(cls: type[Step[Any]]) -> Mapping[str, Slot]:
    """The fields of a step class in the order they are asked."""
    return cls.about.slots


def _slots(cls: type[Step[Any]]) -> dict[str, Slot]:
    found = {f.name: f.metadata["slot"] for f in dataclasses.fields(cls)}
    own = {name: slot for name, slot in found.items() if not name.startswith("override")}
    return own | {name: slot for name, slot in found.items() if name.startswith("override")}
