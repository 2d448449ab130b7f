"""How long the store's commonest questions take at 100,000 tickets.

Run with `pytest tests/bench/bench_store.py`. Each is measured beside a floor, a bare read of as
many rows by primary key in the same run, so that a slow machine slows both.
"""

from __future__ import annotations

import random
import sqlite3
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from deskapp.store import queue, search
from deskapp.store.derived import KEYS_PER_MS, TICKET_COLUMNS, ms
from deskapp.store.schema import migrate
from deskapp.store.views import FOLLOW_UPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture

TICKETS = 100_000
OPEN_OF_TEN = 2
NOW = datetime(2026, 11, 23, 6, 2, tzinfo=UTC)
LIMIT_S = 0.005
PLACES = "厨房 卫生间 客厅 阳台 卧室 楼道 电梯厅 车库 门口 屋顶".split()  # noqa: SIM905
TROUBLES = [
    "漏水",
    "停电",
    "跳闸",
    "马桶堵塞",
    "门锁坏了",
    "滴水",
    "空调不制冷",
    "灯不亮",
    "墙面渗水",
    "噪音扰民",
]
ENGLISH = (
    "Water leaking under the sink",
    "No power in the bedroom",
    "The lift stops at floor seven",
    "Drain backs up in the kitchen",
)
SUBS = ("REP.LEAK", "REP.POWER", "PUB.LIGHT", "CMP.SLOW", "ENQ.FEE")
WAITS = {"": NOW - timedelta(minutes=30)}
VIEWS = [view for view in queue.VIEWS if view != FOLLOW_UPS]
NAMES = ("王伟", "李芳", "张敏", "刘洋", "陈静")
WORDS = {
    "common": "漏水",
    "rare": "犀牛标本",
    "absent": "鲸鱼",
    "one character": "水",
    "phrase": "厨房漏水",
    "two common words": "厨房 停电",
    "common and rare": "漏水 犀牛标本",
    "English": "leaking",
    "English beginning": "lea",
    "two English words": "water sink",
    "room": "3-2-1202",
    "beginning of a room": "3 2 12",
    "building": "3栋",
    "room and word": "三栋二单元12 漏水",
    "phone tail": "8000",
    "ticket number": "A017",
    "number and one character": "3水",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path: Path = tmp_path_factory.mktemp("bench") / "desk.db"
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("PRAGMA synchronous = OFF")
    migrate(conn)
    fill(conn)
    yield conn
    conn.close()


def fill(conn: sqlite3.Connection) -> None:
    """A hundred thousand tickets over three years, indexed some hundred at a time."""
    chance = random.Random(1)  # noqa: S311 - invented data
    names = ("key", *TICKET_COLUMNS)
    insert = f"INSERT INTO ticket ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    for first in range(0, TICKETS, 500):
        conn.execute("BEGIN")
        for place in range(first, first + 500):
            row = ticket(chance, place)
            conn.execute(insert, [row[name] for name in names])
            texts = {name: row[name] for name in ("room", "what", "name", "contact", "number")}
            search.index(conn, row["key"], search.document(**texts, extra=""))
        conn.execute("COMMIT")
        search.merge(conn, 500)


def ticket(chance: random.Random, place: int) -> dict[str, Any]:
    opened = ms(NOW - timedelta(minutes=16 * (TICKETS - place))) or 0
    is_open = int(place % 10 < OPEN_OF_TEN)
    texts = dict.fromkeys(TICKET_COLUMNS, "")
    numbers = {
        "key": opened * KEYS_PER_MS,
        "open": is_open,
        "danger": int(is_open and place % 5000 == 0),
        "sort_due": (ms(NOW) or 0) + chance.randrange(-(10**8), 10**9),
        "due": opened,
        "work_due": opened,
        "opened_at": opened,
        "closed_at": None if is_open else opened,
        "next_check": None,
        "updated_at": opened,
        "calls": place % 7 // 6,
        "debts": place % 11 // 10,
        "clashed": place % 997 // 996,
        "unread_rows": 0,
        "rings_at": (ms(NOW) or 0) + chance.randrange(-(10**8), 10**9),
        "reworks": 0,
        "paid": 0,
        "followed_at": None,
        "follow_tries": 0,
    }
    day = NOW - timedelta(days=(TICKETS - place) // 300)
    words = {
        "number": f"R{day:%y%m%d}-A{place % 300 + 1:03d}",
        "state": chance.choice(("accepted", "working", "done")) if is_open else "closed",
        "sub": chance.choice(SUBS),
        "room": f"{chance.randint(1, 20)}-{chance.randint(1, 3)}-"
        f"{chance.randint(1, 30)}{chance.randint(1, 4):02d}",
        "what": matter(chance, place),
        "name": chance.choice(NAMES),
        "contact": f"13{chance.randrange(10**9):09d}",
        "person": f"p{chance.randrange(20)}",
        "recorded_by": f"p{chance.randrange(6)}",
    }
    return {**texts, **numbers, **words, "type": words["sub"][:3]}


def matter(chance: random.Random, place: int) -> str:
    if place in {17, 50_017}:
        return "大堂的犀牛标本被碰倒"
    if chance.random() < 0.3:
        return chance.choice(ENGLISH)
    first, second = (chance.choice(PLACES) + chance.choice(TROUBLES) for _ in range(2))
    return f"{first}，{second}，请尽快派人"


def measure(
    benchmark: BenchmarkFixture, ask: Callable[[], list[Any]], floor: Callable[[], list[Any]]
) -> list[Any]:
    """Time a question; its ratio to the floor goes into the report."""
    found: list[Any] = benchmark(ask)
    assert benchmark.stats
    times = benchmark.stats.stats
    floor_s = min(timed(floor) for _ in range(200))
    benchmark.extra_info.update(
        rows=len(found), floor_us=round(floor_s * 1e6), ratio=round(times.median / floor_s, 1)
    )
    assert times.min < LIMIT_S
    return found


def timed(ask: Callable[[], object]) -> float:
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS.keys())
def test_newest_fifty_hits(
    benchmark: BenchmarkFixture, site: sqlite3.Connection, words: str
) -> None:
    floor = "SELECT key FROM ticket WHERE key < ? ORDER BY key DESC LIMIT 50"
    measure(
        benchmark,
        lambda: search.find(site, words),
        lambda: site.execute(floor, (2**63 - 1,)).fetchall(),
    )


@pytest.mark.parametrize("view", VIEWS)
def test_first_page(benchmark: BenchmarkFixture, site: sqlite3.Connection, view: str) -> None:
    found = measure(
        benchmark,
        lambda: queue.page(site, view, now=NOW, operator="p1", subs=SUBS, waits=WAITS),
        lambda: site.execute("SELECT * FROM ticket ORDER BY key LIMIT 100").fetchall(),
    )
    assert found


def test_last_page(benchmark: BenchmarkFixture, site: sqlite3.Connection) -> None:
    measure(
        benchmark,
        lambda: queue.last_page(site, "all", now=NOW),
        lambda: site.execute("SELECT * FROM ticket ORDER BY key LIMIT 100").fetchall(),
    )


def test_counts_of_every_view(benchmark: BenchmarkFixture, site: sqlite3.Connection) -> None:
    measure(
        benchmark,
        lambda: [*queue.counts(site, VIEWS, NOW, "p1", SUBS, WAITS)],
        lambda: site.execute("SELECT * FROM ticket ORDER BY key LIMIT 100").fetchall(),
    )


def test_short_number(benchmark: BenchmarkFixture, site: sqlite3.Connection) -> None:
    found = measure(
        benchmark,
        lambda: queue.by_short_number(site, "41", NOW.date()),
        lambda: site.execute("SELECT * FROM ticket ORDER BY key LIMIT 20").fetchall(),
    )
    assert found
