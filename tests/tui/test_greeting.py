"""How a contact begins and ends: the words to say, and what is ticked (2.1)."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from deskapp.tui.screens.intake import IntakeScreen
from deskapp.tui.screens.intake_phrases import greeting
from tests.stories.robot import Clocks, at_the_desk, opened_site

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@asynccontextmanager
async def contact(tmp_path: Path, lang: str = "en") -> AsyncIterator[IntakeScreen]:
    """A contact that has just begun."""
    clocks, path = Clocks(), tmp_path / "desk.db"
    people = opened_site(path, clocks)
    async with at_the_desk(path, lang, (80, 24), clocks, people["周晓燕"]) as robot:
        await robot.press("f2")
        intake = robot.app.screen
        assert isinstance(intake, IntakeScreen)
        yield intake


@pytest.mark.clause("2.1")
async def test_after_the_fourth_ring_the_greeting_is_an_apology(tmp_path: Path) -> None:
    async with contact(tmp_path) as intake:
        first = greeting(intake, danger=False)
        assert "翠湖花园" in first
        assert intake.form["rings"].chosen == ""
        intake.form["rings"].choose("4+")
        late = greeting(intake, danger=False)
        assert "Sorry" in late
        assert "翠湖花园" in late


@pytest.mark.clause("2.1")
@pytest.mark.parametrize(("lang", "said"), [("zh", "我姓周，"), ("en", "周晓燕 speaking")])
async def test_the_desk_gives_its_name_as_the_language_does(
    tmp_path: Path, lang: str, said: str
) -> None:
    async with contact(tmp_path, lang) as intake:
        assert said in greeting(intake, danger=False)


@pytest.mark.clause("2.1")
async def test_a_visitor_is_greeted_and_offered_a_seat(tmp_path: Path) -> None:
    async with contact(tmp_path) as intake:
        intake.form["channel"].choose("walkin")
        said = greeting(intake, danger=False)
        assert "Hello" in said
        assert "seat" in said
        assert "water" in said


@pytest.mark.clause("2.1")
async def test_thanks_and_who_hung_up_are_kept_when_ticked(tmp_path: Path) -> None:
    async with contact(tmp_path) as intake:
        for key, typed in {"room": "3-2-1202", "name": "王伟", "what": "水管漏水"}.items():
            intake.form[key].typed = typed
        recorded = intake.form.recorded()
        assert recorded
        assert (recorded.thanked, recorded.caller_hung_up_first) == (None, None)
        intake.form["thanked"].choose("yes")
        intake.form["caller_hung_up_first"].choose("no")
        recorded = intake.form.recorded()
        assert recorded
        assert (recorded.thanked, recorded.caller_hung_up_first) == (True, False)
