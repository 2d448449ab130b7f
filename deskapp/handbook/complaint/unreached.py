"""Nobody could be asked once more, though everything was tried; never counted as satisfied."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.handbook import slots
from deskapp.handbook.complaint.closing import NOT_ANSWERED, still_open
from deskapp.handbook.complaint.handlers import not_for_whoever_is_below
from deskapp.handbook.complaint.state import (
    ANSWERED,
    CLOSED,
    Complaint,
    ComplaintStep,
)
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE, MANAGER, SUPERVISOR
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Code, Words
from deskapp.handbook.step import Head, Refusal, evolve, step
from deskapp.handbook.ticket.unreached import more_tries, notice_and_wait, still_missing


@step(
    "complaint.notice_left",
    clause="H44a",
    by=EVERYONE,
    opens=frozenset({ANSWERED}),
    title=N_("Notice"),
    hint=N_("owner not reached"),
    not_yet=NOT_ANSWERED,
)
class NoticeLeft(ComplaintStep):
    """A notice for an owner who could not be reached; the time of waiting begins (C22)."""

    place: Code = slots.code(N_("Where"), "notice_places")

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """One more."""
        return evolve(complaint, notices=(*complaint.notices, head.at))

    def line(self) -> tuple[Msg, ...]:
        """Where it was left."""
        return (Msg(N_("Notice left: {place}"), {"place": Coded("notice_places", self.place)}),)


@step(
    "complaint.closed_unreached",
    clause="H44a",
    by=SUPERVISOR | MANAGER,
    opens=frozenset({ANSWERED}),
    title=N_("Unreached"),
    hint=N_("after tries, notice"),
    not_yet=NOT_ANSWERED,
    ends=True,
)
class ClosedUnreached(ComplaintStep):
    """Tried as often as for a ticket, with a notice and a time of waiting; the manager (C22)."""

    why: Words = slots.words(N_("Why"), least=4, lines=2)

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """The manager's; tries, notice and waiting as the policy asks."""
        yield from not_for_whoever_is_below(record, site)
        yield from still_missing([
            *more_tries(record.attempts, site), *notice_and_wait(record.notices, site),
        ])  # fmt: skip
        yield from still_open(record)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Closed as the exception it is."""
        return evolve(complaint, state=CLOSED, close_code="C-UNREACHED", closed_at=head.at)

    def line(self) -> tuple[Msg, ...]:
        """Why."""
        return Msg(N_("Closed, owner not reached")), Msg("{said}", {"said": self.why})
