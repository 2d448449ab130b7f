"""A time in front of a line, as guards write it on paper."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from deskapp.handbook.logbook.leading import Begun, split_time

DAWN = datetime(2026, 11, 28, 6, 10, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize(
    ("typed", "day", "clock"),
    [
        ("23:10 停电", 27, "23:10"),
        ("2310 停电", 27, "23:10"),
        ("05:15 来电", 28, "05:15"),
        ("5：15来电", 28, "05:15"),
        ("昨天 13:00 停电", 27, "13:00"),
        ("27日1300 停电", 27, "13:00"),
        ("11-26 22:05 停电", 26, "22:05"),
        ("11月26日22:05 停电", 26, "22:05"),
        ("前天 2205 停电", 26, "22:05"),
        ("today 0105 dark", 28, "01:05"),
    ],
)
def test_a_line_from_paper_has_its_day_and_time(typed: str, day: int, clock: str) -> None:
    begun = split_time(typed, DAWN, paper=True)
    at = begun.happened_at
    assert at
    assert (at.day, f"{at:%H:%M}") == (day, clock)
    assert begun.text in {"停电", "来电", "dark"}


@pytest.mark.parametrize(
    "typed", ["停电", "25:10 停电", "31日停电", "2026", "昨天停电", "2-30 12:00 无"]
)
def test_what_is_no_time_stays_in_the_words(typed: str) -> None:
    assert split_time(typed, DAWN, paper=True) == Begun(typed)


def test_a_line_that_is_written_as_it_happens_may_begin_with_a_room() -> None:
    assert split_time("1203 业主要水", DAWN) == Begun("1203 业主要水")
    begun = split_time("05:50 巡楼", DAWN)
    assert begun.text == "巡楼"
    assert f"{begun.happened_at:%H:%M}" == "05:50"
