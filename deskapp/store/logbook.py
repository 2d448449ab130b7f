"""The log, the handovers and the running incidents, found by index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.store.derived import KEYS_PER_MS, ms

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

END = (1 << 63) - 1
"""Beyond the key of every line."""
TABLES = {"L": "log", "H": "handover", "E": "incident"}
"""The derived table of each kind of record that is looked through by time."""


def log_page(conn: sqlite3.Connection, before: str = "", limit: int = 100) -> list[str]:
    """The lines that stand before one, or the last ones; the oldest first."""
    rows = conn.execute(
        "SELECT number FROM log WHERE key < coalesce((SELECT key FROM log WHERE number = ?), ?) "
        "ORDER BY key DESC LIMIT ?",
        (before, END, limit),
    )
    return [number for (number,) in rows][::-1]


def log_between(
    conn: sqlite3.Connection, since: datetime | None, until: datetime | None
) -> list[str]:
    """The lines that stand from one moment up to another, the oldest first."""
    first = 0 if since is None else (ms(since) or 0) * KEYS_PER_MS
    end = END if until is None else (ms(until) or 0) * KEYS_PER_MS
    rows = conn.execute(
        "SELECT number FROM log WHERE key >= ? AND key < ? ORDER BY key", (first, end)
    )
    return [number for (number,) in rows]


def newest(conn: sqlite3.Connection, letter: str) -> str:
    """The newest record of a kind, a live line of the log; "" while there is none."""
    where = "WHERE paper = 0" if letter == "L" else ""
    row = conn.execute(
        f"SELECT number FROM {TABLES[letter]} {where} ORDER BY key DESC LIMIT 1"
    ).fetchone()
    return str(row[0]) if row else ""


def open_incidents(conn: sqlite3.Connection) -> list[str]:
    """The incidents that run, the newest first."""
    rows = conn.execute(
        "SELECT number FROM incident INDEXED BY incident_open WHERE open = 1 ORDER BY key DESC"
    )
    return [number for (number,) in rows]


def incidents_since(conn: sqlite3.Connection, since: datetime) -> list[str]:
    """The incidents that were reported since a moment, the newest first."""
    rows = conn.execute(
        "SELECT number FROM incident WHERE key >= ? ORDER BY key DESC",
        ((ms(since) or 0) * KEYS_PER_MS,),
    )
    return [number for (number,) in rows]


def incident_page(conn: sqlite3.Connection, limit: int) -> list[str]:
    """The incidents that run, those under review, then the others, each the newest first."""
    rows = conn.execute(
        "SELECT number FROM incident ORDER BY open DESC, state = 'review' DESC, key DESC LIMIT ?",
        (limit,),
    )
    return [number for (number,) in rows]


def open_outages(conn: sqlite3.Connection) -> list[str]:
    """What is off and announced, the oldest first."""
    rows = conn.execute("SELECT number FROM outage INDEXED BY outage_open WHERE open = 1")
    return [number for (number,) in rows]


def under_review(conn: sqlite3.Connection) -> list[str]:
    """The incidents that are over and not closed yet, the newest first."""
    rows = conn.execute(
        "SELECT number FROM incident INDEXED BY incident_review WHERE state = 'review' "
        "ORDER BY key DESC"
    )
    return [number for (number,) in rows]
