"""The staff list, the duty list, PINs and the access log on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from deskapp.cli import Session, program
from deskapp.locale import set_language
from tests.calls import real_clock, set_up

if TYPE_CHECKING:
    from pathlib import Path

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A site of 周晓燕, who leads it, and a plumber."""
    set_language("en")
    path = tmp_path / "desk.db"
    set_up(path, real_clock).close()

    def run(*words: str) -> Result:
        given = ["--db", str(path), "--as", "周晓燕", *words]
        return CliRunner().invoke(program, given, obj=Session())

    return run


@pytest.mark.clause("3.1")
def test_the_list_is_kept_by_its_numbers(run: Run) -> None:
    number = run("new", "person", "name=赵刚", "roles=G").output.strip()
    assert run("do", number, "person.changed", "roles=G,R", "phone=13900139000").exit_code == 0
    (guard,) = [p for p in json.loads(run("people", "--json").output) if p["number"] == number]
    assert (guard["roles"], guard["signs_in"], guard["pin"]) == (["R", "G"], True, False)
    assert run("do", number, "person.left").exit_code == 0
    assert "赵刚" not in run("people").output
    assert "赵刚" in run("people", "--all").output


@pytest.mark.clause("H47")
def test_a_week_of_nights_is_listed_in_one_line(run: Run) -> None:
    run("new", "person", "name=赵刚", "roles=G")
    listed = run(
        "do", "S", "site.duty_listed", "shift=night", "first=今天", "days=7", "people=赵刚"
    )
    assert listed.exit_code == 0, listed.output
    assert run("duty", "--days", "7").output.count("赵刚") >= 6
    wrong = run("do", "S", "site.duty_listed", "shift=night", "days=7", "people=张建国")
    assert wrong.exit_code == 1


@pytest.mark.clause("H49")
def test_an_export_is_masked_and_logged_and_in_full_only_with_a_reason(
    run: Run, tmp_path: Path
) -> None:
    out = str(tmp_path / "out.csv")
    assert run("tickets", "export", out).exit_code == 0
    assert run("tickets", "export", out, "--replace", "--full").exit_code == 1
    full = run("tickets", "export", out, "--replace", "--full", "--reason", "for the auditor")
    assert full.exit_code == 0
    whats = [one["what"][0] for one in json.loads(run("access", "--json").output)]
    assert ["in full" in what for what in whats] == [True, False]
    assert json.loads(run("access", "--month", "2020-01", "--json").output) == []
