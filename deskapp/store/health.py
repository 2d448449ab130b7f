"""What this PC's SQLite can do, asked without touching a database of anybody's."""

from __future__ import annotations

import sqlite3

SAFE = (3, 51, 3)
BACKPORTS = ((3, 44, 6), (3, 50, 7))
"""Versions that can no longer lose a write when two programs tidy one log at once."""


def version() -> str:
    """SQLite's version."""
    return sqlite3.sqlite_version


def log_is_safe(found: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Whether two programs may tidy one database's log at the same time."""
    return found >= SAFE or any(found[:2] == b[:2] and found >= b for b in BACKPORTS)


def has_full_text() -> bool:
    """Whether the search index can be made."""
    conn = sqlite3.connect(":memory:")
    try:
        conn.execute("CREATE VIRTUAL TABLE t USING fts5(words)")
    except sqlite3.OperationalError:
        return False
    finally:
        conn.close()
    return True
