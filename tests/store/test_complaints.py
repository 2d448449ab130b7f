"""The list of complaints, and what of it nobody sees who is named in it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from deskapp.desk.hidden import Hidden
from deskapp.desk.matters import said_of
from deskapp.handbook.complaint.assessing import Assessed
from deskapp.handbook.complaint.closing import Withdrawn
from deskapp.handbook.complaint.hearing import Acknowledged
from deskapp.handbook.handover.state import HandoverLine
from deskapp.handbook.people import Person, Role
from deskapp.handbook.step import Act
from tests.calls import complain, set_up

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from deskapp.desk.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = set_up(tmp_path / "desk.db")
    yield desk
    desk.close()


def listed(desk: Desk, view: str) -> list[str]:
    return [line.number for line in desk.complaints(view)]


def test_what_is_due_first_stands_first_and_each_is_in_its_view(desk: Desk) -> None:
    first, second, third = complain(desk), complain(desk, room="5-1-301"), complain(desk)
    me = desk.operator.id
    by = desk.clock() + timedelta(hours=3)
    desk.take([Act(second, Acknowledged(handler=me, reply_by=by, told=True))])
    desk.take([Act(third, Withdrawn(said="已经好了，算了", how="phone", free_will=True))])
    assert listed(desk, "running") == [first, second]
    assert listed(desk, "mine") == [second]
    assert listed(desk, "ended") == [third]
    assert desk.complaints("mine")[0].room == "5-1-301"


@pytest.mark.clause("X19")
def test_whoever_it_is_about_neither_finds_nor_reads_it(desk: Desk) -> None:
    me = desk.operator
    number = complain(desk, about=me.id)
    assert listed(desk, "running") == []
    for ask in (desk.record, desk.entries, desk.steps):
        with pytest.raises(Hidden):
            ask(number)
    desk.operator = Person(id="other", name="别人", roles=Role.M)
    assert listed(desk, "running") == [number]
    assert desk.record(number)


@pytest.mark.clause("X19")
def test_what_was_passed_with_a_reason_in_it_is_kept_from_whom_it_is_about(desk: Desk) -> None:
    me = desk.operator.id
    plumber = next(one for one in desk.people.values() if not one.logs_in)
    number = complain(desk, about=plumber.id)
    by = desk.clock() + timedelta(hours=3)
    desk.take([Act(number, Acknowledged(handler=me, reply_by=by, told=True))])
    assessed = Assessed(
        level="K1", danger=False, in_scope=True, homes=1, handler=me,
        override="经理出差，今天回不来", override_clauses=("4.2",),
    )  # fmt: skip
    desk.take([Act(number, assessed)])
    assert [entry.head.stream for entry in desk.passed_gates()] == [number]
    desk.operator = plumber
    assert desk.passed_gates() == []


@pytest.mark.clause("X19")
def test_a_handover_tells_whom_a_complaint_is_about_no_more_than_its_number(desk: Desk) -> None:
    number = complain(desk, about=desk.operator.id)
    line = HandoverLine(kind="broken", number=number, word="业主今天还会来")
    assert said_of(desk, line) == ("", "", "")
    desk.operator = Person(id="other", name="别人", roles=Role.M)
    assert said_of(desk, line) == ("3-2-1202", "等了一下午没人来", "业主今天还会来")
