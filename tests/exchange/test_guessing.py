"""How often the guessed class is right, told with how many matters it was tried on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from deskapp.exchange.errors import ExchangeError
from deskapp.exchange.guessing import measure, read_filed
from tests.handbook.desk_in_memory import POLICY

if TYPE_CHECKING:
    from pathlib import Path

ROOMS = ("厨房", "卫生间", "阳台", "客厅", "主卧")
FILED = [(sub, f"{room}{what}") for room in ROOMS for sub, what in (
    ("REP.LEAK", "天花板一直漏水"), ("PUB.PEST", "有很多蟑螂"), ("REP.OTHER", "晒衣杆卡住")
)]  # fmt: skip


def test_every_matter_is_held_out_once_and_guessed_from_the_others() -> None:
    scores = {one.way: one for one in measure(FILED, POLICY, folds=5)}
    assert {one.n for one in scores.values()} == {len(FILED)}
    assert scores["both"].first > scores["commonest"].first
    assert scores["both"].first >= scores["words"].first
    assert all(one.first <= one.three <= one.n for one in scores.values())


def test_rows_without_a_class_are_left_out_and_a_file_without_any_is_refused(
    tmp_path: Path,
) -> None:
    path = tmp_path / "filed.jsonl"
    rows = ({"what": "漏水", "sub": "REP.LEAK"}, {"what": "没分类"}, {"sub": "REP.LEAK"})
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert read_filed(path, "what", "sub") == [("REP.LEAK", "漏水")]
    with pytest.raises(ExchangeError):
        read_filed(path, "what", "nothing")
