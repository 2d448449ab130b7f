"""Points in time as the desk types them: the nearest past or the nearest future (handbook 4.4)."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from deskapp.handbook.fields.clock import NoSuchTimeError, Tense, Told, fold_moment, told_time
from deskapp.handbook.fields.reading import Reading, error, ok, warn
from deskapp.handbook.message import N_, Msg

SKEW = timedelta(minutes=2)
_LATE_ENTRY = timedelta(hours=24)
_FAR_BACK = timedelta(hours=12)
_FAR_AHEAD = timedelta(days=90)

_EMPTY = Msg(N_("Give a time, for example 18:00, +2h or tomorrow 9:00."))
_UNREADABLE = Msg(
    N_("This is no time that the desk can read. For example 23:50, -20 or 3/4 22:15.")
)
_NO_SUCH_TIME = Msg(N_("There is no such day or hour."))
_STILL_TO_COME = Msg(N_("This time is still to come; it must have happened already."))
_ALREADY_PAST = Msg(N_("This time has already passed; it must be still to come."))
_ADD_HOUR = Msg(N_("Add the hour, for example 9:00."))
_ASSUMED = N_("Read as {when}. Type the exact time if it is known.")
_ENTERED_LATE = N_("{when} is more than 24 hours ago. Say why it is entered only now.")
_YESTERDAY = N_("Read as {when}, more than 12 hours ago. Name the day if that is wrong.")
_LONG_TIME = N_("{when} is more than 90 days away. Is it right?")

_LONGEST = 100
_NOW = {"", ".", "。", "现在", "刚才", "刚刚", "刚", "目前", "此刻", "即刻"}
_HALF_HOURS = re.compile(r"(\d+)个?半(小时|钟头)")
_SPAN = re.compile(
    r"(?P<sign>[+-]?)(?P<lead>后?)"
    r"(?:(?P<weeks>\d{1,3})个?(?:周|星期|礼拜))?(?:(?P<days>\d{1,4}(?:\.\d)?)天)?"
    r"(?:(?P<hours>\d{1,4}(?:\.\d+)?)个?(?:小时|钟头))?"
    r"(?:(?P<minutes>\d{1,5})(?:分钟?)?|(?P<quarters>\d)刻钟?)?"
    r"(?P<direction>之前|以前|前|之后|以后|后|之内|以内|内)?"
)
_UNITS = ("weeks", "days", "hours", "minutes")
_ZONED = re.compile(r"\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:z|[+-]\d\d:?\d\d)")


def read_moment(typed: str, now: datetime, tense: Tense) -> Reading[datetime]:
    """A time as typed, with the offset of `now` (aware); past fields also take an empty text."""
    if len(typed) > _LONGEST:
        return error(_UNREADABLE)
    line = fold_moment(typed)
    if line in _NOW:
        return error(_EMPTY) if not line and tense == "future" else ok(now)
    if (span := _span(line, tense)) is not None:
        return _judged(now + span, now, tense)
    if _ZONED.fullmatch(typed.strip().lower()):
        return _zoned(typed.strip(), now, tense)
    try:
        told = told_time(line, now.date(), tense)
    except NoSuchTimeError:
        return error(_NO_SUCH_TIME)
    return _nearest(told, now, tense) if told else error(_UNREADABLE)


def _span(line: str, tense: Tense) -> timedelta | None:
    """A length of time from now, negative if it lies back: -20, 2小时前, +1d, 30分钟."""
    halved = re.sub("半个?(?:小时|钟头)", "30分钟", _HALF_HOURS.sub(r"\1.5\2", line))
    found = _SPAN.fullmatch(halved)
    if not found or not (found["sign"] or re.search("[周天时头钟分刻]", halved)):
        return None
    if not any(found[unit] for unit in (*_UNITS, "quarters")):
        return None
    length = timedelta(**{unit: float(found[unit] or 0) for unit in _UNITS})
    length += timedelta(minutes=15 * int(found["quarters"] or 0))
    return -length if _lies_back(found, tense) else length


def _lies_back(found: re.Match[str], tense: Tense) -> bool:
    direction = found["direction"] or ""
    if found["sign"] == "-" or direction.endswith("前"):
        return True
    is_ahead = found["sign"] == "+" or direction or found["lead"]
    return not is_ahead and tense == "past"


def _zoned(typed: str, now: datetime, tense: Tense) -> Reading[datetime]:
    try:
        return _judged(datetime.fromisoformat(typed).astimezone(now.tzinfo), now, tense)
    except ValueError:
        return error(_NO_SUCH_TIME)


def _nearest(told: Told, now: datetime, tense: Tense) -> Reading[datetime]:
    today = now.date()
    days = told.days or tuple(today + timedelta(days=shift) for shift in (-1, 0, 1))
    moments = [
        _at(day + timedelta(days=hour.days), time(hour.hour, hour.minute), now)
        for day in days
        for hour in told.hours
    ]
    if tense == "past":
        nearest = max((moment for moment in moments if moment <= now + SKEW), default=None)
    else:
        nearest = min((moment for moment in moments if moment > now), default=None)
    if nearest:
        return _judged(nearest, now, tense, told)
    if told.is_vague and today in days:
        return error(_ADD_HOUR)
    return error(_STILL_TO_COME if tense == "past" else _ALREADY_PAST)


def _at(day: date, clock: time, now: datetime) -> datetime:
    return datetime.combine(day, clock, tzinfo=now.tzinfo)


def _judged(
    moment: datetime, now: datetime, tense: Tense, told: Told | None = None
) -> Reading[datetime]:
    if tense == "past" and moment > now + SKEW:
        return error(_STILL_TO_COME)
    if tense == "future" and moment < now:
        return error(_ALREADY_PAST)
    doubt = _doubt(moment, now, told)
    return warn(moment, Msg(doubt, {"when": f"{moment:%Y-%m-%d %H:%M}"})) if doubt else ok(moment)


def _doubt(moment: datetime, now: datetime, told: Told | None) -> str:
    if now - moment > _LATE_ENTRY:
        return _ENTERED_LATE
    if moment - now > _FAR_AHEAD:
        return _LONG_TIME
    if told and told.is_vague:
        return _ASSUMED
    return _YESTERDAY if told and _may_be_another_day(moment, now, told) else ""


def _may_be_another_day(moment: datetime, now: datetime, told: Told) -> bool:
    """1600 said at 15:30 was yesterday's; 凌晨2:30 is this morning's."""
    if told.days or now - moment <= _FAR_BACK:
        return False
    return not (told.has_period and moment.date() == now.date())
