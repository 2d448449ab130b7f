"""What ends with words instead of work: a promised reply, a praise passed on (1.3, 2.3)."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.handbook import slots
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK, SUPERVISOR
from deskapp.handbook.shown import By, Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.progress import NOT_OPEN
from deskapp.handbook.ticket.state import ACCEPTED, CLOSED, IN_HAND, YES, Ticket, TicketStep, close

ENDS_WITH_WORDS = frozenset({"ENQ", "SUG", "PRA"})
PRAISE = "PRA"


@step(
    "ticket.answered",
    clause="1.3",
    by=DESK | SUPERVISOR,
    opens=IN_HAND,
    title=N_("Reply"),
    hint=N_("answer, clear?"),
    not_yet=NOT_OPEN,
    ends=True,
)
class Answered(TicketStep):
    """The reply that was promised, told to the owner, who says that it is clear."""

    answer: Words = slots.words(N_("Answer"), lines=2)
    channel: Code = slots.code(N_("Told by"), "channels", default="phone")
    clear: Answer = slots.answer(N_("Clear?"))

    @classmethod
    def bars(cls, record: Ticket, site: Site) -> Iterator[Refusal]:
        """Work ends with its result, and praise is passed on first."""
        if record.type not in ENDS_WITH_WORDS:
            yield refuse("", N_("Work ends with its result and the owner's word, not a reply."))
        if record.type == PRAISE and not record.praised:
            yield refuse("", N_("Pass the praise on to whom it is for first."), clause="2.3")

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """An answer that is not clear is no answer."""
        if self.clear is False:
            text = N_("Not clear to the owner: explain it again, or agree on a new time.")
            yield refuse("clear", text)

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Closed with the owner's own word."""
        return evolve(close(ticket, "C-OK", head.at, head.operator), solved=YES)

    def line(self) -> tuple[Msg, ...]:
        """How it was told, and the answer."""
        told = Msg(N_("Replied, {channel}"), {"channel": Coded("channels", self.channel)})
        return told, Msg("{said}", {"said": self.answer})


@step(
    "ticket.praise_passed",
    clause="2.3",
    by=DESK | SUPERVISOR,
    opens=frozenset({ACCEPTED, CLOSED}),
    title=N_("Pass on"),
    hint=N_("praise, to whom"),
    not_yet=N_("Only a praise that was accepted is passed on."),
)
class PraisePassed(TicketStep):
    """The praise reaches the person it is for, in the owner's words."""

    person: str = slots.person(N_("Person"))
    said: Words = slots.words(N_("Words"), lines=2)

    @classmethod
    def bars(cls, record: Ticket, site: Site) -> Iterator[Refusal]:
        """Only praise is passed on so."""
        if record.type != PRAISE:
            yield refuse("", N_("Only a praise is passed on to the person it is for."))

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """They have heard it."""
        return evolve(ticket, praised=self.person)

    def line(self) -> tuple[Msg, ...]:
        """To whom, and the words."""
        told = Msg(N_("Praise passed on to {person}"), {"person": By(self.person)})
        return told, Msg("{said}", {"said": self.said})
