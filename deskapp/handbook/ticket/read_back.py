"""Reading a chunk back to the owner, and what the owner said (2.2)."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.handbook import slots
from deskapp.handbook.fields.contact import phone_tail
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Code, Moment, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.recording import REGISTER, SAID, item_refusals
from deskapp.handbook.ticket.state import (
    CORRECTED,
    DRAFT,
    ITEMS,
    ITEMS_OF,
    NO_ANSWER,
    OPEN,
    PHONE,
    YES,
    ReadBackResult,
    Ticket,
    TicketStep,
)

CORRECTABLE = frozenset(ITEMS) | {"reporter", "channel", "wanted"}


@step(
    "ticket.read_back",
    clause="2.2",
    by=EVERYONE,
    opens=OPEN | {DRAFT},
    title=N_("Read back"),
    hint=N_("chunk by chunk"),
    not_yet=N_("There is no open call or ticket to read back."),
    calls=True,
)
class ReadBack(TicketStep):
    """One chunk read to the owner, and what the owner said."""

    chunk: Code = slots.code(N_("Chunk"), "chunks")
    outcome: Code = slots.code(N_("Answer"), "chunk_outcomes")
    reason: Code = slots.code(N_("Why not"), "unread_reasons", default="")
    item: Code = slots.code(N_("Item"), "correctable", default="")
    old: Words = slots.words(N_("Was"), default="", least=0)
    new: Words = slots.words(N_("Is now"), default="", least=0)
    room: str = slots.room(N_("New room"), default="")
    raised_at: Moment = slots.moment(N_("New time"), "past", default=None)
    tail: Words = slots.words(N_("Last four"), default="", least=0, most=4)
    seconds: int | None = slots.hidden(slots.Kind.COUNT, default=None)
    rb_seconds: int | None = slots.hidden(slots.Kind.COUNT, default=None)

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """A correction names what changes; a register number is compared, never read out."""
        if self.outcome == CORRECTED:
            yield from self._correction_refusals(ticket, site)
        if self.outcome == YES and not self._has_something(ticket):
            yield refuse("outcome", N_("There is nothing in it to read back: say why not."))
        if self.outcome in {NO_ANSWER, "not_possible"} and not self.reason:
            yield refuse("reason", N_("Say why this could not be read back."))
        from_register = self.chunk == PHONE and ticket.contact_source == REGISTER
        if self.outcome == YES and from_register and self.tail != phone_tail(ticket.contact):
            text = N_("Ask for the last four digits; they do not match the register.")
            yield refuse("tail", text)

    def _correction_refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        where = self.item if self.item in {"room", "raised_at"} else "new"
        if self.item not in ITEMS_OF.get(self.chunk, ()):
            yield refuse("item", N_("Say which item of this chunk changes."))
        elif not self.corrected_value():
            yield refuse(where, N_("Write what it is instead."))
        else:
            yield from item_refusals(where, self.item, self.new, ticket, site)

    def _has_something(self, ticket: Ticket) -> bool:
        items = ITEMS_OF.get(self.chunk, ())
        return not items or any(getattr(ticket, i) or ticket.missing.get(i) for i in items)

    def corrected_value(self) -> object:
        """The new value of the corrected item, empty if none was given."""
        values = {"room": self.room, "raised_at": self.raised_at}
        return values.get(self.item, self.new)

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """The chunk's outcome; a correction opens the chunk again."""
        before = ticket.read_back.get(self.chunk, ReadBackResult(outcome=""))
        result = ReadBackResult(
            outcome=self.outcome,
            corrections=before.corrections + (self.outcome == CORRECTED),
            silent=before.silent + (self.outcome == NO_ANSWER),
            reason=self.reason,
        )
        changed = evolve(
            ticket,
            read_back={**ticket.read_back, self.chunk: result},
            rb_seconds=ticket.rb_seconds if self.rb_seconds is None else self.rb_seconds,
        )
        if self.outcome == CORRECTED and self.item in ITEMS:
            return corrected(changed, self.item, self.corrected_value())
        return changed

    def line(self) -> tuple[Msg, ...]:
        """The chunk and what was said to it."""
        head = Msg(
            N_("Read back, {chunk}: {outcome}"),
            {
                "chunk": Coded("chunks", self.chunk),
                "outcome": Coded("chunk_outcomes", self.outcome),
            },
        )
        if self.outcome == CORRECTED and self.item != "room":
            return head, Msg(N_("{old} became {new}"), {"old": self.old, "new": self.new})
        if self.outcome == CORRECTED:
            return head, Msg(N_("{old} became {new}"), {"old": self.old, "new": self.room})
        if self.reason:
            return head, Msg("{why}", {"why": Coded("unread_reasons", self.reason)})
        return (head,)


def corrected(ticket: Ticket, item: str, value: object) -> Ticket:
    """The ticket with an item corrected; an item of another version is left alone."""
    if item not in CORRECTABLE:
        return ticket
    missing = {k: v for k, v in ticket.missing.items() if k != item}
    changes: dict[str, object] = {item: value, "missing": missing}
    if item == "contact":
        changes["contact_source"] = SAID
    return evolve(ticket, **changes)
