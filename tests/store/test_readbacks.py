"""What reading back has caught, counted over the journal (RB-10, RB-12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deskapp.handbook.ticket.read_back import ReadBack
from deskapp.handbook.ticket.state import CHUNKS, CORRECTED
from deskapp.store.readbacks import ReadBacks
from tests.calls import set_up, whole_call

if TYPE_CHECKING:
    from pathlib import Path

    from deskapp.desk.desk import Desk

LAST = CHUNKS[-1]


def call(desk: Desk, *, lasted: int, corrected: bool = False) -> None:
    """One call whose read-back lasted so long, with or without a corrected name."""
    number = desk.start_draft("intake").number
    first, *chunks, last = whole_call(desk, number)
    said = [act.step for act in chunks if isinstance(act.step, ReadBack)]
    fix = ReadBack(chunk="who", outcome=CORRECTED, item="name", old="王", new="王伟")
    read = [fix] if corrected else []
    read += [s if s.chunk != LAST else ReadBack(chunk=LAST, outcome="yes", rb_seconds=lasted)
             for s in said]  # fmt: skip
    desk.take([first, *(type(first)(number, step) for step in read), last])


@pytest.mark.clause("2.2")
def test_rb_12_the_share_that_was_caught_stands_beside_its_n(tmp_path: Path) -> None:
    desk = set_up(tmp_path / "desk.db")
    assert (desk.read_backs().done, desk.read_backs().percent) == (0, None)
    for corrected in (True, False, False, False):
        call(desk, lasted=14, corrected=corrected)
    found = desk.read_backs()
    assert (found.caught, found.done, found.percent, found.hasty) == (1, 4, 25.0, 0)


@pytest.mark.clause("2.2")
def test_rb_10_three_chunks_in_under_three_seconds_are_not_credible(tmp_path: Path) -> None:
    desk = set_up(tmp_path / "desk.db")
    for lasted in (2, 3, 14):
        call(desk, lasted=lasted)
    assert desk.read_backs().hasty == 1


@pytest.mark.clause("2.2")
def test_a_call_that_was_not_read_back_whole_is_no_read_back(tmp_path: Path) -> None:
    desk = set_up(tmp_path / "desk.db")
    number = desk.start_draft("intake").number
    recorded, who, phone, what, accepted = whole_call(desk, number)
    cut = ReadBack(chunk=LAST, outcome="not_possible", reason="hung_up")
    desk.take([recorded, who, phone, type(what)(number, cut), accepted])
    assert desk.read_backs().done == 0


@pytest.mark.clause("2.2")
@pytest.mark.parametrize(
    ("done", "caught", "rote"), [(199, 0, False), (200, 0, True), (200, 1, True), (200, 2, False)]
)
def test_rb_12_two_hundred_that_caught_next_to_nothing_look_like_rote(
    done: int, caught: int, *, rote: bool
) -> None:
    assert ReadBacks(done, caught, 0).like_rote(200, 1) is rote
