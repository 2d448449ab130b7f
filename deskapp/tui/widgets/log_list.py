"""The log growing upward from its line of typing; older lines come as one goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.widget import Widget

from deskapp.tui.look.log_rows import day_before, day_row, line_rows
from deskapp.tui.look.rows import Row, page

if TYPE_CHECKING:
    from deskapp.handbook.logbook.state import LogLine
    from deskapp.tui.app import DeskApp


class LogList(Widget):
    """The last lines, the newest at the foot; `chosen` is the line under the cursor, or none."""

    DEFAULT_CSS = "LogList { height: 1fr; width: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[LogLine] = []
        self.chosen: int | None = None

    def show(self, lines: list[LogLine]) -> None:
        """Show these lines, the chosen one still chosen."""
        kept = self.line
        self.lines = lines
        numbers = [line.number for line in lines]
        self.chosen = numbers.index(kept.number) if kept and kept.number in numbers else None
        self.refresh()

    @property
    def line(self) -> LogLine | None:
        """The line under the cursor."""
        return None if self.chosen is None else self.lines[self.chosen]

    def move(self, by: int) -> bool:
        """Choose another line; beyond the newest none is chosen. False at the oldest."""
        last = len(self.lines) - 1
        at = (last + 1 if self.chosen is None else self.chosen) + by
        if at < 0 or not self.lines:
            return False
        self.chosen = None if at > last else at
        self.refresh()
        return True

    def render(self) -> Content:
        """The rows that end with the chosen line, or with the newest one."""
        width, height = self.size
        app = cast("DeskApp", self.app)
        if app.still is None or not height:
            return Content("")
        rows = self._rows_back_from(self._end(), app, width, height)
        blank = [Row(width) for _row in range(height - len(rows))]
        return page([*blank, *rows[-height:]])

    def _end(self) -> int:
        """The last line shown: a few below the chosen one, so that it stands among others."""
        below = max(self.size.height // 3, 1)
        last = len(self.lines) - 1
        return last if self.chosen is None else min(self.chosen + below, last)

    def _rows_back_from(self, end: int, app: DeskApp, width: int, height: int) -> list[Row]:
        rows: list[Row] = []
        for at in range(end, -1, -1):
            line, before = self.lines[at], self.lines[at - 1] if at else None
            above = line_rows(line, app, width, chosen=at == self.chosen)
            day = day_before(line, before, app)
            if day:
                above.insert(0, day_row(day, width))
            rows = [*above, *rows]
            if len(rows) >= height:
                break
        return rows
