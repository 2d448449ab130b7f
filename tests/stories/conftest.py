"""Each story is told in one frame, half of them Chinese and small, half English and wide."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

import pytest

from tests.stories.robot import Clocks, Robot, at_the_desk, opened_site

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Generator
    from pathlib import Path

FRAMES = [("zh", (80, 24)), ("en", (120, 40))]
MAIN = {
    "test_it_is_closed_only_when_the_owner_says_so",
    "test_a_known_resident_s_repair_takes_at_most_25_keys_beside_the_words",
    "test_a_quiet_night_is_a_few_lines_and_one_put_right",
}
"""The main stories of the desk, told in both frames."""
SIDE = {"test_complaint_ends"}
"""Side ways of a story told elsewhere: in the smallest frame, in Chinese."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "robot" in metafunc.fixturenames:
        story, module = metafunc.function.__name__, metafunc.module.__name__.rpartition(".")[2]
        drawn = crc32(story.encode()) % 2
        frames = [FRAMES[0 if module in SIDE else drawn]] if story not in MAIN else FRAMES
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
