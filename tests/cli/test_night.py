"""The log and the incidents without a screen: printed and exported, struck words readable."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from deskapp.cli import Session, program
from deskapp.locale import set_language

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Result]:
    """Run a command on a small site whose only operator is the guard 马强."""

    def run(*arguments: str) -> Result:
        given = ["--db", str(tmp_path / "desk.db"), *arguments]
        return CliRunner().invoke(program, given, obj=Session())

    run("new", "site", "name=翠湖花园", "phone=0571-88001234")
    run("new", "person", "name=马强", "roles=G,D", "dept=SEC", "logs_in=yes")
    return run


def ok(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.output.strip()


@pytest.mark.clause("H46")
def test_g4_what_was_struck_out_is_readable_in_print_and_in_the_file(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    number = ok(run("new", "log", "text=车位 B1-023 没关窗，打给 13800138000"))
    ok(run("do", number, "log.struck", "why=看错号", "text=车位 B1-032 没关窗"))
    ok(run("new", "log", "text=西门车翻倒", "happened_at=2小时前", "late_reason=送人上楼"))
    printed = ok(run("log"))
    for words in ("B1-023", "B1-032", "看错号", "Late entry", "送人上楼"):
        assert words in printed
    assert "13800138000" not in printed
    out = tmp_path / "log.csv"
    ok(run("log", "export", str(out)))
    text = out.read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["Why struck"] for row in rows] == ["看错号", "", ""]
    assert [row["Late"] for row in rows] == ["", "", "Late entry"]
    assert "13800138000" not in text
    assert run("log", "export", str(out)).exit_code == 1
    assert ok(run("log", "--to", "2020-01-01")) == ""
    assert len(json.loads(ok(run("log", "--from", "2020-01-01", "--json")))) == 2


@pytest.mark.clause("H48")
def test_an_incident_is_printed_whole(run: Callable[..., Result]) -> None:
    number = ok(run("new", "incident", "what=电梯困人", "place=5-1 电梯", "sub=EMG.LIFT"))
    ok(run("do", number, "incident.response_started", "whom=119", "said=五分钟到"))
    ok(run("do", number, "incident.amended", "item=place", "now=5-2 电梯", "why=看错单元"))
    ok(run("do", number, "incident.action", "did=说上话了", "trapped=2", "done_at=1小时前"))
    shown = ok(run("show", number))
    for words in ("5-1 电梯", "5-2 电梯", "看错单元", "119; reached; 五分钟到", "Trapped: 2"):
        assert words in shown
    assert "Not reached: Lift firm; Security team leader" in shown
    assert "Late entry" in shown
    assert "Report by: First written report" in shown
    assert number in ok(run("incidents"))
    (listed,) = json.loads(ok(run("incidents", "--json")))
    assert listed["next_told"] == "call Lift firm now"
