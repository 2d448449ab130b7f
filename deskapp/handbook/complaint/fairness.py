"""A second look by somebody who had no part in it, and the manager's final word (4.3)."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.handbook import slots
from deskapp.handbook.complaint.answering import Answering
from deskapp.handbook.complaint.handlers import handler_refusals, not_for_whoever_is_below
from deskapp.handbook.complaint.state import (
    ANSWERED,
    OBJECTED,
    REVIEW,
    Complaint,
    ComplaintStep,
    asked_anew,
)
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE, MANAGER, SUPERVISOR, Role
from deskapp.handbook.shown import By
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step


@step(
    "complaint.review_started",
    clause="4.3",
    by=EVERYONE,
    opens=frozenset({OBJECTED, ANSWERED}),
    title=N_("Look again"),
    hint=N_("by somebody new"),
    not_yet=N_("Only what the owner does not accept is looked at again."),
)
class ReviewStarted(ComplaintStep):
    """Not accepted: somebody who was not involved looks again (C13, C21)."""

    reviewer: str = slots.person(N_("Reviewer"))
    said: Words = slots.words(N_("In words"), least=2, most=500, lines=2)
    told: Answer = slots.answer(N_("Told who"))

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """An objection is passed on by a supervisor or manager; one anonymous has no owner."""
        if record.state == OBJECTED and not site.operator.roles & (Role.D | Role.M):
            yield refuse("", N_("A supervisor or manager orders the second look."))
        if record.anonymous:
            yield refuse("", N_("Nobody is known who could object."))

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """Somebody new, and the owner knows who."""
        if self.reviewer and self.reviewer in complaint.involved:
            yield refuse("reviewer", N_("This person was involved: name somebody else."))
        else:
            yield from handler_refusals("reviewer", self.reviewer, complaint, site)
        if self.told is False:
            yield refuse("told", N_("Tell the owner who looks again."))

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """In new hands."""
        return evolve(
            complaint, state=REVIEW, reviewer=self.reviewer, handler=self.reviewer,
            handlers=(*complaint.handlers, self.reviewer), reviews=complaint.reviews + 1,
            points=asked_anew(complaint), answered_at=None, follow_up_due=None,
        )  # fmt: skip

    def line(self) -> tuple[Msg, ...]:
        """By whom, and what the owner said."""
        return (
            Msg(N_("Second look by {who}"), {"who": By(self.reviewer)}),
            Msg("{said}", {"said": self.said}),
        )


@step(
    "complaint.final_answer",
    clause="4.3",
    by=SUPERVISOR | MANAGER,
    opens=frozenset({REVIEW}),
    title=N_("Final word"),
    hint=N_("reasons, routes"),
    not_yet=N_("The final word comes after a second look."),
    calls=True,
)
class FinalAnswer(Answering):
    """The answer after the second look, with its reasons and the ways outside (C15)."""

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """The manager's word, and an answer to every point."""
        yield from not_for_whoever_is_below(record, site)
        yield from super().lacks(record, site)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Answered for good."""
        return evolve(super().after(complaint, head), state=ANSWERED, final=True)
