"""The end: the owner's word, or a named exception; never without prevention (4.3, H44a, H45a)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Self

from deskapp.handbook import slots
from deskapp.handbook.complaint.answering import not_the_handlers_call
from deskapp.handbook.complaint.handlers import not_for_whoever_is_below
from deskapp.handbook.complaint.state import (
    ANSWERED,
    BEFORE_ANSWER,
    CAUSED,
    CLOSED,
    CLOSED_DISAGREED,
    EXECUTING,
    LEVELS,
    REVIEW,
    VERIFIED,
    WITHDRAWN,
    Complaint,
    ComplaintStep,
    PointStep,
    changed,
)
from deskapp.handbook.complaint.verifying import point_refusals
from deskapp.handbook.fields.room import find_room
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE, MANAGER, SUPERVISOR
from deskapp.handbook.shown import By, Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Moment, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step

UNASKED = frozenset({"unreached", "not_asked"})
NOT_ANSWERED = N_("Answer every point first.")


@step(
    "complaint.prevention_noted",
    clause="H45a",
    by=EVERYONE,
    opens=frozenset({VERIFIED, CAUSED, "proposed", "agreed", EXECUTING, REVIEW, ANSWERED}),
    title=N_("Prevent"),
    hint=N_("or none, and why"),
    not_yet=N_("Verify the points first."),
)
class PreventionNoted(PointStep):
    """What keeps one true point from coming back: who, by when; or why nothing is needed."""

    point: int | None = slots.count(N_("Point"))
    measure: Words = slots.words(N_("Measure"), default="", least=4, most=500, lines=2)
    person: str = slots.person(N_("Person"), default="")
    due: Moment = slots.moment(N_("Finish by"), "future", default=None)
    none_needed: Words = slots.words(N_("None: why"), default="", least=4, most=300)

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """A measure with person and time, or a reason for none."""
        yield from point_refusals(self.point, complaint)
        if self.none_needed:
            return
        for name, text in _PARTS.items():
            if not getattr(self, name):
                yield refuse(name, text)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """On the point."""
        return changed(
            complaint, self.point, prevent=self.measure, prevent_person=self.person,
            prevent_due=self.due, none_needed=self.none_needed,
        )  # fmt: skip

    def line(self) -> tuple[Msg, ...]:
        """The measure, or why none."""
        return (
            Msg(N_("Prevention for point {n}"), {"n": self.point or 0}),
            Msg("{said}", {"said": self.measure or self.none_needed}),
        )


_PARTS = {
    "measure": N_("Say what keeps it from coming back, or why nothing is needed."),
    "person": N_("Name who does it."),
    "due": N_("Say by when."),
}


def still_open(record: Complaint) -> Iterator[Refusal]:
    """What must stand before any closing: answers, prevention, everybody told."""
    for point in record.points:
        if not point.answered:
            yield refuse("", N_("Point {n} has no answer yet."), n=point.number)
    for point in record.holding:
        if not point.prevented:
            text = N_("Point {n} has no prevention yet: note one, or why none is needed.")
            yield refuse("", text, clause="H45a", n=point.number)
    untold = tuple(m.room or m.complaint for m in record.members if m.told_at is None)
    if untold:
        yield refuse("", N_("Not told yet: {rooms}."), rooms=untold)


@step(
    "complaint.closed",
    clause="H44a",
    by=EVERYONE,
    opens=frozenset({ANSWERED}),
    title=N_("Ask, close"),
    hint=N_("settled? satisfied?"),
    not_yet=NOT_ANSWERED,
    ends=True,
    calls=True,
)
class Closed(ComplaintStep):
    """The owner, asked by somebody else than the handler, says that it is settled (C20)."""

    settled: Code = slots.code(N_("Settled"), "solved")
    score: Code = slots.code(N_("Satisfied"), "scores")
    said: Words = slots.words(N_("Said"), default="", least=0)

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """Not by the handler; not where nobody can be asked."""
        if record.anonymous:
            yield refuse("", N_("Nobody can be asked: close it with proof instead."))
        yield from not_the_handlers_call(record, site)
        yield from still_open(record)

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """Settled; what is not is looked at again."""
        if self.settled and self.settled != "yes":
            yield refuse("settled", N_("Not settled: look at it again, or close it as disagreed."))
        if complaint.follow_up_due and site.now > complaint.follow_up_due:
            text = N_("The call was promised by {due}: say why it comes later.")
            yield refuse("settled", text, soft=True, due=complaint.follow_up_due)
        if self.score in UNASKED:
            text = N_("Ask how satisfied the owner is; “declined” is an answer too.")
            yield refuse("score", text)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Closed with the owner's word."""
        return evolve(
            complaint, state=CLOSED, score=self.score, close_code="C-OK", closed_at=head.at
        )

    def line(self) -> tuple[Msg, ...]:
        """The score and the words."""
        score = {"score": Coded("scores", self.score)}
        return Msg(N_("Closed, {score}"), score), Msg("{said}", {"said": self.said})


@step(
    "complaint.closed_anonymous",
    clause="H44a",
    by=SUPERVISOR | MANAGER,
    opens=frozenset({ANSWERED}),
    title=N_("With proof"),
    hint=N_("anonymous"),
    not_yet=NOT_ANSWERED,
    ends=True,
)
class ClosedAnonymous(ComplaintStep):
    """Nobody to ask: somebody who did not handle it saw the result (C33)."""

    proof: Code = slots.code(N_("Proof"), "proof_kinds")
    seen: Words = slots.words(N_("Seen"), least=4)
    verifier: str = slots.person(N_("Seen by"))
    notice: Words = slots.words(N_("Board"), default="", least=0, most=500, lines=2)

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """Only where nobody can be asked."""
        if not record.anonymous:
            yield refuse("", N_("There is an owner to ask: ask first."))
        yield from still_open(record)

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """Somebody else's eyes."""
        if self.verifier in complaint.involved:
            yield refuse("verifier", N_("This person was involved: name somebody else."))
        if find_room(self.notice) or any(p.name in self.notice for p in site.people.values()):
            yield refuse("notice", N_("A notice for everybody names no room and no person."))

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Closed without a score."""
        return evolve(complaint, state=CLOSED, close_code="C-NOCONTACT", closed_at=head.at)

    def line(self) -> tuple[Msg, ...]:
        """Who looked, and what they saw."""
        return (
            Msg(N_("Closed, seen by {person}"), {"person": By(self.verifier)}),
            Msg("{said}", {"said": self.seen}),
        )


@step(
    "complaint.closed_disagreed",
    clause="4.3",
    by=SUPERVISOR | MANAGER,
    opens=frozenset({ANSWERED}),
    title=N_("Disagreed"),
    hint=N_("after second look"),
    not_yet=NOT_ANSWERED,
    ends=True,
)
class ClosedDisagreed(ComplaintStep):
    """The owner stays dissatisfied after the second look; never counted as satisfied (C23)."""

    said: Words = slots.words(N_("In words"), least=2, most=500, lines=2)

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """The manager's; after a second look, with the routes outside told."""
        yield from not_for_whoever_is_below(record, site)
        if not record.reviews:
            yield refuse("", N_("Somebody who was not involved looks at it again first."))
        if not record.routes_told:
            yield refuse("", N_("Tell where else the owner can turn to."))
        yield from still_open(record)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Closed, and always shown as disagreed."""
        return evolve(
            complaint, state=CLOSED_DISAGREED, score="", close_code="C-DISAGREED",
            closed_at=head.at,
        )  # fmt: skip

    def line(self) -> tuple[Msg, ...]:
        """What the owner said."""
        return Msg(N_("Closed, disagreed")), Msg("{said}", {"said": self.said})


@step(
    "complaint.withdrawn",
    clause="4.3",
    by=EVERYONE,
    opens=BEFORE_ANSWER,
    title=N_("Withdraw"),
    hint=N_("no pressure"),
    not_yet=N_("Only before the answer can it be withdrawn."),
    ends=True,
)
class Withdrawn(ComplaintStep):
    """The owner takes it back; danger, privacy and conduct go on inside (C24, X21)."""

    said: Words = slots.words(N_("In words"), least=2, most=500, lines=2)
    how: Code = slots.code(N_("How"), "cancel_how")
    free_will: Answer = slots.answer(N_("Free will"))
    inside: Answer = slots.hidden(slots.Kind.ANSWER, default=None)

    def filled(self, record: Complaint, site: Site) -> Self:
        """What concerns more than the owner: danger, conduct, privacy, crime."""
        more = record.danger or record.level == LEVELS[-1] or bool(record.about)
        kept = more or record.sub in site.policy.entries("goes_on_inside")
        return replace(self, inside=kept)

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """Of their own free will."""
        if self.free_will is False:
            yield refuse("free_will", N_("Under pressure nothing is withdrawn: go on."))

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Withdrawn; what concerns more than the owner goes on as an internal matter."""
        inside = complaint.danger or complaint.level == LEVELS[-1] or bool(complaint.about)
        return evolve(
            complaint, state=WITHDRAWN, close_code="C-WITHDRAWN", closed_at=head.at,
            goes_on_inside=inside or self.inside is True,
        )  # fmt: skip

    def line(self) -> tuple[Msg, ...]:
        """In the owner's words."""
        return Msg(N_("Withdrawn")), Msg("{said}", {"said": self.said})


@step(
    "complaint.inside_settled",
    clause="4.3",
    by=SUPERVISOR | MANAGER,
    opens=frozenset({WITHDRAWN}),
    title=N_("Inside"),
    hint=N_("found, done"),
    not_yet=N_("Only what was withdrawn goes on inside."),
)
class InsideSettled(ComplaintStep):
    """The internal matter that a withdrawal left behind: what was found and done (X21)."""

    found: Words = slots.words(N_("Found"), least=4, most=1000, lines=2)
    done: Words = slots.words(N_("What done"), least=4, most=1000, lines=2)

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """If there is one."""
        if not record.goes_on_inside:
            yield refuse("", N_("Nothing of it goes on inside."))

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Over for us too."""
        return evolve(complaint, goes_on_inside=False)

    def line(self) -> tuple[Msg, ...]:
        """What was found, and what was done."""
        return Msg(N_("Settled inside: {said}"), {"said": self.found}), Msg(
            "{said}", {"said": self.done}
        )
