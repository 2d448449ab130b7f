"""The result told to the owner, point by point, and tries to ask them once more (4.3, H44a)."""

# ruff: noqa: RUF009 - slots are field specifiers

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from deskapp.handbook import slots
from deskapp.handbook.complaint.clocks import follow_up_by
from deskapp.handbook.complaint.state import (
    ANSWERED,
    CAUSED,
    EXECUTING,
    LEVELS,
    NOT_YOURS,
    REVIEW,
    VERIFIED,
    Complaint,
    ComplaintStep,
    PointStep,
    changed,
    in_touch,
)
from deskapp.handbook.complaint.verifying import point_refusals
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE, Role
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Code, Codes, Moment, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.state import Ticket

ANSWERING = frozenset({VERIFIED, CAUSED, EXECUTING, REVIEW})
NOTHING_YET = N_("There is no result to tell yet.")


def not_the_handlers_call(complaint: Complaint, site: Site) -> Iterator[Refusal]:
    """The owner is asked once more by somebody who did not handle it (H44a)."""
    if site.operator.id in complaint.handlers:
        yield refuse("", N_("Whoever handled it does not ask: somebody else calls."))


@step(
    "complaint.point_answered",
    clause="4.3",
    by=EVERYONE,
    opens=ANSWERING,
    title=N_("Answer pt."),
    hint=N_("result, per point"),
    not_yet=NOTHING_YET,
)
class PointAnswered(PointStep):
    """What the owner is told to one point."""

    handler_or_above: ClassVar[bool] = True

    point: int | None = slots.count(N_("Point"))
    answer: Words = slots.words(N_("Reply"), least=4, most=1000, lines=2)

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """To a point that is there."""
        yield from point_refusals(self.point, complaint)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Answered."""
        return changed(complaint, self.point, answered=self.answer)

    def line(self) -> tuple[Msg, ...]:
        """The answer."""
        blanks = {"n": self.point or 0}
        return Msg(N_("Answer to point {n}"), blanks), Msg("{said}", {"said": self.answer})


@dataclass(frozen=True, kw_only=True)
class Answering(ComplaintStep):
    """The answer to the whole: every point, when and how, the routes outside."""

    said: Words = slots.words(N_("Reasons"), least=4, most=2000, lines=3)
    told_at: Moment = slots.moment(N_("Told"), "past")
    how: Code = slots.code(N_("How"), "consent_how")
    routes: Codes = slots.codes(N_("Routes"), "complaint_routes", default=())
    follow_up_due: Moment = slots.hidden(slots.Kind.MOMENT, default=None)

    def filled(self, record: Complaint, site: Site) -> Self:
        """By when somebody asks once more."""
        level = record.level or LEVELS[0]
        return replace(self, follow_up_due=follow_up_by(level, site.now, site))

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """An answer to every point."""
        for point in record.points:
            if not point.answered:
                yield refuse("", N_("Point {n} has no answer yet."), n=point.number)

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """Who hears no learns where else to go."""
        if (complaint.state != EXECUTING) and not self.routes:
            yield refuse("routes", N_("Tell where else the owner can turn to."))

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Answered; somebody else asks once more."""
        return in_touch(
            complaint, head.at, state=ANSWERED, answered_at=head.at,
            follow_up_due=self.follow_up_due, attempts=(),
            routes_told=complaint.routes_told or bool(self.routes),
        )  # fmt: skip

    def line(self) -> tuple[Msg, ...]:
        """The answer, how it was told, and where else the owner can turn to."""
        how = Coded("consent_how", self.how)
        told = Msg(N_("Answered: {how}"), {"how": how}), Msg("{said}", {"said": self.said})
        if not self.routes:
            return told
        routes = tuple(Coded("complaint_routes", one) for one in self.routes)
        return (*told, Msg(N_("Told where else to turn to: {routes}"), {"routes": routes}))


@step(
    "complaint.answered",
    clause="4.3",
    by=EVERYONE,
    opens=frozenset({EXECUTING, VERIFIED, CAUSED}),
    title=N_("Reply"),
    hint=N_("point by point"),
    not_yet=NOTHING_YET,
    calls=True,
)
class Answered(Answering):
    """The result is told (C17); or why there is nothing to be done (C18)."""

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """Actions closed or dated; without any only if nothing is true or ours."""
        roles = site.operator.roles
        if record.state == EXECUTING:
            if site.operator.id != record.handler:
                yield refuse("", NOT_YOURS)
            for number in _without_a_time_to_come(record, site):
                text = N_("{number} is open without a time to come: close it, or agree a new time.")
                yield refuse("", text, number=number)
        else:
            if record.holding and record.in_scope:
                text = N_("Something was found true: propose what is to be done.")
                yield refuse("", text)
            if not roles & (Role.D | Role.M) or (record.level == "K1" and not roles & Role.M):
                yield refuse("", N_("Whoever stands above says no: supervisor, or manager at K1."))
        yield from super().lacks(record, site)


def _without_a_time_to_come(record: Complaint, site: Site) -> Iterator[str]:
    for number in record.actions:
        ticket = site.record(number)
        if isinstance(ticket, Ticket) and ticket.open:
            dated = ticket.due is not None and ticket.due > site.now
            yield from () if dated else (number,)


@step(
    "complaint.contact_attempted",
    clause="H44a",
    by=EVERYONE,
    opens=frozenset({ANSWERED}),
    title=N_("Not there"),
    hint=N_("tried in vain"),
    not_yet=N_("Only after the answer is the owner asked once more."),
    calls=True,
)
class ContactAttempted(ComplaintStep):
    """A try to ask the owner once more, in vain (C22)."""

    result: Code = slots.code(N_("Result"), "attempt_results")

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """Not by the handler: the call is somebody else's (C19)."""
        yield from not_the_handlers_call(record, site)

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """In vain."""
        if self.result == "reached":
            yield refuse("result", N_("Reached: say what the owner answered instead."))

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """One more try."""
        return evolve(complaint, attempts=(*complaint.attempts, head.at))

    def line(self) -> tuple[Msg, ...]:
        """How it went."""
        return (
            Msg(N_("Not reached: {result}"), {"result": Coded("attempt_results", self.result)}),
        )
