"""One thing reported by many: merged, called through, and given back whole (X11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from deskapp.handbook import slots
from deskapp.handbook.fields.contact import group_phone, mask_phone
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK, EVERYONE, SUPERVISOR
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Codes, Words
from deskapp.handbook.step import Act, Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.progress import NOT_OPEN
from deskapp.handbook.ticket.state import (
    ACCEPTED,
    CANCELLED,
    CLOSED,
    IN_HAND,
    MERGED,
    NEW,
    OPEN,
    REFERRED,
    STATE_NAMES,
    Reporter,
    Ticket,
    TicketStep,
)

TOLD, MESSAGE, NO_WAY = "told", "message", "no_way"
SETTLED = frozenset({TOLD, MESSAGE, NO_WAY})
"""Results after which a reporter need not be called again."""


@step(
    "ticket.merged",
    clause="3.2",
    by=DESK | SUPERVISOR,
    opens=IN_HAND,
    title=N_("Merge"),
    hint=N_("same thing"),
    not_yet=N_("Only a ticket in hand is merged into another."),
)
class Merged(TicketStep):
    """The same thing stands on another ticket already; whoever reported it is told from there."""

    target: str = slots.number(N_("Into"))
    same: Answer = slots.answer(N_("Same one"))

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """Into another open ticket about the very same thing."""
        if self.same is False:
            yield refuse("same", N_("Only what is the very same thing is merged."))
        if self.target:
            yield from self._target_refusals(ticket, site)

    def _target_refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        target = site.record(self.target)
        if self.target == ticket.number:
            yield refuse("target", N_("This is the ticket itself; give the other number."))
        elif not isinstance(target, Ticket):
            yield refuse("target", N_("No ticket has the number {number}."), number=self.target)
        elif target.merged_into:
            text = N_("{number} is merged into {other} itself; give that number.")
            yield refuse("target", text, number=self.target, other=target.merged_into)
        elif not target.open:
            text = N_("{number} has come to its end; merge into an open ticket.")
            yield refuse("target", text, number=self.target)
        elif ticket.danger and not target.danger:
            text = N_("This is a danger and {number} is not: merge the other way round.")
            yield refuse("target", text, clause="P0", number=self.target)

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """At rest; all that it holds stays as it is."""
        return evolve(ticket, state=MERGED, merged_into=self.target, closed_at=head.at)

    def brings(self, ticket: Ticket, site: Site) -> Iterator[Act]:
        """Its reporter joins the other ticket's tell-list, and all who had joined its own."""
        own = Reporter(
            ticket=ticket.number, room=ticket.room, name=ticket.name, contact=ticket.contact
        )
        for who in (own, *ticket.reporters):
            joined = ReporterJoined(
                ticket=who.ticket, room=who.room, name=who.name, contact=who.contact
            )
            yield Act(self.target, joined)

    def line(self) -> tuple[Msg, ...]:
        """Into which."""
        return (Msg(N_("Merged into {number}"), {"number": self.target}),)


@step(
    "ticket.unmerged",
    clause="3.2",
    by=SUPERVISOR,
    opens=frozenset({MERGED}),
    title=N_("Unmerge"),
    hint=N_("not the same"),
    not_yet=N_("Only a merged ticket can be taken out again."),
)
class Unmerged(TicketStep):
    """It was not the same thing: the ticket stands again with all that it had."""

    reason: Words = slots.words(N_("Reason"), least=4, most=200)

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """To be dispatched again, its promise and its read-back untouched."""
        return evolve(ticket, state=ACCEPTED, merged_into="", closed_at=None)

    def brings(self, ticket: Ticket, site: Site) -> Iterator[Act]:
        """Its reporter leaves the other ticket's tell-list, and all who had come along."""
        former = cast("Ticket", ticket.last.before).merged_into if ticket.last else ""
        left = (ticket.number, *(r.ticket for r in ticket.reporters))
        if former:
            yield Act(former, ReporterLeft(tickets=left))

    def line(self) -> tuple[Msg, ...]:
        """Why."""
        return Msg(N_("Taken out of the merge")), Msg("{said}", {"said": self.reason})


@step(
    "ticket.reporter_joined",
    clause="3.2",
    by=EVERYONE,
    opens=OPEN,
    title=N_("Joined"),
    not_yet=NOT_OPEN,
    brought=True,
)
class ReporterJoined(TicketStep):
    """Somebody else reported the same; they are told when it is done."""

    ticket: str = slots.number(N_("Ticket"))
    room: str = slots.room(N_("Room"), default="")
    name: Words = slots.named(N_("Name"), default="")
    contact: Words = slots.contact(N_("Phone"), default="")

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """On the tell-list."""
        who = Reporter(ticket=self.ticket, room=self.room, name=self.name, contact=self.contact)
        others = (r for r in ticket.reporters if r.ticket != self.ticket)
        return evolve(ticket, reporters=(*others, who))

    def line(self) -> tuple[Msg, ...]:
        """By which ticket, and from where."""
        blanks = {"number": self.ticket, "room": self.room}
        return (Msg(N_("Reported by {room} too, {number}"), blanks),)


@step(
    "ticket.reporter_left",
    clause="3.2",
    by=EVERYONE,
    opens=frozenset(STATE_NAMES) - NEW,
    title=N_("Left"),
    not_yet=N_("There is no ticket yet."),
    brought=True,
)
class ReporterLeft(TicketStep):
    """A merged ticket was taken out again; its reporters are told from there."""

    tickets: Codes = slots.codes(N_("Tickets"), "")

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Off the tell-list."""
        staying = tuple(r for r in ticket.reporters if r.ticket not in self.tickets)
        return evolve(ticket, reporters=staying)

    def brings(self, ticket: Ticket, site: Site) -> Iterator[Act]:
        """Off the list of the ticket that this one was merged into in its turn."""
        if ticket.merged_into:
            yield Act(ticket.merged_into, ReporterLeft(tickets=self.tickets))

    def line(self) -> tuple[Msg, ...]:
        """Which."""
        return (Msg(N_("Taken out again: {numbers}"), {"numbers": self.tickets}),)


@step(
    "ticket.reporter_told",
    clause="3.3",
    by=EVERYONE,
    opens=OPEN | {CLOSED, CANCELLED, REFERRED},
    title=N_("Tell"),
    hint=N_("others who asked"),
    not_yet=N_("Whoever reported it is told from the ticket that the work is done on."),
    calls=True,
)
class ReporterTold(TicketStep):
    """One of those who reported the same was called: told, or not reached."""

    ticket: str = slots.choice(N_("Whom"))
    result: Code = slots.code(N_("Result"), "tell_results")
    said: Words = slots.words(N_("Said"), default="", least=0)

    @classmethod
    def bars(cls, record: Ticket, site: Site) -> Iterator[Refusal]:
        """Only where somebody is still to be told."""
        if not record.reporters:
            yield refuse("", N_("Nobody else reported the same."))
        elif not record.to_tell():
            yield refuse("", N_("All who reported the same have been told."))

    @classmethod
    def choices(cls, record: Ticket, site: Site) -> Mapping[str, Mapping[str, str]]:
        """Those who are still to be told, by name and number: they are about to be rung."""
        return {"ticket": {r.ticket: _to_ring(r) for r in record.to_tell()}}

    @classmethod
    def suggest(cls, record: Ticket, site: Site) -> Mapping[str, object]:
        """Whoever was tried least."""
        untold = record.to_tell()
        return {"ticket": untold[0].ticket} if untold else {}

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """Somebody on the list; a message is for those who were rung in vain."""
        who = next((r for r in ticket.to_tell() if r.ticket == self.ticket), None)
        if self.ticket and who is None:
            text = N_("{number} is not among those who are still to be told.")
            yield refuse("ticket", text, number=self.ticket)
        elif who and self.result == NO_WAY and who.contact:
            yield refuse("result", N_("There is a number: ring it."))
        elif who and self.result == MESSAGE and who.contact and not who.attempts:
            yield refuse("result", N_("Ring first; a message is for those who do not answer."))

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Told, or one more try."""
        return evolve(ticket, reporters=tuple(map(self._called, ticket.reporters)))

    def _called(self, who: Reporter) -> Reporter:
        if who.ticket != self.ticket:
            return who
        return evolve(who, told=self.result in SETTLED, attempts=who.attempts + 1)

    def line(self) -> tuple[Msg, ...]:
        """Whom, and what came of it."""
        blanks = {"number": self.ticket, "result": Coded("tell_results", self.result)}
        head = Msg(N_("Rang the reporter of {number}: {result}"), blanks)
        return (head, Msg("{said}", {"said": self.said})) if self.said else (head,)


def _to_ring(who: Reporter) -> str:
    return "  ".join(filter(None, (who.room, who.name, group_phone(who.contact)))) or who.ticket


def reporter_label(who: Reporter) -> str:
    """A reporter as a list shows them: room, name, number, masked."""
    return "  ".join(filter(None, (who.room, who.name[:1], mask_phone(who.contact)))) or who.ticket
