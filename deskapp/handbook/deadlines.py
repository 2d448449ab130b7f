"""Deadlines: times counted day and night, or in the hours of service only (3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskapp.handbook.policy import Clock, Policy, ServiceHours

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """The hours of service, and the days that differ: holidays, and make-up days."""

    service: ServiceHours
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()

    def is_open_on(self, day: date) -> bool:
        """Whether there is ordinary service on this day; a make-up day beats a holiday."""
        if day in self.workdays:
            return True
        return day.isoweekday() in self.service.days and day not in self.holidays

    def after(self, start: datetime, hours: float, clock: Clock) -> datetime:
        """The time that lies so many hours of this clock after the start, in its offset."""
        left = timedelta(hours=hours)
        if clock == "24x7":
            return start + left
        for opens, closes in self._spans(start):
            begins = max(start, opens)
            if left <= closes - begins:
                return begins + left
            left -= closes - begins
        raise AssertionError("the calendar has no end")

    def between(self, start: datetime, end: datetime, clock: Clock) -> timedelta:
        """The time of this clock from start to end; negative when the end lies before."""
        if clock == "24x7":
            return end - start
        if end < start:
            return -self.between(end, start, clock)
        elapsed = timedelta()
        for opens, closes in self._spans(start):
            if opens >= end:
                break
            elapsed += min(end, closes) - max(start, opens)
        return elapsed

    def finish_by(
        self, policy: Policy, priority: str, start: datetime, sub: str = ""
    ) -> datetime | None:
        """When it must be finished; None for what lasts until it is safe.

        On the service clock each 24 h of the limit is one day of service.
        """
        hours = policy.finish_h(priority, sub)
        clock = policy.priority(priority).clock
        if hours is not None and clock == "service":
            days, rest = divmod(hours, 24)
            hours = days * (self.service.close - self.service.open) / 60 + rest
        return self._by(start, hours, clock)

    def dispatch_by(self, policy: Policy, priority: str, start: datetime) -> datetime | None:
        """When a named person must have it (3.1)."""
        limits = policy.priority(priority)
        return self._by(start, _hours(limits.dispatch_min), limits.clock)

    def on_site_by(self, policy: Policy, priority: str, start: datetime) -> datetime | None:
        """When the first person must be on site; None where it goes by appointment."""
        limits = policy.priority(priority)
        return self._by(start, _hours(limits.on_site_min), limits.clock)

    def contact_by(self, policy: Policy, priority: str, start: datetime) -> datetime | None:
        """When the owner must have heard from us: for a complaint, the first feedback (3.3)."""
        limits = policy.priority(priority)
        return self._by(start, _hours(limits.contact_min), limits.clock)

    def make_safe_by(self, policy: Policy, priority: str, start: datetime) -> datetime | None:
        """When it must at least be safe."""
        limits = policy.priority(priority)
        return self._by(start, limits.make_safe_h, limits.clock)

    def _by(self, start: datetime, hours: float | None, clock: Clock) -> datetime | None:
        return None if hours is None else self.after(start, hours, clock)

    def _spans(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The spans of service that end at the start or later."""
        midnight = datetime.combine(start.date(), time(), start.tzinfo)
        while True:
            closes = midnight + timedelta(minutes=self.service.close)
            if closes >= start and self.is_open_on(midnight.date()):
                yield midnight + timedelta(minutes=self.service.open), closes
            midnight += _DAY


def _hours(minutes: int | None) -> float | None:
    return None if minutes is None else minutes / 60
