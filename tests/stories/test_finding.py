"""Finding anyone and anything while the phone still rings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.desk.access import access_log
from deskapp.handbook.household import CareNoted
from deskapp.handbook.logbook.steps import Written
from deskapp.handbook.looking import Looked
from deskapp.handbook.step import Act
from deskapp.tui.screens.record import RecordScreen
from tests.calls import complain, take_call

if TYPE_CHECKING:
    from tests.stories.robot import Robot


async def test_a_room_is_offered_while_it_is_typed_and_taken_with_an_arrow(robot: Robot) -> None:
    await robot.press("f2")
    await robot.types("3 2 12")
    await robot.sees("3-2-1201", "3-2-1202 王", "138****8000")
    robot.lacks("13800138000")
    await robot.press("down", "down", "enter")
    form = robot.app.screen.form  # type: ignore[attr-defined]
    assert form["room"].typed == "3-2-1202"
    assert form["name"].has_focus_within


async def test_initials_find_the_only_one_who_has_them(robot: Robot) -> None:
    await robot.press("f2")
    await robot.types("ww")
    await robot.press("enter")
    form = robot.app.screen.form  # type: ignore[attr-defined]
    assert form["room"].typed == "3-2-1202"
    await robot.types("weiwei")
    await robot.press("enter")
    assert form["name"].typed == "weiwei"


async def test_a_name_said_in_full_stands_in_the_form_and_its_number_does_not(
    robot: Robot,
) -> None:
    await robot.press("f2", "enter")
    await robot.types("wangwei")
    await robot.sees("138****8000")
    await robot.press("down", "enter")
    form = robot.app.screen.form  # type: ignore[attr-defined]
    assert (form["name"].typed, form["room"].typed) == ("王伟", "3-2-1202")
    assert form["contact"].typed == ""
    robot.lacks("13800138000")


async def test_a_number_is_masked_until_a_reason_is_given_and_then_for_thirty_seconds(
    robot: Robot,
) -> None:
    await robot.press("f7")
    await robot.types("ww")
    await robot.sees("138****8000")
    await robot.press("enter")
    await robot.sees("3-2-1202", "138****8000")
    robot.lacks("13800138000")
    await robot.press("ctrl+r")
    await robot.types("2")
    await robot.press("enter", "f10")
    await robot.sees("13800138000", "王伟")
    entries = await robot.app.desk.ask(lambda desk: desk.entries("D3-2-1202"))
    assert [entry.head.kind for entry in entries] == ["register.revealed"]
    robot.clocks.pass_time(seconds=31)
    robot.app.refresh_words()
    await robot.settle()
    robot.lacks("13800138000")


async def test_a_room_that_no_list_knows_can_be_opened(chinese: Robot) -> None:
    robot = chinese
    await robot.press("f7")
    await robot.types("9-9-901")
    await robot.press("enter")
    await robot.sees("住户  9-9-901", "名册里没有这一户")


async def test_a_corrected_number_is_found_and_its_history_stays(chinese: Robot) -> None:
    robot = chinese
    await robot.press("f7")
    await robot.types("3-2-1202")
    await robot.press("enter")
    await robot.take_step("register.corrected")
    await robot.types("1")
    await robot.press("enter")
    await robot.types("电话")
    await robot.press("enter")
    await robot.types("13900138111")
    await robot.press("enter")
    await robot.types("1")
    await robot.press("f10")
    await robot.sees("139****8111")
    found = await robot.app.desk.ask(lambda desk: desk.look_up("8111"))
    assert [one.room for one in found] == ["3-2-1202"]
    assert not await robot.app.desk.ask(lambda desk: desk.look_up("8000"))


async def test_a_search_kept_under_a_name_is_offered_again(robot: Robot) -> None:
    await robot.press("ctrl+f")
    await robot.types("漏水 due:today")
    await robot.press("ctrl+k")
    await robot.types("今天漏水")
    await robot.press("f10")
    await robot.press("escape", "ctrl+f")
    await robot.sees("今天漏水")
    await robot.press("enter")
    screen = robot.app.screen
    await robot.waits_for(
        lambda: screen.finder.editor.value == "漏水 due:today",  # type: ignore[attr-defined]
        "the words of the search",
    )


async def test_one_line_fills_the_form_and_every_field_shows_what_was_understood(
    robot: Robot,
) -> None:
    await robot.press("f2")
    await robot.types("3-2-1202 厨房漏水 13800138000 昨晚11点")
    await robot.press("enter")
    await robot.sees("3-2-1202", "厨房漏水", "138 0013 8000", "23:00")
    form = robot.app.screen.form  # type: ignore[attr-defined]
    assert form["what"].typed == "厨房漏水"
    assert form["sub"].chosen == "REP.LEAK"


async def test_the_same_thing_told_twice_joins_the_first_with_one_key(chinese: Robot) -> None:
    robot = chinese
    first = await robot.app.desk.ask(lambda desk: take_call(desk, "厨房漏水", room="3-2-1302"))
    await robot.press("f2")
    await robot.types("3-2-1202 天花板漏水 13800138000")
    await robot.press("enter")
    form = robot.app.screen.form  # type: ignore[attr-defined]
    form["what"].take_focus()
    await robot.press("enter")
    await robot.sees("Ctrl+K")
    await robot.press("ctrl+k")
    assert form.joins == first
    kept = form.values()
    assert kept["joins"] == first
    await robot.press("ctrl+k")
    assert form.joins == ""


async def test_what_somebody_agreed_to_have_noted_is_seen_when_they_call(chinese: Robot) -> None:
    robot = chinese
    note = CareNoted(note="night", who="王伟", consent=True)
    await robot.app.desk.ask(lambda desk: desk.take([Act("D3-2-1202", note)]))
    await robot.press("f2")
    await robot.types("3-2-1202")
    await robot.press("enter")
    await robot.sees("夜间勿电")


async def test_the_cursor_stays_on_its_step_when_the_window_changes_its_width(
    chinese: Robot,
) -> None:
    number = await chinese.app.desk.ask(take_call)
    await chinese.press("f3", *number.rpartition("-")[2], "enter")
    await chinese.waits_for(lambda: isinstance(chinese.app.screen, RecordScreen), "the record")
    page = chinese.app.screen
    assert isinstance(page, RecordScreen)
    await chinese.press("down", "down")
    chosen = page.step_list.selected
    for width in (120, 80):
        await chinese.pilot.resize_terminal(width, 24)
        await chinese.settle()
        assert page.has_class("-wide") == (width == 120)
        assert page.step_list.selected == chosen
        await chinese.press("down", "up")


async def test_one_search_finds_the_ticket_the_complaint_the_log_and_the_resident(
    chinese: Robot,
) -> None:
    robot = chinese
    await robot.app.desk.ask(lambda desk: take_call(desk, "厨房漏水，打13900139123"))
    await robot.app.desk.ask(complain)
    await robot.app.desk.ask(lambda desk: desk.take([Act("", Written(text="3-2-1202门口有水"))]))
    await robot.press("ctrl+f")
    await robot.types("3-2-1202")
    await robot.sees(
        "找到 3 条", "住户 业主", "夜志 3-2-1202门口有水", "投诉 等了一下午", "139****9123"
    )
    robot.lacks("13900139123")
    await robot.press("down", "down", "enter")
    await robot.sees("投诉", "等了一下午没人来")


async def test_a_tickets_number_is_shown_for_half_a_minute_and_a_call_shows_it_anyway(
    chinese: Robot, people: dict[str, str]
) -> None:
    robot = chinese
    number = await robot.app.desk.ask(take_call)
    await robot.press("f3", *number.rpartition("-")[2], "enter")
    await robot.sees("138****8000")
    await robot.press("ctrl+d")
    await robot.types("1")
    await robot.press("enter", "f10")
    await robot.sees("138 0013 8000", "王伟")
    robot.clocks.pass_time(seconds=31)
    robot.app.refresh_words()
    await robot.settle()
    robot.lacks("138 0013 8000")
    await robot.take_step("ticket.contact_attempted")
    await robot.sees("138 0013 8000")
    await robot.press("escape")
    await robot.sees("138****8000")
    await robot.app.sign_in(people["马经理"])
    log = await robot.app.desk.ask(access_log)
    steps = [one.step for one in log]
    assert steps == [Looked(number=number, reason="call", unmade=way) for way in (True, None)]


async def test_an_id_card_number_is_noticed_and_masked_by_one_key(chinese: Robot) -> None:
    robot = chinese
    await robot.press("ctrl+f")
    await robot.types("身份证11010519491231002X")
    await robot.sees("Ctrl+D")
    await robot.press("ctrl+d")
    await robot.sees("身份证**************002X")
    robot.lacks("11010519491231002X")


async def test_a_list_is_taken_in_from_the_screen_with_its_changes_shown_first(
    chinese: Robot,
) -> None:
    robot = chinese
    file = robot.app.path.with_name("名册.csv")
    file.write_text(
        "门号,谁住,手机\n3-2-1202,王伟,13900139000\n9-1-101,赵六,13700137000\n", encoding="gb18030"
    )
    await robot.press("f9")
    await robot.types("导入")
    await robot.press("enter")
    await robot.types(str(file))
    await robot.sees("名册.csv")
    await robot.press("enter")
    await robot.sees("房号在哪一列")
    await robot.press("enter")
    await robot.sees("门号")
    await robot.press("enter", "down", "down", "down", "down", "enter", "down", "enter", "f10")
    await robot.sees("9-1-101", "138****8000，改为 139****9000", "没了")
    robot.lacks("13900139000")
    await robot.press("f10")
    await robot.sees("已导入")
    found = await robot.app.desk.ask(lambda desk: desk.look_up("9000"))
    assert [one.room for one in found] == ["3-2-1202"]
    file.write_text("门号,谁住\n9-1-101,赵六\n9-1-101,赵六\n", encoding="utf-8")
    await robot.press("f9")
    await robot.types("导入")
    await robot.press("enter")
    await robot.types(str(file))
    await robot.sees("名册.csv")
    await robot.press("enter")
    await robot.sees("第 3 行", "第 2 行已经有了")
    await robot.press("f10", "escape")
    known = await robot.app.desk.ask(lambda desk: desk.look_up("zl"))
    assert [one.room for one in known] == ["9-1-101"]


async def test_what_is_off_is_said_to_whoever_rings_from_there(chinese: Robot) -> None:
    robot = chinese
    await robot.press("f9")
    await robot.types("停水")
    await robot.press("enter", "enter")
    await robot.types("1")
    await robot.press("enter")
    await robot.types("3栋2单元")
    await robot.press("enter", "enter")
    await robot.types("+3h")
    await robot.press("enter")
    await robot.types("水泵在修，可到物业接水")
    await robot.press("f10")
    await robot.sees("发通告：已存")
    await robot.press("f2")
    await robot.types("3-2-1202")
    await robot.press("enter")
    await robot.sees("停水：水泵在修，可到物业接水")
    await robot.press("escape", "f2")
    await robot.types("9-1-101")
    await robot.press("enter")
    await robot.sees("没有 9-1-101")
    robot.lacks("水泵在修")
