"""The incident's first steps (P0), and the site's own: its name, its register, its people."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from deskapp.handbook.gate import Refused
from deskapp.handbook.incident.state import REPORTED, RESPONDING
from deskapp.handbook.incident.steps import Notified, Reported, ResponseStarted
from deskapp.handbook.people import Role
from deskapp.handbook.staff import (
    FilterSaved,
    PersonAdded,
    PersonLeft,
    RegisterImported,
    SiteOpened,
    SiteRecord,
    Staff,
)
from deskapp.handbook.step import Act, Step
from deskapp.handbook.typed import read_step
from tests.handbook.desk_in_memory import GUO, LIN, MA, NOW, MemoryDesk, but, in_hours, ticket_at
from tests.handbook.told_no import no

FIRE = Reported(what="楼道冒烟", place="3栋2单元")
CALL = Notified(whom="M", reached=True, said="十分钟到", called_at=NOW)


def take(desk: MemoryDesk, number: str, step: Step[Any]) -> str:
    """Take one step; the number of its record."""
    return desk.take(Act(number, step))[0].stream


@pytest.mark.clause("P0")
def test_what_and_where_are_enough_to_report(desk: MemoryDesk) -> None:
    incident = desk.incident(take(desk, "", FIRE))
    assert (incident.state, incident.happened_at, incident.reported_at) == (REPORTED, NOW, NOW)
    earlier = replace(FIRE, happened_at=in_hours(-1))
    assert desk.incident(take(desk, "", earlier)).happened_at == in_hours(-1)


@pytest.mark.clause("P0")
@pytest.mark.parametrize("field", ["what", "place"])
def test_without_what_or_where_nobody_can_go(desk: MemoryDesk, field: str) -> None:
    assert no(desk.refused(Act("", but(FIRE, field, "")))) == [(field, "P0", "hard")]


@pytest.mark.clause("P0")
def test_the_ticket_learns_the_number_of_its_incident(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "accepted")
    incident = take(desk, "", replace(FIRE, ticket=number))
    assert desk.ticket(number).incident == incident
    ended = ticket_at(desk, "closed")
    assert no(desk.refused(Act("", replace(FIRE, ticket=ended)))) == [("", "P0", "hard")]


@pytest.mark.clause("P0")
def test_the_first_call_is_never_held_up(desk: MemoryDesk) -> None:
    number = take(desk, "", FIRE)
    take(desk, number, ResponseStarted(whom="119"))
    incident = desk.incident(number)
    assert (incident.state, [c.whom for c in incident.calls]) == (RESPONDING, ["119"])
    assert no(desk.refused(Act(number, ResponseStarted(whom="119")))) == [("", "P0", "hard")]


@pytest.mark.clause("P0")
def test_a_call_names_who_was_called(desk: MemoryDesk) -> None:
    number = take(desk, "", FIRE)
    for whom in ("", "somebody"):
        refusals = desk.refused(Act(number, ResponseStarted(whom=whom)))
        assert no(refusals) == [("whom", "P0", "hard")]


@pytest.mark.clause("P0")
def test_each_call_is_a_line_of_the_chain(desk: MemoryDesk) -> None:
    number = take(desk, "", FIRE)
    assert no(desk.refused(Act(number, CALL))) == [("", "P0", "hard")]
    take(desk, number, ResponseStarted(whom="119"))
    take(desk.as_(LIN), number, replace(CALL, reached=False))
    assert [(c.whom, c.reached) for c in desk.incident(number).calls] == [
        ("119", True),
        ("M", False),
    ]


@pytest.mark.clause("P0")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("whom", ""), ("reached", None), ("called_at", in_hours(1)),
        ("arrived_at", in_hours(-1)), ("arrived_at", in_hours(1)),
    ],
)  # fmt: skip
def test_a_call_line_says_whether_they_were_reached_and_when(
    desk: MemoryDesk, field: str, value: Any
) -> None:
    number = take(desk, "", FIRE)
    take(desk, number, ResponseStarted(whom="119"))
    refusals = desk.refused(Act(number, but(CALL, field, value)))
    assert no(refusals) == [(field, "P0", "hard")]


def test_the_manager_reports_no_incident_at_the_desk(desk: MemoryDesk) -> None:
    assert no(desk.as_(MA).refused(Act("", FIRE))) == [("", "P0", "hard")]
    assert take(desk.as_(GUO), "", FIRE)


# -- the site and its people


@pytest.mark.clause("0")
def test_a_site_is_opened_once_under_its_name(desk: MemoryDesk) -> None:
    take(desk, "S", SiteOpened(name="翠湖花园", phone="0571-88881234"))
    site = desk.records["S"]
    assert isinstance(site, SiteRecord)
    assert (site.name, site.phone, site.language) == ("翠湖花园", "0571-88881234", "zh")
    assert no(desk.refused(Act("S", SiteOpened(name="另一处")))) == [("", "0", "hard")]


@pytest.mark.clause("0")
def test_a_site_without_a_name_is_not_opened(desk: MemoryDesk) -> None:
    assert no(desk.refused(Act("S", SiteOpened(name="")))) == [("name", "0", "hard")]


@pytest.mark.clause("0")
def test_a_register_comes_after_the_site(desk: MemoryDesk) -> None:
    register = RegisterImported(rooms=3672, people=5100, fingerprint="9f3a")
    assert no(desk.refused(Act("S", register))) == [("", "0", "hard")]
    take(desk, "S", SiteOpened(name="翠湖花园"))
    assert take(desk, "S", register) == "S"
    for field, value in (("rooms", None), ("people", -1), ("rooms", 1_000_001)):
        refusals = desk.refused(Act("S", but(register, field, value)))
        assert no(refusals) == [(field, "0", "hard")]


@pytest.mark.clause("3.1")
def test_somebody_new_can_be_named_at_once(desk: MemoryDesk) -> None:
    number = take(desk.as_(LIN), "", PersonAdded(name="陈涛", roles=("E",), dept="ENG"))
    staff = desk.records[number]
    assert isinstance(staff, Staff)
    assert staff.person
    assert (staff.person.name, staff.person.roles, staff.person.dept) == ("陈涛", Role.E, "ENG")


@pytest.mark.clause("3.1")
@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "张建国"), ("roles", ()), ("roles", ("E", "X")), ("dept", "HR")],
)
def test_two_of_one_name_an_unknown_role_or_department_are_refused(
    desk: MemoryDesk, field: str, value: Any
) -> None:
    step = but(PersonAdded(name="陈涛", roles=("E",), dept="ENG"), field, value)
    assert no(desk.as_(LIN).refused(Act("", step))) == [(field, "3.1", "hard")]


@pytest.mark.clause("3.1")
def test_the_front_desk_does_not_change_the_staff_list(desk: MemoryDesk) -> None:
    step = PersonAdded(name="陈涛", roles=("E",))
    assert no(desk.refused(Act("", step))) == [("", "3.1", "hard")]


@pytest.mark.clause("3.1")
def test_whoever_leaves_is_named_no_more_and_keeps_the_name_in_the_past(desk: MemoryDesk) -> None:
    number = take(desk.as_(MA), "", PersonAdded(name="陈涛", roles=("E",)))
    take(desk, number, PersonLeft())
    staff = desk.records[number]
    assert isinstance(staff, Staff)
    assert staff.person
    assert (staff.person.name, staff.person.active) == ("陈涛", False)
    assert no(desk.refused(Act("P9", PersonLeft()))) == [("", "3.1", "hard")]
    assert no(desk.refused(Act(number, PersonLeft()))) == [("", "3.1", "hard")]


# -- numbers of services


@pytest.mark.clause("2.2")
@pytest.mark.parametrize("number", ["110", "12345", "95598", "4008001234"])
def test_a_service_number_as_a_persons_own_is_asked_about_and_not_refused(
    desk: MemoryDesk, number: str
) -> None:
    from deskapp.handbook.fields.reading import Level  # noqa: PLC0415 - only here
    from deskapp.handbook.step import slots_of  # noqa: PLC0415 - only here
    from deskapp.handbook.ticket.recording import Recorded  # noqa: PLC0415 - only here
    from deskapp.handbook.typed import read_typed  # noqa: PLC0415 - only here

    person = read_typed(slots_of(Recorded)["contact"], number, desk)
    assert (person.level, person.value) == (Level.WARN, number)
    called = read_typed(slots_of(Notified)["number"], number, desk)
    assert (called.level, called.value) == (Level.OK, number)


def test_a_corrected_number_and_a_tail_can_be_typed(desk: MemoryDesk) -> None:
    typed = {"item": "contact", "new": "13800138001", "reason": "少听了一位"}
    step, wrong = read_step("ticket.field_corrected", typed, desk)
    assert (wrong, getattr(step, "new", "")) == ({}, "13800138001")
    step, wrong = read_step(
        "ticket.read_back", {"chunk": "phone", "outcome": "yes", "tail": "8000"}, desk
    )
    assert (wrong, getattr(step, "tail", "")) == ({}, "8000")


def test_a_search_is_kept_only_with_words_to_look_for(desk: MemoryDesk) -> None:
    desk.records["S"] = SiteRecord(number="S", state="here")
    with pytest.raises(Refused) as told:
        desk.take(Act("S", FilterSaved(name="漏水", asked="")))
    assert no(told.value.refusals) == [("asked", "0", "hard")]
