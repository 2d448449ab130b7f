"""A repair from the call to the owner's word, by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deskapp.handbook.ticket.state import CLOSED, DISPATCHED, DONE

if TYPE_CHECKING:
    from tests.stories.robot import Robot

MOST_KEYS = 25


async def call_of_a_known_resident(robot: Robot) -> None:
    """From F2 to the read-back; the register knows the number by its tail."""
    await robot.press("f2")
    await robot.types("3-2-1202 厨房水管漏水")
    await robot.press("enter")
    await robot.types("王伟")
    await robot.press("enter", "enter")
    await robot.types("8000")
    await robot.press("enter", "f10")


async def promised(robot: Robot) -> None:
    """Three chunks confirmed, the four things told, the call accepted."""
    for _chunk in range(3):
        await robot.says_yes()
    await robot.press("enter", "enter", "enter", "enter", "f10")


async def dispatched(robot: Robot) -> None:
    """Person and time as offered, the job in words."""
    await robot.types("关总阀，换洗菜盆软管")
    await robot.press("f10")


@pytest.mark.clause("3.1")
async def test_a_known_resident_s_repair_takes_at_most_25_keys_beside_the_words(
    robot: Robot,
) -> None:
    await call_of_a_known_resident(robot)
    await promised(robot)
    await dispatched(robot)

    ticket = await robot.newest()
    assert ticket.state == DISPATCHED
    assert robot.app.site_now().people[ticket.person].name == "张建国"
    assert ticket.due is not None
    assert robot.keys <= MOST_KEYS


@pytest.mark.clause("3.3")
async def test_it_is_closed_only_when_the_owner_says_so(robot: Robot) -> None:
    await call_of_a_known_resident(robot)
    await promised(robot)
    await dispatched(robot)
    number = (await robot.newest()).number

    await robot.take_step("ticket.taken")
    await robot.press("1", "enter", "1", "enter", "f10")
    await robot.take_step("ticket.started")
    await robot.types("现在")
    await robot.press("enter", "1", "enter", "f10")
    await robot.take_step("ticket.work_done")
    await robot.types("关总阀，换软管，试水不漏")
    await robot.press("enter", "1", "enter", "1", "enter", "f10")
    assert (await robot.record(number)).state == DONE

    await robot.take_step("ticket.confirmed")
    await robot.press("1", "enter", "5", "enter", "f10")
    closed = await robot.record(number)
    assert closed.state == CLOSED
    assert closed.close_code == "C-OK"
    assert closed.solved == "yes"


@pytest.mark.clause("3.3")
async def test_not_solved_goes_out_again_under_its_number(chinese: Robot) -> None:
    robot = chinese
    await call_of_a_known_resident(robot)
    await promised(robot)
    await dispatched(robot)
    number = (await robot.newest()).number
    await robot.take_step("ticket.taken")
    await robot.press("1", "enter", "1", "enter", "f10")
    await robot.take_step("ticket.work_done")
    await robot.types("换管")
    await robot.press("enter")
    await robot.sees("4")
    await robot.types("试水不漏")
    await robot.press("enter", "1", "enter", "1", "enter", "f10")

    await robot.take_step("ticket.confirmed")
    await robot.press("3", "enter", "5", "enter", "f10")
    await robot.sees("没解决")
    await robot.press("escape")
    await robot.take_step("ticket.rework")
    await robot.types("晚上又漏了")
    await robot.press("f10")

    again = await robot.record(number)
    assert again.state == DISPATCHED
    assert again.reworks == 1
    assert len(again.promises) == 2


@pytest.mark.clause("3.2")
async def test_a_delay_is_agreed_with_the_owner_and_both_times_stay(chinese: Robot) -> None:
    robot = chinese
    await call_of_a_known_resident(robot)
    await promised(robot)
    await dispatched(robot)
    number = (await robot.newest()).number

    await robot.take_step("ticket.due_changed")
    await robot.types("配件")
    await robot.press("enter")
    await robot.types("后天下午3点")
    await robot.press("enter", "enter")
    await robot.types("没联系上")
    await robot.press("enter", "f10")
    await robot.sees("3.2")
    assert len((await robot.record(number)).promises) == 1

    await robot.press("escape")
    await robot.take_step("ticket.due_changed")
    await robot.sees("没联系上")
    await robot.press("enter", "enter", "enter", "ctrl+u")
    await robot.types("同意")
    await robot.press("enter", "f10")
    ticket = await robot.record(number)
    assert len(ticket.promises) == 2
    assert ticket.promises[0].due < ticket.promises[1].due
