"""The staff list and what its people may do: roles given and taken, who stands in for whom."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest

from deskapp.handbook.people import Person, Role, at_the_desk
from deskapp.handbook.staff import PersonAdded, PersonChanged, PersonLeft, PersonReturned, Staff
from deskapp.handbook.step import Act
from tests.handbook.desk_in_memory import GUO, LIN, MA, ZHANG, ZHOU, MemoryDesk
from tests.handbook.told_no import no

ALONE = [("", "3.1", "hard")]


def added(desk: MemoryDesk, name: str, *roles: str) -> str:
    number = desk.take(Act("", PersonAdded(name=name, roles=roles)))[0].stream
    person = staff(desk, number)
    desk.people[number] = person
    return number


def staff(desk: MemoryDesk, number: str) -> Person:
    person = cast("Staff", desk.records[number]).person
    assert person
    return person


@pytest.mark.clause("3.1")
def test_whoever_works_at_the_desk_signs_in_and_a_worker_does_not(desk: MemoryDesk) -> None:
    desk.as_(MA)
    assert staff(desk, added(desk, "赵刚", "G")).logs_in
    assert not staff(desk, added(desk, "陈涛", "E")).logs_in


@pytest.mark.clause("3.1")
def test_a_change_keeps_what_was_left_blank(desk: MemoryDesk) -> None:
    number = added(desk.as_(MA), "赵刚", "G")
    desk.take(Act(number, PersonChanged(roles=("G", "R"), phone="13900139000")))
    person = staff(desk, number)
    assert (person.name, person.roles, person.phone) == ("赵刚", Role.G | Role.R, "13900139000")
    assert person.logs_in


@pytest.mark.clause("3.1")
def test_nobody_takes_the_name_of_somebody_else(desk: MemoryDesk) -> None:
    number = added(desk.as_(MA), "赵刚", "G")
    assert no(desk.refused(Act(number, PersonChanged(name=ZHOU.name)))) == [("name", "3.1", "hard")]


@pytest.mark.clause("3.1")
def test_a_supervisor_makes_nobody_a_manager_and_sends_none_away(desk: MemoryDesk) -> None:
    number = added(desk.as_(MA), "赵刚", "G")
    boss = added(desk, "高总", "M")
    for act in (
        Act("", PersonAdded(name="新人", roles=("M",))),
        Act(number, PersonChanged(roles=("G", "A"))),
        Act(boss, PersonLeft()),
    ):
        assert [clause for _, clause, _ in no(desk.as_(LIN).refused(act))] == ["P-10"]
    assert desk.take(Act(number, PersonChanged(roles=("R",))))


@pytest.mark.clause("3.1")
def test_the_list_never_stays_without_a_keeper(desk: MemoryDesk) -> None:
    desk.people = {ZHOU.id: ZHOU}
    number = added(desk.as_(MA), "马骏", "M", "R")
    assert no(desk.refused(Act(number, PersonLeft()))) == ALONE
    assert no(desk.refused(Act(number, PersonChanged(roles=("R",))))) == ALONE
    assert no(desk.refused(Act(number, PersonChanged(logs_in=False)))) == ALONE


@pytest.mark.clause("3.1")
def test_who_has_left_may_come_back(desk: MemoryDesk) -> None:
    number = added(desk.as_(MA), "赵刚", "G")
    assert no(desk.refused(Act(number, PersonReturned()))) == ALONE
    desk.take(Act(number, PersonLeft()))
    assert not staff(desk, number).active
    assert no(desk.refused(Act(number, PersonChanged(roles=("R",))))) == ALONE
    desk.take(Act(number, PersonReturned()))
    assert staff(desk, number).active


def acting(person: Person, *there: Person, on_duty: bool = False) -> Role:
    return at_the_desk(person, there, on_duty=on_duty).roles


@pytest.mark.clause("H47")
def test_whoever_holds_the_shift_does_the_receptionist_s_work() -> None:
    everybody = (ZHOU, GUO, LIN, MA)
    assert acting(LIN, *everybody) == Role.D | Role.R
    assert acting(MA, *everybody) == Role.M | Role.R
    assert acting(ZHANG, *everybody, on_duty=True) == Role.E | Role.R
    assert acting(GUO, *everybody) == Role.G


@pytest.mark.clause("3.1")
def test_where_nobody_leads_the_next_below_stands_in() -> None:
    assert at_the_desk(ZHOU, (ZHOU, GUO), on_duty=False).stands_in == Role.D | Role.M
    assert at_the_desk(LIN, (ZHOU, LIN), on_duty=False).stands_in == Role.M
    assert at_the_desk(ZHOU, (ZHOU, LIN), on_duty=False).stands_in == Role.NONE
    assert at_the_desk(MA, (ZHOU, MA), on_duty=False).stands_in == Role.NONE
    assert at_the_desk(ZHANG, (ZHANG,), on_duty=False).stands_in == Role.NONE


@pytest.mark.clause("3.3")
def test_a_site_without_a_supervisor_approves_itself_and_it_is_flagged(desk: MemoryDesk) -> None:
    added_to = added(desk.as_(MA), "赵刚", "G")
    desk.people = {ZHOU.id: ZHOU, GUO.id: GUO}
    left = PersonLeft()
    assert no(desk.as_(ZHOU).refused(Act(added_to, left))) == ALONE
    desk.acting()
    assert no(desk.refused(Act(added_to, left))) == [("", "3.1", "soft")]
    passed = replace(left, override="经理离职，前台代办", override_clauses=("3.1",))
    desk.take(Act(added_to, passed))
    (deviation,) = desk.records[added_to].deviations
    assert (deviation.self_approved, deviation.by) == (True, ZHOU.id)


@pytest.mark.clause("P-10")
def test_whoever_stands_in_gives_nobody_the_roles_above(desk: MemoryDesk) -> None:
    keeper = Person(id="keeper", name="数据员", roles=Role.A, logs_in=True)
    desk.people = {ZHOU.id: ZHOU, keeper.id: keeper}
    desk.as_(ZHOU).acting()
    act = Act("", PersonAdded(name="自己人", roles=("A",)))
    assert ("roles", "P-10", "hard") in no(desk.refused(act))
