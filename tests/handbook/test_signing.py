"""Signing in: whose PIN, which PINs are fit, how long a wrong one makes one wait."""

from __future__ import annotations

from datetime import timedelta

import pytest

from deskapp.handbook.policy import Policy
from deskapp.handbook.signing import PinFailed, PinSet, pin_refusals, wait_seconds, waits_until
from deskapp.handbook.staff import PersonAdded
from deskapp.handbook.step import Act
from tests.handbook.desk_in_memory import LIN, MA, NOW, POLICY, ZHOU, MemoryDesk
from tests.handbook.told_no import no

SET = PinSet(kept=True)


@pytest.mark.clause("H49")
@pytest.mark.parametrize(
    "pin", ["", "12", "abcd", "12 4", "一二三四", "1234567890123", "1234", "0000"]
)
def test_a_pin_that_everybody_tries_is_refused(pin: str) -> None:
    assert len(list(pin_refusals(pin, POLICY))) == 1


@pytest.mark.clause("H49")
def test_a_site_that_lists_no_weak_pins_allows_them() -> None:
    easy = Policy.from_data({**POLICY.data, "weak_pins": {}})
    assert list(pin_refusals("1234", easy)) == []
    assert list(pin_refusals("2580", POLICY)) == []


@pytest.mark.clause("H49")
def test_one_sets_ones_own_pin_and_a_supervisor_gives_a_lost_one_anew(desk: MemoryDesk) -> None:
    number = (
        desk.as_(LIN).take(Act("", PersonAdded(name="新人", roles=("G",), logs_in=True)))[0].stream
    )
    assert desk.take(Act(number, SET))
    assert no(desk.as_(ZHOU).refused(Act(number, SET))) == [("", "H49", "hard")]
    assert desk.take(Act(number, PinFailed()))


@pytest.mark.clause("H49")
def test_whoever_never_signs_in_has_no_pin(desk: MemoryDesk) -> None:
    number = desk.as_(LIN).take(Act("", PersonAdded(name="陈涛", roles=("E",))))[0].stream
    assert no(desk.refused(Act(number, SET))) == [("", "H49", "hard")]


@pytest.mark.clause("H49")
def test_each_wrong_pin_beyond_the_free_ones_waits_twice_as_long() -> None:
    assert [wait_seconds(n, POLICY) for n in (1, 2, 3, 4, 5, 99)] == [0, 0, 15, 30, 60, 300]


@pytest.mark.clause("H49")
def test_a_supervisor_gives_no_manager_a_pin_while_there_is_another(desk: MemoryDesk) -> None:
    boss = PersonAdded(name="高总", roles=("M",), logs_in=True)
    number = desk.as_(MA).take(Act("", boss))[0].stream
    assert no(desk.as_(LIN).refused(Act(number, SET))) == [("", "H49", "hard")]
    assert desk.as_(MA).take(Act(number, SET))
    del desk.people[MA.id]
    assert desk.as_(LIN).take(Act(number, SET))


@pytest.mark.clause("H49")
def test_a_clock_that_was_set_back_makes_nobody_wait_for_an_hour() -> None:
    until = NOW + timedelta(seconds=30)
    assert waits_until(until, NOW, 4, POLICY) == until
    an_hour_ago = NOW - timedelta(hours=1)
    assert waits_until(until, an_hour_ago, 4, POLICY) == an_hour_ago + timedelta(seconds=30)
    assert waits_until(None, NOW, 0, POLICY) == NOW


@pytest.mark.clause("H49")
def test_a_row_alone_sets_no_pin(desk: MemoryDesk) -> None:
    guard = PersonAdded(name="新人", roles=("G",), logs_in=True)
    number = desk.as_(LIN).take(Act("", guard))[0].stream
    assert no(desk.refused(Act(number, PinSet()))) == [("", "H49", "hard")]
