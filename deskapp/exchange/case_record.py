"""The whole record of one complaint, to be printed for a dispute: who said, did, found, agreed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from deskapp.desk.access import note_export
from deskapp.handbook.codec import Unreadable
from deskapp.handbook.fields.contact import mask_phone
from deskapp.handbook.fields.name import mask_name
from deskapp.handbook.gate import state_name
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.shown import By, Coded
from deskapp.locale import _, language

if TYPE_CHECKING:
    from pathlib import Path

    from deskapp.desk.desk import Desk
    from deskapp.handbook.complaint.state import Complaint, Point, Proposal
    from deskapp.handbook.history import Entry
    from deskapp.locale.telling import Teller

Fact = tuple[str, object]
FULL = "%Y-%m-%d %H:%M"
"""A dispute may come years later: every time with its year."""


def case_record(case: Complaint, desk: Desk, teller: Teller) -> Iterator[str]:
    """The record line by line: what it is, each point, each proposal, its end, every row."""
    sheet = _Sheet(teller)
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
    yield from ("", *sheet.facts(_foot(desk)))


def write_case_record(folder: Path, case: Complaint, desk: Desk, teller: Teller) -> Path:
    """Write the record as a text file that any editor prints; its path.

    The file name carries no name of a person, only the number.
    """
    folder.mkdir(exist_ok=True)
    note_export(desk, "complaint", 1)
    path = folder / f"{case.number}.txt"
    text = "\n".join(case_record(case, desk, teller)) + "\n"
    path.write_text(text, encoding="utf-8-sig")  # the mark lets Windows' editors know
    return path


def _head(case: Complaint) -> Iterator[Fact]:
    yield N_("Room"), case.room
    yield N_("Name"), mask_name(case.name, language()) if case.name else _("anonymous")
    yield N_("Phone"), mask_phone(case.contact) if case.contact else ""
    yield N_("Topic"), Coded("subcategories", case.sub) if case.sub else ""
    yield N_("Notes"), case.note
    yield N_("Wants"), case.wanted
    yield N_("Level"), Coded("complaint_levels", case.level) if case.level else ""
    yield N_("Opened"), case.opened_at
    yield N_("Received"), case.received_at
    yield N_("Acknowl."), case.acked_at
    yield N_("Reply by"), case.reply_told
    yield N_("Handler"), tuple(By(one) for one in dict.fromkeys(case.handlers))
    yield N_("Look at"), case.plan
    yield N_("Ticket"), case.from_ticket
    yield N_("Repeats"), case.repeat_of


def _point(point: Point) -> Iterator[Fact]:
    yield N_("About"), By(point.about) if point.about else ""
    for one in point.evidence:
        yield N_("Evidence"), (Coded("evidence_kinds", one.kind), one.where, one.who, one.at)
    yield N_("Hear them"), point.heard
    if point.finding:
        yield N_("Finding"), (Coded("findings", point.finding), point.finding_why)
    if point.cause2:
        why = filter(None, (point.why, point.deeper))
        yield N_("Cause"), (Coded("cause_details", point.cause2), *why)
    yield N_("Answer"), point.answered
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
        yield N_("Help"), (Coded("owner_help", one.help_what), one.help_at)
    yield N_("Explained"), (Coded("consent_how", one.explained_how), one.explained_at)
    yield N_("To what"), one.objection


def _end(case: Complaint) -> Iterator[Fact]:
    given = case.consent
    if given:
        yield N_("Who said"), (given.who, Coded("consent_how", given.how), given.at)
        yield N_("At most"), given.ceiling
    yield N_("Tickets"), case.actions
    yield N_("Tell-list"), tuple(m.room or m.complaint for m in case.members)
    yield N_("Answered"), case.answered_at
    yield N_("Body"), case.referred_to
    yield N_("Their no."), case.reference
    yield N_("Satisfied"), Coded("scores", case.score) if case.score else ""
    yield N_("Closed"), case.closed_at


def _foot(desk: Desk) -> Iterator[Fact]:
    yield N_("Printed"), (By(desk.operator.id), desk.clock())
    yield N_("Journal"), desk.store.fingerprint()


class _Sheet:
    """Puts facts and rows into lines, in the language in use."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller

    def told(self, text: str, **blanks: object) -> str:
        return self.teller.tell(Msg(text, blanks))

    def facts(self, facts: Iterator[Fact]) -> Iterator[str]:
        for label, value in facts:
            shown = self._value(value)
            if shown:
                first, *rest = shown.splitlines()
                yield f"  {_(label)}: {first}"
                yield from (f"    {line}" for line in rest)

    def row(self, entry: Entry) -> Iterator[str]:
        who = self.teller.name(entry.head.operator)
        if isinstance(entry.step, Unreadable):
            said = [_("a row that this version cannot read")]
        else:
            then = replace(self.teller, now=entry.head.at.astimezone(self.teller.now.tzinfo))
            said = [then.tell(msg) for msg in entry.step.line()]
        yield f"  {self._time(entry.head.at)}  {who}  {'; '.join(filter(None, said))}"

    def _value(self, value: object) -> str:
        if isinstance(value, tuple):
            return "; ".join(filter(None, map(self._value, value)))
        if isinstance(value, datetime):
            return self._time(value)
        return self.teller.value(value)

    def _time(self, at: datetime) -> str:
        return at.astimezone(self.teller.now.tzinfo).strftime(FULL)
