"""The read-back as it is walked through (2.2, RB-1 to RB-9)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.handbook.fields.contact import mask_phone, phone_tail, say_phone
from deskapp.handbook.fields.name import sound_alike
from deskapp.handbook.fields.room import say_room
from deskapp.handbook.ticket.state import CHUNKS, ITEMS_OF
from deskapp.handbook.ticket.walk import LISTEN, OFFER_SILENT, Walk, not_read
from tests.handbook.desk_in_memory import PHONE_NUMBER, MemoryDesk, accepted, recorded

pytestmark = pytest.mark.clause("2.2")


def press_enter(walk: Walk, tick: float) -> bool:
    """One Enter, as the screen takes it; whether it counted."""
    counts = walk.heard(tick) and not walk.finished
    if counts:
        walk.confirm(tick)
    return counts


def test_rb_1_three_chunks_in_this_order_one_at_a_time() -> None:
    assert CHUNKS == ("who", "phone", "what")
    assert ITEMS_OF == {
        "who": ("room", "name"),
        "phone": ("contact",),
        "what": ("what", "raised_at"),
    }
    walk, seen = Walk.begin(0), []
    for tick in (1, 2, 3):
        seen.append(walk.chunk)
        walk.confirm(tick)
    assert (tuple(seen), walk.finished, walk.chunk) == (CHUNKS, True, "")


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ("13800138000", "幺三八，零零幺三，八零零零"),
        ("0571-87086111", "零五七幺，八七零八，六幺幺幺"),
        ("4008001234", "四零零，八零零，幺二三四"),
    ],
)
def test_rb_2_a_number_is_said_digit_by_digit_in_groups(stored: str, said: str) -> None:
    assert say_phone(stored) == said


def test_rb_3_the_one_is_spoken_as_the_site_sets_it() -> None:
    assert say_phone(PHONE_NUMBER).startswith("幺三八")
    assert say_phone(PHONE_NUMBER, one="一").startswith("一三八")
    assert say_phone(PHONE_NUMBER, "en").startswith("one three eight")


def test_rb_4_building_and_unit_are_ordinals_a_room_is_a_label() -> None:
    assert say_room("11-1101", "zh") == "十一栋，幺幺零幺"
    assert say_room("3-2-1202", "zh").endswith("幺二零二")


def test_rb_5_nothing_is_answered_at_the_start() -> None:
    walk = Walk.begin(10)
    assert (walk.chunk, walk.steps, walk.outcomes, walk.silent) == ("who", [], {}, {})


def test_rb_5_an_enter_within_half_a_second_counts_not() -> None:
    walk = Walk.begin(10)
    assert not press_enter(walk, 10 + LISTEN - 0.2)
    assert press_enter(walk, 10 + LISTEN)
    assert walk.chunk == "phone"


def test_rb_5_one_enter_confirms_one_chunk_only() -> None:
    walk = Walk.begin(0)
    assert press_enter(walk, 5)
    assert not press_enter(walk, 5.3)
    assert (walk.chunk, walk.outcomes) == ("phone", {"who": "yes"})


def test_rb_5_four_pasted_lines_confirm_none() -> None:
    walk = Walk.begin(0)
    for n in range(40):
        walk.heard(0.3 + n * 0.002)
    assert not any(press_enter(walk, 0.38 + n * 0.01) for n in range(4))
    assert walk.steps == []


def test_rb_5_four_lines_pasted_long_after_the_chunk_appeared_confirm_none() -> None:
    walk = Walk.begin(0)
    pasted = [walk.heard(9 + n * 0.002) for n in range(20)]
    assert not any(pasted[1:])
    assert not any(press_enter(walk, 9.05 + n * 0.01) for n in range(4))
    assert walk.steps == []


def test_rb_5_a_held_key_confirms_at_most_the_chunk_that_was_listened_to() -> None:
    walk = Walk.begin(0)
    held = [press_enter(walk, 0.03 * n) for n in range(200)]
    assert held.count(True) == 0


@given(st.lists(st.floats(0.001, 2), min_size=1, max_size=60))
def test_rb_5_no_keys_confirm_faster_than_the_owner_can_answer(gaps: list[float]) -> None:
    walk, tick = Walk.begin(0), 0.0
    for gap in gaps:
        tick += gap
        press_enter(walk, tick)
    assert len(walk.steps) <= tick / LISTEN


def test_rb_5_there_is_no_single_all_right() -> None:
    walk = Walk.begin(0)
    walk.confirm(2)
    assert not walk.finished
    assert {s.chunk for s in walk.steps} == {"who"}


def test_rb_6_a_correction_keeps_old_and_new_and_reads_only_that_chunk_again() -> None:
    walk = Walk.begin(0)
    walk.confirm(2)
    walk.correct({"contact": "a"}, {"contact": "13800138001"}, {"contact": PHONE_NUMBER}, 5)
    (_, step) = walk.steps
    assert (step.outcome, step.item, step.old, step.new) == (
        "corrected", "contact", PHONE_NUMBER, "13800138001",
    )  # fmt: skip
    assert walk.chunk == "phone"
    assert not press_enter(walk, 5.2)
    assert press_enter(walk, 6)
    assert (walk.chunk, walk.outcomes) == ("what", {"who": "yes", "phone": "yes"})


def test_rb_6_a_corrected_room_and_time_are_kept_as_room_and_time() -> None:
    walk = Walk.begin(0)
    same = {"name": "王女士"}
    walk.correct(
        {"room": "3-2-1202", **same}, {"room": "3-2-1203", **same}, {"room": "1202", "name": ""}, 2
    )
    assert [(s.item, s.old, s.room) for s in walk.steps] == [("room", "1202", "3-2-1203")]
    walk.confirm(3)
    walk.confirm(4)
    when = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
    old: dict[str, object] = {"what": "漏水", "raised_at": None}
    walk.correct(old, {"what": "漏水", "raised_at": when}, {"what": "漏水", "raised_at": ""}, 5)
    assert (walk.steps[-1].raised_at, walk.steps[-1].item) == (when, "raised_at")


def test_a_correction_that_changes_nothing_is_none() -> None:
    walk = Walk.begin(0)
    same = {"room": "3-2-1202", "name": "王女士"}
    walk.correct(same, same, same, 2)
    assert (walk.steps, walk.chunk) == ([], "who")


def test_rb_7_after_two_silences_other_words_are_due() -> None:
    walk = Walk.begin(0)
    for tick in (1, 2):
        walk.leave("no_answer", tick)
        assert walk.chunk == "phone"
        walk.back(tick)
    assert walk.silent["who"] == OFFER_SILENT == 2
    assert {s.outcome for s in walk.steps} == {"no_answer"}
    walk.leave("noise", 3)
    assert (walk.steps[-1].outcome, walk.steps[-1].reason) == ("not_possible", "noise")
    assert walk.silent == {"who": 2}


def test_rb_8_a_register_number_is_masked_and_asked_for_by_its_tail() -> None:
    assert mask_phone(PHONE_NUMBER) == "138****8000"
    assert phone_tail(PHONE_NUMBER) == "8000"
    walk = Walk.begin(0)
    walk.confirm(1)
    walk.confirm(2, tail="8000")
    assert walk.steps[-1].tail == "8000"


@pytest.mark.parametrize("name", ["张建国", "李琳", "王女士", "陈涛", "吴海", "许先生"])
def test_rb_9_a_surname_that_sounds_like_another_is_pointed_out(name: str) -> None:
    assert sound_alike(name) is not None
    assert sound_alike("诸葛亮") is None


def test_the_seconds_of_each_chunk_are_kept() -> None:
    walk = Walk.begin(0)
    walk.confirm(4)
    walk.confirm(9)
    assert [s.seconds for s in walk.steps] == [4, 5]


def test_where_nobody_is_on_the_line_every_chunk_says_so() -> None:
    steps = not_read("not_live")
    assert [(s.chunk, s.outcome, s.reason) for s in steps] == [
        (chunk, "not_possible", "not_live") for chunk in CHUNKS
    ]


def test_rb_10_the_time_from_the_first_to_the_last_chunk_is_a_fact_of_the_last() -> None:
    walk = Walk.begin(10)
    for tick in (14, 19, 22.9):
        walk.confirm(tick)
    assert [s.rb_seconds for s in walk.steps] == [None, None, 12]
    left = Walk.begin(0)
    for tick in (1, 2, 5000):
        left.leave("hung_up", tick)
    assert left.steps[-1].rb_seconds == 999


def test_rb_10_the_time_stands_on_the_ticket(desk: MemoryDesk) -> None:
    walk = Walk.begin(0)
    for tick in (4, 8, 13):
        walk.confirm(tick)
    assert desk.do("", recorded(), *walk.steps, accepted()).rb_seconds == 13
