"""The small screens: menu, help, search, parked calls, who sits here, first start, leaving."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, TypeVar

import pytest
from rich.cells import cell_len
from textual.events import Key, Paste

from deskapp.desk.desk import Desk
from deskapp.handbook.shifts import ShiftBegun
from deskapp.handbook.staff import PersonAdded, SiteOpened
from deskapp.handbook.step import STEPS, Act
from deskapp.handbook.ticket.accepting import Accepted
from deskapp.handbook.ticket.read_back import ReadBack
from deskapp.handbook.ticket.recording import Recorded
from deskapp.locale import _, language, set_language
from deskapp.tui.app import DeskApp
from deskapp.tui.help_text import TOPICS
from deskapp.tui.look.paragraph import wrap
from deskapp.tui.look.saying import MEASURE
from deskapp.tui.look.signs import use_plain
from deskapp.tui.screens.add_person import AddPersonScreen
from deskapp.tui.screens.first_run import FirstRunScreen
from deskapp.tui.screens.give_up import GiveUpScreen
from deskapp.tui.screens.help import HelpScreen, step_rules
from deskapp.tui.screens.intake import IntakeScreen
from deskapp.tui.screens.leave import LeaveScreen
from deskapp.tui.screens.menu import MenuScreen
from deskapp.tui.screens.parked import ParkedScreen
from deskapp.tui.screens.person import PersonScreen
from deskapp.tui.screens.queue import QueueScreen
from deskapp.tui.screens.record import RecordScreen
from deskapp.tui.screens.search import SearchScreen
from deskapp.tui.screens.shift_card import ShiftCardScreen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from textual.pilot import Pilot

SMALL, WIDE = (80, 24), (120, 40)
SIZES = [(60, 20), SMALL, WIDE]
LANGUAGES = ["zh", "en"]
NOW = datetime(2026, 11, 23, 14, 2, tzinfo=timezone(timedelta(hours=8)))
NASTY = ["[/]", "[B]座12", "[@click=app.quit]x[/]", "\x1b[31m"]
Shown = TypeVar("Shown")


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    set_language("en")
    use_plain(plain=False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


def clock() -> datetime:
    return NOW


def opened_site(path: Path, *more: str) -> Desk:
    """Return a desk where one person signs in, and those named in `more`."""
    desk = Desk.open(path, clock)
    added = [PersonAdded(name=name, roles=("R", "D"), logs_in=True) for name in ("周晓燕", *more)]
    site = SiteOpened(name="翠湖花园", phone="88123000", language="zh")
    passed = desk.take([Act("", site), *(Act("", step) for step in added)])
    desk.sign_in(passed[1].stream)
    desk.take([Act(passed[1].stream, ShiftBegun())])
    return desk


def with_call(desk: Desk, what: str, room: str = "3-2-1202") -> str:
    """Take one whole call; its number."""
    number = desk.start_draft("intake").number
    site = desk.site()
    recorded = Recorded(
        channel="phone",
        rings="",
        room=room,
        name="王伟",
        contact_kind="mobile",
        contact="13800138000",
        what=what,
        raised_at=site.now,
        contact_start=site.now,
        policy=site.policy.version,
    )
    accepted = Accepted(
        sub="REP.LEAK", priority="P1", reason="要上门", steps="先止水",
        due=desk.calendar.finish_by(desk.policy, "P1", site.now),
        told=("reason", "steps", "due", "contact"), desk_phone="88123000",
    )  # fmt: skip
    chunks = [ReadBack(chunk=chunk, outcome="yes") for chunk in ("who", "phone", "what")]
    desk.take([Act(number, step) for step in (recorded, *chunks, accepted)])
    return number


def with_draft(desk: Desk, what: str, room: str = "") -> str:
    """Park one call; its number."""
    draft = desk.start_draft("intake")
    desk.save_draft(replace(draft, values={"typed": {"room": room, "what": what}}))
    return draft.number


@asynccontextmanager
async def running(
    path: Path, size: tuple[int, int] = SMALL, lang: str = "en"
) -> AsyncIterator[tuple[DeskApp, Pilot[None]]]:
    app = DeskApp(path, lang, clock=clock)
    async with app.run_test(size=size, notifications=True) as pilot:
        await wait_for(pilot, lambda: len(app.screen_stack) > 1)
        yield app, pilot
    app.desk.close()


async def wait_for(pilot: Pilot[None], fact: Callable[[], object]) -> None:
    """Let the app go on until something is so."""
    for _turn in range(250):
        if fact():
            return
        await pilot.pause(0.02)
    raise AssertionError(rows_of(pilot.app))


async def came(pilot: Pilot[None], kind: type[Shown]) -> Shown:
    """Wait until a screen of this kind is in front."""
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, kind))
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, kind)
    return screen


async def opened_by(pilot: Pilot[None], key: str, kind: type[Shown]) -> Shown:
    await pilot.press(key)
    return await came(pilot, kind)


def rows_of(app: object) -> list[str]:
    """Return what the terminal would show, row by row."""
    assert isinstance(app, DeskApp)
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


def shows(app: DeskApp, words: str) -> bool:
    return any(words in row for row in rows_of(app))


# -- all of them


OPENING = {
    "f1": HelpScreen, "f9": MenuScreen, "ctrl+f": SearchScreen, "ctrl+t": ParkedScreen,
    "ctrl+o": PersonScreen, "ctrl+q": LeaveScreen,
}  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_every_row_fills_the_window_and_one_sign_says_here(
    path: Path, size: tuple[int, int], lang: str
) -> None:
    desk = opened_site(path, "欧阳建国")
    for place in range(30):
        with_draft(desk, f"厨房水管漏水，地板也泡了，请人快点来看看 {place}", "3-2-1202")
    desk.close()
    async with running(path, size, lang) as (app, pilot):
        await came(pilot, PersonScreen)
        await pilot.press("enter")
        await came(pilot, ParkedScreen)
        await pilot.press("escape")
        for key, kind in OPENING.items():
            await opened_by(pilot, key, kind)
            rows = rows_of(app)
            assert [cell_len(row) for row in rows] == [size[0]] * size[1], (key, rows)
            assert sum(row.count("▸") for row in rows) <= 1, key
            await pilot.press("escape")
            await came(pilot, QueueScreen)


async def test_the_language_changes_while_a_list_is_open(path: Path) -> None:
    opened_site(path).close()
    async with running(path, lang="zh") as (app, pilot):
        await came(pilot, QueueScreen)
        await opened_by(pilot, "f9", MenuScreen)
        await pilot.press("ctrl+l")
        await pilot.pause()
        assert language() == "en"
        assert shows(app, "Change person")


# -- menu


async def test_the_menu_narrows_by_a_part_of_a_name_and_enter_does_it(path: Path) -> None:
    opened_site(path).close()
    async with running(path) as (app, pilot):
        await came(pilot, QueueScreen)
        await opened_by(pilot, "f9", MenuScreen)
        await pilot.press(*"night")
        await pilot.pause()
        assert shows(app, "Theme: night")
        assert not shows(app, "Theme: day")
        await pilot.press("enter")
        await wait_for(pilot, lambda: app.theme == "night")
        await came(pilot, QueueScreen)


async def test_the_menu_knows_the_names_of_the_other_language(path: Path) -> None:
    opened_site(path).close()
    async with running(path, lang="zh") as (_app, pilot):
        await came(pilot, QueueScreen)
        menu = await opened_by(pilot, "f9", MenuScreen)
        await pilot.press(*"search")
        await pilot.pause()
        assert [menu.entries[place].label for place in menu.found] == ["Search"]


async def test_digits_mean_the_number_of_an_entry_also_when_they_are_wide(path: Path) -> None:
    opened_site(path).close()
    async with running(path) as (_app, pilot):
        await came(pilot, QueueScreen)
        menu = await opened_by(pilot, "ctrl+p", MenuScreen)
        await pilot.press("２")
        await pilot.pause()
        assert menu.found[0] == 1
        assert len(menu.entries) > 10


@pytest.mark.parametrize("words", NASTY)
async def test_what_is_typed_in_the_menu_is_never_markup(path: Path, words: str) -> None:
    opened_site(path).close()
    async with running(path) as (app, pilot):
        await came(pilot, QueueScreen)
        menu = await opened_by(pilot, "f9", MenuScreen)
        menu.finder.editor.insert_text_at_cursor(words)
        await wait_for(pilot, lambda: not menu.found)
        await pilot.press("enter", "f10")
        assert app.screen is menu
        assert shows(app, _("Nothing is called that; type less."))


async def test_somebody_is_added_to_the_staff_list_from_the_menu(path: Path) -> None:
    opened_site(path).close()
    async with running(path) as (app, pilot):
        await came(pilot, QueueScreen)
        await opened_by(pilot, "f9", MenuScreen)
        await pilot.press(*"add a", "enter")
        form = await came(pilot, AddPersonScreen)
        form.fields["name"].typed = "张建国"
        form.fields["roles"].typed = "E"
        await pilot.press("f10")
        await came(pilot, QueueScreen)
        await wait_for(pilot, lambda: app.still and len(app.still.people) == 2)
        assert app.still
        assert "张建国" in {person.name for person in app.still.people.values()}


async def test_a_call_is_abandoned_only_with_a_reason_and_only_while_one_is_open(
    path: Path,
) -> None:
    opened_site(path).close()
    async with running(path) as (app, pilot):
        await came(pilot, QueueScreen)
        menu = await opened_by(pilot, "f9", MenuScreen)
        assert "Abandon the half-done call" not in [entry.label for entry in menu.entries]
        await pilot.press("escape")
        intake = await opened_by(pilot, "f2", IntakeScreen)
        intake.form["what"].typed = "打错了吧"
        await opened_by(pilot, "f9", MenuScreen)
        await pilot.press(*"abandon", "enter")
        await came(pilot, GiveUpScreen)
        await pilot.press("escape")
        await came(pilot, IntakeScreen)
        await opened_by(pilot, "f9", MenuScreen)
        await pilot.press(*"abandon", "enter")
        await came(pilot, GiveUpScreen)
        await pilot.press("down", "enter")
        await came(pilot, QueueScreen)
        assert await app.desk.ask(lambda desk: desk.drafts()) == []


# -- help


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("place", TOPICS)
def test_every_sentence_of_the_help_fits_one_line(place: str, lang: str) -> None:
    set_language(lang)
    topic = TOPICS[place]
    for label, text in (*topic.rules, *topic.keys):
        assert cell_len(_(label)) <= 9
        assert len(wrap(_(text), MEASURE)) == 1


@pytest.mark.parametrize("kind", STEPS)
def test_the_help_of_every_step_names_all_its_fields(kind: str) -> None:
    rules = step_rules(STEPS[kind])
    assert rules[0] == (STEPS[kind].about.clause, STEPS[kind].about.title)
    assert all(label and text for label, text in rules)


async def test_the_help_is_about_the_place_one_came_from_and_scrolls(path: Path) -> None:
    opened_site(path).close()
    async with running(path) as (app, pilot):
        await came(pilot, QueueScreen)
        intake = await opened_by(pilot, "f2", IntakeScreen)
        await opened_by(pilot, "f1", HelpScreen)
        assert shows(app, "Pick up within three rings")
        assert not shows(app, "Ctrl+Q")
        assert shows(app, "more below")
        await pilot.press("pagedown", "pagedown", "pagedown")
        await pilot.pause()
        assert shows(app, "Ctrl+Q")
        assert not shows(app, "more below")
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is intake


# -- search


async def searched(app: DeskApp, pilot: Pilot[None], words: str) -> SearchScreen:
    await came(pilot, QueueScreen)
    search = await opened_by(pilot, "ctrl+f", SearchScreen)
    search.finder.editor.value = words
    await wait_for(pilot, lambda: bool(search.hits) and search._waiting is None)
    await pilot.pause()
    assert app.screen is search
    return search


async def test_the_newest_ticket_that_holds_the_words_stands_first_and_enter_opens_it(
    path: Path,
) -> None:
    desk = opened_site(path)
    with_call(desk, "厨房水管漏水")
    newest = with_call(desk, "卫生间漏水到楼下")
    with_call(desk, "门锁坏了")
    desk.close()
    async with running(path) as (app, pilot):
        search = await searched(app, pilot, "漏水")
        assert [line.what for line in search.lines] == ["卫生间漏水到楼下", "厨房水管漏水"]
        await pilot.press("enter")
        record = await came(pilot, RecordScreen)
        assert record.number == newest


async def test_the_arrows_choose_while_the_cursor_stays_in_the_line(path: Path) -> None:
    desk = opened_site(path)
    first = with_call(desk, "厨房水管漏水")
    with_call(desk, "卫生间漏水到楼下")
    desk.close()
    async with running(path) as (app, pilot):
        search = await searched(app, pilot, "漏水")
        await pilot.press("down")
        assert search.finder.editor.has_focus
        await pilot.press("f10")
        assert (await came(pilot, RecordScreen)).number == first


async def test_a_number_and_enter_at_once_open_that_ticket(path: Path) -> None:
    desk = opened_site(path)
    number = with_call(desk, "厨房水管漏水")
    with_call(desk, "水表读数 001")
    desk.close()
    async with running(path) as (_app, pilot):
        await came(pilot, QueueScreen)
        await opened_by(pilot, "ctrl+f", SearchScreen)
        await pilot.press(*number.partition("-")[2], "enter")
        assert (await came(pilot, RecordScreen)).number == number


async def test_names_and_numbers_are_masked_and_hits_are_marked(path: Path) -> None:
    desk = opened_site(path)
    with_call(desk, "厨房水管漏水")
    desk.close()
    async with running(path) as (app, pilot):
        search = await searched(app, pilot, "漏水")
        assert shows(app, "138****8000")
        assert not shows(app, "王伟")
        assert not shows(app, "13800138000")
        assert ("漏水", "bold $d-accent") in search.matter(search.lines[0].what)


def test_a_hit_far_behind_in_the_matter_is_in_view() -> None:
    search = SearchScreen.__new__(SearchScreen)
    from deskapp.tui.screens.search import hit_pattern  # ruff: ignore[import-outside-top-level]

    search.hits = hit_pattern("漏水")
    text = "".join(words for words, _style in search.matter("啊" * 100 + "漏水了"))
    assert text == "…" + "啊" * 6 + "漏水了"


@pytest.mark.parametrize("words", ["", "   ", "找不到的东西", *NASTY, "水" * 7000])
async def test_whatever_is_looked_for_gets_a_plain_sentence(path: Path, words: str) -> None:
    desk = opened_site(path)
    with_call(desk, "门锁坏了")
    desk.close()
    async with running(path) as (app, pilot):
        await came(pilot, QueueScreen)
        search = await opened_by(pilot, "ctrl+f", SearchScreen)
        search.finder.editor.value = words
        await pilot.press("enter")
        await pilot.pause()
        sentences = ("Type a number", "Nothing found", "That is too long")
        assert any(shows(app, sentence) for sentence in sentences)
        assert app.screen is search
        assert [cell_len(row) for row in rows_of(app)] == [80] * 24


async def test_pasted_lines_are_looked_for_as_one(path: Path) -> None:
    desk = opened_site(path)
    with_call(desk, "厨房水管漏水")
    desk.close()
    async with running(path) as (_app, pilot):
        await came(pilot, QueueScreen)
        search = await opened_by(pilot, "ctrl+f", SearchScreen)
        search.finder.editor.post_message(Paste("厨房\n漏水"))
        await wait_for(pilot, lambda: len(search.lines) == 1)
        assert search.finder.editor.value == "厨房 漏水"


# -- parked calls


async def test_parked_calls_are_offered_at_the_start_and_one_goes_on(path: Path) -> None:
    desk = opened_site(path)
    with_draft(desk, "门锁坏了", "3-2-1202")
    newest = with_draft(desk, "[/] 漏水\n很急")
    desk.close()
    async with running(path) as (app, pilot):
        await came(pilot, ParkedScreen)
        assert shows(app, "[/] 漏水 很急")
        assert shows(app, _("no room yet"))
        await pilot.press("enter")
        intake = await came(pilot, IntakeScreen)
        assert intake.draft is not None
        assert intake.draft.number == newest
        assert intake.form["what"].typed == "[/] 漏水\n很急"


async def test_going_on_with_a_parked_call_parks_the_one_that_is_open(path: Path) -> None:
    desk = opened_site(path)
    number = with_draft(desk, "门锁坏了", "3-2-1202")
    desk.close()
    async with running(path) as (app, pilot):
        await came(pilot, ParkedScreen)
        await pilot.press("escape")
        open_now = await opened_by(pilot, "f2", IntakeScreen)
        open_now.form["what"].typed = "电梯有异响"
        await opened_by(pilot, "ctrl+t", ParkedScreen)
        await pilot.press("end", "enter")
        await wait_for(pilot, lambda: app.screen is not open_now and _draft_of(app) == number)
        kept = await app.desk.ask(lambda desk: desk.drafts())
        assert "电梯有异响" in str([draft.values for draft in kept])
        assert sum(isinstance(screen, IntakeScreen) for screen in app.screen_stack) == 1


def _draft_of(app: DeskApp) -> str:
    screen = app.screen
    return screen.draft.number if isinstance(screen, IntakeScreen) and screen.draft else ""


async def test_without_parked_calls_a_sentence_says_so(path: Path) -> None:
    opened_site(path).close()
    async with running(path) as (app, pilot):
        await came(pilot, QueueScreen)
        await opened_by(pilot, "ctrl+t", ParkedScreen)
        await pilot.press("enter")
        assert shows(app, "No call is parked.")


# -- who sits here


async def test_with_several_people_the_desk_asks_who_sits_here_and_takes_no_other_answer(
    path: Path,
) -> None:
    opened_site(path, "欧阳建国").close()
    async with running(path) as (app, pilot):
        asked = await came(pilot, PersonScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is asked
        second = asked.people[1].name
        await pilot.press("down", "enter")
        await came(pilot, ShiftCardScreen)
        assert app.operator_name == second
        await pilot.press("enter")
        await came(pilot, QueueScreen)
        again = await opened_by(pilot, "ctrl+o", PersonScreen)
        assert again.people[again.list.selected].name == second


async def test_the_cursor_of_the_terminal_stands_in_the_chosen_row(path: Path) -> None:
    opened_site(path, "欧阳建国").close()
    async with running(path) as (app, pilot):
        await came(pilot, PersonScreen)
        await pilot.press("down")
        await pilot.pause()
        at = next(y for y, row in enumerate(rows_of(app)) if row.startswith("▸"))
        assert app.cursor_position == (0, at)


# -- first start


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_the_first_start_needs_a_site_and_a_name_and_then_opens_the_desk(
    path: Path, lang: str
) -> None:
    async with running(path, lang=lang) as (app, pilot):
        first = await came(pilot, FirstRunScreen)
        await pilot.press("f10")
        await wait_for(pilot, lambda: first.fields["site.name"].refusal)
        assert first.fields["site.name"].has_focus_within
        await pilot.press(*"翠湖花园", "enter", *"0571-88123000", "enter", "enter", "f10")
        await wait_for(pilot, lambda: first.fields["person.name"].refusal)
        await pilot.press(*"周晓燕", "enter", "f10")
        await came(pilot, QueueScreen)
        await wait_for(pilot, lambda: app.operator_name == "周晓燕")
        facts = await app.desk.ask(lambda desk: desk.facts())
        assert facts
        assert (facts.name, facts.language) == ("翠湖花园", lang)
        assert app.site_name == "翠湖花园"


async def test_choosing_the_other_language_changes_the_words_at_once(path: Path) -> None:
    async with running(path, lang="en") as (_app, pilot):
        first = await came(pilot, FirstRunScreen)
        first.fields["language"].editor.focus()
        await pilot.press("up")
        await wait_for(pilot, lambda: language() == "zh")


async def test_escape_at_the_first_start_asks_whether_to_leave(path: Path) -> None:
    async with running(path) as (app, pilot):
        await came(pilot, FirstRunScreen)
        await opened_by(pilot, "escape", LeaveScreen)
        await pilot.press("enter")
        await wait_for(pilot, lambda: app._exit)


# -- leaving


async def test_leaving_is_asked_once_and_keeps_what_is_half_done(path: Path) -> None:
    opened_site(path).close()
    async with running(path) as (app, pilot):
        await came(pilot, QueueScreen)
        intake = await opened_by(pilot, "f2", IntakeScreen)
        intake.form["what"].typed = "电梯有异响"
        await opened_by(pilot, "ctrl+q", LeaveScreen)
        await wait_for(pilot, lambda: shows(app, "One call is parked; it is kept."))
        await pilot.press("escape")
        await came(pilot, IntakeScreen)
        assert not app._exit
        await opened_by(pilot, "ctrl+q", LeaveScreen)
        await pilot.press("enter")
        await wait_for(pilot, lambda: app._exit)
    desk = Desk.open(path, clock)
    assert [draft.values["typed"] for draft in desk.drafts()]
    desk.close()


async def test_what_is_typed_before_the_desk_is_open_lands_where_it_belongs(path: Path) -> None:
    opened_site(path).close()
    app = DeskApp(path, "en", clock=clock)
    async with app.run_test(size=SMALL) as pilot:
        app.post_message(Key("f2", None))
        for character in "31202":
            app.post_message(Key(character, character))
        await wait_for(pilot, lambda: isinstance(app.screen, IntakeScreen))
        intake = app.screen
        assert isinstance(intake, IntakeScreen)
        await wait_for(pilot, lambda: intake.form["room"].typed == "31202")
    app.desk.close()
