"""Either-or, what must not be there, and operators, beside the words of a search."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from deskapp.desk.desk import Desk
from deskapp.handbook.staff import FilterSaved
from deskapp.handbook.step import Act
from deskapp.handbook.streams import SITE
from deskapp.store.asked import Asked, asked
from tests.calls import NOON, dispatch, set_up, take_call

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = set_up(tmp_path / "desk.db")
    take_call(desk, "厨房漏水", room="3-2-1202")
    take_call(desk, "客厅停电", room="5-1-301")
    take_call(desk, "卫生间漏水，停水了", room="3-2-1301")
    yield desk
    desk.close()


def found(desk: Desk, words: str) -> list[str]:
    return [line.what[:2] for line in desk.search(words)]


@pytest.mark.parametrize(
    ("typed", "matters"),
    [
        ("漏水 OR 停电", ["卫生", "客厅", "厨房"]),
        ("厨房 或 客厅", ["客厅", "厨房"]),
        ("漏水 -厨房", ["卫生"]),
        ("厨房 OR 卫生间 漏水 -停水", ["厨房"]),
        ("3 2 12 漏水", ["厨房"]),
        ("漏水 room:3栋2单元12", ["厨房"]),
        ("is:open 停电", ["客厅"]),
        ("is:closed", []),
        ("-厨房", []),
        ("is:open -漏水", ["客厅"]),
        ("漏水 by:没有这个人", []),
        ("cat:漏水", ["卫生", "客厅", "厨房"]),
        ("cat:REP.LEAK 停电", ["客厅"]),
        ("cat:电梯困人", []),
        ("due:nonsense", []),
        ("OR", []),
        ("OR 停电 OR", ["客厅"]),
    ],
)
def test_a_search_says_more_than_words(desk: Desk, typed: str, matters: list[str]) -> None:
    assert found(desk, typed) == matters


def test_whoever_has_it_in_hand_is_found_by_a_part_of_the_name(desk: Desk) -> None:
    number = desk.search("停电")[0].number
    act = dispatch(desk, number)
    desk.take([act])
    who = desk.people[act.step.person].name  # type: ignore[attr-defined]
    assert found(desk, f"by:{who[0]}") == ["客厅"]


def test_due_today_is_what_was_promised_for_today(desk: Desk) -> None:
    today = {line.number for line in desk.search("due:today")}
    promised = {
        line.number
        for line in desk.page("everything")
        if line.due and line.due.astimezone(NOON.tzinfo).date() == NOON.date()
    }
    assert today == promised
    desk.clock = lambda: NOON + timedelta(days=30)
    assert len(desk.search("due:late")) == 3


def test_or_joins_the_words_beside_it() -> None:
    assert asked("3 2 12 OR 停电") == Asked((("3 2",), ("12", "停电")))


def test_a_dash_inside_a_room_leaves_nothing_out() -> None:
    assert asked("3-2-1202 -漏水") == Asked((("3-2-1202",),), ("漏水",))
    assert asked("3 -101") == Asked((("3 -101",),))


def test_a_search_kept_under_a_name_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    desk = set_up(path)
    desk.take([Act(SITE, FilterSaved(name="今天漏水", asked="漏水 due:today"))])
    desk.take([Act(SITE, FilterSaved(name="旧的", asked="x"))])
    desk.take([Act(SITE, FilterSaved(name="旧的", asked=""))])
    desk.close()
    again = Desk.open(path)
    assert again.filters() == {"今天漏水": "漏水 due:today"}
    again.close()
