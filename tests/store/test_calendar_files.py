"""The calendar is part of the policy: shipped for China, changed by the site day by day."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from deskapp.desk.desk import Desk
from deskapp.handbook.policy import PolicyError
from deskapp.handbook.special_days import calendar_of, special_days
from deskapp.store.policy_files import default_policy_folder, load_policy, policy_beside

if TYPE_CHECKING:
    from pathlib import Path

NATIONAL_DAY = date(2026, 10, 1)
MADE_UP = date(2026, 10, 10)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where a database would lie, with a policy folder beside it."""
    (tmp_path / "policy").mkdir()
    return tmp_path / "desk.db"


def own(database: Path, text: str) -> None:
    (database.parent / "policy" / "ours.toml").write_text(text, encoding="utf-8")


def test_the_shipped_year_of_china_has_its_holidays_and_its_make_up_days() -> None:
    days = {d.day: d.open for d in special_days(load_policy(default_policy_folder()))}
    holiday = {date(2026, 10, day) for day in range(1, 8)}
    assert {day for day, is_open in days.items() if not is_open} >= holiday
    assert sorted(day for day, is_open in days.items() if is_open) == [
        date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9),
        date(2026, 9, 20), MADE_UP,
    ]  # fmt: skip


def test_an_ordinary_repair_reported_before_the_holidays_is_due_after_them(database: Path) -> None:
    eve = datetime(2026, 9, 30, 10, 0, tzinfo=timezone(timedelta(hours=8)))
    desk = Desk.open(database, lambda: eve)
    due = desk.calendar.finish_by(desk.policy, "P2", eve)
    desk.close()
    assert due == eve.replace(month=10, day=9)


def test_the_site_opens_on_a_holiday_and_closes_on_a_day_of_its_own(database: Path) -> None:
    own(
        database,
        "[calendar.CN]\n"
        '2026-10-01 = {zh = "照常", en = "As usual", open = true}\n'
        '2026-11-24 = {zh = "停电检修", en = "Power works", open = false}\n',
    )
    calendar = calendar_of(policy_beside(database))
    assert calendar.is_open_on(NATIONAL_DAY)
    assert not calendar.is_open_on(date(2026, 11, 24))
    assert not calendar.is_open_on(date(2026, 10, 2))


def test_a_site_elsewhere_names_its_own_country_or_none(database: Path) -> None:
    own(
        database,
        '[service]\ncalendar = "GB"\n'
        '[calendar.GB]\n2026-12-25 = {zh = "圣诞节", en = "Christmas", open = false}\n',
    )
    assert [d.day for d in special_days(policy_beside(database))] == [date(2026, 12, 25)]
    own(database, '[service]\ncalendar = ""\n')
    assert special_days(policy_beside(database)) == ()
    own(database, '[service]\ncalendar = "FR"\n')
    with pytest.raises(PolicyError, match=r"ours\.toml:2.*FR"):
        policy_beside(database)


@pytest.mark.parametrize(
    "line",
    [
        '2026-02-30 = {zh = "假", en = "Off", open = false}',
        '"1 May" = {zh = "假", en = "Off", open = false}',
        '2026-05-01 = {zh = "假", en = "Off"}',
        '2026-05-01 = {zh = "假", en = "Off", open = "no"}',
        "2026-05-01 = 5",
    ],
)
def test_a_day_that_cannot_be_used_is_named_with_file_and_line(database: Path, line: str) -> None:
    own(database, f"# ours\n[calendar.CN]\n{line}\n")
    with pytest.raises(PolicyError, match=r"ours\.toml:3: a day of the calendar"):
        policy_beside(database)


@pytest.mark.parametrize("text", ["calendar = 3\n", "[calendar]\nCN = 3\n"])
def test_a_calendar_that_is_no_table_is_refused(database: Path, text: str) -> None:
    own(database, text)
    with pytest.raises(PolicyError, match="a day of the calendar"):
        policy_beside(database)
