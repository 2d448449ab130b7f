"""What was agreed becomes tickets, each with a person and a time (4.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from deskapp.handbook import slots
from deskapp.handbook.complaint.consent import costs_owner
from deskapp.handbook.complaint.state import (
    AGREED,
    CAUSED,
    EQUIPMENT,
    EXECUTING,
    NOT_YOURS,
    OBJECTED,
    OPEN,
    PROPOSED,
    REVIEW,
    SUSPENDED,
    VERIFIED,
    Complaint,
    ComplaintStep,
    changed,
)
from deskapp.handbook.complaint.verifying import point_refusals
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE, Role
from deskapp.handbook.shown import By
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Moment, Words
from deskapp.handbook.step import Act, Head, Refusal, evolve, refuse, step


@step(
    "complaint.action_opened",
    clause="4.3",
    by=EVERYONE,
    opens=frozenset({VERIFIED, CAUSED, PROPOSED, OBJECTED, AGREED, EXECUTING, REVIEW, SUSPENDED}),
    title=N_("Open job"),
    hint=N_("opens a ticket"),
    not_yet=N_("Set the causes first."),
)
class ActionOpened(ComplaintStep):
    """One thing to be done, as a ticket; what the owner pays for waits for their yes."""

    point: int | None = slots.count(N_("Point"), default=None)
    what: Words = slots.words(N_("What job"), least=4, most=500, lines=2)
    person: str = slots.person(N_("Person"))
    due: Moment = slots.moment(N_("Finish by"), "future")
    sub: Code = slots.code(N_("Class"), "subcategories", default="")
    paid: Answer = slots.answer(N_("They pay"), default=None)

    @classmethod
    def suggest(cls, record: Complaint, site: Site) -> Mapping[str, object]:
        """What is planned and has no ticket yet; before a plan, what broke, in their words."""
        waiting = next((p for p in record.points if p.plan and not p.acted), None)
        if waiting:
            job = record.free_part if record.cost_refused else waiting.plan
            return {
                "point": waiting.number, "what": job, "person": waiting.plan_person,
                "due": _in_future(waiting.plan_due, site),
            }  # fmt: skip
        broken = next((p for p in record.points if p.cause1 == EQUIPMENT and not p.acted), None)
        return {"point": broken.number, "what": broken.words} if broken else {}

    @classmethod
    def needed(cls, record: Complaint, site: Site) -> frozenset[str]:
        """Whether it is paid, where the proposal costs something and nobody has agreed."""
        asks = costs_owner(record) and not record.consent
        return frozenset({"paid"} if asks else ())

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """Before all causes are set only broken equipment is put right."""
        if record.state == VERIFIED and all(p.cause1 != EQUIPMENT for p in record.points):
            yield refuse("", N_("Set the causes first."))

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """Nothing that costs the owner money starts before their yes (H43a)."""
        yield from point_refusals(self.point, complaint)
        if self.paid is None and costs_owner(complaint) and not complaint.consent:
            text = N_("The proposal costs the owner something: say whether this part does.")
            yield refuse("paid", text, clause="H43a")
        if self.paid and not (complaint.consent and costs_owner(complaint)):
            text = N_("The owner has not agreed to pay: only the free part may start.")
            yield refuse("paid", text, clause="H43a")

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """The point has its ticket; one for no point alone is for all of them."""
        paid = complaint.paid_actions + (self.paid is True)
        complaint = evolve(complaint, paid_actions=paid)
        mine = [p.number for p in complaint.points if self.point in (None, p.number)]
        for number in mine:
            complaint = changed(complaint, number, acted=True)
        return complaint

    def brings(self, complaint: Complaint, site: Site) -> Iterator[Act]:
        """The ticket, which needs no retyping."""
        from deskapp.handbook.ticket.complained import OpenedForComplaint  # noqa: PLC0415 - mutual

        yield Act("", OpenedForComplaint(
            complaint=complaint.number, what=self.what, person=self.person, due=self.due,
            room=complaint.room, name=complaint.name, contact=complaint.contact, sub=self.sub,
            **self._agreed(complaint),
        ))  # fmt: skip

    def _agreed(self, complaint: Complaint) -> dict[str, Any]:
        """What the owner agreed to pay, for the first ticket that costs them something."""
        given, proposal = complaint.consent, complaint.proposal
        if not self.paid or given is None or proposal is None or complaint.paid_actions > 1:
            return {}
        return {
            "amount": given.amount, "ceiling": given.ceiling, "payer": given.who,
            "basis": proposal.basis,
        }  # fmt: skip

    def line(self) -> tuple[Msg, ...]:
        """What, and who does it."""
        return (
            Msg(N_("To do: {said}"), {"said": self.what}),
            Msg("{who}", {"who": By(self.person)}),
            Msg(N_("Finish by {due}"), {"due": self.due or ""}),
        )


def _in_future(due: Moment, site: Site) -> Moment:
    return due if due and due > site.now else None


@step(
    "complaint.action_linked",
    clause="4.3",
    by=EVERYONE,
    opens=OPEN,
    title=N_("Its ticket"),
    not_yet=N_("The complaint has come to its end."),
    brought=True,
)
class ActionLinked(ComplaintStep):
    """The number of the ticket that carries an action out."""

    ticket: str = slots.number(N_("Ticket"))

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Linked."""
        return evolve(complaint, actions=(*complaint.actions, self.ticket))

    def line(self) -> tuple[Msg, ...]:
        """The ticket's number."""
        return (Msg(N_("The ticket is {number}"), {"number": self.ticket}),)


@step(
    "complaint.actions_opened",
    clause="4.3",
    by=EVERYONE,
    opens=frozenset({AGREED, CAUSED}),
    title=N_("Carry out"),
    hint=N_("actions are tickets"),
    not_yet=N_("The owner has not agreed yet."),
)
class ActionsOpened(ComplaintStep):
    """All actions are out (C16); anonymous ones without an owner's yes, but free (C32)."""

    note: Words = slots.words(N_("Note"), default="", least=0, lines=2)

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """An owner's yes, or nobody to give it; and a ticket for every true point."""
        if record.state == CAUSED and not record.anonymous:
            yield refuse("", N_("The owner has not agreed yet."))
        elif record.state == CAUSED and not site.operator.roles & (Role.D | Role.M):
            yield refuse("", N_("Without an owner's yes a supervisor or manager approves it."))
        elif record.state == AGREED and site.operator.id != record.handler:
            yield refuse("", NOT_YOURS)
        if not record.actions:
            yield refuse("", N_("Open at least one action as a ticket first."))
        for point in record.holding:
            if not point.acted:
                yield refuse("", N_("Point {n} has no ticket yet."), n=point.number)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Under way."""
        return evolve(complaint, state=EXECUTING)

    def line(self) -> tuple[Msg, ...]:
        """That it is under way."""
        return Msg(N_("Carrying out")), Msg("{said}", {"said": self.note})
