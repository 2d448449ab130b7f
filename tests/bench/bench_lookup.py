"""How long a look-up takes at 20,000 people.

Run with `pytest tests/bench/bench_lookup.py`. Each is measured beside a floor, a bare read of one
person by primary key in the same run, so that a slow machine slows both.
"""

from __future__ import annotations

import random
import sqlite3
import time
from typing import TYPE_CHECKING

import pytest

from deskapp.store.lookup import look_up
from deskapp.store.register import Resident, Room, replace_register
from deskapp.store.schema import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture

PEOPLE, TRIES = 20_000, 200
FRAME_S = 1 / 60
SURNAMES, GIVEN = (
    "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗",
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚",
)
TYPED = (
    "3", "3 2 12", "3栋2单元1202", "1202", "8000", "13800",
    "王", "王伟", "伟", "w", "ww", "wangwei",
    "wang", "粤B12345", "b123", "鲸鱼", "zzzz", "门口那棵树",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path: Path = tmp_path_factory.mktemp("bench") / "desk.db"
    conn = sqlite3.connect(path, isolation_level=None)
    migrate(conn)
    chance = random.Random(7)  # noqa: S311 - the same site each time
    doors = [
        f"{b}-{u}-{f}0{d}"
        for b in range(1, 26) for u in range(1, 5) for f in range(1, 26) for d in range(1, 5)
    ]  # fmt: skip
    people = [
        Resident(
            room, chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2)))),
            "业主", f"13{chance.randrange(10**9):09}", plate=f"粤B{chance.randrange(10**5):05}",
        )
        for room in doors for _ in (1, 2)
    ][:PEOPLE]  # fmt: skip
    conn.execute("BEGIN")
    replace_register(conn, [Room(room) for room in doors], people)
    conn.execute("COMMIT")
    yield conn
    conn.close()


@pytest.mark.parametrize("typed", TYPED)
def test_a_look_up_answers_within_a_frame(
    site: sqlite3.Connection, benchmark: BenchmarkFixture, typed: str
) -> None:
    benchmark(look_up, site, typed)
    spans = sorted(_span(site, typed) for _ in range(TRIES))
    floor = sorted(_floor(site) for _ in range(TRIES))
    worst, least = spans[int(TRIES * 0.99)], floor[TRIES // 2]
    benchmark.extra_info |= {"p99_ms": worst * 1000, "ratio": worst / least}
    assert worst < FRAME_S


def _span(site: sqlite3.Connection, typed: str) -> float:
    begun = time.perf_counter()
    look_up(site, typed)
    return time.perf_counter() - begun


def _floor(site: sqlite3.Connection) -> float:
    begun = time.perf_counter()
    site.execute("SELECT * FROM resident WHERE id = 77").fetchone()
    return time.perf_counter() - begun
