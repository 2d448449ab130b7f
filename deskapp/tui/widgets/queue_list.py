"""The queue as a list over the store: pages come as they are needed, the selection stays."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget

from deskapp.handbook.reminder import Reminder
from deskapp.store.queue import VIEWS, Line
from deskapp.store.views import REASONED
from deskapp.tui.look.rows import page as pile
from deskapp.tui.widgets.queue_row import queue_row

if TYPE_CHECKING:
    from deskapp.tui.app import DeskApp

PAGE = 100
KEPT = 1000
"""Rows kept in memory around the selection."""


class QueueList(Widget, can_focus=True):
    """Rows of a view. Holds a window of it; asks for more at either end."""

    DEFAULT_CSS = "QueueList { height: 1fr; width: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "leaf(-1)", show=False),
        Binding("pagedown", "leaf(1)", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
    ]

    class Selected(Message):
        """Another ticket is under the cursor."""

        def __init__(self, line: Line | None) -> None:
            super().__init__()
            self.line = line

    def __init__(self) -> None:
        super().__init__()
        self.view = "all"
        self.lines: list[Line] = []
        self.reasons: dict[int, Reminder] = {}
        self.at = 0
        self.top = 0
        self.ends_above = True
        self.ends_below = False

    @property
    def desk_app(self) -> DeskApp:
        """The program."""
        return cast("DeskApp", self.app)

    @property
    def selected(self) -> Line | None:
        """The ticket under the cursor."""
        return self.lines[self.at] if self.lines else None

    # -- loading

    async def show_view(self, view: str) -> None:
        """Another view, from its first row."""
        self.view = view
        await self.action_first()

    async def reload(self) -> None:
        """The same rows as they are now; the selected ticket stays selected, on its row."""
        kept, row = self.selected, self.at - self.top
        first = self.lines[0].mark if self.lines and not self.ends_above else None
        step = 1 if VIEWS[self.view].newest else -1
        limit = max(PAGE, len(self.lines))
        view = self.view
        if first is None:
            lines = await self.desk_app.ask(lambda desk: desk.page(view, limit=limit))
        else:
            lines = await self.desk_app.ask(
                lambda desk: desk.page(
                    view, after=replace(first, key=first.key + step), limit=limit
                )
            )
        if lines is None:
            return
        self.lines, self.ends_below = lines, len(lines) < limit
        numbers = [line.number for line in lines]
        if kept and kept.number in numbers:
            self.at = numbers.index(kept.number)
            self.top = max(self.at - row, 0)
        self.reasons = {}
        await self._show()

    async def _load_below(self) -> None:
        if self.ends_below or not self.lines:
            return
        view, mark = self.view, self.lines[-1].mark
        found = await self.desk_app.ask(lambda desk: desk.page(view, after=mark, limit=PAGE))
        found = found or []
        self.ends_below = len(found) < PAGE
        self.lines += found
        surplus = len(self.lines) - KEPT
        if surplus > 0:
            del self.lines[:surplus]
            self.at, self.top = self.at - surplus, self.top - surplus
            self.ends_above = False

    async def _load_above(self) -> None:
        if self.ends_above or not self.lines:
            return
        view, mark = self.view, self.lines[0].mark
        found = await self.desk_app.ask(lambda desk: desk.page(view, before=mark, limit=PAGE))
        found = found or []
        self.ends_above = len(found) < PAGE
        self.lines[:0] = found
        self.at, self.top = self.at + len(found), self.top + len(found)
        if len(self.lines) > KEPT:
            del self.lines[KEPT:]
            self.ends_below = False

    # -- moving

    async def action_move(self, by: int) -> None:
        """A row up or down, over the edge of what is loaded."""
        if self.at + by >= len(self.lines):
            await self._load_below()
        if self.at + by < 0:
            await self._load_above()
        self.at = max(0, min(self.at + by, len(self.lines) - 1)) if self.lines else 0
        await self._show()

    async def action_leaf(self, by: int) -> None:
        """A screenful up or down."""
        await self.action_move(by * max(self.size.height - 1, 1))

    async def action_first(self) -> None:
        """The first row of the view."""
        view = self.view
        found = await self.desk_app.ask(lambda desk: desk.page(view, limit=PAGE))
        self.lines = found or []
        self.ends_above, self.ends_below = True, len(self.lines) < PAGE
        self.at = self.top = 0
        self.reasons = {}
        await self._show()

    async def action_last(self) -> None:
        """The last row of the view, however many there are."""
        view = self.view
        found = await self.desk_app.ask(lambda desk: desk.last_page(view, limit=PAGE))
        self.lines = found or []
        self.ends_above, self.ends_below = len(self.lines) < PAGE, True
        self.at = max(len(self.lines) - 1, 0)
        await self._show()

    async def _show(self) -> None:
        self._keep_in_sight()
        await self._learn_reasons()

    async def _learn_reasons(self) -> None:
        """Ask why the rows in sight stand here; only for those is a whole ticket read."""
        missing = [line for line in self._in_sight() if line.key not in self.reasons]
        if self.view not in REASONED or not missing:
            return
        found = await self.desk_app.ask(lambda desk: desk.reasons(missing)) or []
        self.reasons |= {call.line.key: call.why for call in found}
        self.refresh()
        self.post_message(self.Selected(self.selected))

    def _in_sight(self) -> list[Line]:
        return self.lines[self.top : self.top + max(self.size.height, 1)]

    def _keep_in_sight(self) -> None:
        height = max(self.size.height, 1)
        self.at = max(0, min(self.at, len(self.lines) - 1))
        self.top = min(max(self.top, self.at - height + 1), self.at)
        self.top = max(0, min(self.top, max(len(self.lines) - height, 0)))
        self.refresh()
        self.post_message(self.Selected(self.selected))
        if self.has_focus:
            # Screen readers follow the hardware cursor; without this a moving row is silent.
            self.app.cursor_position = self.content_region.offset + Offset(0, self.at - self.top)

    def below(self) -> int:
        """How many loaded rows stand below the last one shown."""
        return max(len(self.lines) - self.top - self.size.height, 0)

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the selection in sight."""
        self._keep_in_sight()

    def render(self) -> Content:
        """The rows in sight."""
        app = self.desk_app
        if app.still is None:
            return Content("")
        width, reasons = self.size.width, self.reasons
        return pile(
            queue_row(line, width, app, selected=self.top + n == self.at, why=reasons.get(line.key))
            for n, line in enumerate(self._in_sight())
        )
