"""Hear them out: a note, then the points in the owner's words, restated (4.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Self

from deskapp.handbook import slots
from deskapp.handbook.complaint.clocks import answer_by, cap_of, feedback_by
from deskapp.handbook.complaint.handlers import handler_refusals, usual_handler
from deskapp.handbook.complaint.state import (
    ACKED,
    ASSESSED,
    DRAFT,
    LEVELS,
    NEW,
    OPEN,
    RECEIVED,
    VERIFYING,
    Complaint,
    ComplaintStep,
    Point,
)
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE, Role
from deskapp.handbook.shown import By, Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Moment, Words
from deskapp.handbook.step import Act, Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.state import Ticket

MOST_POINTS = 20
"""So many points one complaint holds; more are a second complaint."""
OTHERS = Role.G | Role.D | Role.M
"""Who goes on with a complaint about the receptionist who wrote it down."""


@step(
    "complaint.drafted",
    clause="4.1",
    by=EVERYONE,
    opens=NEW,
    title=N_("Hear out"),
    hint=N_("one note is enough"),
)
class Drafted(ComplaintStep):
    """What is heard, as it is said; nothing else is asked (C01)."""

    note: Words = slots.words(N_("Notes"), least=1, most=20000, lines=8)
    room: str = slots.room(N_("Room"), default="")
    name: Words = slots.hidden(slots.Kind.NAME, default="")
    contact: Words = slots.hidden(slots.Kind.CONTACT, default="")
    ticket: str = slots.hidden(slots.Kind.NUMBER, default="")
    helped_at: Moment = slots.hidden(slots.Kind.MOMENT, default=None)
    feedback_due: Moment = slots.hidden(slots.Kind.MOMENT, default=None)
    answer_due: Moment = slots.hidden(slots.Kind.MOMENT, default=None)
    cap: Moment = slots.hidden(slots.Kind.MOMENT, default=None)

    def filled(self, record: Complaint, site: Site) -> Self:
        """Who and where as the ticket has them; the clocks of an ordinary complaint."""
        level, at = LEVELS[0], site.now
        kept = replace(
            self, feedback_due=feedback_by(level, at, site), answer_due=answer_by(level, at, site),
            cap=cap_of(level, at, site),
        )  # fmt: skip
        ticket = site.record(self.ticket) if self.ticket else None
        if not isinstance(ticket, Ticket):
            return kept
        return replace(
            kept, room=kept.room or ticket.room, name=kept.name or ticket.name,
            contact=kept.contact or ticket.contact,
        )  # fmt: skip

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """A ticket that it comes from is there."""
        if self.ticket and not isinstance(site.record(self.ticket), Ticket):
            yield refuse("ticket", N_("There is no ticket {number}."), number=self.ticket)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Kept, with the moment from which every clock runs."""
        return evolve(
            complaint, state=DRAFT, note=self.note, helped_at=self.helped_at, room=self.room,
            name=self.name, contact=self.contact, from_ticket=self.ticket, opened_at=head.at,
            recorded_by=head.operator, feedback_due=self.feedback_due, answer_due=self.answer_due,
            cap=self.cap,
        )  # fmt: skip

    def brings(self, complaint: Complaint, site: Site) -> Iterator[Act]:
        """The ticket learns the number of its complaint."""
        from deskapp.handbook.ticket.complained import ComplaintOpened  # noqa: PLC0415 - mutual

        if self.ticket:
            yield Act(self.ticket, ComplaintOpened(complaint=complaint.number))

    def line(self) -> tuple[Msg, ...]:
        """What was noted."""
        return Msg(N_("Heard out")), Msg("{said}", {"said": self.note})


@step(
    "complaint.noted",
    clause="4.1",
    by=EVERYONE,
    opens=OPEN,
    title=N_("Note"),
    hint=N_("more that was said"),
    not_yet=N_("The complaint has come to its end."),
)
class Noted(ComplaintStep):
    """More that was said; a colleague called to help is kept with its time."""

    note: Words = slots.words(N_("Notes"), least=1, most=20000, lines=4)
    helped_at: Moment = slots.hidden(slots.Kind.MOMENT, default=None)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Under what was noted before."""
        note = "\n".join(filter(None, (complaint.note, self.note)))
        return evolve(complaint, note=note, helped_at=self.helped_at or complaint.helped_at)

    def line(self) -> tuple[Msg, ...]:
        """What was noted."""
        return Msg(N_("Noted")), Msg("{said}", {"said": self.note})


@step(
    "complaint.point_noted",
    clause="4.1",
    by=EVERYONE,
    opens=frozenset({DRAFT, RECEIVED, ACKED, ASSESSED, VERIFYING}),
    title=N_("Point"),
    hint=N_("in their words"),
    not_yet=N_("The points are settled: a new one is a new complaint."),
)
class PointNoted(ComplaintStep):
    """One point in the owner's own words, and whom it is about."""

    words: Words = slots.words(N_("Point"), least=4, most=300, lines=3)
    whom: str = slots.person(N_("About"), default="")

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """So many and no more."""
        if len(record.points) >= MOST_POINTS:
            text = N_("One complaint holds {n} points: open a second one.")
            yield refuse("", text, n=MOST_POINTS)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """One more; after the restating it is marked as added."""
        late = complaint.state != DRAFT
        number = len(complaint.points) + 1
        point = Point(number=number, words=self.words, about=self.whom, late=late)
        return evolve(complaint, points=(*complaint.points, point))

    def line(self) -> tuple[Msg, ...]:
        """The point, and about whom."""
        said = Msg(N_("Point: {said}"), {"said": self.words})
        return (said, Msg(N_("About {who}"), {"who": By(self.whom)})) if self.whom else (said,)


@step(
    "complaint.received",
    clause="4.1",
    by=EVERYONE,
    opens=frozenset({DRAFT}),
    title=N_("Receive"),
    hint=N_("restated, complete?"),
    not_yet=N_("The points have been received already."),
)
class Received(ComplaintStep):
    """Who complains and what they want; the points restated and confirmed (C02)."""

    anonymous: Answer = slots.answer(N_("Anonymous"), default=None)
    room: str = slots.room(N_("Room"), default="")
    name: Words = slots.named(N_("Name"), default="")
    contact: Words = slots.contact(N_("Phone"), default="")
    sub: Code = slots.code(N_("Topic"), "subcategories", default="")
    happened: Words = slots.words(N_("Occurred"), default="", least=2, most=200)
    wanted: Words = slots.words(N_("Wants"), least=2, most=200)
    restated: Answer = slots.answer(N_("Restated"))

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """At least one point."""
        if not record.points:
            yield refuse("", N_("Note at least one point in the owner's words first."))

    @classmethod
    def needed(cls, record: Complaint, site: Site) -> frozenset[str]:
        """When and where; a row of earlier days may lack it."""
        return frozenset({"happened"})

    @classmethod
    def suggest(cls, record: Complaint, site: Site) -> Mapping[str, object]:
        """Who and where as far as it is known."""
        return {"room": record.room, "name": record.name, "contact": record.contact}

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """Somebody to answer to, unless they stay unnamed; and their word that it is all."""
        if not self.anonymous:
            if not self.name:
                text = N_("Give the name, or say that they stay anonymous.")
                yield refuse("name", text)
            if not self.contact:
                text = N_("Give a way to reach them, or say that they stay anonymous.")
                yield refuse("contact", text)
        if not self.happened:
            yield refuse("happened", N_("Note when and where it happened, as they say it."))
        if self.restated is False:
            yield refuse("restated", N_("Restate the points and ask whether anything is missing."))

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """On the record."""
        return evolve(
            complaint, state=RECEIVED, anonymous=self.anonymous is True, room=self.room,
            name=self.name, contact=self.contact, sub=self.sub, wanted=self.wanted,
            happened=self.happened, restated=self.restated is True, received_at=head.at,
        )  # fmt: skip

    def line(self) -> tuple[Msg, ...]:
        """What is wanted, and when and where it was."""
        wanted = Msg(N_("Wanted: {said}"), {"said": self.wanted})
        return Msg(N_("Received")), wanted, Msg("{said}", {"said": self.happened})


@step(
    "complaint.acknowledged",
    clause="4.1",
    by=EVERYONE,
    opens=frozenset({RECEIVED}),
    title=N_("Acknowl."),
    hint=N_("number, who, when"),
    not_yet=N_("The complaint is not received yet, or was acknowledged already."),
    calls=True,
)
class Acknowledged(ComplaintStep):
    """Number, handler and the time of the first reply are told (C03)."""

    handler: str = slots.person(N_("Handler"))
    reply_by: Moment = slots.moment(N_("Reply by"), "future")
    told: Answer = slots.answer(N_("Told"), default=None)
    untold: Code = slots.code(N_("Not told"), "complaint_untold", default="")

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """If it names whoever wrote it down, somebody of another kind goes on (C02)."""
        if record.recorded_by in record.about and not site.operator.roles & OTHERS:
            text = N_("It is about whoever wrote it down: guard, supervisor or manager go on.")
            yield refuse("", text, clause="X19")

    @classmethod
    def suggest(cls, record: Complaint, site: Site) -> Mapping[str, object]:
        """The first feedback's limit, and whoever handles this topic by the policy (3.3)."""
        return {"reply_by": record.feedback_due, "handler": usual_handler(record, site)}

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """Told, or nobody there to tell; never in the hands of whom it is about."""
        if self.told is not True and not self.untold:
            text = N_("Tell number, handler and time, or say why nobody can be told.")
            yield refuse("told", text)
        yield from handler_refusals("handler", self.handler, complaint, site)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Known to be in hand."""
        return evolve(
            complaint, state=ACKED, acked_at=head.at, handler=self.handler,
            handlers=(*complaint.handlers, self.handler), reply_told=self.reply_by,
        )  # fmt: skip

    def line(self) -> tuple[Msg, ...]:
        """Whose it is, by when the first reply comes, and why nobody could be told."""
        why = Coded("complaint_untold", self.untold)
        return (
            Msg(N_("Acknowledged, handled by {who}"), {"who": By(self.handler)}),
            Msg(N_("First reply by {due}"), {"due": self.reply_by or ""}),
            *((Msg("{why}", {"why": why}),) if self.told is not True else ()),
        )
