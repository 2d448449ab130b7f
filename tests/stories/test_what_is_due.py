"""What is due comes by itself: told once, listed until it is done, silent at night."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from deskapp.handbook.step import Act
from deskapp.handbook.ticket.accepting import TOLD, Accepted, AcceptedEmergency
from deskapp.handbook.ticket.closing import Confirmed
from deskapp.handbook.ticket.dispatch import Taken
from deskapp.handbook.ticket.done import WorkDone
from deskapp.tui.screens.intake import IntakeScreen
from deskapp.tui.screens.queue import QueueScreen
from tests.calls import dispatch, whole_call
from tests.stories.test_a_whole_repair import call_of_a_known_resident, promised

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from tests.stories.robot import Clocks, Robot

MESSAGE = -2


class Bell:
    """Counts how often the terminal was rung."""

    def __init__(self, robot: Robot, monkeypatch: pytest.MonkeyPatch) -> None:
        self.rung = 0
        monkeypatch.setattr(robot.app, "bell", self._ring)

    def _ring(self) -> None:
        self.rung += 1


async def to_view(robot: Robot, view: str) -> None:
    """F3 until this view stands."""
    await robot.press("f3")
    queue = robot.app.screen
    assert isinstance(queue, QueueScreen)
    for _view in range(20):
        if queue.view == view:
            break
        await robot.press("f3")
    assert queue.view == view


def message(robot: Robot) -> str:
    return robot.screen().splitlines()[MESSAGE]


def enquiry(desk: Desk) -> str:
    """Somebody asks what nobody knows yet; 林主管 will call back within the hour."""
    number = desk.start_draft("intake").number
    lin = next(p.id for p in desk.people.values() if p.name == "林主管")
    *said, accepted = whole_call(desk, number, "物业费怎么算")
    assert isinstance(accepted.step, Accepted)
    due = desk.clock() + timedelta(hours=1)
    reply = replace(
        accepted.step,
        sub="ENQ.FEE",
        priority="P4",
        person=lin,
        due=due,
        told=TOLD,
        unknown_reason="rule",
    )
    desk.take([*said, Act(number, reply)])
    return number


def fire(desk: Desk) -> str:
    number = desk.start_draft("intake").number
    recorded = whole_call(desk, number, "楼道着火")[0]
    desk.take([recorded, Act(number, AcceptedEmergency(sub="EMG.FIRE"))])
    return number


def closed_leak(desk: Desk) -> str:
    number = desk.start_draft("intake").number
    desk.take(whole_call(desk, number))
    plumbers = dispatch(desk, number)
    rest: list[Any] = [
        Taken(room_repeated=True, due_repeated=True),
        WorkDone(process="换了进水软管", result="fixed", none_left=True),
        Confirmed(solved="yes", score="5"),
    ]
    desk.take([plumbers, *(Act(number, step) for step in rest)])
    return number


@pytest.mark.clause("3.1")
async def test_a_call_that_nobody_was_sent_for_is_told_once_and_stays_in_the_list(
    robot: Robot, clocks: Clocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    bell = Bell(robot, monkeypatch)
    await call_of_a_known_resident(robot)
    await promised(robot)
    ticket = await robot.newest()
    await robot.press("f3")
    await robot.app.look()
    assert bell.rung == 0

    clocks.pass_time(minutes=11)
    await robot.app.look()
    await robot.settle()
    assert "3.1" in message(robot)
    assert "3-2-1202" in message(robot)
    await robot.app.look()
    assert bell.rung == 1

    await to_view(robot, "rings")
    await robot.sees("3-2-1202")
    await robot.press("enter")
    await robot.take_step("ticket.dispatched")
    await robot.types("关总阀，换洗菜盆软管")
    await robot.press("f10")
    assert (await robot.record(ticket.number)).state == "dispatched"
    await to_view(robot, "rings")
    robot.lacks("3-2-1202")


@pytest.mark.clause("1.3")
async def test_a_promised_reply_rings_at_its_time_and_is_given(
    robot: Robot, clocks: Clocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    bell = Bell(robot, monkeypatch)
    number = await robot.app.desk.ask(enquiry)
    clocks.pass_time(minutes=59)
    await robot.app.look()
    assert bell.rung == 0
    clocks.pass_time(minutes=1)
    await robot.app.look()
    await robot.settle()
    assert (bell.rung, "1.3" in message(robot)) == (1, True)

    await to_view(robot, "rings")
    await robot.sees("林主管")
    await robot.press("enter")
    await robot.take_step("ticket.settled_on_spot")
    await robot.types("每平米两块一，按月收")
    await robot.press("enter", "1", "enter", "f10")
    assert (await robot.record(number)).state == "closed"
    assert await robot.app.desk.ask(lambda desk: desk.calls()) == []


@pytest.mark.clause("1.2")
async def test_at_night_only_danger_makes_a_sound(
    chinese: Robot, clocks: Clocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    robot, bell = chinese, Bell(chinese, monkeypatch)
    clocks.pass_time(hours=11, minutes=58)
    await robot.app.desk.ask(closed_leak)
    await robot.app.desk.ask(enquiry)
    clocks.pass_time(hours=1)
    await robot.app.look()
    await robot.settle()
    assert ("1.3" in message(robot), bell.rung) == (True, 0)
    await robot.app.desk.ask(fire)
    await robot.app.look()
    await robot.settle()
    assert ("P0" in message(robot), bell.rung) == (True, 1)


@pytest.mark.clause("2.1")
async def test_while_somebody_is_served_only_danger_speaks_up(
    chinese: Robot, clocks: Clocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    robot, bell = chinese, Bell(chinese, monkeypatch)
    await robot.app.desk.ask(enquiry)
    await robot.press("f2")
    before = message(robot)
    clocks.pass_time(hours=1)
    await robot.app.look()
    await robot.settle()
    assert isinstance(robot.app.screen, IntakeScreen)
    assert robot.app.counts[2] == 1
    assert ("1.3" in message(robot), bell.rung) == (False, 0), before
    await robot.app.desk.ask(fire)
    await robot.app.look()
    await robot.settle()
    assert ("P0" in message(robot), bell.rung) == (True, 1)

    await robot.press("f3")
    await robot.app.look()
    await robot.settle()
    assert ("1.3" in message(robot), bell.rung) == (True, 2)


@pytest.mark.clause("H44b")
async def test_a_follow_up_is_tried_then_made(robot: Robot, clocks: Clocks) -> None:
    number = await robot.app.desk.ask(closed_leak)
    clocks.pass_time(hours=20)
    await to_view(robot, "followups")
    await robot.sees("3-2-1202")
    await robot.press("enter")
    await robot.take_step("ticket.follow_up_attempted")
    await robot.types("占线" if robot.app.lang == "zh" else "Busy")
    await robot.press("enter", "f10")
    assert (await robot.record(number)).follow_tries == 1

    await robot.take_step("ticket.followed_up")
    await robot.press("1", "enter", "5", "enter", "f10")
    followed = await robot.record(number)
    assert [(f.solved, f.score) for f in followed.follow_ups] == [("yes", "5")]
    await to_view(robot, "followups")
    robot.lacks("3-2-1202")
