"""The steps of a record in two rows, where the page needs its width for the record itself."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from deskapp.locale import _
from deskapp.tui.look.rows import LABEL, MARGIN, VALUE, Row
from deskapp.tui.look.rows import page as pile
from deskapp.tui.look.signs import sign
from deskapp.tui.widgets.step_list import StepList

SLOT = 13
"""Cells from one step to the next, as in the row of keys."""


class StepStrip(StepList):
    """The steps open now, then those that are not, side by side; the arrows walk through them."""

    DEFAULT_CSS = "StepStrip { height: 3; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("up", "row(-1)", show=False),
        Binding("down", "row(1)", show=False),
    ]

    @property
    def across(self) -> int:
        """How many steps stand in a row."""
        return max(1, (self.size.width - VALUE - MARGIN) // SLOT)

    def action_row(self, by: int) -> None:
        """The step above or below; past an edge, the next column, so that every step is met."""
        every, across = len(self.open) + len(self.shut), self.across
        to = self.at + by * across
        if every and not 0 <= to < every:
            column = (self.at + by) % across % every
            to = column if by > 0 else column + (every - 1 - column) // across * across
        self.action_move(to - self.at)

    def render(self) -> Content:
        """A thin rule, and two rows of steps with the chosen one in sight."""
        width, across = self.size.width, self.across
        rows = [Row(width).rule(LABEL, width - MARGIN)]
        first = max(0, self.at // across - 1)
        for line in (first, first + 1):
            row = Row(width)
            row.put(LABEL, self._heading(line), "bold $d-muted")
            for slot in range(across):
                self._put(row, line * across + slot, VALUE + slot * SLOT)
            rows.append(row)
        return pile(rows)

    def _heading(self, line: int) -> str:
        at = line * self.across
        if at == 0 and self.open:
            return _("Can do")
        begins = at - self.across < len(self.open) <= at
        return _("Not yet") if begins and self.shut else ""

    def _put(self, row: Row, place: int, column: int) -> None:
        every = [*self.open, *self.shut]
        if place >= len(every):
            return
        chosen, is_open = place == self.at, place < len(self.open)
        title = _(every[place].step.about.title)
        style = "bold" if chosen else "" if is_open else "$d-muted"
        row.put(column, title, style, limit=SLOT - 3)
        if chosen:
            row.put(column - 2, sign("here"), "bold $d-accent")
            row.fill("on $d-sel", column - 2, column + SLOT - 3)
        elif not is_open:
            row.put(column - 2, sign("refused"), "$d-muted")
