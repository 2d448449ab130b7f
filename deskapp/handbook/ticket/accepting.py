"""Accepting a call: classified, and promised, answered or taken as danger (2.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from deskapp.handbook import slots
from deskapp.handbook.fields.text import has_substance
from deskapp.handbook.household import no_call_refusals
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Codes, Moment, Words
from deskapp.handbook.step import Act, Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.state import (
    ACCEPTED,
    CHUNKS,
    CORRECTED,
    DRAFT,
    ITEMS,
    YES,
    Promise,
    Ticket,
    TicketStep,
    close,
    hits_others,
)

TOLD = ("reason", "steps", "due", "contact")
"""The four things told when a call cannot be settled at once (2.3)."""


def finish_limit(priority: str, sub: str, start: datetime, site: Site) -> datetime | None:
    """When the policy wants it finished; None where it sets no time or knows no such priority."""
    if priority not in site.policy.limits:
        return None
    known = sub if sub in site.policy.classes else ""
    return site.calendar.finish_by(site.policy, priority, start, known)


def late_due_refusals(
    due: datetime | None, priority: str, sub: str, site: Site, start: datetime | None = None
) -> Iterator[Refusal]:
    """A time later than the policy's limit is given with a reason (3.1)."""
    limit = finish_limit(priority, sub, start or site.now, site)
    if due and limit and due > limit:
        text = N_("Later than the limit for {priority}, {limit}: say why.")
        yield refuse("due", text, clause="3.1", soft=True, priority=priority, limit=limit)


def other_refusals(field: str, sub: str, what: str, site: Site) -> Iterator[Refusal]:
    """“Other” says nothing by itself, so the matter has to (2.3)."""
    least = site.policy.limit("other_letters")
    if sub.startswith("OTH.") and not has_substance(what, least):
        text = N_("“Other” says nothing: describe it in {least} letters or characters at least.")
        yield refuse(field, text, clause="2.3", least=least)


def far_refusals(field: str, moment: datetime | None, site: Site) -> Iterator[Refusal]:
    """A time further ahead than the policy's days is given with a reason (4.4)."""
    days = site.policy.limit("due_far_days")
    if moment and moment - site.now > timedelta(days=days):
        text = N_("{when} is more than {n} days away: name a nearer day, or say why.")
        yield refuse(field, text, soft=True, when=moment, n=days)


@step(
    "ticket.accepted",
    clause="2.3",
    by=DESK,
    opens=frozenset({DRAFT}),
    title=N_("Accept"),
    not_yet=N_("The call is accepted when it is recorded."),
)
class Accepted(TicketStep):
    """Classified, and the owner told the reason, the steps, the time and whom to call."""

    sub: Code = slots.code(N_("Class"), "subcategories")
    priority: Code = slots.code(N_("Priority"), "priorities")
    affects_others: Answer = slots.answer(N_("Others"), default=None)
    on_spot: Answer = slots.answer(N_("On spot"), default=None)
    reason: Words = slots.words(N_("Reason"), default="", least=2)
    steps: Words = slots.words(N_("Steps"), default="", least=2)
    due: Moment = slots.moment(N_("By when"), "future", default=None)
    desk_phone: str = slots.hidden(slots.Kind.TEXT, default="")
    told: Codes = slots.codes(N_("Told"), "told_items", default=())
    unknown_reason: Code = slots.code(N_("Unsure"), "unknown_reasons", default="")
    person: str = slots.person(N_("Replies"), default="")

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """A read-back for every chunk, and a promise in four parts or an answer now."""
        if self.sub.startswith("CMP."):
            yield refuse("sub", N_("A complaint has its own procedure."), clause="4.1")
        yield from self._danger_refusals()
        yield from other_refusals("what", self.sub, ticket.what, site)
        for chunk in CHUNKS:
            result = ticket.read_back.get(chunk)
            if result is None or result.outcome == CORRECTED:
                yield refuse(
                    f"read_back.{chunk}",
                    N_("Not read back yet: {chunk}."),
                    clause="2.2",
                    soft=True,
                    chunk=Coded("chunks", chunk),
                )
        if not self.on_spot:
            yield from late_due_refusals(self.due, self.priority, self.sub, site)
            yield from self._untold()
        if self.sub.startswith("ENQ."):
            yield from no_call_refusals("due", self.due, ticket.room, site)

    def _danger_refusals(self) -> Iterator[Refusal]:
        text = N_("A danger waits for nothing: accept it as danger.")
        if self.sub.startswith("EMG."):
            yield refuse("sub", text, clause="P0")
        elif self.priority == "P0":
            yield refuse("priority", text, clause="P0")

    def _untold(self) -> Iterator[Refusal]:
        if self.sub.startswith("ENQ."):
            yield from self._reply_refusals()
        for item in self.untold():
            text = N_("Not told to the owner yet: {item}.")
            yield refuse(f"told.{item}", text, soft=True, item=Coded("told_items", item))

    def _reply_refusals(self) -> Iterator[Refusal]:
        if not self.due:
            yield refuse("due", N_("Say by when the enquiry will be answered."), clause="1.3")
        if not self.unknown_reason:
            yield refuse("unknown_reason", N_("Choose what it still depends on."), clause="1.3")
        if not self.reason:
            yield refuse("reason", N_("Say why it cannot be answered now."), clause="1.3")
        if not self.person:
            yield refuse("person", N_("Name who will answer the enquiry."), clause="1.3")

    @classmethod
    def suggest(cls, record: Ticket, site: Site) -> Mapping[str, object]:
        """The class guessed from the words, with its limits and what to tell."""
        guesses = site.policy.guess(record.what)
        sub = record.sub or (guesses[0].sub if guesses else "")
        if sub not in site.policy.classes:
            return {}
        priority = site.policy.subcategory(sub).priority
        return {
            "sub": sub,
            "priority": priority,
            "due": finish_limit(priority, sub, site.now, site),
        }

    def untold(self) -> tuple[str, ...]:
        """What of the four things was not told, or is not there to be told."""
        present = {"reason": self.reason, "steps": self.steps, "due": self.due, "contact": True}
        return tuple(i for i in TOLD if i not in self.told or not present[i])

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """On the books, with the promise that was made."""
        promise = (
            (Promise(due=self.due, at=head.at, by=head.operator),)
            if self.due and "due" in self.told
            else ()
        )
        return evolve(
            ticket,
            state=ACCEPTED,
            sub=self.sub,
            priority=self.priority,
            affects_others=bool(self.affects_others) or hits_others(self.sub),
            on_spot=bool(self.on_spot),
            promises=(*ticket.promises, *promise),
            untold=() if self.on_spot else self.untold(),
            work_due=self.due,
            person=self.person,
            next_check=self.due if self.person else None,
        )

    def line(self) -> tuple[Msg, ...]:
        """The class and the promise."""
        head = Msg(
            N_("Accepted: {sub}, {priority}"),
            {
                "sub": Coded("subcategories", self.sub),
                "priority": Coded("priorities", self.priority),
            },
        )
        if self.due:
            return head, Msg(N_("Promised by {due}"), {"due": self.due})
        return (head,)


@step(
    "ticket.accepted_emergency",
    clause="2.3",
    by=DESK,
    opens=frozenset({DRAFT}),
    title=N_("As danger"),
    not_yet=N_("The call is accepted when it is recorded."),
)
class AcceptedEmergency(TicketStep):
    """The fast path: what and where are enough, the rest becomes debts."""

    sub: Code = slots.code(N_("Class"), "subcategories")

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """What and where; nothing else may be asked for first."""
        if not ticket.what:
            yield refuse("what", N_("Say what is happening."))
        if not ticket.room:
            yield refuse("room", N_("Say where it is."))
        if not self.sub.startswith("EMG."):
            yield refuse("sub", N_("The fast path is for danger only; choose an emergency."))

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Accepted as P0; what was skipped is owed."""
        skipped = {i: "emergency" for i in ITEMS if not getattr(ticket, i)}
        return evolve(
            ticket,
            state=ACCEPTED,
            sub=self.sub,
            priority="P0",
            affects_others=True,
            missing={**ticket.missing, **skipped},
            untold=TOLD,
        )

    def brings(self, ticket: Ticket, site: Site) -> Iterator[Act]:
        """The incident, in the same keystroke."""
        from deskapp.handbook.incident.steps import Reported  # noqa: PLC0415 - it names tickets too

        yield Act(
            "",
            Reported(
                what=ticket.what,
                place=ticket.room,
                sub=self.sub,
                happened_at=ticket.raised_at or site.now,
                ticket=ticket.number,
            ),
        )

    def line(self) -> tuple[Msg, ...]:
        """The danger by name."""
        return (Msg(N_("Danger: {sub}"), {"sub": Coded("subcategories", self.sub)}),)


@step(
    "ticket.settled_on_spot",
    clause="2.3",
    by=DESK,
    opens=frozenset({ACCEPTED}),
    title=N_("On spot"),
    hint=N_("answered at once"),
    not_yet=N_("Only a call that was just accepted is settled on the spot."),
    ends=True,
)
class SettledOnSpot(TicketStep):
    """Answered or solved while the owner is there, and the owner says it is clear."""

    answer: Words = slots.words(N_("At once"), lines=2)
    settled: Answer = slots.answer(N_("Clear?"))
    no_danger: Answer = slots.answer(N_("No danger"), default=None)

    @classmethod
    def bars(cls, record: Ticket, site: Site) -> Iterator[Refusal]:
        """Danger is never settled by talk."""
        if record.danger:
            yield refuse("", N_("A danger is never settled on the spot."))
        if record.type == "CMP":
            yield refuse("", N_("A complaint has its own procedure."), clause="4.1")

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """The owner's yes; for urgent repairs also that no danger is left."""
        if self.settled is False:
            text = N_("Not settled for the owner: promise a time and go on.")
            yield refuse("settled", text)
        if ticket.priority == "P1" and not self.no_danger:
            yield refuse("no_danger", N_("Urgent: make sure first that nobody is in danger."))

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Closed with the owner's own yes."""
        return evolve(close(ticket, "C-SPOT", head.at, head.operator), solved=YES)

    def line(self) -> tuple[Msg, ...]:
        """The answer as it was given."""
        return Msg(N_("Settled on the spot")), Msg("{said}", {"said": self.answer})
