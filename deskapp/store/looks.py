"""Who looked at names and numbers in full, newest first, straight from the journal (P-13)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from deskapp.handbook.looking import LOOKS
from deskapp.store import journal

if TYPE_CHECKING:
    import sqlite3

    from deskapp.handbook.history import Entry

_STREAMS = "(stream >= 'D' AND stream < 'E' OR stream >= 'P' AND stream < 'Q')"
"""Rooms and people: the only records that looks are kept with, found by the journal's index."""


def looks(conn: sqlite3.Connection, limit: int) -> Iterator[Entry]:
    """The newest looks, at records and at rooms."""
    marks = ", ".join("?" * len(LOOKS))
    found = conn.execute(
        f"SELECT {journal.COLUMNS} FROM journal WHERE {_STREAMS} AND kind IN ({marks}) "
        "ORDER BY clock DESC, desk DESC, seq DESC LIMIT ?",
        (*LOOKS, limit),
    )
    for values in found:
        yield journal.Row(*values).entry()
