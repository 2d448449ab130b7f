"""What ties a ticket to the incident that it brought."""

from __future__ import annotations

from dataclasses import replace

from deskapp.handbook import slots
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE
from deskapp.handbook.step import Head, step
from deskapp.handbook.ticket.state import OPEN, Ticket, TicketStep


@step(
    "ticket.incident_opened",
    clause="P0",
    by=EVERYONE,
    opens=OPEN,
    title=N_("Incident"),
    brought=True,
    not_yet=N_("The ticket has come to its end."),
)
class IncidentOpened(TicketStep):
    """The number of the incident that runs for this ticket."""

    incident: str = slots.number(N_("Incident"))

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Linked."""
        return replace(ticket, incident=self.incident)

    def line(self) -> tuple[Msg, ...]:
        """The incident's number."""
        return (Msg(N_("Incident {number} runs"), {"number": self.incident}),)
