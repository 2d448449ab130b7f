"""The access log: who may take data out unmasked, who reads it, what is flagged."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from deskapp.handbook.access import Exported, may_read, too_many
from deskapp.handbook.people import Person, Role
from deskapp.handbook.staff import PersonAdded
from deskapp.handbook.step import Act
from tests.handbook.desk_in_memory import LIN, MA, NOW, ZHOU, MemoryDesk
from tests.handbook.told_no import no

FULL = Exported(what="tickets", rows=20, full=True, reason="审计要求")


def signed_in(desk: MemoryDesk, *roles: str) -> str:
    added = PersonAdded(name="新人", roles=roles, logs_in=True)
    number = desk.as_(MA).take(Act("", added))[0].stream
    joined = Role.NONE
    for code in roles:
        joined |= Role[code]
    desk.as_(Person(id=number, name="新人", roles=joined, logs_in=True))
    return number


@pytest.mark.clause("H49")
def test_unmasked_data_goes_out_only_with_a_manager_and_a_reason(desk: MemoryDesk) -> None:
    number = signed_in(desk, "R")
    assert no(desk.refused(Act(number, FULL))) == [("full", "P-15", "hard")]
    assert desk.take(Act(number, Exported(what="tickets", rows=20)))
    number = signed_in(desk, "A")
    for reason in ("", "......"):
        wrong = Exported(what="tickets", rows=20, full=True, reason=reason)
        assert no(desk.refused(Act(number, wrong))) == [("reason", "P-15", "hard")]
    assert no(desk.refused(Act(number, replace(FULL, with_pin=False)))) == [
        ("full", "P-15", "hard")
    ]
    assert desk.take(Act(number, replace(FULL, with_pin=True)))


@pytest.mark.clause("H49")
def test_nobody_takes_data_out_in_somebody_else_s_name(desk: MemoryDesk) -> None:
    number = signed_in(desk, "R")
    assert no(desk.as_(MA).refused(Act(number, FULL))) == [("", "H49", "hard")]


@pytest.mark.clause("H49")
def test_the_log_is_read_by_whoever_answers_for_it(desk: MemoryDesk) -> None:
    assert may_read(desk.as_(MA)) is None
    for person in (ZHOU, LIN):
        refusal = may_read(desk.as_(person))
        assert refusal
        assert refusal.clause == "P-13"
    desk.people = {ZHOU.id: ZHOU, LIN.id: LIN}
    assert may_read(desk.as_(LIN)) is None
    desk.people = {ZHOU.id: ZHOU}
    assert may_read(desk.as_(ZHOU).acting())


@pytest.mark.clause("H49")
def test_fifty_looks_in_an_hour_are_flagged() -> None:
    minute = timedelta(minutes=1)
    fast = [("zhou", NOW + n * minute) for n in range(51)]
    assert too_many(fast, 50) == [False] * 49 + [True] * 2
    slow = [("zhou", NOW + 2 * n * minute) for n in range(60)]
    assert not any(too_many(slow, 50))
    two = [(who, NOW + n * minute) for n in range(30) for who in ("zhou", "guo")]
    assert not any(too_many(two, 50))
