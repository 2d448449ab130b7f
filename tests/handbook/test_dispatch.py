"""One named person, a time, a job; taken, handed on, begun (3.1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from deskapp.handbook.slots import Answer
from deskapp.handbook.step import Act
from deskapp.handbook.ticket.accepting import AcceptedEmergency
from deskapp.handbook.ticket.dispatch import Dispatched, Reassigned, Taken, best_person
from deskapp.handbook.ticket.state import DISPATCHED, TAKEN, WORKING
from tests.handbook.desk_in_memory import (
    GUO,
    LIN,
    MA,
    NOW,
    WU,
    ZHANG,
    MemoryDesk,
    accepted,
    but,
    dispatched,
    in_hours,
    read_back,
    recorded,
    started,
    ticket_at,
)
from tests.handbook.desk_in_memory import (
    TAKEN as TAKEN_STEP,
)
from tests.handbook.told_no import no

HANDED_ON = Reassigned(person="wu", reason="张师傅在急修", done_so_far="已关总阀")


@pytest.mark.clause("3.1")
def test_a_named_person_a_time_and_a_job_dispatch_the_ticket(desk: MemoryDesk) -> None:
    ticket = desk.do(ticket_at(desk, "accepted"), dispatched())
    assert (ticket.state, ticket.person, ticket.work_due) == (DISPATCHED, "zhang", in_hours(4))
    assert (ticket.requirement, ticket.dispatched_at) == ("关总阀，换软管", NOW)


@pytest.mark.clause("3.1")
@pytest.mark.parametrize("field", ["person", "due", "requirement"])
def test_none_of_the_three_may_be_missing(desk: MemoryDesk, field: str) -> None:
    step = dispatched(**{field: None if field == "due" else ""})
    refusals = desk.refuses(ticket_at(desk, "accepted"), step)
    assert no(refusals) == [(field, "3.1", "hard")]


@pytest.mark.clause("3.1")
@pytest.mark.parametrize("nobody", ["ENG", "gone", "工程部", "X-LIFT"])
def test_a_department_or_somebody_who_left_is_not_a_person(desk: MemoryDesk, nobody: str) -> None:
    refusals = desk.refuses(ticket_at(desk, "accepted"), dispatched(person=nobody))
    assert no(refusals) == [("person", "3.1", "hard")]


@pytest.mark.clause("3.1")
@pytest.mark.parametrize("said", ["尽快", "处理一下", "尽快处理一下", "修理", "ASAP please", "修"])
def test_as_soon_as_possible_is_no_job(desk: MemoryDesk, said: str) -> None:
    refusals = desk.refuses(ticket_at(desk, "accepted"), dispatched(requirement=said))
    assert no(refusals) == [("requirement", "3.1", "hard")]


@pytest.mark.clause("3.2")
@pytest.mark.parametrize("hours", [3, 5])
def test_the_work_is_due_when_the_owner_was_told(desk: MemoryDesk, hours: int) -> None:
    refusals = desk.refuses(ticket_at(desk, "accepted"), dispatched(due=in_hours(hours)))
    assert no(refusals) == [("due", "3.2", "hard")]


def test_the_seconds_of_the_promise_need_not_be_typed(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "accepted", due=in_hours(4).replace(second=31))
    assert desk.do(number, dispatched()).state == DISPATCHED


@pytest.mark.clause("3.1")
def test_without_a_promise_a_time_later_than_the_limit_needs_a_reason(desk: MemoryDesk) -> None:
    untold = accepted(
        told=("reason", "steps", "contact"), override="业主挂断了", override_clauses=("2.3",)
    )
    number = desk.do("", recorded(), *read_back(), untold).number
    late = dispatched(due=in_hours(30))
    assert no(desk.refuses(number, late)) == [("due", "3.1", "soft")]
    reason = replace(late, override="配件明天才到", override_clauses=("3.1",), override_by="lin")
    assert desk.do(number, reason).work_due == in_hours(30)


@pytest.mark.clause("3.1")
def test_a_time_that_has_passed_is_no_deadline(desk: MemoryDesk) -> None:
    refusals = desk.refuses(ticket_at(desk, "accepted"), dispatched(due=in_hours(-1)))
    assert {r.field for r in refusals} == {"due"}


@pytest.mark.clause("3.1")
def test_a_danger_has_no_limit_to_be_later_than(desk: MemoryDesk) -> None:
    number = desk.do("", recorded(what="楼上着火"), AcceptedEmergency(sub="EMG.FIRE")).number
    assert desk.do(number, dispatched(due=in_hours(100))).state == DISPATCHED


def test_the_person_with_the_least_in_hand_is_offered_first(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "accepted")
    ticket_at(desk, "dispatched")
    assert best_person(desk.ticket(number), desk) == "wu"
    offered = Dispatched.suggest(desk.ticket(number), desk)
    assert offered == {"person": "wu", "due": in_hours(4)}


def test_a_class_that_is_on_the_list_no_longer_offers_nobody(desk: MemoryDesk) -> None:
    ticket = replace(desk.ticket(ticket_at(desk, "accepted")), sub="OLD.CLASS", priority="P9")
    assert best_person(ticket, desk) == ""
    assert Dispatched.suggest(replace(ticket, promises=(), work_due=None), desk)["due"] is None


@pytest.mark.clause("3.1")
def test_only_an_accepted_ticket_is_dispatched(desk: MemoryDesk) -> None:
    assert no(desk.refuses(ticket_at(desk, "taken"), dispatched())) == [("", "3.1", "hard")]


@pytest.mark.clause("3.1")
def test_the_manager_does_not_dispatch(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "accepted")
    assert no(desk.as_(MA).refuses(number, dispatched())) == [("", "3.1", "hard")]
    assert desk.as_(LIN).do(number, dispatched()).state == DISPATCHED


@pytest.mark.clause("3.1")
@pytest.mark.parametrize("field", ["room_repeated", "due_repeated"])
@pytest.mark.parametrize("said", [False, None])
def test_an_order_is_read_until_it_is_repeated_right(
    desk: MemoryDesk, field: str, said: Answer
) -> None:
    number = ticket_at(desk, "dispatched")
    wrong: dict[str, Any] = {field: said}
    assert no(desk.refuses(number, replace(TAKEN_STEP, **wrong))) == [(field, "3.1", "hard")]
    assert desk.do(number, TAKEN_STEP).state == TAKEN


@pytest.mark.clause("3.1")
def test_nobody_takes_what_was_not_dispatched(desk: MemoryDesk) -> None:
    step = Taken(room_repeated=True, due_repeated=True)
    assert no(desk.refuses(ticket_at(desk, "accepted"), step)) == [("", "3.1", "hard")]


@pytest.mark.clause("3.1")
def test_work_is_handed_on_with_the_reason_and_what_is_done(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working")
    ticket = desk.do(number, HANDED_ON)
    assert (ticket.state, ticket.person, ticket.reassigned) == (DISPATCHED, "wu", 1)
    assert ticket.calls_to_make == ()


@pytest.mark.clause("3.1")
@pytest.mark.parametrize("field", ["person", "reason", "done_so_far"])
def test_nothing_is_handed_on_without(desk: MemoryDesk, field: str) -> None:
    step = but(HANDED_ON, field, "")
    assert no(desk.refuses(ticket_at(desk, "taken"), step)) == [(field, "3.1", "hard")]


@pytest.mark.clause("3.1")
def test_handing_on_to_the_same_person_is_refused(desk: MemoryDesk) -> None:
    step = replace(HANDED_ON, person=ZHANG.id)
    assert no(desk.refuses(ticket_at(desk, "taken"), step)) == [("person", "3.1", "hard")]


@pytest.mark.clause("3.1")
def test_the_third_change_of_hands_goes_to_the_manager(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "dispatched")
    for person in (WU, ZHANG):
        assert desk.do(number, replace(HANDED_ON, person=person.id)).calls_to_make == ()
    assert desk.do(number, HANDED_ON).calls_to_make == ("reassigned_often",)


@pytest.mark.clause("3.2")
def test_work_begins_with_the_arrival(desk: MemoryDesk) -> None:
    ticket = desk.do(ticket_at(desk, "taken"), started(arrived_at=in_hours(-0.1)))
    assert (ticket.state, ticket.started_at) == (WORKING, in_hours(-0.1))


@pytest.mark.clause("3.2")
def test_in_a_home_an_adult_lets_them_in(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "taken")
    for said in (None, False):
        refusals = desk.refuses(number, started(adult_agreed=said))
        assert no(refusals) == [("adult_agreed", "3.2", "hard")]
    public = ticket_at(desk, "taken", sub="PUB.LIGHT", priority="P2")
    assert desk.do(public, started(adult_agreed=None)).state == WORKING


@pytest.mark.clause("3.2")
def test_an_arrival_lies_in_the_past_and_is_given(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "taken")
    for when in (None, in_hours(1)):
        refusals = desk.refuses(number, started(arrived_at=when))
        assert no(refusals) == [("arrived_at", "3.2", "hard")]


@pytest.mark.clause("2.2")
def test_what_was_never_read_back_is_checked_at_the_door(desk: MemoryDesk) -> None:
    unread = read_back("not_possible", reason="hung_up")
    number = desk.do("", recorded(), *unread, accepted(), dispatched(), TAKEN_STEP).number
    assert no(desk.refuses(number, started())) == [("checked", "2.2", "hard")]
    assert desk.do(number, started(checked=True)).debts() == ("read_back.what",)


def test_the_guard_may_dispatch_and_the_executor_has_no_hand_in_it(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "accepted")
    assert no(desk.as_(ZHANG).refused(Act(number, dispatched()))) == [("", "3.1", "hard")]
    assert desk.as_(GUO).do(number, dispatched()).state == DISPATCHED
