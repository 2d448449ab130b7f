"""Finding anyone and anything while the phone still rings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.stories.robot import Robot


async def test_a_room_is_offered_while_it_is_typed_and_taken_with_an_arrow(robot: Robot) -> None:
    await robot.press("f2")
    await robot.types("3 2 12")
    await robot.sees("3-2-1201", "3-2-1202 王", "138****8000")
    robot.lacks("13800138000")
    await robot.press("down", "down", "enter")
    form = robot.app.screen.form  # type: ignore[attr-defined]
    assert form["room"].typed == "3-2-1202"
    assert form["name"].has_focus_within


async def test_initials_find_the_only_one_who_has_them(robot: Robot) -> None:
    await robot.press("f2")
    await robot.types("ww")
    await robot.press("enter")
    form = robot.app.screen.form  # type: ignore[attr-defined]
    assert form["room"].typed == "3-2-1202"
    await robot.types("weiwei")
    await robot.press("enter")
    assert form["name"].typed == "weiwei"


async def test_a_name_said_in_full_stands_in_the_form_and_its_number_does_not(
    robot: Robot,
) -> None:
    await robot.press("f2", "enter")
    await robot.types("wangwei")
    await robot.sees("138****8000")
    await robot.press("down", "enter")
    form = robot.app.screen.form  # type: ignore[attr-defined]
    assert (form["name"].typed, form["room"].typed) == ("王伟", "3-2-1202")
    assert form["contact"].typed == ""
    robot.lacks("13800138000")
