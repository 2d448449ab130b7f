"""Complaints and time: who is called before a limit breaks, and what time alone raises (3.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, cast

import pytest

from deskapp.handbook.complaint.answering import ContactAttempted
from deskapp.handbook.complaint.reminders import reminders, rings_at
from deskapp.handbook.complaint.repeats import Reopened
from deskapp.handbook.complaint.state import Complaint
from deskapp.handbook.complaint.verifying import Contacted
from deskapp.handbook.reminder import due_now
from tests.handbook.desk_in_memory import LIN, MemoryDesk, in_hours
from tests.handbook.test_complaint import ACKED, ASSESSED, HAPPY, PREVENTED, take, up_to

if TYPE_CHECKING:
    from datetime import datetime

SPOKE = Contacted(said="正在查派单记录")


def calling(desk: MemoryDesk, number: str, now: datetime) -> list[str]:
    """What calls at a moment, the weightiest first."""
    case = cast("Complaint", desk.records[number])
    return [one.kind for one in due_now(reminders(case), now)]


def limits(case: Complaint) -> tuple[datetime, datetime]:
    assert case.feedback_due
    assert case.answer_due
    return case.feedback_due, case.answer_due


@pytest.mark.clause("4.3")
def test_the_owner_is_called_before_the_limit_breaks(desk: MemoryDesk) -> None:
    number = up_to(desk, ASSESSED)
    case = cast("Complaint", desk.records[number])
    word, _answer = limits(case)
    assert case.levelled_at
    before = case.levelled_at + (word - case.levelled_at) * 0.8
    assert rings_at(case) == before
    assert calling(desk, number, before - timedelta(seconds=1)) == []
    assert calling(desk, number, before) == ["warn"]
    assert calling(desk, number, word) == ["broken", "warn"]
    take(desk, number, SPOKE)
    assert calling(desk, number, word) == []


@pytest.mark.clause("4.2")
def test_a_call_that_was_agreed_calls_until_it_is_made(desk: MemoryDesk) -> None:
    number = up_to(desk, ACKED)
    take(desk, number, replace(SPOKE, next_call=in_hours(2)))
    assert calling(desk, number, in_hours(2)) == ["call"]
    take(desk.later(hours=2), number, SPOKE)
    assert calling(desk, number, in_hours(2)) == []


@pytest.mark.clause("4.2")
def test_each_limit_that_passes_raises_the_level_by_one(desk: MemoryDesk) -> None:
    case = cast("Complaint", desk.records[up_to(desk, ASSESSED)])
    word, answer = limits(case)
    second = timedelta(seconds=1)
    levels = [case.level_at(at) for at in (word - second, word, answer - second, answer)]
    assert levels == ["K3", "K2", "K2", "K1"]


@pytest.mark.clause("4.2")
def test_a_word_in_time_keeps_the_level_and_a_late_one_does_not(desk: MemoryDesk) -> None:
    number = up_to(desk, ASSESSED)
    word, _answer = limits(cast("Complaint", desk.records[number]))
    kept = take(desk, number, SPOKE)
    assert kept.level_at(word) == "K3"
    late = up_to(desk, ASSESSED)
    raised = take(desk.later(hours=30), late, SPOKE, SPOKE)
    assert raised.level_at(desk.now) == "K2"


@pytest.mark.clause("H44a")
def test_the_follow_up_calls_a_day_before_its_end_and_not_after_closing(desk: MemoryDesk) -> None:
    number = up_to(desk, PREVENTED)
    end = cast("Complaint", desk.records[number]).follow_up_due
    assert end
    assert calling(desk, number, end - timedelta(days=1, seconds=1)) == []
    assert calling(desk, number, end - timedelta(days=1)) == ["follow_up"]
    assert calling(desk, number, end) == ["broken", "follow_up"]
    take(desk.as_(LIN), number, ContactAttempted(result="busy"))
    assert calling(desk, number, end - timedelta(days=1)) == ["again"]
    closed = take(desk.as_(LIN), number, HAPPY)
    assert reminders(closed) == ()


@pytest.mark.clause("H45b")
def test_what_came_back_runs_against_new_limits_of_its_higher_level(desk: MemoryDesk) -> None:
    number = up_to(desk, PREVENTED)
    first = take(desk.as_(LIN), number, HAPPY)
    desk.later(days=20)
    again = take(desk, number, Reopened(said="又没人来"))
    assert (again.level, again.level_at(desk.now)) == ("K2", "K2")
    assert first.answer_due
    assert again.answer_due
    assert again.answer_due - first.answer_due >= timedelta(days=19)
