"""The log, the handovers and the running incidents, found by index."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

TABLES = {"L": "log", "H": "handover", "E": "incident"}
"""The derived table of each kind of record that is looked through by time."""


def log_page(conn: sqlite3.Connection, before: str = "", limit: int = 100) -> list[str]:
    """The lines that stand before one, or the last ones; the oldest first."""
    rows = conn.execute(
        "SELECT number FROM log WHERE key < coalesce("
        "(SELECT key FROM log WHERE number = ?), 9223372036854775807) "
        "ORDER BY key DESC LIMIT ?",
        (before, limit),
    )
    return [number for (number,) in rows][::-1]


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
