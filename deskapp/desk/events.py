"""What incidents and the log call for by themselves: the next call, a report, a quiet hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from deskapp.desk.due import Call
from deskapp.handbook.incident.reminders import reminders
from deskapp.handbook.incident.state import Incident
from deskapp.handbook.logbook.patrol import unwritten_for
from deskapp.handbook.logbook.state import LogLine
from deskapp.handbook.reminder import due_now
from deskapp.store import logbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskapp.desk.site import LiveSite


@dataclass(frozen=True)
class EventLine:
    """An incident as far as a call about it names it; `danger` while it runs."""

    number: str
    room: str
    danger: bool


def incident_calls(site: LiveSite) -> list[Call[EventLine]]:
    """Each incident that calls now, with its weightiest reason; those that run come first."""
    due = ((one, due_now(reminders(one, site), site.now)) for one in _watched(site))
    found = [(one, why) for one, whys in due for why in whys[:1]]
    calls = [Call(EventLine(one.number, one.place, one.open), why) for one, why in found]
    return sorted(calls, key=lambda call: not call.line.danger)


def unwritten(site: LiveSite) -> timedelta | None:
    """How long the log has been silent, once the site wants that pointed out (G-8)."""
    if logbook.open_incidents(site.store.conn):
        return None
    last = site.record(site.newest("L"))
    return unwritten_for(last.written_at if isinstance(last, LogLine) else None, site)


def _watched(site: LiveSite) -> Iterator[Incident]:
    """What runs, what is under review, and whatever a recording may still be kept of."""
    conn, days = site.store.conn, site.policy.limit("cctv_days")
    recent = logbook.incidents_since(conn, site.now - timedelta(days=days))
    numbers = dict.fromkeys([*logbook.open_incidents(conn), *logbook.under_review(conn), *recent])
    for number in numbers:
        record = site.record(number)
        if isinstance(record, Incident):
            yield record
