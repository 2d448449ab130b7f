"""A way out that fits the cause, explained to the owner; every version is kept (4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from deskapp.handbook import slots
from deskapp.handbook.complaint.handlers import not_for_whoever_is_below
from deskapp.handbook.complaint.state import (
    CAUSED,
    NOT_YOURS,
    OBJECTED,
    PROPOSED,
    REVIEW,
    Complaint,
    ComplaintStep,
    PointStep,
    Proposal,
    Solution,
    changed,
    in_touch,
)
from deskapp.handbook.complaint.verifying import point_refusals
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE, Role
from deskapp.handbook.shown import By, Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Code, Moment, Money, Words
from deskapp.handbook.step import Head, Refusal, refuse, step

NO_CAUSE = N_("Set the cause of every true point first.")
OPENS = frozenset({CAUSED, OBJECTED, REVIEW})
OWNER = "owner"
CHIEFS = Role.D | Role.M
FREE = frozenset({"none", "ours"})


@step(
    "complaint.solution_noted",
    clause="4.3",
    by=EVERYONE,
    opens=OPENS,
    title=N_("Solution"),
    hint=N_("who, by when"),
    not_yet=NO_CAUSE,
)
class SolutionNoted(PointStep):
    """What is to be done about one true point, by whom and by when."""

    handler_or_above: ClassVar[bool] = True

    point: int | None = slots.count(N_("Point"))
    plan: Words = slots.words(N_("Plan"), least=8, most=500, lines=2)
    person: str = slots.person(N_("Person"))
    due: Moment = slots.moment(N_("Finish by"), "future")

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """A true point with a cause."""
        yield from point_refusals(self.point, complaint)
        point = complaint.point(self.point)
        if point and not (point.holds and point.cause2):
            text = N_("Point {n} has no cause yet: no plan without one.")
            yield refuse("point", text, clause="4.2", n=point.number)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Part of the next proposal."""
        return changed(
            complaint, self.point, plan=self.plan, plan_person=self.person, plan_due=self.due,
            planned_in=len(complaint.proposals) + 1,
        )  # fmt: skip

    def line(self) -> tuple[Msg, ...]:
        """What, and who."""
        blanks = {"n": self.point or 0, "who": By(self.person)}
        return Msg(N_("Point {n}: {who} will do it"), blanks), Msg("{said}", {"said": self.plan})


@step(
    "complaint.proposed",
    clause="4.3",
    by=EVERYONE,
    opens=OPENS,
    title=N_("Propose"),
    hint=N_("cost, help, explained"),
    not_yet=NO_CAUSE,
    calls=True,
)
class Proposed(ComplaintStep):
    """All solutions with their cost and the owner's help, explained (C09, C12, C14)."""

    cost: Code = slots.code(N_("Cost"), "complaint_costs")
    amount: Money = slots.money(N_("Amount"), default=None)
    ceiling: Money = slots.money(N_("At most"), default=None)
    basis: Code = slots.code(N_("Basis"), "charge_basis", default="")
    help_what: Code = slots.code(N_("Helps"), "owner_help", default="")
    help_at: Moment = slots.moment(N_("Help when"), "future", default=None)
    explained_at: Moment = slots.moment(N_("Explained"), "past")
    explained_how: Code = slots.code(N_("How"), "consent_how")

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """By whoever may; a plan for every true point, and something new in a new version."""
        me = site.operator
        if record.state == REVIEW:
            yield from not_for_whoever_is_below(record, site)
        elif (record.state == CAUSED and me.id != record.handler) or (
            record.state == OBJECTED and not (me.id == record.handler or me.roles & CHIEFS)
        ):
            yield refuse("", NOT_YOURS)
        if record.state == REVIEW and not record.holding:
            yield refuse("", N_("No point was found true: answer with the reasons instead."))
        for point in record.holding:
            if not point.cause2:
                yield refuse("", N_("Point {n} has no cause yet."), clause="4.2", n=point.number)
            elif not point.plan_person:
                yield refuse("", N_("Point {n} has no solution yet."), n=point.number)
        version = len(record.proposals) + 1
        if version > 1 and not any(p.planned_in == version for p in record.holding):
            yield refuse("", N_("Change a solution first: this proposal was refused."))

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """What costs money says how much at most and why; help has its time."""
        if self.cost not in FREE and self.cost:
            if self.amount is None:
                yield refuse("amount", N_("Say how much it costs."), clause="H43a")
            if self.ceiling is None or (self.amount is not None and self.ceiling < self.amount):
                text = N_("Say what it costs at most, not less than the amount.")
                yield refuse("ceiling", text, clause="H43a")
            if not self.basis:
                yield refuse("basis", N_("Say why it is charged."), clause="H43a")
        if self.help_what and self.help_at is None:
            yield refuse("help_at", N_("Agree when the owner helps."), clause="H43b")

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """One more version; the former stay."""
        solutions = (
            Solution(point=p.number, plan=p.plan, person=p.plan_person, due=p.plan_due)
            for p in complaint.holding
        )
        proposal = Proposal(
            version=len(complaint.proposals) + 1, at=head.at, by=head.operator,
            solutions=tuple(solutions), cost=self.cost, amount=self.amount, ceiling=self.ceiling,
            basis=self.basis, payer=self.cost, help_what=self.help_what, help_at=self.help_at,
            explained_at=self.explained_at, explained_how=self.explained_how,
        )  # fmt: skip
        return in_touch(
            complaint, self.explained_at or head.at, state=PROPOSED,
            proposals=(*complaint.proposals, proposal), consent=None, cost_refused=False,
        )  # fmt: skip

    def line(self) -> tuple[Msg, ...]:
        """The cost, and when it was explained."""
        return (
            Msg(N_("Proposed, {cost}"), {"cost": Coded("complaint_costs", self.cost)}),
            Msg(N_("Explained {at}"), {"at": self.explained_at or ""}),
        )
