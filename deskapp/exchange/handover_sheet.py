"""A handover as the sheet that both sides sign: lines, words, counts, what differed, who, when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from deskapp.desk.access import note_export
from deskapp.desk.matters import where_and_what
from deskapp.handbook.gate import state_name
from deskapp.handbook.handover.state import RUNNING, Handover, HandoverLine
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.shown import By
from deskapp.locale import _
from deskapp.store import journal

if TYPE_CHECKING:
    from pathlib import Path

    from deskapp.desk.desk import Desk
    from deskapp.locale.telling import Teller

FULL = "%Y-%m-%d %H:%M"
"""A dispute may come years later: every time with its year."""


def handover_sheet(shift: Handover, desk: Desk, teller: Teller) -> Iterator[str]:
    """The sheet line by line: no names of owners, no telephones (P-12)."""
    yield "  ".join((_("Handover"), shift.number, _(state_name(shift))))
    for label, value in _facts(shift):
        shown = _value(value, teller)
        if shown:
            yield f"  {_(label)}: {shown}"
    yield ""
    for line in shift.lines:
        yield from _line(line, desk, teller)
    yield from ("", *_past(shift, desk, teller), "")
    if shift.state in RUNNING:
        yield _("Not taken over yet: this sheet is no proof.")
    signed, rule = _("Signed"), "_" * 16
    yield f"{signed}: {rule}   {rule}"
    yield teller.tell(Msg(N_("Journal: {mark}"), {"mark": fingerprint(shift, desk)}))


def write_handover_sheet(folder: Path, shift: Handover, desk: Desk, teller: Teller) -> Path:
    """Write the sheet as a text file that any editor prints; its path."""
    folder.mkdir(exist_ok=True)
    note_export(desk, "handover", len(shift.lines))
    path = folder / f"{shift.number}.txt"
    text = "\n".join(handover_sheet(shift, desk, teller)) + "\n"
    path.write_text(text, encoding="utf-8-sig")  # the mark lets Windows' editors know
    return path


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


def _line(line: HandoverLine, desk: Desk, teller: Teller) -> Iterator[str]:
    mark = "!" if line.watch else " "
    why = teller.label("handover_kinds", line.kind)
    yield "  ".join(filter(None, (mark, why, line.number, *where_and_what(desk, line.number))))
    if line.word:
        said = N_("To watch: {word}")
        yield f"     {teller.tell(Msg(said, {'word': line.word}))}"
    taken = N_("Not read back yet")
    if line.taken_by:
        taken = N_("Read back by {who}, {at}")
    blanks = {"who": By(line.taken_by), "at": _value(line.taken_at, teller)}
    yield f"     {teller.tell(Msg(taken, blanks))}"


def _past(shift: Handover, desk: Desk, teller: Teller) -> Iterator[str]:
    """Every step of it, who and when: what was refused, who was called."""
    for entry in desk.entries(shift.number):
        said = [teller.tell(msg) for msg in getattr(entry.step, "line", tuple)()]
        who = teller.name(entry.head.operator)
        yield f"  {_value(entry.head.at, teller)}  {who}  {'; '.join(filter(None, said))}"


def _value(value: object, teller: Teller) -> str:
    if isinstance(value, datetime):
        return value.astimezone(teller.now.tzinfo).strftime(FULL)
    return teller.value(value)
