"""Time in the words of the desk, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from deskapp.locale import set_language, timewords

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOW = datetime(2026, 11, 23, 14, 2, tzinfo=UTC)  # a Monday


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    set_language("en")


def at(day: int, clock: str, month: int = 11, year: int = 2026) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def both(say: Callable[[], str]) -> tuple[str, str]:
    said = []
    for language in ("zh", "en"):
        set_language(language)
        said.append(say())
    return said[0], said[1]


@pytest.mark.parametrize(
    ("length", "zh", "en"),
    [
        (timedelta(seconds=20), "1分", "1 min"),
        (timedelta(minutes=59, seconds=59), "59分", "59 min"),
        (timedelta(hours=2, minutes=40), "2小时", "2 h"),
        (timedelta(days=1, hours=3), "1天", "1 day"),
        (timedelta(days=3), "3天", "3 days"),
    ],
)
def test_a_length_is_told_in_its_largest_unit(length: timedelta, zh: str, en: str) -> None:
    assert both(lambda: timewords.span(length)) == (zh, en)


@pytest.mark.parametrize(
    ("length", "zh", "en"),
    [
        (timedelta(seconds=9), "9秒", "9 s"),
        (timedelta(minutes=11, seconds=40), "11分40秒", "11 min 40 s"),
        (timedelta(hours=4, minutes=52), "4小时52分", "4 h 52 min"),
    ],
)
def test_a_running_length_is_told_exactly(length: timedelta, zh: str, en: str) -> None:
    assert both(lambda: timewords.exact(length)) == (zh, en)


def test_times_that_someone_acts_on_are_told_from_now() -> None:
    early, late = NOW - timedelta(minutes=8), NOW + timedelta(minutes=12)
    assert both(lambda: timewords.ago(early, NOW)) == ("8分钟前", "8 min ago")
    assert both(lambda: timewords.ago(NOW, NOW)) == ("刚刚", "just now")
    assert both(lambda: timewords.ago(NOW - timedelta(days=3), NOW)) == ("3天前", "3 days ago")
    assert both(lambda: timewords.late_by(early, NOW)) == ("晚 8分", "by 8 min")
    assert both(lambda: timewords.left(late, NOW)) == ("剩 12分", "12 min left")
    assert both(lambda: timewords.waits(early, NOW)) == ("等了 8分", "waits 8 min")


@pytest.mark.parametrize(
    ("moment", "zh", "en"),
    [
        (at(23, "18:00"), "今天 18:00", "today 18:00"),
        (at(24, "9:10"), "明天 9:10", "tomorrow 9:10"),
        (at(22, "23:30"), "昨天 23:30", "yesterday 23:30"),
        (at(27, "18:00"), "周五 18:00", "Fri 18:00"),
        (at(29, "0:05"), "周日 0:05", "Sun 0:05"),
        (at(30, "18:00"), "11月30日", "30 Nov"),
        (at(20, "18:00"), "11月20日", "20 Nov"),
        (at(2, "9:00", 1, 2027), "2027年1月2日", "2 Jan 2027"),
    ],
)
def test_a_point_in_time_is_told_as_people_read_it(moment: datetime, zh: str, en: str) -> None:
    assert both(lambda: timewords.point(moment, NOW)) == (zh, en)


def test_a_full_point_leaves_nothing_to_guess() -> None:
    moment = at(22, "23:30")
    assert both(lambda: timewords.full(moment, NOW)) == ("11月22日 周日 23:30", "Sun 22 Nov 23:30")


def test_a_moment_is_told_on_the_clock_of_the_desk() -> None:
    now = NOW.astimezone(timezone(timedelta(hours=8)))  # 22:02
    assert both(lambda: timewords.point(at(23, "16:30"), now)) == ("明天 0:30", "tomorrow 0:30")


@pytest.mark.parametrize(
    ("moment", "zh", "en"),
    [
        (at(23, "18:00"), "今天下午 6点", "6 pm today"),
        (at(23, "12:00"), "今天中午 12点", "12 pm today"),
        (at(24, "10:00"), "明天上午 10点", "10 am tomorrow"),
        (at(22, "23:30"), "昨晚 11点半", "11:30 last night"),
        (at(23, "20:05"), "今晚 8点零5分", "8:05 pm today"),
        (at(24, "0:20"), "明天凌晨 0点20分", "12:20 am tomorrow"),
        (at(27, "15:45"), "周五下午 3点45分", "3:45 pm on Fri"),
        (at(30, "9:00"), "11月30日上午 9点", "9 am on 30 Nov"),
    ],
)
def test_a_time_is_said_aloud_without_a_colon(moment: datetime, zh: str, en: str) -> None:
    assert both(lambda: timewords.spoken(moment, NOW)) == (zh, en)


def test_a_day_row_names_the_year_only_when_it_is_another() -> None:
    day = date(2026, 11, 24)
    assert both(lambda: timewords.day_row(day)) == ("11月24日 周二", "Tue 24 Nov")
    later = date(2027, 1, 3)
    said = both(lambda: timewords.day_row(day, later))
    assert said == ("2026年11月24日 周二", "Tue 24 Nov 2026")


def test_the_clock_of_the_log_keeps_its_column() -> None:
    assert timewords.log_clock(at(24, "0:05")) == "00:05"
    assert timewords.clock(at(24, "0:05")) == "0:05"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("R261123-A041", "A041"),
        ("R261121-A033", "21-A033"),
        ("C261023-A006", "C261023-A006"),
        ("R251123-A006", "R251123-A006"),
        ("I2", "I2"),
        ("", ""),
    ],
)
def test_a_number_is_as_short_as_its_day_allows(number: str, shown: str) -> None:
    assert timewords.short_number(number, NOW.date()) == shown
