"""Every story is told in both languages and at both sizes; the main ones in each with each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stories.robot import Clocks, Robot, at_the_desk, opened_site

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Generator
    from pathlib import Path

FRAMES = [("zh", (80, 24)), ("en", (120, 40)), ("en", (80, 24)), ("zh", (120, 40))]
MAIN = {"test_a_whole_repair"}
"""Stories that are told in all four frames; the others in the first two."""
SIDE = {"test_complaint_ends"}
"""Side ways of a story told elsewhere: in the smallest frame, in Chinese."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "robot" in metafunc.fixturenames:
        name = metafunc.module.__name__.rpartition(".")[2]
        frames = FRAMES if name in MAIN else FRAMES[:1] if name in SIDE else FRAMES[:2]
        names = [f"{lang}-{width}x{height}" for lang, (width, height) in frames]
        metafunc.parametrize("robot", frames, indirect=True, ids=names)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A story that fails shows the screen it failed on."""
    report = yield
    robot = getattr(item, "funcargs", {}).get("robot")
    if report.failed and report.when == "call" and isinstance(robot, Robot):
        report.sections.append(("screen", robot.screen()))
    return report


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


@pytest.fixture
def people(path: Path, clocks: Clocks) -> dict[str, str]:
    return opened_site(path, clocks)


@pytest.fixture
async def robot(
    request: pytest.FixtureRequest, path: Path, clocks: Clocks, people: dict[str, str]
) -> AsyncIterator[Robot]:
    lang, size = request.param
    async with at_the_desk(path, lang, size, clocks, people["周晓燕"]) as made:
        yield made


@pytest.fixture
async def chinese(path: Path, clocks: Clocks, people: dict[str, str]) -> AsyncIterator[Robot]:
    async with at_the_desk(path, "zh", (80, 24), clocks, people["周晓燕"]) as made:
        yield made
