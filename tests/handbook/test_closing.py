"""Ask the owner, then close; rework, cancel, reopen, close with nobody to ask (3.3, 3.2)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from deskapp.handbook.gate import openness
from deskapp.handbook.slots import Answer
from deskapp.handbook.streams import steps_for
from deskapp.handbook.ticket.accepting import AcceptedEmergency
from deskapp.handbook.ticket.closing import (
    Cancelled,
    ClosedUnhappy,
    ClosedWithoutContact,
    Confirmed,
    Reopened,
    Rework,
)
from deskapp.handbook.ticket.flags import flags
from deskapp.handbook.ticket.imported import Imported
from deskapp.handbook.ticket.state import CANCELLED, CLOSED, DISPATCHED
from tests.handbook.desk_in_memory import (
    CONFIRMED,
    GUO,
    LIN,
    MA,
    NOW,
    TAKEN,
    MemoryDesk,
    but,
    in_hours,
    recorded,
    started,
    ticket_at,
    work_done,
)
from tests.handbook.told_no import no

UNHAPPY = ClosedUnhappy(
    solved="yes", score="1", called_at=NOW, said="等了一天", offer="免费复查一次",
    complaint_offered=True, wants_complaint=False,
)  # fmt: skip
REWORK = Rework(solved="no", still_wrong="还在滴水", new_due=in_hours(24))
PROOF = ClosedWithoutContact(proof="photo", seen="路灯已亮", verifier="guo")
CANCEL = Cancelled(asked_who="王女士", how="phone", said="自己修好了", executor_told=True)
REOPEN = Reopened(reason="又开始漏了", person="wu", due=in_hours(24))


def anonymous(**changes: Any) -> Any:
    """Nobody to ask: an anonymous caller about a lamp in the stairway."""
    return recorded(
        reporter="anonymous", name="", contact="", contact_kind="", room="3栋2单元",
        what="楼道灯不亮", missing=("name:anonymous", "contact:anonymous"), **changes,
    )  # fmt: skip


# -- confirmed


@pytest.mark.clause("3.3")
@pytest.mark.parametrize("score", ["5", "4", "3", "declined"])
def test_solved_and_satisfied_close_the_ticket(desk: MemoryDesk, score: str) -> None:
    ticket = desk.do(ticket_at(desk, "done"), replace(CONFIRMED, score=score))
    assert (ticket.state, ticket.close_code, ticket.solved) == (CLOSED, "C-OK", "yes")
    assert (ticket.score, ticket.closed_at, ticket.confirmed_by) == (score, NOW, "zhou")
    assert not ticket.self_confirmed


@pytest.mark.clause("3.3")
@pytest.mark.parametrize("field", ["solved", "score"])
def test_they_are_two_questions_and_each_has_its_answer(desk: MemoryDesk, field: str) -> None:
    step = but(CONFIRMED, field, "")
    assert (field, "3.3", "hard") in no(desk.refuses(ticket_at(desk, "done"), step))


@pytest.mark.clause("3.3")
@pytest.mark.parametrize("solved", ["no", "partly"])
def test_not_solved_is_never_closed_whatever_the_score(desk: MemoryDesk, solved: str) -> None:
    number = ticket_at(desk, "done")
    for score in ("1", "3", "5", "declined"):
        refusals = desk.refuses(number, Confirmed(solved=solved, score=score))
        assert no(refusals) == [("solved", "3.3", "hard")]
    unhappy = replace(UNHAPPY, solved=solved)
    assert no(desk.as_(LIN).refuses(number, unhappy)) == [("solved", "3.3", "hard")]
    assert desk.do(number, replace(REWORK, solved=solved)).state == DISPATCHED


@pytest.mark.clause("3.3")
@pytest.mark.parametrize("score", ["unreached", "not_asked"])
def test_not_asked_is_not_satisfied(desk: MemoryDesk, score: str) -> None:
    refusals = desk.refuses(ticket_at(desk, "done"), replace(CONFIRMED, score=score))
    assert no(refusals) == [("score", "3.3", "hard")]


@pytest.mark.clause("3.3")
def test_work_in_hand_is_not_confirmed(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working")
    for step in (CONFIRMED, REWORK, PROOF):
        assert no(desk.refuses(number, step)) == [("", "3.3", "hard")]


def test_who_confirms_their_own_work_is_marked(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "accepted", due=in_hours(4))
    from tests.handbook.desk_in_memory import dispatched  # noqa: PLC0415 - only here

    ticket = desk.do(number, dispatched(person="zhou"), TAKEN, started(), work_done(), CONFIRMED)
    assert ticket.self_confirmed


@pytest.mark.clause("3.3")
@pytest.mark.parametrize("result", ["made_safe", "not_possible"])
def test_solved_though_the_work_says_otherwise_is_asked_about(
    desk: MemoryDesk, result: str
) -> None:
    number = ticket_at(desk, "working")
    desk.do(number, work_done(result=result))
    assert no(desk.refuses(number, CONFIRMED)) == [("solved", "3.3", "soft")]
    why = replace(CONFIRMED, override="业主自己换好了", override_clauses=("3.3",))
    assert desk.do(number, why).close_code == "C-OK"


@pytest.mark.clause("3.3")
def test_satisfied_though_something_is_left_over_is_asked_about(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working")
    left = work_done(
        none_left=None, leftover="补漆", leftover_person="wu", leftover_due=in_hours(48)
    )
    desk.do(number, left)
    assert no(desk.refuses(number, CONFIRMED)) == [("score", "3.3", "soft")]
    assert desk.do(number, replace(CONFIRMED, score="3")).close_code == "C-OK"


@pytest.mark.clause("3.3")
@pytest.mark.parametrize("channel", ["patrol", "staff"])
def test_a_score_comes_from_somebody_who_was_asked(desk: MemoryDesk, channel: str) -> None:
    refusals = desk.refuses(ticket_at(desk, "done"), replace(CONFIRMED, channel=channel))
    assert no(refusals) == [("channel", "3.3", "hard")]


@pytest.mark.clause("3.3")
def test_a_child_is_asked_whether_it_is_solved_and_gives_no_score(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "done", recorded(reporter="minor"))
    assert desk.ticket(number).sensitive
    assert no(desk.refuses(number, CONFIRMED)) == [("score", "3.3", "hard")]
    assert desk.do(number, replace(CONFIRMED, score="not_asked")).score == "not_asked"


# -- unhappy


@pytest.mark.clause("3.3")
@pytest.mark.parametrize("score", ["1", "2"])
def test_an_unhappy_owner_is_called_by_the_supervisor_before_it_closes(
    desk: MemoryDesk, score: str
) -> None:
    number = ticket_at(desk, "done")
    refusals = desk.refuses(number, replace(CONFIRMED, score=score))
    assert no(refusals) == [("score", "3.3", "hard")]
    assert no(desk.refuses(number, UNHAPPY)) == [("", "3.3", "hard")]
    ticket = desk.as_(LIN).do(number, replace(UNHAPPY, score=score))
    assert (ticket.close_code, ticket.score) == ("C-UNHAPPY", score)


@pytest.mark.clause("3.3")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("called_at", None), ("called_at", in_hours(1)), ("said", ""), ("offer", ""),
        ("complaint_offered", None), ("complaint_offered", False), ("wants_complaint", None),
        ("score", "4"), ("score", "declined"),
    ],
)  # fmt: skip
def test_the_supervisors_call_is_on_record_and_the_way_of_complaint_named(
    desk: MemoryDesk, field: str, value: Any
) -> None:
    number = ticket_at(desk, "done")
    refusals = desk.as_(LIN).refuses(number, but(UNHAPPY, field, value))
    assert no(refusals) == [(field, "3.3", "hard")]


# -- rework


@pytest.mark.clause("3.3")
def test_not_solved_goes_out_again_under_the_same_number(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "done")
    ticket = desk.do(number, REWORK)
    assert (ticket.number, ticket.state, ticket.reworks) == (number, DISPATCHED, 1)
    assert (ticket.person, ticket.due, ticket.work_due) == ("zhang", in_hours(24), in_hours(24))
    assert (ticket.done_at, ticket.priority) == (None, "P1")


@pytest.mark.clause("3.3")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("solved", "yes"),
        ("still_wrong", ""),
        ("new_due", None),
        ("new_due", NOW),
        ("person", "gone"),
    ],
)
def test_a_rework_says_what_is_still_wrong_and_until_when(
    desk: MemoryDesk, field: str, value: Any
) -> None:
    refusals = desk.refuses(ticket_at(desk, "done"), but(REWORK, field, value))
    assert no(refusals) == [(field, "3.3", "hard")]


@pytest.mark.clause("3.1")
def test_a_rework_does_not_go_to_somebody_who_has_left(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "done")
    desk.people["zhang"] = replace(desk.people["zhang"], active=False)
    assert no(desk.refuses(number, REWORK)) == [("person", "3.3", "hard")]
    assert desk.do(number, replace(REWORK, person="wu")).person == "wu"


@pytest.mark.clause("3.3")
def test_the_second_rework_is_more_urgent_and_the_third_goes_to_the_manager(
    desk: MemoryDesk,
) -> None:
    number = ticket_at(desk, "done", sub="REP.WALL", priority="P3")
    again = (TAKEN, started(), work_done())
    assert desk.do(number, REWORK, *again).priority == "P3"
    assert desk.do(number, REWORK, *again).priority == "P2"
    ticket = desk.do(number, REWORK)
    assert (ticket.priority, ticket.calls_to_make) == ("P2", ("reworked_often",))


# -- nobody to ask


@pytest.mark.clause("3.3")
def test_an_anonymous_report_closes_with_proof_and_a_second_pair_of_eyes(
    desk: MemoryDesk,
) -> None:
    number = ticket_at(desk, "done", anonymous(), sub="PUB.LIGHT", priority="P2")
    ticket = desk.do(number, PROOF)
    assert (ticket.close_code, ticket.confirmed_by, ticket.solved) == ("C-NOCONTACT", "", "")


@pytest.mark.clause("3.3")
@pytest.mark.parametrize(
    "call",
    [
        recorded(channel="patrol"),
        recorded(reporter="staff"),
        recorded(channel="staff", reporter=""),
        recorded(contact="", contact_kind="none", missing=("contact:none",)),
    ],
)
def test_what_was_found_by_us_or_left_no_way_back_closes_with_proof(
    desk: MemoryDesk, call: Any
) -> None:
    assert desk.do(ticket_at(desk, "done", call), PROOF).close_code == "C-NOCONTACT"


@pytest.mark.clause("3.3")
@pytest.mark.parametrize(
    "call",
    [
        recorded(),
        recorded(reporter="passer"),
        recorded(channel="staff", reporter="owner"),
        recorded(contact="", contact_kind="", missing=("contact:hung_up",)),
    ],
)
def test_whoever_can_be_asked_is_asked(desk: MemoryDesk, call: Any) -> None:
    refusals = desk.refuses(ticket_at(desk, "done", call), PROOF)
    assert no(refusals) == [("", "3.3", "hard")]


@pytest.mark.clause("3.3")
@pytest.mark.parametrize(
    ("field", "value"),
    [("proof", ""), ("seen", ""), ("seen", "……"), ("verifier", ""), ("verifier", "zhang")],
)
def test_proof_is_seen_by_somebody_who_did_not_do_the_work(
    desk: MemoryDesk, field: str, value: str
) -> None:
    number = ticket_at(desk, "done", recorded(channel="patrol"))
    refusals = desk.refuses(number, but(PROOF, field, value))
    assert no(refusals) == [(field, "3.3", "hard")]


@pytest.mark.clause("3.3")
def test_alone_on_shift_the_worker_checks_it_and_that_is_marked(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "done", recorded(channel="patrol"))
    ticket = desk.do(number, replace(PROOF, verifier="zhang", alone=True))
    assert (ticket.close_code, ticket.self_confirmed) == ("C-NOCONTACT", True)
    assert "Confirmed by whoever did the work" in [flag.text for flag in flags(ticket)]


# -- cancelled


@pytest.mark.clause("3.2")
@pytest.mark.parametrize("state", ["accepted", "dispatched", "taken", "working", "done"])
def test_the_owner_may_withdraw_while_it_is_open(desk: MemoryDesk, state: str) -> None:
    ticket = desk.do(ticket_at(desk, state), CANCEL)
    assert (ticket.state, ticket.closed_at) == (CANCELLED, NOW)


@pytest.mark.clause("3.2")
@pytest.mark.parametrize("field", ["asked_who", "how", "said"])
def test_a_cancellation_says_who_how_and_in_which_words(desk: MemoryDesk, field: str) -> None:
    refusals = desk.refuses(ticket_at(desk, "accepted"), but(CANCEL, field, ""))
    assert no(refusals) == [(field, "3.2", "hard")]


@pytest.mark.clause("3.2")
def test_a_cancellation_comes_by_a_way_in_which_owners_say_so(desk: MemoryDesk) -> None:
    refusals = desk.refuses(ticket_at(desk, "accepted"), but(CANCEL, "how", "patrol"))
    assert no(refusals) == [("how", "3.2", "hard")]


@pytest.mark.clause("3.2")
@pytest.mark.parametrize("told", [None, False])
def test_whoever_is_on_the_way_is_told_first(desk: MemoryDesk, told: Answer) -> None:
    step = replace(CANCEL, executor_told=told)
    for state in ("dispatched", "taken", "working"):
        refusals = desk.refuses(ticket_at(desk, state), step)
        assert no(refusals) == [("executor_told", "3.2", "hard")]
    assert desk.do(ticket_at(desk, "accepted"), step).state == CANCELLED


@pytest.mark.clause("3.2")
def test_a_leak_into_the_flat_below_goes_on_and_so_does_a_danger(desk: MemoryDesk) -> None:
    below = ticket_at(desk, "dispatched", affects_others=True)
    public = ticket_at(desk, "accepted", sub="PUB.LIGHT", priority="P2")
    danger = desk.do("", recorded(what="楼上着火"), AcceptedEmergency(sub="EMG.FIRE")).number
    for number in (below, public, danger):
        assert no(desk.refuses(number, CANCEL)) == [("", "3.2", "hard")]


# -- reopened


@pytest.mark.clause("3.3")
def test_what_comes_back_opens_under_its_old_number(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "closed")
    ticket = desk.do(number, REOPEN)
    assert (ticket.number, ticket.state, ticket.reopened) == (number, DISPATCHED, 1)
    assert [p.due for p in ticket.promises] == [in_hours(4), in_hours(24)]
    assert (ticket.closed_at, ticket.close_code, ticket.solved, ticket.score) == (None, "", "", "")
    assert (ticket.person, ticket.work_due) == ("wu", in_hours(24))


@pytest.mark.clause("3.3")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reason", ""),
        ("reason", "……"),
        ("person", ""),
        ("person", "ENG"),
        ("due", None),
        ("due", NOW),
    ],
)
def test_reopening_takes_reason_person_and_time(desk: MemoryDesk, field: str, value: Any) -> None:
    refusals = desk.refuses(ticket_at(desk, "closed"), but(REOPEN, field, value))
    assert [r.field for r in refusals] == [field]


@pytest.mark.clause("3.3")
def test_after_thirty_days_it_is_a_new_ticket(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "closed")
    desk.later(days=31)
    step = replace(REOPEN, due=in_hours(32 * 24))
    assert no(desk.refuses(number, step)) == [("", "3.3", "hard")]
    desk.later(days=-2)
    assert desk.do(number, step).state == DISPATCHED


@pytest.mark.clause("3.3")
def test_what_is_open_is_not_reopened_and_what_was_cancelled_is(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "done")
    assert no(desk.refuses(number, REOPEN)) == [("", "3.3", "hard")]
    desk.do(number, CANCEL)
    assert desk.do(number, REOPEN).state == DISPATCHED


# -- the menu


@pytest.mark.clause("3.3")
def test_the_menu_of_a_done_ticket_says_what_is_open_and_why_the_rest_is_not(
    desk: MemoryDesk,
) -> None:
    ticket = desk.ticket(ticket_at(desk, "done"))
    found = list(openness(steps_for("R"), ticket, desk))
    may = {o.step for o in found if o.open}
    assert {Confirmed, Rework, Cancelled} <= may
    assert not {ClosedUnhappy, ClosedWithoutContact, Reopened} & may
    assert all(
        o.why_not and o.why_not.message.text and o.why_not.clause for o in found if not o.open
    )


# -- a past ticket


@pytest.mark.clause("2.2")
def test_a_past_ticket_keeps_its_own_times_and_claims_nothing(desk: MemoryDesk) -> None:
    past = Imported(
        opened_at=in_hours(-900), closed_at=in_hours(-800), what="水管漏水",
        sub="REP.LEAK", priority="P1",
    )  # fmt: skip
    ticket = desk.as_(MA).do("", past)
    assert (ticket.state, ticket.close_code, ticket.imported) == (CLOSED, "C-IMPORTED", True)
    assert (ticket.opened_at, ticket.promises, ticket.read_back) == (in_hours(-900), (), {})
    still_open = desk.do("", replace(past, closed_at=None, due=in_hours(-700)))
    assert (still_open.state, still_open.work_due, still_open.due) == (
        "accepted", in_hours(-700), None,
    )  # fmt: skip
    assert still_open.debts() == ()


@pytest.mark.clause("2.2")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("opened_at", None), ("opened_at", in_hours(1)), ("closed_at", in_hours(-901)),
        ("what", ""), ("sub", ""), ("sub", "REP.ROOF"), ("priority", ""),
    ],
)  # fmt: skip
def test_a_past_ticket_has_a_beginning_a_matter_and_a_class(
    desk: MemoryDesk, field: str, value: Any
) -> None:
    past = Imported(
        opened_at=in_hours(-900), closed_at=in_hours(-800), what="水管漏水",
        sub="REP.LEAK", priority="P1",
    )  # fmt: skip
    refusals = desk.as_(GUO).refuses("", but(past, field, value))
    assert (field, "2.2", "hard") in no(refusals)
