"""What the search has found, as rows: a record of any kind, or somebody of the register."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from deskapp.store.derived import EPOCH
from deskapp.store.findable import PERSON, TABLES, kind_at

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence


@dataclass(frozen=True)
class Hit:
    """One thing found: `kind` is the letter of its number, `at` when it was opened, in UTC.

    Somebody of the register has the number of their room's record, and `what` is the relation.
    """

    key: int
    kind: str
    number: str
    state: str
    room: str
    what: str
    name: str
    contact: str
    at: datetime | None


_SELECTS = {
    "R": "key, number, state, room, what, name, contact, opened_at",
    "C": "key, number, state, room, what, name, contact, opened_at",
    "E": "key, number, state, place, what, '', '', reported_at",
    "L": "key, number, state, '', what, '', '', written_at",
}
_PEOPLE = (
    f"SELECT -id, '{PERSON}' || room, '', room, relation, name, phone, NULL FROM resident "
    "WHERE id IN (SELECT -value FROM json_each(:keys))"
)


def hits(conn: sqlite3.Connection, keys: Sequence[int]) -> list[Hit]:
    """These keys as rows, in the order given; whatever is gone is left out."""
    found: dict[int, Hit] = {}
    for kind in {kind_at(key) for key in keys}:
        wanted = json.dumps([key for key in keys if kind_at(key) == kind])
        sql = _PEOPLE if kind == PERSON else (
            f"SELECT {_SELECTS[kind]} FROM {TABLES[kind]} "
            "WHERE key IN (SELECT value FROM json_each(:keys))"
        )  # fmt: skip
        found |= {row[0]: _hit(kind, row) for row in conn.execute(sql, {"keys": wanted})}
    return [found[key] for key in keys if key in found]


def _hit(kind: str, row: tuple[Any, ...]) -> Hit:
    key, number, state, room, what, name, contact, at = row
    moment = None if at is None else EPOCH + timedelta(milliseconds=at)
    return Hit(key, kind, number, state, room, what, name, contact, moment)
