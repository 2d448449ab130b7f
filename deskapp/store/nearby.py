"""What is in hand around a room, and how often somebody asks: found by index alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from deskapp.store.derived import KEYS_PER_MS, ms
from deskapp.store.queue import SELECT, line_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

    from deskapp.store.queue import Line

AFTER = "\U0010ffff"
"""Sorts after everything that may follow a beginning."""


def open_in(conn: sqlite3.Connection, rooms: Sequence[str], limit: int) -> list[Line]:
    """The newest open tickets of these rooms."""
    rows = conn.execute(
        f"{SELECT} INDEXED BY ticket_room_open WHERE open = 1 "
        "AND room IN (SELECT value FROM json_each(?)) ORDER BY key DESC LIMIT ?",
        (json.dumps(list(rooms)), limit),
    )
    return [line_of(row) for row in rows]


def open_under(conn: sqlite3.Connection, beginning: str, limit: int) -> list[Line]:
    """The newest open tickets of the rooms that begin so, such as those of one staircase."""
    rows = conn.execute(
        f"{SELECT} INDEXED BY ticket_room_open WHERE open = 1 AND room >= ? AND room < ? "
        "ORDER BY key DESC LIMIT ?",
        (beginning, beginning + AFTER, limit),
    )
    return [line_of(row) for row in rows]


def open_of_classes(conn: sqlite3.Connection, subs: Sequence[str], limit: int) -> list[Line]:
    """The open tickets of these classes."""
    marks = ", ".join("?" * len(subs))
    rows = conn.execute(
        f"{SELECT} INDEXED BY ticket_sub WHERE open = 1 AND sub IN ({marks}) LIMIT ?",
        (*subs, limit),
    )
    return [line_of(row) for row in rows]


def on_the_riser(conn: sqlite3.Connection, room: str) -> list[str]:
    """The other rooms of the building that hang on the same riser, by the register."""
    rows = conn.execute(
        "SELECT other.room FROM room AS here JOIN room AS other INDEXED BY room_riser "
        "ON other.riser = here.riser AND other.building = here.building "
        "WHERE here.room = ? AND here.riser <> '' AND other.riser <> '' AND other.room <> ?",
        (room, room),
    )
    return [other for (other,) in rows]


def times_since(conn: sqlite3.Connection, room: str, since: datetime) -> int:
    """How many tickets of a room have been opened since then."""
    (count,) = conn.execute(
        "SELECT count(*) FROM ticket INDEXED BY ticket_room "
        "WHERE room = ? AND open IN (0, 1) AND key >= ?",
        (room, (ms(since) or 0) * KEYS_PER_MS),
    ).fetchone()
    return int(count)


def last_answer(conn: sqlite3.Connection, room: str, looked_at: int) -> Line | None:
    """The newest of a room's closed tickets on which the owner said how it went."""
    rows = conn.execute(
        f"{SELECT} INDEXED BY ticket_room WHERE room = ? AND open = 0 ORDER BY key DESC LIMIT ?",
        (room, looked_at),
    )
    lines = map(line_of, rows)
    return next((line for line in lines if line.score or line.followed_at), None)
