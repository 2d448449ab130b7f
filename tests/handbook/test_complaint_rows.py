"""Who may take which row of the complaint's machine, and what each row still asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from deskapp.handbook.complaint.abuse import AbuseNoted
from deskapp.handbook.complaint.answering import ContactAttempted
from deskapp.handbook.complaint.carrying_out import ActionsOpened
from deskapp.handbook.complaint.cause import RootCauseSet
from deskapp.handbook.complaint.consent import Objected
from deskapp.handbook.complaint.fairness import FinalAnswer, ReviewStarted
from deskapp.handbook.complaint.group import Merged, Unmerged
from deskapp.handbook.complaint.hearing import Drafted
from deskapp.handbook.complaint.outside import Disclosed, Referred, Resumed, Suspended
from deskapp.handbook.complaint.unreached import ClosedUnreached, NoticeLeft
from deskapp.handbook.complaint.verifying import Verified
from deskapp.handbook.contact_plan import ContactPlanned
from deskapp.handbook.household import Household
from deskapp.handbook.step import Act, Step
from tests.handbook.desk_in_memory import (
    GUO,
    LIN,
    MA,
    NOW,
    ZHOU,
    MemoryDesk,
    in_hours,
)
from tests.handbook.test_complaint import (
    ACKED,
    ACTION,
    ANSWERED,
    ASSESSED,
    CAUSE,
    EVIDENCE,
    FREE,
    HAPPY,
    PLANNED,
    POINT,
    PREVENTED,
    RECEIVED,
    SOLUTION,
    TOLD,
    TRUE,
    YES,
    refused,
    take,
    up_to,
)

LOOK = ReviewStarted(reviewer="lin", said="还是不同意", told=True)
NOT_TRUE = replace(TRUE, finding="not", why="记录里当天就派了")
REASONS = replace(ANSWERED, said="查过了，当天就派了", routes=("hotline",))
GO = ActionsOpened()
AWAY = ContactAttempted(result="no_answer")
THEIRS = Referred(body="sub_district", reference="2026-15", told=True, look_back_at=in_hours(48))
COURT = Suspended(body="court", reference="20261124")
BACK = Resumed(outcome="判了，各付一半")
HANDLERS_ROWS: list[tuple[Step[Any], Step[Any]]] = [
    (EVIDENCE, TRUE), (TRUE, Verified()), (Verified(), CAUSE), (CAUSE, RootCauseSet()),
    (RootCauseSet(), SOLUTION), (SOLUTION, FREE), (FREE, YES), (FREE, Objected(objection="太晚")),
    (ACTION, GO), (GO, TOLD), (TOLD, ANSWERED),
]  # fmt: skip


def barred(desk: MemoryDesk, number: str, step: Step[Any]) -> bool:
    """True if the step is not for whoever sits there, whatever they type."""
    return refused(desk, number, step)[0][0] == ""


def looked_at(desk: MemoryDesk, *instead: Step[Any]) -> str:
    """A complaint that was verified by other steps than the usual ones."""
    number = up_to(desk, EVIDENCE)
    take(desk, number, *instead, Verified())
    return number


@pytest.mark.clause("4.2")
@pytest.mark.parametrize(("before", "step"), HANDLERS_ROWS)
def test_the_rows_of_the_handler_are_the_handlers(
    desk: MemoryDesk, before: Step[Any], step: Step[Any]
) -> None:
    number = up_to(desk, before)
    assert barred(desk.as_(GUO), number, step)
    rows = take(desk, number).rows
    assert take(desk.as_(ZHOU), number, step).rows == rows + 1


@pytest.mark.clause("4.2")
@pytest.mark.parametrize(("before", "step"), [
    (EVIDENCE, TRUE), (Verified(), CAUSE), (RootCauseSet(), SOLUTION), (GO, TOLD),
])  # fmt: skip
def test_who_stands_above_helps_with_a_point(
    desk: MemoryDesk, before: Step[Any], step: Step[Any]
) -> None:
    number = up_to(desk, before)
    before_it = take(desk, number).points
    assert take(desk.as_(LIN), number, step).points != before_it


@pytest.mark.clause("4.2")
def test_a_graver_complaint_is_planned_by_who_stands_above(desk: MemoryDesk) -> None:
    number = up_to(desk, ACKED)
    take(desk, number, replace(ASSESSED, level="K2", handler="lin"))
    assert barred(desk, number, PLANNED)
    assert take(desk.as_(LIN), number, PLANNED).state == "verifying"


@pytest.mark.clause("X19")
def test_whom_it_is_about_adds_nothing_once_it_is_received(desk: MemoryDesk) -> None:
    number = desk.take(Act("", Drafted(note="气死了")))[0].stream
    about_me = replace(POINT, whom="zhou")
    take(desk, number, about_me, RECEIVED)
    assert refused(desk, number, POINT) == [("", "X19", "hard")]
    assert len(take(desk.as_(GUO), number, POINT).points) == 2


@pytest.mark.clause("4.3")
def test_nothing_true_is_answered_with_reasons_and_routes_by_who_stands_above(
    desk: MemoryDesk,
) -> None:
    number = looked_at(desk, NOT_TRUE)
    take(desk, number, TOLD)
    assert barred(desk, number, REASONS)
    assert refused(desk.as_(LIN), number, replace(REASONS, routes=())) == [
        ("routes", "4.3", "hard")
    ]
    assert take(desk, number, REASONS).state == "answered"


@pytest.mark.clause("4.3")
def test_the_gravest_is_refused_by_the_manager_alone(desk: MemoryDesk) -> None:
    number = up_to(desk, ACKED)
    take(desk, number, replace(ASSESSED, level="K1", handler="ma"))
    take(desk.as_(LIN), number, PLANNED, EVIDENCE, NOT_TRUE)
    take(desk.as_(MA), number, Verified(), TOLD)
    assert barred(desk.as_(LIN), number, REASONS)
    assert take(desk.as_(MA), number, REASONS).state == "answered"


@pytest.mark.clause("4.3")
def test_a_second_look_is_ordered_above_and_asked_for_by_anybody(desk: MemoryDesk) -> None:
    objected = up_to(desk, FREE)
    take(desk, objected, Objected(objection="太晚"))
    assert barred(desk, objected, LOOK)
    assert take(desk.as_(MA), objected, LOOK).handler == "lin"
    answered = up_to(desk.as_(ZHOU), ANSWERED)
    assert take(desk, answered, LOOK).state == "review"


@pytest.mark.clause("4.3")
def test_what_was_not_accepted_is_answered_anew(desk: MemoryDesk) -> None:
    number = up_to(desk, ANSWERED)
    take(desk, number, LOOK)
    final = FinalAnswer(said="只能下午，原因如下", told_at=NOW, how="voice", routes=("court",))
    assert barred(desk.as_(LIN), number, final)
    assert barred(desk.as_(MA), number, final)
    assert take(desk, number, TOLD, final).final


@pytest.mark.clause("H44a")
def test_c22_not_reached_takes_tries_days_bands_a_notice_and_waiting_and_then_the_manager(
    desk: MemoryDesk,
) -> None:
    number = up_to(desk, PREVENTED)
    gone = ClosedUnreached(why="三天都没人接")
    assert barred(desk, number, AWAY)  # the call is not the handler's
    take(desk.as_(GUO), number, AWAY, AWAY, AWAY)
    assert barred(desk.as_(MA), number, gone)
    desk.later(hours=29)
    take(desk.as_(GUO), number, AWAY, NoticeLeft(place="door"))
    assert barred(desk.as_(MA), number, gone)
    desk.later(days=7)
    assert barred(desk.as_(LIN), number, gone)
    closed = take(desk.as_(MA), number, gone)
    assert (closed.close_code, closed.score) == ("C-UNREACHED", "")


@pytest.mark.clause("H44a")
@pytest.mark.parametrize("score", ["unreached", "not_asked"])
def test_who_says_it_is_settled_was_asked(desk: MemoryDesk, score: str) -> None:
    number = up_to(desk, PREVENTED)
    assert refused(desk.as_(LIN), number, replace(HAPPY, score=score)) == [
        ("score", "H44a", "hard")
    ]
    assert take(desk, number, replace(HAPPY, score="declined")).state == "closed"


@pytest.mark.clause("4.3")
def test_what_another_body_decides_is_referred_by_who_stands_above(desk: MemoryDesk) -> None:
    number = up_to(desk, PLANNED)
    assert barred(desk, number, THEIRS)
    assert refused(desk.as_(LIN), number, replace(THEIRS, told=False)) == [("told", "4.3", "hard")]
    there = take(desk, number, THEIRS)
    assert (there.state, there.reference, there.handler) == ("referred", "2026-15", "zhou")
    assert barred(desk, number, BACK)
    assert take(desk.as_(MA), number, BACK).state == "review"


@pytest.mark.clause("4.3")
def test_court_police_or_insurer_suspend_it_by_the_manager_and_urgent_repairs_go_on(
    desk: MemoryDesk,
) -> None:
    number = up_to(desk, YES)
    assert barred(desk.as_(LIN), number, COURT)
    assert take(desk.as_(MA), number, COURT).legal_hold
    assert len(take(desk, number, ACTION).actions) == 1


@pytest.mark.clause("4.3")
def test_joined_and_taken_apart_by_who_stands_above(desk: MemoryDesk) -> None:
    one, other = up_to(desk, ASSESSED), up_to(desk, ASSESSED)
    assert barred(desk, other, Merged(group=one))
    take(desk.as_(MA), other, Merged(group=one))
    apart = Unmerged(why="不是同一天的事")
    assert barred(desk.as_(ZHOU), other, apart)
    assert take(desk.as_(MA), other, apart).state == "assessed"


def complained(desk: MemoryDesk) -> str:
    """王女士 complains that nobody came, now."""
    number = desk.take(Act("", Drafted(note="又没人来")))[0].stream
    reply = desk.now + timedelta(hours=3)
    take(desk, number, POINT, replace(RECEIVED, sub="CMP.SLOW"), replace(ACKED, reply_by=reply))
    return number


@pytest.mark.clause("H45b")
def test_the_same_matter_of_the_same_room_is_named_as_a_repeat_or_it_is_said_why_not(
    desk: MemoryDesk,
) -> None:
    earlier = complained(desk)
    desk.later(hours=24 * 30)
    again = complained(desk)
    assert refused(desk, again, ASSESSED) == [("repeat_of", "H45b", "soft")]
    named = replace(ASSESSED, repeat_of=earlier, level="K2", handler="lin")
    assert take(desk, again, named).repeat_of == earlier
    desk.later(hours=24 * 200)
    late = complained(desk)
    assert take(desk, late, ASSESSED).state == "assessed"


@pytest.mark.clause("H44a")
def test_a_follow_up_later_than_promised_says_why(desk: MemoryDesk) -> None:
    number = up_to(desk, PREVENTED)
    desk.as_(LIN).later(days=20)
    assert refused(desk, number, HAPPY) == [("settled", "H44a", "soft")]
    late = replace(HAPPY, override="业主出差，昨天才回来", override_clauses=("H44a",))
    assert take(desk, number, late).state == "closed"


@pytest.mark.clause("X23")
def test_abuse_is_an_incident_of_its_own_and_ends_nothing(desk: MemoryDesk) -> None:
    number = up_to(desk, PLANNED)
    words = AbuseNoted(said="你们都是骗子", warned=True)
    assert refused(desk, number, replace(words, warned=False)) == [("warned", "4.1", "hard")]
    assert take(desk, number, words).state == "verifying"
    assert [r.number for r in desk.records.values() if r.number.startswith("E")]


@pytest.mark.clause("X24")
def test_what_is_given_to_police_is_on_the_record_even_after_the_end(desk: MemoryDesk) -> None:
    number = up_to(desk, PREVENTED)
    take(desk.as_(LIN), number, HAPPY)
    given = Disclosed(body="police", officer="张警官", paper="2026-31", given="来电记录和照片")
    assert barred(desk.as_(ZHOU), number, given)
    assert take(desk.as_(LIN), number, given).state == "closed"


@pytest.mark.clause("X22")
def test_a_contact_plan_names_who_answers_and_blocks_nothing(desk: MemoryDesk) -> None:
    room = "D3-2-1202"
    plan = ContactPlanned(person="lin", hours="afternoon", review_at=in_hours(24 * 30))
    assert barred(desk, room, plan)
    assert refused(desk.as_(MA), room, replace(plan, person="zhang")) == [("person", "1.1", "hard")]
    desk.take(Act(room, plan))
    household = desk.records[room]
    assert isinstance(household, Household)
    assert household.plan is not None
    assert household.plan.person == "lin"
    assert take(desk.as_(ZHOU), up_to(desk, RECEIVED)).state == "received"


@pytest.mark.clause("4.2")
def test_broken_equipment_is_put_right_before_all_causes_are_set(desk: MemoryDesk) -> None:
    number = up_to(desk, Verified())
    assert barred(desk, number, ACTION)
    take(desk, number, replace(CAUSE, cause="B7", why="水泵用了二十年突然坏了"))
    complaint = take(desk, number, ACTION)
    assert (complaint.state, len(complaint.actions)) == ("verified", 1)
    assert desk.ticket(complaint.actions[0]).complaint == number


@pytest.mark.clause("4.3")
def test_a_refused_proposal_is_changed_before_it_is_offered_again(desk: MemoryDesk) -> None:
    number = up_to(desk, FREE)
    take(desk, number, Objected(objection="太晚"))
    assert barred(desk, number, FREE)
    sooner = replace(SOLUTION, plan="今天中午前派师傅上门修好")
    again = take(desk.as_(LIN), number, sooner, FREE)
    assert (again.state, [p.version for p in again.proposals]) == ("proposed", [1, 2])
    assert again.proposals[0].objection == "太晚"


@pytest.mark.clause("4.3")
def test_after_a_second_look_the_manager_proposes(desk: MemoryDesk) -> None:
    number = up_to(desk, FREE)
    take(desk, number, Objected(objection="太晚"))
    take(desk.as_(MA), number, LOOK)
    sooner = replace(SOLUTION, plan="今天中午前派师傅上门修好")
    take(desk.as_(LIN), number, sooner)
    assert barred(desk, number, FREE)
    assert take(desk.as_(MA), number, FREE).state == "proposed"
