"""One line with room, matter, number and time."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from deskapp.handbook.fields.quick import Told, quick

NOW = datetime(2026, 3, 5, 15, 30, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("厨房漏水 13800138000 昨晚11点", Told("厨房漏水", "13800138000", "昨晚11点")),
        (
            "昨晚11点 厨房漏水 １３８００１３８０００",
            Told("厨房漏水", "１３８００１３８０００", "昨晚11点"),
        ),
        ("厨房漏水", Told("厨房漏水")),
        ("昨晚11点", Told("昨晚11点")),
        ("水表 1234 走得快", Told("水表 1234 走得快")),
        ("说好 3点 来人", Told("说好 3点 来人")),
        ("厨房漏水\n13800138000", Told("厨房漏水\n13800138000")),
        ("", Told("")),
        ("tap drips 138-0013-8000 20分钟前", Told("tap drips", "138-0013-8000", "20分钟前")),
    ],
)
def test_number_and_time_are_taken_out_only_where_they_stand_alone(typed: str, told: Told) -> None:
    assert quick(typed, NOW) == told
