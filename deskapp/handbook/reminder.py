"""What calls the desk by itself: since when, what to do, and by which clause (3.1, 3.2, 3.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskapp.handbook.message import N_, Msg

HALF, MOST = 0.5, 0.8
"""Parts of the time to a deadline after which the desk asks, and then calls, before it breaks."""
TRY_AGAIN = timedelta(hours=4)
"""From one part of the day to the next: so long after a failed try the next one is due."""

LABELS: dict[str, str] = {
    "danger": N_("Danger"),
    "broken": N_("Overdue"),
    "reply": N_("Overdue"),
    "call": N_("To call"),
    "warn": N_("Due soon"),
    "undispatched": N_("Not sent"),
    "again": N_("Try again"),
    "ask": N_("To ask"),
    "check": N_("Ask again"),
    "half": N_("Half time"),
    "debt": N_("Owed"),
    "follow_up": N_("Follow up"),
}
"""Every kind of reminder by its short name, the weightiest first."""
_WEIGHT = {kind: place for place, kind in enumerate(LABELS)}


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """One thing that calls: since when or from when, what to do, and by which clause."""

    kind: str
    at: datetime
    message: Msg
    clause: str

    @property
    def label(self) -> str:
        """Its short name, still to be translated."""
        return LABELS[self.kind]


def by_time(found: Iterable[Reminder]) -> tuple[Reminder, ...]:
    """The earliest first; of the same moment, the weightiest."""
    return tuple(sorted(found, key=lambda one: (one.at, _WEIGHT[one.kind])))


def due_now(found: Iterable[Reminder], now: datetime) -> tuple[Reminder, ...]:
    """What calls at this moment, the weightiest first."""
    due = (one for one in found if one.at <= now)
    return tuple(sorted(due, key=lambda one: (_WEIGHT[one.kind], one.at)))
