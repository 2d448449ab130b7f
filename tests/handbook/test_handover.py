"""Handing over the shift: filled by itself, worded, counted, taken over by somebody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest

from deskapp.handbook.handover.giving import (
    Counted,
    LineAdded,
    LineWorded,
    NoRelief,
    Offered,
    Prepared,
    Refilled,
)
from deskapp.handbook.handover.state import (
    ACCEPTED,
    NO_RELIEF,
    NOTED,
    OFFERED,
    PREPARING,
    Handover,
    Matter,
    relief_late,
)
from deskapp.handbook.handover.taking import (
    Accepted,
    AcceptedWithReservation,
    HandoverRefused,
    LineTaken,
    SupervisorCalled,
)
from deskapp.handbook.step import Act, Step
from tests.handbook.desk_in_memory import (
    GUO,
    LIN,
    NOW,
    POLICY,
    ZHANG,
    ZHOU,
    MemoryDesk,
    but,
    in_hours,
)
from tests.handbook.told_no import no, words

LEAK = Matter(kind="danger", number="R001")
DOOR = Matter(kind="debt", number="R002")
COUNTED = Counted(keys=14, radios=3)
TAKE = Accepted(keys=14, radios=3)


@pytest.fixture
def shift(desk: MemoryDesk) -> MemoryDesk:
    """周敏 ends the shift with a danger and a debt open."""
    desk.matters = [LEAK, DOOR]
    return desk


def prepared(desk: MemoryDesk) -> str:
    return desk.as_(ZHOU).take(Act("", Prepared()))[0].stream


def offered(desk: MemoryDesk) -> str:
    number = prepared(desk)
    take(
        desk, number, LineWorded(number=LEAK.number, word="阀门关了，四点再看"), COUNTED, Offered()
    )
    return number


def take(desk: MemoryDesk, number: str, *steps: Step[Handover]) -> Handover:
    desk.take(*(Act(number, step) for step in steps))
    return cast("Handover", desk.records[number])


def refusals(desk: MemoryDesk, number: str, step: Step[Handover]) -> list[tuple[str, str, str]]:
    return no(desk.refused(Act(number, step)))


ONE = [("", "H47", "hard")]


@pytest.mark.clause("H47")
def test_h01_what_is_open_fills_it_by_itself(shift: MemoryDesk) -> None:
    number = prepared(shift)
    handover = cast("Handover", shift.records[number])
    assert (handover.state, handover.outgoing, handover.prepared_at) == (PREPARING, ZHOU.id, NOW)
    assert [(line.number, line.watch) for line in handover.lines] == [
        ("R001", True),
        ("R002", False),
    ]
    assert refusals(shift, "", Prepared()) == ONE
    assert refusals(shift, number, LineAdded(kind="danger", number="R009")) == ONE


@pytest.mark.clause("H47")
def test_what_comes_up_meanwhile_is_added_and_words_are_kept(shift: MemoryDesk) -> None:
    number = prepared(shift)
    take(shift, number, LineWorded(number=LEAK.number, word="四点再看"))
    shift.matters.append(Matter(kind="incident", number="E003"))
    handover = take(shift, number, Refilled())
    assert [line.number for line in handover.lines] == ["R001", "R002", "E003"]
    assert handover.lines[0].word == "四点再看"


@pytest.mark.clause("H47")
def test_h02_what_must_be_watched_has_its_words_and_keys_are_counted(shift: MemoryDesk) -> None:
    number = prepared(shift)
    assert refusals(shift, number, Offered()) == [*ONE, *ONE]
    assert refusals(shift, number, LineWorded(number="R009", word="盯着")) == [
        ("number", "H47", "hard")
    ]
    take(shift, number, LineWorded(number=LEAK.number, word="四点再看"))
    assert words(shift.refused(Act(number, Offered()))) == ["Count keys and radios first."]
    assert take(shift, number, COUNTED, Offered()).state == OFFERED


@pytest.mark.clause("H47")
def test_the_words_are_those_of_whoever_hands_over(shift: MemoryDesk) -> None:
    number = prepared(shift)
    shift.as_(GUO)
    for step in (LineWorded(number="R001", word="盯着"), COUNTED, Offered()):
        assert refusals(shift, number, step) == ONE


@pytest.mark.clause("H47")
def test_h03_nobody_hands_over_to_themselves(shift: MemoryDesk) -> None:
    number = offered(shift)
    for step in (LineTaken(number="R001"), TAKE, HandoverRefused(why="数目不对")):
        assert refusals(shift, number, step) == ONE


@pytest.mark.clause("H47")
def test_h03_somebody_else_takes_it_over_line_by_line(shift: MemoryDesk) -> None:
    number = offered(shift)
    shift.as_(GUO)
    assert refusals(shift, number, TAKE) == ONE
    handover = take(shift, number, LineTaken(number="R001"))
    assert [line.number for line in handover.waits] == ["R002"]
    handover = take(shift, number, TAKE)
    assert (handover.state, handover.incoming, handover.waits) == (ACCEPTED, GUO.id, ())
    assert (handover.lines[0].taken_by, handover.by_desk) == (GUO.id, False)
    assert refusals(shift, number, Refilled()) == ONE


@pytest.mark.clause("H47")
def test_h03_the_counts_of_both_agree(shift: MemoryDesk) -> None:
    number = offered(shift)
    shift.as_(GUO)
    take(shift, number, LineTaken(number="R001"))
    assert refusals(shift, number, replace(TAKE, keys=13)) == [("keys", "H47", "hard")]
    assert refusals(shift, number, replace(TAKE, radios=None)) == [("radios", "H47", "hard")]


@pytest.mark.clause("H47")
def test_h04_a_missing_key_is_a_reservation_and_the_supervisor_is_called(
    shift: MemoryDesk,
) -> None:
    number = offered(shift)
    shift.as_(GUO)
    short = AcceptedWithReservation(keys=13, radios=3, difference="少7号钥匙")
    assert refusals(shift, number, short) == ONE
    take(shift, number, LineTaken(number="R001"))
    assert refusals(shift, number, replace(short, difference="")) == [("difference", "H47", "hard")]
    handover = take(shift, number, short)
    assert (handover.state, handover.difference, handover.call_due) == (NOTED, "少7号钥匙", True)
    call = SupervisorCalled(called=LIN.id, reached=False)
    assert take(shift, number, call).call_due
    assert not take(shift, number, replace(call, reached=True, said="明早来找")).call_due
    assert refusals(shift, number, call) == ONE


@pytest.mark.clause("H47")
def test_h05_refused_with_a_reason_it_stays_with_whoever_has_it(shift: MemoryDesk) -> None:
    number = offered(shift)
    shift.as_(GUO)
    take(shift, number, LineTaken(number="R001"))
    assert refusals(shift, number, HandoverRefused(why="")) == [("why", "H47", "hard")]
    handover = take(shift, number, HandoverRefused(why="漏水那户没人管"))
    assert (handover.state, handover.refusals) == (PREPARING, ("漏水那户没人管",))
    assert [line.number for line in handover.waits] == ["R001", "R002"]
    assert take(shift.as_(ZHOU), number, Offered()).state == OFFERED


@pytest.mark.clause("H47")
def test_h06_no_relief_is_a_state_and_no_dead_end(shift: MemoryDesk) -> None:
    number = offered(shift)
    late = NoRelief(since=NOW, called=LIN.id, reached=False)
    for field, value in (("since", in_hours(1)), ("called", "CS"), ("reached", None)):
        expected = "3.1" if field == "called" else "H47"
        step = but(late, field, value)
        assert refusals(shift, number, step) == [(field, expected, "hard")]
    handover = take(shift, number, late)
    assert (handover.state, handover.late_since, handover.open) == (NO_RELIEF, NOW, True)
    assert handover.call_due
    take(shift, number, SupervisorCalled(called=LIN.id, reached=True))
    assert take(shift.later(hours=1), number, Offered()).state == OFFERED


@pytest.mark.clause("H47")
def test_a_site_with_one_person_is_taken_over_by_the_desk(shift: MemoryDesk) -> None:
    shift.people = {ZHOU.id: ZHOU, ZHANG.id: ZHANG}
    number = offered(shift)
    handover = take(shift, number, LineTaken(number="R001"), TAKE)
    assert (handover.state, handover.by_desk) == (ACCEPTED, True)


@pytest.mark.clause("H47")
def test_a_relief_that_is_late_is_told_by_the_clock_until_somebody_notes_it(
    shift: MemoryDesk,
) -> None:
    number = offered(shift)
    handover = cast("Handover", shift.records[number])
    begins = NOW.replace(hour=15)
    assert relief_late(handover, begins - timedelta(minutes=1), POLICY) is None
    assert relief_late(handover, begins + timedelta(minutes=15), POLICY) is None
    late = timedelta(minutes=16)
    assert relief_late(handover, begins + late, POLICY) == late
    shift.now = begins + late
    assert NoRelief.suggest(handover, shift) == {"since": begins, "called": LIN.id}
    noted = take(shift, number, NoRelief(since=begins, called=LIN.id, reached=True))
    assert relief_late(noted, shift.now, POLICY) is None
