"""Another body is responsible: the owner is told where, and the desk looks back (2.3)."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.handbook import slots
from deskapp.handbook.judging import phone_refusals
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK, SUPERVISOR
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Moment, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.closing import nobody_to_ask
from deskapp.handbook.ticket.state import (
    ACCEPTED,
    DISPATCHED,
    REFERRED,
    WAITING,
    Ticket,
    TicketStep,
    close,
)

SETTLED, UNDER_WAY, NOT_TAKEN = "settled", "under_way", "not_taken"


@step(
    "ticket.referred",
    clause="2.3",
    by=DESK | SUPERVISOR,
    opens=frozenset({ACCEPTED, DISPATCHED, WAITING}),
    title=N_("Refer"),
    hint=N_("to another body"),
    not_yet=N_("It is in work or at its end: it cannot be referred any more."),
    ends=True,
)
class Referred(TicketStep):
    """Somebody else is responsible: who, their number, and when the desk looks back."""

    body: Words = slots.words(N_("To whom"), most=60)
    phone: Words = slots.contact(N_("Their no."), service=True)
    owner_told: Answer = slots.answer(N_("Told"), default=None)
    look_back: Moment = slots.moment(N_("Look back"), "future")
    desk_called: Answer = slots.answer(N_("We called"), default=None)

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """A number that can be called; the owner told; a danger called in by the desk itself."""
        if self.phone:
            yield from phone_refusals("phone", self.phone)
        if not self.owner_told and not nobody_to_ask(ticket):
            text = N_("Tell the owner who is responsible, their number, and when you look back.")
            yield refuse("owner_told", text)
        if ticket.danger and not self.desk_called:
            text = N_("A danger: call them yourself first, do not leave it to the owner.")
            yield refuse("desk_called", text, clause="P0")

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """With another body until the desk looks back."""
        return evolve(
            ticket,
            state=REFERRED,
            referred_to=self.body,
            look_back_at=self.look_back,
            next_check=self.look_back,
            visit_at=None,
            on_spot=False,
        )

    def line(self) -> tuple[Msg, ...]:
        """To whom, and when the desk looks back."""
        return (
            Msg(N_("Referred to {body}, {phone}"), {"body": self.body, "phone": self.phone}),
            Msg(N_("Look back {at}"), {"at": self.look_back or ""}),
        )


@step(
    "ticket.looked_back",
    clause="2.3",
    by=DESK | SUPERVISOR,
    opens=frozenset({REFERRED}),
    title=N_("Look back"),
    hint=N_("what became of it"),
    not_yet=N_("It was not referred to anybody."),
    ends=True,
)
class LookedBack(TicketStep):
    """What became of it there: settled, or still under way and looked at again."""

    result: Code = slots.code(N_("Result"), "look_back_results")
    outcome: Words = slots.words(N_("Outcome"), least=4, lines=2)
    again: Moment = slots.moment(N_("Again"), "future", default=None)

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """What is not settled there does not end here."""
        if self.result == UNDER_WAY and not self.again:
            yield refuse("again", N_("Still under way: say when you look again."))
        if self.result == NOT_TAKEN:
            yield refuse("result", N_("They do not take it: reopen it, it is ours again."))

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Closed as an exception when settled there, else looked at again."""
        if self.result != SETTLED:
            again = self.again or ticket.look_back_at
            return evolve(ticket, look_back_at=again, next_check=again)
        closed = close(ticket, "C-REFERRED", head.at, head.operator)
        return evolve(closed, confirmed_by="", look_back_at=None, next_check=None)

    def line(self) -> tuple[Msg, ...]:
        """What was learnt."""
        head = Msg(N_("Looked back: {result}"), {"result": Coded("look_back_results", self.result)})
        return head, Msg("{said}", {"said": self.outcome})
