"""The offline calendar: seed it for a country once, and look at what holds."""

from __future__ import annotations

import re
from pathlib import Path

import click

from deskapp.cli.program import program
from deskapp.cli.session import Session, plain
from deskapp.cli.telling import columns, echo, echo_json, told
from deskapp.exchange.calendar_seed import seed
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.special_days import SpecialDay, country_of, special_days
from deskapp.locale import _, timewords
from deskapp.store.policy_files import policy_beside

_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")
FIRST, LAST = 2000, 2100
MOST_YEARS = 20


@program.group("calendar", help=_("Public holidays and make-up working days."))
def calendar() -> None:
    """Everything about the days that differ from the week."""


@calendar.command(
    "seed", help=_("Make the calendar of a country; nothing is asked of the network.")
)
@click.option("--country", default="CN", show_default=True, help=_("Its code of two letters."))
@click.option("--years", required=True, help=_("A year or a span: 2026, 2026-2027."))
@click.option("--out", type=click.Path(path_type=Path), help=_("A new file; else it is printed."))
@click.pass_obj
def make(session: Session, country: str, years: str, out: Path | None) -> None:
    """Print or write the calendar as a file of the policy."""
    made = seed(country.strip().upper(), _years(years))
    if out is None:
        click.echo(made.toml(), nl=False)
    else:
        _write(out, made.toml())
        echo(
            told(
                Msg(N_("{n} days written to {path}."), {"n": len(made.days), "path": out}), session
            )
        )
    for year in made.unannounced:
        text = N_("{year}: make-up working days are not known yet; seed again once they are.")
        click.echo(told(Msg(text, {"year": str(year)}), session), err=True)


@calendar.command("show", help=_("The days that hold at this site."))
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))
@click.pass_obj
def show(session: Session, *, as_json: bool) -> None:
    """Every day that differs from the week."""
    policy = policy_beside(session.path)
    country, days = country_of(policy), special_days(policy)
    if as_json:
        facts = [{"day": str(d.day), "open": d.open, "zh": d.zh, "en": d.en} for d in days]
        echo_json({"country": country, "days": facts})
        return
    for line in columns([_row(special, session.lang) for special in days]):
        echo(line)


def _row(special: SpecialDay, lang: str) -> tuple[str, str, str, str]:
    weekday = timewords.weekday(special.day)
    word = _("working day") if special.open else _("holiday")
    return str(special.day), weekday, word, special.zh if lang == "zh" else special.en


def _years(typed: str) -> tuple[int, ...]:
    found = _YEARS.fullmatch(typed.strip())
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not FIRST <= first <= last <= LAST or last - first >= MOST_YEARS:
        text = N_("“{typed}” is no span of years. Write 2026 or 2026-2027, {n} years at most.")
        raise plain(text, typed=typed, n=MOST_YEARS)
    return tuple(range(first, last + 1))


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise plain(N_("{path} is there already: name a new file."), path=path) from error
    except OSError as error:
        problem = N_("{path} cannot be written: {why}")
        raise plain(problem, path=path, why=error.strerror or error) from error
