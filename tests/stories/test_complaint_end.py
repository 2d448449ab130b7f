"""A complaint by keys from the first angry word to the owner's last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deskapp.handbook.complaint.state import ANSWERED, CLOSED
from deskapp.tui.screens.complaint import ComplaintScreen
from tests.stories.test_complaints import adds_point, complaint, heard

if TYPE_CHECKING:
    from tests.stories.robot import Robot

TRUE, RECORD, VOICE, NOTHING, YES, CONTENT = "1", "2", "1", "1", "1", "1"
"""The figures of the choices as their lists show them."""


@pytest.mark.clause("H45a")
async def test_a_simple_complaint_comes_to_a_happy_end(
    robot: Robot, people: dict[str, str]
) -> None:
    number = (await heard(robot)).number
    await adds_point(robot, "报修三次没人来")
    await robot.fills("complaint.received", room="3-2-1202", name="王女士", contact="13800138000",
                      happened="这个月三次", wanted="今天修好", restated=YES)  # fmt: skip
    await robot.fills("complaint.acknowledged", handler="周晓燕", told=YES)
    await robot.fills("complaint.assessed", level="3", danger="2", in_scope=YES)
    await robot.fills("complaint.verify_started", plan="看派单记录，问师傅", due="18:00")
    await robot.fills("complaint.evidence_noted", kind=RECORD, where="派单记录",
                      who="周晓燕", at="-10")  # fmt: skip
    await robot.fills("complaint.finding_set", finding=TRUE, why="记录里三次都没派")
    await robot.fills("complaint.verified")
    await robot.fills("complaint.cause_set", cause="A2", why="交接时漏了这一单")
    await robot.fills("complaint.root_cause_set")
    await robot.fills("complaint.solution_noted", plan="今天下午派师傅上门修好",
                      person="张建国", due="20:00")  # fmt: skip
    await robot.fills("complaint.proposed", cost=NOTHING, explained_at="-1", explained_how=VOICE)
    await robot.fills("complaint.agreed", who="王女士", how=VOICE)
    await robot.fills("complaint.action_opened")  # what was planned need not be typed again
    await robot.fills("complaint.actions_opened")
    await robot.fills("complaint.point_answered", answer="师傅今天来修好了")
    await robot.fills("complaint.answered", said="漏派了，已经修好", told_at="-1", how=VOICE)
    await robot.fills("complaint.prevention_noted", measure="交接时逐单打勾",
                      person="林主管", due="11-25 18:00")  # fmt: skip
    assert (await complaint(robot)).state == ANSWERED

    await robot.take_step("complaint.closed")
    assert isinstance(robot.app.screen, ComplaintScreen)
    await robot.sees("H44a")
    robot.clocks.pass_time(days=3)
    await robot.app.sign_in(people["林主管"])
    await robot.app.push_screen(ComplaintScreen(number))
    await robot.fills("complaint.closed", settled=YES, score=CONTENT)
    closed = await complaint(robot)
    assert (closed.state, closed.close_code) == (CLOSED, "C-OK")
    assert len(closed.actions) == 1
