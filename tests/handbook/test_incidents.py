"""An incident from the first word to its named end (I01 to I15)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from deskapp.handbook.history import Entry
from deskapp.handbook.incident.chain import chain, next_call, reports_due, talk_due, unreached
from deskapp.handbook.incident.course import (
    ActionTaken,
    Amended,
    Arrived,
    CallAnswered,
    Checked,
    Confirmed,
    FalseAlarm,
    LevelChanged,
    Reopened,
)
from deskapp.handbook.incident.ending import (
    Closed,
    Controlled,
    FlatsListed,
    FlatTold,
    HandedToAuthority,
    Logged,
    ReportWritten,
    Returned,
    ReviewStarted,
)
from deskapp.handbook.incident.evidence import DamageLinked, FootageNoted, FootageSaved
from deskapp.handbook.incident.late import lines_of
from deskapp.handbook.incident.reminders import reminders
from deskapp.handbook.incident.state import (
    CLOSED,
    CONFIRMED,
    CONTROLLED,
    FALSE_ALARM,
    OUTSIDE,
    RESPONDING,
    REVIEW,
    Incident,
)
from deskapp.handbook.incident.steps import Notified, Reported, ResponseStarted
from deskapp.handbook.reminder import due_now
from deskapp.handbook.step import Act, Step
from tests.handbook.desk_in_memory import (
    GUO,
    LIN,
    MA,
    NOW,
    ZHOU,
    MemoryDesk,
    but,
    in_hours,
    ticket_at,
)
from tests.handbook.told_no import no

LIFT = Reported(what="电梯困人，2 人", place="5-1 电梯", sub="EMG.LIFT")
FIRE = Reported(what="烟感报警", place="8栋7层", sub="EMG.FIRE")
FLOOD = Reported(what="爆管跑水", place="3-2-1202", sub="EMG.FLOOD")
SEEN = Confirmed(looked=GUO.id, seen="轿厢停七层，两人", level="I2")
SAFE = Controlled(says="马强", safe="人都出来了，电梯停用挂牌", evidence="没有要留的")
REVIEW_NOW = ReviewStarted(touched=False, damage=False)
FIRE_TRUCK = HandedToAuthority(body="119", who="城东中队 3 号车")
LEVEL = LevelChanged(level="I2", why="困了两个人")
END = Closed(
    cause="门机皮带断", loss="无", hurt=0, prevention="换皮带，每月多查一次", prevented_by=LIN.id,
    prevented_until=in_hours(72), authority_told=False, authority_why="未达上报标准",
    legal_hold=False,
)  # fmt: skip
HARD = [("", "H48", "hard")]


def take(desk: MemoryDesk, number: str, *steps: Step[Incident]) -> Incident:
    passed = desk.take(*(Act(number, step) for step in steps))
    return desk.incident(passed[0].stream)


def refusals(desk: MemoryDesk, number: str, step: Step[Incident]) -> list[tuple[str, str, str]]:
    return no(desk.refused(Act(number, step)))


def responding(desk: MemoryDesk, what: Reported = LIFT) -> str:
    """The first call has been made, nothing else is known."""
    number = take(desk.as_(GUO), "", what).number
    return take(desk, number, ResponseStarted(whom="lift")).number


def controlled(desk: MemoryDesk) -> str:
    """Everybody was called, the danger is over."""
    number = responding(desk)
    calls = [Notified(whom=whom, reached=True, called_at=NOW) for whom in ("leader", "M", "HQ")]
    return take(desk, number, LEVEL, *calls, SAFE).number


def reviewed(desk: MemoryDesk) -> str:
    number = controlled(desk)
    take(desk, number, ReportWritten(report="first", to="项目经理"))
    return take(desk.as_(LIN), number, REVIEW_NOW).number


@pytest.mark.clause("H48")
def test_i02_whoever_looked_says_what_was_seen_and_the_level(desk: MemoryDesk) -> None:
    number = take(desk.as_(GUO), "", LIFT).number
    assert Confirmed.suggest(desk.incident(number), desk)["level"] == "I2"
    for field in ("looked", "seen", "level"):
        assert refusals(desk, number, but(SEEN, field, "")) == [(field, "H48", "hard")]
    incident = take(desk, number, SEEN)
    assert (incident.state, incident.level, incident.level_at) == (CONFIRMED, "I2", NOW)


@pytest.mark.clause("H48")
def test_i03_a_false_alarm_says_what_it_was(desk: MemoryDesk) -> None:
    number = responding(desk, FIRE)
    alarm = FalseAlarm(looked=GUO.id, was="试铃", reset_by=GUO.id)
    assert FalseAlarm.suggest(desk.incident(number), desk)["reset_by"] == GUO.id
    assert refusals(desk, number, replace(alarm, reset_by="")) == [("reset_by", "H48", "hard")]
    assert refusals(desk, number, replace(alarm, was="")) == [("was", "H48", "hard")]
    assert take(desk, number, alarm).state == FALSE_ALARM
    assert refusals(desk, number, LEVEL) == HARD


@pytest.mark.clause("H48")
def test_i06_actions_count_who_is_trapped_until_nobody_is(desk: MemoryDesk) -> None:
    number = responding(desk)
    assert take(desk, number, ActionTaken(did="说上话了", trapped=2)).trapped == 2
    assert take(desk, number, ActionTaken(did="维保到了")).trapped == 2
    assert refusals(desk, number, SAFE) == [("safe", "H48", "hard")]
    assert take(desk, number, ActionTaken(did="人出来了", trapped=0), SAFE).state == CONTROLLED


@pytest.mark.clause("H48")
def test_the_checklist_is_ticked_point_by_point(desk: MemoryDesk) -> None:
    number = take(desk.as_(GUO), "", LIFT).number
    assert take(desk, number, Checked(item="EMG.LIFT.1")).checked == ("EMG.LIFT.1",)
    assert refusals(desk, number, Checked(item="EMG.LIFT.99")) == [("item", "H48", "hard")]


@pytest.mark.clause("H48")
def test_whoever_arrives_was_called_before(desk: MemoryDesk) -> None:
    number = responding(desk)
    assert refusals(desk, number, Arrived(whom="119")) == [("whom", "H48", "hard")]
    before = Arrived(whom="lift", arrived_at=in_hours(-1))
    assert refusals(desk, number, before) == [("arrived_at", "H48", "hard")]
    came = take(desk.later(minutes=25), number, Arrived(whom="lift"))
    assert came.calls[0].arrived_at == desk.now


@pytest.mark.clause("H48")
def test_g7_who_is_not_reached_hands_on_to_the_next_and_is_tried_again(desk: MemoryDesk) -> None:
    number = responding(desk)
    incident = take(desk, number, LEVEL, Notified(whom="leader", reached=True, called_at=NOW))
    assert [link.whom for link in chain(incident, desk)] == ["lift", "leader", "M", "HQ"]
    assert next_call(incident, desk) is None

    desk.later(minutes=20)
    due = next_call(incident, desk)
    assert due is not None
    assert due.whom == "M"
    incident = take(desk, number, Notified(whom="M", reached=False, called_at=desk.now))
    assert next_call(incident, desk) is None
    desk.later(minutes=3)
    hq = next_call(incident, desk)
    assert hq is not None
    assert (hq.whom, hq.due) == ("HQ", desk.now)
    incident = take(desk, number, Notified(whom="HQ", reached=True, called_at=desk.now))
    again = next_call(incident, desk)
    assert again is not None
    assert (again.whom, again.tries) == ("M", 1)
    assert unreached(incident, desk) == ("M",)


@pytest.mark.clause("H48")
def test_x14_the_lift_firm_has_its_time_and_the_people_are_talked_to(desk: MemoryDesk) -> None:
    incident = desk.incident(responding(desk))
    (lift,) = (link for link in chain(incident, desk) if link.whom == "lift")
    assert lift.here_by == in_hours(0.5)
    assert talk_due(incident, desk) == in_hours(1 / 6)
    spoken = take(
        desk.later(minutes=9), incident.number,
        Notified(whom="car", reached=True, called_at=desk.now),
    )  # fmt: skip
    assert talk_due(spoken, desk) == in_hours(19 / 60)
    assert talk_due(take(desk, incident.number, SAFE), desk) is None


@pytest.mark.clause("H48")
def test_x14_a_lift_firm_that_does_not_come_makes_119_the_next_call(desk: MemoryDesk) -> None:
    incident = desk.incident(responding(desk))
    desk.later(minutes=30)
    wanted = next_call(incident, desk)
    assert wanted is not None
    assert (wanted.whom, wanted.due) == ("119", in_hours(0.5))
    came = take(desk.later(minutes=5), incident.number, Arrived(whom="lift"))
    assert "119" not in [link.whom for link in chain(came, desk)]
    called = take(desk, incident.number, Notified(whom="119", reached=True, called_at=desk.now))
    assert len([call for call in called.calls if call.whom == "119"]) == 1


@pytest.mark.clause("H48")
def test_g6_a_stamped_call_gets_its_answer_and_has_its_number(desk: MemoryDesk) -> None:
    number = responding(desk, FIRE)
    nobody = CallAnswered(whom="110", said="收到")
    assert refusals(desk, number, nobody) == [("whom", "H48", "hard")]
    incident = take(
        desk, number, Notified(whom="119", reached=True, called_at=NOW),
        CallAnswered(whom="119", said="五分钟到"),
    )  # fmt: skip
    call = incident.calls[-1]
    assert (call.number, call.said, call.reached) == ("119", "五分钟到", True)


@pytest.mark.clause("H48")
def test_g10_a_recording_is_pointed_at_and_reminded_of_until_it_is_saved(desk: MemoryDesk) -> None:
    number = responding(desk)
    noted = FootageNoted(camera="5-1 轿厢", begins=in_hours(-1), ends=NOW, keeper="监控室")
    assert refusals(desk, number, FootageSaved(which="1", where="U盘 3")) == HARD
    backwards = replace(noted, begins=NOW, ends=in_hours(-1))
    assert refusals(desk, number, backwards) == [("ends", "H48", "hard")]
    take(desk, number, noted, FalseAlarm(looked=GUO.id, was="按错了"))
    desk.later(days=25)
    (due,) = due_now(reminders(desk.incident(number), desk), desk.now)
    assert (due.at, due.message.values["until"]) == (desk.now, in_hours(30 * 24))
    saved = FootageSaved(which="1", where="U盘 3，档案柜")
    assert refusals(desk, number, replace(saved, which="2")) == [("which", "H48", "hard")]
    assert not list(reminders(take(desk, number, saved), desk))


@pytest.mark.clause("H48")
def test_what_an_incident_calls_for_rings_by_itself(desk: MemoryDesk) -> None:
    number = responding(desk)
    take(desk, number, LEVEL, Notified(whom="leader", reached=True, called_at=NOW))
    assert not due_now(reminders(desk.incident(number), desk), desk.now)
    desk.later(minutes=20)
    found = due_now(reminders(desk.incident(number), desk), desk.now)
    assert [one.message.text for one in found] == [
        "talk to the people in the lift again", "call {who} now",
    ]  # fmt: skip
    take(desk, number, SAFE)
    desk.later(hours=11)
    (report,) = due_now(reminders(desk.incident(number), desk), desk.now)[1:]
    assert (report.kind, report.message.values["due"]) == ("warn", in_hours(12))


@pytest.mark.clause("H48")
def test_i14_a_row_about_an_hour_ago_is_marked_late_and_shows_its_own_time(
    desk: MemoryDesk,
) -> None:
    number = responding(desk)
    told = ActionTaken(did="说上话了")
    for done_at, text in (
        (None, "{did}"), (in_hours(-0.4), "{when}: {text}"),
        (in_hours(-1), "Late entry, {when}: {text}"),
    ):  # fmt: skip
        take(desk, number, replace(told, done_at=done_at))
        row = desk.written[-1]
        assert lines_of(Entry(row.head, row.step), desk.policy)[0].text == text


@pytest.mark.clause("H48")
def test_i15_another_level_has_its_reason_and_its_own_chain(desk: MemoryDesk) -> None:
    number = responding(desk)
    assert refusals(desk, number, replace(LEVEL, why="")) == [("why", "H48", "hard")]
    incident = take(desk.later(minutes=5), number, LEVEL)
    assert (incident.level, incident.level_at) == ("I2", desk.now)
    assert refusals(desk, number, LEVEL) == [("level", "H48", "hard")]


@pytest.mark.clause("H48")
def test_i08_i09_an_authority_takes_over_and_gives_back(desk: MemoryDesk) -> None:
    number = responding(desk)
    assert refusals(desk, number, replace(FIRE_TRUCK, who="")) == [("who", "H48", "hard")]
    ours = replace(FIRE_TRUCK, body="leader")
    assert refusals(desk, number, ours) == [("body", "H48", "hard")]
    assert take(desk, number, FIRE_TRUCK).state == OUTSIDE
    assert refusals(desk, number, SAFE) == HARD
    back = Returned(left="看住火场到天亮")
    assert refusals(desk, number, replace(back, left="")) == [("left", "H48", "hard")]
    assert take(desk, number, back).state == CONTROLLED


@pytest.mark.clause("H48")
@pytest.mark.parametrize("field", ["says", "safe", "evidence"])
def test_i07_somebody_says_that_it_is_over_and_how_it_was_made_safe(
    desk: MemoryDesk, field: str
) -> None:
    number = responding(desk)
    assert refusals(desk, number, but(SAFE, field, "")) == [(field, "H48", "hard")]
    assert refusals(desk.as_(ZHOU), number, SAFE) == HARD


@pytest.mark.clause("H48")
def test_x16_the_flats_below_are_listed_and_each_is_told(desk: MemoryDesk) -> None:
    desk.rooms = frozenset({"3-2-1202", "3-2-1102", "3-2-1002", "3-2-1302", "3-2-1101"})
    number = responding(desk, FLOOD)
    offered = FlatsListed.suggest(desk.incident(number), desk)["rooms"]
    assert offered == ("3-2-1102", "3-2-1002")
    assert refusals(desk, number, FlatsListed(rooms=("9-9-999",))) == [("rooms", "H48", "hard")]
    assert refusals(desk, number, FlatTold(room="3-2-1102", result="told")) == HARD
    take(desk, number, FlatsListed(rooms=("3-2-1102", "3-2-1002")))
    told = FlatTold(room="3-2-1102", result="no_answer")
    assert take(desk, number, told).to_tell == ("3-2-1102", "3-2-1002")
    assert take(desk, number, replace(told, result="told")).to_tell == ("3-2-1002",)


@pytest.mark.clause("H48")
def test_i10_gaps_in_the_chain_are_explained_and_the_first_report_is_out(
    desk: MemoryDesk,
) -> None:
    number = responding(desk)
    take(desk, number, LEVEL, SAFE)
    review = REVIEW_NOW
    found = refusals(desk.as_(LIN), number, review)
    assert found == [("gaps", "H48", "hard"), ("", "H48", "hard")]
    take(desk, number, ReportWritten(report="first", to="项目经理"))
    assert refusals(desk, number, review) == [("gaps", "H48", "hard")]
    for field in ("touched", "damage"):
        asked = but(replace(review, gaps="经理手机关机"), field, None)
        assert refusals(desk, number, asked) == [(field, "H48", "hard")]
    assert take(desk, number, replace(review, gaps="经理手机关机，已留言")).state == REVIEW


@pytest.mark.clause("H48")
def test_g12_the_reports_are_due_by_their_times_until_they_are_sent(desk: MemoryDesk) -> None:
    number = controlled(desk)
    due = reports_due(desk.incident(number), desk)
    assert due == {"first": in_hours(12), "full": in_hours(24)}
    sent = take(desk, number, ReportWritten(report="first", to="项目经理"))
    assert list(reports_due(sent, desk)) == ["full"]


@pytest.mark.clause("H48")
def test_i11_it_closes_with_cause_loss_and_what_is_changed(desk: MemoryDesk) -> None:
    number = reviewed(desk)
    assert refusals(desk, number, END) == HARD
    desk.as_(MA)
    assert refusals(desk, number, END) == HARD
    take(desk, number, ReportWritten(report="full", to="公司"))
    empty: dict[str, Any] = {
        "cause": "", "loss": "", "hurt": None, "prevention": "", "prevented_by": "",
        "prevented_until": None, "authority_told": None, "authority_why": "", "legal_hold": None,
    }  # fmt: skip
    for field, value in empty.items():
        assert refusals(desk, number, but(END, field, value)) == [(field, "H48", "hard")]
    assert take(desk, number, END).state == CLOSED
    assert take(desk, number, Reopened(facts="有人回家后不舒服")).state == REVIEW


@pytest.mark.clause("H48")
def test_i10_damage_has_its_ticket_before_the_review(desk: MemoryDesk) -> None:
    repair = ticket_at(desk, "accepted")
    number = controlled(desk)
    for wrong in ("R999", number):
        step = DamageLinked(ticket=wrong)
        assert refusals(desk, number, step) == [("ticket", "H48", "hard")]
    take(desk, number, DamageLinked(ticket=repair), ReportWritten(report="first", to="项目经理"))
    assert refusals(desk, number, DamageLinked(ticket=repair)) == [("ticket", "H48", "hard")]
    assert take(desk.as_(LIN), number, ReviewStarted(touched=False)).damage == (repair,)


@pytest.mark.clause("H48")
def test_i12_only_what_has_no_level_is_a_line_of_the_log(desk: MemoryDesk) -> None:
    number = take(desk.as_(GUO), "", LIFT).number
    assert take(desk, number, Logged()).state == CLOSED
    graver = take(desk, "", LIFT).number
    take(desk, graver, SEEN)
    assert refusals(desk, graver, Logged()) == HARD


@pytest.mark.clause("H48")
def test_i14_the_old_words_stay_and_only_the_author_or_a_supervisor_changes_them(
    desk: MemoryDesk,
) -> None:
    number = responding(desk)
    right = Amended(item="place", now="5-2 电梯", why="看错单元")
    assert refusals(desk.as_(ZHOU), number, right) == HARD
    incident = take(desk.as_(GUO), number, right)
    (old,) = incident.amendments
    assert (incident.place, incident.state) == ("5-2 电梯", RESPONDING)
    assert (old.struck, old.why, old.by) == ("5-1 电梯", "看错单元", GUO.id)
    assert refusals(desk, number, right) == [("now", "H48", "hard")]
    without = replace(right, now="5-3 电梯", why="")
    assert refusals(desk, number, without) == [("why", "H48", "hard")]
    (row,) = (p.step for p in desk.written if isinstance(p.step, Amended))
    assert [msg.values.get("text") for msg in row.line()[:2]] == ["5-1 电梯", "5-2 电梯"]
