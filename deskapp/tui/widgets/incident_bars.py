"""What stands above the queue while an incident runs that no ticket there tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.widget import Widget

from deskapp.locale import _, fill
from deskapp.tui.look.chain_rows import BAR, bar_row
from deskapp.tui.look.rows import LABEL, Row, page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskapp.handbook.incident.state import Incident
    from deskapp.tui.app import DeskApp

MOST = 3


class IncidentBars(Widget):
    """A solid bar for each, so that nobody at the queue overlooks it; F5 leads there."""

    DEFAULT_CSS = "IncidentBars { height: auto; display: none; }"

    def __init__(self) -> None:
        super().__init__()
        self.running: list[Incident] = []

    def show(self, running: Sequence[Incident]) -> None:
        """Show those that came from the log; the others have their ticket in the queue."""
        self.running = [one for one in running if not one.ticket]
        self.display = bool(self.running)
        self.styles.height = len(self.running[: MOST + 1])
        self.refresh(layout=True)

    def render(self) -> Content:
        """A row each; where there are too many, the last row says how many more."""
        app, width = cast("DeskApp", self.app), self.size.width
        if app.still is None:
            return Content("")
        rows = [bar_row(one, app, width) for one in self.running[:MOST]]
        more = len(self.running) - MOST
        if more > 0:
            text = fill(_("{n} more incidents, F5"), {"n": more})
            rows.append(Row(width).put(LABEL, text, BAR).fill("on $d-dangerbg"))
        return page(rows)
