"""Somebody looked at a name and a number in full: who, when, at what, and why (P-12, P-13)."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.handbook import slots
from deskapp.handbook.complaint.state import Complaint
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import MANAGER, SUPERVISOR, Role
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code
from deskapp.handbook.staff import ANYBODY, HERE, Staff
from deskapp.handbook.step import Head, Refusal, Step, evolve, refuse, step
from deskapp.handbook.ticket.state import Ticket

ALWAYS = Role.R | SUPERVISOR | MANAGER | Role.A
"""Guards and workers look at what is open, and at nothing else (P-10)."""


@step(
    "person.looked",
    clause="H50",
    by=ANYBODY,
    opens=frozenset({HERE}),
    title=N_("Reveal"),
    not_yet=N_("Only somebody on the staff list may look."),
)
class Looked(Step[Staff]):
    """One's own look at the name and the number of one record, kept with one's own past."""

    letter = "P"

    number: str = slots.number(N_("Record"))
    reason: Code = slots.code(N_("Reason"), "reveal_reasons")
    unmade: Answer = slots.hidden(slots.Kind.ANSWER, default=None)
    """The form of a call was opened, which shows the number, and left without a call."""

    @classmethod
    def bars(cls, record: Staff, site: Site) -> Iterator[Refusal]:
        """Nobody looks in another's name."""
        if record.person and record.person.id != site.operator.id:
            yield refuse("", N_("Everybody looks in their own name."))

    def refusals(self, record: Staff, site: Site) -> Iterator[Refusal]:
        """A record with somebody in it; not a complaint about oneself, nor what is over."""
        seen = site.record(self.number)
        if not isinstance(seen, Ticket | Complaint):
            yield refuse("number", N_("There is no name and no number to look at."))
        elif isinstance(seen, Complaint) and site.operator.id in seen.hidden_from:
            yield refuse(
                "", N_("This complaint is about you: somebody else handles it."), clause="X19"
            )
        elif not seen.open and not site.operator.roles & ALWAYS:
            yield refuse("", N_("This is closed: ask the desk, if somebody must be called."))

    def after(self, record: Staff, head: Head) -> Staff:
        """Nothing changes; that it was done stays."""
        return evolve(record)

    def line(self) -> tuple[Msg, ...]:
        """At what, and why."""
        blanks = {"number": self.number, "why": Coded("reveal_reasons", self.reason)}
        looked = Msg(N_("Looked at {number}: {why}"), blanks)
        return (looked, Msg(N_("opened the call, did not make it"))) if self.unmade else (looked,)
