"""What is due by itself: which tickets call the desk, why and since when (3.2, 3.8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from deskapp.handbook.complaint.reminders import reminders as complaint_reminders
from deskapp.handbook.complaint.state import Complaint
from deskapp.handbook.reminder import Reminder
from deskapp.handbook.reminder import due_now as due_by
from deskapp.handbook.ticket.follow_up_rules import call_due, due_now, longest_days
from deskapp.handbook.ticket.reminders import ringing
from deskapp.handbook.ticket.state import Ticket
from deskapp.store import queue
from deskapp.store.complaints import CaseLine
from deskapp.store.queue import Line

if TYPE_CHECKING:
    from deskapp.desk.site import LiveSite


class Named(Protocol):
    """A record's row in a list, known by its number."""

    @property
    def number(self) -> str:
        """The full number."""


Row = TypeVar("Row", bound=Named)


@dataclass(frozen=True)
class Call(Generic[Row]):
    """A ticket or complaint that calls, with the weightiest reason."""

    line: Row
    why: Reminder

    @property
    def thing(self) -> tuple[str, str, str]:
        """What is told once: this record, for this reason, since this moment."""
        return self.line.number, self.why.kind, self.why.at.isoformat()


def calls(site: LiveSite, lines: Sequence[Line]) -> list[Call[Line]]:
    """Why each of these tickets calls now; those that do not are left out."""
    found = ((line, reason(site, line)) for line in lines)
    return [Call(line, why) for line, why in found if why]


def case_calls(site: LiveSite, lines: Sequence[CaseLine]) -> list[Call[CaseLine]]:
    """Why each of these complaints calls now."""
    found = ((line, _case_reason(site, line.number)) for line in lines)
    return [Call(line, why) for line, why in found if why]


def _case_reason(site: LiveSite, number: str) -> Reminder | None:
    record = site.record(number)
    if not isinstance(record, Complaint):
        return None
    return next(iter(due_by(complaint_reminders(record), site.now)), None)


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
