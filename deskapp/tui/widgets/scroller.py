"""Rows in a window: more of them than fit, drawn for the width, moved through by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget

from deskapp.handbook.message import N_, Msg
from deskapp.tui.look.rows import Row, page

if TYPE_CHECKING:
    from textual.content import Content

FAR = 1_000_000
"""More rows than any list has: to its end."""


def more_below(below: int) -> Msg | str:
    """Return what the rule says of rows that are below the window."""
    return Msg(N_("{n} more below"), {"n": below}) if below else ""


class Scroller(Widget, can_focus=True):
    """A window over rows. A subclass says how many rows there are and draws one."""

    DEFAULT_CSS = """
    Scroller {
        width: 1fr; height: 1fr; background: $d-bg; color: $d-ink;
        text-wrap: nowrap; text-overflow: clip;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "go(-1)", show=False),
        Binding("down", "go(1)", show=False),
        Binding("pageup", "turn(-1)", show=False),
        Binding("pagedown", "turn(1)", show=False),
        Binding("home", f"go(-{FAR})", show=False),
        Binding("end", f"go({FAR})", show=False),
    ]

    class Moved(Message):
        """Other rows are in view now; `below` is how many are still to come."""

        def __init__(self, scroller: Scroller, below: int) -> None:
            super().__init__()
            self.scroller = scroller
            self.below = below

    def __init__(self, name: str | None = None) -> None:
        super().__init__(id=name)
        self.top = 0

    def row_count(self) -> int:
        """Return how many rows there are."""
        return 0

    def draw_row(self, _at: int, width: int) -> Row:
        """Return one row, `width` cells wide."""
        return Row(width)

    def render(self) -> Content:
        """Draw the rows in view, and blank paper below the last."""
        width, height = self.size
        end = self.top + height
        rows = [self.draw_row(at, width) for at in range(self.top, min(end, self.row_count()))]
        return page([*rows, *(Row(width) for _blank in range(height - len(rows)))])

    def on_resize(self) -> None:
        """Fit the rows to the window's new size."""
        self.fit()

    def fit(self) -> None:
        """Keep the window over the rows."""
        self.settle()

    def action_go(self, by: int) -> None:
        """Move by so many rows."""
        self.top += by
        self.settle()

    def action_turn(self, by: int) -> None:
        """Move by so many windows, one row staying in view."""
        self.action_go(by * max(1, self.size.height - 1))

    def settle(self) -> None:
        """Keep the window over the rows, draw it, and tell how many are below."""
        self.top = max(0, min(self.top, self.row_count() - self.size.height))
        self.refresh()
        if self.is_mounted:
            self.post_message(self.Moved(self, self.below))

    @property
    def below(self) -> int:
        """How many rows are below the window."""
        return max(0, self.row_count() - self.top - self.size.height)
