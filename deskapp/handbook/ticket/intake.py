"""Recording a call, reading it back, accepting it (2.1 to 2.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from deskapp.handbook import slots
from deskapp.handbook.fields.contact import phone_tail
from deskapp.handbook.fields.text import has_substance
from deskapp.handbook.judging import NUMBERS, name_refusals, phone_refusals
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK, EVERYONE
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Codes, Moment, Words
from deskapp.handbook.step import Act, Head, Refusal, refuse, step
from deskapp.handbook.ticket.state import (
    ABANDONED,
    ACCEPTED,
    CHUNKS,
    CORRECTED,
    DRAFT,
    ITEMS,
    ITEMS_OF,
    NEW,
    NO_ANSWER,
    OPEN,
    PHONE,
    YES,
    Promise,
    ReadBackResult,
    Ticket,
    TicketStep,
    close,
)

TOLD = ("reason", "steps", "due", "contact")
"""The four things told when a call cannot be settled at once (2.3)."""
SAID, REGISTER = "said", "register"
LEAST_MATTER = 2


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


@step(
    "ticket.recorded",
    clause="2.2",
    by=DESK,
    opens=NEW,
    title=N_("Record"),
)
class Recorded(TicketStep):
    """Who, where, how to reach them, what, and when it was raised."""

    channel: Code = slots.code(N_("Channel"), "channels")
    reporter: Code = slots.code(N_("Reporter"), "reporter_kinds", default="")
    room: str = slots.room(N_("Room"), default="")
    name: Words = slots.named(N_("Name"), default="")
    contact_kind: Code = slots.code(N_("Reach by"), "contact_types", default="")
    contact: Words = slots.contact(N_("Phone"), default="")
    contact_source: Code = slots.hidden(slots.Kind.TEXT, default=SAID)
    what: Words = slots.words(N_("Matter"), default="", least=2, lines=3)
    raised_at: Moment = slots.moment(N_("Raised"), "past", default=None)
    raised_said: Words = slots.words(N_("As said"), default="", least=0, most=80)
    late_reason: Words = slots.words(N_("Why late"), default="", least=4, most=200)
    missing: Codes = slots.hidden(slots.Kind.CODES, default=())
    wanted: Words = slots.words(N_("Wants"), default="", least=0, most=200)
    note: Words = slots.words(N_("Free note"), default="", least=0, most=20000, lines=3)
    questions: Codes = slots.hidden(slots.Kind.CODES, default=())
    answers: Words = slots.words(N_("Answers"), default="", least=0)
    rings: Code = slots.hidden(slots.Kind.TEXT, default="")
    contact_start: Moment = slots.moment(N_("Began"), "past", default=None)
    thanked: Answer = slots.hidden(slots.Kind.ANSWER, default=None)
    caller_hung_up_first: Answer = slots.hidden(slots.Kind.ANSWER, default=None)
    policy: str = slots.hidden(slots.Kind.TEXT, default="")

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """The five items, each a value or a typed exception; soft, one by one (2.2)."""
        yield from self._missing_refusals(site)
        if self.contact and self.contact_kind in NUMBERS:
            yield from phone_refusals("contact", self.contact)
        yield from matter_refusals("what", self.what, site)
        yield from self._late_refusals(site)
        if self.policy != site.policy.version:
            text = N_("The site's policy has changed since this form was opened; check it again.")
            yield refuse("policy", text, clause="0-3")

    @classmethod
    def suggest(cls, record: Ticket, site: Site) -> Mapping[str, object]:
        """A phone call that begins now, under the policy in force."""
        now = site.now
        return {
            "channel": "phone",
            "raised_at": now,
            "contact_start": now,
            "policy": site.policy.version,
        }

    def _missing_refusals(self, site: Site) -> Iterator[Refusal]:
        excused = dict(_excuses(self.missing))
        allowed = site.policy.entries("missing_reasons")
        for item in ITEMS:
            reason = allowed.get(excused.get(item, ""))
            if not getattr(self, item) and not (reason and item in reason.extra["of"]):
                text = N_("{field}: give it, or say why it is missing.")
                yield refuse(item, text, field=Msg(ITEM_LABELS[item]), soft=True)

    def _late_refusals(self, site: Site) -> Iterator[Refusal]:
        if self.raised_at and not self.late_reason:
            hours = (site.now - self.raised_at).total_seconds() / 3600
            limit = site.policy.limit("raised_reason_h")
            if hours > limit:
                text = N_("Raised more than {n} hours ago: say why it is entered only now.")
                yield refuse("late_reason", text, n=limit)

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """The draft on the record, nothing promised yet."""
        return replace(
            ticket,
            state=DRAFT,
            channel=self.channel,
            reporter=self.reporter,
            room=self.room,
            name=self.name,
            contact=self.contact,
            contact_kind=self.contact_kind,
            contact_source=self.contact_source,
            what=self.what,
            wanted=self.wanted,
            note=self.note,
            raised_at=self.raised_at,
            missing=dict(_excuses(self.missing)),
            policy=self.policy,
            opened_at=head.at,
            recorded_by=head.operator,
        )

    def line(self) -> tuple[Msg, ...]:
        """How the call came."""
        return (Msg(N_("Recorded, {channel}"), {"channel": Coded("channels", self.channel)}),)


ITEM_LABELS = {
    "room": N_("Room"),
    "name": N_("Name"),
    "contact": N_("Phone"),
    "what": N_("Matter"),
    "raised_at": N_("Raised"),
}


def matter_refusals(field: str, what: str, site: Site) -> Iterator[Refusal]:
    """A matter says what has happened; the name of a class does not (2.2)."""
    said = what.strip()
    if said and not has_substance(said, LEAST_MATTER):
        text = N_("Write at least {least} letters or characters, not only signs.")
        yield refuse(field, text, least=LEAST_MATTER)
    classes = site.policy.entries("subcategories").values()
    if said and any(said in (entry.zh, entry.en) for entry in classes):
        yield refuse(field, N_("This only names the class; say what has happened."))


def item_refusals(
    field: str, item: str, value: str, ticket: Ticket, site: Site
) -> Iterator[Refusal]:
    """Judge the new value of a corrected item as its own field would be judged (2.2)."""
    if item == "name":
        yield from name_refusals(field, value)
    elif item == "contact" and ticket.contact_kind not in {"im", "visit", "via"}:
        yield from phone_refusals(field, value)
    elif item == "what":
        yield from matter_refusals(field, value, site)


def _excuses(missing: Codes) -> Iterator[tuple[str, str]]:
    for pair in missing:
        item, _, why = pair.partition(":")
        yield item, why


@step(
    "ticket.read_back",
    clause="2.2",
    by=EVERYONE,
    opens=OPEN | {DRAFT},
    title=N_("Read back"),
    hint=N_("chunk by chunk"),
    not_yet=N_("There is no open call or ticket to read back."),
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
        changed = replace(ticket, read_back={**ticket.read_back, self.chunk: result})
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


CORRECTABLE = frozenset(ITEMS) | {"reporter", "channel", "wanted"}


def corrected(ticket: Ticket, item: str, value: object) -> Ticket:
    """The ticket with an item corrected; an item of another version is left alone."""
    if item not in CORRECTABLE:
        return ticket
    missing = {k: v for k, v in ticket.missing.items() if k != item}
    changes: dict[str, object] = {item: value, "missing": missing}
    if item == "contact":
        changes["contact_source"] = SAID
    return replace(ticket, **changes)  # type: ignore[arg-type]


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
    person: str = slots.person(N_("Replies"), default="")

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """A read-back for every chunk, and a promise in four parts or an answer now."""
        if self.sub.startswith("CMP."):
            yield refuse("sub", N_("A complaint has its own procedure."), clause="4.1")
        yield from self._danger_refusals()
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
        return replace(
            ticket,
            state=ACCEPTED,
            sub=self.sub,
            priority=self.priority,
            affects_others=bool(self.affects_others) or self.sub.startswith(("PUB.", "EMG.")),
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
        return replace(
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
    "ticket.abandoned",
    clause="2.2",
    by=DESK,
    opens=frozenset({DRAFT}),
    title=N_("Give up"),
    not_yet=N_("Only a draft can be abandoned."),
)
class Abandoned(TicketStep):
    """A draft given up, with the reason; never one that names a danger (X02)."""

    reason: Code = slots.code(N_("Reason"), "abandon_reasons")

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """A draft that names a danger is only ever accepted."""
        for danger in site.policy.dangers(f"{ticket.what}\n{ticket.note}"):
            yield refuse(
                "reason",
                N_("“{word}” was said: accept it as danger and tell the supervisor."),
                word=danger.word,
            )

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Kept, and out of every figure."""
        return replace(ticket, state=ABANDONED, closed_at=head.at)

    def line(self) -> tuple[Msg, ...]:
        """The reason."""
        return (Msg(N_("Abandoned: {why}"), {"why": Coded("abandon_reasons", self.reason)}),)


@step(
    "ticket.settled_on_spot",
    clause="2.3",
    by=DESK,
    opens=frozenset({ACCEPTED}),
    title=N_("On spot"),
    hint=N_("answered at once"),
    not_yet=N_("Only a call that was just accepted is settled on the spot."),
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
        return replace(close(ticket, "C-SPOT", head.at, head.operator), solved=YES)

    def line(self) -> tuple[Msg, ...]:
        """The answer as it was given."""
        return Msg(N_("Settled on the spot")), Msg("{said}", {"said": self.answer})
