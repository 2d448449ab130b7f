"""Abuse and threats: the words are kept, the call may end, the complaint goes on (X23)."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.handbook import slots
from deskapp.handbook.complaint.state import OPEN, Complaint, ComplaintStep
from deskapp.handbook.incident.steps import Reported
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Words
from deskapp.handbook.step import Act, Head, Refusal, refuse, step


@step(
    "complaint.abuse_noted",
    clause="4.1",
    by=EVERYONE,
    opens=OPEN,
    title=N_("Abuse"),
    hint=N_("in their words"),
    not_yet=N_("The complaint has come to its end."),
)
class AbuseNoted(ComplaintStep):
    """What was shouted, after a warning; an incident of its own, and no end of this (X23)."""

    said: Words = slots.words(N_("In words"), least=2, most=500, lines=2)
    warned: Answer = slots.answer(N_("Warned"))

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """Warned first."""
        if self.warned is False:
            yield refuse("warned", N_("Say once calmly that the call may end; then note it."))

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """The complaint goes on as it was."""
        return complaint

    def brings(self, complaint: Complaint, site: Site) -> Iterator[Act]:
        """An incident, for whoever stands above."""
        yield Act("", Reported(what=self.said, place=complaint.room or complaint.number))

    def line(self) -> tuple[Msg, ...]:
        """The words as they fell."""
        return Msg(N_("Abused at the desk")), Msg('"{said}"', {"said": self.said})
