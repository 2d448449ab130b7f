"""Every job without a screen, told as the desk does it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from deskapp.cli import Session, program
from deskapp.locale import set_language

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CALL = (
    "room=3-2-1202",
    "name=王女士",
    "contact=13800138000",
    "reporter=owner",
    "what=厨房水管漏水，地上都是水",
    "sub=REP.LEAK",
    "reason=要师傅上门看",
    "steps=先关总阀，师傅上门",
    "due=+3h",
    "told=reason,steps,due,contact",
)
READ_BACK = ("read_back.who=yes", "read_back.phone=yes", "read_back.what=yes")
SENT = ("person=王建国", "requirement=检查厨房水管并换软管")


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


@pytest.fixture
def bare(tmp_path: Path) -> Callable[..., Result]:
    """Run a command on a database that is not there yet."""
    path = tmp_path / "desk.db"

    def run(*arguments: str, text: str = "") -> Result:
        given = ["--db", str(path), *arguments]
        return CliRunner().invoke(program, given, input=text, obj=Session())

    return run


@pytest.fixture
def run(bare: Callable[..., Result]) -> Callable[..., Result]:
    """Run a command on a small site whose only operator is 周晓燕."""
    bare("new", "site", "name=翠湖花园", "phone=0571-88001234")
    bare("new", "person", "name=周晓燕", "roles=R,D", "dept=CS", "logs_in=yes")
    bare("new", "person", "name=王建国", "roles=E", "dept=ENG", "trade=水暖")
    return bare


def ok(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.output.strip()


def test_a_call_goes_from_the_first_word_to_closed(run: Callable[..., Result]) -> None:
    number = ok(run("new", "ticket", *CALL, *READ_BACK, *SENT))
    for step in (
        ("ticket.taken", "room_repeated=yes", "due_repeated=是"),
        ("ticket.started", "arrived_at=现在", "adult_agreed=yes"),
        ("ticket.work_done", "process=换了软管，不漏了", "result=修好了", "none_left=yes"),
        ("ticket.confirmed", "solved=yes", "score=5"),
    ):
        ok(run("do", number, *step))
    facts = json.loads(ok(run("show", number, "--json")))
    assert facts["state"] == "closed"
    assert [row["kind"] for row in facts["history"]][-1] == "ticket.confirmed"
    assert "faults" in ok(run("verify"))


def test_a_short_number_means_the_ticket_of_today(run: Callable[..., Result]) -> None:
    number = ok(run("new", "ticket", *CALL, *READ_BACK))
    short = number.split("-")[1].lstrip("A0")
    assert number in ok(run("show", short))


def test_an_enquiry_is_answered_on_the_spot(run: Callable[..., Result]) -> None:
    said = ("room=3-2-1202", "name=王女士", "contact=13800138000", "what=装修几点可以动工")
    number = ok(
        run(
            "new", "ticket", *said, *READ_BACK, "sub=ENQ.RENO", "answer=工作日八点起", "settled=yes"
        )
    )
    assert json.loads(ok(run("show", number, "--json")))["close_code"] == "C-SPOT"


def test_a_danger_takes_the_fast_path_and_brings_its_incident(run: Callable[..., Result]) -> None:
    said = (
        "room=3-2-1202",
        "what=电梯停在八楼，里面有人",
        "missing=name:emergency,contact:emergency",
    )
    number = ok(run("new", "ticket", *said, "sub=EMG.LIFT"))
    incident = json.loads(ok(run("show", number, "--json")))["incident"]
    assert "电梯停在八楼" in ok(run("show", incident))


def test_a_message_is_not_read_back_aloud(run: Callable[..., Result]) -> None:
    number = ok(run("new", "ticket", *CALL, "channel=im"))
    facts = json.loads(ok(run("show", number, "--json")))
    assert facts["read_back"]["who"]["reason"] == "not_live"


def test_a_refusal_names_its_clause_and_field_and_nothing_is_written(
    run: Callable[..., Result],
) -> None:
    refused = run("new", "ticket", *CALL, "read_back.who=yes")
    assert refused.exit_code == 1
    assert refused.stderr.splitlines()[0].startswith("2.2  read_back.phone")
    assert len(refused.stderr.splitlines()) == 2
    assert json.loads(ok(run("queue", "--view", "everything", "--json"))) == []


def test_a_reason_passes_only_the_soft_gates_that_stood(run: Callable[..., Result]) -> None:
    cut = ("read_back.who=yes", "override=电话突然断了，回拨没人接")
    number = ok(run("new", "ticket", *CALL, *cut))
    facts = json.loads(ok(run("show", number, "--json")))
    assert [d["clauses"] for d in facts["deviations"]] == [["2.2"]]
    hard = run("do", number, "ticket.confirmed", "solved=yes", "score=5", "override=急着下班走人")
    assert hard.exit_code == 1


def test_every_gate_that_was_passed_is_on_one_list(run: Callable[..., Result]) -> None:
    assert ok(run("deviations")) == "Nothing found."
    ok(run("new", "ticket", *CALL, "override=业主赶着上班"))
    skipped = ok(run("new", "ticket", *CALL, "override=业主在开会"))
    ok(run("new", "ticket", *CALL, *READ_BACK))
    newest, first = json.loads(ok(run("deviations", "--json")))
    assert (newest["number"], newest["clauses"], newest["why"]) == (skipped, ["2.2"], "业主在开会")
    assert (newest["by_name"], newest["self_approved"]) == ("周晓燕", True)
    assert first["why"] == "业主赶着上班"
    assert "业主在开会" in ok(run("deviations", "--limit", "1"))


def test_tickets_are_merged_by_their_short_numbers(run: Callable[..., Result]) -> None:
    target = ok(run("new", "ticket", *CALL, *READ_BACK))
    number = ok(run("new", "ticket", *CALL, *READ_BACK))
    wrong = run("do", "2", "ticket.merged", "target=77", "same=yes")
    assert wrong.exit_code == 1
    assert "No record has the number 77." in wrong.output
    ok(run("do", "2", "ticket.merged", "target=A001", "same=yes"))
    assert json.loads(ok(run("show", "2", "--json")))["merged_into"] == target
    (who,) = json.loads(ok(run("show", "1", "--json")))["reporters"]
    assert (who["ticket"], who["name"]) == (number, "Ms 王**")
    assert "13800138000" not in ok(run("show", "1"))
    ok(run("do", "1", "ticket.reporter_told", f"ticket={number}", "result=told"))


def test_a_deed_of_several_is_taken_whole_or_not_at_all(run: Callable[..., Result]) -> None:
    number = ok(run("new", "ticket", *CALL, *READ_BACK))
    asked = {"stream": number, "kind": "ticket.chased", "fields": {"who": "王女士"}}
    early = {"stream": number, "kind": "ticket.confirmed", "fields": {"solved": "yes"}}
    assert run("do", "--json", "-", text=json.dumps([asked, early])).exit_code == 1
    assert json.loads(ok(run("show", number, "--json")))["chased"] == 0
    ok(run("do", "--json", "-", text=json.dumps([asked, asked])))
    assert json.loads(ok(run("show", number, "--json")))["chased"] == 2


def test_a_whole_call_may_come_as_json(run: Callable[..., Result]) -> None:
    fields = dict(pair.split("=", 1) for pair in (*CALL, "raised_at=now", "channel=phone"))
    recorded = {k: fields[k] for k in ("room", "name", "contact", "what", "channel", "raised_at")}
    told = {"sub": "REP.LEAK", "priority": "P1", "told": ["reason", "steps", "due", "contact"]}
    told |= {k: fields[k] for k in ("reason", "steps", "due")}
    policy = json.loads(ok(run("show", ok(run("new", "ticket", *CALL, *READ_BACK)), "--json")))
    recorded["policy"] = policy["policy"]
    deed = [
        {"stream": "new", "kind": "ticket.recorded", "fields": recorded},
        *(
            {"stream": "new", "kind": "ticket.read_back", "fields": {"chunk": c, "outcome": "yes"}}
            for c in ("who", "phone", "what")
        ),
        {"stream": "new", "kind": "ticket.accepted", "fields": told},
    ]
    assert "to dispatch" in ok(run("do", "--json", "-", text=json.dumps(deed)))


@pytest.mark.parametrize("text", ["[", "[]", "[3]", '[{"kind": 3}]', '{"kind":"x","more":1}'])
def test_what_is_no_deed_is_refused_in_one_sentence(run: Callable[..., Result], text: str) -> None:
    refused = run("do", "--json", "-", text=text)
    assert refused.exit_code == 1
    assert len(refused.stderr.splitlines()) == 1


def test_values_that_cannot_be_read_are_told_by_their_fields(run: Callable[..., Result]) -> None:
    refused = run("new", "ticket", *CALL, *READ_BACK, "due=whenever", "colour=red")
    assert refused.exit_code == 1
    assert "[colour]" in refused.stderr
    assert "[due]" in run("new", "ticket", *CALL, *READ_BACK, "due=whenever").stderr


def test_the_steps_of_a_ticket_say_why_they_are_not_open(run: Callable[..., Result]) -> None:
    number = ok(run("new", "ticket", *CALL, *READ_BACK))
    steps = {step["kind"]: step for step in json.loads(ok(run("steps", number, "--json")))}
    assert steps["ticket.dispatched"] == {
        "kind": "ticket.dispatched", "title": "Send out", "open": True, "clause": "3.1",
    }  # fmt: skip
    assert steps["ticket.confirmed"]["clause"] == "3.3"
    assert steps["ticket.confirmed"]["why"]
    assert "3.3" in ok(run("steps", number))


def test_without_a_number_every_kind_of_step_is_listed_with_its_fields(
    run: Callable[..., Result],
) -> None:
    kinds = json.loads(ok(run("steps", "--json")))
    assert kinds["ticket.dispatched"]["fields"]["person"]["need"] is True
    assert kinds["ticket.dispatched"]["sentences"] == ["3.1-1", "3.1-2"]
    assert "requirement" in ok(run("steps"))


def test_a_kind_of_step_is_explained_and_a_slip_of_the_pen_told(run: Callable[..., Result]) -> None:
    said = ok(run("steps", "ticket.due_changed"))
    assert "agree on a new one" in said
    assert "receptionist" in said
    wrong = run("steps", "ticket.due_chnged")
    assert wrong.exit_code == 1
    assert "ticket.due_changed" in wrong.output


def test_a_step_that_is_only_brought_along_is_not_called_open(run: Callable[..., Result]) -> None:
    number = ok(run("new", "ticket", *CALL, *READ_BACK))
    steps = {step["kind"]: step for step in json.loads(ok(run("steps", number, "--json")))}
    assert steps["ticket.incident_opened"]["open"] is False
    assert "never taken by itself" in steps["ticket.incident_opened"]["why"]


def test_what_a_terminal_of_another_code_typed_is_refused_in_one_sentence(
    run: Callable[..., Result],
) -> None:
    result = run("verify", "--against", "\udcff")
    assert result.exit_code == 1
    assert "not UTF-8" in result.output


def test_the_doctor_finds_a_set_up_desk_well(run: Callable[..., Result]) -> None:
    checks = {c["check"]: c["state"] for c in json.loads(ok(run("doctor", "--json")))}
    assert checks["database"] == checks["search"] == checks["policy"] == "good"


def test_the_doctor_makes_no_database(bare: Callable[..., Result], tmp_path: Path) -> None:
    assert "yet" in ok(bare("doctor"))
    assert not (tmp_path / "desk.db").exists()


def test_the_doctor_names_a_journal_that_is_guarded_no_more(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "desk.db")) as conn:
        conn.execute("DROP TRIGGER journal_keeps_rows")
    result = run("doctor")
    assert result.exit_code == 1
    assert "journal_keeps_rows" in result.output


def test_the_doctor_names_a_policy_that_cannot_be_read(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "policy").mkdir()
    (tmp_path / "policy" / "own.toml").write_text("[phrases", encoding="utf-8")
    result = run("doctor")
    assert result.exit_code == 1
    assert "own.toml" in result.output


def test_every_sentence_of_the_handbook_is_told_with_what_carries_it(
    bare: Callable[..., Result],
) -> None:
    told = {s["id"]: s for s in json.loads(ok(bare("doctor", "--clauses", "--json")))}
    assert len([name for name in told if name[0].isdigit()]) == 47
    assert "ticket.due_changed" in told["3.2-2"]["steps"]
    shown = ok(bare("doctor", "--clauses"))
    assert all(f"  {name}  " in shown for name in told)


def test_the_queue_and_the_search_show_no_name_and_no_number(run: Callable[..., Result]) -> None:
    number = ok(run("new", "ticket", *CALL, *READ_BACK))
    for asked in (("queue",), ("queue", "--json"), ("search", "漏水"), ("show", number)):
        shown = ok(run(*asked))
        assert number in shown
        assert "13800138000" not in shown
    assert ok(run("search", "暖气")) == "Nothing found."
    (hit,) = json.loads(ok(run("search", "漏水", "--json")))
    assert (hit["kind"], hit["number"]) == ("ticket", number)
    assert "13800138000" not in ok(run("show", number, "--json"))
    ok(run("do", "S", "filter.saved", "name=漏", "asked=漏水 is:open"))
    assert number in ok(run("search", "--kept", "漏"))
    assert run("search", "--kept", "没有").exit_code == 1


def test_several_operators_ask_who_acts(run: Callable[..., Result]) -> None:
    ok(run("new", "person", "name=马强", "roles=G", "dept=SEC", "logs_in=yes"))
    refused = run("new", "ticket", *CALL, *READ_BACK)
    assert refused.exit_code == 1
    assert {"周晓燕", "马强"} <= set(refused.stderr.replace(".", "").replace(",", "").split())
    ok(run("--as", "马强", "new", "ticket", *CALL, *READ_BACK))
    assert run("--as", "王建国", "queue", "--view", "mine").exit_code == 1


def test_a_receptionist_makes_no_full_export(run: Callable[..., Result], tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert run("tickets", "export", str(out), "--full").exit_code == 1
    assert not out.exists()
    ok(run("tickets", "export", str(out)))
    assert run("tickets", "export", str(out)).exit_code == 1
    ok(run("tickets", "export", str(out), "--replace"))


def test_a_dry_run_tells_and_changes_nothing(run: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("房号,姓名\n3-2-1202,王芳\n坏,\n", encoding="gb18030")
    refused = run("residents", "import", str(path))
    assert refused.exit_code == 1
    assert "line 3" in refused.stderr
    path.write_text("房号,姓名\n3-2-1202,王芳\n", encoding="gb18030")
    dry = json.loads(ok(run("residents", "import", str(path), "--dry-run", "--json")))
    (change,) = dry.pop("changes")
    assert (change["room"], change["what"], change["by_hand"]) == ("3-2-1202", "new", False)
    assert dry == {
        "rooms": 1, "people": 1, "new": 1, "changed": 0, "gone": 0, "by_hand": 0,
        "taken": False, "bad": [],
    }  # fmt: skip
    assert "Imported." in ok(run("residents", "import", str(path)))
    again = json.loads(ok(run("residents", "import", str(path), "--dry-run", "--json")))
    assert again["new"] == 0


def test_past_tickets_are_imported_and_found(run: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "past.csv"
    path.write_text("受理时间,内容\n2024-05-01 09:00,路灯不亮\n", encoding="utf-8-sig")
    assert "Imported." in ok(run("tickets", "import", str(path)))
    assert "路灯不亮" in ok(run("search", "路灯"))


def test_the_tables_are_made_anew(run: Callable[..., Result]) -> None:
    ok(run("new", "ticket", *CALL, *READ_BACK))
    assert ok(run("rebuild")).startswith("4 records")
    report = json.loads(ok(run("verify", "--json")))
    assert report["faults"] == []
    assert ok(run("verify", "--against", report["fingerprint"]))
    assert run("verify", "--against", "desk-1-abcd").exit_code == 1


def test_no_command_makes_a_database_by_a_slip(bare: Callable[..., Result], tmp_path: Path) -> None:
    refused = bare("queue")
    assert refused.exit_code == 1
    assert len(refused.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [("do",), ("do", "1"), ("new", "lamp"), ("queue", "--view", "none"), ("new", "site", "name")],
)
def test_wrong_usage_is_exit_code_2(run: Callable[..., Result], arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_every_command_has_a_help_text() -> None:
    for name, command in program.commands.items():
        assert command.help, name
        assert CliRunner().invoke(program, [name, "--help"], obj=Session()).exit_code == 0


def test_the_figures_of_the_read_back_are_for_the_supervisor(run: Callable[..., Result]) -> None:
    ok(run("new", "ticket", *CALL, *READ_BACK))
    facts = json.loads(ok(run("readback", "--json")))
    assert facts == {
        "n": 1, "caught": 0, "percent": 0.0, "not_credible": 0, "like_rote": False,
    }  # fmt: skip
    assert "0 of 1" in ok(run("readback"))
    run("new", "person", "name=李敏", "roles=R", "dept=CS", "logs_in=yes")
    assert run("--as", "李敏", "readback").exit_code == 1


def test_a_question_is_answered_with_the_call(run: Callable[..., Result]) -> None:
    number = ok(run("new", "ticket", *CALL, *READ_BACK, "ask.since=昨晚", "ask.valve=关了"))
    facts = json.loads(ok(run("show", number, "--json")))
    assert facts["answers"] == {"since": "昨晚", "valve": "关了"}
    assert run("new", "ticket", *CALL, *READ_BACK, "ask.mood=好").exit_code == 1


def test_a_complaint_is_begun_with_one_note_and_shows_no_name_and_no_number(
    run: Callable[..., Result],
) -> None:
    number = ok(run("new", "complaint", "note=报修三次没人来"))
    ok(run("do", number, "complaint.point_noted", "words=报修三次没人来"))
    said = (
        "name=王女士",
        "room=3-2-1202",
        "contact=13800138000",
        "wanted=今天修好",
        "happened=这个月三次",
    )
    ok(run("do", number, "complaint.received", *said, "restated=yes"))
    shown = ok(run("show", number)) + ok(run("show", number, "--json"))
    assert "王女士" not in shown
    assert "13800138000" not in shown
    assert "报修三次没人来" in shown
