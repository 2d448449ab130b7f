"""The card at the start of a shift (1.2)."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.handbook.policy import Policy
from deskapp.handbook.shifts import (
    DutyListed,
    HintsSet,
    ShiftBegun,
    card_waits,
    on_duty,
    shift_at,
    shift_began,
)
from deskapp.handbook.staff import PersonAdded, SiteOpened, SiteRecord, Staff
from deskapp.handbook.step import Act
from tests.handbook.desk_in_memory import (
    GUO,
    LIN,
    MA,
    NOW,
    POLICY,
    ZHANG,
    ZHOU,
    MemoryDesk,
    but,
)
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


@pytest.mark.clause("1.1")
def test_hints_switched_off_stay_off(desk: MemoryDesk) -> None:
    added = PersonAdded(name="赵刚", roles=("G",), logs_in=True)
    number = desk.as_(MA).take(Act("", added))[0].stream
    assert no(desk.refused(Act(number, HintsSet(shown=False)))) == [("", "1.1", "hard")]
    person = cast("Staff", desk.records[number]).person
    assert person
    desk.as_(person).take(Act(number, HintsSet(shown=False)), Act(number, ShiftBegun()))
    assert not cast("Staff", desk.records[number]).hints


def duty(desk: MemoryDesk) -> SiteRecord:
    return cast("SiteRecord", desk.records["S001"])


@pytest.mark.clause("H47")
def test_a_duty_list_names_people_for_several_days_and_replaces_what_stood_there(
    desk: MemoryDesk,
) -> None:
    desk.as_(LIN).take(Act("", SiteOpened(name="翠湖花园")))
    night = DutyListed(shift="night", first=NOW, days=3, people=(GUO.id, ZHOU.id))
    desk.take(Act("S001", night))
    desk.take(Act("S001", DutyListed(shift="night", first=NOW, days=1, people=(ZHOU.id,))))
    tonight = shift_at(NOW.replace(hour=23), POLICY)
    assert on_duty(duty(desk), tonight) == (ZHOU.id,)
    assert on_duty(duty(desk), shift_at(NOW + timedelta(days=2, hours=13), POLICY)) == (
        GUO.id, ZHOU.id,
    )  # fmt: skip
    after_midnight = (NOW + timedelta(days=1)).replace(hour=3)
    assert on_duty(duty(desk), shift_at(after_midnight, POLICY)) == (ZHOU.id,)
    assert on_duty(duty(desk), shift_at(NOW, POLICY)) == ()


@pytest.mark.clause("H47")
def test_only_people_who_sign_in_are_on_duty_and_no_shift_that_is_over(desk: MemoryDesk) -> None:
    desk.as_(LIN).take(Act("", SiteOpened(name="翠湖花园")))
    good = DutyListed(shift="night", first=NOW, days=1, people=(GUO.id,))
    for field, value in (
        ("people", (ZHANG.id,)),
        ("people", ("nobody",)),
        ("first", NOW - timedelta(days=1)),
        ("days", 0),
        ("days", 32),
        ("shift", "noon"),
    ):
        found = {name for name, _, _ in no(desk.refused(Act("S001", but(good, field, value))))}
        assert found == {field}
    assert desk.as_(ZHOU).refused(Act("S001", good))


@given(st.integers(0, 2 * 365 * 24 * 60))
def test_every_moment_lies_in_exactly_one_shift(minutes: int) -> None:
    now = NOW + timedelta(minutes=minutes)
    shift = shift_at(now, POLICY)
    assert shift.begins <= now < shift.ends
    assert shift_at(shift.ends, POLICY).begins == shift.ends
