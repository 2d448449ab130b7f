"""What is typed before a screen stands is not lost: it waits, and arrives in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Key

from deskapp.tui.screens.search import SearchScreen
from tests.stories.robot import Clocks, at_the_desk, opened_site

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_word_typed_at_a_screen_that_is_still_opening_stands_in_its_field(
    tmp_path: Path,
) -> None:
    clocks = Clocks()
    staff = opened_site(tmp_path / "desk.db", clocks)
    async with at_the_desk(tmp_path / "desk.db", "en", (80, 24), clocks, staff["周晓燕"]) as robot:
        opening = SearchScreen()
        robot.app.push_screen(opening)
        for letter in "漏水lift":
            robot.app.post_message(Key(letter, letter))
        assert not opening.is_mounted
        await robot.sees("漏水lift")
