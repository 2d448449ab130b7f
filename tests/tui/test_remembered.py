"""Theme and language are as they were left, and never a reason not to start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deskapp.locale import language, set_language
from deskapp.tui.app import DeskApp
from deskapp.tui.look.signs import use_plain
from deskapp.tui.remembered import Remembered, file_beside, recall, remember
from tests.stories.robot import Clocks, opened_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    set_language("en")
    use_plain(plain=False)


async def test_the_next_start_looks_and_speaks_like_the_last(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    opened_site(path, Clocks())
    app = DeskApp(path, "zh")
    async with app.run_test():
        app.use_theme("night")
        app.switch_language()
    app.desk.close()
    set_language("zh")
    again = DeskApp(path)
    async with again.run_test():
        assert again.theme == "night"
        assert language() == "en"
    again.desk.close()


def test_what_is_asked_for_goes_before_what_is_remembered(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    remember(path, Remembered("night", "en"))
    app = DeskApp(path, "zh", "contrast")
    assert (app._wanted_theme, language()) == ("contrast", "zh")
    app.desk.close()


@pytest.mark.parametrize(
    "kept",
    [
        b"", b"{", b"\xff\xfe", b"[1]", b"null", b'{"theme": ["night"], "language": {}}',
        b'{"theme": "no such", "language": "xx"}', b"[" * 5000,
    ],
)  # fmt: skip
def test_a_file_that_makes_no_sense_counts_as_none(tmp_path: Path, kept: bytes) -> None:
    path = tmp_path / "desk.db"
    file_beside(path).write_bytes(kept)
    assert recall(path) == Remembered()


def test_a_place_that_cannot_be_written_costs_only_the_choice(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    file_beside(path).mkdir()
    remember(path, Remembered("night", "en"))
    assert recall(path) == Remembered()


def test_a_theme_that_there_is_not_is_the_day_one(tmp_path: Path) -> None:
    app = DeskApp(tmp_path / "desk.db", "en", "no such theme")
    assert app._wanted_theme == "day"
    app.desk.close()
