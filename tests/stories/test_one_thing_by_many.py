"""Three neighbours, one burst pipe; a wrong dispatch undone; a whole that waits for its part."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from deskapp.handbook.step import Act, Step
from deskapp.handbook.ticket.dispatch import Started, Taken
from deskapp.handbook.ticket.done import WorkDone
from deskapp.handbook.ticket.merging import Merged
from deskapp.handbook.ticket.state import ACCEPTED, CLOSED, DISPATCHED, MERGED
from deskapp.tui.screens.record import RecordScreen
from tests.calls import dispatch, whole_call

if TYPE_CHECKING:
    from typing import Any

    from deskapp.desk.desk import Desk
    from tests.stories.robot import Robot

TAKEN = Taken(room_repeated=True, due_repeated=True)
DONE = WorkDone(process="换了一段立管", result="fixed", none_left=True)


async def calls(robot: Robot, *rooms: str) -> list[str]:
    """A call about the burst pipe from each room."""

    def take(room: str, desk: Desk) -> str:
        number = desk.start_draft("intake").number
        desk.take(whole_call(desk, number, "楼道立管爆了", room=room))
        return number

    return [await robot.app.desk.ask(partial(take, room)) for room in rooms]


async def work_is_done(robot: Robot, number: str) -> None:
    def work(desk: Desk) -> None:
        started = Started(arrived_at=desk.clock(), adult_agreed=True)
        steps: list[Step[Any]] = [TAKEN, started, DONE]
        desk.take([dispatch(desk, number), *(Act(number, step) for step in steps)])

    await robot.app.desk.ask(work)


async def opens(robot: Robot, number: str) -> None:
    await robot.app.push_screen(RecordScreen(number))
    await robot.settle()


@pytest.mark.clause("3.3")
async def test_three_reports_are_merged_called_through_and_closed(robot: Robot) -> None:
    target, upstairs, downstairs = await calls(robot, "3-2-1202", "3-2-1302", "3-2-1102")
    await opens(robot, upstairs)
    await robot.take_step("ticket.merged")
    await robot.types(target[-4:])
    await robot.press("enter", "1", "enter", "f10")
    assert (await robot.record(upstairs)).state == MERGED
    merged = Merged(target=target, same=True)
    await robot.app.desk.ask(lambda desk: desk.take([Act(downstairs, merged)]))
    await work_is_done(robot, target)

    await robot.press("escape")
    await opens(robot, target)
    await robot.sees("3-2-1302", "3-2-1102")
    await robot.take_step("ticket.confirmed")
    await robot.sees("3.3")
    await robot.press("ctrl+n", "1", "enter", "f10")
    assert len((await robot.record(target)).to_tell()) == 1
    await robot.press("1", "enter", "f10")
    assert (await robot.record(target)).to_tell() == ()
    await robot.take_step("ticket.confirmed")
    await robot.press("1", "enter", "5", "enter", "f10")
    assert (await robot.record(target)).state == CLOSED


@pytest.mark.clause("0")
async def test_a_wrong_dispatch_is_undone_with_a_reason(robot: Robot) -> None:
    (number,) = await calls(robot, "3-2-1202")
    await robot.app.desk.ask(lambda desk: desk.take([dispatch(desk, number)]))
    await opens(robot, number)
    await robot.press("ctrl+z")
    await robot.types("派错了工单")
    await robot.press("f10")
    ticket = await robot.record(number)
    assert (ticket.state, ticket.person) == (ACCEPTED, "")
    await robot.press("ctrl+z")
    await robot.sees("0")


@pytest.mark.clause("3.2")
async def test_a_call_that_asks_again_is_one_key(chinese: Robot) -> None:
    robot = chinese
    (number,) = await calls(robot, "3-2-1202")
    await opens(robot, number)
    await robot.press("ctrl+k", "ctrl+k")
    assert (await robot.record(number)).chased == 2


@pytest.mark.clause("3.2")
async def test_the_whole_waits_for_its_open_part(chinese: Robot) -> None:
    robot = chinese
    (number,) = await calls(robot, "3-2-1202")
    await opens(robot, number)
    await robot.take_step("ticket.subtask_added")
    await robot.types("李国庆")
    await robot.press("enter", "enter")
    await robot.types("拆吊顶，修完装回")
    await robot.press("f10")
    (part,) = (await robot.record(number)).subtasks
    assert (await robot.record(part)).state == DISPATCHED
    await robot.take_step("ticket.cancelled")
    await robot.sees(part)
    assert (await robot.record(number)).open
