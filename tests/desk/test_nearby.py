"""What the desk knows of a room before more is typed: what is in hand around it, how often."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from deskapp.desk.context import look_up
from deskapp.desk.nearby import calls_from
from deskapp.handbook.outage import OutageAnnounced, OutageEnded
from deskapp.handbook.step import Act
from deskapp.store.register import Resident, Room, replace_register
from tests.calls import PHONE, set_up, take_call

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from deskapp.desk.desk import Desk

HERE = "3-2-1202"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = set_up(tmp_path / "desk.db")
    rooms = [Room(HERE, "3", "2", "12", riser="B"), Room("3-1-803", "3", "1", "8", riser="B")]
    replace_register(made.store.conn, rooms, [Resident(HERE, "王伟", "业主", PHONE)])
    yield made
    made.close()


@pytest.mark.parametrize(
    ("room", "where"),
    [
        ("3-2-1302", "Above"),
        ("3-2-1102", "Below"),
        ("3-2-1201", "Beside"),
        ("3-1-803", "Riser"),
        ("3-2-502", "Stack"),
        ("3-2-503", None),
        ("13-2-1302", None),
    ],
)
def test_an_open_ticket_is_told_with_where_it_lies_from_here(
    desk: Desk, room: str, where: str | None
) -> None:
    number = take_call(desk, "天花板漏水", room=room)
    told = [(one.where, one.line.number) for one in look_up(desk, HERE).around]
    assert told == ([(where, number)] if where else [])


def test_a_room_that_calls_often_and_a_number_that_does_are_counted(desk: Desk) -> None:
    for what in ("厨房漏水", "门锁坏了", "灯不亮"):
        take_call(desk, what)
    assert look_up(desk, HERE).lately == 3
    assert calls_from(desk, PHONE) == 3
    assert calls_from(desk, "13900139000") == 0
    assert calls_from(desk, "") == 0


def test_a_leak_of_the_next_flat_may_be_the_same_and_one_far_down_is_not(desk: Desk) -> None:
    take_call(desk, "天花板漏水", room="3-2-502")
    assert look_up(desk, HERE).same_as("REP.LEAK", "厨房漏水") is None
    near = take_call(desk, "天花板漏水", room="3-2-1302")
    same = look_up(desk, HERE).same_as("REP.LEAK", "厨房漏水")
    assert same
    assert same.number == near


def test_a_stranger_hears_what_is_off_and_nothing_of_the_register(desk: Desk) -> None:
    until = desk.clock() + timedelta(hours=3)
    step = OutageAnnounced(kind="water", where="3", until=until, say="水泵在修")
    (passed,) = desk.take([Act("", step)])
    known = look_up(desk, HERE)
    assert known.residents
    outside = known.for_outsider()
    assert [one.say for one in outside.outages] == ["水泵在修"]
    assert not outside.residents
    assert look_up(desk, "4-1-101").outages == ()
    assert [one.number for one in look_up(desk, "").outages] == [passed.stream]
    desk.take([Act(passed.stream, OutageEnded())])
    assert look_up(desk, HERE).outages == ()
