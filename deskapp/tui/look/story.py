"""A record's past as rows: newest first, one sentence a step, its details muted under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.handbook.incident.amending import Amended
from deskapp.handbook.incident.course import ActionTaken
from deskapp.handbook.incident.late import lines_of
from deskapp.handbook.incident.steps import Reported
from deskapp.handbook.ticket.flags import flags
from deskapp.handbook.ticket.read_back import ReadBack
from deskapp.locale import _, timewords
from deskapp.tui.look.private import private
from deskapp.tui.look.rows import LABEL, Row

if TYPE_CHECKING:
    from datetime import date

    from deskapp.handbook.history import Entry
    from deskapp.handbook.ticket.state import Ticket
    from deskapp.tui.app import DeskApp

STRUCK_STYLE = "strike $d-muted"
"""Words that were put right: they stay readable (G-4)."""


def story_rows(
    entries: list[Entry], app: DeskApp, width: int, value: int, *, in_full: bool = False
) -> list[Row]:
    """The time line, newest first, a date row wherever the day changes; numbers masked."""
    rows: list[Row] = []
    day: date | None = None
    amended = {e.step.item for e in entries if isinstance(e.step, Amended)}
    struck = {e.step.was for e in entries if isinstance(e.step, Amended)}
    for entry in reversed(entries):
        at = entry.head.at.astimezone(app.now().tzinfo)
        if at.date() != day:
            day = at.date()
            rows.append(Row(width).put(value, timewords.day_row(day), "$d-muted"))
        told = map(app.told, lines_of(entry, app.site_now().policy))
        lines = [private(line, in_full=in_full) for line in told]
        who = app.site_now().people.get(entry.head.operator)
        made = _entry_rows(timewords.clock(at), lines, who.name if who else "", width, value)
        step = entry.step
        if (isinstance(step, Reported) and amended & {"what", "place"}) or (
            isinstance(step, ActionTaken) and step.did in struck
        ):
            made[0].put(value, lines[0], STRUCK_STYLE)
            made.append(Row(width).put(value, _("struck"), "$d-muted"))
        rows += made
    return rows


def _entry_rows(clock: str, lines: list[str], who: str, width: int, value: int) -> list[Row]:
    first = Row(width).put(LABEL, clock, "$d-muted")
    first.put(value, lines[0]).right(who, "$d-muted")
    rest = [Row(width).put(value, line, "$d-muted") for line in lines[1:] if line]
    return [first, *rest]


def flag_rows(ticket: Ticket, app: DeskApp, width: int, value: int) -> list[Row]:
    """What must be seen before the past, a row each."""
    return [Row(width).put(value, app.told(flag), "bold") for flag in flags(ticket)]


def without_yes(entries: list[Entry]) -> list[Entry]:
    """The entries but for chunks that were simply right; the ticket says how many."""
    return [e for e in entries if not (isinstance(e.step, ReadBack) and e.step.outcome == "yes")]


def heading(width: int, text: str) -> Row:
    """The label over a group."""
    return Row(width).put(LABEL, _(text), "bold $d-muted")
