"""A record in two rows: who and where, its class, and the matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.widget import Widget

from deskapp.handbook.complaint.state import Complaint
from deskapp.handbook.fields.contact import mask_phone
from deskapp.handbook.fields.name import mask_name
from deskapp.handbook.gate import state_name
from deskapp.handbook.handover.state import Handover
from deskapp.handbook.incident.state import Incident
from deskapp.handbook.logbook.state import LogLine
from deskapp.handbook.step import Stream
from deskapp.handbook.ticket.state import Ticket
from deskapp.locale import _
from deskapp.tui.look.complaint_head import head_rows
from deskapp.tui.look.incident_rows import head_rows as incident_head
from deskapp.tui.look.rows import LABEL, VALUE, Row
from deskapp.tui.look.rows import page as pile

if TYPE_CHECKING:
    from deskapp.tui.app import DeskApp


class TicketHead(Widget):
    """The two rows that say which record this is; masked, as it may be read over a shoulder."""

    DEFAULT_CSS = "TicketHead { height: 2; }"

    def __init__(self) -> None:
        super().__init__()
        self.record: Stream | None = None

    def show(self, record: Stream) -> None:
        """Show this record."""
        self.record = record
        self.refresh()

    def render(self) -> Content:
        """Both rows."""
        width = self.size.width
        if isinstance(self.record, Ticket):
            return pile(self._ticket(self.record, width))
        if isinstance(self.record, Incident):
            return pile(incident_head(self.record, cast("DeskApp", self.app), width))
        if isinstance(self.record, LogLine):
            return pile([Row(width).put(LABEL, self.record.text, "bold"), Row(width)])
        if isinstance(self.record, Handover):
            return pile([Row(width).put(LABEL, _(state_name(self.record)), "bold"), Row(width)])
        if isinstance(self.record, Complaint):
            return pile(head_rows(self.record, cast("DeskApp", self.app), width))
        return pile([Row(width), Row(width)])

    def _ticket(self, ticket: Ticket, width: int) -> list[Row]:
        app = cast("DeskApp", self.app)
        lang, policy = app.lang, app.site_now().policy
        who = "  ".join(filter(None, (mask_name(ticket.name, lang), mask_phone(ticket.contact))))
        priority = policy.label("priorities", ticket.priority, lang)
        first = Row(width).put(LABEL, ticket.room or _("no room"), "bold")
        first.put(max(VALUE, LABEL + Content(ticket.room).cell_length + 2), who)
        first.right([
            (f"{ticket.priority} {priority}", "bold"),
            (f"  {policy.label('subcategories', ticket.sub, lang)}", ""),
            (f"  {_(state_name(ticket))}", "bold"),
        ])
        matter = Row(width).put(LABEL, _("Matter"), "$d-muted").put(VALUE, ticket.what, "bold")
        return [first, matter]
