"""The whole record of one complaint, to be printed for a dispute: who said, did, found, agreed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from deskapp.exchange.sheet import Fact, Sheet, foot
from deskapp.handbook.fields.contact import mask_phone
from deskapp.handbook.fields.name import mask_name
from deskapp.handbook.fields.private import mask_numbers
from deskapp.handbook.gate import state_name
from deskapp.handbook.message import N_
from deskapp.handbook.shown import By, Coded
from deskapp.locale import _, language

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.handbook.complaint.state import Complaint, Point, Proposal
    from deskapp.locale.telling import Teller


def case_record(case: Complaint, desk: Desk, teller: Teller) -> Iterator[str]:
    """The record line by line, the numbers of people in it masked (P-15)."""
    yield from map(mask_numbers, _lines(case, desk, teller))
    yield from ("", *Sheet(teller).facts(foot(desk)))


def _lines(case: Complaint, desk: Desk, teller: Teller) -> Iterator[str]:
    """What it is, each point, each proposal, its end, every row."""
    sheet = Sheet(teller)
    yield "  ".join((_("Complaint"), case.number, _(state_name(case))))
    yield from sheet.facts(_head(case))
    for point in case.points:
        yield from ("", sheet.told(N_("Point {n}: {words}"), n=point.number, words=point.words))
        yield from sheet.facts(_point(point))
    for proposal in case.proposals:
        yield from ("", sheet.told(N_("Proposal {n}"), n=proposal.version))
        yield from sheet.facts(_proposal(proposal))
    end = list(sheet.facts(_end(case)))
    yield from ("", _("The end"), *end) if end else ()
    yield from ("", _("Everything in order"))
    for entry in desk.entries(case.number):
        yield from sheet.row(entry)


def _head(case: Complaint) -> Iterator[Fact]:
    yield N_("Room"), case.room
    yield N_("Name"), mask_name(case.name, language()) if case.name else _("anonymous")
    yield N_("Phone"), mask_phone(case.contact) if case.contact else ""
    yield N_("Topic"), Coded("subcategories", case.sub) if case.sub else ""
    yield N_("Notes"), case.note
    yield N_("Occurred"), case.happened
    yield N_("Wants"), case.wanted
    yield N_("Level"), Coded("complaint_levels", case.level) if case.level else ""
    yield N_("Opened"), case.opened_at
    yield N_("Received"), case.received_at
    yield N_("Acknowl."), case.acked_at
    yield N_("Reply by"), case.reply_told
    yield N_("Handler"), tuple(By(one) for one in dict.fromkeys(case.handlers))
    yield N_("Look at"), case.plan
    yield N_("Answer by"), case.answer_due
    yield N_("At latest"), case.cap
    yield N_("Help!"), case.helped_at
    yield N_("Ticket"), case.from_ticket
    yield N_("Repeats"), case.repeat_of
    yield N_("Group"), case.group


def _point(point: Point) -> Iterator[Fact]:
    yield N_("About"), By(point.about) if point.about else ""
    for one in point.evidence:
        yield N_("Evidence"), (Coded("evidence_kinds", one.kind), one.where, one.who, one.at)
    heard = (point.heard, By(point.heard_by) if point.heard_by else "", point.heard_at)
    yield N_("Hear them"), tuple(filter(None, heard))
    if point.finding:
        yield N_("Finding"), (Coded("findings", point.finding), point.finding_why)
    if point.cause2:
        why = filter(None, (point.why, point.deeper))
        yield N_("Cause"), (
            Coded("causes", point.cause1), Coded("cause_details", point.cause2), *why
        )  # fmt: skip
    yield N_("Reply"), point.answered
    if point.prevented:
        measure = point.prevent or point.none_needed
        who = (By(point.prevent_person),) if point.prevent_person else ()
        yield N_("Prevent"), tuple(filter(None, (measure, *who, point.prevent_due)))


def _proposal(one: Proposal) -> Iterator[Fact]:
    yield N_("By"), (By(one.by), one.at)
    for part in one.solutions:
        yield N_("Solution"), (part.plan, By(part.person), part.due)
    yield N_("Cost"), Coded("complaint_costs", one.cost) if one.cost else ""
    if one.amount is not None:
        yield N_("Amount"), one.amount
        yield N_("At most"), one.ceiling
        yield N_("Basis"), Coded("charge_basis", one.basis)
    if one.help_what:
        yield N_("Helps"), (Coded("owner_help", one.help_what), one.help_at)
    yield N_("Explained"), (Coded("consent_how", one.explained_how), one.explained_at)
    yield N_("Answer"), _(ANSWERS[one.answer]) if one.answer in ANSWERS else ""
    yield N_("To what"), one.objection


def _end(case: Complaint) -> Iterator[Fact]:
    given = case.consent
    if given:
        yield (
            N_("Who said"),
            (mask_name(given.who, language()), Coded("consent_how", given.how), given.at),
        )
        yield N_("Amount"), given.amount
        yield N_("At most"), given.ceiling
    yield N_("Risk told"), case.risk_told
    yield N_("Free part"), case.free_part
    yield N_("Tickets"), case.actions
    for member in case.members:
        yield N_("Tell-list"), (member.room, member.complaint, member.told_at or _("to tell"))
    yield N_("Answered"), case.answered_at
    yield N_("Body"), Coded("complaint_bodies", case.referred_to) if case.referred_to else ""
    yield N_("Their ref"), case.reference
    yield N_("Satisfied"), Coded("scores", case.score) if case.score else ""
    yield N_("Closed"), (_(state_name(case)), case.closed_at) if case.closed_at else ""
    yield N_("Inside"), _("goes on as our own matter") if case.goes_on_inside else ""
    for one in case.deviations:
        yield N_("Passed"), (*one.clauses, one.why, By(one.by))


ANSWERS = {
    "agreed": N_("agreed"),
    "objected": N_("objected"),
    "cost_refused": N_("will not pay"),
}
"""What the owner said to a proposal."""
