"""Several departments at one thing: each part has one person, the whole waits for its parts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deskapp.handbook.step import Act
from deskapp.handbook.ticket.closing import Cancelled, ClosedWithoutContact
from deskapp.handbook.ticket.parts import HelperAdded, SubtaskAdded, SubtaskOpened
from tests.handbook.desk_in_memory import (
    CONFIRMED,
    TAKEN,
    MemoryDesk,
    but,
    in_hours,
    started,
    ticket_at,
    work_done,
)
from tests.handbook.told_no import no

PART = SubtaskAdded(person="wu", due=in_hours(3), requirement="先拆开吊顶，修完再封上")
HELP = HelperAdded(person="wu", task="扶梯子，看水表")


@pytest.mark.clause("3.2")
def test_t32_a_helper_is_one_person_with_one_task(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working")
    assert [h.person for h in desk.do(number, HELP).helpers] == ["wu"]
    assert desk.ticket(number).person == "zhang"
    for person in ("wu", "zhang"):
        assert no(desk.refuses(number, but(HELP, "person", person))) == [("person", "3.2", "hard")]
    guard = but(HELP, "person", "guo")
    assert no(desk.refuses(number, but(HELP, "person", "ENG"))) == [("person", "3.1", "hard")]
    assert no(desk.refuses(number, but(guard, "task", "..."))) == [("task", "3.2", "hard")]


@pytest.mark.clause("3.2")
def test_t32_a_part_is_a_ticket_with_person_time_and_requirement(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working")
    desk.do(number, PART)
    (part,) = desk.ticket(number).subtasks
    made = desk.ticket(part)
    assert (made.parent, made.person, made.work_due) == (number, "wu", in_hours(3))
    assert (made.state, made.requirement) == ("dispatched", PART.requirement)
    assert made.room == desk.ticket(number).room


@pytest.mark.clause("3.2")
@pytest.mark.parametrize(
    ("field", "value"),
    [("person", ""), ("due", in_hours(-1)), ("requirement", "尽快处理"), ("due", None)],
)
def test_t32_a_part_without_one_of_them_is_refused(
    desk: MemoryDesk, field: str, value: object
) -> None:
    number = ticket_at(desk, "working")
    refusals = desk.refuses(number, but(PART, field, value))
    assert [r.field for r in refusals] == [field]
    assert desk.ticket(number).subtasks == ()


@pytest.mark.clause("3.2")
def test_3_2_3_the_whole_does_not_close_over_an_open_part_and_says_which(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working")
    desk.do(number, PART)
    desk.do(number, replace(PART, requirement="油漆补平墙面"))
    first, second = desk.ticket(number).subtasks
    desk.do(number, work_done())
    cancel = Cancelled(asked_who="王女士", how="phone", said="不修了")
    for step in (CONFIRMED, cancel):
        (refusal,) = desk.refuses(number, step)
        assert no([refusal]) == [("", "3.2", "hard")]
        assert refusal.message.values["numbers"] == (first, second)
    seen = ClosedWithoutContact(proof="photo", seen="吊顶已装回", verifier="guo")
    for part in (first, second):
        desk.do(part, TAKEN, started(), work_done(), seen)
    assert desk.do(number, CONFIRMED).state == "closed"


@pytest.mark.clause("3.2")
def test_a_part_begins_only_with_the_step_that_names_its_person(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working")
    assert no(desk.refused(Act(number, SubtaskOpened(number="R999")))) == [("", "3.2", "hard")]
    shut = ticket_at(desk, "closed")
    for step in (PART, HELP):
        assert no(desk.refuses(shut, step)) == [("", "3.2", "hard")]
