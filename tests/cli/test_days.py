"""The calendar from the command line: seeded once, without any network, and looked at."""

from __future__ import annotations

import json
import socket
import sys
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from deskapp.cli import Session, program
from deskapp.data_folder import data_folder
from deskapp.locale import set_language

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_args: Any, **_more: Any) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", asked)


def run(*arguments: str, db: str = "none.db") -> Result:
    return CliRunner().invoke(program, ["--db", db, "calendar", *arguments], obj=Session())


def days_of(text: str, country: str) -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads(text)["calendar"][country]
    return found


def test_the_shipped_calendar_is_what_the_command_makes() -> None:
    made = run("seed", "--country", "CN", "--years", "2026-2027")
    assert made.exit_code == 0
    shipped = (data_folder() / "policy" / "calendar.toml").read_text(encoding="utf-8")
    assert days_of(made.stdout, "CN") == days_of(shipped, "CN")
    assert "2027" in made.stderr


def test_another_country_s_days_are_its_own() -> None:
    made = run("seed", "--country", "gb", "--years", "2026")
    days = days_of(made.stdout, "GB")
    assert days["2026-12-25"] == {"zh": "Christmas Day", "en": "Christmas Day", "open": False}
    assert not any(day["open"] for day in days.values())
    assert made.stderr == ""


def test_a_seeded_file_holds_once_it_lies_beside_the_database(tmp_path: Path) -> None:
    (tmp_path / "policy").mkdir()
    file = tmp_path / "policy" / "calendar.toml"
    assert run("seed", "--country", "SG", "--years", "2026", "--out", str(file)).exit_code == 0
    site = tmp_path / "policy" / "site.toml"
    site.write_text('[service]\ncalendar = "SG"\n', encoding="utf-8")
    shown = json.loads(run("show", "--json", db=str(tmp_path / "desk.db")).stdout)
    assert shown["country"] == "SG"
    assert {"day": "2026-08-10", "open": False}.items() <= next(
        d for d in shown["days"] if d["day"] == "2026-08-10"
    ).items()
    lines = run("show", db=str(tmp_path / "desk.db")).stdout.splitlines()
    assert len(lines) == len(shown["days"])


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "calendar.toml"
    file.write_text("# ours", encoding="utf-8")
    refused = run("seed", "--years", "2026", "--out", str(file))
    assert refused.exit_code == 1
    assert "is there already" in refused.stderr
    assert file.read_text(encoding="utf-8") == "# ours"
    assert run("seed", "--years", "2026", "--out", str(tmp_path / "no" / "x")).exit_code == 1


@pytest.mark.parametrize("years", ["26", "2027-2026", "1999", "2000-2100", "soon", ""])
def test_a_span_of_years_that_is_none_is_told(years: str) -> None:
    refused = run("seed", "--years", years)
    assert refused.exit_code == 1
    assert "2026-2027" in refused.stderr


def test_a_country_that_is_none_is_told() -> None:
    refused = run("seed", "--country", "XX", "--years", "2026")
    assert (refused.exit_code, "XX" in refused.stderr) == (1, True)


def test_without_the_package_the_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    refused = run("seed", "--years", "2026")
    assert refused.exit_code == 1
    assert "deskapp[calendar]" in refused.stderr


def test_a_bad_calendar_is_told_by_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "policy").mkdir()
    file = tmp_path / "policy" / "calendar.toml"
    file.write_text("[calendar.CN]\n2026-13-01 = {open = true}\n", encoding="utf-8")
    refused = run("show", db=str(tmp_path / "desk.db"))
    assert refused.exit_code == 1
    assert refused.stderr.startswith("calendar.toml:2:")
