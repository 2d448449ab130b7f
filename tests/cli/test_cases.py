"""Complaints on the command line: listed, whole, and kept from whom they are about (X19)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from deskapp.cli import Session, program
from deskapp.locale import set_language

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RECEIVED = (
    "name=王女士", "room=3-2-1202", "contact=13800138000", "happened=今天上午，电话里",
    "wanted=道歉", "restated=yes",
)  # fmt: skip
SAID = "前台没听完就挂电话"


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Result]:
    """Run a command on a site with two receptionists and a supervisor."""
    path = tmp_path / "desk.db"
    set_language("en")

    def command(*arguments: str) -> Result:
        return CliRunner().invoke(program, ["--db", str(path), *arguments], obj=Session())

    command("new", "site", "name=翠湖花园", "phone=0571-88001234")
    new = ("new", "person", "dept=CS", "logs_in=yes")
    command(*new, "name=林主管", "roles=D")
    for name in ("周晓燕", "陈静"):
        command("--as", "林主管", *new, f"name={name}", "roles=R")
    return command


def ok(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.output.strip()


@pytest.fixture
def about_her(run: Callable[..., Result]) -> str:
    """A complaint about 周晓燕, which 陈静 has received; its number."""
    number = ok(run("--as", "陈静", "new", "complaint", f"note={SAID}"))
    ok(run("--as", "陈静", "do", number, "complaint.point_noted", f"words={SAID}", "whom=周晓燕"))
    ok(run("--as", "陈静", "do", number, "complaint.received", *RECEIVED))
    return number


@pytest.mark.clause("X19")
def test_whom_a_complaint_is_about_finds_it_nowhere(
    run: Callable[..., Result], about_her: str, tmp_path: Path
) -> None:
    for ask in (
        ("complaints",), ("complaints", "--view", "ended"), ("complaints", "--json"),
        ("complaints", "--view", "mine"), ("search", SAID), ("queue", "--view", "everything"),
        ("deviations",), ("tickets", "export", str(tmp_path / "out.csv")),
    ):  # fmt: skip
        result = run("--as", "周晓燕", *ask)
        assert about_her not in result.output, ask
        assert SAID not in result.output, ask
    assert SAID not in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    for ask in (("show",), ("show", "--json"), ("steps",), ("do",)):
        more = ("complaint.noted", "note=我没有挂") if ask == ("do",) else ()
        result = run("--as", "周晓燕", ask[0], about_her, *ask[1:], *more)
        assert result.exit_code == 1, ask
        assert SAID not in result.output, ask
        assert "passed on" in result.output


@pytest.mark.clause("X19")
def test_whoever_does_not_say_who_they_are_sees_none_that_is_about_somebody(
    run: Callable[..., Result], about_her: str
) -> None:
    assert about_her not in ok(run("complaints"))
    result = run("show", about_her)
    assert result.exit_code == 1
    assert "--as" in result.output
    assert SAID not in result.output


@pytest.mark.clause("X19")
def test_others_see_it_with_how_far_it_is(run: Callable[..., Result], about_her: str) -> None:
    (line,) = ok(run("--as", "林主管", "complaints")).splitlines()
    assert line.startswith(f"{about_her}  received")
    (facts,) = json.loads(ok(run("--as", "林主管", "complaints", "--json")))
    assert (facts["number"], facts["state"], facts["open"]) == (about_her, "received", True)
    assert SAID in ok(run("--as", "林主管", "show", about_her))


@pytest.mark.clause("X19")
def test_a_receptionist_who_wrote_down_her_own_name_hands_it_to_another_kind(
    run: Callable[..., Result],
) -> None:
    number = ok(run("--as", "周晓燕", "new", "complaint", f"note={SAID}"))
    ok(run("--as", "周晓燕", "do", number, "complaint.point_noted", f"words={SAID}",
           "whom=周晓燕"))  # fmt: skip
    ok(run("--as", "周晓燕", "do", number, "complaint.received", *RECEIVED))
    told = ("handler=林主管", "reply_by=+2h", "told=yes")
    other = run("--as", "陈静", "do", number, "complaint.acknowledged", *told)
    assert other.exit_code == 1
    assert "X19" in other.output
    ok(run("--as", "林主管", "do", number, "complaint.acknowledged", *told))


@pytest.mark.clause("4.1")
def test_a_ticket_says_that_it_became_a_complaint_and_not_what_was_said_in_it(
    run: Callable[..., Result],
) -> None:
    ticket = ok(run(
        "--as", "陈静", "new", "ticket", "room=3-2-1202", "name=王女士", "contact=13800138000",
        "reporter=owner", "what=厨房水管漏水，地上都是水", "sub=REP.LEAK", "reason=要师傅上门看",
        "steps=先关总阀，师傅上门", "due=+3h", "told=reason,steps,due,contact", "read_back.who=yes",
        "read_back.phone=yes", "read_back.what=yes",
    ))  # fmt: skip
    ok(run("--as", "陈静", "do", ticket, "ticket.complained_of", f"note={SAID}"))
    shown = ok(run("--as", "周晓燕", "show", ticket))
    assert SAID not in shown
    assert "complaint" in shown
