"""What is open at the end of a shift, gathered for the handover (H01)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from deskapp.desk import due
from deskapp.handbook.complaint.state import ANSWERED, Complaint
from deskapp.handbook.fields.private import mask_numbers
from deskapp.handbook.handover.state import HandoverLine, Matter
from deskapp.handbook.incident.state import Incident
from deskapp.handbook.outage import Outage
from deskapp.handbook.shifts import shift_at
from deskapp.handbook.ticket.state import Ticket
from deskapp.store import complaints, logbook, queue

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.desk.site import LiveSite

SHIFT = timedelta(hours=8)
"""What becomes due in so long is the next shift's, however soon that one ends."""
SOON = timedelta(hours=2)
"""A shift that begins in so long is the next one already."""
MOST = 20
"""Lines of one kind; nobody reads back more, and the queue holds them all."""
URGENT = "P1"
PROMISED = {"reply": "reply", "call": "call"}


def matters(site: LiveSite) -> list[Matter]:
    """Every open matter once, for its weightiest reason; an incident speaks for its ticket."""
    found: dict[str, Matter] = {}
    told: set[str] = set()
    for matter in _all(site):
        if matter.number not in told:
            found.setdefault(matter.number, matter)
        record = site.record(matter.number) if matter.kind == "incident" else None
        if isinstance(record, Incident) and record.ticket:
            told.add(record.ticket)
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
    until = next_shift_ends(site)
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
    until = next_shift_ends(site)
    coming = [line for line in lines if _due_by(line, until)][:MOST]
    for line in coming:
        yield Matter(kind="urgent" if line.priority == URGENT else "due", number=line.number)
    for line in [line for line in lines if line.priority == URGENT][:MOST]:
        yield Matter(kind="urgent", number=line.number)


def next_shift_ends(site: LiveSite) -> datetime:
    """When the shift ends that takes over now."""
    return max(shift_at(site.now + SOON, site.policy).ends, site.now + SHIFT)


def _due_by(line: queue.Line, until: datetime) -> bool:
    return any(at is not None and at <= until for at in (line.due, line.work_due))


def _view(site: LiveSite, view: str, kind: str) -> Iterator[Matter]:
    for line in queue.page(site.store.conn, view, now=site.now, limit=MOST):
        yield Matter(kind=kind, number=line.number)


def said_of(desk: Desk, line: HandoverLine) -> tuple[str, str, str]:
    """Where, what, and the words of whoever hands over; nothing to whom it is about (X19)."""
    word = "" if desk.hides(line.number) else mask_numbers(line.word)
    return (*where_and_what(desk, line.number), word)


def where_and_what(desk: Desk, number: str) -> tuple[str, str]:
    """A matter as the next shift hears of it: no names, no telephones (P-12)."""
    record = None if desk.hides(number) else desk.record(number)
    if isinstance(record, Ticket):
        return record.room, mask_numbers(record.what)
    if isinstance(record, Incident):
        return record.place, mask_numbers(record.what)
    if isinstance(record, Complaint):
        return record.room, mask_numbers(record.points[0].words) if record.points else ""
    if isinstance(record, Outage):
        return record.where, record.say
    return "", ""
