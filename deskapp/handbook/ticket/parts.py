"""Work that several share: helpers, and parts that are tickets of their own (3.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from deskapp.handbook import slots
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK, EVERYONE, SUPERVISOR
from deskapp.handbook.shown import By
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Moment, Words
from deskapp.handbook.step import Act, Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.dispatch import LEAST_REQUIREMENT, requirement_refusals
from deskapp.handbook.ticket.done import CarriedOver
from deskapp.handbook.ticket.progress import NOT_OPEN
from deskapp.handbook.ticket.state import OPEN, Helper, Ticket, TicketStep


@step(
    "ticket.helper_added",
    clause="3.2",
    by=DESK | SUPERVISOR,
    opens=OPEN,
    title=N_("Helper"),
    hint=N_("who, with what"),
    not_yet=NOT_OPEN,
)
class HelperAdded(TicketStep):
    """One more named person who helps; whoever has the ticket keeps it."""

    person: str = slots.person(N_("Person"))
    task: Words = slots.words(N_("With what"), least=LEAST_REQUIREMENT, most=200)

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """Somebody who is not on it yet."""
        if self.person and self.person in (ticket.person, *(h.person for h in ticket.helpers)):
            yield refuse("person", N_("This person is on it already."))

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """One more on it."""
        return evolve(ticket, helpers=(*ticket.helpers, Helper(person=self.person, task=self.task)))

    def line(self) -> tuple[Msg, ...]:
        """Who, and with what."""
        return (
            Msg(N_("{person} helps"), {"person": By(self.person)}),
            Msg("{said}", {"said": self.task}),
        )


@step(
    "ticket.subtask_added",
    clause="3.2",
    by=DESK | SUPERVISOR,
    opens=OPEN,
    title=N_("Part of it"),
    hint=N_("person, time, job"),
    not_yet=NOT_OPEN,
)
class SubtaskAdded(TicketStep):
    """A part of the work as a ticket of its own: one person, a time, a requirement."""

    person: str = slots.person(N_("Person"))
    due: Moment = slots.moment(N_("Finish by"), "future")
    requirement: Words = slots.words(N_("Job"), least=LEAST_REQUIREMENT, most=500, lines=2)

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """A requirement of substance."""
        yield from requirement_refusals(self.requirement)

    @classmethod
    def suggest(cls, record: Ticket, site: Site) -> Mapping[str, object]:
        """The time by which the whole is due, while that is still to come."""
        due = record.work_due
        return {"due": due} if due and due > site.now else {}

    def brings(self, ticket: Ticket, site: Site) -> Iterator[Act]:
        """The part, already somebody's."""
        yield Act(
            "",
            CarriedOver(
                parent=ticket.number,
                what=self.requirement,
                person=self.person,
                due=self.due,
                room=ticket.room,
                name=ticket.name,
                contact=ticket.contact,
                contact_kind=ticket.contact_kind,
                sub=ticket.sub,
                priority=ticket.priority,
                subtask=True,
            ),
        )

    def line(self) -> tuple[Msg, ...]:
        """To whom, and the order."""
        return (
            Msg(N_("A part goes to {person}"), {"person": By(self.person)}),
            Msg("{said}", {"said": self.requirement}),
        )


@step(
    "ticket.subtask_opened",
    clause="3.2",
    by=EVERYONE,
    opens=OPEN,
    title=N_("Part"),
    not_yet=NOT_OPEN,
    brought=True,
)
class SubtaskOpened(TicketStep):
    """The number of a part; the whole cannot end before it."""

    number: str = slots.number(N_("Part"))

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """One more part."""
        return evolve(ticket, subtasks=(*ticket.subtasks, self.number))

    def line(self) -> tuple[Msg, ...]:
        """The part's number."""
        return (Msg(N_("The part is {number}"), {"number": self.number}),)
