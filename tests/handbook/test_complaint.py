"""A complaint from the first word to its end, by clause (4.1 to 4.3, H43 to H45)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

import pytest

from deskapp.handbook.complaint.answering import Answered, PointAnswered
from deskapp.handbook.complaint.assessing import Assessed, VerifyStarted
from deskapp.handbook.complaint.carrying_out import ActionOpened, ActionsOpened
from deskapp.handbook.complaint.cause import CauseSet, RootCauseSet
from deskapp.handbook.complaint.closing import (
    Closed,
    ClosedDisagreed,
    PreventionNoted,
    Withdrawn,
)
from deskapp.handbook.complaint.consent import Agreed, Objected
from deskapp.handbook.complaint.fairness import FinalAnswer, ReviewStarted
from deskapp.handbook.complaint.hearing import Acknowledged, Drafted, PointNoted, Received
from deskapp.handbook.complaint.proposing import Proposed, SolutionNoted
from deskapp.handbook.complaint.repeats import Reopened
from deskapp.handbook.complaint.state import Complaint
from deskapp.handbook.complaint.verifying import (
    EvidenceNoted,
    FindingSet,
    PersonHeard,
    Verified,
)
from deskapp.handbook.people import Person
from deskapp.handbook.step import Act, Step
from deskapp.handbook.ticket.complained import ComplainedOf
from tests.handbook.desk_in_memory import GUO, LIN, MA, NOW, ZHOU, MemoryDesk, in_hours, ticket_at
from tests.handbook.told_no import no

POINT = PointNoted(words="报修三次没人来")
RECEIVED = Received(name="王女士", room="3-2-1202", contact="13800138000",
                    happened="这个月三次，都在家里", wanted="今天修好", restated=True)  # fmt: skip
ACKED = Acknowledged(handler="zhou", reply_by=in_hours(3), told=True)
ASSESSED = Assessed(level="K3", danger=False, in_scope=True, homes=1, handler="zhou")
PLANNED = VerifyStarted(plan="看派单记录，问师傅", due=in_hours(4))
EVIDENCE = EvidenceNoted(point=1, kind="record", where="派单记录", who="周敏", at=NOW)
TRUE = FindingSet(point=1, finding="true", why="记录里三次都没派")
CAUSE = CauseSet(point=1, cause="A2", why="交接时漏了这一单")
SOLUTION = SolutionNoted(point=1, plan="今天下午派师傅上门修好", person="zhang", due=in_hours(6))
FREE = Proposed(cost="none", explained_at=NOW, explained_how="voice")
YES = Agreed(who="王女士", how="voice")
ACTION = ActionOpened(what="修厨房水管", person="zhang", due=in_hours(6))
TOLD = PointAnswered(point=1, answer="师傅今天来修好了")
ANSWERED = Answered(said="漏派了，已经修好", told_at=NOW, how="voice")
PREVENTED = PreventionNoted(point=1, measure="交接时逐单打勾", person="lin", due=in_hours(48))
HAPPY = Closed(settled="yes", score="5")
WAY: tuple[Step[Any], ...] = (
    POINT, RECEIVED, ACKED, ASSESSED, PLANNED, EVIDENCE, TRUE, Verified(), CAUSE, RootCauseSet(),
    SOLUTION, FREE, YES, ACTION, ActionsOpened(), TOLD, ANSWERED, PREVENTED,
)  # fmt: skip


def take(desk: MemoryDesk, number: str, *steps: Step[Any]) -> Complaint:
    """Take steps on one complaint, each a deed of its own."""
    for step in steps:
        desk.take(Act(number, step))
    return cast("Complaint", desk.records[number])


def up_to(desk: MemoryDesk, last: Step[Any]) -> str:
    """A complaint that has come the straight way up to and with a step."""
    number = desk.take(Act("", Drafted(note="气死了")))[0].stream
    take(desk, number, *WAY[: WAY.index(last) + 1])
    return number


def refused(desk: MemoryDesk, number: str, step: Step[Any]) -> list[tuple[str, str, str]]:
    """How one step is refused."""
    return no(desk.refused(Act(number, step)))


@pytest.mark.clause("4.1")
def test_one_word_opens_it_and_points_come_before_receiving(desk: MemoryDesk) -> None:
    number = desk.take(Act("", Drafted(note="气")))[0].stream
    assert number.startswith("C")
    assert refused(desk, number, RECEIVED) == [("", "4.1", "hard")]
    take(desk, number, POINT)
    assert refused(desk, number, replace(RECEIVED, restated=False)) == [("restated", "4.1", "hard")]
    assert refused(desk, number, replace(RECEIVED, name="")) == [("name", "4.1", "hard")]
    assert take(desk, number, RECEIVED).state == "received"


@pytest.mark.clause("H45a")
def test_a_simple_complaint_comes_to_a_happy_end(desk: MemoryDesk) -> None:
    number = up_to(desk, PREVENTED)
    assert refused(desk, number, HAPPY) == [("", "H44a", "hard")]
    closed = take(desk.as_(LIN), number, HAPPY)
    assert (closed.state, closed.close_code, closed.score) == ("closed", "C-OK", "5")
    assert desk.ticket(closed.actions[0]).complaint == number


@pytest.mark.clause("X19")
@pytest.mark.parametrize("handler", [ZHOU])
def test_nobody_handles_a_complaint_about_himself(desk: MemoryDesk, handler: Person) -> None:
    number = desk.take(Act("", Drafted(note="气死了")))[0].stream
    take(desk, number, replace(POINT, whom=handler.id), RECEIVED)
    assert refused(desk, number, ACKED) == [("", "X19", "hard")]
    assert refused(desk.as_(LIN), number, ACKED) == [("handler", "X19", "hard")]


@pytest.mark.clause("X20")
def test_a_complaint_about_the_supervisor_goes_above(desk: MemoryDesk) -> None:
    number = desk.take(Act("", Drafted(note="气死了")))[0].stream
    take(desk, number, replace(POINT, whom="lin"), RECEIVED)
    assert refused(desk, number, ACKED) == [("handler", "X20", "hard")]
    assert take(desk, number, replace(ACKED, handler="ma")).handler == "ma"


@pytest.mark.clause("4.2")
def test_no_finding_without_evidence_and_no_plan_without_cause(desk: MemoryDesk) -> None:
    number = up_to(desk, PLANNED)
    assert refused(desk, number, TRUE) == [("finding", "4.2", "hard")]
    assert refused(desk, number, Verified()) == [("", "4.2", "hard")]
    take(desk, number, EVIDENCE, TRUE, Verified())
    assert refused(desk, number, RootCauseSet()) == [("", "4.2", "hard")]
    assert refused(desk, number, SOLUTION) == [("", "4.3", "hard")]
    assert refused(desk.as_(GUO), number, RootCauseSet()) == [("", "4.2", "hard")]


@pytest.mark.clause("4.2")
def test_whom_it_is_about_is_heard_or_it_is_said_why_not(desk: MemoryDesk) -> None:
    number = desk.take(Act("", Drafted(note="气死了")))[0].stream
    about = replace(POINT, whom="zhang")
    take(desk, number, about, RECEIVED, ACKED, ASSESSED, PLANNED, EVIDENCE, TRUE)
    assert refused(desk, number, Verified()) == [("", "4.2", "hard")]
    heard = PersonHeard(point=1, heard=False, said="人在休假，下周回来")
    assert take(desk, number, heard, Verified()).state == "verified"


@pytest.mark.clause("H43a")
def test_what_costs_money_is_read_back_before_the_yes(desk: MemoryDesk) -> None:
    number = up_to(desk, SOLUTION)
    cost = replace(FREE, cost="owner")
    assert {field for field, _, _ in refused(desk, number, cost)} == {"amount", "ceiling", "basis"}
    hundred = Decimal(100)
    take(desk, number, replace(cost, amount=hundred, ceiling=hundred, basis="estimate"))
    fields = {field for field, _, _ in refused(desk, number, YES)}
    assert fields == {"amount", "ceiling", "read_back"}
    paid = replace(ACTION, paid=True)
    assert refused(desk, number, paid) == [("paid", "H43a", "hard")]
    yes = replace(YES, amount=hundred, ceiling=hundred, read_back=True)
    (ticket,) = take(desk, number, yes, paid).actions
    charge = desk.ticket(ticket).charge  # what was agreed is not typed again
    assert charge
    assert (charge.amount, charge.ceiling, charge.payer) == (hundred, hundred, "王女士")
    (_, other) = take(desk, number, paid).actions
    assert desk.ticket(other).charge is None  # the amount was agreed once


@pytest.mark.clause("4.3")
def test_objection_second_look_and_closed_as_disagreed(desk: MemoryDesk) -> None:
    number = up_to(desk, FREE)
    take(desk, number, Objected(objection="下午太晚"))
    look = ReviewStarted(reviewer="zhou", said="还是不同意", told=True)
    assert refused(desk.as_(MA), number, look) == [("reviewer", "4.3", "hard")]
    take(desk, number, replace(look, reviewer="lin"), TOLD)
    final = FinalAnswer(said="只能下午，原因如下", told_at=NOW, how="voice")
    assert refused(desk, number, final) == [("routes", "4.3", "hard")]
    take(desk, number, replace(final, routes=("hotline",)))
    ended = ClosedDisagreed(said="不满意")
    assert refused(desk, number, ended) == [("", "H45a", "hard")]
    closed = take(desk, number, PREVENTED, ended)
    assert (closed.state, closed.score) == ("closed_disagreed", "")


@pytest.mark.clause("X21")
def test_withdrawal_does_not_end_what_concerns_conduct(desk: MemoryDesk) -> None:
    number = desk.take(Act("", Drafted(note="气死了")))[0].stream
    take(desk, number, replace(POINT, whom="zhang"), RECEIVED)
    back = Withdrawn(said="算了", how="phone", free_will=False)
    assert refused(desk, number, back) == [("free_will", "4.3", "hard")]
    assert take(desk, number, replace(back, free_will=True)).goes_on_inside


@pytest.mark.clause("4.1")
def test_a_ticket_becomes_a_complaint_without_retyping(desk: MemoryDesk) -> None:
    ticket = ticket_at(desk, "accepted")
    desk.take(Act(ticket, ComplainedOf(note="厨房水管漏水")))
    number = desk.ticket(ticket).complaint
    complaint = cast("Complaint", desk.records[number])
    assert (complaint.room, complaint.name) == ("3-2-1202", "王女士")
    assert complaint.from_ticket == ticket


@pytest.mark.clause("H45b")
def test_who_comes_back_in_time_goes_on_one_level_higher(desk: MemoryDesk) -> None:
    number = up_to(desk, PREVENTED)
    take(desk.as_(LIN), number, HAPPY)
    desk.later(hours=24 * 30)
    again = take(desk, number, Reopened(said="又没人来了"))
    assert (again.state, again.level) == ("review", "K2")


@pytest.mark.clause("H45b")
def test_after_the_time_of_a_repeat_it_is_a_new_complaint(desk: MemoryDesk) -> None:
    number = up_to(desk, PREVENTED)
    take(desk.as_(LIN), number, HAPPY)
    desk.later(hours=24 * 400)
    assert refused(desk, number, Reopened(said="又没人来了")) == [("", "H45b", "hard")]
