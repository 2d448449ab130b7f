"""One thing reported by many: nobody is forgotten, and nothing is lost (3.2, 3.3, X11)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskapp.handbook.gate import closed_because, fold
from deskapp.handbook.step import STEPS, Act, Step
from deskapp.handbook.ticket.accepting import AcceptedEmergency
from deskapp.handbook.ticket.closing import Cancelled
from deskapp.handbook.ticket.merging import (
    Merged,
    ReporterJoined,
    ReporterLeft,
    ReporterTold,
    Unmerged,
)
from deskapp.handbook.ticket.progress import Chased, DueChanged, ProgressNoted
from deskapp.handbook.ticket.state import CANCELLED, CLOSED, OPEN, REFERRED, Ticket
from deskapp.handbook.typed import read_step
from tests.handbook.desk_in_memory import (
    CONFIRMED,
    LIN,
    NOW,
    TAKEN,
    ZHOU,
    MemoryDesk,
    but,
    in_hours,
    recorded,
    started,
    ticket_at,
    work_done,
)
from tests.handbook.made_steps import any_step
from tests.handbook.test_properties import at_head
from tests.handbook.told_no import no, words

NOT_THE_SAME = Unmerged(reason="是另一处漏水")
ROW_COUNTERS: dict[str, Any] = {"rows": 0, "last_row": "", "last": None}


def neighbour(desk: MemoryDesk, room: str, state: str = "accepted", **call: Any) -> str:
    """The same burst pipe, told by somebody else."""
    return ticket_at(desk, state, recorded(room=room, name="陈先生", **call))


def into(target: str) -> Merged:
    return Merged(target=target, same=True)


def three_in_one(desk: MemoryDesk) -> tuple[str, str, str]:
    """Two neighbours' tickets merged into the first; work done on it."""
    target = ticket_at(desk, "done")
    upstairs, downstairs = neighbour(desk, "3-2-1302"), neighbour(desk, "3-2-1102")
    for number in (upstairs, downstairs):
        desk.do(number, into(target))
    return target, upstairs, downstairs


@pytest.mark.clause("3.2")
def test_t21_whoever_reported_it_stays_on_the_list_of_the_other_ticket(desk: MemoryDesk) -> None:
    target, upstairs, downstairs = three_in_one(desk)
    assert desk.ticket(upstairs).state == "merged"
    assert desk.ticket(upstairs).merged_into == target
    assert [(r.ticket, r.room) for r in desk.ticket(target).to_tell()] == [
        (upstairs, "3-2-1302"), (downstairs, "3-2-1102"),
    ]  # fmt: skip


@pytest.mark.clause("3.2")
def test_t21_only_the_very_same_thing_is_merged(desk: MemoryDesk) -> None:
    target, number = ticket_at(desk, "taken"), neighbour(desk, "3-2-1302")
    for same in (False, None):
        assert no(desk.refuses(number, but(into(target), "same", same))) == [
            ("same", "3.2", "hard")
        ]


@pytest.mark.clause("3.2")
def test_t21_only_into_another_open_ticket(desk: MemoryDesk) -> None:
    number = neighbour(desk, "3-2-1302")
    shut = ticket_at(desk, "closed")
    danger = desk.do("", recorded(what="爆管"), AcceptedEmergency(sub="EMG.FLOOD"))
    incident = next(n for n in desk.records if n.startswith("E"))
    for target in (number, shut, "R999", incident, ""):
        assert no(desk.refuses(number, into(target))) == [("target", "3.2", "hard")]
    assert no(desk.refuses(danger.number, into(number))) == [("target", "P0", "hard")]
    assert desk.do(number, into(danger.number)).state == "merged"


@pytest.mark.clause("3.2")
def test_t21_no_circle_is_ever_made(desk: MemoryDesk) -> None:
    first, second = ticket_at(desk, "taken"), neighbour(desk, "3-2-1302")
    desk.do(second, into(first))
    assert words(desk.refuses(first, into(second))) == [
        "{number} is merged into {other} itself; give that number."
    ]


@pytest.mark.clause("3.2")
def test_t21_a_list_travels_on_and_comes_back(desk: MemoryDesk) -> None:
    last, middle, first = (
        ticket_at(desk, "taken"), neighbour(desk, "3-2-1302"), neighbour(desk, "3-2-1102"),
    )  # fmt: skip
    desk.do(first, into(middle))
    desk.do(middle, into(last))
    assert {r.ticket for r in desk.ticket(last).to_tell()} == {first, middle}
    desk.as_(LIN).do(first, NOT_THE_SAME)
    assert [r.ticket for r in desk.ticket(last).to_tell()] == [middle]
    assert desk.ticket(middle).to_tell() == ()
    desk.do(middle, NOT_THE_SAME)
    assert desk.ticket(last).reporters == ()


@pytest.mark.clause("3.2")
def test_t24_only_the_supervisor_takes_it_out_with_a_reason(desk: MemoryDesk) -> None:
    _, number, _ = three_in_one(desk)
    assert no(desk.refuses(number, NOT_THE_SAME)) == [("", "3.2", "hard")]
    desk.as_(LIN)
    assert no(desk.refuses(number, but(NOT_THE_SAME, "reason", "..."))) == [
        ("reason", "3.2", "hard")
    ]
    assert no(desk.refuses(ticket_at(desk.as_(ZHOU), "taken"), NOT_THE_SAME)) == [
        ("", "3.2", "hard")
    ]


@pytest.mark.clause("3.2")
@settings(max_examples=40, deadline=None)
@given(
    state=st.sampled_from(["accepted", "dispatched", "taken", "working"]),
    more=st.lists(
        st.sampled_from([
            Chased(who="王女士"),
            ProgressNoted(where="在查", next_check=in_hours(1)),
            DueChanged(reason="parts", new_due=in_hours(20), answer="agreed"),
        ]),
        max_size=3,
    ),
)
def test_t24_taken_out_it_stands_as_it_stood(state: str, more: list[Step[Any]]) -> None:
    desk = MemoryDesk()
    target, number = ticket_at(desk, "taken"), neighbour(desk, "3-2-1302", state)
    for one in more:
        desk.do(number, one)
    before, other = desk.ticket(number), desk.ticket(target)
    desk.do(number, into(target))
    desk.as_(LIN).later(hours=1).do(number, NOT_THE_SAME)
    assert replace(desk.ticket(number), **ROW_COUNTERS) == replace(
        before, state="accepted", **ROW_COUNTERS
    )
    assert replace(desk.ticket(target), **ROW_COUNTERS) == replace(other, **ROW_COUNTERS)


@pytest.mark.clause("3.3")
def test_x11_three_reports_ask_for_all_tells_before_it_is_closed(desk: MemoryDesk) -> None:
    target, upstairs, downstairs = three_in_one(desk)
    third = neighbour(desk, "3-2-1002")
    desk.do(third, into(target))
    for number in (upstairs, downstairs, third):
        (refusal,) = desk.refuses(target, CONFIRMED)
        assert no([refusal]) == [("", "3.3", "hard")]
        assert refusal.message.values["n"] == len(desk.ticket(target).to_tell())
        desk.do(target, ReporterTold(ticket=number, result="told"))
    assert desk.do(target, CONFIRMED).state == "closed"


@pytest.mark.clause("3.3")
def test_x11_every_way_to_end_it_waits_for_them(desk: MemoryDesk) -> None:
    target, _, _ = three_in_one(desk)
    ways = [cls for cls in STEPS.values() if cls.letter == "R" and cls.about.ends]
    for cls in ways:
        state = min(cls.about.opens)
        record = replace(desk.ticket(target), state=state)
        everybody = replace(desk.operator, roles=cls.about.by)
        desk.operator = everybody
        assert closed_because(cls, record, desk) is not None, cls
    assert Cancelled in ways


@settings(max_examples=400, deadline=None)
@given(step=any_step("R"))
def test_a_step_that_ends_a_ticket_says_that_it_does(step: Step[Any]) -> None:
    ends = {CLOSED, CANCELLED, REFERRED}
    for state in sorted(OPEN & step.about.opens):
        after = fold(Ticket(state=state), step, at_head(step))
        assert after.state not in ends or step.about.ends, step.about.kind


@pytest.mark.clause("3.3")
def test_t34_who_was_not_reached_stays_and_comes_last(desk: MemoryDesk) -> None:
    target, upstairs, downstairs = three_in_one(desk)
    desk.do(target, ReporterTold(ticket=upstairs, result="no_answer"))
    left = desk.ticket(target).to_tell()
    assert [(r.ticket, r.attempts) for r in left] == [(downstairs, 0), (upstairs, 1)]
    assert ReporterTold.suggest(desk.ticket(target), desk) == {"ticket": downstairs}


@pytest.mark.clause("3.3")
def test_t34_a_message_is_for_those_who_were_rung_in_vain(desk: MemoryDesk) -> None:
    target, upstairs, _ = three_in_one(desk)
    message = ReporterTold(ticket=upstairs, result="message")
    assert no(desk.refuses(target, message)) == [("result", "3.3", "hard")]
    assert no(desk.refuses(target, but(message, "result", "no_way"))) == [("result", "3.3", "hard")]
    desk.do(target, but(message, "result", "busy"))
    assert len(desk.do(target, message).to_tell()) == 1


@pytest.mark.clause("3.3")
def test_t34_whoever_left_no_number_is_told_in_no_way(desk: MemoryDesk) -> None:
    target = ticket_at(desk, "done")
    number = neighbour(desk, "3-2-1302", contact="", contact_kind="", missing=("contact:refused",))
    desk.do(number, into(target))
    told = desk.do(target, ReporterTold(ticket=number, result="no_way"))
    assert told.to_tell() == ()


@pytest.mark.clause("3.3")
def test_t34_only_those_on_the_list_are_told(desk: MemoryDesk) -> None:
    alone = ticket_at(desk, "done")
    told = ReporterTold(ticket=alone, result="told")
    assert words(desk.refuses(alone, told)) == ["Nobody else reported the same."]
    target, upstairs, downstairs = three_in_one(desk)
    assert no(desk.refuses(target, told)) == [("ticket", "3.3", "hard")]
    for number in (upstairs, downstairs):
        desk.do(target, ReporterTold(ticket=number, result="told"))
    assert words(desk.refuses(target, ReporterTold(ticket=upstairs, result="told"))) == [
        "All who reported the same have been told."
    ]


@pytest.mark.clause("3.3")
def test_t34_whom_is_typed_as_the_record_offers_it(desk: MemoryDesk) -> None:
    target, upstairs, downstairs = three_in_one(desk)
    record = desk.ticket(target)
    for typed, meant in ((upstairs, upstairs), ("3-2-1102", downstairs)):
        step, wrong = read_step("ticket.reporter_told", {"ticket": typed}, desk, record)
        assert isinstance(step, ReporterTold)
        assert (step.ticket, wrong) == (meant, {})
    step, wrong = read_step("ticket.reporter_told", {"ticket": "3-2-9999"}, desk, record)
    assert step is None
    assert wrong["ticket"].text == "“{typed}” is none of those on this record."


@pytest.mark.clause("3.2")
@pytest.mark.parametrize("step", [ReporterJoined(ticket="R1"), ReporterLeft(tickets=("R1",))])
def test_the_list_changes_only_by_merging(desk: MemoryDesk, step: Step[Any]) -> None:
    number = ticket_at(desk, "taken")
    assert no(desk.refused(Act(number, step))) == [("", "3.2", "hard")]


@pytest.mark.clause("3.3")
def test_after_the_work_the_merged_ticket_itself_has_nothing_to_do(desk: MemoryDesk) -> None:
    target = ticket_at(desk, "accepted")
    number = neighbour(desk, "3-2-1302")
    desk.do(number, into(target))
    assert desk.ticket(number).closed_at == NOW
    assert not desk.ticket(number).open
    assert no(desk.refuses(number, TAKEN, started(), work_done())) == [("", "3.1", "hard")]
