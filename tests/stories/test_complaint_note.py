"""Hearing somebody out, by keys: one wide box, kept at once, parked and taken up again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from deskapp.handbook.ticket.state import DONE
from deskapp.tui.screens.complaint import ComplaintScreen
from deskapp.tui.screens.complaint_note import NoteScreen
from deskapp.tui.screens.record import RecordScreen
from tests.stories.test_the_ends import ticket_at

if TYPE_CHECKING:
    from tests.stories.robot import Robot

SAID = "等了一下午没人来"


async def listens(robot: Robot) -> NoteScreen:
    """F4 for the list, F4 again for a new complaint."""
    await robot.press("f4", "f4")
    await robot.waits_for(lambda: isinstance(robot.app.screen, NoteScreen), "the note box")
    screen = robot.app.screen
    assert isinstance(screen, NoteScreen)
    return screen


@pytest.mark.clause("4.1")
async def test_the_box_asks_for_nothing_and_calming_lines_stand_beside_it(robot: Robot) -> None:
    screen = await listens(robot)
    calm = robot.app.site_now().policy.phrase("cmp.abuse", robot.app.lang)[:6]
    await robot.sees(calm)
    await robot.types(SAID)
    await robot.press("escape")
    await robot.waits_for(lambda: calm not in robot.screen(), "the lines to go")
    await robot.sees(SAID)
    assert robot.app.screen is screen
    rows = robot.screen().splitlines()
    assert all(len(row) <= robot.app.size.width for row in rows)


@pytest.mark.clause("4.1")
async def test_what_is_noted_is_on_the_disk_and_taken_up_where_it_stopped(robot: Robot) -> None:
    await listens(robot)
    await robot.types(SAID)
    await robot.waits_for(lambda: robot.app.screen.draft, "the draft")  # type: ignore[attr-defined]
    assert [kept["note"] for kept in await robot.drafts()] == [SAID]
    await robot.press("escape", "escape", "ctrl+t")
    await robot.sees(SAID)
    await robot.press("enter")
    await robot.waits_for(lambda: isinstance(robot.app.screen, NoteScreen), "the notes")
    await robot.types("再说")
    await robot.press("f3")
    assert [kept["note"] for kept in await robot.drafts()] == [f"{SAID}再说"]


@pytest.mark.clause("4.1")
async def test_calling_a_colleague_is_kept_with_its_time(robot: Robot) -> None:
    screen = await listens(robot)
    await robot.press("ctrl+b")
    await robot.sees("14:02")
    (kept,) = await robot.drafts()
    assert kept["helped"] == robot.clocks.now.isoformat()
    assert screen.helped


@pytest.mark.clause("1.1")
async def test_a_danger_named_in_the_notes_is_called_out(robot: Robot) -> None:
    await listens(robot)
    await robot.types("电梯里有人被困")
    await robot.sees("Ctrl+G")


@pytest.mark.clause("4.1")
async def test_one_word_is_enough_to_save_and_none_is_not(robot: Robot) -> None:
    screen = await listens(robot)
    await robot.press("f10")
    assert robot.app.screen is screen
    await robot.types("吵")
    await robot.press("f10")
    await robot.waits_for(lambda: isinstance(robot.app.screen, ComplaintScreen), "its page")
    assert await robot.drafts() == []


@pytest.mark.clause("4.1")
async def test_a_ticket_becomes_a_complaint_and_nothing_is_typed_twice(
    chinese: Robot, people: dict[str, str]
) -> None:
    robot = chinese
    number = await ticket_at(robot, DONE, people)
    await robot.press("ctrl+e")
    await robot.waits_for(lambda: isinstance(robot.app.screen, NoteScreen), "the note box")
    await robot.sees("3-2-1202", "客厅灯不亮", number)
    await robot.press("f10")
    await robot.waits_for(lambda: isinstance(robot.app.screen, ComplaintScreen), "its page")
    await robot.sees("3-2-1202")
    await robot.press("ctrl+r")
    await robot.waits_for(lambda: isinstance(robot.app.screen, RecordScreen), "the ticket")
    await robot.press("ctrl+r")
    await robot.waits_for(lambda: isinstance(robot.app.screen, ComplaintScreen), "the complaint")
    assert (await robot.record(number)).open


@pytest.mark.clause("4.1")
async def test_a_save_under_way_leaves_no_draft_behind_what_was_taken(robot: Robot) -> None:
    screen = await listens(robot)
    await robot.types(SAID)
    saves = [screen.save_draft() for _ in range(3)]
    await asyncio.gather(*saves[:2], robot.press("f10"), saves[2])
    await robot.waits_for(lambda: isinstance(robot.app.screen, ComplaintScreen), "the complaint")
    assert await robot.drafts() == []
