"""The incident as its rows have made it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from deskapp.handbook.message import N_
from deskapp.handbook.step import START, Step, Stream

REPORTED = "reported"
CONFIRMED = "confirmed"
RESPONDING = "responding"
CONTROLLED = "controlled"
OUTSIDE = "outside"

NEW = frozenset({START})
RUNNING = frozenset({REPORTED, CONFIRMED, RESPONDING, CONTROLLED, OUTSIDE})

STATE_NAMES: dict[str, str] = {
    START: N_("new"),
    REPORTED: N_("reported"),
    CONFIRMED: N_("confirmed"),
    RESPONDING: N_("responding"),
    CONTROLLED: N_("under control"),
    OUTSIDE: N_("with the authority"),
}


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call of the chain: whom, when, reached or not."""

    whom: str
    at: datetime
    reached: bool


@dataclass(frozen=True, kw_only=True)
class Incident(Stream):
    """One event, from the first word to its review."""

    state_names: ClassVar[dict[str, str]] = STATE_NAMES

    what: str = ""
    place: str = ""
    sub: str = ""
    happened_at: datetime | None = None
    reported_at: datetime | None = None
    ticket: str = ""
    calls: tuple[Call, ...] = ()

    @property
    def open(self) -> bool:
        """True while it runs."""
        return self.state in RUNNING


class IncidentStep(Step[Incident]):
    """A step of an incident."""

    letter = "E"
