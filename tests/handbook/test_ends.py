"""The ends that are no owner's yes: unreached, for cost, no access, with another body (3.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest

from deskapp.handbook.gate import closed_because
from deskapp.handbook.message import Msg
from deskapp.handbook.slots import Answer
from deskapp.handbook.step import evolve
from deskapp.handbook.ticket.calling import CallMade
from deskapp.handbook.ticket.closing import Reopened
from deskapp.handbook.ticket.done import ChargeRefused
from deskapp.handbook.ticket.flags import flags
from deskapp.handbook.ticket.given_up import ClosedForCost, ClosedNoAccess
from deskapp.handbook.ticket.progress import ContactAttempted, DueChanged
from deskapp.handbook.ticket.referral import LookedBack, Referred
from deskapp.handbook.ticket.state import CLOSED, REFERRED, WAITING
from deskapp.handbook.ticket.unreached import ClosedUnreached, NoticeLeft
from deskapp.handbook.ticket.visits import VisitBooked, VisitMissed
from tests.handbook.desk_in_memory import (
    LIN,
    MA,
    NOW,
    ZHOU,
    MemoryDesk,
    accepted,
    but,
    in_hours,
    read_back,
    recorded,
    started,
    ticket_at,
    work_done,
)
from tests.handbook.told_no import no, words

LAMP: dict[str, Any] = {"sub": "REP.LIGHT", "priority": "P2"}
NO_ANSWER = ContactAttempted(result="no_answer")
KNOCKED = ContactAttempted(result="knocked")
NOTICE = NoticeLeft(place="door", left_by="zhang")
UNREACHED = ClosedUnreached(dispute=False)
BOOK = VisitBooked(help="let_in", visit_at=in_hours(2), agreed_by="王女士", adult_home=True)
MISSED = VisitMissed(came="zhang", card_left=True)
FREE = ChargeRefused(free_part="关阀止水", risk="不修会再漏", risk_told=True)
FOR_COST = ClosedForCost(free_done=True, notice_given=True, danger_left=False)
NO_ACCESS = ClosedNoAccess(danger_left=False)
REFER = Referred(
    body="供电公司", phone="95598", owner_told=True, look_back=in_hours(48), desk_called=None
)
SETTLED = LookedBack(result="settled", outcome="供电公司换了电表")


def missing(desk: MemoryDesk, number: str, step: Any) -> dict[str, dict[str, Any]]:
    """The parts that the menu says are missing, with their values."""
    why = closed_because(step, desk.ticket(number), desk)
    if why is None:
        return {}
    parts = cast("tuple[Msg, ...]", why.message.values["parts"])
    return {part.text: dict(part.values) for part in parts}


def tried(desk: MemoryDesk, number: str) -> None:
    """Three tries, two days, morning and evening, by phone and at the door."""
    desk.do(number, NO_ANSWER)
    desk.do(number, replace(NO_ANSWER, tried_at=NOW))
    desk.later(days=1, hours=9)
    desk.do(number, KNOCKED)


# -- unreached


@pytest.mark.clause("3.3")
def test_three_tries_in_one_hour_stay_locked_and_say_what_is_missing(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "done", **LAMP)
    for _try in range(3):
        desk.do(number, NO_ANSWER)
    desk.as_(LIN)
    found = missing(desk, number, ClosedUnreached)
    assert "tries: {n} more" not in found
    assert found["days: {n} more"] == {"n": 1}
    bands = found["times of day: {n} more ({bands})"]["bands"]
    assert [band.code for band in bands] == ["afternoon", "evening"]
    assert {"another way (door, message)", "a notice left"} <= set(found)
    assert no(desk.refuses(number, UNREACHED)) == [("", "3.3", "hard")]


@pytest.mark.clause("3.3")
def test_nothing_tried_at_all_names_every_part(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "done", **LAMP)
    found = missing(desk.as_(LIN), number, ClosedUnreached)
    assert (found["tries: {n} more"], found["days: {n} more"]) == ({"n": 3}, {"n": 2})


@pytest.mark.clause("3.3")
def test_after_tries_notice_and_the_wait_the_supervisor_closes(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "done", **LAMP)
    tried(desk, number)
    desk.do(number, NOTICE)
    desk.as_(LIN)
    assert missing(desk, number, ClosedUnreached) == {
        "waiting until {at}": {"at": desk.now + timedelta(days=7)}
    }
    desk.later(days=7)
    assert no(desk.as_(ZHOU).refuses(number, UNREACHED)) == [("", "3.3", "hard")]
    ticket = desk.as_(LIN).do(number, UNREACHED)
    assert (ticket.state, ticket.close_code) == (CLOSED, "C-UNREACHED")
    assert (ticket.solved, ticket.score, ticket.confirmed_by) == ("", "unreached", "")


@pytest.mark.clause("3.3")
@pytest.mark.parametrize("priority", ["P0", "P1"])
def test_what_is_urgent_is_never_closed_unreached(desk: MemoryDesk, priority: str) -> None:
    number = ticket_at(desk, "done", **LAMP)
    desk.records[number] = evolve(desk.ticket(number), priority=priority)
    tried(desk, number)
    desk.do(number, NOTICE)
    desk.as_(MA).later(days=8)
    assert "Urgent" in words(desk.refuses(number, UNREACHED))[0]


@pytest.mark.clause("3.3")
@pytest.mark.parametrize("dispute", [None, True])
def test_a_dispute_about_cost_or_damage_waits_for_the_owner(
    desk: MemoryDesk, dispute: Answer
) -> None:
    number = ticket_at(desk, "done", **LAMP)
    tried(desk, number)
    desk.do(number, NOTICE)
    desk.as_(LIN).later(days=8)
    refusals = desk.refuses(number, replace(UNREACHED, dispute=dispute))
    assert no(refusals) == [("dispute", "3.3", "hard")]


@pytest.mark.clause("3.3")
def test_where_nobody_could_ever_be_asked_it_is_closed_with_proof(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "done", recorded(channel="patrol"), **LAMP)
    assert "nobody to reach" in words(desk.as_(LIN).refuses(number, UNREACHED))[0]


@pytest.mark.clause("3.3")
def test_tries_and_notices_from_before_the_work_was_done_do_not_count(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working", **LAMP)
    desk.do(number, NO_ANSWER, NOTICE)
    desk.later(hours=1)
    desk.do(number, work_done())
    found = missing(desk.as_(LIN), number, ClosedUnreached)
    assert found["tries: {n} more"] == {"n": 3}
    assert "a notice left" in found


@pytest.mark.clause("3.3")
def test_whoever_was_never_reached_may_come_back_at_any_time(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "done", **LAMP)
    tried(desk, number)
    desk.do(number, NOTICE)
    desk.as_(LIN).later(days=8)
    desk.do(number, UNREACHED)
    desk.later(days=90)
    due = desk.now + timedelta(days=1)
    again = desk.do(number, Reopened(reason="业主回来了，还是不亮", person="wu", due=due))
    assert (again.close_code, again.score) == ("", "")


@pytest.mark.clause("3.3")
@pytest.mark.parametrize(("field", "value"), [("place", ""), ("left_at", in_hours(1))])
def test_a_notice_says_where_and_never_tomorrow(desk: MemoryDesk, field: str, value: Any) -> None:
    refusals = desk.refuses(ticket_at(desk, "done"), but(NOTICE, field, value))
    assert no(refusals) == [(field, "3.3", "hard")]


@pytest.mark.clause("3.2")
def test_a_try_keeps_by_whom_and_shows_no_number_in_full(desk: MemoryDesk) -> None:
    step = replace(NO_ANSWER, tried_by="guo", number="13800138000")
    ticket = desk.do(ticket_at(desk, "done"), step)
    assert ticket.attempts[0].by == "guo"
    assert step.line()[1].values["number"] == "138****8000"
    assert desk.do(ticket.number, KNOCKED).attempts[1].by == "zhou"


# -- visits, and no access


@pytest.mark.clause("H43b")
def test_a_visit_is_booked_with_help_time_name_and_an_adult(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "taken")
    for field, value in (("help", ""), ("visit_at", None), ("visit_at", NOW), ("agreed_by", "")):
        refusals = desk.refuses(number, but(BOOK, field, value))
        assert no(refusals) == [(field, "H43b", "hard")]
    assert no(desk.refuses(number, but(BOOK, "adult_home", None))) == [
        ("adult_home", "H43b", "soft")
    ]
    ticket = desk.do(number, BOOK)
    assert (ticket.visit_at, ticket.next_check) == (in_hours(2), in_hours(2))


@pytest.mark.clause("H43b")
def test_only_a_visit_that_was_booked_and_is_due_can_be_missed(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "taken")
    assert words(desk.refuses(number, MISSED)) == ["No visit is booked."]
    desk.do(number, BOOK)
    assert words(desk.refuses(number, MISSED)) == ["The visit is only at {at}."]
    desk.later(hours=3)
    assert no(desk.refuses(number, replace(MISSED, card_left=None))) == [
        ("card_left", "H43b", "hard")
    ]
    ticket = desk.do(number, MISSED)
    assert (ticket.visit_at, len(ticket.missed_visits), ticket.card_left) == (None, 1, True)


def missed_twice(desk: MemoryDesk, number: str, *, card: bool) -> None:
    for _visit in range(2):
        desk.do(number, replace(BOOK, visit_at=desk.now + timedelta(hours=2)))
        desk.later(hours=3)
        desk.do(number, replace(MISSED, card_left=card))


@pytest.mark.clause("H43b")
@pytest.mark.parametrize("state", ["taken", "working", WAITING])
def test_two_visits_in_vain_a_card_and_a_call_close_it(desk: MemoryDesk, state: str) -> None:
    number = ticket_at(desk, "working" if state == WAITING else state, **LAMP)
    desk.records[number] = evolve(desk.ticket(number), state=state)
    missed_twice(desk, number, card=True)
    desk.do(number, NO_ANSWER)
    assert no(desk.refuses(number, NO_ACCESS)) == [("", "H43b", "hard")]
    ticket = desk.as_(LIN).do(number, NO_ACCESS)
    assert (ticket.state, ticket.close_code, ticket.solved) == (CLOSED, "C-NOACCESS", "")


@pytest.mark.clause("H43b")
def test_no_access_says_which_of_visits_card_and_call_is_missing(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "taken", **LAMP)
    assert set(missing(desk.as_(LIN), number, ClosedNoAccess)) == {
        "missed visits: {n} more", "a card left at the door", "a try to call the owner",
    }  # fmt: skip
    desk.as_(ZHOU).do(number, NO_ANSWER)
    desk.later(hours=1)
    missed_twice(desk, number, card=False)
    desk.do(number, KNOCKED)
    assert set(missing(desk.as_(LIN), number, ClosedNoAccess)) == {
        "a card left at the door", "a try to call the owner",
    }  # fmt: skip


@pytest.mark.clause("H43b")
def test_nobody_is_locked_out_while_others_are_hit_or_in_danger(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "taken", affects_others=True, **LAMP)
    missed_twice(desk, number, card=True)
    desk.do(number, FREE, NO_ANSWER)
    desk.as_(LIN)
    for step in (NO_ACCESS, FOR_COST):
        assert "Others are hit" in words(desk.refuses(number, step))[0]
    alone = evolve(desk.ticket(number), affects_others=False)
    desk.records[number] = alone
    for step in (NO_ACCESS, FOR_COST):
        assert no(desk.refuses(number, replace(step, danger_left=True)))[0][0] == "danger_left"


@pytest.mark.clause("H43b")
def test_a_visit_that_was_let_in_wipes_out_those_in_vain(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "taken", **LAMP)
    missed_twice(desk, number, card=True)
    ticket = desk.do(number, started())
    assert (ticket.missed_visits, ticket.card_left) == ((), False)


# -- for cost


@pytest.mark.clause("H43c")
def test_a_refused_charge_ends_it_when_the_free_part_is_done(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working", **LAMP)
    desk.as_(LIN)
    assert "No charge was refused" in words(desk.refuses(number, FOR_COST))[0]
    desk.as_(ZHOU).do(number, FREE)
    assert no(desk.refuses(number, FOR_COST)) == [("", "H43c", "hard")]
    ticket = desk.as_(LIN).do(number, FOR_COST)
    assert (ticket.close_code, ticket.solved, ticket.confirmed_by) == ("C-COST", "", "")


@pytest.mark.clause("H43c")
@pytest.mark.parametrize("field", ["free_done", "notice_given"])
@pytest.mark.parametrize("answer", [None, False])
def test_the_free_part_and_the_safety_notice_come_first(
    desk: MemoryDesk, field: str, answer: Answer
) -> None:
    number = ticket_at(desk, "working", **LAMP)
    desk.do(number, FREE)
    refusals = desk.as_(LIN).refuses(number, but(FOR_COST, field, answer))
    assert no(refusals) == [(field, "H43c", "hard")]


# -- referred, looked back


@pytest.mark.clause("2.3")
def test_another_body_has_it_until_the_desk_looks_back(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "accepted", **LAMP)
    ticket = desk.do(number, REFER)
    assert (ticket.state, ticket.referred_to, ticket.look_back_at) == (
        REFERRED, "供电公司", in_hours(48),
    )  # fmt: skip
    closed = desk.do(number, SETTLED)
    assert (closed.state, closed.close_code, closed.solved) == (CLOSED, "C-REFERRED", "")
    assert closed.confirmed_by == ""


@pytest.mark.clause("2.3")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("body", ""), ("phone", ""), ("phone", "12"), ("owner_told", None), ("owner_told", False),
        ("look_back", None), ("look_back", NOW),
    ],
)  # fmt: skip
def test_a_referral_names_body_number_and_date_and_the_owner_knows(
    desk: MemoryDesk, field: str, value: Any
) -> None:
    refusals = desk.refuses(ticket_at(desk, "accepted", **LAMP), but(REFER, field, value))
    assert (field, "2.3", "hard") in no(refusals)


@pytest.mark.clause("P0")
def test_a_danger_is_called_in_by_the_desk_itself(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "accepted", **LAMP)
    desk.records[number] = evolve(desk.ticket(number), priority="P0")
    assert no(desk.refuses(number, REFER)) == [("desk_called", "P0", "hard")]
    assert desk.do(number, replace(REFER, desk_called=True)).state == REFERRED


@pytest.mark.clause("2.3")
def test_a_call_that_is_not_ours_is_referred_in_the_same_deed(desk: MemoryDesk) -> None:
    not_ours = accepted(sub="ENQ.OTHER", priority="P4", on_spot=True, told=(), due=None)
    ticket = desk.do("", recorded(), *read_back(), not_ours, REFER)
    assert ticket.state == REFERRED


@pytest.mark.clause("2.3")
def test_looking_back_ends_it_only_when_it_is_settled_there(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "accepted", **LAMP)
    desk.do(number, REFER)
    under_way = replace(SETTLED, result="under_way")
    assert no(desk.refuses(number, under_way)) == [("again", "2.3", "hard")]
    refusals = desk.refuses(number, replace(SETTLED, result="not_taken"))
    assert no(refusals) == [("result", "2.3", "hard")]
    later = desk.do(number, replace(under_way, again=in_hours(90)))
    assert (later.state, later.look_back_at) == (REFERRED, in_hours(90))
    again = desk.do(number, Reopened(reason="对方不受理", person="wu", due=in_hours(5)))
    assert (again.referred_to, again.look_back_at) == ("", None)


# -- calls to make


@pytest.mark.clause("3.2")
def test_a_call_stands_until_it_is_answered(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working", **LAMP)
    call = CallMade(call="objected", whom="王女士", said="同意周五上午")
    assert words(desk.refuses(number, call)) == ["No call is to be made for this ticket."]
    desk.do(
        number, DueChanged(reason="parts", new_due=in_hours(20), answer="objected", said="不行")
    )
    assert "To call: {call}" in [flag.text for flag in flags(desk.ticket(number))]
    assert CallMade.suggest(desk.ticket(number), desk) == {"call": "objected", "whom": "李琳"}
    wrong = replace(call, call="tell_executor")
    assert no(desk.refuses(number, wrong)) == [("call", "3.2", "hard")]
    for field in ("call", "whom", "said"):
        assert no(desk.refuses(number, but(call, field, ""))) == [(field, "3.2", "hard")]
    assert desk.do(number, call).calls_to_make == ()
