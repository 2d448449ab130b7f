"""The running incidents above the log, or beside it when there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from deskapp.tui.look.chain_rows import bar_rows, chain_rows
from deskapp.tui.look.rows import Row, page

if TYPE_CHECKING:
    from deskapp.handbook.incident.state import Incident
    from deskapp.tui.app import DeskApp


class ChainBand(Widget):
    """The newest incident with its chain; the others as bars."""

    DEFAULT_CSS = "ChainBand { height: auto; width: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.running: list[Incident] = []

    def show(self, running: list[Incident]) -> None:
        """Show these incidents."""
        self.running = running
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - as Textual asks
        """As many rows as there are."""
        return len(self._rows(width))

    def render(self) -> Content:
        """The rows."""
        return page(self._rows(self.size.width))

    def _rows(self, width: int) -> list[Row]:
        app = cast("DeskApp", self.app)
        if app.still is None or not self.running:
            return []
        first, *others = self.running
        rows = [*chain_rows(first, app, width)]
        for one in others:
            rows += bar_rows(one, app, width)
        return [*rows, Row(width)]
