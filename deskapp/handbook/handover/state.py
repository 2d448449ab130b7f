"""The handover of a shift as its rows have made it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import ClassVar

from deskapp.handbook.message import N_
from deskapp.handbook.people import DESK, MANAGER, SUPERVISOR
from deskapp.handbook.policy import Policy
from deskapp.handbook.shifts import shift_at
from deskapp.handbook.site import Site
from deskapp.handbook.step import START, Step, Stream, evolve

PREPARING = "preparing"
OFFERED = "offered"
ACCEPTED = "accepted"
NOTED = "accepted_noted"
NO_RELIEF = "no_relief"

NEW = frozenset({START})
RUNNING = frozenset({PREPARING, OFFERED, NO_RELIEF})
OVER = frozenset({ACCEPTED, NOTED})

STATE_NAMES: dict[str, str] = {
    START: N_("new"),
    PREPARING: N_("being prepared"),
    OFFERED: N_("offered"),
    ACCEPTED: N_("taken over"),
    NOTED: N_("taken over, with a reservation"),
    NO_RELIEF: N_("no relief yet"),
}


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What the next shift must know: a record, and why."""

    kind: str
    number: str


@dataclass(frozen=True, kw_only=True)
class HandoverLine:
    """One matter handed over: what the outgoing person says of it, and who took it over when."""

    kind: str
    number: str
    watch: bool = False
    word: str = ""
    taken_by: str = ""
    taken_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What is counted into the other's hand; None where nobody has counted."""

    keys: int | None = None
    radios: int | None = None
    papers: int | None = None
    cash: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Handover(Stream):
    """One handover: its lines and counts, from whom, to whom, and how it ended."""

    state_names: ClassVar[dict[str, str]] = STATE_NAMES

    outgoing: str = ""
    incoming: str = ""
    by_desk: bool = False
    prepared_at: datetime | None = None
    offered_at: datetime | None = None
    ended_at: datetime | None = None
    late_since: datetime | None = None
    lines: tuple[HandoverLine, ...] = ()
    counts: Counts = Counts()
    note: str = ""
    difference: str = ""
    refusals: tuple[str, ...] = ()
    call_due: bool = False

    @property
    def open(self) -> bool:
        """True while nobody has taken the shift over."""
        return self.state in RUNNING

    @property
    def waits(self) -> tuple[HandoverLine, ...]:
        """The lines that nobody has taken over yet."""
        return tuple(line for line in self.lines if not line.taken_by)

    def with_line(self, number: str, **changes: object) -> Handover:
        """The handover with one of its lines otherwise; an unknown one changes nothing."""
        lines = tuple(
            evolve_line(one, changes) if one.number == number else one for one in self.lines
        )
        return evolve(self, lines=lines)


def evolve_line(line: HandoverLine, changes: dict[str, object]) -> HandoverLine:
    """A line with other values."""
    return HandoverLine(**{**vars(line), **changes})


class HandoverStep(Step[Handover]):
    """A step of a handover."""

    letter = "H"


def is_alone(site: Site) -> bool:
    """Whether nobody else could take the shift over: a site with one person (2.4)."""
    able = [p for p in site.people.values() if p.active and p.logs_in and p.roles & DESK]
    return all(person.id == site.operator.id for person in able)


def relief_late(handover: Handover, now: datetime, policy: Policy) -> timedelta | None:
    """How long the relief is late by the clock; None while it is not, or somebody has noted it."""
    begun = shift_at(now, policy).begins
    if handover.state not in {PREPARING, OFFERED} or not handover.prepared_at:
        return None
    late = now - begun
    waits = handover.prepared_at < begun and late > timedelta(minutes=policy.limit("relief_min"))
    return late if waits else None


def chief(site: Site) -> str:
    """Whom one rings when something is wrong: a supervisor, else a manager; "" for neither."""
    people = [p for p in site.people.values() if p.active and p.id != site.operator.id]
    for role in (SUPERVISOR, MANAGER):
        found = next((person.id for person in people if person.roles & role), "")
        if found:
            return found
    return ""
