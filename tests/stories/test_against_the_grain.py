"""Calls against the grain, by keys: given up, not the owner's to say, handed on, taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from deskapp.handbook.ticket.state import CANCELLED, CLOSED, DONE, WORKING
from deskapp.tui.screens.intake import IntakeScreen
from tests.handbook import desk_in_memory as told
from tests.stories.test_the_ends import opened, shows, supervisor_looks, ticket_at

if TYPE_CHECKING:
    from tests.stories.robot import Robot


async def answers(robot: Robot, *given: str) -> None:
    """Fill the form's fields one after the other and take the step."""
    for text in given:
        await robot.types(text)
        await robot.press("enter")
    await robot.press("f10")


@pytest.mark.clause("2.2")
async def test_a_fire_that_was_only_begun_to_be_told_is_not_given_up(chinese: Robot) -> None:
    robot = chinese
    await robot.press("f2")
    await robot.waits_for(lambda: isinstance(robot.app.screen, IntakeScreen), "the intake")
    await robot.types("楼上着火")
    await robot.press("f9")
    await robot.types("放弃")
    await robot.press("enter", "enter", "enter")
    await robot.sees("2.2")
    (draft,) = await robot.drafts()
    assert "楼上着火" in str(draft)


@pytest.mark.clause("H43a")
async def test_a_tenant_does_not_agree_to_a_charge_for_the_owner(robot: Robot) -> None:
    call = replace(told.recorded(what="换一个门锁", raised_at=robot.clocks.now), reporter="tenant")
    number = await opened(robot, call, *told.read_back(), told.accepted(sub="REP.DOOR"))
    await robot.take_step("ticket.charge_agreed")
    price = ("1", "120", "150", "小陈", "小陈", "1", "1")
    await answers(robot, *price)
    await robot.sees("H43a")
    assert (await robot.record(number)).charge is None
    await answers(robot, "王女士")
    charge = (await robot.record(number)).charge
    assert charge is not None
    assert (int(charge.amount), int(charge.ceiling)) == (120, 150)


@pytest.mark.clause("3.3")
async def test_solved_but_unhappy_is_the_supervisor_s_to_close(
    robot: Robot, people: dict[str, str]
) -> None:
    number = await ticket_at(robot, DONE, people)
    await robot.take_step("ticket.confirmed")
    await answers(robot, "1", "1")
    assert (await robot.record(number)).state == DONE
    await robot.press("escape")
    await robot.take_step("ticket.closed_unhappy")
    assert (await robot.record(number)).state == DONE

    await supervisor_looks(robot, number, people)
    await robot.take_step("ticket.closed_unhappy")
    await answers(robot, "1", "1", "现在", "等了三天才来人", "下次先打电话约", "1", "2")
    closed = await robot.record(number)
    assert (closed.state, closed.close_code, closed.score) == (CLOSED, "C-UNHAPPY", "1")


@pytest.mark.clause("3.1")
async def test_handed_on_three_times_the_manager_is_to_be_called(
    robot: Robot, people: dict[str, str]
) -> None:
    number = await ticket_at(robot, WORKING, people)
    for name, done in (("李国庆", "看过门框"), ("张建国", "拆了旧锁"), ("李国庆", "换了锁芯")):
        await robot.take_step("ticket.reassigned")
        await answers(robot, name, "不是这个工种", done)
    ticket = await robot.record(number)
    assert ticket.reassigned == 3
    assert "reassigned_often" in ticket.calls_to_make
    await shows(robot, number)
    await robot.sees("李国庆")


@pytest.mark.clause("3.2")
async def test_a_leak_into_the_flat_below_is_not_cancelled(robot: Robot) -> None:
    now = robot.clocks.now
    leak = told.recorded(what="卫生间漏水，楼下天花板滴水", raised_at=now)
    number = await opened(robot, leak, *told.read_back(), told.accepted(affects_others=True))
    await robot.take_step("ticket.cancelled")
    await robot.sees("3.2")
    assert (await robot.record(number)).state != CANCELLED


@pytest.mark.clause("3.3")
async def test_what_the_patrol_found_is_seen_by_a_second_pair_of_eyes(
    robot: Robot, people: dict[str, str]
) -> None:
    now = robot.clocks.now
    found = replace(
        told.recorded(what="二号楼大堂灯不亮", raised_at=now), reporter="staff", channel="patrol"
    )
    due = told.in_hours(8)
    worker = people["张建国"]
    number = await opened(
        robot, found, *told.read_back(), told.accepted(sub="PUB.LIGHT", priority="P2", due=due),
        told.dispatched(person=worker, due=due), told.TAKEN, told.started(arrived_at=now),
        told.work_done(),
    )  # fmt: skip
    await robot.take_step("ticket.closed_without_contact")
    await answers(robot, "1", "灯亮了，拍了照片", "张建国")
    assert (await robot.record(number)).state == DONE
    await robot.press("escape")
    await robot.take_step("ticket.closed_without_contact")
    await answers(robot, "1", "灯亮了，拍了照片", "李国庆")
    closed = await robot.record(number)
    assert (closed.state, closed.close_code) == (CLOSED, "C-NOCONTACT")
    assert not closed.self_confirmed


@pytest.mark.clause("0")
async def test_whatever_was_passed_stands_on_the_list_of_passed_rules(robot: Robot) -> None:
    now = robot.clocks.now
    hurried = replace(
        told.accepted(told=("due",)), override="业主赶着出门", override_clauses=("2.3",)
    )
    call = told.recorded(what="客厅灯不亮", raised_at=now)
    number = await opened(robot, call, *told.read_back(), hurried)
    await robot.press("escape", "f9")
    await robot.types("rules that were passed" if robot.app.lang == "en" else "放行")
    await robot.press("enter")
    await robot.sees("业主赶着出门", "2.3", "周晓燕")
    await robot.press("enter")
    await robot.sees(number)


@pytest.mark.clause("3.2")
async def test_what_was_typed_into_a_form_is_there_again_until_the_step_is_taken(
    robot: Robot, people: dict[str, str]
) -> None:
    number = await ticket_at(robot, WORKING, people)
    await robot.take_step("ticket.progress_noted")
    await robot.types("阀门关了，等明天的软管")
    await robot.waits_for_draft(f"{number} ticket.progress_noted", "阀门关了，等明天的软管")
    await robot.press("escape")
    await robot.take_step("ticket.progress_noted")
    await robot.sees("阀门关了，等明天的软管")
    await robot.press("enter", "enter", "f10")
    await robot.sees(number)
    await robot.take_step("ticket.progress_noted")

    kept = await robot.app.desk.ask(lambda desk: desk.draft(f"{number} ticket.progress_noted"))
    assert kept is None
