"""The same matter once more: it counts, and raises the level (H45b)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Self

from deskapp.handbook import slots
from deskapp.handbook.complaint.clocks import answer_by, cap_of, feedback_by
from deskapp.handbook.complaint.state import (
    CLOSED,
    CLOSED_DISAGREED,
    LEVELS,
    REVIEW,
    WITHDRAWN,
    Complaint,
    ComplaintStep,
    asked_anew,
    raised,
)
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Moment, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step


def is_repeat(complaint: Complaint, number: str, site: Site) -> bool:
    """Whether this is an earlier complaint of the same room within the policy's days."""
    other = site.record(number)
    if not isinstance(other, Complaint) or other.number == complaint.number:
        return False
    days = timedelta(days=site.policy.limit("repeat_complaint_days"))
    opened, earlier = complaint.opened_at or site.now, other.opened_at
    return bool(complaint.room) and other.room == complaint.room and (
        earlier is not None and timedelta() <= opened - earlier <= days
    )  # fmt: skip


def likely_repeat(complaint: Complaint, site: Site) -> str:
    """The newest complaint of the same room and topic in time; "" if there is none."""
    if not (complaint.room and complaint.sub):
        return ""
    for number in site.complaints_of(complaint.room):
        other = site.record(number)
        same = isinstance(other, Complaint) and other.sub == complaint.sub
        if same and is_repeat(complaint, number, site):
            return number
    return ""


def least_level(homes: int, repeat_of: str, site: Site) -> str:
    """The lowest level that homes and repetition leave."""
    if homes >= site.policy.limit("group_homes"):
        return LEVELS[-1]
    other = site.record(repeat_of) if repeat_of else None
    return raised(other.level) if isinstance(other, Complaint) else LEVELS[0]


@step(
    "complaint.reopened",
    clause="H45b",
    by=EVERYONE,
    opens=frozenset({CLOSED, CLOSED_DISAGREED, WITHDRAWN}),
    title=N_("Is back"),
    hint=N_("one level higher"),
    not_yet=N_("The complaint is still open: note it there."),
)
class Reopened(ComplaintStep):
    """The same matter is back: looked at again, one level higher (C29)."""

    said: Words = slots.words(N_("In words"), least=2, most=500, lines=2)
    feedback_due: Moment = slots.hidden(slots.Kind.MOMENT, default=None)
    answer_due: Moment = slots.hidden(slots.Kind.MOMENT, default=None)
    cap: Moment = slots.hidden(slots.Kind.MOMENT, default=None)

    def filled(self, record: Complaint, site: Site) -> Self:
        """The clocks of the higher level, from now on."""
        level, at = raised(record.level), site.now
        return replace(
            self, feedback_due=feedback_by(level, at, site), answer_due=answer_by(level, at, site),
            cap=cap_of(level, at, site),
        )  # fmt: skip

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """Within the days of a repeat."""
        days = site.policy.limit("repeat_complaint_days")
        if record.closed_at and site.now - record.closed_at > timedelta(days=days):
            yield refuse("", N_("Closed more than {n} days ago: open it anew."), n=days)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Looked at again."""
        return evolve(
            complaint, state=REVIEW, level=raised(complaint.level), levelled_at=head.at,
            closed_at=None, close_code="", score="", final=False, answered_at=None,
            follow_up_due=None, goes_on_inside=False, first_word_at=None, contacted_at=None,
            points=asked_anew(complaint), feedback_due=self.feedback_due or complaint.feedback_due,
            answer_due=self.answer_due or complaint.answer_due, cap=self.cap or complaint.cap,
        )  # fmt: skip

    def line(self) -> tuple[Msg, ...]:
        """What came back."""
        return Msg(N_("Is back")), Msg("{said}", {"said": self.said})
