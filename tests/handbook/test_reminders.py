"""What calls the desk by itself: who must be sent, asked, called back (3.1, 3.2, 1.3)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from deskapp.handbook.deadlines import Calendar
from deskapp.handbook.reminder import LABELS, Reminder
from deskapp.handbook.shown import Coded
from deskapp.handbook.ticket.accepting import AcceptedEmergency
from deskapp.handbook.ticket.progress import ContactAttempted, DueChanged, ProgressNoted
from deskapp.handbook.ticket.reminders import (
    is_quiet,
    reminders,
    ringing,
    rings_at,
    undispatched_since,
)
from tests.handbook.desk_in_memory import (
    CONFIRMED,
    NOW,
    POLICY,
    MemoryDesk,
    accepted,
    dispatched,
    in_hours,
    read_back,
    recorded,
    ticket_at,
    work_done,
)

NEWS = ProgressNoted(where="师傅在路上")


def kinds(desk: MemoryDesk, number: str) -> list[str]:
    return [one.kind for one in ringing(desk.ticket(number), desk)]


def all_of(desk: MemoryDesk, number: str) -> dict[str, Reminder]:
    return {one.kind: one for one in reminders(desk.ticket(number), desk)}


@pytest.mark.clause("3.1")
def test_a_ticket_that_nobody_has_rings_when_its_time_to_dispatch_is_over(
    desk: MemoryDesk,
) -> None:
    number = ticket_at(desk, "accepted")
    assert kinds(desk.later(minutes=9), number) == []
    assert kinds(desk.later(minutes=1), number) == ["undispatched"]
    desk.do(number, dispatched())
    assert kinds(desk, number) == []


@pytest.mark.clause("3.1")
def test_the_time_to_dispatch_runs_on_the_clock_of_the_priority(desk: MemoryDesk) -> None:
    desk.later(hours=7, minutes=20)
    number = ticket_at(desk, "accepted", priority="P2", due=in_hours(20))
    at = all_of(desk, number)["undispatched"].at
    assert at == desk.calendar.after(desk.now, 0.5, "service")
    assert at.date() > desk.now.date()


@pytest.mark.clause("3.1")
@pytest.mark.parametrize("hour", [-12, -3, 0, 1.5, 9])
def test_the_latest_opening_to_ring_is_the_last_one_whose_limit_has_passed(hour: float) -> None:
    calendar, now = Calendar(POLICY.service), in_hours(hour)
    found = undispatched_since(POLICY, calendar, now)
    assert set(found) == {"P0", "P1", "P2", "P3"}
    for priority, opened in found.items():
        limits = [
            calendar.dispatch_by(POLICY, priority, opened + timedelta(seconds=more))
            for more in (0, 1)
        ]
        assert [limit is not None and limit <= now for limit in limits] == [True, False]


@pytest.mark.clause("3.2")
def test_the_desk_asks_at_half_the_time_and_calls_the_owner_before_it_runs_out(
    desk: MemoryDesk,
) -> None:
    number = ticket_at(desk, "dispatched", due=in_hours(10))
    assert kinds(desk.later(hours=4.9), number) == []
    assert kinds(desk.later(hours=0.1), number) == ["half"]
    desk.do(number, NEWS)
    assert kinds(desk, number) == []
    assert kinds(desk.later(hours=3), number) == ["warn"]
    desk.do(number, NEWS)
    assert kinds(desk, number) == []
    assert kinds(desk.later(hours=2), number) == ["broken"]
    desk.do(number, NEWS)
    assert kinds(desk, number) == ["broken"]


@pytest.mark.clause("3.2")
def test_a_broken_promise_is_answered_by_a_new_one_whose_time_begins_anew(
    desk: MemoryDesk,
) -> None:
    number = ticket_at(desk, "dispatched", due=in_hours(10))
    desk.later(hours=12)
    desk.do(number, DueChanged(reason="parts", new_due=in_hours(22), answer="agreed"))
    assert kinds(desk, number) == []
    assert all_of(desk, number)["half"].at == in_hours(17)


@pytest.mark.clause("3.2")
def test_an_agreed_time_to_ask_again_stands_in_for_half_time(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "dispatched", due=in_hours(10))
    desk.do(number, ProgressNoted(where="配件下午到", next_check=in_hours(6)))
    assert kinds(desk.later(hours=5.5), number) == []
    assert kinds(desk.later(hours=0.5), number) == ["check"]
    desk.do(number, NEWS)
    assert kinds(desk, number) == []


@pytest.mark.clause("1.3")
def test_a_promised_reply_rings_at_its_time_until_it_is_given(desk: MemoryDesk) -> None:
    enquiry = accepted(
        sub="ENQ.FEE", priority="P4", due=in_hours(5), person="lin", unknown_reason="rule"
    )
    number = desk.do("", recorded(what="物业费怎么算"), *read_back(), enquiry).number
    assert kinds(desk.later(hours=4.9), number) == []
    assert kinds(desk.later(hours=0.1), number) == ["reply"]
    desk.do(number, DueChanged(reason="parts", new_due=in_hours(9), answer="agreed"))
    assert kinds(desk, number) == []


@pytest.mark.clause("3.2")
def test_an_objection_puts_a_call_on_the_supervisor_s_list(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working")
    step = DueChanged(
        reason="parts", new_due=in_hours(20), other_due=in_hours(26), answer="objected",
        said="明天有事",
    )  # fmt: skip
    desk.do(number, step)
    call = all_of(desk, number)["call"]
    assert (call.at, call.message.values["call"]) == (NOW, Coded("calls_to_make", "objected"))
    assert kinds(desk, number) == ["call"]


@pytest.mark.clause("3.3")
def test_the_owner_is_asked_when_the_promise_is_up_and_again_after_a_failed_try(
    desk: MemoryDesk,
) -> None:
    number = ticket_at(desk, "done", due=in_hours(4))
    assert kinds(desk.later(hours=3), number) == []
    assert kinds(desk.later(hours=1), number) == ["ask"]
    desk.do(number, ContactAttempted(result="no_answer"))
    assert kinds(desk, number) == []
    assert kinds(desk.later(hours=4), number) == ["again"]
    desk.do(number, CONFIRMED)
    assert reminders(desk.ticket(number), desk) == ()


@pytest.mark.clause("P0")
def test_danger_and_what_was_skipped_for_it_ring_at_once(desk: MemoryDesk) -> None:
    fire = recorded(
        what="楼道着火", name="", contact="", missing=("name:emergency", "contact:emergency")
    )
    number = desk.do("", fire, AcceptedEmergency(sub="EMG.FIRE")).number
    assert kinds(desk, number) == ["danger", "debt"]
    assert rings_at(desk.ticket(number)) == NOW


@pytest.mark.clause("2.2")
def test_a_debt_rings_until_it_is_paid(desk: MemoryDesk) -> None:
    hung_up = read_back(outcome="not_possible", reason="hung_up")
    number = desk.do("", recorded(), *hung_up, accepted()).number
    assert kinds(desk, number) == ["debt"]
    desk.do(number, *read_back())
    assert kinds(desk, number) == []


@pytest.mark.clause("3.2")
def test_work_done_ends_every_question_about_the_work(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working", due=in_hours(4))
    desk.later(hours=3.9)
    desk.do(number, work_done())
    assert list(all_of(desk, number)) == ["ask"]


def test_every_kind_has_a_short_name() -> None:
    assert all(len(label) <= 11 for label in LABELS.values())


@pytest.mark.clause("1.2")
@pytest.mark.parametrize(
    ("hours", "quiet"),
    [(0, False), (11.9, False), (12, True), (16, True), (20.9, True), (21, False)],
)
def test_the_desk_is_silent_from_ten_at_night_to_seven(hours: float, *, quiet: bool) -> None:
    assert is_quiet(in_hours(hours), POLICY) == quiet
