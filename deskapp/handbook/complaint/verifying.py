"""Find out fairly what is true: evidence, the other side, a finding per point (4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from deskapp.handbook import slots
from deskapp.handbook.complaint.state import (
    OPEN,
    REVIEW,
    VERIFIED,
    VERIFYING,
    Complaint,
    ComplaintStep,
    Evidence,
    PointStep,
    changed,
    in_touch,
)
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Moment, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step

NOT_VERIFYING = N_("Plan the verification first; once it is settled only a second look adds to it.")
LOOKING = frozenset({VERIFYING, REVIEW})


def point_refusals(number: int | None, complaint: Complaint) -> Iterator[Refusal]:
    """A point that the complaint has."""
    if number is not None and complaint.point(number) is None:
        yield refuse("point", N_("There is no point {n}."), n=number)


@step(
    "complaint.contacted",
    clause="4.2",
    by=EVERYONE,
    opens=OPEN - {"draft", "received"},
    title=N_("Call"),
    hint=N_("cool down, progress"),
    not_yet=N_("Acknowledge the complaint first."),
    calls=True,
)
class Contacted(ComplaintStep):
    """A word with the owner on the way: what was said, and when the next one comes (C06)."""

    said: Words = slots.words(N_("Said"), least=2, lines=2)
    next_call: Moment = slots.moment(N_("Next call"), "future", default=None)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """The owner has heard from us."""
        return in_touch(complaint, head.at, call_at=self.next_call)

    def line(self) -> tuple[Msg, ...]:
        """What was said."""
        return Msg(N_("Spoke with the owner")), Msg("{said}", {"said": self.said})


@step(
    "complaint.evidence_noted",
    clause="4.2",
    by=EVERYONE,
    opens=LOOKING,
    title=N_("Evidence"),
    hint=N_("kind, where, who"),
    not_yet=NOT_VERIFYING,
)
class EvidenceNoted(PointStep):
    """One piece of evidence to one point."""

    point: int | None = slots.count(N_("Point"))
    kind: Code = slots.code(N_("Kind"), "evidence_kinds")
    where: Words = slots.words(N_("Where"), least=2, most=200)
    who: Words = slots.words(N_("Who"), least=1, most=60)
    at: Moment = slots.moment(N_("When"), "past")

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """To a point that is there."""
        yield from point_refusals(self.point, complaint)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """One more piece."""
        point = complaint.point(self.point)
        if point is None:
            return complaint
        piece = Evidence(kind=self.kind, where=self.where, who=self.who, at=self.at)
        return changed(complaint, self.point, evidence=(*point.evidence, piece))

    def line(self) -> tuple[Msg, ...]:
        """What it is, and where."""
        blanks = {"n": self.point or 0, "kind": Coded("evidence_kinds", self.kind)}
        return (
            Msg(N_("Evidence to point {n}: {kind}"), blanks),
            Msg("{where}; {who}", {"where": self.where, "who": self.who}),
        )


@step(
    "complaint.person_heard",
    clause="4.2",
    by=EVERYONE,
    opens=LOOKING,
    title=N_("Hear them"),
    hint=N_("the other side"),
    not_yet=NOT_VERIFYING,
)
class PersonHeard(PointStep):
    """What the person complained about says, or why they were not heard."""

    point: int | None = slots.count(N_("Point"))
    heard: Answer = slots.answer(N_("Was heard"))
    said: Words = slots.words(N_("Said, why"), least=4, most=1000, lines=2)

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """To a point that is about somebody."""
        yield from point_refusals(self.point, complaint)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """The other side is on the record."""
        return changed(
            complaint, self.point, heard=self.said, heard_asked=True, heard_by=head.operator,
            heard_at=head.at,
        )  # fmt: skip

    def line(self) -> tuple[Msg, ...]:
        """What was said, or why not."""
        text = N_("Point {n}: not heard") if self.heard is False else N_("Point {n}: heard")
        return Msg(text, {"n": self.point or 0}), Msg("{said}", {"said": self.said})


@step(
    "complaint.finding_set",
    clause="4.2",
    by=EVERYONE,
    opens=LOOKING,
    title=N_("Finding"),
    hint=N_("true or not, per point"),
    not_yet=NOT_VERIFYING,
)
class FindingSet(PointStep):
    """Whether one point is true, and why we say so."""

    handler_or_above: ClassVar[bool] = True

    point: int | None = slots.count(N_("Point"))
    finding: Code = slots.code(N_("Finding"), "findings")
    why: Words = slots.words(N_("Why"), least=4, most=500, lines=2)

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """Not without evidence."""
        yield from point_refusals(self.point, complaint)
        point = complaint.point(self.point)
        if point and not point.evidence:
            text = N_("Point {n} has no evidence yet: note what shows it.")
            yield refuse("finding", text, n=point.number)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Found."""
        return changed(complaint, self.point, finding=self.finding, finding_why=self.why)

    def line(self) -> tuple[Msg, ...]:
        """What was found, and why."""
        blanks = {"n": self.point or 0, "finding": Coded("findings", self.finding)}
        return Msg(N_("Point {n}: {finding}"), blanks), Msg("{said}", {"said": self.why})


@step(
    "complaint.verified",
    clause="4.2",
    by=EVERYONE,
    opens=frozenset({VERIFYING}),
    title=N_("Verified"),
    hint=N_("every point found"),
    not_yet=N_("Plan the verification first."),
)
class Verified(ComplaintStep):
    """Every point has its finding, and the other side was heard or why not (C07)."""

    handler_only: ClassVar[bool] = True

    summary: Words = slots.words(N_("Summary"), default="", least=0, lines=2)

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """The first point that is not settled, and what it misses."""
        for point in record.points:
            if not point.evidence:
                yield refuse("", N_("Point {n} has no evidence yet."), n=point.number)
            elif point.about and not point.heard_asked:
                text = N_("Point {n}: hear the person it is about, or say why not.")
                yield refuse("", text, n=point.number)
            elif not point.finding:
                yield refuse("", N_("Point {n} has no finding yet."), n=point.number)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Verified."""
        return evolve(complaint, state=VERIFIED)

    def line(self) -> tuple[Msg, ...]:
        """The summary."""
        return Msg(N_("Verified")), Msg("{said}", {"said": self.summary})
