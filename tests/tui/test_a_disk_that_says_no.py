"""The database cannot be written: the screens say so, stay, and keep what was typed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from deskapp.tui.screens.intake import IntakeScreen
from deskapp.tui.screens.pass_gate import joined
from deskapp.tui.screens.step_form import StepFormScreen
from tests.stories.robot import Clocks, Robot, at_the_desk, opened_site

if TYPE_CHECKING:
    from pathlib import Path

IN_USE = "is in use by"


async def impatient(robot: Robot) -> None:
    """Let the desk wait for nobody, so that a locked file is told of at once."""
    await robot.app.desk.ask(lambda desk: desk.store.conn.execute("PRAGMA busy_timeout = 0"))


def locked(path: Path) -> closing[sqlite3.Connection]:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return closing(other)


def form_of(robot: Robot) -> StepFormScreen:
    screen = robot.app.screen
    assert isinstance(screen, StepFormScreen)
    return screen


async def test_a_step_that_could_not_be_saved_keeps_its_form(tmp_path: Path) -> None:
    clocks, path = Clocks(), tmp_path / "desk.db"
    people = opened_site(path, clocks)
    async with at_the_desk(path, "en", (120, 40), clocks, people["周晓燕"]) as robot:
        await robot.press("f9")
        await robot.types("add a")
        await robot.press("enter")
        await robot.waits_for(lambda: isinstance(robot.app.screen, StepFormScreen), "the form")
        form = form_of(robot)
        await robot.app.sign_in(people["林主管"])
        form.fields["name"].typed = "赵六"
        form.fields["roles"].typed = "E"
        await impatient(robot)
        with locked(path):
            await robot.press("f10")
            await robot.sees(IN_USE)
        assert robot.app.screen is form
        assert form.fields["name"].typed == "赵六"
        await robot.press("f10")
        await robot.waits_for(lambda: robot.app.screen is not form, "the form to be taken")


async def test_a_call_that_could_not_be_saved_stays_on_the_page(tmp_path: Path) -> None:
    clocks, path = Clocks(), tmp_path / "desk.db"
    people = opened_site(path, clocks)
    async with at_the_desk(path, "en", (120, 40), clocks, people["周晓燕"]) as robot:
        await robot.press("f2")
        await robot.types("3-2-1202")
        await robot.press("enter")
        intake = robot.app.screen
        assert isinstance(intake, IntakeScreen)
        intake.form["what"].typed = "电梯困人"
        await intake.save_draft()
        await impatient(robot)
        with locked(path):
            await robot.press("ctrl+g")
            await robot.sees(IN_USE)
        assert robot.app.screen is intake
        await robot.press("ctrl+g")
        await robot.waits_for(lambda: robot.app.screen is not intake, "the danger to be taken")


@pytest.mark.clause("0-4")
def test_a_second_reason_takes_nothing_back_of_what_the_first_one_passed() -> None:
    first = {"override": "先救人", "override_clauses": ("3.1",)}
    second = {"override": "电话断了", "override_clauses": ("2.2",)}
    assert joined(first, second)["override_clauses"] == ("2.2", "3.1")
