"""What incidents and the log call for by themselves, asked of a desk with a disk."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from deskapp.desk.desk import Desk
from deskapp.handbook.incident.evidence import FootageNoted
from deskapp.handbook.incident.steps import Reported, ResponseStarted
from deskapp.handbook.logbook.steps import Written
from deskapp.handbook.step import Act
from tests.calls import set_up

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Clock:
    """Stands still until it is moved."""

    now = datetime.now().astimezone()

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    made = set_up(tmp_path / "desk.db", clock)
    yield made
    made.close()


def lift(desk: Desk) -> str:
    """An entrapment, the lift firm called."""
    report = Reported(what="电梯困人", place="5-1 电梯", sub="EMG.LIFT")
    number = desk.take([Act("", report)])[0].stream
    desk.take([Act(number, ResponseStarted(whom="lift"))])
    return number


@pytest.mark.clause("H48")
def test_an_incident_that_wants_a_call_comes_before_one_whose_recording_is_old(
    desk: Desk, clock: Clock
) -> None:
    old = lift(desk)
    here = clock.now
    noted = FootageNoted(camera="5-1", begins=here, ends=here, keeper="监控室")
    desk.take([Act(old, noted)])
    assert [call.why.message.text for call in desk.incident_calls()] == ["call {who} now"]
    clock.now = here + timedelta(days=25)
    new = lift(desk)
    calls = desk.incident_calls()
    assert {call.line.number for call in calls if call.line.danger} == {old, new}
    assert [one.number for one in desk.incidents()] == [new, old]


@pytest.mark.clause("H46")
def test_a_silent_log_is_pointed_out_but_not_while_an_incident_runs(
    desk: Desk, clock: Clock
) -> None:
    desk.take([Act("", Written(text="巡楼，正常"))])
    assert desk.unwritten() is None
    clock.now += timedelta(hours=3)
    assert desk.unwritten() == timedelta(hours=3)
    lift(desk)
    assert desk.unwritten() is None


@pytest.mark.clause("H46")
def test_the_log_of_one_night_is_found_between_two_moments(desk: Desk, clock: Clock) -> None:
    for text in ("昨晚", "半夜", "清早"):
        desk.take([Act("", Written(text=text))])
        clock.now += timedelta(hours=4)
    begin = clock.now - timedelta(hours=9)
    found = list(desk.log_between(begin, begin + timedelta(hours=2)))
    assert [line.text for line in found] == ["半夜"]
    assert len(list(desk.log_between(None, None))) == 3
