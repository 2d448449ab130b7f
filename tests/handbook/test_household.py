"""A room's people: corrected with proof, moved in and out, their needs noted with consent."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

import pytest

from deskapp.handbook.gate import Refused
from deskapp.handbook.household import (
    CareEnded,
    CareNoted,
    Corrected,
    Described,
    Household,
    MovedIn,
    MovedOut,
    Revealed,
    no_call_refusals,
)
from deskapp.handbook.step import Act
from deskapp.store.register import Resident
from tests.handbook.desk_in_memory import MemoryDesk
from tests.handbook.told_no import no

ROOM = "D3-2-1202"


@pytest.fixture
def desk() -> MemoryDesk:
    made = MemoryDesk(residents=(Resident("3-2-1202", "王伟", "业主", "13800138000"),))
    made.records[ROOM] = Household(number=ROOM)
    return made


def household(desk: MemoryDesk) -> Household:
    return cast("Household", desk.record(ROOM))


def refused(desk: MemoryDesk, step: object) -> list[tuple[str, str, str]]:
    with pytest.raises(Refused) as told:
        desk.take(Act(ROOM, step))  # type: ignore[arg-type]
    return no(told.value.refusals)


@pytest.mark.clause("1.1")
def test_a_sensitive_need_is_noted_only_with_a_yes(desk: MemoryDesk) -> None:
    for consent in (None, False):
        assert ("consent", "1.1", "hard") in refused(desk, CareNoted(note="alone", consent=consent))
    desk.take(Act(ROOM, CareNoted(note="alone", who="王伟", consent=True)))
    assert [note.code for note in household(desk).notes] == ["alone"]
    assert refused(desk, CareNoted(note="alone", who="王伟", consent=True)) == [
        ("note", "1.1", "hard")
    ]


def test_who_does_not_want_it_noted_has_no_note(desk: MemoryDesk) -> None:
    assert refused(desk, CareNoted(note="dog", consent=False)) == [("consent", "1.1", "hard")]


def test_a_need_ends_and_only_one_that_stands(desk: MemoryDesk) -> None:
    assert refused(desk, CareEnded(note="x")) == [("", "1.1", "hard")]
    desk.take(Act(ROOM, CareNoted(note="dog", consent=True)))
    assert refused(desk, CareEnded(note="x")) == [("note", "1.1", "hard")]
    desk.take(Act(ROOM, CareEnded(note=household(desk).notes[0].row)))
    assert household(desk).notes == ()


def test_a_correction_keeps_what_stood_there_and_how_it_was_proved(desk: MemoryDesk) -> None:
    step = Corrected(who="王伟", item="phone", value="139 0013 8000", proof="seen")
    desk.take(Act(ROOM, step))
    kept = cast("Corrected", desk.written[-1].step)
    assert (kept.was, kept.value) == ("13800138000", "13900138000")


@pytest.mark.parametrize(
    ("item", "value"), [("phone", "1390013"), ("name", ""), ("not_after", "25"), ("name", "12345")]
)
def test_a_value_that_cannot_be_read_corrects_nothing(
    desk: MemoryDesk, item: str, value: str
) -> None:
    step = Corrected(who="王伟", item=item, value=value, proof="seen")
    assert refused(desk, step) == [("value", "1.1", "hard")]


def test_a_correction_changes_something_of_somebody_who_lives_there(desk: MemoryDesk) -> None:
    same = Corrected(who="王伟", item="phone", value="13800138000", proof="seen")
    assert refused(desk, same) == [("value", "1.1", "hard")]
    stranger = Corrected(who="李四", item="phone", value="13900138000", proof="seen")
    assert refused(desk, stranger) == [("who", "1.1", "hard")]
    unproved = Corrected(who="王伟", item="phone", value="13900138000", proof="")
    assert refused(desk, unproved) == [("proof", "1.1", "hard")]


def test_nobody_moves_in_twice_and_only_who_lives_there_moves_out(desk: MemoryDesk) -> None:
    assert refused(desk, MovedIn(name="王伟", proof="contract")) == [("name", "1.1", "hard")]
    assert refused(desk, MovedOut(who="李四", proof="owner")) == [("who", "1.1", "hard")]
    desk.take(Act(ROOM, CareNoted(note="alone", who="王伟", consent=True)))
    desk.take(Act(ROOM, MovedOut(who="王伟", proof="owner")))
    assert household(desk).notes == ()


def test_a_look_at_the_numbers_needs_a_reason(desk: MemoryDesk) -> None:
    assert refused(desk, Revealed(reason="")) == [("reason", "1.1", "hard")]
    desk.take(Act(ROOM, Revealed(reason="compare")))
    assert household(desk).rows == 1


def test_a_rooms_own_data_are_put_right_and_the_area_is_a_number(desk: MemoryDesk) -> None:
    desk.room_facts["3-2-1202"] = {"kind": "room", "area": "89", "riser": ""}
    same = Described(kind="room", area="89㎡", riser="")
    assert refused(desk, same) == [("kind", "1.1", "hard")]
    assert ("area", "1.1", "hard") in refused(desk, Described(kind="room", area="很大"))
    (passed,) = desk.take(Act(ROOM, Described(kind="room", area="90.5平米", riser="A")))
    assert cast("Described", passed.step).area == "90.5"


def test_the_second_number_may_be_the_one_to_ring(desk: MemoryDesk) -> None:
    wrong = Corrected(who="王伟", item="best", value="随便", proof="called")
    assert ("value", "1.1", "hard") in refused(desk, wrong)
    right = Corrected(who="王伟", item="best", value="2", proof="called")
    (passed,) = desk.take(Act(ROOM, right))
    assert cast("Corrected", passed.step).value == "phone2"


@pytest.mark.clause("1.1")
@pytest.mark.parametrize(
    ("note", "hour", "warned"),
    [
        ("night", 22, True), ("night", 23, True), ("night", 6, True),
        ("night", 7, False), ("night", 21, False),
        ("noon", 12, True), ("noon", 13, True), ("noon", 14, False), ("noon", 23, False),
    ],
)  # fmt: skip
def test_a_call_promised_for_hours_without_calls_warns(
    desk: MemoryDesk, note: str, hour: int, *, warned: bool
) -> None:
    at = desk.now.replace(hour=hour, minute=0) + timedelta(days=1)
    assert not list(no_call_refusals("due", at, "3-2-1202", desk))
    desk.take(Act(ROOM, CareNoted(note=note, who="王伟", consent=True)))
    found = no(no_call_refusals("due", at, "3-2-1202", desk))
    assert found == ([("due", "1.1", "soft")] if warned else [])
