"""What is open at the end of a shift, gathered for the handover (H01)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from deskapp.desk import due
from deskapp.handbook.complaint.state import ANSWERED
from deskapp.handbook.handover.state import Matter
from deskapp.store import complaints, logbook, queue

if TYPE_CHECKING:
    from deskapp.desk.site import LiveSite

SHIFT = timedelta(hours=8)
"""What becomes due in so long is the next shift's."""
MOST = 20
"""Lines of one kind; nobody reads back more, and the queue holds them all."""
URGENT = "P1"
PROMISED = {"reply": "reply", "call": "call"}


def matters(site: LiveSite) -> list[Matter]:
    """Every open matter once, for its weightiest reason."""
    found: dict[str, Matter] = {}
    for matter in _all(site):
        found.setdefault(matter.number, matter)
    return list(found.values())


def _all(site: LiveSite) -> Iterator[Matter]:
    for number in logbook.open_incidents(site.store.conn):
        yield Matter(kind="incident", number=number)
    for number in logbook.open_outages(site.store.conn):
        yield Matter(kind="outage", number=number)
    yield from _view(site, "danger", "danger")
    yield from _promised(site)
    yield from _view(site, "late", "broken")
    yield from _complaints(site)
    yield from _next_shift(site)
    yield from _view(site, "to_confirm", "ask")
    yield from _view(site, "debts", "debt")
    for number in logbook.under_review(site.store.conn)[:MOST]:
        yield Matter(kind="review", number=number)
    for line in due.follow_ups(site, MOST):
        yield Matter(kind="follow_up", number=line.number)


def _complaints(site: LiveSite) -> Iterator[Matter]:
    """Complaints whose time is over or ends in the next shift, the follow-up too (H44a)."""
    until = site.now + SHIFT
    for case in complaints.page(site.store.conn, "running", site.operator.id, site.now, MOST):
        if case.due is None or case.due > until:
            return
        coming = "follow_up" if case.state == ANSWERED else "due"
        yield Matter(kind="broken" if case.due < site.now else coming, number=case.number)


def _promised(site: LiveSite) -> Iterator[Matter]:
    lines = queue.page(site.store.conn, "rings", now=site.now, limit=queue.MANY)
    calls = [call for call in due.calls(site, lines) if call.why.kind in PROMISED]
    for call in calls[:MOST]:
        yield Matter(kind=PROMISED[call.why.kind], number=call.line.number)


def _next_shift(site: LiveSite) -> Iterator[Matter]:
    lines = queue.page(site.store.conn, "all", now=site.now, limit=queue.MANY)
    until = site.now + SHIFT
    coming = [line for line in lines if _due_by(line, until)][:MOST]
    for line in coming:
        yield Matter(kind="urgent" if line.priority == URGENT else "due", number=line.number)
    for line in [line for line in lines if line.priority == URGENT][:MOST]:
        yield Matter(kind="urgent", number=line.number)


def _due_by(line: queue.Line, until: datetime) -> bool:
    return any(at is not None and at <= until for at in (line.due, line.work_due))


def _view(site: LiveSite, view: str, kind: str) -> Iterator[Matter]:
    for line in queue.page(site.store.conn, view, now=site.now, limit=MOST):
        yield Matter(kind=kind, number=line.number)
