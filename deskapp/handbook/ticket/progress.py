"""Following it: where it stands, who asked, attempts, new times, corrections (3.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from deskapp.handbook import slots
from deskapp.handbook.fields.contact import mask_phone
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK, EVERYONE, SUPERVISOR
from deskapp.handbook.shown import By, Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Code, Moment, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.authority import authority_refusals
from deskapp.handbook.ticket.read_back import corrected
from deskapp.handbook.ticket.recording import item_refusals
from deskapp.handbook.ticket.state import (
    CHUNK_OF,
    CLOSED,
    DOOR,
    IN_HAND,
    KNOCKED,
    OPEN,
    WITH_EXECUTOR,
    Attempt,
    Promise,
    Ticket,
    TicketStep,
)

NOT_OPEN = N_("The ticket has come to its end.")
OBJECTED, NOT_REACHED = "objected", "not_reached"
REACHED = "reached"
LISTS = {"reporter": "reporter_kinds", "channel": "channels"}
"""Items whose value is a code, by the list it stands on."""


@step(
    "ticket.progress_noted",
    clause="3.2",
    by=EVERYONE,
    opens=OPEN,
    title=N_("Progress"),
    hint=N_("where it stands"),
    not_yet=NOT_OPEN,
)
class ProgressNoted(TicketStep):
    """Where it stands, and when to ask again."""

    where: Words = slots.words(N_("Stands at"), lines=2)
    next_check: Moment = slots.moment(N_("Ask again"), "future", default=None)

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """The next check is set."""
        return evolve(ticket, next_check=self.next_check or ticket.next_check, heard_at=head.at)

    def line(self) -> tuple[Msg, ...]:
        """The news, and the next check."""
        said = Msg("{said}", {"said": self.where})
        if self.next_check:
            return said, Msg(N_("Ask again {at}"), {"at": self.next_check})
        return (said,)


@step(
    "ticket.chased",
    clause="3.2",
    by=DESK | SUPERVISOR,
    opens=OPEN,
    title=N_("Chased"),
    hint=N_("owner asks again"),
    not_yet=NOT_OPEN,
)
class Chased(TicketStep):
    """A call that asks how far it is; counted."""

    who: Words = slots.named(N_("Who asked"), default="")
    said: Words = slots.words(N_("Said"), default="", least=0)

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """One more."""
        return evolve(ticket, chased=ticket.chased + 1)

    def line(self) -> tuple[Msg, ...]:
        """Who asked and what they said."""
        head = Msg(N_("Asked again {who}"), {"who": self.who})
        return (head, Msg("{said}", {"said": self.said})) if self.said else (head,)


@step(
    "ticket.contact_attempted",
    clause="3.2",
    by=EVERYONE,
    opens=OPEN,
    title=N_("Log try"),
    hint=N_("not reached"),
    not_yet=NOT_OPEN,
    calls=True,
)
class ContactAttempted(TicketStep):
    """A try to reach the owner that did not get through."""

    result: Code = slots.code(N_("Result"), "attempt_results")
    channel: Code = slots.code(N_("Tried via"), "reach_ways", default="phone")
    tried_at: Moment = slots.moment(N_("When"), "past", default=None)
    number: Words = slots.contact(N_("Number"), default="")
    tried_by: str = slots.person(N_("Tried by"), default="")

    @classmethod
    def suggest(cls, record: Ticket, site: Site) -> Mapping[str, object]:
        """By telephone, as most are tried."""
        return {"channel": "phone"}

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """Whoever was reached has answered; that is no failed try."""
        if self.result == REACHED:
            yield refuse("result", N_("The owner was reached: record what was said instead."))

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """One more attempt, with its time and way."""
        attempt = Attempt(
            at=self.tried_at or head.at,
            result=self.result,
            channel=self.channel,
            by=self.tried_by or head.operator,
        )
        return evolve(
            ticket,
            attempts=(*ticket.attempts, attempt),
            attempts_since_due=ticket.attempts_since_due + 1,
        )

    def line(self) -> tuple[Msg, ...]:
        """The way and the result, then who tried which number."""
        way = DOOR if self.result == KNOCKED else self.channel
        head = Msg(
            N_("Not reached, {channel}: {result}"),
            {
                "channel": Coded("reach_ways", way),
                "result": Coded("attempt_results", self.result),
            },
        )
        if not (self.tried_by or self.number):
            return (head,)
        blanks = {"who": By(self.tried_by), "number": mask_phone(self.number)}
        return head, Msg("{who} {number}", blanks)


@step(
    "ticket.due_changed",
    clause="3.2",
    by=DESK | SUPERVISOR,
    opens=IN_HAND,
    title=N_("New time"),
    hint=N_("agree it first"),
    not_yet=NOT_OPEN,
    calls=True,
)
class DueChanged(TicketStep):
    """A later time, agreed with the owner before the old one runs out."""

    reason: Code = slots.code(N_("Reason"), "delay_reasons")
    new_due: Moment = slots.moment(N_("New time"), "future")
    other_due: Moment = slots.moment(N_("Or else"), "future", default=None)
    answer: Code = slots.code(N_("Answer"), "owner_answers")
    said: Words = slots.words(N_("Said"), default="", least=0, lines=2)

    @classmethod
    def bars(cls, record: Ticket, site: Site) -> Iterator[Refusal]:
        """There is nothing to change where nothing was promised."""
        if record.due is None and record.work_due is None:
            yield refuse("", N_("No time has been promised yet."))

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """The owner is asked first; silence needs a logged try."""
        if self.answer == NOT_REACHED and not ticket.attempts_since_due:
            text = N_("Try to reach the owner first, and log the attempt.")
            yield refuse("answer", text)
        if self.answer == OBJECTED and not self.said:
            yield refuse("said", N_("Write down what the owner objects to."))
        yield from authority_refusals("new_due", self.new_due, ticket)

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """A new line under the old promise; an objection puts a call on the supervisor's list."""
        if self.new_due is None:
            return ticket
        late = bool(ticket.due and head.at > ticket.due)
        promise = Promise(
            due=self.new_due, at=head.at, by=head.operator, reason=self.reason,
            answer=self.answer, late_notice=late,
        )  # fmt: skip
        calls = ("objected",) if self.answer == OBJECTED else ()
        return evolve(
            ticket,
            promises=(*ticket.promises, promise),
            work_due=self.new_due,
            paused_at=head.at if ticket.paused else None,  # agreed from now on
            postponed=ticket.postponed + 1,
            heard_at=head.at,
            attempts_since_due=0,
            calls_to_make=(*ticket.calls_to_make, *calls),
        )

    def line(self) -> tuple[Msg, ...]:
        """The new time, the reason and the owner's answer."""
        blanks = {
            "why": Coded("delay_reasons", self.reason),
            "answer": Coded("owner_answers", self.answer),
        }
        return (
            Msg(N_("New time {due}"), {"due": self.new_due or ""}),
            Msg(N_("{why}; the owner: {answer}"), blanks),
        )


@step(
    "ticket.field_corrected",
    clause="2.2",
    by=EVERYONE,
    opens=OPEN | {CLOSED},
    title=N_("Correct"),
    hint=N_("old value kept"),
    not_yet=N_("There is nothing on the record to correct."),
)
class FieldCorrected(TicketStep):
    """One item corrected; the old value stays readable, the chunk is read back again."""

    item: Code = slots.code(N_("Item"), "correctable")
    room: str = slots.room(N_("New room"), default="")
    new: Words = slots.words(N_("New value"), default="", least=0)
    raised_at: Moment = slots.moment(N_("New time"), "past", default=None)
    old: Words = slots.hidden(slots.Kind.TEXT, default="")
    reason: Words = slots.words(N_("Reason"), least=4, most=200)

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """A new value, different from the old, of the item's own shape."""
        where = self.item if self.item in {"room", "raised_at"} else "new"
        if not self.value():
            yield refuse(where, N_("Write what it is instead."))
        elif self.value() == getattr(ticket, self.item, None):
            yield refuse(where, N_("This is what the record says already."))
        elif self.item in LISTS and self.new not in site.policy.entries(LISTS[self.item]):
            yield refuse(where, N_("“{value}” is not on this site's list."), value=self.new)
        else:
            yield from item_refusals(where, self.item, self.new, ticket, site)

    def value(self) -> object:
        """The new value of the item."""
        return {"room": self.room, "raised_at": self.raised_at}.get(self.item, self.new)

    def filled(self, record: Ticket, site: Site) -> FieldCorrected:
        """The value that is corrected, as the record has it."""
        return replace(self, old=str(getattr(record, self.item, "") or ""))

    @classmethod
    def suggest(cls, record: Ticket, site: Site) -> Mapping[str, object]:
        """The room as it stands, to be mended."""
        return {"item": "room", "room": record.room}

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """The item's new value; its chunk is owed to the owner, a call to the executor."""
        changed = corrected(ticket, self.item, self.value())
        chunk = CHUNK_OF.get(self.item, "")
        unread = {k: v for k, v in ticket.read_back.items() if k != chunk}
        tell = ticket.state in WITH_EXECUTOR and chunk
        calls = ("tell_executor",) if tell else ()
        return evolve(changed, read_back=unread, calls_to_make=(*ticket.calls_to_make, *calls))

    def line(self) -> tuple[Msg, ...]:
        """Old, new and why."""
        item = Coded("correctable", self.item)
        value = self.value()
        return (
            Msg(N_("Corrected {item}: {old} became {new}"),
                {"item": item, "old": self.old, "new": value or ""}),
            Msg("{said}", {"said": self.reason}),
        )  # fmt: skip
