"""Words for time, as people at a desk say and read them; all in the language in use."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from deskapp.handbook.message import N_
from deskapp.locale import _, fill, language

_MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)
_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_DAYS = {-1: N_("yesterday"), 0: N_("today"), 1: N_("tomorrow")}
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def span(length: timedelta) -> str:
    """Return a length in its largest unit, rounded down, a minute at least: `18分`, `2 h`."""
    if length < _HOUR:
        return fill(_("{n} min"), {"n": max(1, length // _MINUTE)})
    if length < _DAY:
        return fill(_("{n} h"), {"n": length // _HOUR})
    days = length // _DAY
    return fill(_("{n} day") if days == 1 else _("{n} days"), {"n": days})


def exact(length: timedelta) -> str:
    """Return a length in two units: `11分40秒`; for live calls and people trapped."""
    seconds = max(0, int(length.total_seconds()))
    minutes, seconds = divmod(seconds, 60)
    hours, rest = divmod(minutes, 60)
    if hours:
        return fill(_("{hours} h {minutes} min"), {"hours": hours, "minutes": rest})
    if minutes:
        return fill(_("{minutes} min {seconds} s"), {"minutes": minutes, "seconds": seconds})
    return fill(_("{n} s"), {"n": seconds})


def ago(then: datetime, now: datetime) -> str:
    """Return how long ago something was: `6分钟前`, `6 min ago`."""
    length = now - then
    if length < _MINUTE:
        return _("just now")
    if length < _HOUR:
        return fill(_("{n} min ago"), {"n": length // _MINUTE})
    return fill(_("{span} ago"), {"span": span(length)})


def late_by(due: datetime, now: datetime) -> str:
    """Return by how much a time has passed: `晚 2小时`, `by 2 h`."""
    return fill(_("by {span}"), {"span": span(now - due)})


def left(due: datetime, now: datetime) -> str:
    """Return how much time is left: `剩 12分`, `12 min left`."""
    return fill(_("{span} left"), {"span": span(due - now)})


def waits(since: datetime, now: datetime) -> str:
    """Return how long somebody has waited: `等了 8分`, `waits 8 min`."""
    return fill(_("waits {span}"), {"span": span(now - since)})


def clock(moment: datetime) -> str:
    """Return the time of day as it is read by day: `9:10`."""
    return f"{moment.hour}:{moment.minute:02}"


def log_clock(moment: datetime) -> str:
    """Return the time of day in two digits, so that a column stands: `00:05`."""
    return f"{moment:%H:%M}"


def point(moment: datetime, now: datetime) -> str:
    """Return a point in time: `今天 18:00`, `Fri 18:00`; a date from seven days on or two back."""
    moment = _beside(moment, now)
    days = (moment.date() - now.date()).days
    if days in _DAYS:
        day = _(_DAYS[days])
    elif 1 < days < len(_WEEKDAYS):
        day = _(_WEEKDAYS[moment.weekday()])
    else:
        return _date(moment, now)
    return f"{day} {clock(moment)}"


def full(moment: datetime, now: datetime) -> str:
    """Return a point in time with nothing left to guess: `11月22日 周日 23:30`."""
    moment = _beside(moment, now)
    return f"{day_row(moment, now)} {clock(moment)}"


def day_row(day: date, today: date | None = None) -> str:
    """Return a day with its weekday: `11月24日 周二`; the year only when not that of `today`."""
    shown = _date(day, today or day)
    return fill(_("{weekday} {date}"), {"weekday": _(_WEEKDAYS[day.weekday()]), "date": shown})


def weekday(day: date) -> str:
    """Return a day of the week, short: `周三`, `Wed`."""
    return _(_WEEKDAYS[day.weekday()])


def spoken(moment: datetime, now: datetime) -> str:
    """Return a point in time as it is said aloud: `今天下午 6点`, `6 pm today`."""
    moment = _beside(moment, now)
    return _said_in_chinese(moment, now) if language() == "zh" else _said_in_english(moment, now)


def short_number(number: str, today: date) -> str:
    """Return a number as lists show it: `A041` of today, `23-A041` of this month, else in full."""
    head, dash, tail = number.partition("-")
    stamp = head[1:]
    if not dash or not tail:
        return number
    if stamp == f"{today:%y%m%d}":
        return tail
    return f"{stamp[4:]}-{tail}" if stamp[:4] == f"{today:%y%m}" and len(stamp) == 6 else number  # noqa: PLR2004 - yymmdd


def _beside(moment: datetime, now: datetime) -> datetime:
    """Return `moment` on the clock that `now` is read from."""
    return moment.astimezone(now.tzinfo) if moment.tzinfo and now.tzinfo else moment


def _date(day: date, today: date) -> str:
    blanks = {"day": day.day, "month": _(_MONTHS[day.month - 1]), "year": day.year}
    return fill(_("{day} {month}") if day.year == today.year else _("{day} {month} {year}"), blanks)


# A clock is told aloud by other rules in each language, not only by other words.

_PARTS = ((5, "凌晨"), (9, "早上"), (12, "上午"), (13, "中午"), (19, "下午"), (24, "晚上"))
_EVENINGS = {"昨天晚上": "昨晚", "今天晚上": "今晚", "明天晚上": "明晚", "今天早上": "今早"}
_NOON, _EVENING = 12, 18


def _said_in_chinese(moment: datetime, now: datetime) -> str:
    part = next(name for end, name in _PARTS if moment.hour < end)
    day = point(moment, now).split()[0] + part
    hour = moment.hour - _NOON if moment.hour > _NOON else moment.hour
    return f"{_EVENINGS.get(day, day)} {hour}点{_minutes(moment.minute)}"


def _minutes(minute: int) -> str:
    if minute in {0, 30}:
        return "半" if minute else ""
    return f"{'零' if minute < 10 else ''}{minute}分"  # noqa: PLR2004 - one digit


def _said_in_english(moment: datetime, now: datetime) -> str:
    half = "am" if moment.hour < _NOON else "pm"
    minutes = f":{moment.minute:02}" if moment.minute else ""
    hour = f"{(moment.hour - 1) % 12 + 1}{minutes}"
    days = (moment.date() - now.date()).days
    if days == -1 and moment.hour >= _EVENING:
        return f"{hour} last night"
    if days in _DAYS:
        return f"{hour} {half} {_DAYS[days]}"
    return f"{hour} {half} on {point(moment, now).removesuffix(clock(moment)).strip()}"
