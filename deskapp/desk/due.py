"""What is due by itself: which tickets call the desk, why and since when (3.2, 3.8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from deskapp.handbook.ticket.follow_up_rules import call_due, due_now, longest_days
from deskapp.handbook.ticket.reminders import Reminder, ringing
from deskapp.handbook.ticket.state import Ticket
from deskapp.store import queue
from deskapp.store.queue import Line

if TYPE_CHECKING:
    from deskapp.desk.site import LiveSite


@dataclass(frozen=True)
class Call:
    """A ticket that calls, with the weightiest reason."""

    line: Line
    why: Reminder

    @property
    def thing(self) -> tuple[str, str, str]:
        """What is told once: this ticket, for this reason, since this moment."""
        return self.line.number, self.why.kind, self.why.at.isoformat()


def calls(site: LiveSite, lines: Sequence[Line]) -> list[Call]:
    """Why each of these tickets calls now; those that do not are left out."""
    found = ((line, reason(site, line)) for line in lines)
    return [Call(line, why) for line, why in found if why]


def reason(site: LiveSite, line: Line) -> Reminder | None:
    """The weightiest reason why this ticket calls now."""
    if not line.open:
        due = due_now(line, site.policy, site.seed(), site.now)
        return call_due(due) if due else None
    record = site.record(line.number)
    return next(iter(ringing(record, site)), None) if isinstance(record, Ticket) else None


def follow_ups(site: LiveSite, limit: int) -> list[Line]:
    """The closed tickets that are to be asked about once more, the earliest deadline first."""
    found = islice(_to_follow_up(site), limit)
    return [line for _, line in sorted(found, key=lambda one: one[0])]


def _to_follow_up(site: LiveSite) -> Iterator[tuple[tuple[float, int], Line]]:
    seed = site.seed()
    since = site.now - timedelta(days=longest_days(site.policy))
    for line in queue.closed_since(site.store.conn, since):
        due = due_now(line, site.policy, seed, site.now)
        if due:
            yield (due.ends.timestamp(), line.key), line
