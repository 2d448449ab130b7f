"""Where it stands, who asks, tries, new times, corrections (3.2, 2.2)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from deskapp.handbook.ticket.imported import Imported
from deskapp.handbook.ticket.progress import (
    Chased,
    ContactAttempted,
    DueChanged,
    FieldCorrected,
    ProgressNoted,
)
from tests.handbook.desk_in_memory import (
    MA,
    NOW,
    PHONE_NUMBER,
    MemoryDesk,
    but,
    in_hours,
    read_back,
    recorded,
    ticket_at,
)
from tests.handbook.told_no import no

AGREED = DueChanged(reason="parts", new_due=in_hours(20), answer="agreed")
CORRECTED = FieldCorrected(item="name", new="汪女士", reason="业主来电更正")


@pytest.mark.clause("3.2")
def test_progress_says_where_it_stands_and_when_to_ask_again(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working")
    step = ProgressNoted(where="师傅已关阀", next_check=in_hours(1))
    assert desk.do(number, step).next_check == in_hours(1)
    assert desk.do(number, ProgressNoted(where="在换软管")).next_check == in_hours(1)
    assert no(desk.refuses(number, ProgressNoted(where=""))) == [("where", "3.2", "hard")]
    late = replace(step, next_check=in_hours(-1))
    assert no(desk.refuses(number, late)) == [("next_check", "3.2", "hard")]


@pytest.mark.clause("3.2")
def test_each_call_that_asks_again_is_counted(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "accepted")
    desk.do(number, Chased(who="王女士", said="师傅怎么还没来"))
    assert desk.do(number, Chased()).chased == 2
    assert no(desk.refuses(number, Chased(who="///"))) == [("who", "3.2", "hard")]


@pytest.mark.clause("3.2")
@pytest.mark.parametrize("step", [ProgressNoted(where="完工了"), Chased(), AGREED])
def test_nothing_is_followed_after_the_end(desk: MemoryDesk, step: Any) -> None:
    assert no(desk.refuses(ticket_at(desk, "closed"), step)) == [("", "3.2", "hard")]


@pytest.mark.clause("3.2")
def test_a_try_that_did_not_get_through_is_kept_with_time_and_way(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "done")
    ticket = desk.do(number, ContactAttempted(result="no_answer", tried_at=in_hours(-0.5)))
    assert [(a.result, a.channel, a.at) for a in ticket.attempts] == [
        ("no_answer", "phone", in_hours(-0.5))
    ]
    assert no(desk.refuses(number, ContactAttempted(result=""))) == [("result", "3.2", "hard")]


@pytest.mark.clause("3.2")
def test_reaching_the_owner_is_no_failed_try(desk: MemoryDesk) -> None:
    refusals = desk.refuses(ticket_at(desk, "done"), ContactAttempted(result="reached"))
    assert no(refusals) == [("result", "3.2", "hard")]


@pytest.mark.clause("3.2")
def test_a_new_time_is_a_new_line_under_the_old_promise(desk: MemoryDesk) -> None:
    ticket = desk.do(ticket_at(desk, "working"), AGREED)
    assert [p.due for p in ticket.promises] == [in_hours(4), in_hours(20)]
    assert (ticket.work_due, ticket.postponed, ticket.promises[-1].late_notice) == (
        in_hours(20), 1, False,
    )  # fmt: skip


@pytest.mark.clause("3.2")
@pytest.mark.parametrize("field", ["reason", "new_due", "answer"])
def test_a_new_time_needs_reason_time_and_the_owners_answer(desk: MemoryDesk, field: str) -> None:
    empty: Any = None if field == "new_due" else ""
    step = but(AGREED, field, empty)
    assert no(desk.refuses(ticket_at(desk, "working"), step)) == [(field, "3.2", "hard")]


@pytest.mark.clause("3.2")
def test_not_reached_counts_only_after_a_logged_try(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working")
    step = replace(AGREED, answer="not_reached")
    assert no(desk.refuses(number, step)) == [("answer", "3.2", "hard")]
    desk.do(number, ContactAttempted(result="no_answer"))
    assert desk.do(number, step).attempts_since_due == 0
    again = replace(step, new_due=in_hours(30))
    assert no(desk.refuses(number, again)) == [("answer", "3.2", "hard")]


@pytest.mark.clause("3.2")
def test_an_objection_is_written_down_and_the_supervisor_calls(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working")
    step = replace(AGREED, answer="objected")
    assert no(desk.refuses(number, step)) == [("said", "3.2", "hard")]
    assert desk.do(number, replace(step, said="今天必须修好")).calls_to_make == ("objected",)


@pytest.mark.clause("3.2")
def test_told_after_the_old_time_is_a_late_notice(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working")
    ticket = desk.later(hours=5).do(number, AGREED)
    assert ticket.promises[-1].late_notice


@pytest.mark.clause("3.2")
def test_a_new_time_lies_ahead(desk: MemoryDesk) -> None:
    step = replace(AGREED, new_due=NOW)
    assert no(desk.refuses(ticket_at(desk, "working"), step)) == [("new_due", "3.2", "hard")]


@pytest.mark.clause("3.2")
def test_without_a_promise_there_is_nothing_to_move(desk: MemoryDesk) -> None:
    old = Imported(opened_at=in_hours(-50), what="旧单漏水", sub="REP.LEAK", priority="P1")
    number = desk.do("", old).number
    assert no(desk.refuses(number, AGREED)) == [("", "3.2", "hard")]


@pytest.mark.clause("2.2")
def test_a_correction_opens_its_chunk_again_and_the_executor_is_told(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "dispatched")
    step = FieldCorrected(item="contact", new="13800138001", old=PHONE_NUMBER, reason="少听一位")
    ticket = desk.do(number, step)
    assert (ticket.contact, ticket.debts()) == ("13800138001", ("read_back.phone",))
    assert ticket.calls_to_make == ("tell_executor",)
    desk.do(number, *read_back())
    assert desk.ticket(number).debts() == ()


@pytest.mark.clause("2.2")
@pytest.mark.parametrize(
    ("item", "value", "where"),
    [
        ("name", {}, "new"),
        ("room", {"new": "3-2-1203"}, "room"),
        ("raised_at", {"new": "昨晚"}, "raised_at"),
        ("name", {"new": "王女士"}, "new"),
        ("name", {"new": "///"}, "new"),
        ("room", {"room": "3-2-1202"}, "room"),
        ("contact", {"new": "1380013800"}, "new"),
        ("what", {"new": "渗漏水"}, "new"),
        ("what", {"new": "。。。。"}, "new"),
        ("channel", {"new": "鸽子"}, "new"),
        ("reporter", {"new": "房东"}, "new"),
        ("raised_at", {"raised_at": in_hours(1)}, "raised_at"),
        ("state", {"new": "closed"}, "item"),
        ("", {"new": "王"}, "item"),
    ],
)
def test_a_correction_has_a_new_value_of_the_items_own_shape(
    desk: MemoryDesk, item: str, value: dict[str, Any], where: str
) -> None:
    step = FieldCorrected(item=item, reason="业主来电更正", **value)
    refusals = desk.refuses(ticket_at(desk, "accepted"), step)
    assert (where, "2.2", "hard") in no(refusals)


@pytest.mark.clause("2.2")
@pytest.mark.parametrize("state", ["accepted", "working", "done", "closed"])
def test_a_correction_says_why(desk: MemoryDesk, state: str) -> None:
    number = ticket_at(desk, state)
    for reason in ("", "……", "错了"):
        refusals = desk.refuses(number, replace(CORRECTED, reason=reason))
        assert no(refusals) == [("reason", "2.2", "hard")]
    assert desk.do(number, CORRECTED).name == "汪女士"


@pytest.mark.parametrize(("item", "code"), [("channel", "walkin"), ("reporter", "tenant")])
def test_a_code_is_corrected_to_a_code_of_its_list(desk: MemoryDesk, item: str, code: str) -> None:
    step = FieldCorrected(item=item, new=code, reason="登记时选错了")
    assert getattr(desk.do(ticket_at(desk, "accepted"), step), item) == code


def test_an_item_of_a_later_version_is_left_alone(desk: MemoryDesk) -> None:
    ticket = desk.ticket(ticket_at(desk, "accepted"))
    head = desk.written[-1].head
    for item in ("state", "colour", ""):
        later = FieldCorrected(item=item, new="closed", reason="业主来电更正").after(ticket, head)
        assert later.state == ticket.state


def test_what_is_given_later_is_missing_no_longer(desk: MemoryDesk) -> None:
    call = recorded(name="", missing=("name:hung_up",))
    number = ticket_at(desk, "accepted", call)
    assert "name" in desk.ticket(number).debts()
    assert "name" not in desk.do(number, CORRECTED).debts()


def test_the_manager_may_correct_and_note_and_not_agree_a_new_time(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working")
    desk.as_(MA).do(number, CORRECTED)
    desk.do(number, ProgressNoted(where="已联系厂家"))
    assert no(desk.refuses(number, AGREED)) == [("", "3.2", "hard")]
