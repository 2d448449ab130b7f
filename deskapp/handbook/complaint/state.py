"""The complaint as its rows have made it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from deskapp.handbook.message import N_
from deskapp.handbook.people import MANAGER, SUPERVISOR
from deskapp.handbook.site import Site
from deskapp.handbook.step import START, Refusal, Step, Stream, evolve, refuse

DRAFT = "draft"
RECEIVED = "received"
ACKED = "acked"
ASSESSED = "assessed"
VERIFYING = "verifying"
VERIFIED = "verified"
CAUSED = "caused"
PROPOSED = "proposed"
AGREED = "agreed"
OBJECTED = "objected"
REVIEW = "review"
EXECUTING = "executing"
ANSWERED = "answered"
CLOSED = "closed"
CLOSED_DISAGREED = "closed_disagreed"
WITHDRAWN = "withdrawn"
REFERRED = "referred"
SUSPENDED = "suspended"
MERGED = "merged"

NEW = frozenset({START})
BEFORE_ANSWER = frozenset({
    RECEIVED, ACKED, ASSESSED, VERIFYING, VERIFIED, CAUSED, PROPOSED, OBJECTED, AGREED, EXECUTING,
})  # fmt: skip
OPEN = BEFORE_ANSWER | {DRAFT, REVIEW, ANSWERED, REFERRED, SUSPENDED}
ENDED = frozenset({CLOSED, CLOSED_DISAGREED, WITHDRAWN, MERGED})

STATE_NAMES: dict[str, str] = {
    START: N_("new"),
    DRAFT: N_("hearing"),
    RECEIVED: N_("received"),
    ACKED: N_("acknowledged"),
    ASSESSED: N_("assessed"),
    VERIFYING: N_("verifying"),
    VERIFIED: N_("verified"),
    CAUSED: N_("cause found"),
    PROPOSED: N_("proposed"),
    AGREED: N_("agreed"),
    OBJECTED: N_("objected"),
    REVIEW: N_("second look"),
    EXECUTING: N_("carrying out"),
    ANSWERED: N_("answered"),
    CLOSED: N_("closed"),
    CLOSED_DISAGREED: N_("closed, disagreed"),
    WITHDRAWN: N_("withdrawn"),
    REFERRED: N_("referred"),
    SUSPENDED: N_("with court or police"),
    MERGED: N_("in a group"),
}
STAGES = (
    RECEIVED, ACKED, ASSESSED, VERIFYING, VERIFIED, CAUSED, PROPOSED, AGREED, EXECUTING,
    ANSWERED, CLOSED,
)  # fmt: skip
"""The usual way; the follow-up is computed from the answer, for the clock takes no steps."""

TRUE, PARTLY, NOT_TRUE, UNDETERMINED = "true", "partly", "not", "undetermined"
HOLDS = frozenset({TRUE, PARTLY})
EQUIPMENT = "B"
"""The first level of a cause that a repair puts right."""
LEVELS = ("K3", "K2", "K1")
"""The levels of complaints, the least grave first."""
NOT_YOURS = N_("Only whoever handles the complaint takes this step.")


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Something that shows whether a point is true."""

    kind: str
    where: str
    who: str
    at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Point:
    """One point in the owner's words, and what came of it."""

    number: int
    words: str
    about: str = ""
    late: bool = False
    evidence: tuple[Evidence, ...] = ()
    finding: str = ""
    finding_why: str = ""
    heard: str = ""
    heard_asked: bool = False
    heard_by: str = ""
    heard_at: datetime | None = None
    cause2: str = ""
    why: str = ""
    deeper: str = ""
    plan: str = ""
    plan_person: str = ""
    plan_due: datetime | None = None
    planned_in: int = 0
    acted: bool = False
    answered: str = ""
    prevent: str = ""
    prevent_person: str = ""
    prevent_due: datetime | None = None
    none_needed: str = ""

    @property
    def cause1(self) -> str:
        """The cause's first level."""
        return self.cause2[:1]

    @property
    def holds(self) -> bool:
        """True if it was found true, wholly or in part."""
        return self.finding in HOLDS

    @property
    def prevented(self) -> bool:
        """True if there is a measure against the next one, or why none is needed."""
        return bool(self.prevent_person or self.none_needed)


@dataclass(frozen=True, kw_only=True)
class Solution:
    """What a proposal says to one point."""

    point: int
    plan: str
    person: str
    due: datetime | None


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """One version of what was offered to the owner, with their answer."""

    version: int
    at: datetime
    by: str
    solutions: tuple[Solution, ...]
    cost: str
    amount: Decimal | None = None
    ceiling: Decimal | None = None
    basis: str = ""
    payer: str = ""
    help_what: str = ""
    help_at: datetime | None = None
    explained_at: datetime | None = None
    explained_how: str = ""
    answer: str = ""
    objection: str = ""


@dataclass(frozen=True, kw_only=True)
class Consent:
    """The owner's yes: what it may cost, who said so, and how."""

    amount: Decimal
    ceiling: Decimal
    who: str
    how: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody of a group complaint who has to be told what came of it."""

    complaint: str
    room: str
    told_at: datetime | None = None


_PLAN = {"complaint.solution_noted": lambda p: p.holds and not p.plan_person}
_ANSWER = {"complaint.point_answered": lambda p: not p.answered}
MISSING: Mapping[str, Mapping[str, Callable[[Point], bool]]] = {
    VERIFYING: {
        "complaint.evidence_noted": lambda p: not p.evidence,
        "complaint.person_heard": lambda p: bool(p.about) and not p.heard_asked,
        "complaint.finding_set": lambda p: not p.finding,
    },
    VERIFIED: {"complaint.cause_set": lambda p: p.holds and not p.cause2} | _ANSWER,
    CAUSED: _PLAN,
    OBJECTED: _PLAN,
    REVIEW: _ANSWER,
    AGREED: {"complaint.action_opened": lambda p: p.holds and not p.acted},
    EXECUTING: _ANSWER,
    ANSWERED: {"complaint.prevention_noted": lambda p: p.holds and not p.prevented},
}
"""What each state still asks of its points, and the step that gives it, in order."""


@dataclass(frozen=True, kw_only=True)
class Complaint(Stream):
    """One complaint of one owner or of a group, with everything its rows say."""

    state_names: ClassVar[dict[str, str]] = STATE_NAMES

    note: str = ""
    helped_at: datetime | None = None
    from_ticket: str = ""
    room: str = ""
    name: str = ""
    contact: str = ""
    wanted: str = ""
    happened: str = ""
    sub: str = ""
    anonymous: bool = False
    restated: bool = False
    points: tuple[Point, ...] = ()
    opened_at: datetime | None = None
    received_at: datetime | None = None
    acked_at: datetime | None = None
    reply_told: datetime | None = None
    recorded_by: str = ""

    level: str = ""
    levelled_at: datetime | None = None
    handler: str = ""
    handlers: tuple[str, ...] = ()
    in_scope: bool = True
    danger: bool = False
    homes: int = 1
    repeat_of: str = ""
    plan: str = ""
    plan_due: datetime | None = None
    first_word_at: datetime | None = None
    contacted_at: datetime | None = None
    call_at: datetime | None = None
    feedback_due: datetime | None = None
    answer_due: datetime | None = None
    cap: datetime | None = None
    tell_above_by: datetime | None = None
    told_above_at: datetime | None = None

    proposals: tuple[Proposal, ...] = ()
    consent: Consent | None = None
    cost_refused: bool = False
    risk_told: str = ""
    free_part: str = ""
    reviewer: str = ""
    reviews: int = 0
    actions: tuple[str, ...] = ()
    paid_actions: int = 0
    answered_at: datetime | None = None
    final: bool = False
    routes_told: bool = False
    follow_up_due: datetime | None = None
    attempts: tuple[datetime, ...] = ()
    notices: tuple[datetime, ...] = ()

    score: str = ""
    close_code: str = ""
    closed_at: datetime | None = None
    goes_on_inside: bool = False
    sealed: bool = False
    referred_to: str = ""
    reference: str = ""
    look_back_at: datetime | None = None
    legal_hold: bool = False
    group: str = ""
    members: tuple[Member, ...] = ()

    @property
    def open(self) -> bool:
        """True until the complaint has come to an end, for the owner and for us (X21)."""
        return self.state in OPEN or self.goes_on_inside

    @property
    def stages(self) -> tuple[str, ...]:
        """The usual way from the first word to the end."""
        return STAGES

    @property
    def about(self) -> frozenset[str]:
        """Everybody whom a point is about."""
        return frozenset(p.about for p in self.points if p.about)

    @property
    def hidden_from(self) -> frozenset[str]:
        """Who neither finds nor reads it: whom it is about, once it is received (X19)."""
        return frozenset() if self.state == DRAFT else self.about

    @property
    def involved(self) -> frozenset[str]:
        """Everybody who has handled it, looked at it again, or is complained about."""
        return frozenset({*self.handlers, self.reviewer, *self.about} - {""})

    @property
    def proposal(self) -> Proposal | None:
        """The proposal that stands."""
        return self.proposals[-1] if self.proposals else None

    @property
    def holding(self) -> tuple[Point, ...]:
        """The points found true, wholly or in part."""
        return tuple(p for p in self.points if p.holds)

    @property
    def due(self) -> datetime | None:
        """What the complaint must keep to next: first word, answer, then follow-up."""
        if self.state == ANSWERED:
            return self.follow_up_due
        if not self.open:
            return None
        word = None if self.contacted_at else self.word_due
        return min((t for t in (word, self.answer_due, self.cap) if t), default=None)

    @property
    def word_due(self) -> datetime | None:
        """When the owner must have heard from us; never where nobody is known to tell (X03)."""
        return None if self.anonymous else self.feedback_due

    @property
    def rises(self) -> tuple[datetime, ...]:
        """When time alone raises the level: at each limit passed since it was set (C30)."""
        ended = self.answered_at or self.closed_at
        if not self.open and ended is None:
            return ()
        limits = ((self.word_due, self.first_word_at or ended), (self.answer_due, ended))
        return tuple(sorted(
            due for due, kept in limits
            if due and (kept is None or due < kept)
            and (self.levelled_at is None or due > self.levelled_at)
        ))  # fmt: skip

    def level_at(self, now: datetime) -> str:
        """The level as it is now, with what time has added to it."""
        passed = sum(1 for at in self.rises if at <= now)
        return raised(self.level, passed) if passed else self.level

    def missing(self) -> tuple[str, int | None]:
        """What the next stage still asks of a point: the kind of step, and which point."""
        for kind, lacks in MISSING.get(self.state, {}).items():
            found = next((p for p in self.points if lacks(p)), None)
            if found:
                return kind, found.number
        return "", None

    def point(self, number: int | None) -> Point | None:
        """A point by its number."""
        return next((p for p in self.points if p.number == number), None)


def raised(level: str, by: int = 1) -> str:
    """So many levels higher; the highest stays, and what has none yet begins at the lowest."""
    at = LEVELS.index(level) if level in LEVELS else 0
    return LEVELS[min(at + by, len(LEVELS) - 1)]


def in_touch(complaint: Complaint, at: datetime, **values: object) -> Complaint:
    """The complaint after a word with the owner; the first one is kept apart."""
    first = complaint.first_word_at or at
    return evolve(complaint, first_word_at=first, contacted_at=at, **values)


def changed(complaint: Complaint, number: int | None, **values: object) -> Complaint:
    """The complaint with one of its points otherwise."""
    points = (_with(p, values) if p.number == number else p for p in complaint.points)
    return evolve(complaint, points=tuple(points))


def asked_anew(complaint: Complaint) -> tuple[Point, ...]:
    """The points without their answers: what was not accepted is answered once more."""
    return tuple(_with(p, {"answered": ""}) for p in complaint.points)


def _with(point: Point, values: dict[str, object]) -> Point:
    return Point(**{**vars(point), **values})


class ComplaintStep(Step[Complaint]):
    """A step of a complaint; whoever it is about takes none once it is received."""

    letter = "C"
    handler_only: ClassVar[bool] = False
    handler_or_above: ClassVar[bool] = False

    @classmethod
    def bars(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """Nobody handles a complaint about himself; some steps are the handler's alone."""
        me = site.operator.id
        if me in record.hidden_from:
            text = N_("This complaint is about you: somebody else handles it.")
            yield refuse("", text, clause="X19")
        above = cls.handler_or_above and site.operator.roles & (SUPERVISOR | MANAGER)
        if (cls.handler_only or cls.handler_or_above) and me != record.handler and not above:
            yield refuse("", NOT_YOURS)
        yield from cls.lacks(record, site)

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """What the record itself still misses before this step."""
        yield from ()


class PointStep(ComplaintStep):
    """A step that belongs to one point; the form offers the one that still misses it."""

    @classmethod
    def suggest(cls, record: Complaint, site: Site) -> Mapping[str, object]:
        """The first point that misses it; the only one, where there is but one."""
        kind, number = record.missing()
        only = record.points[0].number if len(record.points) == 1 else None
        point = number if kind == cls.about.kind else only
        return {"point": point} if point else {}
