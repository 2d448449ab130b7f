"""A country's public holidays and make-up working days as a file of the policy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from deskapp.exchange.errors import ExchangeError
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.special_days import SpecialDay

if TYPE_CHECKING:
    from types import ModuleType

    from holidays import HolidayBase

MAKE_UP = ("调休补班", "Make-up working day")
WEEKEND = ("假期周末", "Weekend of a holiday")
_DAY = timedelta(days=1)
_SATURDAY = 6


@dataclass(frozen=True)
class Seed:
    """The days found, and the years whose make-up days are not announced yet."""

    country: str
    years: tuple[int, ...]
    days: tuple[SpecialDay, ...]
    unannounced: tuple[int, ...]

    def toml(self) -> str:
        """The days as a file that a site may edit."""
        first, last = self.years[0], self.years[-1]
        span = str(first) if first == last else f"{first}-{last}"
        lines = [
            "# Days that differ from the week: open = false is a public holiday,",
            "# open = true a working day on what would be a day off (调休补班).",
            f"# Made by: deskapp calendar seed --country {self.country} --years {span}",
            f'# They hold while the table [service] says calendar = "{self.country}".',
            *(
                f"# {year}: make-up working days were not announced yet."
                for year in self.unannounced
            ),
            "",
            f"[calendar.{self.country}]",
            *(
                f"{d.day} = {{zh = {_quoted(d.zh)}, en = {_quoted(d.en)}, "
                f"open = {str(d.open).lower()}}}"
                for d in self.days
            ),
        ]
        return "\n".join(lines) + "\n"


def seed(country: str, years: tuple[int, ...]) -> Seed:
    """What the package holidays knows of a country; it never asks the network.

    Raises ExchangeError without the package, or for a country that it does not know.
    """
    package = _package()
    try:
        found = package.country_holidays(country, years=years)
    except NotImplementedError as error:
        text = N_(
            "The package holidays knows no country “{code}”. Write CN, GB or SG, for example."
        )
        raise ExchangeError(Msg(text, {"code": country})) from error
    zh = _names(package, found, country, years, "zh")
    en = _names(package, found, country, years, "en")
    off = {day: (zh[day], en[day]) for day in found if day.year in years}
    made_up = {day for day in found.weekend_workdays if day.year in years}
    swapping = {day.year for day in made_up}
    off |= {day: WEEKEND for day in _weekends(off, made_up) if day.year in swapping}
    days = [SpecialDay(day, open=False, zh=a, en=b) for day, (a, b) in off.items()]
    days += [SpecialDay(day, open=True, zh=MAKE_UP[0], en=MAKE_UP[1]) for day in made_up]
    ever = bool(found.weekend_workdays)
    unannounced = tuple(year for year in years if ever and year not in swapping)
    return Seed(country, years, tuple(sorted(days, key=lambda d: d.day)), unannounced)


def _package() -> ModuleType:
    try:
        import holidays  # noqa: PLC0415 - an extra that only this command needs
    except ImportError as error:
        text = N_(
            'The calendar is made with the package holidays: pip install "deskapp[calendar]".'
        )
        raise ExchangeError(Msg(text)) from error
    return holidays


def _names(
    package: ModuleType, found: HolidayBase, country: str, years: tuple[int, ...], language: str
) -> HolidayBase:
    """The same days with their names in this language, or in English, or as they come."""
    known = (*found.supported_languages, "")
    wanted = next((k for lang in (language, "en") for k in known if k.startswith(lang)), "")
    named: HolidayBase = package.country_holidays(country, years=years, language=wanted or None)
    return named


def _weekends(off: dict[date, tuple[str, str]], made_up: set[date]) -> Iterator[date]:
    """Weekend days beside a holiday: where days are swapped they belong to it, but for a swap."""
    for start in off:
        for step in (-_DAY, _DAY):
            day = start + step
            while day.isoweekday() >= _SATURDAY and day not in made_up and day not in off:
                yield day
                day += step


def _quoted(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)
