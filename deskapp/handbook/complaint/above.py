"""What goes above the desk: a grave complaint is told there; one about all of them is sealed."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.handbook import slots
from deskapp.handbook.complaint.handlers import nobody_above, rank
from deskapp.handbook.complaint.state import (
    BEFORE_ANSWER,
    DRAFT,
    OPEN,
    REFERRED,
    REVIEW,
    Complaint,
    ComplaintStep,
)
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE
from deskapp.handbook.shown import By, Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Code, Moment, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step

HEAD_OFFICE = "hq"


@step(
    "complaint.above_told",
    clause="4.2",
    by=EVERYONE,
    opens=OPEN - {DRAFT},
    title=N_("Tell D, M"),
    hint=N_("supervisor, manager"),
    not_yet=N_("Receive the complaint first."),
)
class AboveTold(ComplaintStep):
    """A supervisor or manager knows of a grave complaint (3.3)."""

    person: str = slots.person(N_("Person"))
    how: Code = slots.code(N_("How"), "consent_how")
    said: Words = slots.words(N_("Said"), default="", least=0)

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """Somebody above, and not whom it is about."""
        if self.person in complaint.about:
            yield refuse("person", N_("The complaint is about this person."), clause="X19")
        elif self.person and not rank(self.person, site):
            yield refuse("person", N_("Name a supervisor or the manager."))

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """They know."""
        return evolve(complaint, told_above_at=head.at, tell_above_by=None)

    def line(self) -> tuple[Msg, ...]:
        """Who knows, and how they were told."""
        blanks = {"who": By(self.person), "how": Coded("consent_how", self.how)}
        return Msg(N_("{who} knows: {how}"), blanks), Msg("{said}", {"said": self.said})


@step(
    "complaint.sealed",
    clause="4.2",
    by=EVERYONE,
    opens=BEFORE_ANSWER | {REVIEW},
    title=N_("Seal"),
    hint=N_("for head office"),
    not_yet=N_("Receive the complaint first."),
)
class Sealed(ComplaintStep):
    """About those above whom nobody signs in: a sealed note to head office, which decides."""

    to: Words = slots.words(N_("Sent to"), least=2, most=60)
    how: Words = slots.words(N_("Sent how"), least=2, most=60)
    look_back_at: Moment = slots.moment(N_("Look back"), "future")

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """Only where nobody here may handle it."""
        if not nobody_above(record, site):
            yield refuse("", N_("Somebody here stands above: they handle it."))

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """With head office; what it decides is written down here."""
        return evolve(
            complaint, state=REFERRED, referred_to=HEAD_OFFICE, sealed=True,
            look_back_at=self.look_back_at,
        )  # fmt: skip

    def line(self) -> tuple[Msg, ...]:
        """To whom, and how it went."""
        return Msg(N_("Sealed for {who}"), {"who": self.to}), Msg("{said}", {"said": self.how})
