"""Another body has it: referred, or suspended for court, police or insurer (X24)."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.handbook import slots
from deskapp.handbook.complaint.handlers import not_for_whoever_is_below, rank
from deskapp.handbook.complaint.state import (
    ASSESSED,
    BEFORE_ANSWER,
    ENDED,
    OBJECTED,
    OPEN,
    REFERRED,
    REVIEW,
    SUSPENDED,
    VERIFIED,
    VERIFYING,
    Complaint,
    ComplaintStep,
)
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import MANAGER, SUPERVISOR
from deskapp.handbook.shown import By, Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Moment, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step

FIRST_ASSESS = N_("Assess it first; once answered it stays here.")


@step(
    "complaint.referred",
    clause="4.3",
    by=SUPERVISOR | MANAGER,
    opens=frozenset({ASSESSED, VERIFYING, VERIFIED, OBJECTED, REVIEW}),
    title=N_("Refer"),
    hint=N_("body, no., told"),
    not_yet=FIRST_ASSESS,
)
class Referred(ComplaintStep):
    """Another body's matter; our own part keeps its handler and a date to look back (C25)."""

    body: Code = slots.code(N_("Body"), "complaint_bodies")
    reference: Words = slots.words(N_("Their ref"), least=0, most=60)
    decided_by: str = slots.person(N_("Decided"), default="")
    told: Answer = slots.answer(N_("Told"))
    look_back_at: Moment = slots.moment(N_("Look back"), "future")

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """A chief decided; the owner knows."""
        if self.decided_by and not rank(self.decided_by, site):
            yield refuse("decided_by", N_("Name a supervisor or the manager."))
        if self.told is False:
            yield refuse("told", N_("Tell the owner who has it now."))

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """With the other body."""
        return evolve(
            complaint, state=REFERRED, referred_to=self.body, reference=self.reference,
            look_back_at=self.look_back_at,
        )  # fmt: skip

    def line(self) -> tuple[Msg, ...]:
        """Whose it is now, and who decided so."""
        blanks = {"body": Coded("complaint_bodies", self.body), "no": self.reference}
        said = Msg(N_("Referred to {body}, no. {no}"), blanks)
        who = self.decided_by
        return (said, Msg(N_("Decided by {who}"), {"who": By(who)})) if who else (said,)


@step(
    "complaint.suspended",
    clause="4.3",
    by=MANAGER,
    opens=(BEFORE_ANSWER | {REVIEW}) - {"received", "acked"},
    title=N_("Suspend"),
    hint=N_("court or police"),
    not_yet=FIRST_ASSESS,
)
class Suspended(ComplaintStep):
    """Court, police or insurer has it: everything is kept, urgent repairs go on (C26)."""

    body: Code = slots.code(N_("Body"), "complaint_bodies")
    reference: Words = slots.words(N_("Their ref"), least=0, most=60)

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """One that takes it out of our hands."""
        known = site.policy.entries("complaint_bodies").get(self.body)
        if known and not known.extra.get("outside"):
            yield refuse("body", N_("Only court, police or insurer suspend it: refer it instead."))

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """On hold, nothing is erased."""
        return evolve(
            complaint, state=SUSPENDED, referred_to=self.body, reference=self.reference,
            legal_hold=True,
        )  # fmt: skip

    def line(self) -> tuple[Msg, ...]:
        """Who has it."""
        blanks = {"body": Coded("complaint_bodies", self.body), "no": self.reference}
        return (Msg(N_("Suspended for {body}, no. {no}"), blanks),)


@step(
    "complaint.resumed",
    clause="4.3",
    by=SUPERVISOR | MANAGER,
    opens=frozenset({SUSPENDED, REFERRED}),
    title=N_("Resume"),
    hint=N_("outcome from there"),
    not_yet=N_("Nobody else has it."),
)
class Resumed(ComplaintStep):
    """What came of it there; it is looked at again here (C27)."""

    outcome: Words = slots.words(N_("Outcome"), least=4, most=1000, lines=2)

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """The manager takes it back."""
        yield from not_for_whoever_is_below(record, site)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Back with us."""
        return evolve(complaint, state=REVIEW, look_back_at=None, legal_hold=False)

    def line(self) -> tuple[Msg, ...]:
        """The outcome."""
        return Msg(N_("Back from outside")), Msg("{said}", {"said": self.outcome})


@step(
    "complaint.disclosed",
    clause="4.3",
    by=SUPERVISOR | MANAGER,
    opens=(OPEN - {"draft"}) | ENDED,
    title=N_("Given out"),
    hint=N_("to whom, paper, what"),
    not_yet=N_("Receive the complaint first."),
)
class Disclosed(ComplaintStep):
    """What was given to police, court or another body: to whom, on what paper, what (X24)."""

    body: Code = slots.code(N_("Body"), "complaint_bodies")
    officer: Words = slots.words(N_("Officer"), least=1, most=60)
    paper: Words = slots.words(N_("Paper no."), least=0, most=60)
    given: Words = slots.words(N_("Given"), least=4, most=500, lines=2)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """On the record; nothing else changes."""
        return complaint

    def line(self) -> tuple[Msg, ...]:
        """To whom, on what paper, what."""
        blanks = {
            "body": Coded("complaint_bodies", self.body), "who": self.officer, "no": self.paper,
        }  # fmt: skip
        return (
            Msg(N_("Given to {body}, {who}, paper {no}"), blanks),
            Msg("{said}", {"said": self.given}),
        )
