"""The days that differ from the week: public holidays, and make-up working days (调休补班)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from deskapp.handbook.deadlines import Calendar
from deskapp.handbook.message import N_
from deskapp.handbook.policy import UNKNOWN, Policy, PolicyError

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class SpecialDay(msgspec.Struct, frozen=True):
    """A day on which there is service against the week's order, or none."""

    day: date
    open: bool
    zh: str
    en: str


def country_of(policy: Policy) -> str:
    """Whose calendar holds; empty if the week knows no exceptions."""
    return str(policy.data["service"].get("calendar", ""))


def special_days(policy: Policy) -> tuple[SpecialDay, ...]:
    """The days of the calendar that holds, in order; PolicyError for a line that cannot be used."""
    calendars = policy.data.get("calendar", {})
    if not isinstance(calendars, Mapping):
        raise _bad("calendar", "")
    read = {str(country): tuple(_days(country, days)) for country, days in calendars.items()}
    country = country_of(policy)
    if not country:
        return ()
    if country not in read:
        raise PolicyError(UNKNOWN, ("service", "calendar"), name=country)
    return tuple(sorted(read[country], key=lambda special: special.day))


def calendar_of(policy: Policy) -> Calendar:
    """The hours of service with the days that differ; raises what special_days raises."""
    days = special_days(policy)
    return Calendar(
        policy.service,
        holidays=frozenset(special.day for special in days if not special.open),
        workdays=frozenset(special.day for special in days if special.open),
    )


def _days(country: str, days: object) -> Iterator[SpecialDay]:
    if not isinstance(days, Mapping):
        raise _bad("calendar", country)
    for key, value in days.items():
        yield _day(f"calendar.{country}", key, value)


def _day(table: str, key: str, value: Any) -> SpecialDay:
    try:
        match value:
            case {"zh": str(zh), "en": str(en), "open": bool(is_open)} if _DAY.fullmatch(key):
                return SpecialDay(date.fromisoformat(key), is_open, zh, en)
    except ValueError as error:
        raise _bad(table, key) from error
    raise _bad(table, key)


def _bad(table: str, key: str) -> PolicyError:
    problem = N_(
        "{where}: a day of the calendar has a date such as 2026-10-01, "
        "a Chinese and an English name, and open = true or false."
    )
    return PolicyError(problem, (table, key))
