"""A ticket and a complaint: one becomes the other without retyping (4.1, 4.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from deskapp.handbook import slots
from deskapp.handbook.complaint.carrying_out import ActionLinked
from deskapp.handbook.complaint.hearing import Drafted
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE
from deskapp.handbook.shown import By
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Code, Moment, Money, Words
from deskapp.handbook.step import Act, Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.state import (
    DISPATCHED,
    NEW,
    STATE_NAMES,
    Charge,
    Promise,
    Ticket,
    TicketStep,
)

WANTED = "complaint_wanted"
MADE = frozenset(STATE_NAMES) - NEW - {"draft"}


@step(
    "ticket.complained_of",
    clause="4.1",
    by=EVERYONE,
    opens=MADE,
    title=N_("Complain"),
    hint=N_("opens a complaint"),
    not_yet=N_("Record the call first."),
)
class ComplainedOf(TicketStep):
    """The owner complains about how it went: a complaint that knows who and where."""

    note: Words = slots.words(N_("Notes"), least=1, most=20000, lines=3)

    @classmethod
    def bars(cls, record: Ticket, site: Site) -> Iterator[Refusal]:
        """Once is enough."""
        if record.complaint:
            text = N_("It is complaint {number} already.")
            yield refuse("", text, number=record.complaint)

    @classmethod
    def suggest(cls, record: Ticket, site: Site) -> Mapping[str, object]:
        """The matter, which need not be typed again."""
        return {"note": record.what}

    def brings(self, ticket: Ticket, site: Site) -> Iterator[Act]:
        """The complaint."""
        yield Act("", Drafted(note=self.note, ticket=ticket.number))

    def line(self) -> tuple[Msg, ...]:
        """That it was; the words stand in the complaint, which not everybody may read (X19)."""
        return (Msg(N_("Made a complaint")),)


@step(
    "ticket.complaint_opened",
    clause="4.1",
    by=EVERYONE,
    opens=MADE,
    title=N_("Complaint"),
    not_yet=N_("Record the call first."),
    brought=True,
)
class ComplaintOpened(TicketStep):
    """The number of the complaint that came of it; nobody need be asked about it any more."""

    complaint: str = slots.number(N_("Complaint"))

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Linked."""
        calls = tuple(c for c in ticket.calls_to_make if c != WANTED)
        return evolve(ticket, complaint=self.complaint, calls_to_make=calls)

    def line(self) -> tuple[Msg, ...]:
        """The complaint's number."""
        return (Msg(N_("Complaint {number} runs"), {"number": self.complaint}),)


@step(
    "ticket.opened_for_complaint",
    clause="4.3",
    by=EVERYONE,
    opens=NEW,
    title=N_("Action"),
    brought=True,
)
class OpenedForComplaint(TicketStep):
    """What a complaint asks to be done, as a ticket that somebody has already."""

    complaint: str = slots.number(N_("Complaint"))
    what: Words = slots.words(N_("Job"), least=4)
    person: str = slots.person(N_("Person"))
    due: Moment = slots.moment(N_("Finish by"), "future")
    room: str = slots.room(N_("Room"), default="")
    name: Words = slots.named(N_("Name"), default="")
    contact: Words = slots.contact(N_("Phone"), default="")
    sub: Code = slots.code(N_("Class"), "subcategories", default="")
    amount: Money = slots.hidden(slots.Kind.MONEY, default=None)
    ceiling: Money = slots.hidden(slots.Kind.MONEY, default=None)
    payer: Words = slots.hidden(slots.Kind.TEXT, default="")
    basis: Code = slots.hidden(slots.Kind.CODE, choices="charge_basis", default="")

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Out, with a person and a time."""
        promises = (Promise(due=self.due, at=head.at, by=head.operator),) if self.due else ()
        charge = None
        if self.amount is not None and self.ceiling is not None:
            charge = Charge(
                amount=self.amount, ceiling=self.ceiling, payer=self.payer, basis=self.basis
            )
        return evolve(
            ticket, state=DISPATCHED, what=self.what, person=self.person, requirement=self.what,
            promises=promises, work_due=self.due, opened_at=head.at, dispatched_at=head.at,
            recorded_by=head.operator, raised_at=head.at, room=self.room, name=self.name,
            contact=self.contact, sub=self.sub, complaint=self.complaint, parent=self.complaint,
            charge=charge,
        )  # fmt: skip

    def brings(self, ticket: Ticket, site: Site) -> Iterator[Act]:
        """The complaint learns the ticket's number."""
        yield Act(self.complaint, ActionLinked(ticket=ticket.number))

    def line(self) -> tuple[Msg, ...]:
        """Whose it is, and for which complaint."""
        return (
            Msg(N_("For complaint {number}"), {"number": self.complaint}),
            Msg("{said}", {"said": self.what}),
            Msg("{who}", {"who": By(self.person)}),
        )
