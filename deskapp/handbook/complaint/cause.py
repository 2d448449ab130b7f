"""Why it happened: two levels, and an honest word where nobody knows (4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from deskapp.handbook import slots
from deskapp.handbook.complaint.state import (
    CAUSED,
    EQUIPMENT,
    REVIEW,
    VERIFIED,
    Complaint,
    ComplaintStep,
    PointStep,
    changed,
)
from deskapp.handbook.complaint.verifying import point_refusals
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Code, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step

GRAVE = frozenset({"K1", "K2"})
FIRST_VERIFY = N_("Verify the points first.")


@step(
    "complaint.cause_set",
    clause="4.2",
    by=EVERYONE,
    opens=frozenset({VERIFIED, REVIEW}),
    title=N_("Cause"),
    hint=N_("why, per point"),
    not_yet=FIRST_VERIFY,
)
class CauseSet(PointStep):
    """The cause of one true point, and for a grave complaint the why behind the why."""

    handler_or_above: ClassVar[bool] = True

    point: int | None = slots.count(N_("Point"))
    cause: Code = slots.code(N_("Cause"), "cause_details")
    why: Words = slots.words(N_("Why"), least=8, most=500, lines=2)
    deeper: Words = slots.words(N_("And why"), default="", least=0, most=500, lines=2)

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """A true point; asked twice where it is grave."""
        yield from point_refusals(self.point, complaint)
        point = complaint.point(self.point)
        if point and not point.holds:
            yield refuse("point", N_("Point {n} was not found true."), n=point.number)
        if complaint.level in GRAVE and not self.deeper:
            yield refuse("deeper", N_("A grave complaint: ask why once more."))

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Named."""
        return changed(complaint, self.point, cause2=self.cause, why=self.why, deeper=self.deeper)

    def line(self) -> tuple[Msg, ...]:
        """The cause, and why."""
        blanks = {"n": self.point or 0, "cause": Coded("cause_details", self.cause)}
        repair = Msg(N_("Equipment: the repair can be opened as a ticket at once"))
        offered = (repair,) if self.cause[:1] == EQUIPMENT else ()
        said = Msg("{said}", {"said": self.why})
        return (Msg(N_("Point {n}, cause: {cause}"), blanks), said, *offered)


@step(
    "complaint.root_cause_set",
    clause="4.2",
    by=EVERYONE,
    opens=frozenset({VERIFIED}),
    title=N_("Causes set"),
    hint=N_("every true point"),
    not_yet=FIRST_VERIFY,
)
class RootCauseSet(ComplaintStep):
    """Every true point has its cause (C08)."""

    handler_only: ClassVar[bool] = True

    note: Words = slots.words(N_("Note"), default="", least=0, lines=2)

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """A true point at all, and a cause for each."""
        if not record.holding:
            yield refuse("", N_("No point was found true: answer with the reasons instead."))
        for point in record.holding:
            if not point.cause2:
                yield refuse("", N_("Point {n} has no cause yet."), n=point.number)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Why is known, or that nobody knows."""
        return evolve(complaint, state=CAUSED)

    def line(self) -> tuple[Msg, ...]:
        """That it is done."""
        return Msg(N_("All causes set")), Msg("{said}", {"said": self.note})
