"""The selected ticket beside the queue: its clocks, its last lines; it takes no focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.widget import Widget

from deskapp.handbook.fields.contact import mask_phone
from deskapp.handbook.fields.name import mask_name
from deskapp.handbook.history import Entry
from deskapp.handbook.ticket.state import Ticket
from deskapp.locale import _, fill
from deskapp.tui.look.clocks import clock_rows
from deskapp.tui.look.private import private
from deskapp.tui.look.rows import Row
from deskapp.tui.look.rows import page as pile
from deskapp.tui.look.story import story_rows, without_yes

if TYPE_CHECKING:
    from deskapp.tui.app import DeskApp

STORY_ROWS = 12
TIME = 8


class RecordPane(Widget):
    """Shows one ticket in 36 columns."""

    DEFAULT_CSS = "RecordPane { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.ticket: Ticket | None = None
        self.entries: list[Entry] = []

    def show(self, ticket: Ticket, entries: list[Entry]) -> None:
        """Another ticket."""
        self.ticket, self.entries = ticket, entries
        self.refresh()

    def clear(self) -> None:
        """None."""
        self.ticket = None
        self.refresh()

    def render(self) -> Content:
        """Who, what, both clocks, the last lines."""
        ticket, width = self.ticket, self.size.width
        app = cast("DeskApp", self.app)
        if ticket is None or app.still is None or width < TIME:
            return Content("")
        priority = app.site_now().policy.label("priorities", ticket.priority, app.lang)
        who = f"{ticket.room}  {mask_name(ticket.name, app.lang)}"
        rows = [
            Row(width)
            .put(0, ticket.number, "bold")
            .right(f"{ticket.priority} {priority}", "$d-muted", edge=width),
            Row(width),
            Row(width).put(0, who, "bold").right(mask_phone(ticket.contact), "", edge=width),
            Row(width).put(0, private(ticket.what)),
            Row(width),
            *clock_rows(ticket, app, width, in_pane=True),
            _chased_row(ticket, width),
            Row(width).put(0, _("So far"), "bold $d-muted"),
            *story_rows(without_yes(self.entries), app, width, TIME)[:STORY_ROWS],
        ]
        return pile(rows)


def _chased_row(ticket: Ticket, width: int) -> Row:
    """How often the owner asked how far it is; empty for never."""
    text = fill(_("asked again {n} times"), {"n": ticket.chased}) if ticket.chased else ""
    return Row(width).put(0, text, "bold $d-warn")
