"""The card at the start of a shift (1.2)."""

from __future__ import annotations

from typing import cast

import pytest

from deskapp.handbook.policy import Policy
from deskapp.handbook.shifts import ShiftBegun, card_waits, shift_began
from deskapp.handbook.staff import PersonAdded, Staff
from deskapp.handbook.step import Act
from tests.handbook.desk_in_memory import LIN, NOW, POLICY, MemoryDesk
from tests.handbook.told_no import no


@pytest.mark.clause("1.2")
def test_the_card_is_read_once_in_a_shift(desk: MemoryDesk) -> None:
    added = PersonAdded(name="赵刚", roles=("G",), logs_in=True)
    number = desk.as_(LIN).take(Act("", added))[0].stream
    staff = cast("Staff", desk.records[number])
    assert card_waits(staff, desk.now, POLICY)
    assert no(desk.refused(Act(number, ShiftBegun()))) == [("", "1.2", "hard")]
    assert staff.person
    desk.as_(staff.person).take(Act(number, ShiftBegun()))
    staff = cast("Staff", desk.records[number])
    assert not card_waits(staff, desk.now, POLICY)
    assert card_waits(staff, desk.later(hours=6).now, POLICY)


@pytest.mark.clause("1.2")
def test_after_midnight_it_is_still_last_night_s_shift() -> None:
    at_three = NOW.replace(hour=3)
    assert shift_began(at_three, POLICY).isoformat() == "2026-11-23T22:00:00+08:00"
    assert shift_began(NOW, POLICY).hour == 7


@pytest.mark.clause("1.2")
def test_a_site_without_a_card_shows_none() -> None:
    assert not card_waits(Staff(), NOW, Policy.from_data({**POLICY.data, "shift_card": {}}))
