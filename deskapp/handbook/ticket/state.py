"""The ticket as its rows have made it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import ClassVar

from deskapp.handbook.message import N_
from deskapp.handbook.site import Site
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
class FollowUp:
    """What the owner said when asked once more after the closing (3.8)."""

    at: datetime
    by: str
    solved: str
    score: str


@dataclass(frozen=True, kw_only=True)
class Charge:
    """What the owner agreed to pay before the work (H43a)."""

    amount: Decimal
    ceiling: Decimal
    payer: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class Reporter:
    """Somebody who reported the same thing on a ticket that was merged into this one (X11)."""

    ticket: str
    room: str
    name: str
    contact: str
    told: bool = False
    attempts: int = 0


@dataclass(frozen=True, kw_only=True)
class Helper:
    """Somebody who helps whoever has the ticket, and with what."""

    person: str
    task: str


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
    phone_agreed: bool = False
    """The owner lets whoever comes from outside have the number (P-17)."""
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

    merged_into: str = ""
    reporters: tuple[Reporter, ...] = ()
    helpers: tuple[Helper, ...] = ()
    subtasks: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    rb_seconds: int | None = None
    former_subs: tuple[str, ...] = ()
    praised: str = ""
    heard_at: datetime | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    follow_up_attempts: tuple[Attempt, ...] = ()
    waiting_for: str = ""
    paused_at: datetime | None = None
    cost_open: bool = False
    declined_by: tuple[str, ...] = ()
    ext_no: str = ""
    ext_due: datetime | None = None
    complaint: str = ""

    @property
    def due(self) -> datetime | None:
        """The time the owner now counts on."""
        return self.promises[-1].due if self.promises else None

    @property
    def ruling_due(self) -> datetime | None:
        """The time that rules: the owner's or the authority's, whichever comes first (X30)."""
        return min((t for t in (self.due, self.ext_due) if t), default=None)

    @property
    def paused(self) -> bool:
        """True while the work clock stands still; the promise never does."""
        return self.state == WAITING and self.paused_at is not None

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

    @property
    def paid(self) -> bool:
        """True if the owner paid for the work."""
        return bool(self.final_charge)

    @property
    def followed_at(self) -> datetime | None:
        """When the owner was last asked once more; None where nobody did since the closing."""
        return max((f.at for f in self.follow_ups if self._since_closing(f.at)), default=None)

    @property
    def follow_tries(self) -> int:
        """How often that was tried in vain since the closing."""
        return sum(self._since_closing(attempt.at) for attempt in self.follow_up_attempts)

    def _since_closing(self, at: datetime) -> bool:
        return self.closed_at is not None and at >= self.closed_at

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

    def to_tell(self) -> tuple[Reporter, ...]:
        """Who reported the same and has not been told yet, the least tried first (X11)."""
        untold = (r for r in self.reporters if not r.told)
        return tuple(sorted(untold, key=lambda r: r.attempts))

    def kept_open_by(self, site: Site) -> Iterator[Refusal]:
        """Nothing ends while a part is open, or while somebody who reported it is untold."""
        parts = [n for n in self.subtasks if _is_open(site.record(n))]
        if parts:
            text = N_("A part of it is still open: {numbers}.")
            yield refuse("", text, clause="3.2", numbers=tuple(parts))
        untold = self.to_tell()
        if untold:
            text = N_("{n} more reported the same and have not been told yet: {rooms}.")
            rooms = tuple(r.room or r.ticket for r in untold)
            yield refuse("", text, clause="3.3", n=len(untold), rooms=rooms)

    def half_done(self) -> Refusal | None:
        """A recorded call must be accepted or abandoned, an answer given, in the same deed."""
        if self.state == DRAFT:
            text = N_("A recorded call must be accepted or abandoned.")
            return refuse("", text, clause="2.3")
        if self.on_spot:
            text = N_("Say what was answered on the spot, or promise a time.")
            return refuse("on_spot", text, clause="2.3")
        return None


def _is_open(record: Stream | None) -> bool:
    return isinstance(record, Ticket) and record.open


_UNREAD = ReadBackResult(outcome="")
POSTPONED = frozenset({"hung_up", "emergency"})
"""Reasons for a missing item that leave a debt; the others are answers in themselves."""
ANSWERED_OTHERWISE = frozenset({"message", "not_live", "nobody", "refused"})
"""Reasons why a chunk was not read back that leave nothing to do."""


class TicketStep(Step[Ticket]):
    """A step of the request ticket."""

    letter = "R"


def hits_others(sub: str) -> bool:
    """Whether a matter of this class hits more than the one who reports it."""
    return sub.startswith(("PUB.", "EMG."))


def promised(ticket: Ticket, promise: Promise | None) -> tuple[Promise, ...]:
    """The ticket's promises with one more line, if there is one; none is ever overwritten."""
    return (*ticket.promises, promise) if promise else ticket.promises


def going_on(ticket: Ticket, at: datetime) -> Ticket:
    """The ticket waiting no longer: the work is due later by what the pause took, never sooner."""
    if ticket.state != WAITING:
        return ticket
    work_due = ticket.work_due
    if work_due and ticket.paused_at:
        work_due = _later(work_due, at - ticket.paused_at)
    return evolve(ticket, work_due=work_due, waiting_for="", paused_at=None, next_check=None)


def _later(moment: datetime, span: timedelta) -> datetime:
    try:
        return moment + max(span, timedelta())
    except OverflowError:  # a fold never fails, not even at the end of all years
        return moment


def close(ticket: Ticket, code: str, at: datetime, by: str) -> Ticket:
    """The ticket closed with a code that every report will show."""
    return evolve(
        ticket, state=CLOSED, close_code=code, closed_at=at, confirmed_by=by, on_spot=False
    )
