"""The guard's log: facts in one line each, their own time kept apart, nothing rubbed out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest

from deskapp.handbook.fields.reading import Level
from deskapp.handbook.incident.steps import from_line
from deskapp.handbook.logbook.leading import split_time
from deskapp.handbook.logbook.patrol import unwritten_for
from deskapp.handbook.logbook.state import STRUCK, WRITTEN, LogLine
from deskapp.handbook.logbook.steps import PassedOn, Struck, Written, quiet_line
from deskapp.handbook.policy import Policy
from deskapp.handbook.step import Act, slots_of
from deskapp.handbook.typed import read_typed
from tests.handbook.desk_in_memory import GUO, LIN, MA, NOW, POLICY, ZHOU, MemoryDesk, but, in_hours
from tests.handbook.told_no import no

ROUND = Written(text="巡地库东侧，正常")


def with_limit(code: str, value: int) -> Policy:
    limits = dict(POLICY.data["limits"])
    limits[code] = {**limits[code], "value": value}
    return Policy.from_data({**POLICY.data, "limits": limits})


def write(desk: MemoryDesk, step: Written = ROUND) -> str:
    return desk.as_(GUO).take(Act("", step))[0].stream


def line(desk: MemoryDesk, number: str) -> LogLine:
    return cast("LogLine", desk.records[number])


@pytest.mark.clause("H46")
def test_g1_a_line_is_stamped_with_time_and_author(desk: MemoryDesk) -> None:
    made = line(desk, write(desk))
    assert (made.state, made.text, made.by) == (WRITTEN, ROUND.text, GUO.id)
    assert (made.happened_at, made.written_at, made.late) == (NOW, NOW, False)


@pytest.mark.clause("H46")
def test_a_line_without_words_is_no_line(desk: MemoryDesk) -> None:
    assert no(desk.refused(Act("", but(ROUND, "text", "")))) == [("text", "H46", "hard")]


@pytest.mark.clause("H46")
def test_an_event_that_is_still_to_come_is_refused(desk: MemoryDesk) -> None:
    later = replace(ROUND, happened_at=in_hours(1))
    assert no(desk.refused(Act("", later))) == [("happened_at", "H46", "hard")]


@pytest.mark.clause("H46")
def test_g5_a_line_about_an_hour_ago_is_a_late_entry_with_its_reason(desk: MemoryDesk) -> None:
    late = replace(ROUND, happened_at=in_hours(-1))
    assert no(desk.refused(Act("", late))) == [("late_reason", "H46", "hard")]
    made = line(desk, write(desk, replace(late, late_reason="送住户上楼")))
    assert (made.late, made.happened_at, made.written_at) == (True, in_hours(-1), NOW)
    soon = line(desk, write(desk, Written(text="8栋大堂门禁没反应", happened_at=in_hours(-0.4))))
    assert not soon.late


@pytest.mark.clause("H46")
@pytest.mark.parametrize(
    ("typed", "hours", "text"),
    [
        ("09:20 西门，有人吵架", -2 / 3, "西门，有人吵架"),
        ("9：20西门有人吵架", -2 / 3, "西门有人吵架"),
        ("23:50 巡楼", -10 - 1 / 6, "巡楼"),
        ("昨晚11点半外卖车翻倒", -10.5, "外卖车翻倒"),
        ("20分钟前 有人敲门", -1 / 3, "有人敲门"),
        ("-20 有人敲门", -1 / 3, "有人敲门"),
        ("11/23 22:00 交接", -12, "交接"),
        ("10:40 还没到", 2 / 3, "还没到"),
        ("今 23:50 还没到", 13 + 5 / 6, "还没到"),
        ("3-2-1202 漏水", None, "3-2-1202 漏水"),
        ("1202 漏水", None, "1202 漏水"),
        ("25:00 什么", None, "25:00 什么"),
        ("8点交接班", None, "8点交接班"),
        ("23:50", None, "23:50"),
    ],
)
def test_a_time_that_stands_first_is_when_it_happened(
    typed: str, hours: float | None, text: str
) -> None:
    begun = split_time(typed, NOW)
    at = None if hours is None else NOW + timedelta(minutes=round(hours * 60))
    assert (begun.happened_at, begun.text) == (at, text)


def test_on_a_paper_sheet_four_digits_are_a_time_as_well() -> None:
    assert split_time("0105 巡楼", NOW, paper=True).happened_at == in_hours(-8 - 55 / 60)


@pytest.mark.clause("H46")
def test_g8_a_gap_longer_than_the_site_wants_is_pointed_out(desk: MemoryDesk) -> None:
    assert unwritten_for(None, desk) is None
    assert unwritten_for(in_hours(-2), desk) is None
    assert unwritten_for(in_hours(-2.1), desk) == timedelta(hours=2, minutes=6)
    desk.policy = with_limit("log_gap_min", 60)
    assert unwritten_for(in_hours(-1.1), desk) == timedelta(hours=1, minutes=6)
    desk.policy = with_limit("log_gap_min", 0)
    assert unwritten_for(in_hours(-9), desk) is None


@pytest.mark.clause("H46")
def test_x17_the_name_of_an_illness_is_warned_of_and_taken(desk: MemoryDesk) -> None:
    slot = slots_of(Written)["text"]
    for said in ("3栋老人心梗", "old man with a heart attack"):
        reading = read_typed(slot, said, desk)
        assert (reading.level, reading.value) == (Level.WARN, said)
    assert read_typed(slot, "3栋有人急病，一人", desk).level is Level.OK


@pytest.mark.clause("H46")
def test_x28_a_line_from_paper_names_its_sheet_and_is_marked(desk: MemoryDesk) -> None:
    made = line(desk, write(desk, replace(ROUND, happened_at=in_hours(-6), sheet="3")))
    assert (made.late, made.sheet, made.happened_at) == (True, "3", in_hours(-6))


@pytest.mark.clause("H46")
def test_the_same_line_within_seconds_is_asked_about(desk: MemoryDesk) -> None:
    write(desk)
    desk.later(seconds=5)
    assert no(desk.refused(Act("", ROUND))) == [("again", "H46", "hard")]
    assert line(desk, write(desk, replace(ROUND, again=True)))
    desk.later(minutes=2)
    assert write(desk)


@pytest.mark.clause("H46")
def test_x29_after_the_clock_was_set_back_no_line_is_taken_for_a_repetition(
    desk: MemoryDesk,
) -> None:
    write(desk)
    desk.later(hours=-1)
    assert write(desk)


@pytest.mark.clause("H46")
def test_g8_nothing_to_report_is_a_line(desk: MemoryDesk) -> None:
    assert line(desk, write(desk, quiet_line("平安无事"))).quiet


@pytest.mark.clause("H46")
def test_g4_the_old_words_stay_with_who_when_and_why(desk: MemoryDesk) -> None:
    number = write(desk)
    desk.take(Act(number, Struck(why="看错了", text="巡地库西侧，正常")))
    made = line(desk, number)
    assert (made.state, made.text) == (WRITTEN, "巡地库西侧，正常")
    (old,) = made.corrections
    assert (old.struck, old.why, old.by, old.at) == (ROUND.text, "看错了", GUO.id, NOW)
    desk.take(Act(number, Struck(why="根本没去")))
    assert line(desk, number).state == STRUCK
    assert no(desk.refused(Act(number, Struck(why="再改")))) == [("", "H46", "hard")]


@pytest.mark.clause("H46")
def test_g4_only_the_author_or_a_supervisor_corrects(desk: MemoryDesk) -> None:
    number = write(desk)
    wrong = Struck(why="看错了", text="别的")
    assert no(desk.as_(ZHOU).refused(Act(number, wrong))) == [("", "H46", "hard")]
    for chief in (LIN, MA):
        desk.as_(chief).take(Act(number, Struck(why="核过了", text=f"{chief.name}核过")))


@pytest.mark.clause("H46")
@pytest.mark.parametrize(
    ("step", "field"),
    [(Struck(why="", text="别的"), "why"), (Struck(why="看错了", text=ROUND.text), "text")],
)
def test_a_correction_has_a_reason_and_says_something_else(
    desk: MemoryDesk, step: Struck, field: str
) -> None:
    number = write(desk)
    assert no(desk.refused(Act(number, step))) == [(field, "H46", "hard")]


@pytest.mark.clause("H46")
def test_a_line_becomes_an_incident_without_retyping(desk: MemoryDesk) -> None:
    number = write(desk, Written(text="5栋1单元电梯里有人被困，两个人"))
    report = from_line(line(desk, number), desk)
    assert (report.sub, report.log) == ("EMG.LIFT", number)
    incident = desk.take(Act("", report))[0].stream
    assert desk.incident(incident).what == "5栋1单元电梯里有人被困，两个人"
    assert line(desk, number).became == incident
    assert no(desk.refused(Act(number, PassedOn(number="R001")))) == [("", "H46", "hard")]
