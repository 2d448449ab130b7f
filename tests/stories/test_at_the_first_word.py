"""What comes up while a call is taken: questions, strangers, children, cut lines, danger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deskapp.handbook.incident.state import RESPONDING, Incident
from deskapp.handbook.ticket.state import CLOSED, DISPATCHED
from tests.stories.test_a_whole_repair import call_of_a_known_resident, dispatched, promised
from tests.stories.test_the_read_back import call_of_a_stranger, reading

if TYPE_CHECKING:
    from tests.stories.robot import Robot

FAST = 4


async def enquiry_read_back(robot: Robot) -> None:
    """An enquiry of a known resident, up to the promise."""
    await robot.press("f2")
    await robot.types("3-2-1202 物业费怎么交")
    await robot.press("enter")
    await robot.types("王伟")
    await robot.press("enter", "enter")
    await robot.types("8000")
    await robot.press("enter", "f10")
    for _chunk in range(3):
        await robot.says_yes()


@pytest.mark.clause("1.3")
async def test_an_enquiry_is_promised_a_reply_and_answered_later(robot: Robot) -> None:
    await enquiry_read_back(robot)
    await robot.press("enter", "f10")
    assert reading(robot).form["unknown_reason"].refusal
    await robot.sees("1.3")
    await robot.press("3")
    await robot.press("enter", "enter", "enter", "enter", "f10")
    promise = await robot.newest()
    assert promise.due is not None
    assert promise.open
    assert promise.person

    robot.clocks.pass_time(hours=1)
    await robot.take_step("ticket.answered")
    await robot.types("前台和小程序都能交")
    await robot.press("enter", "enter", "1", "enter", "f10")
    closed = await robot.record(promise.number)
    assert (closed.state, closed.close_code) == (CLOSED, "C-OK")


@pytest.mark.clause("2.2")
async def test_a_leak_is_asked_about_and_each_answer_stands_under_its_question(
    robot: Robot,
) -> None:
    await call_of_a_known_resident(robot)
    await robot.press("escape")
    form = reading(robot).form
    form["what"].take_focus()
    await robot.press("enter")
    for said in ("水槽下面", "昨晚"):
        await robot.sees(form.asking.now.text if form.asking.now else "?")
        await robot.types(said)
        await robot.press("enter")
    await robot.press("down")
    await robot.types("还不知道")
    await robot.press("f10")
    await promised(robot)
    await dispatched(robot)
    ticket = await robot.newest()
    assert ticket.state == DISPATCHED
    assert ticket.answers == {"room_in": "水槽下面", "since": "昨晚", "wet_below": "还不知道"}


@pytest.mark.clause("2.2")
async def test_answers_survive_in_the_parked_call(chinese: Robot) -> None:
    robot = chinese
    await robot.press("f2")
    await robot.types("3-2-1202 厨房水管漏水")
    await robot.press("enter")
    reading(robot).form["ask"].take_focus()
    await robot.types("水槽下面")
    await robot.press("enter", "escape", "ctrl+t", "enter")
    await robot.waits_for(lambda: reading(robot).form.asking.answers, "the answers")
    assert reading(robot).form.asking.answers == {"room_in": "水槽下面"}


@pytest.mark.clause("2.2")
async def test_the_line_is_cut_and_the_call_back_gets_through(robot: Robot) -> None:
    await call_of_a_stranger(robot)
    await robot.says_yes()
    robot.clocks.ticks += 1
    await robot.press("delete")
    robot.clocks.ticks += 1
    await robot.press("2")
    assert reading(robot).calling_back
    await robot.sees("2")
    await robot.says_yes()
    for _chunk in range(2):
        await robot.says_yes()
    await robot.press("enter", "enter", "enter", "enter", "f10")
    ticket = await robot.newest()
    assert ticket.debts() == ()
    assert ticket.attempts == ()


@pytest.mark.clause("2.2")
async def test_nothing_of_the_register_is_shown_to_a_passer_by(robot: Robot) -> None:
    await robot.press("f2")
    await robot.types("3-2-1202 门口有人吵架")
    await robot.press("enter")
    await robot.sees("138****8000")
    await robot.types("路先生")
    await robot.press("enter")
    await robot.types("passer")
    await robot.press("enter")
    robot.lacks("138****8000")
    await robot.types("8000")
    await robot.press("enter")
    assert reading(robot).form.contact_source == "said"


@pytest.mark.clause("2.2")
async def test_an_anonymous_caller_has_the_number_as_the_only_key(chinese: Robot) -> None:
    robot = chinese
    await robot.press("f2")
    await robot.types("3-2-1202 水管漏水")
    await robot.press("enter", "enter")
    await robot.types("匿名")
    await robot.press("enter", "f10")
    assert reading(robot).form.missing == {"name": "anonymous", "contact": "anonymous"}
    await robot.says_yes()
    draft = reading(robot).draft
    assert draft is not None
    await robot.sees("凭编号", draft.number.partition("-")[2])


@pytest.mark.clause("2.2")
async def test_a_child_is_asked_four_things(robot: Robot) -> None:
    await robot.press("f2")
    await robot.types("3-2-1101 家里没电")
    await robot.press("enter")
    await robot.types("小明")
    await robot.press("enter")
    await robot.types("minor")
    await robot.press("enter")
    shown = reading(robot).form.order("record")
    assert shown == ["room", "name", "reporter", "contact", "what"]
    await robot.types("13600004417")
    await robot.press("enter", "f10")
    for _chunk in range(3):
        await robot.says_yes()
    assert reading(robot).stage == "promise"


@pytest.mark.clause("1.3")
async def test_jargon_for_an_owner_is_offered_in_plain_words_and_bars_nothing(
    chinese: Robot,
) -> None:
    robot = chinese
    await enquiry_read_back(robot)
    await robot.types("是漏保跳闸")
    await robot.sees("漏电保护开关跳了")
    await robot.press("enter", "1", "enter", "f10")
    assert (await robot.newest()).close_code == "C-SPOT"


@pytest.mark.clause("P0")
async def test_from_the_queue_to_119_called_in_at_most_four_keys(robot: Robot) -> None:
    await robot.press("ctrl+g")
    await robot.types("3-2-1202 厨房着火了")
    await robot.press("ctrl+g", "enter")
    assert robot.keys <= FAST
    ticket = await robot.newest()
    incident = await robot.app.desk.ask(lambda desk: desk.record(ticket.incident))
    assert isinstance(incident, Incident)
    assert incident.state == RESPONDING
    assert [(call.whom, call.reached) for call in incident.calls] == [("119", True)]

    await robot.press("delete")
    again = await robot.app.desk.ask(lambda desk: desk.record(ticket.incident))
    assert isinstance(again, Incident)
    assert [(call.whom, call.reached) for call in again.calls][1:] == [("leader", False)]


@pytest.mark.clause("P0")
async def test_trapped_in_a_lift_calls_the_lift_firm_first(chinese: Robot) -> None:
    robot = chinese
    await robot.press("ctrl+g")
    await robot.types("3栋2单元电梯 有人被困")
    await robot.press("ctrl+g", "enter")
    assert robot.keys <= FAST
    ticket = await robot.newest()
    incident = await robot.app.desk.ask(lambda desk: desk.record(ticket.incident))
    assert isinstance(incident, Incident)
    assert [call.whom for call in incident.calls] == ["lift"]
