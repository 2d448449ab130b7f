"""Complaints that do not come the straight way, by keys from where they turn."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from deskapp.handbook.complaint.assessing import Assessed, VerifyStarted
from deskapp.handbook.complaint.cause import CauseSet, RootCauseSet
from deskapp.handbook.complaint.hearing import Acknowledged, Drafted, PointNoted, Received
from deskapp.handbook.complaint.proposing import Proposed, SolutionNoted
from deskapp.handbook.complaint.state import (
    ACKED,
    AGREED,
    ASSESSED,
    CAUSED,
    CLOSED,
    CLOSED_DISAGREED,
    EXECUTING,
    MERGED,
    OBJECTED,
    PROPOSED,
    RECEIVED,
    REVIEW,
    SUSPENDED,
    VERIFYING,
    WITHDRAWN,
)
from deskapp.handbook.complaint.verifying import EvidenceNoted, FindingSet, PersonHeard, Verified
from deskapp.handbook.step import Act, Step
from deskapp.tui.screens.complaint import ComplaintScreen
from deskapp.tui.screens.menu import MenuScreen
from tests.stories.test_complaint_note import listens
from tests.stories.test_complaints import complaint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskapp.desk.desk import Desk
    from tests.stories.robot import Robot

YES, VOICE = "1", "1"
TRUE = "1"
FLAT, PHONE = "3-2-1202", "13800138000"


async def comes_to(robot: Robot, people: Mapping[str, str], state: str, **first: Any) -> str:
    """A complaint of 王女士 that the desk has brought so far, its page in sight; its number."""
    first = {"sub": "CMP.SLOW"} | first
    now, zhou, zhang = robot.clocks.now, people["周晓燕"], people["张建国"]
    today, about = now + timedelta(hours=4), first.pop("about", "")
    cost = first.pop("cost", {"cost": "none"})
    who: dict[str, Any] = {"name": "王女士", "room": FLAT, "contact": PHONE} | first
    way: list[tuple[str, list[Step[Any]]]] = [
        (RECEIVED, [PointNoted(words="报修三次没人来", whom=about),
                    Received(**who, happened="这个月三次", wanted="今天修好", restated=True)]),
        (ACKED, [Acknowledged(handler=zhou, reply_by=today, told=True)]),
        (ASSESSED, [Assessed(level="K3", danger=False, in_scope=True, homes=1, handler=zhou)]),
        (VERIFYING, [VerifyStarted(plan="看派单记录，问师傅", due=today)]),
        (CAUSED, [
            EvidenceNoted(point=1, kind="record", where="派单记录", who="周晓燕", at=now),
            PersonHeard(point=1, heard=True, said="他说没接到单"),
            FindingSet(point=1, finding="true", why="记录里三次都没派"), Verified(),
            CauseSet(point=1, cause="A2", why="交接时漏了这一单"), RootCauseSet(),
        ]),
        (PROPOSED, [
            SolutionNoted(point=1, plan="今天下午派师傅上门修好", person=zhang, due=today),
            Proposed(**cost, explained_at=now, explained_how="voice"),
        ]),
    ]  # fmt: skip
    upto = [name for name, _ in way].index(state)
    steps = [Drafted(note="气死了"), *(s for _, part in way[: upto + 1] for s in part)]
    number = ""
    for step in steps:
        act = Act(number, step)
        number = await robot.app.desk.ask(partial(taken, act=act))
    await robot.app.push_screen(ComplaintScreen(number))
    return number


def taken(desk: Desk, act: Act) -> str:
    """One step taken; the number of its record."""
    return desk.take([act])[0].stream


async def sits_down(robot: Robot, who: str, number: str) -> None:
    """Somebody else at the desk, with the complaint's page in sight."""
    await robot.app.sign_in(who)
    await robot.app.push_screen(ComplaintScreen(number))


async def state(robot: Robot) -> str:
    return (await complaint(robot)).state


@pytest.mark.clause("4.3")
async def test_an_objection_and_a_second_look_end_in_disagreement(
    robot: Robot, people: Mapping[str, str]
) -> None:
    number = await comes_to(robot, people, PROPOSED)
    await robot.fills("complaint.objected", objection="下午没空")
    assert await state(robot) == OBJECTED
    await sits_down(robot, people["马经理"], number)
    await robot.fills("complaint.review_started", reviewer="周晓燕", said="还是不同意", told=YES)
    await robot.sees("4.3")
    await robot.press("ctrl+u")
    await robot.types("林主管")
    await robot.press("f10")
    assert (await complaint(robot)).handler == people["林主管"]
    await robot.fills("complaint.point_answered", answer="只有下午有师傅")
    await robot.fills("complaint.final_answer", said="只能下午，已说明原因", told_at="-1",
                      how=VOICE, routes="1")  # fmt: skip
    await robot.fills("complaint.prevention_noted", none_needed="漏单已经补派")
    await robot.fills("complaint.closed_disagreed", said="不满意，要找街道")
    ended = await complaint(robot)
    assert (ended.state, ended.score) == (CLOSED_DISAGREED, "")


@pytest.mark.clause("H44a")
async def test_an_anonymous_complaint_goes_its_own_way_to_the_end(
    robot: Robot, people: Mapping[str, str]
) -> None:
    number = await comes_to(robot, people, CAUSED, name="", contact="", anonymous=True)
    await robot.fills("complaint.action_opened", what="夜里查岗两次", person="张建国", due="20:00")
    await sits_down(robot, people["林主管"], number)
    await robot.fills("complaint.actions_opened")
    assert await state(robot) == EXECUTING
    await sits_down(robot, people["周晓燕"], number)
    await robot.fills("complaint.point_answered", answer="已经查岗，换了人")
    await robot.fills("complaint.answered", said="已经查岗，换了人", told_at="-1", how=VOICE)
    await robot.fills("complaint.prevention_noted", none_needed="漏单已经补派")
    await sits_down(robot, people["林主管"], number)
    await robot.fills("complaint.closed_anonymous", proof="1", seen="夜里去看过两次",
                      verifier="李国庆")  # fmt: skip
    ended = await complaint(robot)
    assert (ended.state, ended.close_code, ended.score) == (CLOSED, "C-NOCONTACT", "")


@pytest.mark.clause("4.3")
async def test_complaints_of_one_event_become_a_group_and_everybody_is_told(
    robot: Robot, people: Mapping[str, str]
) -> None:
    one = await comes_to(robot, people, ASSESSED)
    other = await comes_to(robot, people, RECEIVED, room="3-2-1302")
    await sits_down(robot, people["林主管"], other)
    await robot.fills("complaint.merged", group=one)
    assert await state(robot) == MERGED
    await sits_down(robot, people["周晓燕"], one)
    await robot.sees("3-2-1302")
    await robot.fills("complaint.member_told", how=VOICE)  # the first of the list stands there
    assert [m.complaint for m in (await complaint(robot)).members if m.told_at] == [other]


@pytest.mark.clause("X21")
async def test_what_is_withdrawn_goes_on_inside_where_it_concerns_conduct(
    robot: Robot, people: Mapping[str, str]
) -> None:
    number = await comes_to(robot, people, VERIFYING, about=people["张建国"])
    await robot.fills("complaint.withdrawn", said="算了，不追究", how="1", free_will="2")
    await robot.sees("4.3")
    await robot.press("ctrl+u", "1", "f10")
    ended = await complaint(robot)
    assert (ended.state, ended.goes_on_inside) == (WITHDRAWN, True)
    await sits_down(robot, people["林主管"], number)
    await robot.fills("complaint.inside_settled", found="确实没接单", done="谈话，重排了班")
    assert not (await complaint(robot)).open


@pytest.mark.clause("H43c")
async def test_who_will_not_pay_hears_the_risk_and_gets_the_free_part(
    robot: Robot, people: Mapping[str, str]
) -> None:
    hundred = Decimal(100)
    owner = {"cost": "owner", "amount": hundred, "ceiling": hundred, "basis": "estimate"}
    await comes_to(robot, people, PROPOSED, cost=owner)
    await robot.fills("complaint.cost_refused", who="王女士", risk="管子还会再漏",
                      free_part="先关阀止水")  # fmt: skip
    assert await state(robot) == AGREED
    await robot.fills("complaint.action_opened", paid=YES)  # the free part stands there already
    await robot.sees("H43a")
    await robot.press("ctrl+u", "2", "f10")
    case = await complaint(robot)
    assert (case.cost_refused, len(case.actions)) == (True, 1)


@pytest.mark.clause("4.3")
async def test_what_the_court_has_rests_and_comes_back_for_a_second_look(
    robot: Robot, people: Mapping[str, str]
) -> None:
    number = await comes_to(robot, people, VERIFYING)
    await robot.take_step("complaint.suspended")
    assert await state(robot) == VERIFYING
    await sits_down(robot, people["马经理"], number)
    await robot.fills("complaint.suspended", body="1", reference="20261123")
    held = await complaint(robot)
    assert (held.state, held.legal_hold) == (SUSPENDED, True)
    await robot.fills("complaint.resumed", outcome="判了，各付一半")
    assert await state(robot) == REVIEW


@pytest.mark.clause("H45b")
async def test_what_the_room_complained_about_before_stands_there_while_one_writes(
    robot: Robot, people: dict[str, str]
) -> None:
    before = await comes_to(robot, people, ACKED)
    await listens(robot)
    robot.lacks(before[-4:])
    await robot.types(f"{FLAT} 又没人来")
    await robot.sees(before[-4:])
    await robot.press("f10")
    await robot.fills("complaint.point_noted", words="又没有人来修")
    await robot.fills("complaint.received", name="王女士", contact=PHONE, sub="CMP.SLOW",
                      happened="今天下午", wanted="马上修", restated=YES)  # fmt: skip
    await robot.fills("complaint.acknowledged", handler="周晓燕", told=YES)
    await robot.sees(before[-4:])
    await robot.fills("complaint.assessed", level="3", danger="2", in_scope=YES)
    await robot.sees("H45b")


@pytest.mark.clause("4.3")
async def test_the_whole_record_is_written_to_a_file_without_the_owners_number(
    robot: Robot, people: dict[str, str]
) -> None:
    number = await comes_to(robot, people, PROPOSED)
    await robot.fills("complaint.objected", objection="下午没空")
    await robot.press("f9")
    await robot.types("记录")
    await robot.press("enter")
    await robot.waits_for(lambda: not isinstance(robot.app.screen, MenuScreen), "the page")
    await robot.settle()
    path = robot.app.path.parent / "records" / f"{number}.txt"
    await robot.sees(path.name[:8])
    text = path.read_text(encoding="utf-8-sig")
    for said in ("报修三次没人来", "派单记录", "他说没接到单", "记录里三次都没派", "交接时漏了",
                 "今天下午派师傅上门修好", "下午没空", "周晓燕", "2026-11-23 14:02"):  # fmt: skip
        assert said in text
    assert PHONE not in text
    assert "王女士" not in text
