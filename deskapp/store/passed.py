"""The soft gates that were passed with a reason, newest first, straight from the journal (0-4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from deskapp.store import journal
from deskapp.store.schema import PASSED_A_GATE

if TYPE_CHECKING:
    import sqlite3

    from deskapp.handbook.history import Entry


def passed_gates(conn: sqlite3.Connection, limit: int) -> Iterator[Entry]:
    """The newest rows whose step was carried through a soft gate."""
    found = conn.execute(
        f"SELECT {journal.COLUMNS} FROM journal INDEXED BY journal_passed "
        f"WHERE {PASSED_A_GATE} ORDER BY clock DESC, desk DESC, seq DESC LIMIT ?",
        (limit,),
    )
    for values in found:
        yield journal.Row(*values).entry()
