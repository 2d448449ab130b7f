"""A record's past as rows: newest first, one sentence a step, its details muted under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.handbook.codec import Unreadable
from deskapp.handbook.message import N_, Msg
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

UNREAD = N_("Not understood by this version: {kind}")


def story_rows(
    entries: list[Entry], app: DeskApp, width: int, value: int, *, in_full: bool = False
) -> list[Row]:
    """The time line, newest first, a date row wherever the day changes; numbers masked."""
    rows: list[Row] = []
    day: date | None = None
    for entry in reversed(entries):
        at = entry.head.at
        if at.date() != day:
            day = at.date()
            rows.append(Row(width).put(value, timewords.day_row(day), "$d-muted"))
        lines = [private(app.told(line), in_full=in_full) for line in lines_of(entry)]
        rows += _entry_rows(entry, lines, app, width, value)
    return rows


def _entry_rows(entry: Entry, lines: list[str], app: DeskApp, width: int, value: int) -> list[Row]:
    who = app.site_now().people.get(entry.head.operator)
    first = Row(width).put(LABEL, timewords.clock(entry.head.at), "$d-muted")
    first.put(value, lines[0]).right(who.name if who else "", "$d-muted")
    rest = [Row(width).put(value, line, "$d-muted") for line in lines[1:] if line]
    return [first, *rest]


def flag_rows(ticket: Ticket, app: DeskApp, width: int, value: int) -> list[Row]:
    """What must be seen before the past, a row each."""
    return [Row(width).put(value, app.told(flag), "bold") for flag in flags(ticket)]


def lines_of(entry: Entry) -> tuple[Msg, ...]:
    """The sentences of one entry."""
    if isinstance(entry.step, Unreadable):
        return (Msg(UNREAD, {"kind": entry.step.kind}),)
    return entry.step.line()


def without_yes(entries: list[Entry]) -> list[Entry]:
    """The entries but for chunks that were simply right; the ticket says how many."""
    return [e for e in entries if not (isinstance(e.step, ReadBack) and e.step.outcome == "yes")]


def heading(width: int, text: str) -> Row:
    """The label over a group."""
    return Row(width).put(LABEL, _(text), "bold $d-muted")
