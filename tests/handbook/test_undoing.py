"""The last step taken back: the record is as it was, the journal one row longer (0-1)."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskapp.handbook.gate import Refused
from deskapp.handbook.history import Entry, replay
from deskapp.handbook.step import Act, Stream
from deskapp.handbook.streams import blank
from deskapp.handbook.ticket.closing import Reopened
from deskapp.handbook.ticket.merging import Merged
from deskapp.handbook.ticket.progress import Chased, ProgressNoted
from deskapp.handbook.ticket.undoing import Undone
from tests.handbook.desk_in_memory import (
    LIN,
    TAKEN,
    ZHOU,
    MemoryDesk,
    accepted,
    but,
    dispatched,
    in_hours,
    read_back,
    recorded,
    ticket_at,
    work_done,
)
from tests.handbook.test_properties import plausible, walk
from tests.handbook.told_no import no, words

WRONG = Undone(reason="派错了人")
ROW_COUNTERS: dict[str, Any] = {"rows": 0, "last_row": "", "last": None}


def as_it_was(record: Stream) -> Stream:
    """A record without what counts its rows."""
    return replace(record, **ROW_COUNTERS)


@pytest.mark.clause("0")
def test_t40_a_wrong_dispatch_is_undone_and_both_rows_stay(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "accepted")
    before = desk.ticket(number)
    desk.do(number, dispatched(person="wu"))
    undone = desk.later(minutes=2).do(number, WRONG)
    assert as_it_was(undone) == as_it_was(before)
    assert [one.head.kind for one in desk.written[-2:]] == ["ticket.dispatched", "ticket.undone"]
    assert desk.written[-1].head.seen == desk.written[-2].head.row
    assert desk.do(number, dispatched()).person == "zhang"


@pytest.mark.clause("0")
def test_t40_it_says_why(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "dispatched")
    assert no(desk.refuses(number, but(WRONG, "reason", "..."))) == [("reason", "0", "hard")]


@pytest.mark.clause("0")
def test_t40_only_within_the_minutes_of_the_policy(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "dispatched")
    desk.later(minutes=desk.policy.limit("undo_min"), seconds=1)
    assert words(desk.refuses(number, WRONG)) == [
        "The last step is more than {n} minutes old: record what is right instead."
    ]


@pytest.mark.clause("0")
def test_t40_only_one_s_own_step(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "dispatched")
    (refusal,) = desk.as_(LIN).refuses(number, WRONG)
    assert refusal.message.text == "Only {person}, who took the last step, can undo it."
    assert desk.as_(ZHOU).do(number, WRONG).state == "accepted"


@pytest.mark.clause("0")
def test_t40_an_undo_is_not_undone_nor_what_came_before_it(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "dispatched")
    desk.do(number, Chased())
    desk.do(number, WRONG)
    assert words(desk.refuses(number, WRONG)) == [
        "This has just been undone; take the right step instead."
    ]


@pytest.mark.clause("0")
def test_t40_the_call_itself_is_corrected_not_undone(desk: MemoryDesk) -> None:
    number = desk.do("", recorded(), *read_back(), accepted()).number
    assert words(desk.refuses(number, WRONG)) == [
        "The call itself is not undone: correct it, or cancel it."
    ]


@pytest.mark.clause("0")
def test_t40_what_others_hang_on_is_not_undone(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "taken")
    left = work_done(
        none_left=None, leftover="补漆", leftover_person="wu", leftover_due=in_hours(4)
    )
    target, merged = ticket_at(desk, "taken"), ticket_at(desk, "accepted")
    desk.do(number, left)
    desk.do(merged, Merged(target=target, same=True))
    for one in (number, merged, target):
        assert words(desk.refuses(one, WRONG)) == [
            "Another record hangs on the last step; it cannot be undone."
        ]
    plain = ticket_at(desk, "taken")
    desk.do(plain, work_done())
    assert desk.do(plain, WRONG).state == "taken"


@pytest.mark.clause("0")
def test_t40_a_reopening_is_undone_to_the_closed_ticket(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "closed")
    before = desk.ticket(number)
    desk.do(number, Reopened(reason="又漏水了", person="wu", due=in_hours(4)))
    assert as_it_was(desk.do(number, WRONG)) == as_it_was(before)


@pytest.mark.clause("0")
@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_t40_undone_at_once_any_step_leaves_no_trace_but_its_rows(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a walk, not a secret
    desk = walk(seed, 40)
    ticket_at(desk.as_(ZHOU), "dispatched")
    for _ in range(60):
        number = random.choice([n for n in desk.records if n.startswith("R")])
        steps = plausible(random)
        before = desk.records[number]
        try:
            desk.take(*(Act(number, step) for step in steps))
            desk.take(Act(number, WRONG))
        except Refused:
            continue
        if len(steps) == 1:
            assert as_it_was(desk.records[number]) == as_it_was(before)


@pytest.mark.clause("0")
@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_the_gate_and_the_journal_fold_an_undo_alike(seed: int) -> None:
    desk = walk(seed, 60)
    for number in [n for n in desk.records if n.startswith("R")]:
        for step in (Chased(), WRONG, ProgressNoted(where="在查"), WRONG):
            try:
                desk.take(Act(number, step))
            except Refused:
                continue
        rows = [Entry(one.head, one.step) for one in desk.written if one.stream == number]
        assert replay(blank("R"), rows) == desk.records[number]


@pytest.mark.clause("0")
def test_only_one_step_is_kept_for_undoing_however_long_the_past(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "dispatched")
    desk.do(number, TAKEN)
    last = desk.ticket(number).last
    assert last is not None
    assert last.before.last is None
