"""Everything is found by one search: tickets, complaints, incidents, the log, people."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from deskapp.desk.desk import FOUNDER, Desk
from deskapp.desk.hidden import Hidden
from deskapp.handbook.household import MovedOut
from deskapp.handbook.incident.steps import Reported
from deskapp.handbook.logbook.steps import Struck, Written
from deskapp.handbook.staff import PersonAdded
from deskapp.handbook.step import Act
from deskapp.store.register import Resident, Room, replace_register
from tests.calls import NOON, complain, dispatch, set_up, take_call

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """One of each kind about water, the later the newer, and two people in the register."""
    desk = set_up(tmp_path / "desk.db")
    with desk.store.writing(NOON, ""):
        replace_register(
            desk.store.conn,
            [Room("3-2-1202"), Room("5-1-301")],
            [
                Resident("3-2-1202", "王珊", "业主", "13800138000", plate="粤B12345"),
                Resident("5-1-301", "欧阳锋", "租户", "13900139111"),
            ],
        )
    take_call(desk, "厨房水管漏水")
    desk.take([Act("", Written(text="巡楼，地库有水"))])
    desk.take([Act("", Reported(what="水泵房进水", place="地库", sub="EMG.FLOOD"))])
    complain(desk)
    yield desk
    desk.close()


def kinds(desk: Desk, words: str) -> str:
    return "".join(hit.kind for hit in desk.search(words))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("水", "ELR"),
        ("水 -水泵", "LR"),
        ("等了一下午", "C"),
        ("说法", "C"),
        ("王伟", "CR"),
        ("水 OR 等了", "CELR"),
        ("3-2-1202", "DCR"),
        ("3 2 12", "DCR"),
        ("room:3栋2单元", "DCR"),
        ("8000", "DCR"),
        ("phone:8000", "DCR"),
        ("尾号:9111", "D"),
        ("王珊", "D"),
        ("wangshan", "D"),
        ("ws", "D"),
        ("wangsh", "D"),
        ("粤B12345", "D"),
        ("租户", "D"),
        ("欧阳锋", "D"),
        ("kind:log", "L"),
        ("kind:logs 水", "L"),
        ("类型:投诉", "C"),
        ("kind:complaints", "C"),
        ("种类:事件 水", "E"),
        ("kind:人", "DD"),
        ("kind:ticket 等了", ""),
        ("kind:什么", ""),
        ("is:open 水", "ER"),
        ("is:closed", ""),
        ("is:reported", "E"),
        ("is:待派", "R"),
        ("by:周晓燕", "EL"),
        ("负责:没有这个人", ""),
        ("cat:EMG.FLOOD", "E"),
    ],
)
def test_a_question_finds_every_kind_of_record_newest_first(
    desk: Desk, typed: str, found: str
) -> None:
    assert kinds(desk, typed) == found


@pytest.mark.parametrize("kind", ["ticket", "complaint", "incident", "log"])
def test_a_number_of_any_kind_is_found_in_full(desk: Desk, kind: str) -> None:
    (hit,) = desk.search(f"kind:{kind}")
    assert hit in desk.search(hit.number)


def test_a_complaint_is_not_found_by_whom_it_is_about_nor_counted(desk: Desk) -> None:
    me = desk.operator
    other = desk.take([Act("", PersonAdded(name="马强", roles=("R",), logs_in=True))])[0].stream
    number = complain(desk, about=other)
    assert number in {hit.number for hit in desk.search("等了一下午")}
    assert desk.count_found("等了一下午") == 2
    desk.sign_in(other)
    for words in ("等了一下午", "kind:complaint", number, "3-2-1202", "is:open", "due:week"):
        assert number not in {hit.number for hit in desk.search(words)}
    assert desk.count_found("等了一下午") == 1
    desk.operator = FOUNDER
    assert number not in {hit.number for hit in desk.search("等了一下午")}
    with pytest.raises(Hidden):
        desk.record(number)
    desk.sign_in(me.id)
    assert number in {hit.number for hit in desk.search("等了一下午")}


def test_who_moved_out_is_found_no_more(desk: Desk) -> None:
    desk.take([Act("D3-2-1202", MovedOut(who="王珊", proof="seen"))])
    assert kinds(desk, "王珊") == ""
    assert kinds(desk, "欧阳锋") == "D"


def test_what_was_struck_out_of_the_log_is_still_found(desk: Desk) -> None:
    (line,) = desk.log()
    desk.take([Act(line.number, Struck(text="巡楼，正常", why="看错了"))])
    assert kinds(desk, "地库有水") == "L"
    assert kinds(desk, "巡楼 正常") == "L"


def test_a_page_goes_on_where_the_last_one_ended(desk: Desk) -> None:
    for n in range(5):
        take_call(desk, f"灯不亮{n}")
    first = desk.search("灯不亮", limit=2)
    rest = desk.search("灯不亮", limit=9, before=first[-1].key)
    assert [hit.what[-1] for hit in [*first, *rest]] == ["4", "3", "2", "1", "0"]


def test_what_is_late_or_due_is_found_among_the_complaints_too(desk: Desk) -> None:
    assert kinds(desk, "is:late") == ""
    desk.clock = lambda: NOON + timedelta(days=30)
    assert set(kinds(desk, "due:late")) == {"R", "C"}
    assert kinds(desk, "超期 is:超期") == ""


def test_whoever_has_a_ticket_in_hand_finds_it_until_it_is_somebody_elses(desk: Desk) -> None:
    (ticket,) = desk.search("kind:ticket")
    desk.take([dispatch(desk, ticket.number)])
    assert kinds(desk, "by:张建国") == "R"
