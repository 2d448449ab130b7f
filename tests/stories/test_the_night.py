"""The guard's night by keys: the log, an incident, the handover, two people at one PC."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from deskapp.desk.desk import Desk
from deskapp.desk.signing import refused_pin, set_pin
from deskapp.handbook.handover.state import ACCEPTED, NOTED, OFFERED, Handover
from deskapp.handbook.incident.state import RESPONDING, Incident
from deskapp.handbook.incident.steps import Reported
from deskapp.handbook.staff import PersonAdded
from deskapp.handbook.step import Act
from deskapp.locale import _, timewords
from deskapp.store.register import Room, all_rooms, replace_register
from deskapp.tui.screens.access import AccessScreen
from deskapp.tui.screens.danger_calls import DangerCallsScreen
from deskapp.tui.screens.handover import HandoverScreen
from deskapp.tui.screens.incidents import IncidentsScreen
from deskapp.tui.screens.intake import IntakeScreen
from deskapp.tui.screens.lock import LockScreen
from deskapp.tui.screens.logbook import LogScreen
from deskapp.tui.screens.person import PersonScreen
from deskapp.tui.screens.pin import NewPinScreen, PinScreen
from deskapp.tui.screens.record import RecordScreen
from deskapp.tui.screens.shift_card import ShiftCardScreen
from deskapp.tui.screens.staff import StaffScreen

if TYPE_CHECKING:
    from textual.screen import Screen

    from deskapp.handbook.logbook.state import LogLine
    from tests.stories.robot import Robot


async def guard(robot: Robot, name: str, pin: str = "") -> str:
    """Somebody who signs in as a guard; their id."""

    def added(desk: Desk) -> str:
        before = desk.operator
        desk.operator = next(p for p in desk.people.values() if p.name == "林主管")
        person = desk.take([Act("", PersonAdded(name=name, roles=("G",), logs_in=True))])[0].stream
        if pin:
            set_pin(desk, person, pin)
        desk.operator = before
        return person

    made = await robot.app.desk.ask(added)
    await robot.app.learn_pins()
    return made


async def on_duty(robot: Robot, name: str = "赵刚") -> str:
    """A guard signed in, the log before them."""
    person = await guard(robot, name)
    await robot.app.sign_in(person)
    await robot.press("f5")
    await robot.waits_for(lambda: isinstance(robot.app.screen, LogScreen), "the log")
    await robot.settle()
    return person


async def writes(robot: Robot, text: str) -> None:
    await robot.types(text)
    await robot.press("enter")


async def now_here(robot: Robot, name: str) -> None:
    """Somebody else sits down at the page that is open."""
    people = await robot.app.desk.ask(lambda desk: desk.people)
    await robot.app.sign_in(next(p.id for p in people.values() if p.name == name))
    await robot.app.screen.load()  # type: ignore[attr-defined]


async def log(robot: Robot) -> list[LogLine]:
    return await robot.app.desk.ask(lambda desk: desk.log())


async def handover(robot: Robot) -> Handover:
    found = await robot.app.desk.ask(lambda desk: desk.handover())
    assert found is not None
    return found


async def incident(robot: Robot, number: str) -> Incident:
    found = await robot.app.desk.ask(lambda desk: desk.record(number))
    assert isinstance(found, Incident)
    return found


@pytest.mark.clause("H46")
async def test_a_quiet_night_is_a_few_lines_and_one_put_right(robot: Robot) -> None:
    await on_duty(robot)
    await writes(robot, "巡地库东侧，正常")
    await robot.sees("A0001", "巡地库东侧，正常", "赵刚")
    await writes(robot, "巡地库东侧，正常")
    assert len(await log(robot)) == 1
    robot.clocks.pass_time(minutes=50)
    await robot.press("ctrl+u")
    clock = (robot.clocks.now - timedelta(minutes=45)).strftime("%H:%M")
    await writes(robot, f"{clock} 西门外卖车翻倒，人没伤")
    assert len(await log(robot)) == 1
    await writes(robot, "送住户上楼")
    await robot.sees("送住户上楼")
    await robot.press("f10")

    await robot.press("up", "up", "up", "delete")
    await robot.types("看错了")
    await robot.press("enter")
    await robot.types("巡地库西侧，正常")
    await robot.press("f10")
    await robot.waits_for(lambda: isinstance(robot.app.screen, LogScreen), "the log")
    await robot.sees("巡地库东侧，正常", "巡地库西侧，正常", "看错了")
    first, late, quiet = await log(robot)
    assert [line.number for line in (first, late, quiet)] == ["L-A0001", "L-A0002", "L-A0003"]
    assert (first.corrections[0].struck, late.late, quiet.quiet) == ("巡地库东侧，正常", True, True)


@pytest.mark.clause("H46")
async def test_an_event_that_is_still_to_come_is_not_written(robot: Robot) -> None:
    await on_duty(robot)
    clock = (robot.clocks.now + timedelta(minutes=20)).strftime("%H:%M")
    await writes(robot, f"{clock} 西门有人吵架")
    assert await log(robot) == []
    await robot.sees("H46")


@pytest.mark.clause("H46")
async def test_somebody_else_s_line_is_not_theirs_to_strike(robot: Robot) -> None:
    await on_duty(robot)
    await writes(robot, "巡地库东侧，正常")
    await robot.app.sign_in(await guard(robot, "李军"))
    await robot.press("up", "delete")
    await robot.sees("赵刚", "H46")
    assert isinstance(robot.app.screen, LogScreen)


@pytest.mark.clause("H46")
async def test_five_lines_from_paper_stand_in_the_order_of_what_happened(robot: Robot) -> None:
    await on_duty(robot)
    await writes(robot, "来电了，开机")
    await robot.press("ctrl+r")
    await writes(robot, "3")
    await writes(robot, "没有时间的一句")
    assert len(await log(robot)) == 1
    await robot.press("ctrl+u")
    for text in (
        "0230 停电",
        "0105 巡楼，正常",
        "0410 发电机启动",
        "0230 应急灯亮",
        "0515 巡楼，正常",
    ):
        await writes(robot, text)
    lines = await log(robot)
    assert [line.text for line in lines] == [
        "巡楼，正常", "停电", "应急灯亮", "发电机启动", "巡楼，正常", "来电了，开机",
    ]  # fmt: skip
    assert all(line.late and line.sheet == "3" for line in lines[:5])
    await robot.press("ctrl+r")
    await writes(robot, "纸上的都录完了")
    assert (await log(robot))[-1].sheet == ""


@pytest.mark.clause("H48")
async def test_a_lift_entrapment_from_the_first_call_to_the_closed_report(robot: Robot) -> None:
    guard_here = await on_duty(robot)
    await robot.types("5栋1单元电梯困人，两个人")
    keys = robot.keys
    await robot.press("ctrl+g")
    await robot.waits_for(lambda: isinstance(robot.app.screen, DangerCallsScreen), "the calls")
    await robot.press("enter")
    assert robot.keys - keys == 2
    (line,) = await log(robot)
    first = await incident(robot, line.became)
    assert (first.state, first.sub, [c.whom for c in first.calls]) == (
        RESPONDING, "EMG.LIFT", ["lift"],
    )  # fmt: skip
    await robot.press("delete", "escape")
    await robot.waits_for(lambda: isinstance(robot.app.screen, LogScreen), "the log")
    robot.clocks.pass_time(minutes=31)
    await robot.app.screen.load()  # type: ignore[attr-defined]
    told: list[int] = []
    robot.app.bell = lambda: told.append(1)  # type: ignore[method-assign]
    await robot.app.look()
    assert told
    await robot.press("ctrl+g", "enter", "home", "ctrl+e", "right")
    await robot.types("皮带断了，换好了")
    await robot.press("f10", "escape", "f10")
    late = await incident(robot, line.became)
    assert [(call.whom, call.said) for call in late.calls] == [
        ("lift", "皮带断了，换好了"), ("leader", ""), ("119", ""),
    ]  # fmt: skip
    assert late.calls[0].arrived_at == robot.clocks.now

    await robot.fills("incident.controlled", safe="人出来了，电梯停用", evidence="没有可留的")
    await robot.fills("incident.footage_noted", camera="5-1 轿厢", keeper="监控室")
    await robot.fills("incident.report_written", to="公司值班")
    await robot.fills("incident.report_written", report="2", to="公司值班")
    await now_here(robot, "林主管")
    await robot.fills("incident.review_started", gaps="经理关机，已留言", touched="2", damage="2")
    assert (await incident(robot, line.became)).state == "review"
    await robot.take_step("incident.closed")
    await robot.sees("H48")
    await now_here(robot, "马经理")
    await robot.fills(
        "incident.closed", cause="门机皮带老化断了", loss="没有", prevention="每月多查一次皮带",
        prevented_by="张建国", prevented_until="+7d", authority_told="2",
        authority_why="没到上报标准", legal_hold="2",
    )  # fmt: skip
    ended = await incident(robot, line.became)
    assert (ended.state, list(ended.reports)) == ("closed", ["first", "full"])
    assert isinstance(robot.app.screen, RecordScreen)
    await robot.app.sign_in(guard_here)
    await robot.press("escape", "f5")
    await robot.waits_for(lambda: isinstance(robot.app.screen, IncidentsScreen), "the incidents")
    await robot.press("enter")
    await robot.sees("5-1 轿厢")


@pytest.mark.clause("H46")
async def test_a_line_becomes_a_ticket_without_retyping(robot: Robot) -> None:
    await on_duty(robot)
    await robot.app.sign_in(
        await robot.app.desk.ask(
            lambda desk: next(p.id for p in desk.people.values() if p.name == "周晓燕")
        )
    )
    await robot.types("中心花园路灯灭一盏")
    await robot.press("f2")
    await robot.waits_for(lambda: isinstance(robot.app.screen, IntakeScreen), "the intake")
    await robot.sees("中心花园路灯灭一盏")
    assert len(await log(robot)) == 1


async def offered(robot: Robot) -> None:
    """The shift of 赵刚 offered, an entrapment in it, fourteen keys and three radios counted."""
    await on_duty(robot)
    await robot.types("5栋1单元电梯困人")
    await robot.press("ctrl+g", "enter", "escape", "f6")
    await robot.waits_for(lambda: isinstance(robot.app.screen, HandoverScreen), "the handover")
    await robot.press("f10", "f10")
    await robot.types("维保说半小时到")
    await robot.press("f10", "f10")
    await robot.types("14")
    await robot.press("enter")
    await robot.types("3")
    await robot.press("f10", "f10")
    assert (await handover(robot)).state == OFFERED


@pytest.mark.clause("H47")
async def test_a_handover_with_a_missing_key(robot: Robot) -> None:
    await offered(robot)
    await robot.press("enter")
    await robot.sees("H47")
    assert (await handover(robot)).waits
    await robot.app.sign_in(await guard(robot, "李军"))
    await robot.press("f10")
    assert (await handover(robot)).state == OFFERED
    await robot.press("enter", "f10")
    await robot.types("13")
    await robot.press("enter")
    await robot.types("3")
    await robot.press("f10")
    assert (await handover(robot)).state == OFFERED
    await robot.waits_for(
        lambda: robot.app.screen.place() == _("Reserve"),  # type: ignore[attr-defined]
        "the reservation",
    )
    await robot.types("少7号钥匙")
    await robot.press("f10")
    shift = await handover(robot)
    assert (shift.state, shift.difference, shift.call_due) == (NOTED, "少7号钥匙", True)
    await robot.press("f3")
    await robot.sees("少7号钥匙")
    await robot.press("f6", "f10")
    await robot.types("1")
    await robot.press("f10")
    assert not (await handover(robot)).call_due
    await robot.press("f9")
    await robot.types("交接单")
    await robot.press("enter")
    (sheet,) = (robot.app.path.parent / "records").iterdir()
    printed = sheet.read_text(encoding="utf-8-sig")
    for words in ("维保说半小时到", "少7号钥匙", "赵刚", "李军"):
        assert words in printed


@pytest.mark.clause("H47")
async def test_relief_that_does_not_come_leaves_nobody_stuck(robot: Robot) -> None:
    await offered(robot)
    await robot.press("f3")
    await robot.sees("维保说半小时到")
    robot.clocks.pass_time(hours=1, minutes=18)
    await robot.app.screen.refresh_list()  # type: ignore[attr-defined]
    await robot.sees(timewords.span(timedelta(minutes=20)))
    await robot.press("f6", "ctrl+e")
    await robot.take_step("handover.no_relief")
    await robot.press("2", "enter", "f10")
    assert (await handover(robot)).state == "no_relief"
    await robot.press("escape", "f10")
    await robot.app.sign_in(await guard(robot, "李军"))
    await robot.press("enter", "f10")
    await robot.types("14")
    await robot.press("enter")
    await robot.types("3")
    await robot.press("f10")
    shift = await handover(robot)
    assert (shift.state, shift.waits) == (ACCEPTED, ())


@pytest.mark.clause("H49")
async def test_two_guards_share_one_pc_and_what_is_typed_stays(robot: Robot) -> None:
    await on_duty(robot)
    await guard(robot, "李军", "2580")
    await robot.types("东门访客两人")
    await robot.press("ctrl+o")
    await robot.waits_for(lambda: isinstance(robot.app.screen, PersonScreen), "who sits here")
    screen = robot.app.screen
    assert isinstance(screen, PersonScreen)
    at = [person.name for person in screen.people].index("李军")
    screen.list.choose(at)
    await robot.press("enter")
    await robot.waits_for(lambda: isinstance(robot.app.screen, PinScreen), "the PIN")
    await writes(robot, "1111")
    await robot.sees("H49")
    robot.lacks("1111")
    await writes(robot, "2580")
    await robot.waits_for(lambda: robot.app.operator_name == "李军", "the other guard")
    await robot.press("enter")
    (line,) = await log(robot)
    assert (line.text, robot.app.site_now().people[line.by].name) == ("东门访客两人", "李军")


@pytest.mark.clause("H49")
async def test_an_idle_screen_locks_and_loses_nothing_and_no_call_is_locked(
    robot: Robot,
) -> None:
    person = await guard(robot, "李军", "2580")
    await robot.app.sign_in(person)
    await robot.press("f5")
    await robot.types("东门访客")
    robot.clocks.pass_time(minutes=3)
    await robot.app.idling.look()
    await robot.settle()
    assert isinstance(robot.app.screen, LockScreen)
    robot.lacks("东门访客")
    await robot.press("f3", "escape", "f5")
    assert isinstance(robot.app.screen, LockScreen)
    screen = robot.app.screen
    screen.list.choose([one.name for one in screen.people].index("李军"))
    await robot.press("enter")
    await writes(robot, "2580")
    await robot.waits_for(lambda: isinstance(robot.app.screen, LogScreen), "the log")
    await robot.sees("东门访客")

    await robot.press("escape", "f2")
    robot.clocks.pass_time(minutes=30)
    await robot.app.idling.look()
    assert not isinstance(robot.app.screen, LockScreen)


@pytest.mark.clause("H46")
async def test_a_clock_that_was_set_back_is_told_and_the_order_stays(robot: Robot) -> None:
    await on_duty(robot)
    await writes(robot, "巡地库东侧，正常")
    robot.clocks.pass_time(hours=-1)
    await robot.app.look()
    last = timewords.point(robot.clocks.now + timedelta(hours=1), robot.clocks.now)
    await robot.sees(last)
    await writes(robot, "巡中心花园，正常")
    assert [line.number for line in await log(robot)] == ["L-A0001", "L-A0002"]


@pytest.mark.clause("H48")
async def test_a_fire_is_119_first_then_the_fire_service_takes_over_and_gives_back(
    robot: Robot,
) -> None:
    await on_duty(robot)
    await robot.types("3栋2单元楼道着火")
    keys = robot.keys
    await robot.press("ctrl+g", "enter")
    assert robot.keys - keys <= 4
    (line,) = await log(robot)
    fire = await incident(robot, line.became)
    assert (fire.sub, [call.whom for call in fire.calls]) == ("EMG.FIRE", ["119"])
    screen = robot.app.screen
    assert isinstance(screen, DangerCallsScreen)
    screen.list.choose(len(screen.codes))
    await robot.press("enter", "enter", "escape", "f10")
    assert (await incident(robot, line.became)).checked == ("EMG.FIRE.1", "EMG.FIRE.2")
    await robot.take_step("incident.handed_to_authority")
    await robot.press("1", "enter")
    await robot.types("城东中队 3 号车")
    await robot.press("f10")
    assert (await incident(robot, line.became)).state == "outside"
    await robot.take_step("incident.returned")
    await robot.types("看住火场到天亮")
    await robot.press("f10")
    assert (await incident(robot, line.became)).state == "controlled"


@pytest.mark.clause("H48")
async def test_a_flood_lists_the_three_flats_below_and_each_is_told(robot: Robot) -> None:
    def lowest(desk: Desk) -> None:
        with desk.store.writing(robot.clocks.now, ""):
            rooms = [*all_rooms(desk.store.conn), Room("3-2-1002", "3", "2", "10", "住宅", "89")]
            replace_register(desk.store.conn, rooms, [])

    await robot.app.desk.ask(lowest)
    await on_duty(robot)
    await robot.types("3-2-1302 爆管跑水")
    await robot.press("ctrl+g", "enter", "escape", "f10")
    (line,) = await log(robot)
    await robot.take_step("incident.flats_listed")
    await robot.press("f10")
    assert (await incident(robot, line.became)).flats == ("3-2-1202", "3-2-1102", "3-2-1002")
    await robot.press("ctrl+n")
    for left in (2, 1, 0):
        await robot.press("1", "f10")
        assert len((await incident(robot, line.became)).to_tell) == left
    assert isinstance(robot.app.screen, RecordScreen)


@pytest.mark.clause("H47")
async def test_what_comes_up_while_the_handover_is_prepared_needs_its_words_too(
    chinese: Robot,
) -> None:
    robot = chinese
    await on_duty(robot)
    await robot.press("f6", "f10", "f10")
    await robot.types("14")
    await robot.press("enter")
    await robot.types("3")
    await robot.press("f10", "f5")
    await robot.types("5栋1单元电梯困人")
    await robot.press("ctrl+g", "enter", "escape", "f6", "f10")
    shift = await handover(robot)
    assert (shift.state, [line.kind for line in shift.lines]) == ("preparing", ["incident"])
    await robot.press("f10")
    await robot.types("维保说半小时到")
    await robot.press("f10", "f10")
    assert (await handover(robot)).state == OFFERED


@pytest.mark.clause("H46")
async def test_a_line_that_was_not_entered_is_on_the_disk_and_stands_there_again(
    robot: Robot,
) -> None:
    await robot.press("f5")
    await robot.types("地库有异响")
    await robot.waits_for_draft("log line", "地库有异响")
    await robot.types("，去看")
    await robot.press("f3", "f5")
    await robot.sees("地库有异响，去看")
    await robot.press("enter")
    await robot.sees("0001")
    await robot.press("f3", "f5")
    kept = await robot.app.desk.ask(lambda desk: desk.draft("log line"))
    assert kept is None
    lines = await robot.app.desk.ask(lambda desk: desk.log())
    assert [line.text for line in lines] == ["地库有异响，去看"]


@pytest.mark.clause("H49")
async def test_a_site_without_pins_locks_too_says_nothing_and_asks_for_a_name(
    chinese: Robot,
) -> None:
    robot = chinese
    await robot.press("f3")
    robot.app.copy_to_clipboard("3-2-1202 厨房漏水")
    robot.clocks.pass_time(minutes=3)
    await robot.app.idling.look()
    await robot.settle()
    assert isinstance(robot.app.screen, LockScreen)
    assert robot.app.clipboard == ""
    assert "周晓燕" not in robot.screen().splitlines()[0]
    await robot.press("f2", "f9", "escape")
    assert isinstance(robot.app.screen, LockScreen)
    await robot.press("enter")
    await robot.waits_for(lambda: not isinstance(robot.app.screen, LockScreen), "the desk")
    assert robot.app.operator_name


@pytest.mark.clause("H49")
async def test_a_desk_left_open_changes_nobody_s_pin(chinese: Robot) -> None:
    robot = chinese
    await robot.app.sign_in(await guard(robot, "李军", "2580"))
    await robot.press("f5", "f9")
    await robot.types("忘了密码")
    await robot.press("enter")
    await robot.sees("H49")
    await robot.press("f9")
    await robot.types("我的密码")
    await robot.press("enter")
    await robot.waits_for(lambda: isinstance(robot.app.screen, PinScreen), "the old PIN")
    await writes(robot, "7391")
    await robot.sees("H49")
    assert type(robot.app.screen) is PinScreen
    await writes(robot, "2580")
    await robot.waits_for(lambda: isinstance(robot.app.screen, NewPinScreen), "the new PIN")
    await writes(robot, "7391")
    await writes(robot, "7391")
    me = robot.app.operator
    assert me
    assert await robot.app.desk.ask(lambda desk: refused_pin(desk, me.id, "7391")) is None


async def from_the_menu(robot: Robot, name: str, screen: type[Screen[Any]]) -> None:
    await robot.press("f9")
    await robot.types(name)
    await robot.press("enter")
    await robot.waits_for(lambda: isinstance(robot.app.screen, screen), name)
    await robot.settle()


@pytest.mark.clause("3.1")
async def test_staff_and_duty_are_kept_by_keys_and_whoever_is_on_duty_stands_first(
    chinese: Robot, people: dict[str, str]
) -> None:
    robot = chinese
    await robot.app.sign_in(people["马经理"])
    await from_the_menu(robot, "人员名单", StaffScreen)
    await robot.sees("张建国", "水电")
    await robot.press("f10")
    await robot.types("赵刚")
    await robot.press("enter")
    await robot.types("G")
    await robot.press("f10")
    await robot.waits_for(lambda: isinstance(robot.app.screen, StaffScreen), "the list")
    await robot.sees("赵刚")
    await robot.press("ctrl+e", "enter", "tab", "tab", "ctrl+u")
    await robot.types("3")
    await robot.press("tab")
    await robot.types("赵刚、林主管")
    await robot.press("f10")
    await robot.sees("赵刚、林主管", "没排人")
    first = await robot.app.desk.ask(lambda desk: [p.name for p in desk.operators()][:2])
    assert set(first) == {"赵刚", "林主管"}
    await robot.press("escape", "escape")
    await from_the_menu(robot, "查看记录", AccessScreen)


@pytest.mark.clause("1.1")
async def test_hints_are_switched_off_for_good_on_the_card(chinese: Robot) -> None:
    robot = chinese
    me = robot.app.operator
    assert me
    await robot.app.comes_in(me.id)
    await robot.waits_for(lambda: isinstance(robot.app.screen, ShiftCardScreen), "the card")
    await robot.sees("提示")
    await robot.press("ctrl+e", "enter")
    await robot.app.sign_in(me.id)
    assert not robot.app.hints
    await robot.app.show_card()
    assert not isinstance(robot.app.screen, ShiftCardScreen)


async def test_what_is_said_at_a_handover_follows_the_language(chinese: Robot) -> None:
    robot = chinese
    await robot.press("f6", "f10")
    await robot.sees("未结")
    await robot.press("ctrl+l")
    await robot.sees("Please repeat")
    robot.lacks("未结")


async def test_the_incident_chosen_stays_chosen_when_a_new_one_comes_in(chinese: Robot) -> None:
    robot = chinese
    first = await robot.app.desk.ask(
        lambda desk: desk.take([Act("", Reported(what="有人吵架", place="南门"))])[0].stream
    )
    await robot.press("f5", "f5")
    await robot.sees("南门")
    screen = robot.app.screen
    assert isinstance(screen, IncidentsScreen)
    robot.clocks.pass_time(minutes=1)
    await robot.app.desk.ask(
        lambda desk: desk.take([Act("", Reported(what="有人翻墙", place="北门"))])
    )
    await screen.load()
    await robot.sees("北门")
    assert screen.found[screen.list.selected].number == first
