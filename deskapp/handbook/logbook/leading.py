"""The time with which a line begins: 23:10 …, 昨晚11点半 …, 20分钟前 …; the rest is the line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskapp.handbook.fields.moment import read_moment

_CLOCK = re.compile(
    r"(?P<today>今天|今早|今晨|今晚|今)?\s*(?P<hour>\d{1,2})[:：](?P<minute>\d{2})(?:[:：]\d{2})?(?!\d)"
    r"[\s，,]*(?P<text>.+)",
    re.DOTALL,
)
_PAPER = re.compile(r"(?P<today>今)?(?P<hour>\d{2})(?P<minute>\d{2})\s+(?P<text>.+)", re.DOTALL)
_DAY = r"(?:昨天夜里|昨天|昨晚|昨夜|昨|前天|前晚|今早|今晨|凌晨|\d{1,2}[月/-]\d{1,2}[日号]?)"
_TOLD = re.compile(
    rf"(?P<time>{_DAY}(?:凌晨|早上|上午|中午|下午|傍晚|晚上|夜里)?\s*"
    r"\d{1,2}(?:[:：]\d{2}|点(?:半|[一三]刻|\d{1,2}分?)?)"
    r"|\d{1,3}(?:分钟|个?小时)前|-\d{1,3}(?=\s))[\s，,]*(?P<text>.+)",
    re.DOTALL,
)
_AHEAD = timedelta(hours=12)
"""A bare clock time further ahead than this was last night's, and not one still to come."""


@dataclass(frozen=True)
class Begun:
    """A line with the time of its event, None where none stands first or none can be read."""

    text: str
    happened_at: datetime | None = None


def split_time(typed: str, now: datetime, *, paper: bool = False) -> Begun:
    """A line as typed, its leading time apart; from paper 0105 is a time as well."""
    line = typed.strip()
    clock = _CLOCK.fullmatch(line) or (_PAPER.fullmatch(line) if paper else None)
    if clock:
        at = _at(clock, now)
        return Begun(clock["text"].strip(), at) if at else Begun(typed.strip())
    told = _TOLD.fullmatch(line)
    at = read_moment(told["time"], now, "past").value if told else None
    return Begun(told["text"].strip(), at) if told and at else Begun(typed.strip())


def _at(clock: re.Match[str], now: datetime) -> datetime | None:
    hour, minute = int(clock["hour"]), int(clock["minute"])
    if hour > 23 or minute > 59:  # noqa: PLR2004 - a clock
        return None
    at = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    last_night = at - now > _AHEAD and not clock["today"]
    return at - timedelta(days=1) if last_night else at
