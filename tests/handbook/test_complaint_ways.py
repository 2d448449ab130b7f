"""The side ways of a complaint: anonymous, in a group, elsewhere, unpaid, at another level."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import cast

import pytest

from deskapp.handbook.complaint.above import AboveTold, Sealed
from deskapp.handbook.complaint.assessing import Escalated
from deskapp.handbook.complaint.carrying_out import ActionLinked, ActionsOpened
from deskapp.handbook.complaint.closing import (
    Closed,
    ClosedAnonymous,
    InsideSettled,
    Withdrawn,
)
from deskapp.handbook.complaint.consent import CostRefused
from deskapp.handbook.complaint.fairness import FinalAnswer
from deskapp.handbook.complaint.group import (
    MemberJoined,
    MemberLeft,
    MemberTold,
    Merged,
    Unmerged,
)
from deskapp.handbook.complaint.hearing import Drafted, Noted
from deskapp.handbook.complaint.outside import Resumed, Suspended
from deskapp.handbook.complaint.reminders import reminders
from deskapp.handbook.complaint.state import Complaint
from deskapp.handbook.complaint.verifying import Contacted
from deskapp.handbook.reminder import due_now
from deskapp.handbook.step import Act
from deskapp.handbook.ticket.complained import ComplaintOpened, OpenedForComplaint
from tests.handbook.desk_in_memory import LIN, MA, NOW, ZHOU, MemoryDesk, in_hours, ticket_at
from tests.handbook.test_complaint import (
    ACKED,
    ACTION,
    ANSWERED,
    ASSESSED,
    FREE,
    HAPPY,
    PLANNED,
    POINT,
    PREVENTED,
    RECEIVED,
    SOLUTION,
    TOLD,
    WAY,
    YES,
    refused,
    take,
    up_to,
)


@pytest.mark.clause("4.1")
def test_what_is_said_later_stands_under_what_was_said_first(desk: MemoryDesk) -> None:
    number = up_to(desk, RECEIVED)
    complaint = take(desk, number, Noted(note="还说电话没人接"))
    assert complaint.note == "气死了\n还说电话没人接"


@pytest.mark.clause("4.2")
def test_the_owner_hears_from_us_on_the_way(desk: MemoryDesk) -> None:
    number = up_to(desk, PLANNED)
    complaint = take(desk, number, Contacted(said="还在查，明天再打", next_call=in_hours(20)))
    assert (complaint.contacted_at, complaint.call_at) == (desk.now, in_hours(20))
    assert refused(desk, up_to(desk, RECEIVED), Contacted(said="还在查")) == [("", "4.2", "hard")]


@pytest.mark.clause("4.2")
def test_another_level_needs_a_reason_and_its_clocks_only_get_shorter(desk: MemoryDesk) -> None:
    number = up_to(desk, ASSESSED)
    before = take(desk, number)
    assert refused(desk, number, Escalated(level="K1", reason="有人受伤了")) == [
        ("", "4.2", "hard")
    ]
    desk.as_(LIN)
    same = Escalated(level=before.level, reason="没有变化")
    assert refused(desk, number, same) == [("level", "4.2", "hard")]
    raised = take(desk, number, Escalated(level="K2", handler="lin", reason="同一件事第三次"))
    assert (raised.level, raised.handler) == ("K2", "lin")
    assert raised.cap == before.cap


@pytest.mark.clause("H43c")
def test_who_does_not_pay_hears_the_risk_and_gets_the_free_part(desk: MemoryDesk) -> None:
    number = up_to(desk, SOLUTION)
    no_pay = CostRefused(who="王女士", risk="管子还会再漏", free_part="先关阀止水")
    hundred = Decimal(100)
    costs = replace(FREE, cost="owner", amount=hundred, ceiling=hundred, basis="estimate")
    take(desk, number, costs)
    assert take(desk, number, no_pay).state == "agreed"
    assert refused(desk, number, replace(ACTION, paid=True)) == [("paid", "H43a", "hard")]
    assert refused(desk, number, ACTION) == [("paid", "H43a", "hard")]
    assert len(take(desk, number, replace(ACTION, paid=False)).actions) == 1


@pytest.mark.clause("H43c")
def test_what_costs_nothing_is_not_refused_for_its_cost(desk: MemoryDesk) -> None:
    no_pay = CostRefused(who="王女士", risk="管子还会再漏", free_part="先关阀止水")
    assert refused(desk, up_to(desk, FREE), no_pay) == [("", "H43c", "hard")]


@pytest.mark.clause("4.3")
def test_an_action_is_a_ticket_that_names_its_complaint(desk: MemoryDesk) -> None:
    number = up_to(desk, YES)
    complaint = take(desk, number, ACTION)
    (ticket,) = complaint.actions
    assert desk.ticket(ticket).complaint == number
    assert desk.ticket(ticket).person == "zhang"
    kinds = {one.step.about.kind for one in desk.written}
    assert {OpenedForComplaint.about.kind, ActionLinked.about.kind} <= kinds
    assert take(desk, number, ActionsOpened()).state == "executing"


@pytest.mark.clause("4.1")
def test_the_number_of_the_complaint_is_never_set_by_itself(desk: MemoryDesk) -> None:
    ticket = ticket_at(desk, "accepted")
    (refusal,) = refused(desk, ticket, ComplaintOpened(complaint="C1"))
    assert refusal == ("", "4.1", "hard")


@pytest.mark.clause("4.3")
def test_complaints_of_one_event_are_one_group_whose_members_are_told(desk: MemoryDesk) -> None:
    one, other = up_to(desk, ASSESSED), up_to(desk, ASSESSED)
    desk.as_(LIN)
    assert refused(desk, other, Merged(group=other)) == [("group", "4.3", "hard")]
    joined = take(desk, other, Merged(group=one))
    assert joined.state == "merged"
    assert any(isinstance(w.step, MemberJoined) for w in desk.written)
    group = cast("Complaint", desk.records[one])
    assert [m.complaint for m in group.members] == [other]
    told = MemberTold(complaint=other, how="voice")
    assert refused(desk, one, replace(told, complaint="C9")) == [("complaint", "4.3", "hard")]
    assert all(m.told_at for m in take(desk, one, told).members)


@pytest.mark.clause("4.3")
def test_taken_out_of_the_group_it_stands_alone_again(desk: MemoryDesk) -> None:
    one, other = up_to(desk, ASSESSED), up_to(desk, ASSESSED)
    take(desk.as_(LIN), other, Merged(group=one))
    alone = take(desk, other, Unmerged(why="不是同一天的事"))
    assert (alone.state, alone.group) == ("assessed", "")
    assert any(isinstance(w.step, MemberLeft) for w in desk.written)
    assert cast("Complaint", desk.records[one]).members == ()


@pytest.mark.clause("4.3")
def test_what_a_court_has_rests_and_is_looked_at_again_afterwards(desk: MemoryDesk) -> None:
    number = up_to(desk, PLANNED)
    court = Suspended(body="court", reference="（2026）民初1号")
    assert refused(desk, number, court) == [("", "4.3", "hard")]
    desk.as_(MA)
    assert refused(desk, number, replace(court, body="committee")) == [("body", "4.3", "hard")]
    held = take(desk, number, court)
    assert (held.state, held.legal_hold) == ("suspended", True)
    back = take(desk, number, Resumed(outcome="判了，各付一半"))
    assert (back.state, back.legal_hold) == ("review", False)


@pytest.mark.clause("H44a")
def test_an_anonymous_complaint_goes_its_own_way_to_the_end(desk: MemoryDesk) -> None:
    number = desk.take(Act("", Drafted(note="门岗打瞌睡")))[0].stream
    unknown = replace(RECEIVED, name="", contact="", anonymous=True)
    causes = WAY[2 : WAY.index(SOLUTION)]
    take(desk, number, POINT, unknown, *causes)
    assert refused(desk, number, ActionsOpened())[0][2] == "hard"
    take(desk.as_(LIN), number, ACTION, ActionsOpened())
    take(desk.as_(MA), number, PREVENTED)
    by_handler = desk.as_(desk.people["zhou"])
    take(by_handler, number, TOLD, ANSWERED)
    assert refused(desk.as_(LIN), number, Closed(settled="yes", score="5"))[0][2] == "hard"
    proof = ClosedAnonymous(proof="photo", seen="夜里去看过两次", verifier="zhou")
    assert refused(desk, number, proof) == [("verifier", "H44a", "hard")]
    closed = take(desk, number, replace(proof, verifier="guo"))
    assert closed.state == "closed"
    assert closed.score == ""


@pytest.mark.clause("X20")
def test_about_the_only_manager_it_is_sealed_for_head_office_and_comes_to_its_end(
    desk: MemoryDesk,
) -> None:
    number = desk.take(Act("", Drafted(note="气死了")))[0].stream
    note = Sealed(to="总部客服部", how="挂号信", look_back_at=in_hours(48))
    take(desk, number, replace(POINT, whom="ma"), RECEIVED)
    assert refused(desk, number, ACKED) == [("handler", "X20", "hard")]
    sent = take(desk, number, note)
    assert (sent.state, sent.referred_to) == ("referred", "hq")
    assert refused(desk.as_(MA), number, Resumed(outcome="总部查过了")) == [("", "X19", "hard")]
    take(desk.as_(LIN), number, Resumed(outcome="总部查过了"), TOLD)
    final = FinalAnswer(said="总部已经答复", told_at=NOW, how="voice", routes=("court",))
    assert take(desk, number, final).state == "answered"
    other = up_to(desk.as_(ZHOU), RECEIVED)
    assert refused(desk, other, note) == [("", "4.2", "hard")]


@pytest.mark.clause("4.2")
def test_a_grave_complaint_is_told_above_in_time(desk: MemoryDesk) -> None:
    number = up_to(desk, ACKED)
    case = take(desk, number, replace(ASSESSED, level="K1", handler="ma"))
    assert case.tell_above_by == desk.now + timedelta(minutes=15)
    calls = [one.message.text for one in due_now(reminders(case), case.tell_above_by)]
    assert any("tell supervisor" in text for text in calls)
    assert refused(desk, number, AboveTold(person="zhang", how="voice")) == [
        ("person", "4.2", "hard")
    ]
    told = take(desk, number, AboveTold(person="lin", how="voice"))
    assert told.tell_above_by is None


@pytest.mark.clause("4.2")
def test_whom_a_level_belongs_to_is_named_or_it_is_said_why_not(desk: MemoryDesk) -> None:
    number = up_to(desk, ACKED)
    grave = replace(ASSESSED, level="K1")
    assert refused(desk, number, grave) == [("handler", "4.2", "soft")]
    why = replace(grave, override="经理出差，今天回不来", override_clauses=("4.2",))
    assert take(desk, number, why).handler == "zhou"


@pytest.mark.clause("X21")
@pytest.mark.parametrize("sub", ["CMP.STAFF", "CMP.PRIV", "CMP.SAFE"])
def test_what_is_withdrawn_but_concerns_more_is_asked_for_until_it_is_settled_inside(
    desk: MemoryDesk, sub: str
) -> None:
    number = desk.take(Act("", Drafted(note="气死了")))[0].stream
    back = Withdrawn(said="算了", how="phone", free_will=True)
    case = take(desk, number, POINT, replace(RECEIVED, sub=sub), back)
    assert (case.state, case.open, len(reminders(case))) == ("withdrawn", True, 1)
    settled = InsideSettled(found="确实泄露过电话", done="换了登记表，谈过话")
    assert refused(desk, number, settled) == [("", "4.3", "hard")]
    over = take(desk.as_(LIN), number, settled)
    assert (over.open, reminders(over)) == (False, ())


@pytest.mark.clause("X21")
def test_an_ordinary_withdrawal_leaves_nothing_behind(desk: MemoryDesk) -> None:
    number = up_to(desk, ACKED)
    assert not take(desk, number, Withdrawn(said="算了", how="phone", free_will=True)).open


@pytest.mark.clause("4.3")
def test_five_homes_of_one_event_make_it_the_gravest(desk: MemoryDesk) -> None:
    one = up_to(desk, ASSESSED)
    for homes in (2, 3, 4, 5):
        other = up_to(desk.as_(ZHOU), ASSESSED)
        take(desk.as_(LIN), other, Merged(group=one))
        group = cast("Complaint", desk.records[one])
        assert (group.homes, group.level) == (homes, "K1" if homes == 5 else "K3")


@pytest.mark.clause("4.3")
def test_whoever_was_to_be_told_in_a_group_is_told_in_the_larger_one(desk: MemoryDesk) -> None:
    one, other, large = (up_to(desk, ASSESSED) for _ in range(3))
    take(desk.as_(LIN), one, Merged(group=other))
    take(desk, other, Merged(group=large))
    group = cast("Complaint", desk.records[large])
    assert {m.complaint for m in group.members} == {one, other}


@pytest.mark.clause("X19")
def test_no_complaint_joins_a_group_whose_handler_it_is_about(desk: MemoryDesk) -> None:
    group = up_to(desk, ASSESSED)
    number = desk.take(Act("", Drafted(note="气死了")))[0].stream
    take(desk, number, replace(POINT, whom="zhou"), RECEIVED)
    assert refused(desk.as_(LIN), number, Merged(group=group)) == [("group", "X19", "hard")]


@pytest.mark.clause("X03")
def test_no_first_word_is_late_where_nobody_is_known_to_tell(desk: MemoryDesk) -> None:
    number = desk.take(Act("", Drafted(note="门岗打瞌睡")))[0].stream
    unknown = replace(RECEIVED, name="", contact="", anonymous=True)
    case = take(desk, number, POINT, unknown)
    assert case.word_due is None
    assert case.due == case.answer_due


@pytest.mark.clause("4.3")
def test_a_group_is_not_closed_before_everybody_was_told(desk: MemoryDesk) -> None:
    one, other = up_to(desk, ASSESSED), up_to(desk, ASSESSED)
    told = MemberTold(complaint=other, how="voice")
    assert refused(desk, one, told) == [("", "4.3", "hard")]
    take(desk.as_(LIN), other, Merged(group=one))
    take(desk.as_(ZHOU), one, *WAY[WAY.index(ASSESSED) + 1 :])
    assert refused(desk.as_(LIN), one, HAPPY) == [("", "H44a", "hard")]
    assert MemberTold.suggest(take(desk, one), desk) == {"complaint": other}
    assert take(desk, one, told, HAPPY).state == "closed"
