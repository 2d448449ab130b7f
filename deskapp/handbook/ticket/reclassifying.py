"""Another class than the one it was accepted in; the former stays in the history (2.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from deskapp.handbook import slots
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK, MANAGER, SUPERVISOR
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Words
from deskapp.handbook.step import Act, Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.accepting import other_refusals
from deskapp.handbook.ticket.state import OPEN, Ticket, TicketStep, hits_others


@step(
    "ticket.reclassified",
    clause="2.3",
    by=DESK | SUPERVISOR,
    opens=OPEN,
    title=N_("Reclass"),
    hint=N_("another class"),
    not_yet=N_("The ticket has come to its end."),
)
class Reclassified(TicketStep):
    """Another class or urgency, with the reason; the time that was promised stands."""

    sub: Code = slots.code(N_("Class"), "subcategories")
    priority: Code = slots.code(N_("Priority"), "priorities")
    reason: Words = slots.words(N_("Reason"), least=4, most=200)
    complaint: Answer = slots.answer(N_("Complain?"), default=None)

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """Something changes; danger is P0 and back, and a complaint is asked about."""
        if (self.sub, self.priority) == (ticket.sub, ticket.priority):
            yield refuse("sub", N_("This is what the record says already."))
        yield from other_refusals("sub", self.sub, ticket.what, site)
        yield from self._danger_refusals(ticket, site)
        if self.sub.startswith("CMP.") and self.complaint is None:
            text = N_("Ask the owner whether to take it up as a complaint.")
            yield refuse("complaint", text, clause="4.1")

    def _danger_refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        if self.sub.startswith("EMG.") != (self.priority == "P0"):
            text = N_("An emergency is P0, and only an emergency is.")
            yield refuse("priority", text, clause="P0")
        chiefs = SUPERVISOR | MANAGER
        if ticket.danger and self.priority != "P0" and not site.operator.roles & chiefs:
            text = N_("Only the supervisor says that a danger is none.")
            yield refuse("priority", text, clause="P0")

    @classmethod
    def suggest(cls, record: Ticket, site: Site) -> Mapping[str, object]:
        """The class as it stands, to be changed."""
        return {"sub": record.sub, "priority": record.priority}

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """In the new class; the wish for a complaint is a call to be made."""
        wish = ("complaint_wanted",) if self.complaint else ()
        return evolve(
            ticket,
            sub=self.sub,
            priority=self.priority,
            former_subs=(*ticket.former_subs, ticket.sub),
            affects_others=ticket.affects_others or hits_others(self.sub),
            calls_to_make=(*ticket.calls_to_make, *wish),
        )

    def brings(self, ticket: Ticket, site: Site) -> Iterator[Act]:
        """A danger that shows only now opens its incident in the same keystroke."""
        from deskapp.handbook.incident.steps import Reported  # noqa: PLC0415 - it names tickets too

        if ticket.danger and not ticket.incident:
            yield Act(
                "",
                Reported(
                    what=ticket.what,
                    place=ticket.room,
                    sub=self.sub,
                    happened_at=site.now,
                    ticket=ticket.number,
                ),
            )

    def line(self) -> tuple[Msg, ...]:
        """The class it has now, and why."""
        blanks = {
            "sub": Coded("subcategories", self.sub),
            "priority": Coded("priorities", self.priority),
        }
        return (
            Msg(N_("Class now: {sub}, {priority}"), blanks),
            Msg("{said}", {"said": self.reason}),
        )
