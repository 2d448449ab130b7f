"""Deadlines count day and night, or in the hours of service only (3.2)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from deskapp.handbook.deadlines import Calendar
from deskapp.handbook.policy import Policy, ServiceHours
from deskapp.store.policy_files import default_policy_folder, load_policy

CHINA = timezone(timedelta(hours=8))
POLICY: Policy = load_policy(default_policy_folder())
EVERY_DAY = Calendar(POLICY.service)
OFFICE = Calendar(ServiceHours(510, 1050, frozenset(range(1, 6))))

moments = st.builds(
    lambda day, seconds: datetime.combine(day, time(), CHINA) + timedelta(seconds=seconds),
    st.dates(date(2025, 1, 1), date(2030, 1, 1)),
    st.integers(0, 86_399),
)
lengths = st.integers(0, 20_000).map(lambda minutes: minutes / 60)
days = st.frozensets(st.dates(date(2024, 12, 1), date(2030, 6, 1)), max_size=30)
hours_of_service = st.builds(
    lambda opens, length, weekdays: ServiceHours(opens, min(opens + length, 1440), weekdays),
    st.integers(0, 1400),
    st.integers(30, 1440),
    st.frozensets(st.integers(1, 7), min_size=1),
)
calendars = st.builds(Calendar, hours_of_service, days, days)


def at(day: int, clock: str) -> datetime:
    """A time in March 2026; the 5th is a Thursday."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 3, day, hour, minute, tzinfo=CHINA)


def minute_of(moment: datetime) -> float:
    return moment.hour * 60 + moment.minute + moment.second / 60 + moment.microsecond / 6e7


@given(calendars, moments, lengths)
def test_a_deadline_lies_inside_the_hours_of_service(
    calendar: Calendar, start: datetime, hours: float
) -> None:
    end = calendar.after(start, hours, "service")
    midnight_closing = calendar.service.close == 1440 and minute_of(end) == 0
    if midnight_closing and calendar.is_open_on(end.date() - timedelta(days=1)):
        return
    assert calendar.is_open_on(end.date())
    assert calendar.service.open <= minute_of(end) <= calendar.service.close


@given(calendars, moments, lengths)
def test_the_service_time_up_to_a_deadline_is_what_was_given(
    calendar: Calendar, start: datetime, hours: float
) -> None:
    end = calendar.after(start, hours, "service")
    assert calendar.between(start, end, "service") == timedelta(hours=hours)
    assert calendar.between(end, start, "service") == -timedelta(hours=hours)


@given(calendars, moments, lengths, lengths)
def test_more_time_never_gives_an_earlier_deadline(
    calendar: Calendar, start: datetime, shorter: float, longer: float
) -> None:
    shorter, longer = sorted((shorter, longer))
    assert calendar.after(start, shorter, "service") <= calendar.after(start, longer, "service")


@given(calendars, moments, moments, lengths)
def test_a_later_start_never_gives_an_earlier_deadline(
    calendar: Calendar, one: datetime, other: datetime, hours: float
) -> None:
    early, late = sorted((one, other))
    assert calendar.after(early, hours, "service") <= calendar.after(late, hours, "service")


@given(moments, lengths)
def test_the_clock_day_and_night_is_plain_addition(start: datetime, hours: float) -> None:
    assert OFFICE.after(start, hours, "24x7") == start + timedelta(hours=hours)
    assert OFFICE.between(start, start + timedelta(hours=hours), "24x7") == timedelta(hours=hours)


@given(hours_of_service, days, days, days, moments, lengths)
def test_a_holiday_never_moves_a_deadline_earlier(
    service: ServiceHours,
    holidays: frozenset[date],
    workdays: frozenset[date],
    more: frozenset[date],
    start: datetime,
    hours: float,
) -> None:
    few = Calendar(service, holidays, workdays).after(start, hours, "service")
    many = Calendar(service, holidays | more, workdays).after(start, hours, "service")
    assert few <= many


@given(hours_of_service, days, days, days, moments, lengths)
def test_a_make_up_day_never_moves_a_deadline_later(
    service: ServiceHours,
    holidays: frozenset[date],
    workdays: frozenset[date],
    more: frozenset[date],
    start: datetime,
    hours: float,
) -> None:
    few = Calendar(service, holidays, workdays).after(start, hours, "service")
    many = Calendar(service, holidays, workdays | more).after(start, hours, "service")
    assert many <= few


@given(calendars, moments, lengths)
def test_a_deadline_keeps_the_offset_of_its_start(
    calendar: Calendar, start: datetime, hours: float
) -> None:
    nepal = timezone(timedelta(hours=5, minutes=45))
    end = calendar.after(start.astimezone(nepal), hours, "service")
    assert end.utcoffset() == nepal.utcoffset(None)


def test_what_comes_in_at_night_starts_when_the_desk_opens() -> None:
    assert EVERY_DAY.after(at(5, "22:00"), 0.5, "service") == at(6, "09:00")
    assert EVERY_DAY.after(at(5, "17:20"), 0.5, "service") == at(6, "08:50")


def test_a_weekend_and_a_holiday_do_not_count_and_a_make_up_day_does() -> None:
    assert OFFICE.after(at(6, "17:00"), 1, "service") == at(9, "09:00")
    holiday = Calendar(OFFICE.service, frozenset({at(9, "00:00").date()}))
    assert holiday.after(at(6, "17:00"), 1, "service") == at(10, "09:00")
    made_up = Calendar(OFFICE.service, workdays=frozenset({at(7, "00:00").date()}))
    assert made_up.after(at(6, "17:00"), 1, "service") == at(7, "09:00")


def test_an_urgent_repair_is_due_in_a_day_by_the_clock_and_safe_in_two_hours() -> None:
    night = at(5, "23:00")
    assert EVERY_DAY.dispatch_by(POLICY, "P1", night) == at(5, "23:10")
    assert EVERY_DAY.on_site_by(POLICY, "P1", night) == at(5, "23:30")
    assert EVERY_DAY.make_safe_by(POLICY, "P1", night) == at(6, "01:00")
    assert EVERY_DAY.finish_by(POLICY, "P1", night) == at(6, "23:00")


def test_two_days_for_an_ordinary_repair_are_two_days_of_service() -> None:
    assert EVERY_DAY.finish_by(POLICY, "P2", at(5, "10:00")) == at(7, "10:00")
    assert EVERY_DAY.finish_by(POLICY, "P2", at(5, "20:00")) == at(7, "17:30")
    assert OFFICE.finish_by(POLICY, "P2", at(6, "10:00")) == at(10, "10:00")


def test_danger_has_no_time_to_finish_and_an_enquiry_nobody_on_site() -> None:
    assert EVERY_DAY.finish_by(POLICY, "P0", at(5, "10:00")) is None
    assert EVERY_DAY.on_site_by(POLICY, "P4", at(5, "10:00")) is None
    assert EVERY_DAY.dispatch_by(POLICY, "K2", at(5, "10:00")) is None


def test_a_suggestion_has_five_days_though_an_enquiry_has_one() -> None:
    assert EVERY_DAY.finish_by(POLICY, "P4", at(5, "10:00"), "ENQ.FEE") == at(6, "10:00")
    assert EVERY_DAY.finish_by(POLICY, "P4", at(5, "10:00"), "SUG.FACIL") == at(10, "10:00")
    assert EVERY_DAY.finish_by(POLICY, "P2", at(5, "10:00"), "SUG.FACIL") == at(7, "10:00")


def test_a_serious_complaint_is_heard_from_in_four_hours_and_answered_in_two_days() -> None:
    assert EVERY_DAY.contact_by(POLICY, "K2", at(5, "10:00")) == at(5, "14:00")
    assert EVERY_DAY.finish_by(POLICY, "K2", at(5, "10:00")) == at(7, "10:00")
