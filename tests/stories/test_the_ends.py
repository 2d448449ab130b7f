"""Tickets that end without an owner's yes, by keys: unreached, for cost, no access, referred."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from deskapp.handbook.step import Act, Step
from deskapp.handbook.ticket.recording import Abandoned
from deskapp.handbook.ticket.state import ACCEPTED, CLOSED, DONE, REFERRED, TAKEN
from deskapp.tui.screens.intake import IntakeScreen
from deskapp.tui.screens.record import RecordScreen
from tests.handbook import desk_in_memory as told

if TYPE_CHECKING:
    from tests.stories.robot import Robot

RESULT = {"no_answer": "2", "knocked": "6"}


async def ticket_at(robot: Robot, state: str, people: dict[str, str]) -> str:
    """A lamp in a home that has come so far, its page in sight."""
    now = robot.clocks.now
    call = told.recorded(what="客厅灯不亮", raised_at=now)
    due = now + timedelta(hours=20)
    person = people["张建国"]
    accepted = told.accepted(sub="REP.LIGHT", priority="P2", due=due)
    way: list[Step[Any]] = [
        told.dispatched(person=person, due=due), told.TAKEN, told.started(arrived_at=now),
        told.work_done(),
    ]  # fmt: skip
    return await opened(robot, call, *told.read_back(), accepted, *way[: told.WAYS.index(state)])


async def opened(robot: Robot, *steps: Step[Any]) -> str:
    draft = await robot.app.desk.ask(lambda desk: desk.start_draft("intake"))
    acts = [Act(draft.number, step) for step in steps]
    await robot.app.desk.ask(lambda desk: desk.take(acts))
    await shows(robot, draft.number)
    return str(draft.number)


async def shows(robot: Robot, number: str) -> None:
    await robot.app.push_screen(RecordScreen(number))
    await robot.settle()


async def tries(robot: Robot, result: str) -> None:
    await robot.take_step("ticket.contact_attempted")
    await robot.press(RESULT[result], "enter", "f10")


async def supervisor_looks(robot: Robot, number: str, people: dict[str, str]) -> None:
    await robot.app.sign_in(people["林主管"])
    await robot.settle()
    await shows(robot, number)


@pytest.mark.clause("3.3")
async def test_three_tries_in_one_hour_stay_locked_and_two_days_later_it_closes(
    robot: Robot, people: dict[str, str]
) -> None:
    number = await ticket_at(robot, DONE, people)
    for _try in range(3):
        robot.clocks.pass_time(minutes=10)
        await tries(robot, "no_answer")
    await supervisor_looks(robot, number, people)
    await robot.take_step("ticket.closed_unreached")
    await robot.sees("3.3")
    assert (await robot.record(number)).state == DONE

    robot.clocks.pass_time(days=1, hours=5)
    await tries(robot, "knocked")
    await robot.take_step("ticket.notice_left")
    await robot.press("1", "enter", "f10")
    robot.clocks.pass_time(days=7, hours=1)
    await supervisor_looks(robot, number, people)
    await robot.take_step("ticket.closed_unreached")
    await robot.press("2", "enter", "f10")
    closed = await robot.record(number)
    assert [a.way for a in closed.attempts] == ["phone", "phone", "phone", "door"]
    assert (closed.state, closed.close_code, closed.score) == (CLOSED, "C-UNREACHED", "unreached")


@pytest.mark.clause("H43c")
async def test_a_refused_charge_ends_with_the_free_part_and_the_notice(
    chinese: Robot, people: dict[str, str]
) -> None:
    robot = chinese
    number = await ticket_at(robot, "working", people)
    await robot.take_step("ticket.charge_refused")
    await robot.types("换灯泡")
    await robot.press("enter")
    await robot.types("线路老化会跳闸")
    await robot.press("enter", "1", "enter", "f10")
    await supervisor_looks(robot, number, people)
    await robot.take_step("ticket.closed_for_cost")
    await robot.press("1", "enter", "2", "enter", "2", "enter", "f10")
    assert (await robot.record(number)).state == "working"
    await robot.press("escape")
    await robot.take_step("ticket.closed_for_cost")
    await robot.press("1", "enter", "1", "enter", "2", "enter", "f10")
    assert (await robot.record(number)).close_code == "C-COST"


@pytest.mark.clause("H43b")
async def test_two_visits_in_vain_a_card_and_a_call_end_it(
    chinese: Robot, people: dict[str, str]
) -> None:
    robot = chinese
    number = await ticket_at(robot, TAKEN, people)
    for _visit in range(2):
        await robot.take_step("ticket.visit_booked")
        await robot.types("2小时后")
        await robot.press("enter", "enter", "1", "enter", "f10")
        assert (await robot.record(number)).visit_at
        robot.clocks.pass_time(hours=3)
        await shows(robot, number)
        await robot.take_step("ticket.visit_missed")
        await robot.press("1", "enter", "f10")
    await tries(robot, "no_answer")
    await supervisor_looks(robot, number, people)
    await robot.take_step("ticket.closed_no_access")
    await robot.press("2", "enter", "f10")
    assert (await robot.record(number)).close_code == "C-NOACCESS"


@pytest.mark.clause("2.3")
async def test_another_body_has_it_and_the_desk_looks_back(
    chinese: Robot, people: dict[str, str]
) -> None:
    robot = chinese
    number = await ticket_at(robot, ACCEPTED, people)
    await robot.take_step("ticket.referred")
    await robot.types("供电公司")
    await robot.press("enter")
    await robot.types("95598")
    await robot.press("enter", "1", "enter")
    await robot.types("后天上午9点")
    await robot.press("enter", "f10")
    assert (await robot.record(number)).state == REFERRED

    robot.clocks.pass_time(days=2)
    await shows(robot, number)
    await robot.take_step("ticket.looked_back")
    await robot.press("1", "enter")
    await robot.types("供电公司换了电表")
    await robot.press("enter", "f10")
    assert (await robot.record(number)).close_code == "C-REFERRED"


@pytest.mark.clause("2.2")
async def test_a_call_that_was_given_up_goes_on_with_everything_that_was_said(
    robot: Robot,
) -> None:
    call = told.recorded(what="客厅灯不亮", raised_at=robot.clocks.now)
    number = await opened(robot, call, Abandoned(reason="hung_up"))
    await robot.take_step("ticket.draft_recovered")
    await robot.waits_for(lambda: isinstance(robot.app.screen, IntakeScreen), "the intake")
    await robot.press("f10")
    for _chunk in range(3):
        await robot.says_yes()
    await robot.press("enter", "enter", "enter", "enter", "f10")
    ticket = await robot.record(number)
    assert (ticket.state, ticket.what, ticket.room) == (ACCEPTED, "客厅灯不亮", "3-2-1202")
