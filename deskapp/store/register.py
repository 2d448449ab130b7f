"""The register: the site's rooms and who lives in them, as its own spreadsheet says."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from deskapp.handbook.fields.fold import tidy
from deskapp.store.found_people import index_people
from deskapp.store.lookup_keys import Progress, index_register, silently

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

_SHORTEST_TAIL = 4
_AFTER = "\U0010ffff"
"""Sorts after everything that may follow a prefix."""

SECOND = "phone2"
_ROOM = "room, building, unit, floor, kind, area, riser"
RESIDENT = "room, name, relation, phone, phone2, note, plate, not_after, best"
"""A resident's columns in the order of `Resident`."""
_ROOM_COLUMNS = 7
_PUT_ROOM = f"INSERT OR REPLACE INTO room ({_ROOM}) VALUES (?, ?, ?, ?, ?, ?, ?)"
_ADD_RESIDENT = f"INSERT INTO resident ({RESIDENT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True)
class Room:
    """One room of the site in its stored form (handbook 4.1)."""

    room: str
    building: str = ""
    unit: str = ""
    floor: str = ""
    kind: str = ""
    area: str = ""
    riser: str = ""
    """The shaft with the pipes of this room and of those over and under it."""


@dataclass(frozen=True)
class Resident:
    """One person of a room, and how to reach them."""

    room: str
    name: str
    relation: str = ""
    phone: str = ""
    phone2: str = ""
    note: str = ""
    plate: str = ""
    not_after: str = ""
    """The hour after which this person is not to be called, such as 21:00."""
    best: str = ""
    """“phone2” where the second number is the one to ring; else the first is."""

    @property
    def ring_first(self) -> str:
        """The number to try first; empty if there is none."""
        numbers = (self.phone2, self.phone) if self.best == SECOND else (self.phone, self.phone2)
        return next(filter(None, numbers), "")


def replace_register(
    conn: sqlite3.Connection,
    rooms: Iterable[Room],
    residents: Iterable[Resident],
    progress: Progress = silently,
) -> None:
    """Put a whole new register in place of the old; a room told twice is kept as told last."""
    conn.execute("DELETE FROM resident")
    conn.execute("DELETE FROM room")
    conn.executemany(_PUT_ROOM, map(astuple, rooms))
    conn.executemany(_ADD_RESIDENT, map(astuple, residents))
    index_register(conn, progress)
    index_people(conn)


def put_room(conn: sqlite3.Connection, room: Room) -> None:
    """One room, new or in place of what was known of it."""
    conn.execute(_PUT_ROOM, astuple(room))


def add_resident(conn: sqlite3.Connection, who: Resident) -> None:
    """One more person in a room."""
    conn.execute(_ADD_RESIDENT, astuple(who))


def has_register(conn: sqlite3.Connection) -> bool:
    """Whether any room is known."""
    return conn.execute("SELECT 1 FROM room LIMIT 1").fetchone() is not None


def room_exists(conn: sqlite3.Connection, room: str) -> bool:
    """Whether the register holds this room."""
    return conn.execute("SELECT 1 FROM room WHERE room = ?", (room,)).fetchone() is not None


def room_of(conn: sqlite3.Connection, room: str) -> Room | None:
    """What is known of one room; None if the register has no such room."""
    row = conn.execute(f"SELECT {_ROOM} FROM room WHERE room = ?", (room,)).fetchone()
    return Room(*row) if row else None


def all_rooms(conn: sqlite3.Connection) -> list[Room]:
    """Every room, by name."""
    return [Room(*row) for row in conn.execute(f"SELECT {_ROOM} FROM room ORDER BY room")]


def rooms_starting(conn: sqlite3.Connection, prefix: str, limit: int = 20) -> list[Room]:
    """Rooms whose stored form begins so, by name."""
    rows = conn.execute(
        f"SELECT {_ROOM} FROM room WHERE room >= ? AND room < ? ORDER BY room LIMIT ?",
        (prefix, prefix + _AFTER, limit),
    )
    return [Room(*row) for row in rows]


def residents_of(conn: sqlite3.Connection, room: str) -> list[Resident]:
    """Who lives in a room, in the order of the spreadsheet."""
    rows = conn.execute(f"SELECT {RESIDENT} FROM resident WHERE room = ? ORDER BY id", (room,))
    return [Resident(*row) for row in rows]


def other_rooms(conn: sqlite3.Connection, who: Resident) -> list[str]:
    """The other rooms of the same person: the same name and number."""
    rows = conn.execute(
        "SELECT DISTINCT room FROM resident WHERE substr(phone, -4) = substr(:phone, -4) "
        "AND phone = :phone AND name = :name AND room <> :room ORDER BY room",
        {"phone": who.phone, "name": who.name, "room": who.room},
    )
    return [room for (room,) in rows] if who.phone else []


def people_by_phone_tail(conn: sqlite3.Connection, tail: str) -> list[Resident]:
    """People whose first or second phone ends in these digits; none for fewer than four."""
    digits = "".join(char for char in tidy(tail) if char.isdecimal())
    if len(digits) < _SHORTEST_TAIL:
        return []
    ids = [id_ for id_, _room in ids_by_phone_tail(conn, digits)]
    rows = conn.execute(
        f"SELECT {RESIDENT} FROM resident WHERE id IN (SELECT value FROM json_each(?)) "
        "ORDER BY room, id",
        (json.dumps(ids),),
    )
    return [Resident(*row) for row in rows]


def ids_by_phone_tail(
    conn: sqlite3.Connection, digits: str, limit: int = -1
) -> list[tuple[int, str]]:
    """Ids and rooms of those whose first or second phone ends in these four or more digits."""
    rows = conn.execute(
        "SELECT id, room FROM resident WHERE substr(phone, -4) = substr(:tail, -4) "
        "AND replace(phone, '-', '') LIKE '%' || :tail UNION "
        "SELECT id, room FROM resident WHERE substr(phone2, -4) = substr(:tail, -4) "
        "AND replace(phone2, '-', '') LIKE '%' || :tail LIMIT :limit",
        {"tail": digits, "limit": limit},
    )
    return rows.fetchall()


def counts(conn: sqlite3.Connection) -> tuple[int, int]:
    """How many rooms and how many people the register holds."""
    rooms, people = conn.execute(
        "SELECT (SELECT count(*) FROM room), (SELECT count(*) FROM resident)"
    ).fetchone()
    return rooms, people


def export_rows(conn: sqlite3.Connection) -> Iterator[tuple[Room, Resident | None]]:
    """The register as its spreadsheet: each room with each of its people, or with none."""
    rows = conn.execute(
        f"SELECT {_of('place', _ROOM)}, {_of('person', RESIDENT)} "
        "FROM room AS place LEFT JOIN resident AS person ON person.room = place.room "
        "ORDER BY place.room, person.id"
    )
    for row in rows:
        room, who = row[:_ROOM_COLUMNS], row[_ROOM_COLUMNS:]
        yield Room(*room), Resident(*who) if who[0] is not None else None
    strangers = conn.execute(
        f"SELECT {RESIDENT} FROM resident WHERE room NOT IN (SELECT room FROM room) "
        "ORDER BY room, id"
    )
    for row in strangers:
        yield Room(row[0]), Resident(*row)


def _of(table: str, columns: str) -> str:
    return ", ".join(f"{table}.{column}" for column in columns.split(", "))
