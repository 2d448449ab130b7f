"""The two clocks of a ticket as twin rows: the promise to the owner above the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.locale import _, fill, timewords
from deskapp.tui.look.rows import LABEL, VALUE, Row
from deskapp.tui.look.signs import sign

if TYPE_CHECKING:
    from datetime import datetime

    from deskapp.handbook.ticket.state import Ticket
    from deskapp.tui.app import DeskApp

GAUGE, GAUGE_CELLS = 50, 14
"""Where the gauge begins, and how long it is."""
LEFT = 34
PANE_VALUE = 8


def _value(*, in_pane: bool) -> int:
    return PANE_VALUE if in_pane else VALUE


def promise_row(ticket: Ticket, app: DeskApp, width: int, *, in_pane: bool = False) -> Row:
    """What the owner was told, and how it stands against now."""
    row = Row(width).put(0 if in_pane else LABEL, _("Promise"), "$d-muted")
    if ticket.due is None:
        return row.put(_value(in_pane=in_pane), _("nothing promised"), "$d-muted")
    row.put(_value(in_pane=in_pane), timewords.point(ticket.due, app.now()))
    moved = fill(_("moved {n} times"), {"n": ticket.postponed}) if ticket.postponed else ""
    return _clock(row, ticket, ticket.due, app, moved or _("never moved"), in_pane=in_pane)


def work_row(ticket: Ticket, app: DeskApp, width: int, *, in_pane: bool = False) -> Row:
    """Our own limit for the work."""
    row = Row(width).put(0 if in_pane else LABEL, _("Work"), "$d-muted")
    if ticket.work_due is None:
        return row.put(_value(in_pane=in_pane), _("no limit set"), "$d-muted")
    row.put(_value(in_pane=in_pane), timewords.point(ticket.work_due, app.now()))
    person = app.site_now().people.get(ticket.person)
    name = person.name if person else _("nobody")
    return _clock(row, ticket, ticket.work_due, app, name, in_pane=in_pane)


def _clock(
    row: Row, ticket: Ticket, due: datetime, app: DeskApp, remark: str, *, in_pane: bool
) -> Row:
    now = ticket.done_at or ticket.closed_at or app.now()
    late = now > due
    text = timewords.late_by(due, now) if late else timewords.left(due, now)
    style = "bold $d-danger" if late else "$d-muted"
    if in_pane:
        return row.right(text, style, edge=row.width)
    row.put(LEFT, f"{sign('late')} {text}" if late else text, style)
    _gauge(row, ticket, due, now, late=late)
    return row.right(remark, "$d-muted")


def _gauge(row: Row, ticket: Ticket, due: datetime, now: datetime, *, late: bool) -> None:
    start = ticket.opened_at or now
    whole = (due - start).total_seconds()
    share = min(max((now - start).total_seconds() / whole, 0), 1) if whole > 0 else 1
    used = round(share * GAUGE_CELLS)
    runs = [
        (sign("gauge") * used, "$d-danger" if late else "$d-accent"),
        (sign("rule") * (GAUGE_CELLS - used), "$d-rule"),
    ]
    row.put(GAUGE, runs)
