"""The complaints as a list: by index, without those that are about whoever looks (X19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from deskapp.store.derived import EPOCH

if TYPE_CHECKING:
    import sqlite3

VIEWS = {
    "running": ("open = 1", "complaint_open", "sort_due, key"),
    "mine": ("open = 1 AND handler = :person", "complaint_handler", "sort_due, key"),
    "ended": ("open = 0", "complaint_ended", "key DESC"),
}
"""What each view holds, the index that answers it, and what stands first."""
_COLUMNS = "number, state, open, sub, level, room, handler, due, opened_at"
_SEEN = (
    "NOT EXISTS (SELECT 1 FROM hidden AS h "
    "WHERE h.number = complaint.number AND h.person = :person)"
)


@dataclass(frozen=True)
class CaseLine:
    """One complaint as a row of the list; times are UTC."""

    number: str
    state: str
    open: bool
    sub: str
    level: str
    room: str
    handler: str
    due: datetime | None
    opened_at: datetime


def page(conn: sqlite3.Connection, view: str, person: str, limit: int) -> list[CaseLine]:
    """The first complaints of a view that this person may see."""
    where, index, order = VIEWS[view]
    rows = conn.execute(
        f"SELECT {_COLUMNS} FROM complaint INDEXED BY {index} "
        f"WHERE {where} AND {_SEEN} ORDER BY {order} LIMIT :limit",
        {"person": person, "limit": limit},
    )
    return [
        CaseLine(number, state, bool(is_open), sub, level, room, handler, _time(due), _at(opened))
        for number, state, is_open, sub, level, room, handler, due, opened in rows
    ]


def is_hidden(conn: sqlite3.Connection, number: str, person: str) -> bool:
    """Whether this person may not see a record."""
    row = conn.execute("SELECT 1 FROM hidden WHERE number = ? AND person = ?", (number, person))
    return row.fetchone() is not None


def _time(at: int | None) -> datetime | None:
    return None if at is None else _at(at)


def _at(at: int) -> datetime:
    return EPOCH + timedelta(milliseconds=at)
