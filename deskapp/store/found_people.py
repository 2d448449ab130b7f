"""The people of the register in the search index, beside the records (P-06: gone when they go)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.store import search
from deskapp.store.findable import PERSON
from deskapp.store.lookup_keys import spoken
from deskapp.store.tokens import document, mark

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_COLUMNS = "id, room, name, relation, phone, phone2, note, plate"
_MARKS = (mark("kind", PERSON),)


def index_people(conn: sqlite3.Connection) -> None:
    """Put everybody of the register into the index anew."""
    for (key,) in conn.execute("SELECT key FROM found WHERE key < 0").fetchall():
        search.forget(conn, key)
    _add(conn, conn.execute(f"SELECT {_COLUMNS} FROM resident").fetchall())


def index_people_of(conn: sqlite3.Connection, room: str) -> None:
    """Put the people of one room into the index anew."""
    for (key,) in conn.execute("SELECT key FROM found WHERE room = ?", (room,)).fetchall():
        search.forget(conn, key)
    rows = conn.execute(f"SELECT {_COLUMNS} FROM resident WHERE room = ?", (room,))
    _add(conn, rows.fetchall())


def _add(
    conn: sqlite3.Connection, rows: Iterable[tuple[int, str, str, str, str, str, str, str]]
) -> None:
    for id_, room, name, relation, phone, phone2, note, plate in rows:
        text = document(
            room=room, what="", name=f"{name} {spoken(name)}", contact=phone, number="",
            extra=f"{relation}\n{plate}\n{phone2}\n{note}", marks=_MARKS,
        )  # fmt: skip
        search.index(conn, -id_, text, room)
