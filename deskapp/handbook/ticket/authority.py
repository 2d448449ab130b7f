"""What an authority sends: its number and its time; of two times the earlier rules (X30)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from deskapp.handbook import slots
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK, SUPERVISOR
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Moment, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.accepting import far_refusals
from deskapp.handbook.ticket.state import OPEN, Ticket, TicketStep


def authority_refusals(field: str, due: datetime | None, ticket: Ticket) -> Iterator[Refusal]:
    """A time after the authority's is given with a reason."""
    if due and ticket.ext_due and due > ticket.ext_due:
        text = N_("The authority wants its answer by {due}: keep to it, or say why not.")
        yield refuse(field, text, soft=True, due=ticket.ext_due)


@step(
    "ticket.external_noted",
    clause="3.2",
    by=DESK | SUPERVISOR,
    opens=OPEN,
    title=N_("Authority"),
    hint=N_("their no., due"),
    not_yet=N_("The ticket has come to its end."),
)
class ExternalNoted(TicketStep):
    """The number and the time that an authority has given to the matter."""

    ext_no: Words = slots.words(N_("Their no."), least=0, most=40)
    ext_due: Moment = slots.moment(N_("Their due"), "any")

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """A number that can be quoted; a time that has passed only with a reason."""
        if self.ext_no and not any(c.isdigit() for c in self.ext_no):
            yield refuse("ext_no", N_("Give the number as it stands on their paper."))
        if self.ext_due and self.ext_due <= site.now:
            text = N_("{when} has already passed: check their paper, or say why it comes late.")
            yield refuse("ext_due", text, soft=True, when=self.ext_due)
        yield from far_refusals("ext_due", self.ext_due, site)

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Both times stand beside each other; no agreement with the owner moves theirs."""
        return evolve(ticket, ext_no=self.ext_no, ext_due=self.ext_due or ticket.ext_due)

    def line(self) -> tuple[Msg, ...]:
        """Their number and their time."""
        blanks = {"no": self.ext_no, "due": self.ext_due or ""}
        return Msg(N_("Authority's no. {no}"), blanks), Msg(N_("Answer by {due}"), blanks)
