"""The time in front of a line of the log; from a paper sheet also with the day (X28)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

CLOCK = re.compile(r"(?P<hour>\d{1,2})[:：](?P<minute>\d{2})\s*(?P<text>\D.*|\d.*)")
BARE = re.compile(r"(?P<hour>\d{2})(?P<minute>\d{2})\s+(?P<text>.+)")
DAY = re.compile(
    r"(?P<day>前天|昨天|昨晚|今天|yesterday|today|(?:\d{1,2}月)?\d{1,2}[日号]|\d{1,2}[-/]\d{1,2})"
    r"\s*(?P<rest>\d.*)",
    re.IGNORECASE,
)
"""On a sheet of another day: 昨天 13:00, 27日 1300, 11-27 13:00."""
DAYS_BACK = {"前天": 2, "昨天": 1, "昨晚": 1, "今天": 0, "yesterday": 1, "today": 0}
LONGEST = 366


def read_line(typed: str, now: datetime, *, paper: bool) -> tuple[datetime | None, str]:
    """When it happened and what; without a time in front, None and all of it."""
    day = DAY.fullmatch(typed) if paper else None
    rest = day["rest"] if day else typed
    found = CLOCK.fullmatch(rest) or (BARE.fullmatch(rest) if paper else None)
    at = _told_at(found, now) if found else None
    if day and at:
        at = _on_day(day["day"].casefold(), at, now)
    return (at, found["text"].strip()) if found and at else (None, typed)


def _told_at(found: re.Match[str], now: datetime) -> datetime | None:
    """The moment of a clock time: today's, or last night's where today's is many hours ahead."""
    hour, minute = int(found["hour"]), int(found["minute"])
    if hour > 23 or minute > 59:  # noqa: PLR2004 - a clock
        return None
    at = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return at - timedelta(days=1) if at - now > timedelta(hours=12) else at


def _on_day(said: str, at: datetime, now: datetime) -> datetime | None:
    """That clock time on the day that was said, the latest one; None for a day there is not."""
    numbers = [int(part) for part in re.findall(r"\d+", said)]
    for back in range(LONGEST):
        day = now.date() - timedelta(days=back)
        meant = back == DAYS_BACK.get(said) or (
            numbers and [day.month, day.day][-len(numbers) :] == numbers
        )
        if meant:
            return at.replace(year=day.year, month=day.month, day=day.day)
    return None
