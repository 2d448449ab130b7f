"""Recording, reading back, accepting, giving up, settling at once (2.1 to 2.3, 1.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from deskapp.handbook.policy import Policy
from deskapp.handbook.slots import Answer
from deskapp.handbook.step import Act
from deskapp.handbook.ticket.accepting import TOLD, Accepted, AcceptedEmergency, SettledOnSpot
from deskapp.handbook.ticket.read_back import ReadBack
from deskapp.handbook.ticket.recording import Abandoned, DraftRecovered, Recorded
from deskapp.handbook.ticket.state import ABANDONED, ACCEPTED, CLOSED, ITEMS
from tests.handbook.desk_in_memory import (
    GUO,
    LIN,
    NOW,
    PHONE_NUMBER,
    POLICY,
    MemoryDesk,
    accepted,
    in_hours,
    read_back,
    recorded,
    taken_up,
    ticket_at,
)
from tests.handbook.told_no import no, words

ENQUIRY = accepted(
    sub="ENQ.FEE", priority="P4", due=in_hours(3), person="lin", unknown_reason="documents"
)


def on_spot(**changes: Any) -> tuple[Accepted, SettledOnSpot]:
    settled = SettledOnSpot(answer="周六上午可以办", settled=True)
    return replace(ENQUIRY, on_spot=True, told=(), due=None), replace(settled, **changes)


# -- recorded


@pytest.mark.clause("2.2")
def test_a_call_recorded_read_back_and_promised_is_accepted(desk: MemoryDesk) -> None:
    ticket = desk.do("", recorded(), *read_back(), accepted())
    assert (ticket.state, ticket.room, ticket.recorded_by) == (ACCEPTED, "3-2-1202", "zhou")
    assert ticket.debts() == ()


@pytest.mark.clause("2.2")
@pytest.mark.parametrize("item", ITEMS)
def test_an_item_that_is_neither_given_nor_excused_is_named(desk: MemoryDesk, item: str) -> None:
    empty: Any = None if item == "raised_at" else ""
    call = recorded(**{item: empty})
    assert no(desk.refuses("", call, *read_back(), accepted())) == [(item, "2.2", "soft")]


@pytest.mark.clause("2.2")
def test_five_missing_items_are_five_refusals(desk: MemoryDesk) -> None:
    call = recorded(room="", name="", contact="", what="", raised_at=None)
    assert no(desk.refuses("", call)) == [(item, "2.2", "soft") for item in ITEMS]


@pytest.mark.clause("2.2")
def test_a_caller_who_will_not_leave_a_number_is_accepted(desk: MemoryDesk) -> None:
    call = recorded(contact="", contact_kind="refused", missing=("contact:refused",))
    ticket = desk.do("", call, *read_back(), accepted())
    assert ticket.missing == {"contact": "refused"}
    assert ticket.debts() == ()


@pytest.mark.clause("2.2")
@pytest.mark.parametrize("excuse", ["what:refused", "name:common", "raised_at:anonymous", "room:?"])
def test_a_reason_holds_only_for_the_items_it_is_a_reason_for(
    desk: MemoryDesk, excuse: str
) -> None:
    item = excuse.partition(":")[0]
    empty: Any = None if item == "raised_at" else ""
    call = recorded(missing=(excuse,), **{item: empty})
    assert no(desk.refuses("", call)) == [(item, "2.2", "soft")]


@pytest.mark.clause("2.2")
@pytest.mark.parametrize("what", ["。。。。", "哈哈哈", "1234", "-"])
def test_signs_and_one_letter_over_and_over_are_no_matter(desk: MemoryDesk, what: str) -> None:
    assert no(desk.refuses("", recorded(what=what))) == [("what", "2.2", "hard")]


@pytest.mark.clause("2.2")
@pytest.mark.parametrize("what", ["渗漏水", "Leak", " 下水堵塞 "])
def test_the_name_of_a_class_is_no_matter(desk: MemoryDesk, what: str) -> None:
    assert no(desk.refuses("", recorded(what=what))) == [("what", "2.2", "hard")]


@pytest.mark.clause("2.2")
@pytest.mark.parametrize("kind", ["mobile", "landline", "ext", ""])
def test_a_number_with_a_digit_too_few_is_refused(desk: MemoryDesk, kind: str) -> None:
    call = recorded(contact="1380013800", contact_kind=kind)
    assert no(desk.refuses("", call)) == [("contact", "2.2", "hard")]


def test_a_way_to_reach_somebody_that_is_no_number_is_not_judged_as_one(desk: MemoryDesk) -> None:
    call = recorded(contact="微信 lin_2020", contact_kind="im")
    assert desk.do("", call, *read_back(), accepted()).contact == "微信 lin_2020"


@pytest.mark.clause("2.2")
def test_a_matter_raised_days_ago_needs_a_reason(desk: MemoryDesk) -> None:
    call = recorded(raised_at=in_hours(-25))
    assert no(desk.refuses("", call)) == [("late_reason", "2.2", "hard")]
    desk.do("", replace(call, late_reason="昨天停电没登记"), *read_back(), accepted())


def test_a_matter_raised_last_night_needs_none(desk: MemoryDesk) -> None:
    desk.do("", recorded(raised_at=in_hours(-10)), *read_back(), accepted())


@pytest.mark.clause("2.2")
def test_a_time_still_to_come_is_not_when_it_was_raised(desk: MemoryDesk) -> None:
    call = recorded(raised_at=NOW + timedelta(minutes=3))
    assert no(desk.refuses("", call)) == [("raised_at", "2.2", "hard")]
    desk.do("", replace(call, raised_at=NOW + timedelta(minutes=1)), *read_back(), accepted())


@pytest.mark.clause("0-3")
def test_a_form_of_an_older_policy_is_checked_again(desk: MemoryDesk) -> None:
    assert no(desk.refuses("", recorded(policy="older"))) == [("policy", "0-3", "hard")]


@pytest.mark.clause("0-3")
def test_after_a_change_of_limits_a_new_ticket_names_the_new_policy_an_old_one_its_own(
    desk: MemoryDesk,
) -> None:
    old = ticket_at(desk, "accepted")
    limits = POLICY.data["limits"] | {
        "reopen_days": POLICY.data["limits"]["reopen_days"] | {"value": 20}
    }
    desk.policy = Policy.from_data({**POLICY.data, "limits": limits})
    new = ticket_at(desk, "accepted", recorded(policy=desk.policy.version))
    assert desk.ticket(old).policy == POLICY.version
    assert desk.ticket(new).policy == desk.policy.version != POLICY.version


@pytest.mark.clause("2.1")
def test_a_call_opens_as_a_phone_call_that_begins_now(desk: MemoryDesk) -> None:
    offered = Recorded.suggest(desk.ticket(ticket_at(desk, "accepted")), desk)
    assert offered["channel"] == "phone"
    assert offered["contact_start"] == offered["raised_at"] == NOW
    assert offered["policy"] == POLICY.version


@pytest.mark.clause("2.3")
def test_a_recorded_call_is_never_left_half_made(desk: MemoryDesk) -> None:
    assert no(desk.refuses("", recorded())) == [("", "2.3", "hard")]
    assert no(desk.refuses("", recorded(), *read_back())) == [("", "2.3", "hard")]


# -- read back


@pytest.mark.clause("2.2")
@pytest.mark.parametrize("chunk", ["who", "phone", "what"])
def test_a_chunk_that_was_not_read_back_is_named(desk: MemoryDesk, chunk: str) -> None:
    read = [r for r in read_back() if r.chunk != chunk]
    refusals = desk.refuses("", recorded(), *read, accepted())
    assert no(refusals) == [(f"read_back.{chunk}", "2.2", "soft")]


@pytest.mark.clause("2.2")
def test_a_corrected_digit_keeps_old_and_new_and_only_that_chunk_is_read_again(
    desk: MemoryDesk,
) -> None:
    wrong = ReadBack(
        chunk="phone", outcome="corrected", item="contact", old=PHONE_NUMBER, new="13800138001"
    )
    who, phone, what = read_back()
    not_again = desk.refuses("", recorded(), who, wrong, what, accepted())
    assert no(not_again) == [("read_back.phone", "2.2", "soft")]
    ticket = desk.do("", recorded(), who, wrong, phone, what, accepted())
    assert ticket.contact == "13800138001"
    assert ticket.read_back["phone"].corrections == 1
    assert wrong in [one.step for one in desk.written]


@pytest.mark.clause("2.2")
def test_a_caller_who_hung_up_is_accepted_and_leaves_a_debt(desk: MemoryDesk) -> None:
    hung_up = read_back("not_possible", reason="hung_up")
    ticket = desk.do("", recorded(), *hung_up, accepted())
    assert ticket.debts() == ("read_back.who", "read_back.phone", "read_back.what")
    desk.do(ticket.number, *read_back())
    assert desk.ticket(ticket.number).debts() == ()


@pytest.mark.parametrize("reason", ["message", "not_live", "nobody", "refused"])
def test_a_read_back_that_nobody_could_answer_leaves_no_debt(desk: MemoryDesk, reason: str) -> None:
    ticket = desk.do("", recorded(), *read_back("not_possible", reason=reason), accepted())
    assert ticket.debts() == ()


@pytest.mark.clause("2.2")
@pytest.mark.parametrize("outcome", ["no_answer", "not_possible"])
def test_a_chunk_left_unread_says_why(desk: MemoryDesk, outcome: str) -> None:
    refusals = desk.refuses("", recorded(), ReadBack(chunk="who", outcome=outcome))
    assert no(refusals) == [("reason", "2.2", "hard")]


@pytest.mark.clause("2.2")
@pytest.mark.parametrize(
    ("chunk", "item", "value", "where"),
    [
        ("phone", "room", {"room": "3-2-1203"}, "item"),
        ("phone", "", {}, "item"),
        ("phone", "contact", {}, "new"),
        ("phone", "contact", {"new": "1380013800"}, "new"),
        ("who", "name", {"new": "///"}, "new"),
        ("who", "room", {"new": "3-2-1203"}, "room"),
        ("what", "what", {"new": "渗漏水"}, "new"),
        ("what", "raised_at", {"new": "昨晚"}, "raised_at"),
    ],
)
def test_a_correction_names_its_item_and_a_value_of_that_item(
    desk: MemoryDesk, chunk: str, item: str, value: dict[str, Any], where: str
) -> None:
    step = ReadBack(chunk=chunk, outcome="corrected", item=item, **value)
    assert no(desk.refuses("", recorded(), step)) == [(where, "2.2", "hard")]


@pytest.mark.parametrize(
    ("chunk", "item", "value", "kept"),
    [
        ("who", "room", {"room": "3-2-1203"}, "3-2-1203"),
        ("who", "name", {"new": "汪女士"}, "汪女士"),
        ("what", "what", {"new": "卫生间水管漏水"}, "卫生间水管漏水"),
        ("what", "raised_at", {"raised_at": in_hours(-2)}, in_hours(-2)),
    ],
)
def test_a_correction_is_kept_in_its_item(
    desk: MemoryDesk, chunk: str, item: str, value: dict[str, Any], kept: object
) -> None:
    step = ReadBack(chunk=chunk, outcome="corrected", item=item, **value)
    ticket = desk.do("", recorded(), step, *read_back(), accepted())
    assert getattr(ticket, item) == kept


@pytest.mark.clause("2.2")
def test_a_register_number_is_confirmed_by_its_last_four_digits_only(desk: MemoryDesk) -> None:
    call = recorded(contact_source="register")
    who, _, what = read_back()
    for tail in ("", "8001", "0138"):
        phone = ReadBack(chunk="phone", outcome="yes", tail=tail)
        assert no(desk.refuses("", call, who, phone, what)) == [("tail", "2.2", "hard")]
    phone = ReadBack(chunk="phone", outcome="yes", tail="8000")
    desk.do("", call, who, phone, what, accepted())


@pytest.mark.clause("2.2")
def test_there_is_no_yes_to_a_chunk_with_nothing_in_it(desk: MemoryDesk) -> None:
    call = recorded(contact="", override="对方急着出门", override_clauses=("2.2",))
    refusals = desk.refuses("", call, *read_back(), accepted())
    assert no(refusals) == [("outcome", "2.2", "hard")]
    who, _, what = read_back()
    unread = ReadBack(chunk="phone", outcome="not_possible", reason="hung_up")
    desk.do("", call, who, unread, what, accepted())


@pytest.mark.clause("2.2")
def test_a_closed_ticket_is_not_read_back(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "closed")
    assert no(desk.refuses(number, *read_back())) == [("", "2.2", "hard")]


# -- accepted


@pytest.mark.clause("2.3")
def test_a_class_sets_priority_and_limit(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "accepted")
    offered = Accepted.suggest(replace(desk.ticket(number), sub="PUB.LIGHT"), desk)
    assert offered["priority"] == POLICY.subcategory("PUB.LIGHT").priority == "P2"
    assert POLICY.subcategory("PUB.LIGHT").dept == "ENG"
    due = desk.calendar.finish_by(POLICY, "P2", NOW, "PUB.LIGHT")
    assert offered["due"] == due
    desk.do("", recorded(), *read_back(), accepted(sub="PUB.LIGHT", priority="P2", due=due))


@pytest.mark.clause("2.3")
@pytest.mark.parametrize("field", ["sub", "priority"])
def test_a_class_and_a_priority_are_needed(desk: MemoryDesk, field: str) -> None:
    refusals = desk.refuses("", recorded(), *read_back(), accepted(**{field: ""}))
    assert no(refusals) == [(field, "2.3", "hard")]


@pytest.mark.clause("4.1")
def test_a_complaint_is_not_accepted_as_a_request(desk: MemoryDesk) -> None:
    step = accepted(sub="CMP.SLOW", priority="P2")
    assert no(desk.refuses("", recorded(), *read_back(), step)) == [("sub", "4.1", "hard")]


@pytest.mark.clause("P0")
@pytest.mark.parametrize(
    ("sub", "priority", "field"),
    [("EMG.FIRE", "P0", "sub"), ("EMG.FIRE", "P2", "sub"), ("REP.LEAK", "P0", "priority")],
)
def test_a_danger_takes_the_fast_path(
    desk: MemoryDesk, sub: str, priority: str, field: str
) -> None:
    step = accepted(sub=sub, priority=priority)
    assert no(desk.refuses("", recorded(), *read_back(), step)) == [(field, "P0", "hard")]


@pytest.mark.clause("2.3")
@pytest.mark.parametrize("item", TOLD)
def test_each_of_the_four_things_told_is_asked_for(desk: MemoryDesk, item: str) -> None:
    told = tuple(one for one in TOLD if one != item)
    acts = (recorded(), *read_back())
    refusals = desk.refuses("", *acts, accepted(told=told))
    assert no(refusals) == [(f"told.{item}", "2.3", "soft")]
    passed = accepted(told=told, override="业主赶着上班", override_clauses=("2.3",))
    ticket = desk.do("", *acts, passed)
    assert ticket.debts() == (f"told.{item}",)
    assert ticket.deviations[0].why == "业主赶着上班"


@pytest.mark.clause("2.3")
@pytest.mark.parametrize("item", ["reason", "steps", "due"])
def test_what_is_not_there_cannot_have_been_told(desk: MemoryDesk, item: str) -> None:
    step = accepted(**{item: None if item == "due" else ""})
    refusals = desk.refuses("", recorded(), *read_back(), step)
    assert no(refusals) == [(f"told.{item}", "2.3", "soft")]


@pytest.mark.clause("2.3")
def test_the_time_told_is_the_time_stored(desk: MemoryDesk) -> None:
    ticket = desk.ticket(ticket_at(desk, "accepted"))
    assert ticket.due == ticket.work_due == in_hours(4)


@pytest.mark.clause("2.3")
def test_a_time_that_has_passed_is_no_promise(desk: MemoryDesk) -> None:
    refusals = desk.refuses("", recorded(), *read_back(), accepted(due=in_hours(-1)))
    assert ("due", "2.3", "hard") in no(refusals)


@pytest.mark.clause("3.1")
def test_a_promise_later_than_the_limit_needs_a_reason(desk: MemoryDesk) -> None:
    acts = (recorded(), *read_back())
    late = accepted(due=in_hours(30))
    assert no(desk.refuses("", *acts, late)) == [("due", "3.1", "soft")]
    told_why = replace(
        late, override="业主明天才回来", override_clauses=("3.1",), override_by="lin"
    )
    assert desk.do("", *acts, told_why).deviations[0].clauses == ("3.1",)


@pytest.mark.clause("1.3")
def test_an_enquiry_kept_open_has_reason_time_and_person(desk: MemoryDesk) -> None:
    acts = (recorded(what="装修几点可以开工"), *read_back())
    bare = replace(ENQUIRY, reason="", due=None, person="", unknown_reason="")
    fields = {
        f
        for f, clause, how in no(desk.refuses("", *acts, bare))
        if (clause, how) == ("1.3", "hard")
    }
    assert fields == {"reason", "due", "person", "unknown_reason"}
    ticket = desk.do("", *acts, ENQUIRY)
    assert (ticket.person, ticket.next_check, ticket.due) == ("lin", in_hours(3), in_hours(3))


@pytest.mark.clause("1.3")
def test_an_enquiry_without_an_answer_and_without_a_reply_time_is_refused(
    desk: MemoryDesk,
) -> None:
    acts = (recorded(what="装修几点可以开工"), *read_back())
    step, settled = on_spot(answer="")
    assert no(desk.refuses("", *acts, step, settled)) == [("answer", "2.3", "hard")]
    assert no(desk.refuses("", *acts, step)) == [("on_spot", "2.3", "hard")]


@pytest.mark.clause("2.3")
def test_what_was_to_be_settled_at_once_is_not_dispatched_untold(desk: MemoryDesk) -> None:
    from tests.handbook.desk_in_memory import dispatched  # noqa: PLC0415 - only here

    silent = accepted(on_spot=True, told=(), due=None)
    refusals = desk.refuses("", recorded(), *read_back(), silent, dispatched())
    assert no(refusals) == [("on_spot", "2.3", "hard")]


# -- the fast path


@pytest.mark.clause("P0")
def test_in_danger_what_and_where_are_enough(desk: MemoryDesk) -> None:
    call = recorded(
        name="", contact="", contact_kind="", raised_at=None, what="楼上着火",
        missing=("name:emergency", "contact:emergency", "raised_at:emergency"),
    )  # fmt: skip
    ticket = desk.do("", call, AcceptedEmergency(sub="EMG.FIRE"))
    assert (ticket.state, ticket.priority, ticket.affects_others) == (ACCEPTED, "P0", True)
    incident = desk.incident(ticket.incident)
    assert (incident.what, incident.place, incident.ticket) == (
        "楼上着火",
        "3-2-1202",
        ticket.number,
    )
    assert set(ticket.debts()) == {
        "name", "contact", "raised_at", "read_back.who", "read_back.phone", "read_back.what",
        *(f"told.{item}" for item in TOLD),
    }  # fmt: skip


@pytest.mark.clause("P0")
@pytest.mark.parametrize("what", ["电梯困人", "火情", "Gas smell"])
def test_the_name_of_a_danger_is_matter_enough(desk: MemoryDesk, what: str) -> None:
    call = recorded(what=what, name="", contact="", missing=("name:emergency", "contact:emergency"))
    assert desk.do("", call, AcceptedEmergency(sub="EMG.FIRE")).danger


@pytest.mark.clause("2.3")
@pytest.mark.parametrize("item", ["what", "room"])
def test_even_in_danger_what_and_where_are_asked(desk: MemoryDesk, item: str) -> None:
    call = recorded(missing=(f"{item}:hung_up",), **{item: ""})
    assert no(desk.refuses("", call, AcceptedEmergency(sub="EMG.FIRE"))) == [(item, "2.3", "hard")]


@pytest.mark.clause("2.3")
def test_the_fast_path_is_for_danger_only(desk: MemoryDesk) -> None:
    refusals = desk.refuses("", recorded(), AcceptedEmergency(sub="REP.LEAK"))
    assert no(refusals) == [("sub", "2.3", "hard")]


# -- given up


@pytest.mark.clause("2.2")
def test_a_wrong_number_is_given_up_with_the_reason(desk: MemoryDesk) -> None:
    ticket = desk.do("", recorded(), Abandoned(reason="wrong_number"))
    assert (ticket.state, ticket.closed_at) == (ABANDONED, NOW)
    assert no(desk.refuses("", recorded(), Abandoned(reason=""))) == [("reason", "2.2", "hard")]


@pytest.mark.clause("2.2")
@pytest.mark.parametrize("where", ["what", "note"])
def test_a_call_that_names_a_danger_is_never_given_up(desk: MemoryDesk, where: str) -> None:
    call = recorded(**{where: "楼上着火"})
    refusals = desk.refuses("", call, Abandoned(reason="hung_up"))
    assert set(no(refusals)) == {("reason", "2.2", "hard")}


@pytest.mark.clause("2.2")
def test_a_caller_who_is_back_goes_on_under_the_same_number(desk: MemoryDesk) -> None:
    number = desk.do("", recorded(wanted="今晚修好"), Abandoned(reason="hung_up")).number
    offered: dict[str, Any] = dict(DraftRecovered.suggest(desk.ticket(number), desk))
    again = DraftRecovered(**offered)
    assert (again.room, again.contact, again.wanted) == ("3-2-1202", PHONE_NUMBER, "今晚修好")
    assert no(desk.refuses(number, again)) == [("", "2.3", "hard")]
    ticket = desk.do(number, replace(again, what="厨房和厕所都漏"), *read_back(), accepted())
    assert (ticket.number, ticket.state, ticket.closed_at) == (number, ACCEPTED, None)
    assert (ticket.what, ticket.reporter) == ("厨房和厕所都漏", "owner")
    assert no(desk.refuses(number, again)) == [("", "2.2", "hard")]


@pytest.mark.clause("2.2")
def test_a_call_taken_up_may_be_given_up_again_and_is_read_back_anew(desk: MemoryDesk) -> None:
    number = desk.do("", recorded(), *read_back(), Abandoned(reason="hung_up")).number
    again = taken_up(recorded())
    assert no(desk.refuses(number, again, accepted())) == [
        (f"read_back.{chunk}", "2.2", "soft") for chunk in ("who", "phone", "what")
    ]
    assert desk.do(number, again, Abandoned(reason="hung_up")).state == ABANDONED


@pytest.mark.clause("2.2")
def test_a_child_gives_first_name_place_matter_and_a_guardians_number(desk: MemoryDesk) -> None:
    call = recorded(reporter="minor", name="小明", raised_at=None)
    assert desk.do("", call, *read_back(), accepted()).sensitive
    alone = replace(call, contact="", contact_kind="")
    refusals = desk.refuses("", alone)
    assert no(refusals) == [("contact", "2.2", "soft")]
    assert "guardian" in words(refusals)[0]


@pytest.mark.clause("2.2")
def test_an_accepted_ticket_is_not_given_up(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "accepted")
    assert no(desk.refuses(number, Abandoned(reason="hung_up"))) == [("", "2.2", "hard")]


# -- settled on the spot


@pytest.mark.clause("2.3")
def test_an_answer_that_is_clear_to_the_owner_closes_the_call(desk: MemoryDesk) -> None:
    step, settled = on_spot()
    ticket = desk.do("", recorded(what="装修几点可以开工"), *read_back(), step, settled)
    assert (ticket.state, ticket.close_code, ticket.solved) == (CLOSED, "C-SPOT", "yes")
    assert (ticket.confirmed_by, ticket.debts()) == ("zhou", ())


@pytest.mark.clause("2.3")
@pytest.mark.parametrize("settled", [False, None])
def test_without_the_owners_yes_nothing_is_settled_and_the_call_goes_on(
    desk: MemoryDesk, settled: Answer
) -> None:
    acts = (recorded(what="装修几点可以开工"), *read_back())
    refusals = desk.refuses("", *acts, *on_spot(settled=settled))
    assert no(refusals) == [("settled", "2.3", "hard")]
    assert desk.do("", *acts, ENQUIRY).open


@pytest.mark.clause("2.3")
def test_an_urgent_repair_is_settled_only_when_nobody_is_in_danger(desk: MemoryDesk) -> None:
    acts = (recorded(), *read_back(), accepted(on_spot=True, due=None, told=()))
    settled = SettledOnSpot(answer="把空开推上去就好", settled=True)
    assert no(desk.refuses("", *acts, settled)) == [("no_danger", "2.3", "hard")]
    desk.do("", *acts, replace(settled, no_danger=True))


@pytest.mark.clause("2.3")
def test_a_danger_is_never_settled_by_talk(desk: MemoryDesk) -> None:
    number = desk.do("", recorded(what="楼上着火"), AcceptedEmergency(sub="EMG.FIRE")).number
    settled = SettledOnSpot(answer="火已经灭了", settled=True, no_danger=True)
    assert words(desk.refuses(number, settled)) == ["A danger is never settled on the spot."]


@pytest.mark.clause("2.3")
def test_what_somebody_has_in_hand_is_not_settled_by_talk(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "dispatched")
    settled = SettledOnSpot(answer="已经说清楚", settled=True, no_danger=True)
    assert no(desk.refuses(number, settled)) == [("", "2.3", "hard")]


# -- who


@pytest.mark.clause("2.2")
def test_the_guard_takes_calls_at_night_and_the_supervisor_does_not(desk: MemoryDesk) -> None:
    desk.as_(GUO).do("", recorded(), *read_back(), accepted())
    assert no(desk.as_(LIN).refused(Act("", recorded()))) == [("", "2.2", "hard")]
