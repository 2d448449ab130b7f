"""The executor cannot take it: back to be dispatched, and somebody is called (3.1)."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.handbook import slots
from deskapp.handbook.fields.text import is_evasive
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Code, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.state import ACCEPTED, DISPATCHED, Ticket, TicketStep


@step(
    "ticket.declined",
    clause="3.1",
    by=DESK,
    opens=frozenset({DISPATCHED}),
    title=N_("Declined"),
    hint=N_("cannot take it"),
    not_yet=N_("Only what was sent out and not taken yet can be declined."),
)
class Declined(TicketStep):
    """Whoever was to have it cannot take it, and says why."""

    reason: Code = slots.code(N_("Reason"), "decline_reasons")
    said: Words = slots.words(N_("Said"), most=200)

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """The reason in words that mean something."""
        if is_evasive(self.said):
            text = N_("“{said}” is no reason: write what stands in the way.")
            yield refuse("said", text, said=self.said.strip())

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Nobody's again; somebody else is to be called."""
        return evolve(
            ticket,
            state=ACCEPTED,
            person="",
            dispatched_at=None,
            declined_by=(*ticket.declined_by, ticket.person),
            calls_to_make=(*ticket.calls_to_make, "declined"),
        )

    def line(self) -> tuple[Msg, ...]:
        """The reason, and the words."""
        reason = Coded("decline_reasons", self.reason)
        return Msg(N_("Declined: {reason}"), {"reason": reason}), Msg("{said}", {"said": self.said})
