"""A real database with hand-made ticket rows."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from deskapp.store.derived import KEYS_PER_MS, NO_DUE, TICKET_COLUMNS, ms
from deskapp.store.schema import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 23, 6, 2, tzinfo=UTC)


class AddTicket(Protocol):
    """Puts one ticket's derived row in, newest last; any column may be given."""

    def __call__(self, **columns: Any) -> int: ...


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    conn = sqlite3.connect(tmp_path / "desk.db", isolation_level=None)
    conn.execute("PRAGMA synchronous = OFF")
    migrate(conn)
    yield conn
    conn.close()


@pytest.fixture
def add_ticket(conn: sqlite3.Connection) -> AddTicket:
    running = count(1)
    names = ("key", *TICKET_COLUMNS)
    sql = f"INSERT INTO ticket ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"

    def add(**columns: Any) -> int:
        place = next(running)
        opened = ms(NOW - timedelta(days=30) + timedelta(minutes=place)) or 0
        texts = dict.fromkeys(TICKET_COLUMNS, "")
        known = {
            "key": opened * KEYS_PER_MS,
            "number": f"R261123-A{place:03d}",
            "state": "working",
            "open": 1,
            "sort_due": NO_DUE,
            "due": None,
            "work_due": None,
            "opened_at": opened,
            "closed_at": None,
            "next_check": None,
            "updated_at": opened,
            "rings_at": NO_DUE,
            "followed_at": None,
        }
        numbers = ("danger", "calls", "debts", "clashed", "unread_rows")
        zeros = dict.fromkeys((*numbers, "reworks", "paid", "follow_tries"), 0)
        row = {**texts, **zeros, **known, **columns}
        conn.execute(sql, [row[name] for name in names])
        return int(row["key"])

    return add
