"""Times: the nearest past or the nearest future, however they are typed."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.handbook.fields.moment import read_moment
from deskapp.handbook.fields.reading import Level

CHINA = timezone(timedelta(hours=8))
nows = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(CHINA))  # noqa: DTZ001
days = [
    "",
    "昨",
    "今天",
    "明",
    "前天",
    "后天",
    "大后天",
    "周五",
    "下周一",
    "上周日",
    "3/4 ",
    "12月31日",
    "2/29 ",
    "5号",
    "next monday ",
]
periods = ["", "早上", "上午", "中午", "下午", "傍晚", "晚上", "凌晨", "半夜"]
clocks = ["", "0105", "2350", "9:00", "3点", "12点", "11点半", "24:00", "0点", "12:30", "8点一刻"]
typed_times = st.one_of(
    st.builds(
        "".join, st.tuples(st.sampled_from(days), st.sampled_from(periods), st.sampled_from(clocks))
    ),
    st.sampled_from([
        "-20",
        "+2h",
        "30分钟",
        "2小时前",
        "3天后",
        "last night 11:30",
        "tomorrow 9am",
        "now",
    ]),
    st.text(max_size=12),
)


@given(typed_times, nows)
def test_what_happened_never_lies_ahead(typed: str, now: datetime) -> None:
    value = read_moment(typed, now, "past").value
    assert value is None or value <= now + timedelta(minutes=2)


@given(typed_times, nows)
def test_what_is_promised_never_lies_back(typed: str, now: datetime) -> None:
    value = read_moment(typed, now, "future").value
    assert value is None or value >= now


@given(typed_times, nows, st.sampled_from(["past", "future"]))
def test_a_time_keeps_the_desks_offset_and_every_doubt_has_words(
    typed: str, now: datetime, tense: str
) -> None:
    reading = read_moment(typed, now, tense)  # type: ignore[arg-type]
    assert reading.value is None or reading.value.utcoffset() == now.utcoffset()
    assert (reading.level is Level.OK) == (reading.message is None)


@given(nows, st.integers(0, 23 * 60))
def test_minutes_ago_in_any_form_are_one_moment(now: datetime, minutes: int) -> None:
    forms = (f"-{minutes}", f"{minutes}分钟前", f"{minutes} min ago", f"{minutes} minutes ago")
    assert {read_moment(form, now, "past").value for form in forms} == {
        now - timedelta(minutes=minutes)
    }


@given(nows, st.integers(0, 23), st.integers(0, 59))
def test_the_next_time_of_the_clock_is_within_a_day(now: datetime, hour: int, minute: int) -> None:
    value = read_moment(f"{hour:02}{minute:02}", now, "future").value
    assert value is not None
    assert (value.hour, value.minute) == (hour, minute)
    assert value - now <= timedelta(days=1)


def test_a_past_deadline_and_a_coming_event_are_told_apart() -> None:
    now = datetime(2026, 3, 5, 15, 30, tzinfo=CHINA)
    coming = read_moment("今 1600", now, "past").message
    passed = read_moment("昨天 0900", now, "future").message
    assert coming is not None
    assert passed is not None
    assert "still to come;" in coming.text
    assert "already passed" in passed.text


@pytest.mark.parametrize(
    "typed", ["25:00", "2/30 10:00", "24:30", "1260", "32日 8点", "2026-13-01 10:00"]
)
@pytest.mark.parametrize("tense", ["past", "future"])
def test_days_and_hours_that_do_not_exist_are_named_as_such(typed: str, tense: str) -> None:
    now = datetime(2026, 3, 5, 15, 30, tzinfo=CHINA)
    message = read_moment(typed, now, tense).message  # type: ignore[arg-type]
    assert message is not None
    assert "no such" in message.text
