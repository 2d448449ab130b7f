"""The complaints of a demonstration site, told step by step through the gate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from deskapp.exchange.demo_stories import DAY, HOUR, MINUTE
from deskapp.handbook.complaint.answering import Answered, PointAnswered
from deskapp.handbook.complaint.assessing import Assessed, VerifyStarted
from deskapp.handbook.complaint.cause import CauseSet, RootCauseSet
from deskapp.handbook.complaint.closing import Closed
from deskapp.handbook.complaint.hearing import Acknowledged, Drafted, PointNoted, Received
from deskapp.handbook.complaint.proposing import Proposed, SolutionNoted
from deskapp.handbook.complaint.verifying import (
    Contacted,
    EvidenceNoted,
    FindingSet,
    PersonHeard,
    Verified,
)
from deskapp.handbook.step import Act, Step

if TYPE_CHECKING:
    from deskapp.exchange.demo_stories import Narrator, Story
    from deskapp.store.register import Resident

STAGES = (
    "received", "acked", "assessed", "verifying", "verified", "caused", "proposed", "answered",
    "closed",
)  # fmt: skip
AFTER = (0, 5, 40, 60, 150, 200, 260, 300, 48 * 60)
"""Minutes after the first word at which each stage is reached."""
Stage: TypeAlias = tuple[str, list[Step[Any]]]
"""Who takes the steps that lead to a stage."""


@dataclass(frozen=True)
class Grievance:
    """What somebody complains about, and how far it has come."""

    sub: str
    note: str
    points: tuple[str, ...]
    happened: str
    wanted: str
    stops: str
    ago_h: int
    about: tuple[str, ...] = ()
    findings: tuple[tuple[str, str], ...] = ()
    evidence: tuple[tuple[str, str], ...] = ()
    heard: str = ""
    cause: tuple[str, str, str] = ("", "", "")
    plan: str = ""
    hands: str = ""
    cost: str = ""
    anonymous: bool = False


@dataclass(frozen=True)
class Told:
    """One grievance with whoever brings it and the staff who deal with it."""

    narrator: Narrator
    case: Grievance
    who: Resident
    start: datetime

    def person(self, name: str) -> str:
        """Somebody's id; "" for nobody."""
        return self.narrator.staff.get(name, "")

    @property
    def desk(self) -> str:
        """Whoever takes it: not the one whom it is about."""
        return "林主管" if "周晓燕" in self.case.about else "周晓燕"

    @property
    def handler(self) -> str:
        """Whose the level is by the policy."""
        level = self.narrator.desk.policy.subcategory(self.case.sub).priority
        return {"K1": "陈经理", "K2": "林主管"}.get(level, "周晓燕")


def complaint(narrator: Narrator, case: Grievance, who: Resident, today: datetime) -> Story:
    """From the first word as far as it goes."""
    told = Told(narrator, case, who, today - case.ago_h * HOUR)
    yield told.start
    number = _take(told, told.start, "", told.desk, Drafted(note=case.note, room=who.room))
    reached = STAGES.index(case.stops) + 1
    for stage, minutes in list(zip(STAGES, AFTER, strict=True))[:reached]:
        at = told.start + minutes * MINUTE
        yield at
        by, steps = _stage(told, stage, at)
        for step in steps:
            _take(told, at, number, by, step)


def _take(told: Told, at: datetime, number: str, by: str, step: Step[Any]) -> str:
    told.narrator.move(at)
    told.narrator.desk.sign_in(told.person(by))
    return told.narrator.desk.take([Act(number, step)])[0].stream


def _stage(told: Told, stage: str, at: datetime) -> Stage:
    """Who brings it to this stage, and by which steps."""
    by = {"received": told.desk, "acked": told.desk, "assessed": told.desk, "verifying": "林主管",
          "answered": "林主管", "closed": "陈经理"}.get(stage, told.handler)  # fmt: skip
    return by, [step for step in _steps(told, stage, at) if step]


def _steps(told: Told, stage: str, at: datetime) -> Iterator[Step[Any]]:
    case, handler = told.case, told.person(told.handler)
    if stage == "received":
        yield from _received(told)
    elif stage == "acked":
        yield Acknowledged(
            handler=handler, reply_by=at + 3 * HOUR, told=not case.anonymous,
            untold="anonymous" if case.anonymous else "",
        )  # fmt: skip
    elif stage == "assessed":
        level = told.narrator.desk.policy.subcategory(case.sub).priority
        yield Assessed(level=level, danger=False, in_scope=True, homes=1, handler=handler)
    elif stage == "verifying":
        yield VerifyStarted(plan="看记录，看现场，问当事人", due=at + DAY)
        if not case.anonymous:
            yield Contacted(said="已开始查，查到什么今天告诉您")
    else:
        yield from _found_out(told, stage, at)


def _received(told: Told) -> Iterator[Step[Any]]:
    case, who = told.case, told.who
    about = (*case.about, *[""] * len(case.points))
    for words, whom in zip(case.points, about, strict=False):
        yield PointNoted(words=words, whom=told.person(whom))
    known = not case.anonymous
    yield Received(
        anonymous=case.anonymous, room=who.room if known else "", name=who.name if known else "",
        contact=who.phone if known else "", sub=case.sub, happened=case.happened,
        wanted=case.wanted, restated=True,
    )  # fmt: skip


def _found_out(told: Told, stage: str, at: datetime) -> Iterator[Step[Any]]:
    case = told.case
    if stage == "verified":
        yield from _verified(told, at)
    elif stage == "caused" and case.cause[0]:
        code, why, deeper = case.cause
        yield CauseSet(point=1, cause=code, why=why, deeper=deeper)
        if case.stops != "caused":
            yield RootCauseSet()
    elif stage == "proposed" and case.plan:
        yield from _proposed(told, at)
    elif stage == "answered":
        for n, (_, why) in enumerate(case.findings, 1):
            yield PointAnswered(point=n, answer=why)
        yield Answered(
            said="逐条说明了查到的情况", told_at=at, how="voice", routes=("committee", "hotline")
        )
    elif stage == "closed":
        yield Closed(settled="yes", score="4", said="说清楚了就行")


def _verified(told: Told, at: datetime) -> Iterator[Step[Any]]:
    case, who = told.case, told.handler
    for n, (kind, where) in enumerate(case.evidence, 1):
        yield EvidenceNoted(point=n, kind=kind, where=where, who=who, at=at - 10 * MINUTE)
    for n, name in enumerate(case.about, 1):
        if name:
            yield PersonHeard(point=n, heard=True, said=case.heard)
    for n, (finding, why) in enumerate(case.findings, 1):
        yield FindingSet(point=n, finding=finding, why=why)
    yield Verified()


def _proposed(told: Told, at: datetime) -> Iterator[Step[Any]]:
    case = told.case
    due = (at + timedelta(days=2)).replace(second=0, microsecond=0)
    hands = told.person(case.hands)
    yield SolutionNoted(point=1, plan=case.plan, person=hands, due=due)
    money = Decimal(case.cost) if case.cost else None
    yield Proposed(
        cost="owner" if money else "none", amount=money, ceiling=money,
        basis="owner_part" if money else "", help_what="let_in", help_at=due - 2 * HOUR,
        explained_at=at - 5 * MINUTE, explained_how="voice",
    )  # fmt: skip
