"""Complaints by keys: from the first word on, as far as the desk takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from deskapp.handbook.complaint.hearing import Acknowledged
from deskapp.handbook.complaint.state import DRAFT, RECEIVED, STATE_NAMES, Complaint
from deskapp.locale import _
from deskapp.tui.screens.complaint import ComplaintScreen
from deskapp.tui.screens.complaints import ComplaintsScreen
from tests.stories.test_complaint_note import SAID, listens

if TYPE_CHECKING:
    from tests.stories.robot import Robot


async def heard(robot: Robot, said: str = SAID) -> Complaint:
    """Notes kept, and the complaint's page in sight."""
    await listens(robot)
    await robot.types(said)
    await robot.press("f10")
    await robot.waits_for(lambda: isinstance(robot.app.screen, ComplaintScreen), "its page")
    return await complaint(robot)


async def complaint(robot: Robot) -> Complaint:
    await robot.settle()
    page = robot.app.screen
    assert isinstance(page, ComplaintScreen)
    found = await robot.app.desk.ask(lambda desk: desk.record(page.number))
    assert isinstance(found, Complaint)
    return found


async def adds_point(robot: Robot, words: str) -> None:
    await robot.take_step("complaint.point_noted")
    await robot.types(words)
    await robot.press("f10")


async def received(robot: Robot) -> None:
    """Two points restated, of somebody who stays unnamed."""
    await heard(robot)
    await adds_point(robot, "等了一下午没人来")
    await adds_point(robot, "来的师傅说话冲")
    await robot.fills("complaint.received", anonymous="1", happened="今天下午", wanted="给个说法",
                      restated="1")  # fmt: skip


@pytest.mark.clause("4.1")
async def test_one_word_is_kept_and_the_page_says_what_stops_the_next_stage(robot: Robot) -> None:
    case = await heard(robot, "吵")
    assert (case.state, case.note) == (DRAFT, "吵")
    assert await robot.drafts() == []
    await robot.sees("4.1", case.number)
    await robot.take_step("complaint.received")
    assert isinstance(robot.app.screen, ComplaintScreen)
    await robot.sees("✗")


@pytest.mark.clause("4.1")
async def test_points_are_taken_in_their_words_and_received_once_restated(robot: Robot) -> None:
    await received(robot)
    case = await complaint(robot)
    assert (case.state, case.anonymous, case.restated) == (RECEIVED, True, True)
    assert [p.words for p in case.points] == ["等了一下午没人来", "来的师傅说话冲"]
    await robot.sees("来的师傅说话冲")
    rows = robot.screen().splitlines()
    assert len(rows) == robot.app.size.height


@pytest.mark.clause("4.1")
async def test_the_list_shows_how_far_each_has_come_and_what_stops_it(robot: Robot) -> None:
    await received(robot)
    number = (await complaint(robot)).number
    await robot.press("f4")
    await robot.waits_for(lambda: isinstance(robot.app.screen, ComplaintsScreen), "the list")
    await robot.sees(
        number.partition("-")[2], _(STATE_NAMES[RECEIVED]), _(Acknowledged.about.title)
    )
    rows = robot.screen().splitlines()
    assert all(cell_len(row) <= robot.app.size.width for row in rows)
    await robot.press("right")
    robot.lacks(_(STATE_NAMES[RECEIVED]))
    await robot.press("left", "enter")
    await robot.waits_for(lambda: isinstance(robot.app.screen, ComplaintScreen), "its page")
    assert (await complaint(robot)).number == number


@pytest.mark.clause("X19")
async def test_a_complaint_about_the_person_at_the_desk_leaves_her_sight(
    robot: Robot, people: dict[str, str]
) -> None:
    await heard(robot)
    await robot.take_step("complaint.point_noted")
    await robot.types("前台说话冲")
    await robot.press("enter")
    await robot.types("周晓燕")
    await robot.press("f10")
    case = await complaint(robot)
    assert case.about == {people["周晓燕"]}
    await robot.fills("complaint.received", anonymous="1", happened="今天下午", wanted="给个说法",
                      restated="1")  # fmt: skip
    await robot.sees("X19")
    await robot.waits_for(lambda: isinstance(robot.app.screen, ComplaintsScreen), "the list")
    assert robot.app.screen.lines == []  # type: ignore[attr-defined]
    await robot.app.sign_in(people["林主管"])
    await robot.press("f3", "f4")
    await robot.sees(case.number[-4:])
    await robot.press("enter")
    await robot.fills("complaint.acknowledged", handler="周晓燕", told="1")
    await robot.sees("X19")
    await robot.press("ctrl+u")
    await robot.types("林主管")
    await robot.press("f10")
    assert (await complaint(robot)).handler == people["林主管"]
