"""Visits agreed with the owner, and those for which nobody was at home (H43b)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from deskapp.handbook import slots
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK, SUPERVISOR
from deskapp.handbook.shown import By, Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Moment, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.dispatch import IN_HOME
from deskapp.handbook.ticket.state import WITH_EXECUTOR, Ticket, TicketStep

NOBODY_HAS_IT = N_("Dispatch it to somebody first.")


@step(
    "ticket.visit_booked",
    clause="H43b",
    by=DESK | SUPERVISOR,
    opens=WITH_EXECUTOR,
    title=N_("Book"),
    hint=N_("a visit, owner helps"),
    not_yet=NOBODY_HAS_IT,
    calls=True,
)
class VisitBooked(TicketStep):
    """A visit agreed with the owner: what they help with, when, and who said so."""

    help: Code = slots.code(N_("Helps by"), "owner_help")
    visit_at: Moment = slots.moment(N_("When"), "future")
    agreed_by: Words = slots.named(N_("Agreed by"))
    adult_home: Answer = slots.answer(N_("Adult in"), default=None)
    note: Words = slots.words(N_("Note"), default="", least=0, most=200)

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """For work in a home an adult will be there; asked softly."""
        if ticket.type in IN_HOME and not self.adult_home:
            text = N_("In a home an adult must be there: agree a time when one is.")
            yield refuse("adult_home", text, soft=True)

    @classmethod
    def suggest(cls, record: Ticket, site: Site) -> Mapping[str, object]:
        """To be let in, by the owner."""
        return {"help": "let_in", "agreed_by": record.name}

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Booked; at that time the desk asks how it went."""
        return evolve(ticket, visit_at=self.visit_at, next_check=self.visit_at or ticket.next_check)

    def line(self) -> tuple[Msg, ...]:
        """When, and with whose help."""
        blanks = {"help": Coded("owner_help", self.help), "who": self.agreed_by}
        return (
            Msg(N_("Visit booked for {at}"), {"at": self.visit_at or ""}),
            Msg(N_("{help}, agreed by {who}"), blanks),
        )


@step(
    "ticket.visit_missed",
    clause="H43b",
    by=DESK | SUPERVISOR,
    opens=WITH_EXECUTOR,
    title=N_("Missed"),
    hint=N_("nobody at home"),
    not_yet=NOBODY_HAS_IT,
)
class VisitMissed(TicketStep):
    """Somebody came to a booked visit and was not let in."""

    came: str = slots.person(N_("Who came"))
    card_left: Answer = slots.answer(N_("Card left"))

    @classmethod
    def bars(cls, record: Ticket, site: Site) -> Iterator[Refusal]:
        """Only a booked visit whose time has come can be missed."""
        if record.visit_at is None:
            yield refuse("", N_("No visit is booked."))
        elif record.visit_at > site.now:
            yield refuse("", N_("The visit is only at {at}."), at=record.visit_at)

    @classmethod
    def suggest(cls, record: Ticket, site: Site) -> Mapping[str, object]:
        """Whoever has the work came."""
        return {"came": record.person}

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """One more in vain; the next one is to be booked."""
        missed = (*ticket.missed_visits, ticket.visit_at or head.at)
        card = ticket.card_left or bool(self.card_left)
        return evolve(ticket, visit_at=None, missed_visits=missed, card_left=card)

    def line(self) -> tuple[Msg, ...]:
        """Who came in vain."""
        head = Msg(N_("{person} came, nobody at home"), {"person": By(self.came)})
        return (head, Msg(N_("Card left: {yes}"), {"yes": bool(self.card_left)}))
