"""Asking once more after the closing: which, when, by whom, and what came of it (3.8)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from deskapp.handbook.ticket.closing import ClosedUnhappy, Rework
from deskapp.handbook.ticket.follow_up import FollowedUp, FollowUpAttempted
from deskapp.handbook.ticket.follow_up_rules import drawn, due_now, open_now, unreached
from deskapp.handbook.ticket.state import Ticket
from tests.handbook.desk_in_memory import (
    CONFIRMED,
    GUO,
    LIN,
    MA,
    NOW,
    POLICY,
    ZHOU,
    MemoryDesk,
    in_hours,
    recorded,
    ticket_at,
    work_done,
)
from tests.handbook.told_no import no

FINE = FollowedUp(solved="yes", score="5")
NO_ANSWER = FollowUpAttempted(result="no_answer")
ORDINARY = {"sub": "REP.DOOR", "priority": "P2"}


def rules(desk: MemoryDesk, number: str) -> list[str]:
    return [due.rule.code for due in open_now(desk.ticket(number), POLICY, desk.now)]


def ordinary(desk: MemoryDesk) -> str:
    """A door that 周敏 closed with its owner."""
    return ticket_at(desk, "closed", recorded(what="房门关不上"), **ORDINARY)


@pytest.mark.clause("H44b")
def test_an_urgent_leak_is_asked_about_the_next_day_and_again_after_a_month(
    desk: MemoryDesk,
) -> None:
    number = ticket_at(desk, "closed")
    assert rules(desk, number) == ["urgent"]
    desk.do(number, FINE)
    assert rules(desk, number) == []
    assert rules(desk.later(days=29), number) == []
    assert rules(desk.later(days=1), number) == ["leak"]
    desk.do(number, FINE)
    assert rules(desk, number) == []


@pytest.mark.clause("H44b")
def test_an_ordinary_repair_is_asked_about_by_another_than_who_closed_it(
    desk: MemoryDesk,
) -> None:
    number = ordinary(desk)
    assert rules(desk, number) == ["repair"]
    assert no(desk.refuses(number, FINE)) == [("", "H44b", "hard")]
    assert desk.as_(GUO).do(number, FINE).follow_ups[0].by == "guo"


@pytest.mark.clause("H44b")
def test_what_had_to_be_done_twice_is_asked_about_by_the_supervisor(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "done", recorded(what="房门关不上"), **ORDINARY)
    desk.do(number, Rework(still_wrong="还是关不上", new_due=in_hours(4)))
    desk.records[number] = replace(desk.ticket(number), state="taken")
    desk.do(number, work_done())
    desk.do(number, CONFIRMED)
    assert "rework" in rules(desk, number)
    assert no(desk.as_(GUO).refuses(number, FINE)) == [("", "H44b", "hard")]
    assert desk.as_(LIN).do(number, FINE).follow_ups


@pytest.mark.clause("H44b")
def test_a_low_score_comes_before_every_other_reason(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "done")
    talk = ClosedUnhappy(
        solved="yes", score="2", called_at=NOW, said="等太久", offer="复查",
        complaint_offered=True, wants_complaint=False,
    )  # fmt: skip
    desk.as_(LIN).do(number, talk)
    assert rules(desk, number) == ["unhappy", "urgent"]
    due = due_now(desk.ticket(number), POLICY, "seed", desk.now)
    assert due is not None
    assert (due.rule.code, due.ends) == ("unhappy", in_hours(24))
    assert no(desk.as_(ZHOU).refuses(number, FINE)) == [("", "H44b", "hard")]


@pytest.mark.clause("H44b")
def test_paid_work_is_not_asked_about_by_who_did_it(desk: MemoryDesk) -> None:
    number = ordinary(desk)
    paid = replace(desk.ticket(number), final_charge=Decimal(1), person="guo", confirmed_by="lin")
    desk.records[number] = paid
    assert rules(desk, number) == ["paid", "repair"]
    assert no(desk.as_(GUO).refuses(number, FINE)) == [("", "H44b", "hard")]
    assert desk.as_(MA).do(number, FINE).follow_ups


@pytest.mark.clause("H44b")
def test_the_same_seed_draws_the_same_third_another_seed_another() -> None:
    numbers = [f"R261124-A{n:04d}" for n in range(2000)]
    lots = [{n for n in numbers if drawn(seed, n, 30)} for seed in ("a", "a", "b")]
    assert lots[0] == lots[1] != lots[2]
    assert all(520 < len(lot) < 680 for lot in lots)
    assert all(drawn("a", n, 100) and not drawn("a", n, 0) for n in numbers)


@pytest.mark.clause("H44b")
def test_only_the_sample_of_ordinary_repairs_is_due(desk: MemoryDesk) -> None:
    closed = desk.ticket(ordinary(desk))
    tickets = [replace(closed, number=f"R261124-A{n:03d}") for n in range(100)]
    due = [t for t in tickets if due_now(t, POLICY, "seed", desk.now)]
    assert 15 < len(due) < 45
    assert due == [t for t in tickets if drawn("seed", t.number, 30)]


@pytest.mark.clause("H44b")
@pytest.mark.parametrize(
    "changes",
    [{"close_code": "C-NOCONTACT"}, {"close_code": "C-UNREACHED"}, {"contact": ""},
     {"close_code": "C-IMPORTED"}, {"closed_at": None}],
)  # fmt: skip
def test_where_there_is_nobody_to_ask_nobody_is_asked(
    desk: MemoryDesk, changes: dict[str, str]
) -> None:
    number = ticket_at(desk, "closed")
    gone = replace(desk.ticket(number), **changes)  # type: ignore[arg-type]
    assert due_now(gone, POLICY, "seed", desk.now) is None


@pytest.mark.clause("H44b")
def test_after_three_tries_it_ends_unreached_which_is_not_satisfied(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "closed")
    for _ in range(3):
        assert due_now(desk.ticket(number), POLICY, "seed", desk.now)
        ticket = desk.do(number, NO_ANSWER)
    assert unreached(ticket, POLICY)
    assert (ticket.followed_at, ticket.follow_ups) == (None, ())
    assert due_now(ticket, POLICY, "seed", desk.now) is None
    assert no(desk.refuses(number, NO_ANSWER)) == [("", "H44b", "hard")]
    assert not unreached(desk.do(number, FINE), POLICY)


@pytest.mark.clause("H44b")
def test_an_answer_is_both_answers_and_words_where_it_came_back(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "closed")
    silent = replace(FINE, score="not_asked")
    assert no(desk.refuses(number, silent)) == [("score", "H44b", "hard")]
    back = replace(FINE, solved="no")
    assert no(desk.refuses(number, back)) == [("said", "H44b", "hard")]
    ticket = desk.do(number, replace(back, said="阳台又渗水"))
    assert (ticket.follow_ups[0].solved, ticket.state) == ("no", "closed")
    reached = replace(NO_ANSWER, result="reached")
    assert no(desk.refuses(number, reached)) == [("result", "H44b", "hard")]


@pytest.mark.clause("H44b")
@pytest.mark.parametrize("step", [FINE, NO_ANSWER])
def test_an_open_ticket_is_not_followed_up(desk: MemoryDesk, step: FollowedUp) -> None:
    assert no(desk.refuses(ticket_at(desk, "done"), step)) == [("", "H44b", "hard")]


@pytest.mark.clause("H44b")
def test_a_ticket_that_came_back_is_asked_about_anew(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "closed")
    desk.do(number, FINE)
    again: Ticket = replace(desk.ticket(number), closed_at=in_hours(2))
    assert again.followed_at is None
    assert due_now(again, POLICY, "seed", in_hours(3))
