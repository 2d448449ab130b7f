"""Reading back: chunk by chunk, nothing by accident, old and new kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deskapp.handbook.ticket.read_back import ReadBack
from deskapp.handbook.ticket.state import CORRECTED, DISPATCHED
from deskapp.tui.screens.intake import IntakeScreen
from tests.stories.test_a_whole_repair import call_of_a_known_resident, dispatched, promised

if TYPE_CHECKING:
    from tests.stories.robot import Robot


async def call_of_a_stranger(robot: Robot) -> None:
    """A caller whose room and number are in no register, up to the read-back."""
    await robot.press("f2")
    await robot.types("5-1-903 热水器漏水")
    await robot.press("enter")
    await robot.types("刘女士")
    await robot.press("enter", "enter")
    await robot.types("13600004417")
    await robot.press("enter", "f10")


def reading(robot: Robot) -> IntakeScreen:
    assert isinstance(robot.app.screen, IntakeScreen)
    return robot.app.screen


@pytest.mark.clause("2.2")
async def test_a_correction_keeps_old_and_new_and_only_its_chunk_is_read_again(
    robot: Robot,
) -> None:
    await call_of_a_stranger(robot)
    await robot.says_yes()
    robot.clocks.ticks += 1
    await robot.press("right")
    await robot.press("ctrl+u")
    await robot.types("13600004471")
    await robot.press("enter")
    walk = reading(robot).form.walk
    assert walk is not None
    assert walk.chunk == "phone"
    for _chunk in range(2):
        await robot.says_yes()
    await robot.press("enter", "enter", "enter", "enter", "f10")
    await dispatched(robot)

    ticket = await robot.newest()
    assert ticket.contact == "13600004471"
    assert ticket.read_back["phone"].corrections == 1
    assert ticket.read_back["phone"].outcome == "yes"
    assert ticket.read_back["who"].corrections == 0
    entries = await robot.app.desk.ask(lambda desk: desk.entries(ticket.number))
    chunks = [e.step for e in entries if isinstance(e.step, ReadBack)]
    corrections = [(s.old, s.new) for s in chunks if s.outcome == CORRECTED]
    assert corrections == [("136 0000 4417", "13600004471")]


@pytest.mark.clause("2.2")
async def test_the_caller_hangs_up_and_the_debt_is_paid_at_the_door(chinese: Robot) -> None:
    robot = chinese
    await call_of_a_stranger(robot)
    await robot.says_yes()
    robot.clocks.ticks += 1
    await robot.press("delete")
    robot.clocks.ticks += 1
    await robot.press("2")
    robot.clocks.ticks += 20
    await robot.press("delete")
    await robot.press("enter", "enter", "enter", "enter", "f10")
    await dispatched(robot)
    ticket = await robot.newest()
    assert ticket.debts() == ("read_back.phone", "read_back.what")
    assert [a.result for a in ticket.attempts] == ["no_answer"]
    await robot.sees("先核对房号、电话")

    await robot.take_step("ticket.taken")
    await robot.press("1", "enter", "1", "enter", "f10")
    await robot.take_step("ticket.started")
    await robot.types("现在")
    await robot.press("enter", "1", "enter", "f10")
    await robot.sees("2.2")
    await robot.press("1", "enter", "f10")
    assert "read_back.phone" not in (await robot.record(ticket.number)).debts()


@pytest.mark.clause("2.2")
async def test_four_pasted_lines_confirm_nothing(robot: Robot) -> None:
    await call_of_a_stranger(robot)
    robot.clocks.ticks += 5
    for _line in range(4):
        await robot.pilot.press("enter")
        robot.clocks.ticks += 0.001
    await robot.pastes("对\n对\n对\n对\n")
    walk = reading(robot).form.walk
    assert walk is not None
    assert len([s for s in walk.steps if s.outcome == "yes"]) <= 1
    robot.clocks.ticks += 5
    before = len(walk.steps)
    await robot.pastes("对\n对\n对\n对\n")
    assert len(walk.steps) == before


@pytest.mark.clause("2.2")
async def test_an_enter_within_half_a_second_confirms_nothing(chinese: Robot) -> None:
    await call_of_a_stranger(chinese)
    chinese.clocks.ticks += 0.3
    await chinese.press("enter")
    walk = reading(chinese).form.walk
    assert walk is not None
    assert not walk.steps


@pytest.mark.clause("2.2")
async def test_a_number_of_the_register_is_never_shown_whole(robot: Robot) -> None:
    await call_of_a_known_resident(robot)
    await robot.says_yes()
    robot.lacks("零零幺三，八零零零")
    robot.lacks("zero zero one three")
    await robot.says_yes()
    await robot.says_yes()
    await robot.press("enter", "enter", "enter", "enter", "f10")
    await dispatched(robot)
    ticket = await robot.newest()
    assert ticket.contact == "13800138000"
    assert ticket.contact_source == "register"


async def test_f2_over_a_half_done_call_parks_it_and_it_comes_back_whole(robot: Robot) -> None:
    await robot.press("f2")
    await robot.types("3-2-1202 厨房水管漏水")
    await robot.press("enter")
    await robot.types("王伟")
    await robot.press("f2")
    await robot.types("3-2-1101 门锁坏了")
    await robot.press("enter", "escape")
    assert len(await robot.drafts()) == 2
    await robot.press("ctrl+t", "down", "enter")
    await robot.waits_for(lambda: isinstance(robot.app.screen, IntakeScreen), "the intake")
    form = reading(robot).form
    assert form["name"].typed == "王伟"
    assert form["what"].typed == "厨房水管漏水"
    assert form["room"].typed == "3-2-1202"


@pytest.mark.clause("1.3")
async def test_an_enquiry_is_answered_at_once_and_closed_with_the_caller_s_yes(
    robot: Robot,
) -> None:
    await robot.press("f2")
    await robot.types("3-2-1202 物业费怎么交")
    await robot.press("enter")
    await robot.types("王伟")
    await robot.press("enter", "enter")
    await robot.types("8000")
    await robot.press("enter", "f10")
    for _chunk in range(3):
        await robot.says_yes()
    await robot.types("前台和小程序都能交")
    await robot.press("enter", "1", "enter", "f10")
    ticket = await robot.newest()
    assert ticket.close_code == "C-SPOT"
    assert ticket.sub.startswith("ENQ.")


async def test_danger_needs_only_what_and_where(robot: Robot) -> None:
    await robot.press("f2")
    await robot.types("3-2-1202 厨房着火了")
    await robot.press("enter", "ctrl+g")
    ticket = await robot.newest()
    assert ticket.danger
    assert ticket.incident.startswith("E")
    assert "name" in ticket.debts()


@pytest.mark.clause("2.2")
async def test_a_draft_that_names_a_danger_cannot_be_abandoned(chinese: Robot) -> None:
    robot = chinese
    await robot.press("f2")
    await robot.types("3-2-1202 楼上着火")
    await robot.press("enter")
    await reading(robot).abandon("hung_up")
    await robot.settle()
    assert isinstance(robot.app.screen, IntakeScreen)
    assert await robot.drafts()


@pytest.mark.clause("2.2")
async def test_a_refused_number_is_a_typed_exception_never_an_empty_one(robot: Robot) -> None:
    await robot.press("f2")
    await robot.types("3-2-1101 门锁坏了")
    await robot.press("enter")
    await robot.types("赵先生")
    await robot.press("enter", "enter", "f10")
    await robot.sees("2.2")
    form = reading(robot).form
    reasons = [code for code, _label in form.excuses("contact")]
    await robot.press("delete", str(reasons.index("refused") + 1))
    assert form.missing == {"contact": "refused"}
    await robot.press("f10")
    await promised(robot)
    await dispatched(robot)
    ticket = await robot.newest()
    assert ticket.state == DISPATCHED
    assert ticket.missing == {"contact": "refused"}
