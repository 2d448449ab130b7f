"""How long the desk takes over one accepted call, beside a bare transaction of the same rows.

Run with `python -m pytest tests/bench/bench_desk.py`. Calls and bare transactions take turns, each
in a database of its own on the same disk, so that whatever slows the one slows the other.
"""

from __future__ import annotations

import sqlite3
import time
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest

from deskapp.desk.collector import collect_seldom
from deskapp.store.schema import migrate
from tests.calls import set_up, take_call, whole_call

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture

    from deskapp.desk.desk import Desk
    from deskapp.handbook.step import Act

BEFORE, CALLS = 200, 500
TABLES = ("journal", "ticket", "found")
Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = set_up(tmp_path / "desk.db")
    collect_seldom()  # as the screens do
    for _ in range(BEFORE):
        take_call(desk)
    yield desk
    desk.close()


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    conn = sqlite3.connect(tmp_path / "bare.db", isolation_level=None)
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("PRAGMA synchronous = FULL")
    conn.execute("PRAGMA wal_autocheckpoint = 0")
    migrate(conn)
    conn.execute("INSERT INTO desk VALUES ('desk', 'A', 1, 0, 0, x'')")
    yield conn
    conn.close()


def test_one_accepted_call(
    benchmark: BenchmarkFixture, desk: Desk, bare: sqlite3.Connection
) -> None:
    floor: list[float] = []
    taken: list[str] = []

    def next_call() -> tuple[tuple[Sequence[Act]], dict[str, Any]]:
        if taken:
            rows = rows_of(desk.store.conn, taken[-1])
            floor.append(timed(lambda: write_bare(bare, rows)))
        taken.append(desk.start_draft("intake").number)
        return (whole_call(desk, taken[-1]),), {}

    pedantic: Any = benchmark.pedantic
    pedantic(desk.take, setup=next_call, rounds=CALLS, warmup_rounds=BEFORE)
    bare_s = median(floor[BEFORE:])
    stats: Any = benchmark.stats
    benchmark.extra_info.update(
        floor_us=round(bare_s * 1e6), ratio=round(stats.stats.median / bare_s, 2)
    )
    assert bare.execute("SELECT count(*) FROM ticket").fetchone() == (len(floor),)


def rows_of(conn: sqlite3.Connection, number: str) -> Rows:
    """What one call left in each table."""
    where = {
        "journal": "stream = :number",
        "ticket": "number = :number",
        "found": "key = (SELECT key FROM ticket WHERE number = :number)",
    }
    return {
        table: conn.execute(
            f"SELECT * FROM {table} WHERE {where[table]}", {"number": number}
        ).fetchall()
        for table in TABLES
    }


def write_bare(conn: sqlite3.Connection, rows: Rows) -> None:
    """The same rows in one transaction, with nothing judged, folded, read or chained."""
    conn.execute("BEGIN IMMEDIATE")
    for table in TABLES:
        marks = ", ".join("?" * len(rows[table][0]))
        conn.executemany(f"INSERT INTO {table} VALUES ({marks})", rows[table])
    conn.execute("INSERT INTO search (rowid, body) VALUES (?, ?)", rows["found"][0][:2])
    last = rows["journal"][-1]
    conn.execute("UPDATE desk SET seq = ?, clock = ?, chain = ?", (last[1], last[3], last[13]))
    conn.execute("COMMIT")


def timed(job: Callable[[], object]) -> float:
    """Seconds that it takes."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start
