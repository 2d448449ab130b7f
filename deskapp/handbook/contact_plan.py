"""Who answers somebody who calls again and again, and when: an arrangement, never a label (X22)."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.handbook import slots
from deskapp.handbook.household import ANY, HERE, ContactPlan, Household, HouseholdStep
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import MANAGER
from deskapp.handbook.shown import By, Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Code, Moment
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step


@step(
    "register.contact_planned",
    clause="1.1",
    by=MANAGER,
    opens=ANY,
    title=N_("Contact"),
    hint=N_("who answers, when"),
    not_yet=N_("There is no such room."),
)
class ContactPlanned(HouseholdStep):
    """One person answers this room at agreed hours, until the manager looks again."""

    person: str = slots.person(N_("Answers"))
    hours: Code = slots.code(N_("Hours"), "contact_hours")
    review_at: Moment = slots.moment(N_("Look back"), "future")

    def refusals(self, record: Household, site: Site) -> Iterator[Refusal]:
        """Somebody who sits at the desk."""
        known = site.people.get(self.person)
        if known and not known.logs_in:
            yield refuse("person", N_("Name somebody who signs in here."))

    def after(self, record: Household, head: Head) -> Household:
        """Agreed; nothing is ever blocked by it."""
        plan = ContactPlan(person=self.person, hours=self.hours, review_at=self.review_at)
        return evolve(record, state=HERE, plan=plan)

    def line(self) -> tuple[Msg, ...]:
        """Who answers, and until when."""
        blanks = {"who": By(self.person), "hours": Coded("contact_hours", self.hours)}
        return (
            Msg(N_("{who} answers this room, {hours}"), blanks),
            Msg(N_("Looked at again {at}"), {"at": self.review_at or ""}),
        )
