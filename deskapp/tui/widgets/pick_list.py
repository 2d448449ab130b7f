"""A short list of which one row is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.message import Message

from deskapp.tui.look.rows import GUTTER, Row
from deskapp.tui.look.signs import sign
from deskapp.tui.widgets.scroller import Scroller

MOST = 500
"""Rows that a list shows; a longer one is narrowed by typing, not by scrolling."""
CHOSEN = "bold on $d-sel"

Draw = Callable[[int, int], Row]
"""Draws the row of an index for a width; the gutter is the list's own."""


class PickList(Scroller):
    """Rows of which one is chosen; Enter picks it.

    `draw(index, width)` returns a row; columns from 2 on are its own.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "pick", show=False)]

    class Picked(Message):
        """Enter on a row."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class Stands(Message):
        """Another row is chosen now."""

    def __init__(self, draw: Draw, count: int = 0, name: str | None = None) -> None:
        super().__init__(name)
        self._draw_one = draw
        self._count = min(count, MOST)
        self.selected = 0

    def show(self, count: int, selected: int = 0) -> None:
        """Show so many rows from now on."""
        self._count = min(count, MOST)
        self.top = 0
        self.choose(selected)

    def extend(self, count: int) -> None:
        """Show so many rows, the same one chosen and in view."""
        self._count = min(count, MOST)
        self.settle()

    def choose(self, index: int) -> None:
        """Choose a row; beyond an end, the row at that end."""
        before, self.selected = self.selected, max(0, min(index, self._count - 1))
        if self.selected != before:
            self.post_message(self.Stands())
        height = max(1, self.size.height)
        self.top = min(max(self.top, self.selected - height + 1), self.selected)
        self.settle()

    def row_count(self) -> int:
        """Return how many rows there are."""
        return self._count

    def draw_row(self, at: int, width: int) -> Row:
        """Draw a row; the chosen one has the sign, the tint and bold letters."""
        row = self._draw_one(at, width)
        if at == self.selected:
            row.put(GUTTER, sign("here"), "bold $d-accent").fill(CHOSEN)
        return row

    def fit(self) -> None:
        """Keep the chosen row in view."""
        self.choose(self.selected)

    def on_focus(self) -> None:
        """Bring the terminal's cursor to the chosen row."""
        self._place_cursor()

    def action_go(self, by: int) -> None:
        """Choose a row so many rows away."""
        self.choose(self.selected + by)

    def action_pick(self) -> None:
        """Pick the chosen row."""
        if self._count:
            self.post_message(self.Picked(self.selected))

    def settle(self) -> None:
        """Draw the window, and let the terminal's cursor follow."""
        super().settle()
        if self.has_focus:
            self._place_cursor()

    def _place_cursor(self) -> None:
        # Screen readers read where the terminal's cursor stands.
        at = Offset(GUTTER, self.selected - self.top)
        self.app.cursor_position = self.content_region.offset + at
