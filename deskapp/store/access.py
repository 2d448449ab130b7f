"""The access log, newest first, straight from the journal (P-13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from deskapp.store import journal
from deskapp.store.schema import ACCESS

if TYPE_CHECKING:
    import sqlite3

    from deskapp.handbook.history import Entry


def accesses(
    conn: sqlite3.Connection, since: datetime, until: datetime, limit: int
) -> Iterator[Entry]:
    """The newest reveals, exports and PINs between two moments."""
    found = conn.execute(
        f"SELECT {journal.COLUMNS} FROM journal INDEXED BY journal_access "
        f"WHERE {ACCESS} AND at >= ? AND at < ? ORDER BY clock DESC, desk DESC, seq DESC LIMIT ?",
        (_utc(since), _utc(until), limit),
    )
    for values in found:
        yield journal.Row(*values).entry()


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
