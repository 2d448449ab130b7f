"""One complaint as a row of the list: how far, by when, how grave, where, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.handbook.complaint.state import STATE_NAMES
from deskapp.handbook.step import STEPS
from deskapp.locale import _, timewords
from deskapp.tui.look.next_stage import NEXT
from deskapp.tui.look.rows import Row

if TYPE_CHECKING:
    from deskapp.store.complaints import CaseLine
    from deskapp.tui.app import DeskApp

SIGN, STATE, TIME_END, LEVEL, PLACE, COMES, NUMBER_END = 2, 4, 36, 38, 42, 53, 78
PLACE_WIDTH = 10


def complaint_row(line: CaseLine, width: int, app: DeskApp) -> Row:
    """Draw one complaint in exactly `width` cells."""
    now = app.now()
    late = line.open and line.due is not None and line.due < now
    row = Row(width).sign(SIGN, _sign(line, late=late), "bold $d-danger" if late else "")
    row.put(STATE, _(STATE_NAMES.get(line.state, line.state)), "bold" if line.open else "$d-muted")
    if line.open and line.due:
        time = timewords.late_by(line.due, now) if late else timewords.left(line.due, now)
        row.right(time, "bold $d-danger" if late else "", edge=TIME_END)
    row.put(LEVEL, line.level_at(now), "bold")
    row.put(PLACE, line.room or _("no room"), limit=PLACE_WIDTH)
    number = timewords.short_number(line.number, now.date())
    return row.put(COMES, _next(line), "$d-muted").right(number, "$d-muted", edge=_end(width))


def _next(line: CaseLine) -> str:
    kinds = NEXT.get(line.state, ()) if line.open else ()
    return _(STEPS[kinds[0]].about.title) if kinds else ""


def _sign(line: CaseLine, *, late: bool) -> str:
    return "late" if late else "hand" if line.open else "done"


def _end(width: int) -> int:
    return min(NUMBER_END, width - 2)


def head_row(width: int) -> Row:
    """The names of the columns."""
    row = Row(width).put(STATE, _("State"), "$d-muted").right(_("Due"), "$d-muted", edge=TIME_END)
    row.put(PLACE, _("Place"), "$d-muted").put(COMES, _("Next"), "$d-muted")
    return row.right(_("No."), "$d-muted", edge=_end(width))
