"""A ticket's clocks as rows: the promise to the owner above the work, an authority's under both."""

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


def clock_rows(ticket: Ticket, app: DeskApp, width: int, *, in_pane: bool = False) -> list[Row]:
    """Promise and work; before them the first promise of two, after them an authority's time."""
    rows = [
        promise_row(ticket, app, width, in_pane=in_pane),
        work_row(ticket, app, width, in_pane=in_pane),
    ]
    if ticket.reopened or ticket.reworks:
        rows[:0] = first_rows(ticket, app, width, in_pane=in_pane)
    if ticket.ext_due:
        rows.append(authority_row(ticket, ticket.ext_due, app, width, in_pane=in_pane))
    return rows


def promise_row(ticket: Ticket, app: DeskApp, width: int, *, in_pane: bool = False) -> Row:
    """What the owner was told, and how it stands against now."""
    row = Row(width).put(0 if in_pane else LABEL, _("Promise"), "$d-muted")
    if ticket.due is None:
        return row.put(PANE_VALUE if in_pane else VALUE, _("nothing promised"), "$d-muted")
    _put_time(row, ticket, ticket.due, app, in_pane=in_pane)
    moved = fill(_("moved {n} times"), {"n": ticket.postponed}) if ticket.postponed else ""
    remark = moved or _("never moved")
    return _clock(row, ticket, ticket.due, _now(ticket, app), remark, in_pane=in_pane)


def first_rows(ticket: Ticket, app: DeskApp, width: int, *, in_pane: bool = False) -> list[Row]:
    """What the owner was told at first, where a second promise followed."""
    if len(ticket.promises) < 2:  # noqa: PLR2004 - a first and a second
        return []
    row = Row(width).put(0 if in_pane else LABEL, _("First"), "$d-muted")
    told = timewords.point(ticket.promises[0].due, app.now())
    return [row.put(PANE_VALUE if in_pane else VALUE, told, "$d-muted")]


def work_row(ticket: Ticket, app: DeskApp, width: int, *, in_pane: bool = False) -> Row:
    """Our own limit for the work; while it is paused, what was left when it stopped."""
    label = _("Paused") if ticket.paused else _("Work")
    row = Row(width).put(0 if in_pane else LABEL, label, "$d-muted")
    if ticket.work_due is None:
        return row.put(PANE_VALUE if in_pane else VALUE, _("no limit set"), "$d-muted")
    _put_time(row, ticket, ticket.work_due, app, in_pane=in_pane)
    person = app.site_now().people.get(ticket.person)
    name = person.name if person else _("nobody")
    now = (ticket.paused and ticket.paused_at) or _now(ticket, app)
    return _clock(row, ticket, ticket.work_due, now, name, in_pane=in_pane)


def authority_row(
    ticket: Ticket, due: datetime, app: DeskApp, width: int, *, in_pane: bool = False
) -> Row:
    """By when the authority wants its answer, and under which number."""
    row = Row(width).put(0 if in_pane else LABEL, _("Hotline"), "$d-muted")
    _put_time(row, ticket, due, app, in_pane=in_pane)
    return _clock(row, ticket, due, _now(ticket, app), ticket.ext_no, in_pane=in_pane)


def _now(ticket: Ticket, app: DeskApp) -> datetime:
    """Where the clocks stand: they stop with the work."""
    return ticket.done_at or ticket.closed_at or app.now()


def _put_time(row: Row, ticket: Ticket, due: datetime, app: DeskApp, *, in_pane: bool) -> None:
    """The time; beside an authority's, the one that rules is bold."""
    rules = "bold" if ticket.ext_due and due == ticket.ruling_due else ""
    start = PANE_VALUE if in_pane else VALUE
    row.put(start, timewords.point(due, app.now()), rules)


def _clock(
    row: Row, ticket: Ticket, due: datetime, now: datetime, remark: str, *, in_pane: bool
) -> Row:
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
