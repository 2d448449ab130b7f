"""An executor who cannot take it says why; somebody else is called (3.1)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deskapp.handbook.ticket.declining import Declined
from deskapp.handbook.ticket.dispatch import Dispatched, best_person
from deskapp.handbook.ticket.state import ACCEPTED, DISPATCHED
from tests.handbook.desk_in_memory import MA, MemoryDesk, dispatched, ticket_at
from tests.handbook.told_no import no

CANNOT = Declined(reason="skill", said="只会木工，不会水电")


@pytest.mark.clause("3.1")
def test_a_declined_order_is_nobody_s_and_somebody_is_called(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "dispatched")
    ticket = desk.do(number, CANNOT)
    assert (ticket.state, ticket.person, ticket.dispatched_at) == (ACCEPTED, "", None)
    assert ticket.calls_to_make == ("declined",)
    assert ticket.due == ticket.work_due


@pytest.mark.clause("3.1")
def test_whoever_declined_is_offered_last(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "dispatched")
    desk.do(number, CANNOT)
    offered = Dispatched.suggest(desk.ticket(number), desk)["person"]
    assert offered == "wu"
    del desk.people["wu"]
    assert best_person(desk.ticket(number), desk) == "zhang"
    desk.people["wu"] = replace(desk.people["zhang"], id="wu")
    again = desk.do(number, dispatched(person="wu"))
    assert (again.state, again.person) == (DISPATCHED, "wu")


@pytest.mark.clause("3.1")
@pytest.mark.parametrize(
    ("step", "field"),
    [
        (replace(CANNOT, reason=""), "reason"),
        (replace(CANNOT, said=""), "said"),
        (replace(CANNOT, said="尽快处理"), "said"),
    ],
)
def test_a_refusal_has_a_reason_in_words(desk: MemoryDesk, step: Declined, field: str) -> None:
    assert no(desk.refuses(ticket_at(desk, "dispatched"), step)) == [(field, "3.1", "hard")]


@pytest.mark.clause("3.1")
@pytest.mark.parametrize("state", ["accepted", "taken", "working"])
def test_what_was_taken_is_handed_on_and_not_declined(desk: MemoryDesk, state: str) -> None:
    assert no(desk.refuses(ticket_at(desk, state), CANNOT)) == [("", "3.1", "hard")]


@pytest.mark.clause("3.1")
def test_the_desk_writes_it_down_for_the_executor(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "dispatched")
    assert no(desk.as_(MA).refuses(number, CANNOT)) == [("", "3.1", "hard")]
