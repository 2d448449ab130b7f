"""A handover as the sheet that both sides sign: lines, words, counts, what differed, who, when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from deskapp.desk.matters import said_of
from deskapp.exchange.sheet import Sheet
from deskapp.handbook.fields.private import mask_numbers
from deskapp.handbook.gate import state_name
from deskapp.handbook.handover.state import RUNNING, Handover, HandoverLine
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.shown import By, Coded
from deskapp.locale import _
from deskapp.store import journal

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.locale.telling import Teller


def handover_sheet(shift: Handover, desk: Desk, teller: Teller) -> Iterator[str]:
    """The sheet line by line: no names of owners, no telephones (P-12)."""
    yield from map(mask_numbers, _lines(shift, desk, teller))
    if shift.state in RUNNING:
        yield _("Not taken over yet: this sheet is no proof.")
    signed, rule = _("Signed"), "_" * 16
    yield f"{signed}: {rule}   {rule}"
    yield teller.tell(Msg(N_("Journal: {mark}"), {"mark": fingerprint(shift, desk)}))


def _lines(shift: Handover, desk: Desk, teller: Teller) -> Iterator[str]:
    sheet = Sheet(teller)
    yield "  ".join((_("Handover"), shift.number, _(state_name(shift))))
    yield from sheet.facts(_facts(shift))
    yield ""
    for line in shift.lines:
        yield from _line(line, desk, sheet)
    yield ""
    for entry in desk.entries(shift.number):
        if desk.hides(getattr(entry.step, "number", "")):
            continue
        yield from sheet.row(entry)
    yield ""


def fingerprint(shift: Handover, desk: Desk) -> str:
    """The chain at the handover's own last row: the same on every copy, and still verified."""
    mark = journal.fingerprint_of(desk.store.conn, shift.number)
    return mark or desk.store.fingerprint()


def _facts(shift: Handover) -> Iterator[tuple[str, object]]:
    yield N_("Handed by"), By(shift.outgoing)
    taken = _("by the desk") if shift.by_desk else By(shift.incoming) if shift.incoming else ""
    yield N_("Taken by"), taken
    yield N_("Offered at"), shift.offered_at
    yield N_("No relief since"), shift.late_since
    yield N_("Taken at"), shift.ended_at
    yield N_("Keys held"), shift.counts.keys
    yield N_("Radios"), shift.counts.radios
    yield N_("Papers"), shift.counts.papers
    yield N_("Cash"), shift.counts.cash
    yield N_("Note"), shift.note
    yield N_("Refused"), shift.refusals
    yield N_("Differs"), shift.difference


def _line(line: HandoverLine, desk: Desk, sheet: Sheet) -> Iterator[str]:
    place, what, word = said_of(desk, line)
    mark = "!" if line.watch else " "
    why = sheet.value(Coded("handover_kinds", line.kind))
    yield "  ".join(filter(None, (mark, why, line.number, place, what)))
    if word:
        yield "     " + sheet.told(N_("To watch: {word}"), word=word)
    taken = N_("Read back by {who}, {at}") if line.taken_by else N_("Not read back yet")
    yield "     " + sheet.told(taken, who=By(line.taken_by), at=sheet.value(line.taken_at))
