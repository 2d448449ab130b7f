"""The frame keeps its rows and columns in every size, language and theme."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.color import Color
from textual.widgets import Input

import deskapp.tui.frame
from deskapp.handbook.message import Msg
from deskapp.locale import say, set_language
from deskapp.tui.frame import DeskScreen
from deskapp.tui.look.palette import THEMES, variable_defaults
from deskapp.tui.look.signs import use_plain

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from textual.app import ComposeResult
    from textual.pilot import Pilot

PHRASES = {
    "zh": "刘女士，跟您同步一下：原定今天 12点，因为等配件赶不上。"
    "可以改到今天下午 6点，或者明天上午 10点，您看哪个行？",
    "en": "An update: today 12:00 will not be met because a part is late. "
    "We can offer 18:00 today, or 10:00 tomorrow. Which suits you?",
}
SIZES = [(60, 20), (80, 24), (120, 40)]
LANGUAGES = ["zh", "en"]


class QueueScreen(DeskScreen[None]):
    def __init__(self, phrase: str) -> None:
        super().__init__()
        self.say_line = phrase

    def place(self) -> str:
        return say(Msg("Queue"))

    def state(self) -> str:
        return "38"

    def compose_work(self) -> ComposeResult:
        yield Input(id="number", compact=True)

    def main_label(self) -> str:
        return "改时间"


class DeskForTest(App[None]):
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        Path(deskapp.tui.frame.__file__).with_name("frame.tcss")
    ]

    def __init__(self, phrase: str = "") -> None:
        super().__init__()
        self.phrase = phrase
        self.site_name, self.shift_name, self.operator_name = "翠湖花园", "早班", "周晓燕"
        self.counts = (1, 3, 2)
        self.time = datetime(2026, 11, 23, 14, 2, tzinfo=UTC)
        for theme in THEMES.values():
            self.register_theme(theme)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults()

    async def on_mount(self) -> None:
        self.theme = "day"
        await self.push_screen(QueueScreen(self.phrase))

    def now(self) -> datetime:
        return self.time

    def told(self, msg: Msg) -> str:
        return say(msg)

    @property
    def desk_screen(self) -> QueueScreen:
        assert isinstance(self.screen, QueueScreen)
        return self.screen


@asynccontextmanager
async def opened(
    size: tuple[int, int] = (80, 24), language: str = "zh"
) -> AsyncIterator[tuple[DeskForTest, Pilot[None]]]:
    set_language(language)
    app = DeskForTest(PHRASES[language])
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    set_language("en")
    use_plain(plain=False)


def rows_of(app: App[None]) -> list[str]:
    """Return what the terminal would show, row by row."""
    return [
        "".join(segment.text for segment in strip)
        for strip in app.screen._compositor.render_strips()
    ]


def cell_of(row: str, words: str) -> int:
    return cell_len(row[: row.index(words)])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_every_row_fills_the_window_exactly(size: tuple[int, int], language: str) -> None:
    async with opened(size, language) as (app, _pilot):
        rows = rows_of(app)
        assert [cell_len(row) for row in rows] == [size[0]] * size[1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_the_rows_stand_where_they_always_stand(size: tuple[int, int], language: str) -> None:
    width, height = size
    async with opened(size, language) as (app, pilot):
        app.desk_screen.tell("04", "saved")
        await pilot.pause()
        rows = rows_of(app)
        assert cell_of(rows[0], say(Msg("Queue"))) == 2
        assert rows[0].endswith("14:02  ")
        assert cell_of(rows[1], say(Msg("Say"))) == 2
        assert cell_of(rows[1], PHRASES[language][:6]) == 12
        assert app.desk_screen.query_one("#work").region.y == 4
        assert app.desk_screen.query_one("#work").region.bottom == height - 3
        assert rows[height - 3].strip() == "─" * (width - 4)
        assert rows[height - 2].startswith("  ✓ 04")
        assert rows[height - 1].startswith("  F")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES[1:])
async def test_f10_stands_at_column_67(size: tuple[int, int], language: str) -> None:
    async with opened(size, language) as (app, _pilot):
        keys = rows_of(app)[-1]
        found = [cell_of(keys, f"{key} ") for key in ("F1", "F2", "F3", "F4", "F5", "F10")]
        assert found == [2, 15, 28, 41, 54, 67]


async def test_a_narrow_window_shows_four_keys_and_drops_names_from_the_title() -> None:
    async with opened((60, 20)) as (app, _pilot):
        rows = rows_of(app)
        assert rows[-1].split()[::2] == ["F2", "F3", "F5", "F10"]
        assert "翠湖花园" in rows[0]
    async with opened((46, 20)) as (app, _pilot):
        title = rows_of(app)[0]
        assert "翠湖花园" not in title
        assert "周晓燕" in title
    async with opened((30, 10)) as (app, _pilot):
        rows = rows_of(app)
        assert rows[0].split() == ["队列", "38", "14:02"]
        assert rows[-1].split() == ["F10", "改时间"]


async def test_a_wide_window_shows_more_keys_and_the_wall_before_the_pane() -> None:
    async with opened((120, 40)) as (app, _pilot):
        rows = rows_of(app)
        assert rows[-1].endswith("F9 更多  Ctrl+F 查找  Esc 返回  ")
        assert [cell_of(row, "│") for row in rows[4:37]] == [80] * 33
        pane = app.desk_screen.query_one("#pane").region
        assert (pane.x, pane.width, pane.y, pane.height) == (82, 36, 4, 33)
        assert app.desk_screen.query_one("#work").region.width == 80


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_first_80_columns_look_the_same_in_a_wide_window(language: str) -> None:
    async with opened((80, 24), language) as (app, _pilot):
        narrow = rows_of(app)
    async with opened((120, 24), language) as (app, _pilot):
        wide = rows_of(app)
    for row in (1, 2, 3, 23):
        assert wide[row].startswith(narrow[row].rstrip())


async def test_the_counts_stand_at_the_right_edge_and_yield_to_a_long_sentence() -> None:
    async with opened() as (app, pilot):
        assert rows_of(app)[22].endswith("危险 1  已过 3  到点 2  ")
        app.desk_screen.tell("还不能派：" + "要求没写清，" * 5, "refused", "3.1")
        await pilot.pause()
        row = rows_of(app)[22]
        assert "3.1" in row
        assert row.endswith("危险 1  ")


async def test_what_is_below_stands_at_the_right_end_of_the_rule() -> None:
    async with opened() as (app, pilot):
        app.desk_screen.more = Msg("往下还有 {n} 件", {"n": 25})
        await pilot.pause()
        assert rows_of(app)[21] == "  " + "─" * 59 + "   往下还有 25 件  "


async def test_the_answers_stand_under_the_words_to_be_confirmed() -> None:
    async with opened() as (app, pilot):
        app.desk_screen.say_line = "回电号码，对吗？"
        app.desk_screen.answers = (("Enter", "对"), ("→", "要改"), ("Del", "没回答、不能念"))
        await pilot.pause()
        rows = rows_of(app)
        assert rows[2].rstrip() == "  回答      Enter 对   → 要改   Del 没回答、不能念"
        assert rows[3].strip() == ""


async def test_every_word_changes_with_the_language() -> None:
    async with opened() as (app, pilot):
        app.desk_screen.tell(Msg("Back"))
        set_language("en")
        app.desk_screen.refresh_words()
        await pilot.pause()
        rows = rows_of(app)
        assert rows[0].startswith("  Queue  38")
        assert rows[1].startswith("  Say  ")
        assert rows[22].startswith("    Back")
        assert "Danger 1  Late 3  Due 2" in rows[22]
        assert rows[23].startswith("  F1 Help      F2 Intake")


@pytest.mark.parametrize("theme", THEMES)
async def test_colours_follow_the_theme(theme: str) -> None:
    async with opened() as (app, pilot):
        app.theme = theme
        await pilot.pause()
        await pilot.pause()
        strip = app.screen._compositor.render_strips()[1]
        style = next(one.style for one in strip if "说" in one.text)
        assert style is not None
        assert style.color is not None
        assert style.bgcolor is not None
        wanted = THEMES[theme].variables
        assert Color.from_rich_color(style.color) == Color.parse(wanted["d-accent"])
        assert Color.from_rich_color(style.bgcolor) == Color.parse(wanted["d-say"])


async def test_a_plain_console_draws_rules_in_ascii() -> None:
    async with opened((120, 24)) as (app, pilot):
        use_plain(plain=True)
        app.desk_screen.refresh_words()
        await pilot.pause()
        rows = rows_of(app)
        assert rows[21].strip() == "-" * 116
        assert cell_of(rows[4], "|") == 80


async def test_the_clock_is_read_from_the_app() -> None:
    async with opened() as (app, pilot):
        app.time = app.time.replace(minute=3)
        app.desk_screen.refresh_words()
        await pilot.pause()
        assert rows_of(app)[0].endswith("14:03  ")


async def test_nothing_blinks() -> None:
    async with opened() as (app, pilot):
        await pilot.pause()
        number = app.desk_screen.query_one("#number", Input)
        number.focus()
        await pilot.pause()
        assert not number.cursor_blink


@pytest.mark.parametrize("size", [(20, 4), (40, 8), (79, 12), (100, 30), (200, 60)])
async def test_no_window_is_too_small_or_too_large(size: tuple[int, int]) -> None:
    async with opened(size) as (app, _pilot):
        rows = rows_of(app)
        assert [cell_len(row) for row in rows] == [size[0]] * size[1]


async def test_what_was_typed_is_never_markup() -> None:
    async with opened() as (app, pilot):
        app.desk_screen.tell("[/] [B]座12 [@click=app.quit]x[/]")
        app.desk_screen.say_line = "[/b]漏水"
        await pilot.pause()
        rows = rows_of(app)
        assert rows[22].startswith("    [/] [B]座12 [@click=app.quit]x[/]")
        assert rows[1].rstrip().endswith("[/b]漏水")


def test_no_letter_is_a_command() -> None:
    keys = QueueScreen("")._bindings.key_to_bindings
    assert not [key for key in keys if len(key) == 1]
