"""What ties a ticket to others: its incident, and the same ticket at another desk."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.handbook import slots
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK, EVERYONE, SUPERVISOR
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.state import NEW, OPEN, STATE_NAMES, Ticket, TicketStep


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
        return evolve(ticket, incident=self.incident)

    def line(self) -> tuple[Msg, ...]:
        """The incident's number."""
        return (Msg(N_("Incident {number} runs"), {"number": self.incident}),)


@step(
    "ticket.clash_settled",
    clause="3.2",
    by=DESK | SUPERVISOR,
    opens=frozenset(STATE_NAMES) - NEW,
    title=N_("Settle"),
    hint=N_("two desks wrote"),
    not_yet=N_("There is no ticket yet."),
)
class ClashSettled(TicketStep):
    """Two desks wrote on the same state; somebody looked at both and says what holds."""

    holds: Words = slots.words(N_("Holds"), least=4, most=500, lines=2)

    @classmethod
    def bars(cls, record: Ticket, site: Site) -> Iterator[Refusal]:
        """Only where two desks have written past each other."""
        if not record.clashed:
            yield refuse("", N_("No two desks have written past each other here."))

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Settled; both rows stay readable."""
        return evolve(ticket, clashed=False)

    def line(self) -> tuple[Msg, ...]:
        """What holds."""
        return Msg(N_("Clash settled")), Msg("{said}", {"said": self.holds})
