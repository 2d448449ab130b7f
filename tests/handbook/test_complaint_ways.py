"""The side ways of a complaint: anonymous, in a group, elsewhere, unpaid, at another level."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import cast

import pytest

from deskapp.handbook.complaint.assessing import Escalated
from deskapp.handbook.complaint.carrying_out import ActionLinked, ActionsOpened
from deskapp.handbook.complaint.closing import Closed, ClosedAnonymous
from deskapp.handbook.complaint.consent import CostRefused
from deskapp.handbook.complaint.group import (
    MemberJoined,
    MemberLeft,
    MemberTold,
    Merged,
    Unmerged,
)
from deskapp.handbook.complaint.hearing import Drafted, Noted
from deskapp.handbook.complaint.outside import Resumed, Suspended
from deskapp.handbook.complaint.state import Complaint
from deskapp.handbook.complaint.verifying import Contacted
from deskapp.handbook.step import Act
from deskapp.handbook.ticket.complained import ComplaintOpened, OpenedForComplaint
from tests.handbook.desk_in_memory import LIN, MA, MemoryDesk, in_hours, ticket_at
from tests.handbook.test_complaint import (
    ACTION,
    ANSWERED,
    ASSESSED,
    FREE,
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
