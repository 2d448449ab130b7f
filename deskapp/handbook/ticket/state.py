"""The ticket as its rows have made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from deskapp.handbook.message import N_
from deskapp.handbook.step import START, Refusal, Step, Stream, evolve, refuse

DRAFT = "draft"
ABANDONED = "abandoned"
ACCEPTED = "accepted"
DISPATCHED = "dispatched"
TAKEN = "taken"
WORKING = "working"
WAITING = "waiting"
DONE = "done"
CLOSED = "closed"
CANCELLED = "cancelled"
MERGED = "merged"
REFERRED = "referred"

NEW = frozenset({START})
IN_HAND = frozenset({ACCEPTED, DISPATCHED, TAKEN, WORKING, WAITING})
WITH_EXECUTOR = frozenset({DISPATCHED, TAKEN, WORKING, WAITING})
OPEN = IN_HAND | {DONE}

STATE_NAMES: dict[str, str] = {
    START: N_("new"),
    DRAFT: N_("draft"),
    ABANDONED: N_("abandoned"),
    ACCEPTED: N_("to dispatch"),
    DISPATCHED: N_("dispatched"),
    TAKEN: N_("taken"),
    WORKING: N_("in work"),
    WAITING: N_("waiting"),
    DONE: N_("to confirm"),
    CLOSED: N_("closed"),
    CANCELLED: N_("cancelled"),
    MERGED: N_("merged"),
    REFERRED: N_("referred"),
}

WHO, PHONE, WHAT = "who", "phone", "what"
CHUNKS = (WHO, PHONE, WHAT)
"""The read-back's three chunks in the order they are read (RB-1)."""
ITEMS_OF = {WHO: ("room", "name"), PHONE: ("contact",), WHAT: ("what", "raised_at")}
"""The five items (2.2) by the chunk that reads them back."""
CHUNK_OF = {item: chunk for chunk, items in ITEMS_OF.items() for item in items}
ITEMS = tuple(CHUNK_OF)

MINOR = "minor"
YES, CORRECTED, NO_ANSWER, NOT_POSSIBLE = "yes", "corrected", "no_answer", "not_possible"
DOOR, KNOCKED = "door", "knocked"
"""A way to reach somebody at home: knocking, when nobody answers elsewhere."""
CHECKED = "checked"
"""Not read back, but the executor checked it on the spot (X01)."""


@dataclass(frozen=True, kw_only=True)
class ReadBackResult:
    """How one chunk of the read-back stands."""

    outcome: str
    corrections: int = 0
    silent: int = 0
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A time that was told to the owner; never overwritten, only followed by another."""

    due: datetime
    at: datetime
    by: str
    reason: str = ""
    answer: str = ""
    late_notice: bool = False


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """A try to reach the owner that did not succeed."""

    at: datetime
    result: str
    channel: str
    by: str = ""

    @property
    def way(self) -> str:
        """How it was tried; who knocked was at the door."""
        return DOOR if self.result == KNOCKED else self.channel


@dataclass(frozen=True, kw_only=True)
class Charge:
    """What the owner agreed to pay before the work (H43a)."""

    amount: Decimal
    ceiling: Decimal
    payer: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class Ticket(Stream):
    """One request of one owner, with everything its rows say."""

    state_names: ClassVar[dict[str, str]] = STATE_NAMES

    channel: str = ""
    reporter: str = ""
    room: str = ""
    name: str = ""
    contact: str = ""
    contact_kind: str = ""
    contact_source: str = ""
    what: str = ""
    wanted: str = ""
    note: str = ""
    raised_at: datetime | None = None
    missing: Mapping[str, str] = field(default_factory=dict)
    read_back: Mapping[str, ReadBackResult] = field(default_factory=dict)
    untold: tuple[str, ...] = ()

    sub: str = ""
    priority: str = ""
    affects_others: bool = False
    on_spot: bool = False
    policy: str = ""
    opened_at: datetime | None = None
    recorded_by: str = ""

    promises: tuple[Promise, ...] = ()
    work_due: datetime | None = None
    dispatched_at: datetime | None = None
    person: str = ""
    requirement: str = ""
    next_check: datetime | None = None
    started_at: datetime | None = None
    done_at: datetime | None = None
    worked: tuple[str, ...] = ()
    result: str = ""
    leftover: str = ""
    charge: Charge | None = None
    charge_refused: bool = False
    final_charge: Decimal | None = None

    postponed: int = 0
    reassigned: int = 0
    reworks: int = 0
    reopened: int = 0
    chased: int = 0
    calls_to_make: tuple[str, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    attempts_since_due: int = 0

    notices: tuple[datetime, ...] = ()
    visit_at: datetime | None = None
    missed_visits: tuple[datetime, ...] = ()
    card_left: bool = False
    referred_to: str = ""
    look_back_at: datetime | None = None

    closed_at: datetime | None = None
    close_code: str = ""
    solved: str = ""
    score: str = ""
    confirmed_by: str = ""
    self_confirmed: bool = False
    parent: str = ""
    incident: str = ""
    imported: bool = False

    @property
    def due(self) -> datetime | None:
        """The time the owner now counts on."""
        return self.promises[-1].due if self.promises else None

    @property
    def type(self) -> str:
        """The class of the request, such as REP or PUB."""
        return self.sub.partition(".")[0]

    @property
    def danger(self) -> bool:
        """True while life or safety is at stake."""
        return self.priority == "P0"

    @property
    def sensitive(self) -> bool:
        """True where a child is the one who called (X25)."""
        return self.reporter == MINOR

    @property
    def open(self) -> bool:
        """True until the ticket has come to an end."""
        return self.state in OPEN

    def pending_chunks(self) -> tuple[str, ...]:
        """Chunks that the owner has neither confirmed nor an executor checked."""
        settled = {YES, CHECKED}
        return tuple(c for c in CHUNKS if self.read_back.get(c, _UNREAD).outcome not in settled)

    def debts(self) -> tuple[str, ...]:
        """What was skipped under pressure and is still owed: items, chunks, things not told."""
        if self.imported or self.parent or not self.open:
            return ()
        items = tuple(i for i, why in self.missing.items() if why in POSTPONED)
        chunks = (c for c in self.pending_chunks() if self._owed(c))
        return (*items, *(f"read_back.{c}" for c in chunks), *(f"told.{i}" for i in self.untold))

    def _owed(self, chunk: str) -> bool:
        return self.read_back.get(chunk, _UNREAD).reason not in ANSWERED_OTHERWISE

    def half_done(self) -> Refusal | None:
        """A recorded call must be accepted or abandoned, an answer given, in the same deed."""
        if self.state == DRAFT:
            text = N_("A recorded call must be accepted or abandoned.")
            return refuse("", text, clause="2.3")
        if self.on_spot:
            text = N_("Say what was answered on the spot, or promise a time.")
            return refuse("on_spot", text, clause="2.3")
        return None


_UNREAD = ReadBackResult(outcome="")
POSTPONED = frozenset({"hung_up", "emergency"})
"""Reasons for a missing item that leave a debt; the others are answers in themselves."""
ANSWERED_OTHERWISE = frozenset({"message", "not_live", "nobody", "refused"})
"""Reasons why a chunk was not read back that leave nothing to do."""


class TicketStep(Step[Ticket]):
    """A step of the request ticket."""

    letter = "R"


def promised(ticket: Ticket, promise: Promise | None) -> tuple[Promise, ...]:
    """The ticket's promises with one more line, if there is one; none is ever overwritten."""
    return (*ticket.promises, promise) if promise else ticket.promises


def close(ticket: Ticket, code: str, at: datetime, by: str) -> Ticket:
    """The ticket closed with a code that every report will show."""
    return evolve(
        ticket, state=CLOSED, close_code=code, closed_at=at, confirmed_by=by, on_spot=False
    )
