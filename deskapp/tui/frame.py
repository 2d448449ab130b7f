"""The frame of every screen: rows that never move around the work area."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeVar, cast

from textual import events, message, on
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from deskapp.handbook.message import Msg
from deskapp.locale import _
from deskapp.tui.look.bands import (
    WIDE,
    Counts,
    Message,
    Standing,
    keys_row,
    message_row,
    rule_row,
    say_rows,
    title_row,
)
from deskapp.tui.look.rows import Row, page
from deskapp.tui.look.signs import sign

if TYPE_CHECKING:
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.content import Content

    from deskapp.tui.app import DeskApp

Result = TypeVar("Result")
Words = str | Msg
CLOCK_SECONDS = 10.0


class Host(Protocol):
    """What the frame asks of the app."""

    site_name: str
    shift_name: str
    operator_name: str
    counts: tuple[int, int, int, int]

    def now(self) -> datetime:
        """Return the time at this desk."""

    def told(self, msg: Msg) -> str:
        """Return a message in the language in use."""


class Band(Widget):
    """Rows drawn anew for the width whenever they are shown: words, theme and size are current."""

    def __init__(self, draw: Callable[[int, int], Sequence[Row]], name: str) -> None:
        super().__init__(id=name)
        self._draw = draw

    def render(self) -> Content:
        """Draw the rows for the size that the band has."""
        return page(self._draw(self.size.width, self.size.height))


class DeskScreen(Screen[Result]):
    """A screen of the desk: says where it is, what to say now, and what F10 does here."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-full"), (120, "-wide")]  # noqa: RUF012 - so typed by Screen
    VERTICAL_BREAKPOINTS = [(0, "-low"), (9, "-tall")]  # noqa: RUF012 - likewise
    HAS_PANE: ClassVar[bool] = True
    LIVE: ClassVar[bool] = False
    """Whether somebody is being served here, so that only danger may speak up (2.1-7)."""

    say_line: reactive[Words] = reactive[Words]("", init=False)
    """The words to say now."""
    answers: reactive[Sequence[tuple[str, str]]] = reactive[Sequence[tuple[str, str]]](
        (), init=False
    )
    """Keys that take the answer, each with what it means; they stand under the words."""
    more: reactive[Words] = reactive[Words]("", init=False)
    """What the rule says of rows that are not shown."""

    class Ready(message.Message):
        """The screen stands and has its focus: keys may come."""

    def __init__(self) -> None:
        super().__init__()
        self._message: tuple[Words, str, str] = ("", "info", "")
        self.set_class(not self.HAS_PANE, "-alone")

    async def keep_typed(self) -> None:
        """What is typed goes to the disk now, before the screen is left."""

    def is_live(self) -> bool:
        """Return whether somebody is being served here."""
        return self.LIVE

    # -- what a screen tells of itself

    def place(self) -> str:
        """Return the name of the place, such as Queue."""
        return ""

    def state(self) -> str:
        """Return the number or the state of what is shown here."""
        return ""

    def main_label(self) -> str:
        """Return what F10 does here."""
        return _("Next")

    @property
    def in_full(self) -> bool:
        """Whether names and numbers may be seen here for now (P-12)."""
        return False

    def key_labels(self) -> list[tuple[str, str]]:
        """Return the keys of the bottom line; the last is the main action."""
        return [
            ("F1", _("Help")),
            ("F2", _("Intake")),
            ("F3", _("Queue")),
            ("F4", _("Complaint")),
            ("F5", _("Log")),
            ("F10", self.main_label()),
        ]

    def compose_work(self) -> ComposeResult:
        """Yield the widgets of the work area."""
        yield from ()

    def compose_pane(self) -> ComposeResult:
        """Yield the widgets of the pane at the right, shown from 120 columns on."""
        yield from ()

    def host_shows(self) -> tuple[str, str]:
        """Return the shift and who sits here, as the title shows them."""
        return self._host.shift_name, self._host.operator_name

    # -- the frame

    def compose(self) -> ComposeResult:
        """Lay the rows out from top to bottom."""
        yield Band(self._title, "title")
        yield Band(self._say, "say")
        with Horizontal(id="desk"):
            with Vertical(id="work"):
                yield from self.compose_work()
            yield Band(self._wall, "wall")
            with Vertical(id="pane"):
                yield from self.compose_pane()
        yield Band(self._rule, "rule")
        yield Band(self._last_message, "message")
        yield Band(self._keys, "keys")

    @on(events.Mount)
    def keep_time(self) -> None:
        """Keep the clock and the counts up to date, and say that keys may come."""
        self.set_interval(CLOCK_SECONDS, lambda: self.redraw("title", "message"))
        # Runs after the screen's own on_mount, and is handled when all of mounting is over.
        self.post_message(self.Ready())

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Nothing blinks, the cursor of a field neither."""
        if hasattr(event.widget, "cursor_blink"):
            event.widget.cursor_blink = False

    def tell(self, sentence: Words, kind: str = "info", clause: str = "") -> None:
        """Say one sentence in the message row; `kind` is info, saved, refused, warn or danger."""
        self._message = (sentence, kind, clause)
        self.redraw("message")

    def mask(self) -> None:
        """Mask again what was shown in full: somebody else sits here now."""

    def hint(self, sentence: Words) -> None:
        """Say how it goes on here, to whoever still wants to be told."""
        if self.desk_app.hints:
            self.tell(sentence)

    def refresh_words(self) -> None:
        """Draw every word again: the language, the theme or the counts have changed."""
        for widget in self.walk_children(Widget):
            widget.refresh()

    def watch_say_line(self) -> None:
        """Draw the words to say now."""
        self.redraw("say")

    def watch_answers(self) -> None:
        """Draw the keys that take the answer."""
        self.redraw("say")

    def watch_more(self) -> None:
        """Draw what the rule says."""
        self.redraw("rule")

    @property
    def desk_app(self) -> DeskApp:
        """The program, as a screen of the desk knows it."""
        return cast("DeskApp", self.app)

    def redraw(self, *names: str) -> None:
        """Draw bands of the frame again: title, say, rule, message, keys."""
        for name in names:
            for band in self.query(f"#{name}"):
                band.refresh()

    @property
    def _host(self) -> Host:
        return cast("Host", self.app)

    def _words(self, words: Words) -> str:
        return self._host.told(words) if isinstance(words, Msg) else words

    def _title(self, width: int, _height: int) -> list[Row]:
        host = self._host
        standing = Standing(host.site_name, *self.host_shows(), host.now())
        return [title_row(width, self.place(), self.state(), standing)]

    def _say(self, width: int, height: int) -> list[Row]:
        return say_rows(width, self._words(self.say_line), self.answers)[:height]

    def _rule(self, width: int, _height: int) -> list[Row]:
        pane = self.HAS_PANE and width >= WIDE
        return [rule_row(width, self._words(self.more), pane=pane)]

    def _last_message(self, width: int, _height: int) -> list[Row]:
        sentence, kind, clause = self._message
        message = Message(self._words(sentence), kind, clause)
        return [message_row(width, message, Counts(*self._host.counts))]

    def _keys(self, width: int, _height: int) -> list[Row]:
        more = [("F9", _("More")), ("Ctrl+F", _("Find")), ("Esc", _("Back"))]
        return [keys_row(width, self.key_labels(), more)]

    def _wall(self, width: int, height: int) -> list[Row]:
        return [Row(width).put(0, sign("wall"), "$d-rule") for _row in range(height)]
