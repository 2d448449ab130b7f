"""Who may take which row of the incident's machine (I01 to I15), and from where to where."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import pytest

from deskapp.handbook.incident.amending import Amended
from deskapp.handbook.incident.course import (
    ActionTaken,
    FalseAlarm,
    LevelChanged,
    Reopened,
)
from deskapp.handbook.incident.ending import (
    Logged,
    Returned,
)
from deskapp.handbook.incident.state import (
    CLOSED,
    CONFIRMED,
    CONTROLLED,
    FALSE_ALARM,
    OUTSIDE,
    REPORTED,
    RESPONDING,
    REVIEW,
    STATE_NAMES,
    Incident,
    IncidentStep,
)
from deskapp.handbook.incident.steps import Notified, Reported, ResponseStarted
from deskapp.handbook.people import ROLE_NAMES, Role
from deskapp.handbook.step import START, Act, evolve
from tests.handbook.desk_in_memory import GUO, LIN, MA, NOW, MemoryDesk, in_hours
from tests.handbook.test_incidents import END, FIRE_TRUCK, REVIEW_NOW, SAFE, SEEN

SAME = "same"


class Line(NamedTuple):
    """One row of the handbook's table."""

    id: str
    step: IncidentStep
    opens: set[str]
    to: str
    by: str
    needs: tuple[str, ...]


TABLE = (
    Line(
        "I01", Reported(what="电梯困人", place="5-1 电梯"), {START}, REPORTED, "RG",
        ("what", "place"),
    ),
    Line("I02", SEEN, {REPORTED}, CONFIRMED, "RG", ("looked", "seen", "level")),
    Line(
        "I03", FalseAlarm(looked="guo", was="试铃"), {REPORTED, CONFIRMED, RESPONDING},
        FALSE_ALARM, "GD", ("looked", "was"),
    ),
    Line("I04", ResponseStarted(whom="lift"), {REPORTED, CONFIRMED}, RESPONDING, "RG", ("whom",)),
    Line(
        "I05", Notified(whom="M", reached=True, called_at=NOW),
        {RESPONDING, CONTROLLED, OUTSIDE}, SAME, "RGD", ("whom", "reached"),
    ),
    Line(
        "I06", ActionTaken(did="说上话了"), {RESPONDING, CONTROLLED, OUTSIDE}, SAME, "RGD",
        ("did",),
    ),
    Line("I07", SAFE, {RESPONDING}, CONTROLLED, "GDM", ("says", "safe", "evidence")),
    Line(
        "I08", FIRE_TRUCK, {RESPONDING, CONTROLLED}, OUTSIDE, "GDM", ("body", "who"),
    ),
    Line("I09", Returned(left="看住火场"), {OUTSIDE}, CONTROLLED, "GDM", ("left",)),
    Line("I10", REVIEW_NOW, {CONTROLLED}, REVIEW, "DM", ("touched", "damage")),
    Line(
        "I11", END, {REVIEW}, CLOSED, "DM",
        (
            "cause", "loss", "hurt", "prevention", "prevented_by", "prevented_until",
            "authority_told", "authority_why", "legal_hold",
        ),
    ),
    Line("I12", Logged(), {REPORTED, CONFIRMED}, CLOSED, "G", ()),
    Line(
        "I13", Reopened(facts="有人回家后不舒服"), {CLOSED, FALSE_ALARM}, REVIEW, "DM",
        ("facts",),
    ),
    Line(
        "I14", Amended(item="place", now="5-2 电梯", why="看错单元"), set(STATE_NAMES) - {START},
        SAME, "RGDM", ("item", "now", "why"),
    ),
    Line(
        "I15", LevelChanged(level="I3", why="人没事"),
        {REPORTED, CONFIRMED, RESPONDING, CONTROLLED, OUTSIDE}, SAME, "RGD", ("level", "why"),
    ),
)  # fmt: skip
ROW = pytest.mark.parametrize("row", TABLE, ids=lambda row: row.id)


def standing(desk: MemoryDesk, state: str) -> str:
    """An incident that stands in this state, of a level that asks for no report; "" for none."""
    if state == START:
        return ""
    desk.records["E001"] = evolve(
        Incident(), number="E001", state=state, what="电梯困人", place="5-1 电梯",
        happened_at=NOW, reported_at=NOW, reported_by=GUO.id,
    )  # fmt: skip
    return "E001"


def able() -> MemoryDesk:
    """A desk at which whoever sits may do everything."""
    everything = replace(MA, roles=Role.R | Role.G | Role.D | Role.M)
    return MemoryDesk(operator=everything)


@pytest.mark.clause("H48")
@ROW
@pytest.mark.parametrize("state", STATE_NAMES)
def test_a_row_leads_from_its_states_to_its_state_and_from_no_other(row: Line, state: str) -> None:
    desk = able()
    act = Act(standing(desk, state), row.step)
    if state in row.opens:
        record = desk.take(act)[0].record
        assert record.state == (state if row.to == SAME else row.to)
    else:
        assert [refusal.soft for refusal in desk.refused(act)] == [False]


@pytest.mark.clause("H48")
@ROW
@pytest.mark.parametrize("role", [role for role in ROLE_NAMES if role not in Role.E | Role.A])
def test_a_row_is_for_its_roles_and_for_nobody_else(row: Line, role: Role) -> None:
    desk = able()
    desk.operator = replace(GUO, roles=role)
    act = Act(standing(desk, min(row.opens)), row.step)
    if str(role.name) in row.by:
        assert desk.take(act)
    else:
        assert [refusal.field for refusal in desk.refused(act)] == [""]


@pytest.mark.clause("H48")
@ROW
def test_a_row_asks_for_everything_that_must_be_recorded(row: Line) -> None:
    desk = able()
    number = standing(desk, min(row.opens))
    blank = type(row.step)()
    for field in row.needs:
        step = replace(row.step, **{field: getattr(blank, field)})
        assert field in [refusal.field for refusal in desk.refused(Act(number, step))]


@pytest.mark.clause("H48")
@pytest.mark.parametrize("level", ["I1", "I2", "I3"])
def test_i11_a_supervisor_closes_a_moderate_one_and_only_the_manager_a_grave_one(
    level: str,
) -> None:
    desk = MemoryDesk(operator=LIN)
    act = Act(standing(desk, REVIEW), END)
    reports = {"first": NOW, "full": in_hours(1)}
    desk.records["E001"] = evolve(desk.incident("E001"), level=level, reports=reports)
    if level != "I3":
        assert [refusal.field for refusal in desk.refused(act)] == [""]
        desk.as_(MA)
    assert desk.take(act)[0].record.state == CLOSED
