"""Names and numbers are masked; whoever looks gives a reason, and the look stays (P-12, P-13)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.desk import saying
from deskapp.handbook.fields.contact import mask_phone
from deskapp.handbook.fields.private import mask_numbers, mask_personal
from deskapp.handbook.gate import Refused
from deskapp.handbook.looking import Looked
from deskapp.handbook.staff import PersonAdded
from deskapp.handbook.step import Act
from deskapp.handbook.ticket.closing import Cancelled
from deskapp.handbook.ticket.dispatch import Dispatched
from deskapp.handbook.ticket.state import Ticket
from tests.calls import NOON, complain, dispatch, set_up, take_call

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from deskapp.desk.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = set_up(tmp_path / "desk.db")
    yield desk
    desk.close()


def look(desk: Desk, number: str, reason: str = "call") -> None:
    desk.take([Act(desk.operator.id, Looked(number=number, reason=reason))])


@pytest.mark.clause("H50")
def test_a_look_needs_a_reason_and_stays_in_the_past_of_who_looked(desk: Desk) -> None:
    number = take_call(desk)
    before = desk.record(number)
    with pytest.raises(Refused):
        look(desk, number, reason="")
    look(desk, number)
    entry = desk.entries(desk.operator.id)[-1]
    assert isinstance(entry.step, Looked)
    assert (entry.head.kind, entry.step.number) == ("person.looked", number)
    assert desk.record(number) == before  # a look changes nothing, and outdates no form


@pytest.mark.parametrize("number", ["", "R999999-A001", "S"])
def test_there_is_nothing_to_look_at_where_nobody_is(desk: Desk, number: str) -> None:
    with pytest.raises(Refused):
        look(desk, number)


def test_nobody_looks_in_anothers_name_nor_at_a_complaint_about_oneself(desk: Desk) -> None:
    other = desk.take([Act("", PersonAdded(name="马强", roles=("R",), logs_in=True))])[0].stream
    number = complain(desk, about=other)
    with pytest.raises(Refused):
        desk.take([Act(other, Looked(number=number, reason="call"))])
    desk.sign_in(other)
    with pytest.raises(Refused) as refused:
        look(desk, number)
    assert refused.value.refusals[0].clause == "X19"


@pytest.mark.clause("H50")
def test_a_page_of_the_staff_list_tells_nobody_else_who_looked(desk: Desk) -> None:
    look(desk, take_call(desk))
    me = desk.operator.id
    assert "person.looked" in {entry.head.kind for entry in desk.entries(me)}
    desk.take([Act("", PersonAdded(name="陈经理", roles=("M",), logs_in=True))])
    guard = desk.take([Act("", PersonAdded(name="马强", roles=("G",), logs_in=True))])[0].stream
    desk.sign_in(guard)
    assert "person.looked" not in {entry.head.kind for entry in desk.entries(me)}


def test_a_guard_looks_at_what_is_open_and_at_nothing_else(desk: Desk) -> None:
    number = take_call(desk)
    guard = desk.take([Act("", PersonAdded(name="马强", roles=("G",), logs_in=True))])[0].stream
    me = desk.operator.id
    desk.sign_in(guard)
    look(desk, number)
    desk.sign_in(me)
    desk.take([Act(number, Cancelled(asked_who="王伟", how="phone", said="自己修好了"))])
    desk.sign_in(guard)
    with pytest.raises(Refused):
        look(desk, number)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("打13800138000，或138 0013 8000", "打138****8000，或138****8000"),
        ("１３８００１３８０００", "138****8000"),
        ("0571-88123000 转 8", "****-****3000 转 8"),
        ("+86 13800138000", "138****8000"),
        ("身份证11010519491231002X", "身份证**************002X"),
        ("卡6222021234567890128", "卡***************0128"),
        ("编号R261123-A001，表底1234567", "编号R261123-A001，表底1234567"),
        ("2026-11-28 12:00，3-2-1202", "2026-11-28 12:00，3-2-1202"),
        (
            "11010519491231002X，还是11010519491231002X",
            "**************002X，还是**************002X",
        ),
        ("没有数字", "没有数字"),
    ],
)
def test_the_numbers_of_people_inside_a_text_are_masked_and_no_others(
    said: str, shown: str
) -> None:
    assert mask_numbers(said) == shown


def test_only_what_the_desk_never_needs_is_masked_where_it_is_written_down() -> None:
    text = "身份证11010519491231002X，电话13800138000"
    assert mask_personal(text) == "身份证**************002X，电话13800138000"


def test_an_outside_party_gets_no_telephone_until_the_owner_agreed(desk: Desk) -> None:
    number = take_call(desk, "漏水，打13900139123")
    act = dispatch(desk, number)
    assert isinstance(act.step, Dispatched)
    desk.take([act])
    assert not any(char in order(desk, number) for char in ("幺三八", "1380", "13900139123"))
    other = take_call(desk)
    agreed = replace(act.step, phone_agreed=True)
    desk.take([Act(other, agreed)])
    assert "幺三八，零零幺三，八零零零" in order(desk, other)


def order(desk: Desk, number: str) -> str:
    ticket = desk.record(number)
    assert isinstance(ticket, Ticket)
    return saying.order(ticket, desk.policy, NOON, "zh")


WORDS_AROUND = st.text(alphabet="漏水打电话，。：[]/ abcé𬀩\n", max_size=12)


@given(
    before=WORDS_AROUND,
    number=st.integers(13_000_000_000, 19_999_999_999).map(str),
    after=WORDS_AROUND,
)
def test_whatever_stands_around_a_number_no_more_of_it_is_shown_than_of_any(
    before: str, number: str, after: str
) -> None:
    shown = mask_numbers(f"{before}{number}{after}")
    assert shown == f"{before}{mask_phone(number)}{after}"
    assert number not in shown
