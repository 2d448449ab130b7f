"""Recording a call, or giving its draft up (2.1, 2.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from deskapp.handbook import slots
from deskapp.handbook.fields.text import has_substance
from deskapp.handbook.judging import NUMBERS, name_refusals, phone_refusals
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Codes, Moment, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.state import (
    ABANDONED,
    DRAFT,
    ITEMS,
    MINOR,
    NEW,
    Ticket,
    TicketStep,
)

ITEM_LABELS = {
    "room": N_("Room"),
    "name": N_("Name"),
    "contact": N_("Phone"),
    "what": N_("Matter"),
    "raised_at": N_("Raised"),
}

ITEMS_OF_A_CHILD = ("name", "room", "contact", "what")
"""A child says the first name, the place and what it is; a guardian is called back (X25)."""
SAID_BEFORE = (
    "channel", "reporter", "room", "name", "contact_kind", "contact", "contact_source", "what",
    "wanted", "note",
)  # fmt: skip
LEAST_MATTER = 2

SAID, REGISTER = "said", "register"


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
        for item in ITEMS_OF_A_CHILD if self.reporter == MINOR else ITEMS:
            reason = allowed.get(excused.get(item, ""))
            if not getattr(self, item) and not (reason and item in reason.extra["of"]):
                text = N_("{field}: give it, or say why it is missing.")
                if self.reporter == MINOR and item == "contact":
                    text = N_("A child calls: ask for the number of a parent or guardian.")
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
        return evolve(
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


def matter_refusals(field: str, what: str, site: Site) -> Iterator[Refusal]:
    """A matter says what has happened; the name of a class does not, unless a danger's (2.2)."""
    said = what.strip()
    if said and not has_substance(said, LEAST_MATTER):
        text = N_("Write at least {least} letters or characters, not only signs.")
        yield refuse(field, text, least=LEAST_MATTER)
    if said in site.policy.class_names:
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
        for danger in site.policy.dangers(f"{ticket.room}\n{ticket.what}\n{ticket.note}"):
            yield refuse(
                "reason",
                N_("“{word}” was said: accept it as danger and tell the supervisor."),
                word=danger.word,
            )

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Kept, and out of every figure."""
        return evolve(ticket, state=ABANDONED, closed_at=head.at)

    def line(self) -> tuple[Msg, ...]:
        """The reason."""
        return (Msg(N_("Abandoned: {why}"), {"why": Coded("abandon_reasons", self.reason)}),)


@step(
    "ticket.draft_recovered",
    clause="2.2",
    by=DESK,
    opens=frozenset({ABANDONED}),
    title=N_("Take up"),
    hint=N_("the caller is back"),
    not_yet=N_("Only a call that was given up is taken up again."),
)
class DraftRecovered(Recorded):
    """The call goes on under its number, with everything as it is said now."""

    @classmethod
    def suggest(cls, record: Ticket, site: Site) -> Mapping[str, object]:
        """Everything that was said before."""
        kept = {name: getattr(record, name) for name in SAID_BEFORE}
        now = {"contact_start": site.now, "policy": site.policy.version}
        return kept | now | {"raised_at": record.raised_at or site.now}

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """A draft again, in the same deed accepted or given up; nothing is read back yet."""
        return evolve(super().after(ticket, head), read_back={}, closed_at=None)

    def line(self) -> tuple[Msg, ...]:
        """That it goes on."""
        return (Msg(N_("Taken up again, {channel}"), {"channel": Coded("channels", self.channel)}),)
