"""An order declined, work that waits, a hotline's own time, a second promise: by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deskapp.handbook.ticket.state import ACCEPTED, CLOSED, DISPATCHED, WAITING, WORKING
from deskapp.locale import _

if TYPE_CHECKING:
    from tests.stories.robot import Robot


async def sent_out(robot: Robot, matter: str = "阳台门锁坏了") -> str:
    """An ordinary repair of a known resident, promised and sent out; its number."""
    await robot.press("f2")
    await robot.types(f"3-2-1202 {matter}")
    await robot.press("enter")
    await robot.types("王伟")
    await robot.press("enter", "enter")
    await robot.types("8000")
    await robot.press("enter", "f10")
    for _chunk in range(3):
        await robot.says_yes()
    await robot.press("enter", "enter", "enter", "enter", "f10")
    await robot.types("拆旧锁，换新锁芯")
    await robot.press("f10")
    ticket = await robot.newest()
    assert ticket.state == DISPATCHED
    return ticket.number


async def at_work(robot: Robot) -> str:
    """The same, taken and begun."""
    number = await sent_out(robot)
    await robot.take_step("ticket.taken")
    await robot.press("1", "enter", "1", "enter", "f10")
    await robot.take_step("ticket.started")
    await robot.types("现在")
    await robot.press("enter", "1", "enter", "f10")
    assert (await robot.record(number)).state == WORKING
    return number


async def waits_for(robot: Robot, kind: str, said: str) -> None:
    await robot.take_step("ticket.waiting")
    await robot.types(kind)
    await robot.press("enter")
    await robot.types(said)
    await robot.press("enter")
    await robot.types("+2h")
    await robot.press("enter", "f10")


@pytest.mark.clause("3.1")
async def test_a_declined_order_goes_to_somebody_else(robot: Robot) -> None:
    number = await sent_out(robot)
    first = (await robot.record(number)).person
    await robot.take_step("ticket.declined")
    await robot.types("skill")
    await robot.press("enter")
    await robot.types("只会水电，不会换锁")
    await robot.press("enter", "f10")
    declined = await robot.record(number)
    assert (declined.state, declined.calls_to_make) == (ACCEPTED, ("declined",))

    await robot.take_step("ticket.dispatched")
    await robot.types("拆旧锁，换新锁芯")
    await robot.press("f10")
    again = await robot.record(number)
    assert again.state == DISPATCHED
    assert again.person not in {"", first}


@pytest.mark.clause("3.2")
async def test_work_waits_for_a_part_and_then_for_the_owner(robot: Robot) -> None:
    number = await at_work(robot)
    due = (await robot.record(number)).work_due
    assert due is not None

    await waits_for(robot, "parts", "等供应商送锁芯")
    waiting = await robot.record(number)
    assert (waiting.state, waiting.paused) == (WAITING, False)
    robot.lacks(_("Paused"))
    await robot.take_step("ticket.resumed")
    await robot.types("锁芯到了")
    await robot.press("enter", "f10")
    assert (await robot.record(number)).work_due == due

    await waits_for(robot, "owner", "业主晚上才在家")
    await robot.sees(_("Paused"))
    robot.clocks.pass_time(hours=3)
    await robot.take_step("ticket.resumed")
    await robot.types("业主回来了")
    await robot.press("enter", "f10")
    going = await robot.record(number)
    assert going.state == WORKING
    assert going.due == due
    assert going.work_due is not None
    assert (going.work_due - due).total_seconds() == 3 * 3600
    robot.lacks(_("Paused"))


@pytest.mark.clause("3.2")
async def test_a_hotline_s_earlier_time_stands_beside_the_promise(robot: Robot) -> None:
    number = await sent_out(robot)
    promised = (await robot.record(number)).due
    await robot.take_step("ticket.external_noted")
    await robot.types("HZ20261123077")
    await robot.press("enter")
    await robot.types("+3h")
    await robot.press("enter", "f10")
    await robot.sees(_("Promise"), _("Hotline"), "17:02")
    ticket = await robot.record(number)
    assert ticket.due == promised
    assert ticket.ruling_due == ticket.ext_due
    line = await robot.app.desk.ask(lambda desk: desk.line(number))
    assert line is not None
    assert line.due == ticket.ext_due


@pytest.mark.clause("3.3")
async def test_reopened_it_shows_the_first_promise_and_the_second(robot: Robot) -> None:
    number = await at_work(robot)
    await robot.take_step("ticket.work_done")
    await robot.types("换了锁芯，试过好用")
    await robot.press("enter", "1", "enter", "1", "enter", "f10")
    await robot.take_step("ticket.confirmed")
    await robot.press("1", "enter", "5", "enter", "f10")
    assert (await robot.record(number)).state == CLOSED

    robot.clocks.pass_time(days=1)
    await robot.take_step("ticket.reopened")
    await robot.types("锁又打不开了")
    await robot.press("f10")
    first, second = (await robot.record(number)).promises
    assert first.due < second.due
    rows = [row for row in robot.screen().splitlines() if "14:02" in row]
    told = [
        next(n for n, row in enumerate(rows) if _(label) in row) for label in ("First", "Promise")
    ]
    assert told == sorted(told)
