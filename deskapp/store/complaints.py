"""The complaints as a list: by index, without those that are about whoever looks (X19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from deskapp.handbook.complaint.state import raised
from deskapp.store.derived import EPOCH, ms

if TYPE_CHECKING:
    import sqlite3

VIEWS = {
    "running": ("open = 1", "complaint_open", "sort_due, key"),
    "mine": ("open = 1 AND handler = :person", "complaint_handler", "sort_due, key"),
    "ended": ("open = 0", "complaint_ended", "key DESC"),
    "rings": ("rings_at <= :now", "complaint_rings", "rings_at, key"),
}
"""What each view holds, the index that answers it, and what stands first."""
_COLUMNS = (
    "number, state, open, sub, level, room, handler, due, opened_at, rises_first, rises_second"
)
_SEEN = (
    "NOT EXISTS (SELECT 1 FROM hidden AS h "
    "WHERE h.number = complaint.number AND (h.person = :person OR :person = ''))"
)
"""Whoever does not say who asks sees no complaint about anybody."""


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
    rises: tuple[datetime, ...] = ()
    danger: ClassVar[bool] = False
    """What is dangerous in it is an incident of its own."""

    def level_at(self, now: datetime) -> str:
        """The level as it is now, with what time has added to it (C30)."""
        passed = sum(1 for at in self.rises if at <= now)
        return raised(self.level, passed) if passed else self.level


def page(
    conn: sqlite3.Connection, view: str, person: str, now: datetime, limit: int
) -> list[CaseLine]:
    """The first complaints of a view that this person may see."""
    where, index, order = VIEWS[view]
    rows = conn.execute(
        f"SELECT {_COLUMNS} FROM complaint INDEXED BY {index} "
        f"WHERE {where} AND {_SEEN} ORDER BY {order} LIMIT :limit",
        {"person": person, "now": ms(now), "limit": limit},
    )
    return [_line(row) for row in rows]


def of_room(
    conn: sqlite3.Connection, room: str, since: datetime, person: str, limit: int
) -> list[CaseLine]:
    """The complaints of a room since a moment that this person may see, the newest first."""
    rows = conn.execute(
        f"SELECT {_COLUMNS} FROM complaint INDEXED BY complaint_room "
        f"WHERE room = :room AND room <> '' AND opened_at >= :since AND {_SEEN} "
        "ORDER BY key DESC LIMIT :limit",
        {"room": room, "since": ms(since), "person": person, "limit": limit},
    )
    return [_line(row) for row in rows]


def count_ringing(conn: sqlite3.Connection, person: str, now: datetime) -> int:
    """How many complaints that this person may see call by themselves."""
    row = conn.execute(
        f"SELECT count(*) FROM complaint INDEXED BY complaint_rings "
        f"WHERE rings_at <= :now AND {_SEEN}",
        {"person": person, "now": ms(now)},
    )
    found: int = row.fetchone()[0]
    return found


def is_hidden(conn: sqlite3.Connection, number: str, person: str) -> bool:
    """Whether this person may not see a record; nobody named may not see one about anybody."""
    row = conn.execute(
        "SELECT 1 FROM hidden WHERE number = :number AND (person = :person OR :person = '')",
        {"number": number, "person": person},
    )
    return row.fetchone() is not None


def _line(row: tuple[Any, ...]) -> CaseLine:
    number, state, is_open, sub, level, room, handler, due, opened, *rises = row
    return CaseLine(
        number=number, state=state, open=bool(is_open), sub=sub, level=level, room=room,
        handler=handler, due=_time(due), opened_at=_at(opened),
        rises=tuple(_at(at) for at in rises if at is not None),
    )  # fmt: skip


def _time(at: int | None) -> datetime | None:
    return None if at is None else _at(at)


def _at(at: int) -> datetime:
    return EPOCH + timedelta(milliseconds=at)
