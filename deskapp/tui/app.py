"""The desk as a terminal program: its keys, its screens, its one connection to the desk."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, TypeVar

# Before the first import of textual: the kitty protocol breaks the commits of input methods.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
# A letter that follows another drawing waits for the next frame: 4 ms instead of 17.
os.environ.setdefault("TEXTUAL_FPS", "250")

from textual import events, on
from textual.app import App
from textual.binding import Binding, BindingType

from deskapp.desk.clock import Clock, local_now
from deskapp.desk.collector import collect_seldom
from deskapp.desk.hidden import Withheld
from deskapp.desk.thread import DeskThread
from deskapp.handbook.message import N_, Msg
from deskapp.locale import _, first_language, language, say, set_language
from deskapp.store.errors import StoreError
from deskapp.tui.frame import DeskScreen
from deskapp.tui.idling import ClipboardKept, Idling
from deskapp.tui.look.palette import THEMES, variable_defaults
from deskapp.tui.look.signs import use_plain
from deskapp.tui.remembered import Remembered, recall, remember
from deskapp.tui.ringing import Ringing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.screen import Screen

    # Everything behind the desk is loaded by its thread once the first frame stands.
    from deskapp.desk.desk import Desk
    from deskapp.desk.site import StillSite
    from deskapp.handbook.people import Person
    from deskapp.locale.telling import Teller

T = TypeVar("T")
MERGE_SECONDS = 20.0
COUNT_SECONDS = 15.0
IDLE_SECONDS = 5.0
LANDING = 1.0
"""Seconds after which a widget that does not answer is no longer waited for."""


class DeskApp(App[None]):
    """Opens the desk, signs somebody in, and stays until it is told to go."""

    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "frame.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"desk('{name}')", label, show=False, priority=True)
        for key, name, label in (
            ("f1", "help", N_("Help")),
            ("f2", "intake", N_("Intake")),
            ("f3", "queue", N_("Queue")),
            ("f4", "complaints", N_("Complaints")),
            ("f5", "incidents", N_("Log and incidents")),
            ("f6", "handover", N_("Hand over the shift")),
            ("f7", "register", N_("Residents")),
            ("f9", "menu", N_("More")),
            ("ctrl+p", "menu", N_("More")),
            ("f10", "main", N_("Next")),
            ("ctrl+s", "main", N_("Next")),
            ("ctrl+t", "parked", N_("Parked calls")),
            ("ctrl+f", "search", N_("Search")),
            ("ctrl+g", "danger", N_("Danger")),
            ("ctrl+l", "language", N_("Language")),
            ("ctrl+o", "person", N_("Change person")),
            ("ctrl+q", "leave", N_("Leave")),
            ("escape", "back", N_("Back")),
        )
    ]

    def __init__(
        self, path: Path, lang: str = "", theme: str = "", clock: Clock = local_now
    ) -> None:
        super().__init__()
        kept = recall(path)
        set_language(lang or kept.language or first_language())
        self.path = path
        self.clock = clock
        self.desk = DeskThread(path, clock)
        self.tick: Callable[[], float] = time.monotonic
        self.idle_seconds = IDLE_SECONDS
        self.card_due = False
        self.hints = True
        self.site_name = ""
        self.desk_phone = ""
        self.counts: tuple[int, int, int, int] = (0, 0, 0, 0)
        self.still: StillSite | None = None
        self.failure: Msg | None = None
        self.with_pin: frozenset[str] = frozenset()
        self.idling = Idling(self)
        self.clipboard_kept = ClipboardKept(self)
        self._clock_told = False
        self._ringing = Ringing(self)
        self._open = False
        self._typed: list[events.Event] = []
        self._wanted_theme = next((t for t in (theme, kept.theme) if t in THEMES), "day")
        for made in THEMES.values():
            self.register_theme(made)

    # -- what the frame shows

    def now(self) -> datetime:
        """The time at this desk."""
        return self.clock()

    @property
    def operator(self) -> Person | None:
        """Who sits here."""
        return self.still.operator if self.still else None

    @property
    def operator_name(self) -> str:
        """The name of who sits here, empty before anybody does."""
        return self.still.operator.name if self.still else ""

    @property
    def shift_name(self) -> str:
        """The shift by the clock."""
        if self.still is None:
            return ""
        from deskapp.handbook.shifts import shift_at  # noqa: PLC0415 - after the first frame

        policy = self.still.policy
        return policy.label("shifts", shift_at(self.now(), policy).code, language())

    @property
    def is_live(self) -> bool:
        """Whether somebody is being served on any screen."""
        return any(isinstance(one, DeskScreen) and one.is_live() for one in self.screen_stack)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The palette's colours before a theme is chosen."""
        return variable_defaults()

    def site_now(self) -> StillSite:
        """The site for reading fields, as of this moment."""
        if self.still is None:
            raise LookupError
        return replace(self.still, now=self.now())

    @property
    def lang(self) -> str:
        """The language in use, "zh" or "en"."""
        return language()

    def told(self, msg: Msg) -> str:
        """A message in the language in use, codes and people by their names."""
        return say(msg) if self.still is None else self.teller().tell(msg)

    def teller(self) -> Teller:
        """Whoever puts messages into words, as the site stands."""
        from deskapp.locale.telling import Teller  # noqa: PLC0415 - after the first frame

        site = self.site_now()
        return Teller(site.policy, site.people, self.now())

    # -- life

    def get_default_screen(self) -> Screen[None]:
        """The bare frame, which stands at once and stays under every screen."""
        return DeskScreen()

    def on_mount(self) -> None:
        """Paint the frame first; only then load the desk."""
        self.theme = self._wanted_theme
        use_plain(plain=self.theme == "plain")
        self._on_signals()
        self.call_after_refresh(self.run_worker, self._open_first)

    async def on_event(self, event: events.Event) -> None:
        """What is typed before the desk is open, or before a screen stands, waits for it."""
        if isinstance(event, events.Key | events.Paste):
            self.idling.touched()
            self._typed.append(event)
            await self._hand_on()
        else:
            await super().on_event(event)

    @property
    def _takes_keys(self) -> bool:
        return self._open and self.screen.is_mounted

    @on(DeskScreen.Ready)
    async def _hand_on(self) -> None:
        while self._typed and self._takes_keys:
            await super().on_event(self._typed.pop(0))

    async def _open_first(self) -> None:
        await self.open_desk()
        self._open = True
        self.call_later(self._hand_on)

    async def open_desk(self) -> None:
        """Open the desk and show where work begins."""
        facts = await self.ask(lambda desk: (desk.facts(), desk.still(), desk.operators()))
        if facts is None:
            return
        site, self.still, operators = facts
        await self.learn_pins()
        self.set_interval(COUNT_SECONDS, self.look)
        self.set_interval(self.idle_seconds, self.idling.look)
        self.set_interval(MERGE_SECONDS, lambda: self.desk.send(lambda desk: desk.store.idle()))
        if site is None or not operators:
            from deskapp.tui.screens.first_run import FirstRunScreen  # noqa: PLC0415 - once a life

            await self.push_screen(FirstRunScreen())
            return
        self.site_name, self.desk_phone = site.name, site.phone
        alone = len(operators) == 1 and operators[0].id not in self.with_pin
        await self.begin(operators[0] if alone else None)
        if alone:
            await self.show_card()

    async def begin(self, person: Person | None) -> None:
        """Show the queue, or ask first who sits here; then offer what was left half done."""
        from deskapp.tui.screens.queue import QueueScreen  # noqa: PLC0415 - after the first frame

        await self.push_screen(QueueScreen())
        if person is None:
            await self.action_desk("person")
        else:
            await self.sign_in(person.id)

    async def learn_pins(self) -> None:
        """Learn who signs in with a PIN."""
        self.with_pin = await self.ask(lambda desk: desk.with_pin()) or frozenset()

    async def lock(self) -> None:
        """Hide everything until somebody signs in; what is typed stays as it is."""
        from deskapp.tui.screens.lock import LockScreen  # noqa: PLC0415 - after the first frame

        self.clipboard_kept.clear()
        if not any(isinstance(screen, LockScreen) for screen in self.screen_stack):
            await self.push_screen(LockScreen())

    async def comes_in(self, person: str) -> None:
        """Go on as this person; at the start of a shift the card comes first."""
        await self.sign_in(person)
        await self.show_card()

    async def show_card(self) -> None:
        """The card of this shift, unless it was read: at the queue, where nothing is in hand."""
        self.card_due = len(self.screen_stack) > 2  # noqa: PLR2004 - the bare frame and the queue
        if not self.card_due and await self.ask(lambda desk: desk.card_waits()):
            from deskapp.tui.screens.shift_card import (  # noqa: PLC0415 - once a shift
                ShiftCardScreen,
            )

            await self.push_screen(ShiftCardScreen())

    def copy_to_clipboard(self, text: str) -> None:
        """Copy, and take it back after a while: the next at this PC has no use for it (P-14)."""
        super().copy_to_clipboard(text)
        self.clipboard_kept.copied(text)

    async def sign_in(self, person: str) -> None:
        """Go on as this person, and offer their parked calls."""
        found = await self.ask(lambda desk: (desk.sign_in(person), desk.still(), desk.hints()))
        if found is None:
            return
        _person, self.still, self.hints = found
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.mask()
        await self.count()
        await self._ringing.learn()
        self.refresh_words()
        drafts = await self.ask(lambda desk: desk.drafts())
        if drafts and len(self.screen_stack) <= 2:  # noqa: PLR2004 - the bare frame and the queue
            await self.action_desk("parked")

    def _on_signals(self) -> None:
        if sys.platform == "win32":
            return
        import signal  # noqa: PLC0415 - its SIGHUP is not on Windows

        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._leave_on_signal, 128 + number)

    def _leave_on_signal(self, code: int) -> None:
        self.exit(return_code=code)

    async def ask(self, job: Callable[[Desk], T]) -> T | None:
        """Await the desk's answer; None, and said why, if it is hidden or the database fails."""
        try:
            return await self.desk.ask(job)
        except Withheld as error:
            self.tell(error.message, "refused", error.clause)
            return None
        except StoreError as error:
            self.failure = error.message
            if self.still is None:
                self.exit(return_code=1, message=say(error.message))
            else:
                self.tell(say(error.message), "refused")
            return None

    def tell(self, sentence: str | Msg, kind: str = "info", clause: str = "") -> None:
        """Say one sentence in the message row of the screen in front."""
        if isinstance(self.screen, DeskScreen):
            self.screen.tell(sentence, kind, clause)

    async def drain(self) -> None:
        """Wait until everything typed so far has landed where it was typed."""
        here = self.focused or self.screen
        for widget in here.ancestors_with_self:
            # Twice: what a key changes is told to its own widget first, then to those around it.
            for _round in range(2):
                landed = asyncio.Event()
                if not widget.is_running or widget is self or not widget.call_later(landed.set):
                    break
                with suppress(TimeoutError):
                    await asyncio.wait_for(landed.wait(), LANDING)

    async def count(self) -> None:
        """Count what burns: danger, broken promises, what calls by itself."""
        found = await self.ask(lambda desk: desk.burning())
        if found is not None:
            self.counts = found
            self.refresh_words()

    async def look(self) -> None:
        """Count what burns, and tell what has become due."""
        await self.count()
        await self._watch_clock()
        if self.operator_name:
            await self._ringing.look()

    async def _watch_clock(self) -> None:
        """Tell once that the PC's clock was set back; nothing is refused for it (X29)."""
        last = await self.ask(lambda desk: desk.ahead_of_clock())
        if last and not self._clock_told:
            text = N_("The clock was set back: the last entry is of {when}; order stays.")
            self.tell(Msg(text, {"when": last}), "warn")
        self._clock_told = last is not None

    async def refresh_still(self) -> None:
        """Learn again who is there and what they have in hand."""
        fresh = await self.ask(lambda desk: desk.still())
        if fresh is not None:
            self.still = fresh

    def refresh_words(self) -> None:
        """Draw every word again: the language, the theme or the counts have changed."""
        for screen in self.screen_stack:
            refresh = getattr(screen, "refresh_words", None)
            if refresh:
                refresh()

    # -- keys

    async def action_desk(self, name: str) -> None:
        """One of the desk's keys, wherever it is pressed."""
        from deskapp.tui.keys import press  # noqa: PLC0415 - it knows every screen

        await press(self, name)

    def switch_language(self) -> None:
        """The other language, at once."""
        set_language("en" if language() == "zh" else "zh")
        self._remember()
        self.refresh_words()

    def use_theme(self, name: str) -> None:
        """Another theme, at once."""
        use_plain(plain=name == "plain")
        self.theme = name
        self._remember()
        self.refresh_words()

    def _remember(self) -> None:
        remember(self.path, Remembered(self.theme, language()))

    async def action_quit(self) -> None:
        """Ctrl+Q asks first."""
        await self.action_desk("leave")

    def _fatal_error(self) -> None:
        # Textual's own report prints local variables, and with them people's names and numbers.
        from deskapp.tui.crash import write_crash_log  # noqa: PLC0415 - with any luck never

        log = write_crash_log(self.path, sys.exc_info()[1] or self._exception)
        text = N_("The program has stopped; everything typed is kept as a draft. Report: {log}")
        self.exit(return_code=1, message=say(Msg(text, {"log": log})))


def run(path: Path, lang: str = "", theme: str = "") -> int:
    """Run the desk in this terminal; the exit code."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        set_language(lang or first_language())
        sys.stderr.write(_("The desk needs a terminal; scripts use the commands instead.") + "\n")
        return 1
    app = DeskApp(path, lang, theme)
    collect_seldom()
    try:
        app.run(mouse=False)
    finally:
        app.desk.close()
    return app.return_code or 0
