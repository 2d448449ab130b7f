"""The vocabulary of days and hours: 昨晚11点半, tomorrow 9am, 3/4 22:15."""

# No general date library: those tried read 0105, 2350, 昨晚11点 and 半 wrongly or not at all,
# and none knows which of several days a past or a future field means.

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from deskapp.handbook.fields.fold import digits_of, fold_line

if TYPE_CHECKING:
    from collections.abc import Callable

_NOON, _MIDNIGHT = 12, 24
_HALF_DAY = 12
_NIGHT_ENDS, _LUNCH_ENDS = 5, 3
_LAST_MINUTE = 59
_WORK_ENDS = 18
_YEARS = range(2000, 2100)
Tense = Literal["past", "future"]


@dataclass(frozen=True)
class Hour:
    """A time of day that words may mean, `days` after the day that they name."""

    hour: int
    minute: int = 0
    days: int = 0


@dataclass(frozen=True)
class Told:
    """The days and hours that words may mean; no days: none was named; vague: hour assumed."""

    days: tuple[date, ...]
    hours: tuple[Hour, ...]
    is_vague: bool = False
    has_period: bool = False


class NoSuchTimeError(ValueError):
    """The words name a day or an hour that does not exist."""


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS_EN = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY_EN = f"({'|'.join(_WEEKDAYS_EN)})(?:[a-z]*day|s|rs?)?\\b"
_ENGLISH = tuple(
    (re.compile(rf"(?<![a-z]){english}(?![a-z])"), chinese)
    for english, chinese in (
        (r"(?:the )?day after tomorrow", "后天"),
        (r"(?:the )?day before yesterday", "前天"),
        ("(?:yesterday|yday)", "昨天"),
        ("(?:tomorrow|tmrw?|tomorow)", "明天"),
        ("today", "今天"),
        ("tonight", "今晚"),
        ("last (?:night|evening)", "昨晚"),
        ("this (?=morning|afternoon|evening)", "今天"),
        (r"half past (\d{1,2})", r"\1:30"),
        (r"(?:a )?quarter past (\d{1,2})", r"\1:15"),
        ("(?:early )?morning", "早上"),
        ("afternoon", "下午"),
        ("(?:evening|night)", "晚上"),
        ("(?:noon|midday)", "中午"),
        ("midnight", "午夜"),
        (r"a\.?m\.?", "am"),
        (r"p\.?m\.?", "pm"),
        ("o'?clock", "点"),
        ("half an? hour", "30分钟"),
        ("an? hour", "1小时"),
        ("an? (?:min|minute)", "1分钟"),
        ("an? day", "1天"),
        ("(?:minutes?|mins?|m)", "分钟"),
        ("(?:hours?|hrs?|h)", "小时"),
        ("(?:days?|d)", "天"),
        ("(?:weeks?|w)", "周"),
        ("ago", "前"),
        ("(?:later|from now)", "后"),
        ("(?:just now|right now|now)", "现在"),
        ("(?:close of business|cob|eod|end of (?:the )?day)", "下班"),
        (r"within (\d[\d.]*)(?=\s*(?:分|小时|天|周))", r"后\1"),
        (r"in (\d[\d.]*)(?=\s*(?:分|小时|天|周))", r"后\1"),
        (r"(?:at|about|around|approx\.?|on|the|of|by|before|this)", " "),
    )
)
_HAN_WEEKDAY = re.compile("(周|星期|礼拜)([一二三四五六日天末])")
_VAGUENESS = re.compile(
    r"大概|大约|差不多|左右|约|多(?=$)|整|刚[刚才](?=\d)|(?<=\d)[来多](?=分|个|小|天)"
)
_NUMBERS_EN = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_EARLY = re.compile("一大?早|大清早")
_BLANKS_BETWEEN = re.compile(r"(?<=[^\d\s])\s+|\s+(?=[^\d\s])")


def fold_moment(typed: str) -> str:
    """Typed words as one line of Chinese shorthand and Arabic digits."""
    line = _EARLY.sub("早", fold_line(typed).lower())
    for number, word in enumerate(_NUMBERS_EN, start=1):
        line = re.sub(rf"\b{word}\b", str(number), line)
    for index, month in enumerate(_MONTHS, start=1):
        named = rf"{month}[a-z]*\b\.?"
        line = re.sub(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? {named},?", rf"{index}月\1日 ", line)
        line = re.sub(rf"\b{named} (\d{{1,2}})(?:st|nd|rd|th)?\b(?!:),?", rf"{index}月\1日 ", line)
    line = re.sub(rf"\b(?:(next|last) |this |on )?{_WEEKDAY_EN}", _english_weekday, line)
    for english, chinese in _ENGLISH:
        line = english.sub(chinese, line)
    line = _HAN_WEEKDAY.sub(lambda told: f"周{'一二三四五六日'.find(told[2]) + 1 or 7} ", line)
    return _BLANKS_BETWEEN.sub("", _VAGUENESS.sub("", digits_of(line))).strip()


def _english_weekday(told: re.Match[str]) -> str:
    week = {"next": "下", "last": "上"}.get(told[1] or "", "")
    return f"{week}周{_WEEKDAYS_EN.index(told[2]) + 1} "


_DATE_TAIL = r"[日号]?(?:\(?周\d ?\)?)?"
_FULL_DATE = re.compile(
    rf"(\d{{4}})(?:[-/.]|年)(\d{{1,2}})(?:[-/.]|月)(\d{{1,2}})(?!\d){_DATE_TAIL}t?"
    r"|(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)"
)
_MONTH_AND_DAY = re.compile(
    rf"(?<![\d:])(\d{{1,2}})(?:月|[-/])(\d{{1,2}})(?![\d:点]){_DATE_TAIL}"
    r"|(?<![\d:])(\d{1,2})\.(\d{1,2})(?= )"
)
_DAY_OF_MONTH = re.compile(r"(?<!\d)(\d{1,2})[日号]")
_WEEKDAY = re.compile(r"(下+|上+|[这本])?个?周([1-7])")
_DAY_WORD = re.compile(
    "大前天|前[天日]|前(?=[晚夜])|昨[天日儿]?|今[天日儿]?|明[天日儿]?|大后天|后[天日]"
)
_DAY_WORDS = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}


def _full_date(told: re.Match[str], _today: date) -> list[date]:
    year, month, day = (int(part) for part in told.groups() if part)
    return [date(year, month, day)] if year in _YEARS and _exists(year, month, day) else []


def _month_and_day(told: re.Match[str], today: date) -> list[date]:
    month, day = (int(part) for part in told.groups() if part)
    years = range(today.year - 8, today.year + 9)  # 29 February may be eight years away
    return [date(year, month, day) for year in years if _exists(year, month, day)]


def _day_of_month(told: re.Match[str], today: date) -> list[date]:
    day = int(told[1])
    months = [divmod(today.year * 12 + today.month - 1 + shift, 12) for shift in range(-2, 3)]
    return [date(y, m + 1, day) for y, m in months if _exists(y, m + 1, day)]


def _weekday(told: re.Match[str], today: date) -> list[date]:
    monday = today - timedelta(days=today.weekday())
    prefix = told[1] or ""
    weeks = [prefix.count("下") - prefix.count("上")] if prefix else [-1, 0, 1]
    return [monday + timedelta(days=int(told[2]) - 1, weeks=week) for week in weeks]


def _day_word(told: re.Match[str], today: date) -> list[date]:
    return [today + timedelta(days=_DAY_WORDS[told[0].rstrip("天日儿")])]


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


_DAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], list[date]]], ...] = (
    (_FULL_DATE, _full_date),
    (_MONTH_AND_DAY, _month_and_day),
    (_DAY_OF_MONTH, _day_of_month),
    (_WEEKDAY, _weekday),
    (_DAY_WORD, _day_word),
)


def _take_days(line: str, today: date) -> tuple[tuple[date, ...], str]:
    for pattern, days_of in _DAYS:
        if told := pattern.search(line):
            days = tuple(days_of(told, today))
            if not days:
                raise NoSuchTimeError
            return days, f"{line[: told.start()]} {line[told.end() :]}".strip()
    return (), line


_PERIODS = {
    **dict.fromkeys(("凌晨", "am"), "dawn"),
    **dict.fromkeys(("清晨", "清早", "早上", "早晨", "上午", "早"), "morning"),
    **dict.fromkeys(("中午", "正午"), "noon"),
    **dict.fromkeys(("午后", "下午", "傍晚", "黄昏", "下班", "pm"), "afternoon"),
    **dict.fromkeys(
        ("午夜", "半夜", "深夜", "夜里", "夜间", "夜晚", "晚上", "晚间", "晚", "夜"), "night"
    ),
}
_PERIOD = re.compile(f"(?P<first>{'|'.join(_PERIODS)})(?:{'|'.join(_PERIODS)})?(?:的|里)?")
_ASSUMED = {"中午": 12, "正午": 12, "午夜": 24, "下班": 18, "凌晨": 3, "傍晚": 18, "黄昏": 18}
_ASSUMED_IN = {"morning": 9, "afternoon": 15, "night": 20}
_EXACT = {"中午", "正午", "午夜"}
_BY_THEN = re.compile("(?:之前|以前|前)$")
_NO_HOUR = {"am", "pm"}
_CLOCK = re.compile(
    r"(\d{1,2})(?::|点钟?|时)(?:(\d{1,2})分?|(半)|([123])刻)?(?::\d\d(?:\.\d+)?)?|(\d{1,2})(\d\d)|(\d{1,2})"
)


def told_time(line: str, today: date, tense: Tense) -> Told | None:
    """The days and hours in a folded line; None if unreadable. Raises NoSuchTimeError for 25:00."""
    by_then = _BY_THEN.sub("", line) if tense == "future" else line
    days, rest = _take_days(by_then, today)
    named = _PERIOD.search(rest)
    period = named["first"] if named else ""
    rest = _PERIOD.sub("", rest).strip()
    if not rest:
        return _assumed(days, period, tense)
    clock = _CLOCK.fullmatch(rest)
    if not clock or (clock[7] and not (days or named)):
        return None
    hour = _hour(clock)
    if period:
        is_open = tense == "past" or not days or days == (today,)
        hours = _in_period(_PERIODS[period], hour, is_open=is_open)
        return Told(days, hours, has_period=True)
    if hour.hour > _NOON or rest.startswith("0") or (clock[5] and len(rest) == len("0105")):
        return Told(days, (_carried(hour),))
    if not days or days == (today,):
        return Told(days, _either_half(hour, tense))
    return _on_another_day(days, hour, tense)


def _hour(clock: re.Match[str]) -> Hour:
    hour = int(clock[1] or clock[5] or clock[7])
    minute = 30 if clock[3] else 15 * int(clock[4] or 0) or int(clock[2] or clock[6] or 0)
    if minute > _LAST_MINUTE or hour * 60 + minute > _MIDNIGHT * 60:
        raise NoSuchTimeError
    return Hour(hour, minute)


def _assumed(days: tuple[date, ...], period: str, tense: Tense) -> Told | None:
    if period in _NO_HOUR or not (days or period):
        return None
    if not period:
        return Told(days, (Hour(_NOON if tense == "past" else _WORK_ENDS),), is_vague=True)
    hour = _ASSUMED.get(period) or _ASSUMED_IN[_PERIODS[period]]
    return Told(days, (_carried(Hour(hour)),), period not in _EXACT)


def _carried(hour: Hour, later: int = 0) -> Hour:
    """The hour moved by some hours, 24:00 being the next day's 0:00."""
    total = hour.hour + later
    return Hour(total % _MIDNIGHT, hour.minute, total // _MIDNIGHT)


def _in_period(period: str, told: Hour, *, is_open: bool) -> tuple[Hour, ...]:
    if period == "night":
        return _at_night(told, is_open=is_open)
    if period == "dawn" and told.hour == _NOON:
        return (Hour(0, told.minute),)
    is_late = period == "noon" and told.hour <= _LUNCH_ENDS
    is_late = is_late or (period == "afternoon" and told.hour < _NOON)
    return (_carried(told, _HALF_DAY if is_late else 0),)


def _at_night(told: Hour, *, is_open: bool) -> tuple[Hour, ...]:
    """Last night's 1:00 is this morning's, its 12:00 midnight; if open, of either day."""
    small = 0 if told.hour in {_NOON, _MIDNIGHT} else told.hour
    if small > _NIGHT_ENDS:
        return (_carried(told, _HALF_DAY if told.hour < _NOON else 0),)
    next_day = Hour(small, told.minute, 1)
    return (next_day, Hour(small, told.minute)) if is_open else (next_day,)


def _either_half(told: Hour, tense: Tense) -> tuple[Hour, ...]:
    if told.hour < _NOON:
        return (told, _carried(told, _HALF_DAY))
    return (told,) if tense == "future" else (told, Hour(0, told.minute))


def _on_another_day(days: tuple[date, ...], told: Hour, tense: Tense) -> Told:
    if told.hour > _NIGHT_ENDS:
        return Told(days, (told,))
    if tense == "future":  # nobody is expected at three in the night
        return Told(days, (_carried(told, _HALF_DAY),))
    return Told(days, (told,), is_vague=True)
