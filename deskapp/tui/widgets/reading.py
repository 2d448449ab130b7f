"""Text to be read, scrolled by the arrows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.tui.widgets.scroller import Scroller

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deskapp.tui.look.rows import Row


class Reading(Scroller):
    """Rows made anew for the width, so that they wrap as it asks."""

    def __init__(self, write: Callable[[int], Sequence[Row]], name: str | None = None) -> None:
        super().__init__(name)
        self._write = write
        self._rows: Sequence[Row] = ()

    def row_count(self) -> int:
        """Return how many rows there are."""
        return len(self._rows)

    def draw_row(self, at: int, _width: int) -> Row:
        """Return one row."""
        return self._rows[at]

    def fit(self) -> None:
        """Wrap the text for the new width."""
        self.write()

    def write(self) -> None:
        """Write every row again: the width or the language has changed."""
        self._rows = self._write(self.size.width)
        self.settle()
