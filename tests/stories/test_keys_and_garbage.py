"""Desk keys in every field, and what people type that is not what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from deskapp.tui.screens.intake import IntakeScreen

if TYPE_CHECKING:
    from tests.stories.robot import Robot

FIELDS = ("room", "name", "contact", "what", "raised_at")
KINDS = ("room", "contact", "what")
"""A field that looks up, one that is read as a number, one of several lines."""
LEAVES_INTAKE = ("f2", "f3", "f4", "f5")
OVER_IT = ("f1", "f9", "ctrl+p", "ctrl+t", "ctrl+f", "ctrl+o", "ctrl+q", "ctrl+l", "ctrl+l")
NASTY = ("[/]漏水", "[B]座12号漏水", "[@click=app.quit]点我[/]", "\x1b[31m漏水", "漏水\x00\u200b")


def intake(robot: Robot) -> IntakeScreen:
    assert isinstance(robot.app.screen, IntakeScreen), robot.app.screen
    return robot.app.screen


@pytest.mark.parametrize("key", KINDS)
async def test_every_desk_key_leaves_the_text_of_a_field_unchanged(
    chinese: Robot, key: str
) -> None:
    robot = chinese
    await robot.press("f2")
    field = intake(robot).form[key]
    field.take_focus()
    await robot.types("3-2-1202")
    before = field.typed
    for desk_key in OVER_IT:
        await robot.press(desk_key)
        while not isinstance(robot.app.screen, IntakeScreen):
            await robot.press("escape")
        assert field.typed == before, desk_key
    for desk_key in LEAVES_INTAKE:
        await robot.press(desk_key)
        kept = [draft["typed"] for draft in await robot.drafts()]
        assert any(isinstance(t, dict) and t.get(key) == before for t in kept), desk_key
        if not isinstance(robot.app.screen, IntakeScreen):
            await robot.press("f2")
        again = intake(robot).form[key]
        again.take_focus()
        await robot.types("3-2-1202")


@pytest.mark.parametrize("nasty", NASTY)
async def test_markup_and_controls_are_text_everywhere(chinese: Robot, nasty: str) -> None:
    robot = chinese
    await robot.press("f2")
    await robot.pastes("3-2-1202")
    await robot.press("enter")
    intake(robot).form["what"].take_focus()
    await robot.pastes(nasty)
    await robot.press("ctrl+l", "ctrl+l", "f3", "ctrl+t")
    assert robot.app.is_running
    assert "\x1b" not in robot.screen()


async def test_a_long_pasted_message_keeps_its_lines_and_is_refused_in_words_if_too_long(
    chinese: Robot,
) -> None:
    robot = chinese
    await robot.press("f2")
    await robot.pastes("3-2-1202 您好\n厨房漏水\n麻烦尽快")
    await robot.press("enter")
    form = intake(robot).form
    assert form["room"].typed == "3-2-1202"
    assert "厨房漏水\n麻烦尽快" in form["what"].typed
    form["what"].take_focus()
    await robot.pastes("漏水很久了。" * 1200)
    await robot.press("f10")
    assert form["what"].refusal is not None
    assert len(form["what"].typed) > 7000
    await robot.waits_for(lambda: "draft" and intake(robot).draft is not None, "the draft")


@pytest.mark.parametrize("typed", ["1380013800", "abc", "00000000"])
async def test_a_wrong_number_is_told_at_its_field_and_stays(robot: Robot, typed: str) -> None:
    await robot.press("f2")
    form = intake(robot).form
    form["contact"].take_focus()
    await robot.types(typed)
    await robot.press("enter")
    assert form["contact"].refusal is not None
    assert form["contact"].typed == typed
    await robot.sees(robot.app.told(form["contact"].refusal)[:12])


@pytest.mark.clause("3.1")
async def test_a_number_and_enter_opens_the_ticket(chinese: Robot) -> None:
    from tests.stories.test_a_whole_repair import (  # noqa: PLC0415
        call_of_a_known_resident,
        dispatched,
        promised,
    )

    robot = chinese
    await call_of_a_known_resident(robot)
    await promised(robot)
    await dispatched(robot)
    number = (await robot.newest()).number
    await robot.press("f3")
    await robot.types("1")
    await robot.press("enter")
    await robot.sees(number)


async def test_every_row_fills_the_screen_exactly(robot: Robot) -> None:
    width = robot.app.size.width
    for keys in ((), ("f2",), ("f1",), ("escape", "f9")):
        await robot.press(*keys)
        for strip in robot.app.screen._compositor.render_strips():
            assert cell_len(strip.text) == width


async def test_an_empty_field_says_what_is_missing_one_by_one(chinese: Robot) -> None:
    robot = chinese
    await robot.press("f2", "f10")
    refused = {key for key in FIELDS if intake(robot).form[key].refusal}
    assert refused == {"room", "name", "contact", "what"}
