"""Past tickets from another system: their own times, and no claim of a read-back."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.handbook import slots
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE, Role
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Code, Moment, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.state import ACCEPTED, CLOSED, NEW, Ticket, TicketStep


@step(
    "ticket.imported",
    clause="2.2",
    by=EVERYONE | Role.A,
    opens=NEW,
    title=N_("Import"),
)
class Imported(TicketStep):
    """A ticket of another system as it was; it claims no read-back, promise or consent."""

    source: str = slots.hidden(slots.Kind.TEXT, default="")
    their_number: str = slots.words(N_("Old no."), default="", least=0, most=40)
    opened_at: Moment = slots.moment(N_("Opened"), "past")
    closed_at: Moment = slots.moment(N_("Closed"), "past", default=None)
    due: Moment = slots.moment(N_("Due"), "any", default=None)
    room: str = slots.room(N_("Room"), default="")
    name: Words = slots.named(N_("Name"), default="")
    contact: Words = slots.contact(N_("Phone"), default="")
    what: Words = slots.words(N_("Matter"), least=1, most=20000)
    sub: Code = slots.code(N_("Class"), "subcategories")
    priority: Code = slots.code(N_("Priority"), "priorities")
    channel: Code = slots.code(N_("Channel"), "channels", default="")
    outcome: Words = slots.words(N_("Outcome"), default="", least=0, most=20000)

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """A ticket does not end before it begins."""
        if self.opened_at and self.closed_at and self.closed_at < self.opened_at:
            yield refuse("closed_at", N_("It ends before it begins."))

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Open or closed as it was, under a code of its own."""
        return evolve(
            ticket,
            state=CLOSED if self.closed_at else ACCEPTED,
            close_code="C-IMPORTED" if self.closed_at else "",
            imported=True,
            opened_at=self.opened_at,
            closed_at=self.closed_at,
            work_due=self.due,
            room=self.room,
            name=self.name,
            contact=self.contact,
            what=self.what,
            raised_at=self.opened_at,
            sub=self.sub,
            priority=self.priority,
            channel=self.channel,
        )

    def line(self) -> tuple[Msg, ...]:
        """Where it came from and how it ended there."""
        head = Msg(N_("Imported, there {number}"), {"number": self.their_number or "?"})
        return (head, Msg("{said}", {"said": self.outcome})) if self.outcome else (head,)
