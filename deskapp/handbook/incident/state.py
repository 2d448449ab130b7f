"""The incident as its rows have made it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from deskapp.handbook.message import N_
from deskapp.handbook.step import START, Step, Stream

REPORTED = "reported"
CONFIRMED = "confirmed"
RESPONDING = "responding"
CONTROLLED = "controlled"
OUTSIDE = "outside"
REVIEW = "review"
CLOSED = "closed"
FALSE_ALARM = "false_alarm"

NEW = frozenset({START})
RUNNING = frozenset({REPORTED, CONFIRMED, RESPONDING, CONTROLLED, OUTSIDE})
ENDED = frozenset({CLOSED, FALSE_ALARM})
EVER = RUNNING | ENDED | {REVIEW}

LOG_ONLY = "I4"
"""The level of what is only noted (3.6)."""
WITH_MANAGER = frozenset({"I1", "I2"})
"""The levels that only the manager closes (I11)."""

STATE_NAMES: dict[str, str] = {
    START: N_("new"),
    REPORTED: N_("reported"),
    CONFIRMED: N_("confirmed"),
    RESPONDING: N_("responding"),
    CONTROLLED: N_("under control"),
    OUTSIDE: N_("with the authority"),
    REVIEW: N_("under review"),
    CLOSED: N_("closed"),
    FALSE_ALARM: N_("false alarm"),
}


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call of the chain: whom, when, reached or not, what they said, when they arrived."""

    whom: str
    at: datetime
    reached: bool
    number: str = ""
    said: str = ""
    arrived_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Footage:
    """A pointer to a recording: which camera, from when to when, who keeps it (G-10)."""

    camera: str
    begins: datetime
    ends: datetime
    keeper: str
    saved_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """Words that were put right: the old ones stay readable."""

    item: str
    struck: str
    why: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Incident(Stream):
    """One event, from the first word to its review."""

    state_names: ClassVar[dict[str, str]] = STATE_NAMES

    what: str = ""
    place: str = ""
    sub: str = ""
    happened_at: datetime | None = None
    reported_at: datetime | None = None
    reported_by: str = ""
    ticket: str = ""
    log: str = ""
    level: str = ""
    level_at: datetime | None = None
    hurt: int | None = None
    trapped: int | None = None
    calls: tuple[Call, ...] = ()
    checked: tuple[str, ...] = ()
    authority: str = ""
    controlled_at: datetime | None = None
    ended_at: datetime | None = None
    reports: dict[str, datetime] = field(default_factory=dict)
    flats: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    footage: tuple[Footage, ...] = ()
    damage: tuple[str, ...] = ()
    legal_hold: bool = False

    @property
    def open(self) -> bool:
        """True while it runs."""
        return self.state in RUNNING

    @property
    def to_tell(self) -> tuple[str, ...]:
        """The flats that were touched and have not heard of it."""
        return tuple(room for room in self.flats if room not in self.told)


class IncidentStep(Step[Incident]):
    """A step of an incident."""

    letter = "E"

    def happened(self) -> datetime | None:
        """When what it tells of happened; None where that is the moment of its entry."""
        return None
