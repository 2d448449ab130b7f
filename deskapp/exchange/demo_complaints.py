"""The complaints of a demonstration site, each told through the gate as far as it has come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

from deskapp.exchange.demo_stories import DAY, HOUR, MINUTE, Narrator, Story
from deskapp.handbook.complaint.answering import Answered, PointAnswered
from deskapp.handbook.complaint.assessing import Assessed, VerifyStarted
from deskapp.handbook.complaint.carrying_out import ActionOpened, ActionsOpened
from deskapp.handbook.complaint.cause import CauseSet, RootCauseSet
from deskapp.handbook.complaint.closing import Closed, PreventionNoted
from deskapp.handbook.complaint.consent import Agreed
from deskapp.handbook.complaint.hearing import Acknowledged, Drafted, PointNoted, Received
from deskapp.handbook.complaint.proposing import Proposed, SolutionNoted
from deskapp.handbook.complaint.state import Complaint
from deskapp.handbook.complaint.verifying import (
    Contacted,
    EvidenceNoted,
    FindingSet,
    PersonHeard,
    Verified,
)
from deskapp.handbook.step import Step
from deskapp.handbook.ticket.closing import Confirmed
from deskapp.handbook.ticket.dispatch import Started, Taken
from deskapp.handbook.ticket.done import WorkDone
from deskapp.handbook.ticket.state import YES

if TYPE_CHECKING:
    from deskapp.store.register import Resident

Stage: TypeAlias = tuple[str, str, list[Step[Any]]]
"""Where the complaint comes to stand, who brings it there, and by which steps."""

DESK = "周晓燕"
ABOVE = "林主管"


@dataclass(frozen=True, kw_only=True)
class Grievance:
    """What somebody complains about, what is found, and where it rests."""

    sub: str
    level: str
    handler: str
    ago: int
    stops: str
    note: str
    points: list[str]
    happened: str
    wanted: str
    anonymous: bool = False
    about: str = ""
    heard: str = ""
    by: str = DESK
    plan: str = ""
    evidence: str = ""
    finding: str = ""
    cause: str = ""
    why: str = ""
    deeper: str = ""
    solution: str = ""
    person: str = ""
    answer: str = ""
    measure: str = ""

    @property
    def numbers(self) -> range:
        """The numbers of its points."""
        return range(1, len(self.points) + 1)


@dataclass
class Telling:
    """One grievance told by a narrator: `who` complains; `at` is how far it is told."""

    narrator: Narrator
    case: Grievance
    who: Resident
    at: datetime

    def story(self) -> Story:
        """Stage after stage, up to the one where it rests."""
        yield self.at
        number = self.narrator.take(self.at, "", Drafted(note=self.case.note), by=self.case.by)
        for name, by, steps in self._stages():
            yield self.at
            self.narrator.take(self.at, number, *steps, by=by)
            if name == self.case.stops:
                return
            if name == "executing":
                yield from self._worked(number)

    def _worked(self, number: str) -> Story:
        """What was agreed is done, and the owner says so."""
        case = self.narrator.desk.record(number)
        for ticket in case.actions if isinstance(case, Complaint) else ():
            at = self._later(2 * HOUR)
            yield at
            self.narrator.take(
                at, ticket, Taken(room_repeated=True, due_repeated=True),
                Started(arrived_at=at, adult_agreed=True, checked=True),
                WorkDone(process=self.case.solution, result="fixed", none_left=True, ended_at=at),
                Confirmed(solved=YES, score="4", said=""),
            )  # fmt: skip

    def _stages(self) -> Iterator[Stage]:
        yield from self._heard()
        yield from self._looked_into()
        yield from self._put_right()

    def _later(self, wait: timedelta) -> datetime:
        self.at += wait
        return self.at

    def _person(self, name: str) -> str:
        return self.narrator.staff[name]

    def _heard(self) -> Iterator[Stage]:
        case, who = self.case, self.who
        about = self._person(case.about) if case.about else ""
        points = [PointNoted(words=words, whom=about) for words in case.points]
        received = Received(
            sub=case.sub, happened=case.happened, wanted=case.wanted, restated=True, anonymous=True
        )
        if not case.anonymous:
            received = replace(
                received, anonymous=False, room=who.room, name=who.name, contact=who.phone
            )
        told = Acknowledged(
            handler=self._person(case.handler), reply_by=self.at + 4 * HOUR,
            told=not case.anonymous, untold="anonymous" if case.anonymous else "",
        )  # fmt: skip
        self._later(4 * MINUTE)
        yield "received", case.by, [*points, received, told]

    def _looked_into(self) -> Iterator[Stage]:
        case, handler = self.case, self.case.handler
        self._later(30 * MINUTE)
        yield "assessed", ABOVE, [
            Assessed(level=case.level, danger=False, in_scope=True, handler=self._person(handler)),
            VerifyStarted(plan=case.plan, due=self.at + 20 * HOUR),
            Contacted(said="已经在查，今天给您一个说法"),
        ]  # fmt: skip
        at = self._later(2 * HOUR)
        yield "verifying", handler, [
            EvidenceNoted(point=n, kind="record", where=case.evidence, who=handler, at=at)
            for n in case.numbers
        ]  # fmt: skip
        self._later(HOUR)
        yield "verified", handler, [*self._found(), Verified()]

    def _found(self) -> Iterator[Step[Any]]:
        for n in self.case.numbers:
            if self.case.about:
                yield PersonHeard(point=n, heard=True, said=self.case.heard)
            yield FindingSet(point=n, finding="true", why=self.case.finding)

    def _put_right(self) -> Iterator[Stage]:
        case, handler = self.case, self.case.handler
        self._later(HOUR)
        causes = (
            CauseSet(point=n, cause=case.cause, why=case.why, deeper=case.deeper)
            for n in case.numbers
        )
        yield "caused", handler, [*causes, RootCauseSet()]
        at = self._later(HOUR)
        explained = Proposed(cost="none", explained_at=at, explained_how="voice")
        yield "proposed", handler, [*self._solutions(), explained]
        self._later(30 * MINUTE)
        yield "agreed", handler, [Agreed(who=self.who.name, how="voice")]
        action = ActionOpened(
            what=case.solution, person=self._person(case.person), due=self.at + DAY
        )
        yield "opened", handler, [action]
        yield "executing", handler, [ActionsOpened()]
        self._later(12 * HOUR)
        yield "answered", handler, self._answered()
        self._later(DAY)
        yield "closed", ABOVE, [Closed(settled="yes", score="4")]

    def _solutions(self) -> Iterator[Step[Any]]:
        due, person = self.at + DAY, self._person(self.case.person)
        for n in self.case.numbers:
            yield SolutionNoted(point=n, plan=self.case.solution, person=person, due=due)

    def _answered(self) -> list[Step[Any]]:
        case, above = self.case, self._person(ABOVE)
        told = [PointAnswered(point=n, answer=case.answer) for n in case.numbers]
        kept = [
            PreventionNoted(point=n, measure=case.measure, person=above, due=self.at + 7 * DAY)
            for n in case.numbers
        ]
        return [*told, *kept, Answered(said=case.answer, told_at=self.at, how="voice")]
