"""The owner's answer to a proposal: yes, yes without the cost, or no (4.3, H43)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import ClassVar

from deskapp.handbook import slots
from deskapp.handbook.complaint.proposing import FREE, OWNER
from deskapp.handbook.complaint.state import (
    AGREED,
    OBJECTED,
    PROPOSED,
    Complaint,
    ComplaintStep,
    Consent,
    Proposal,
)
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Money, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step

NOT_PROPOSED = N_("Make a proposal and explain it first.")


def _answered(complaint: Complaint, **values: str) -> tuple[Proposal, ...]:
    if not complaint.proposals:
        return ()
    return (*complaint.proposals[:-1], replace(complaint.proposals[-1], **values))  # type: ignore[arg-type]


def costs_owner(complaint: Complaint) -> bool:
    """Whether the proposal that stands costs an owner money."""
    return complaint.proposal is not None and complaint.proposal.cost == OWNER


@step(
    "complaint.agreed",
    clause="4.3",
    by=EVERYONE,
    opens=frozenset({PROPOSED}),
    title=N_("Agrees"),
    hint=N_("amount read back"),
    not_yet=NOT_PROPOSED,
    calls=True,
)
class Agreed(ComplaintStep):
    """The owner agrees; what costs money only with the amount read back (C10, H43a)."""

    handler_only: ClassVar[bool] = True

    who: Words = slots.words(N_("Who said"), least=1, most=60)
    how: Code = slots.code(N_("How"), "consent_how")
    amount: Money = slots.money(N_("Amount"), default=None)
    ceiling: Money = slots.money(N_("At most"), default=None)
    read_back: Answer = slots.answer(N_("Read back"), default=None)

    @classmethod
    def needed(cls, record: Complaint, site: Site) -> frozenset[str]:
        """The amounts, where it costs the owner something."""
        return frozenset({"amount", "ceiling", "read_back"} if costs_owner(record) else ())

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """The very amounts that were proposed, read back to the owner."""
        proposal = complaint.proposal
        if proposal is None or not costs_owner(complaint):
            return
        if self.amount != proposal.amount:
            text = N_("The proposal says {amount}: read this amount back.")
            yield refuse("amount", text, clause="H43a", amount=proposal.amount)
        if self.ceiling != proposal.ceiling:
            text = N_("The proposal says {amount} at most: read this amount back.")
            yield refuse("ceiling", text, clause="H43a", amount=proposal.ceiling)
        if self.read_back is not True:
            yield refuse("read_back", N_("Read the amount back first."), clause="H43a")

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Agreed; with money, who said yes to how much."""
        zero = Decimal()
        consent = Consent(
            amount=self.amount or zero, ceiling=self.ceiling or zero, who=self.who, how=self.how,
            at=head.at,
        )  # fmt: skip
        proposals = _answered(complaint, answer="agreed")
        return evolve(complaint, state=AGREED, consent=consent, proposals=proposals)

    def line(self) -> tuple[Msg, ...]:
        """Who said yes, how, and to how much."""
        blanks = {"who": self.who, "how": Coded("consent_how", self.how)}
        agreed = Msg(N_("{who} agreed: {how}"), blanks)
        if self.amount is None:
            return (agreed,)
        money = {"amount": self.amount, "ceiling": self.ceiling or self.amount}
        text = N_("Read back: {amount}, at most {ceiling}")
        return agreed, Msg(text, money)


@step(
    "complaint.cost_refused",
    clause="4.3",
    by=EVERYONE,
    opens=frozenset({PROPOSED}),
    title=N_("Won't pay"),
    hint=N_("free part, risk told"),
    not_yet=NOT_PROPOSED,
)
class CostRefused(ComplaintStep):
    """The owner does not pay: the free part is done, and the risk of the rest is told (H43c)."""

    handler_only: ClassVar[bool] = True

    who: Words = slots.words(N_("Who said"), least=1, most=60)
    risk: Words = slots.words(N_("Risk told"), least=4, most=500, lines=2)
    free_part: Words = slots.words(N_("Free part"), least=4, most=500, lines=2)

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """Only where the proposal costs something."""
        if record.proposal and record.proposal.cost in FREE:
            yield refuse("", N_("This proposal costs nobody anything."), clause="H43c")

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """On with what is free."""
        proposals = _answered(complaint, answer="cost_refused")
        return evolve(
            complaint, state=AGREED, cost_refused=True, proposals=proposals,
            risk_told=self.risk, free_part=self.free_part,
        )  # fmt: skip

    def line(self) -> tuple[Msg, ...]:
        """The risk, and what is done for free."""
        return (
            Msg(N_("Cost refused; risk told: {said}"), {"said": self.risk}),
            Msg(N_("Done for free: {said}"), {"said": self.free_part}),
        )


@step(
    "complaint.objected",
    clause="4.3",
    by=EVERYONE,
    opens=frozenset({PROPOSED}),
    title=N_("Objects"),
    hint=N_("to what"),
    not_yet=NOT_PROPOSED,
)
class Objected(ComplaintStep):
    """The owner does not agree, and to what (C11)."""

    handler_only: ClassVar[bool] = True

    objection: Words = slots.words(N_("To what"), least=2, most=500, lines=2)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """The version stays readable with the objection."""
        proposals = _answered(complaint, answer="objected", objection=self.objection)
        return evolve(complaint, state=OBJECTED, proposals=proposals)

    def line(self) -> tuple[Msg, ...]:
        """To what."""
        return Msg(N_("The owner objects")), Msg("{said}", {"said": self.objection})
