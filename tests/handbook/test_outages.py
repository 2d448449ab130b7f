"""What is off for many: announced with a fact and a time, kept up to date, ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest

from deskapp.handbook.gate import Refused
from deskapp.handbook.outage import OVER, Outage, OutageAnnounced, OutageEnded, OutageUpdated
from deskapp.handbook.step import Act
from tests.handbook.desk_in_memory import MemoryDesk
from tests.handbook.told_no import no

SAY = "水泵在修，可到物业接水"


@pytest.fixture
def desk() -> MemoryDesk:
    return MemoryDesk()


def announced(desk: MemoryDesk, **other: object) -> Outage:
    values = {"kind": "water", "until": desk.now + timedelta(hours=3), "say": SAY, **other}
    (passed,) = desk.take(Act("", OutageAnnounced(**values)))  # type: ignore[arg-type]
    return cast("Outage", passed.record)


def refused(desk: MemoryDesk, number: str, step: object) -> list[tuple[str, str, str]]:
    with pytest.raises(Refused) as told:
        desk.take(Act(number, step))  # type: ignore[arg-type]
    return no(told.value.refusals)


@pytest.mark.parametrize(
    ("where", "stored", "room", "touched"),
    [
        ("", "", "3-2-1202", True),
        ("3栋2单元", "3-2", "3-2-1202", True),
        ("３栋", "3", "3-2-1202", True),
        ("3", "3", "13-2-1202", False),
        ("3-2", "3-2", "3-21-1202", False),
        ("3-2", "3-2", "大堂", True),
        ("三栋", "3", "4-1-101", False),
    ],
)
def test_an_outage_touches_the_rooms_of_its_house_and_no_others(
    desk: MemoryDesk, where: str, stored: str, room: str, *, touched: bool
) -> None:
    outage = announced(desk, where=where)
    assert outage.where == stored
    assert outage.touches(room) is touched


@pytest.mark.clause("1.3")
@pytest.mark.parametrize("said", ["尽快恢复", "尽快", "马上恢复正常"])
def test_soon_is_no_news_for_a_caller(desk: MemoryDesk, said: str) -> None:
    step = OutageAnnounced(kind="water", until=desk.now + timedelta(hours=3), say=said)
    assert ("say", "1.3", "hard") in refused(desk, "", step)


def test_a_place_that_is_no_house_and_times_in_the_wrong_order_are_refused(
    desk: MemoryDesk,
) -> None:
    step = OutageAnnounced(
        kind="water", until=desk.now + timedelta(hours=1), say=SAY, where="那边",
        begins=desk.now + timedelta(hours=2),
    )  # fmt: skip
    assert {field for field, *_ in refused(desk, "", step)} == {"where", "until"}


def test_news_changes_what_is_said_and_the_end_ends_it(desk: MemoryDesk) -> None:
    outage = announced(desk)
    same = OutageUpdated(until=outage.until, say=outage.say)
    assert refused(desk, outage.number, same) == [("say", "1.3", "hard")]
    later = desk.now + timedelta(hours=5)
    desk.take(Act(outage.number, OutageUpdated(until=later, say="泵坏了，明早换")))
    now = cast("Outage", desk.record(outage.number))
    assert (now.until, now.say) == (later, "泵坏了，明早换")
    assert not now.overdue(desk.now)
    assert now.overdue(later + timedelta(minutes=1))
    desk.take(Act(outage.number, OutageEnded(note="来水了")))
    over = cast("Outage", desk.record(outage.number))
    assert over.state == OVER
    assert not over.overdue(later + timedelta(minutes=1))
    assert replace(over, ended_at=None) != over
