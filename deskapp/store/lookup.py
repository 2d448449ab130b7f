"""Looking people and rooms up while somebody still types: by room, name, pinyin, number, plate."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskapp.handbook.fields.fold import fold_line
from deskapp.handbook.fields.room import read_room, room_prefix
from deskapp.store import register
from deskapp.store.lookup_keys import Key, Why, folded
from deskapp.store.register import Resident

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

AFTER = "\U0010ffff"
"""Sorts after everything that may follow a beginning."""
MOST_READ = 200
"""Hits that are ranked; more are not looked at, since only the best few are shown."""
ROOMS = frozenset({"room", "parking", "shop"})
SHORTEST_LETTERS, SHORTEST_DIGITS, SHORTEST_TAIL = 2, 3, 4
RELATIONS = ("业主 房主 产权人 户主 本人 owner", "租户 租客 承租人 使用人 商户 tenant occupant")
"""Who is asked for first in a room; anybody else comes after them."""

_NUMBERS = re.compile("([0-9]+)")


@dataclass(frozen=True)
class Found:
    """A room, one of its people if there is one, and by what they were found."""

    room: str
    who: Resident | None
    why: Why
    whole: bool = False
    """Whether all of the key was typed."""


def look_up(conn: sqlite3.Connection, typed: str, limit: int = 8) -> list[Found]:
    """The rooms and people that what was typed may mean, the likeliest first."""
    words = fold_line(typed)
    if not words:
        return []
    room = whole_room(conn, words)
    if room:
        return [_in_room(conn, room)]
    begun = [_in_room(conn, one) for one in _rooms_begun(conn, words, limit)]
    if len(begun) >= limit or (read_room(words).kind in ROOMS and not words.isdecimal()):
        return begun[:limit]
    known = {found.room for found in begun}
    others = (
        found for found in _by_keys(conn, words, limit) if found.room not in known or found.who
    )
    return [*begun, *others][:limit]


def first_rooms(conn: sqlite3.Connection, limit: int) -> list[Found]:
    """The rooms in the order of a walk through the site, each with whoever is asked for first."""
    rooms = (room for (room,) in conn.execute("SELECT room FROM room"))
    return [_in_room(conn, room) for room in sorted(rooms, key=_in_order)[:limit]]


def whole_room(conn: sqlite3.Connection, words: str) -> str:
    """The one room of the register that was typed to its end, however it is written; or none."""
    stored = read_room(words).value or ""
    if register.room_exists(conn, stored):
        return stored
    merged = conn.execute(
        "SELECT DISTINCT room FROM look_up WHERE key = ? AND kind = ? AND resident = 0 LIMIT 2",
        (stored, Why.ROOM),
    ).fetchall()
    return str(merged[0][0]) if len(merged) == 1 and "-" in stored else ""


def _rooms_begun(conn: sqlite3.Connection, words: str, limit: int) -> list[str]:
    begins = room_prefix(words)
    if not begins:
        return []
    if begins.isdecimal():
        if len(begins) >= SHORTEST_DIGITS:
            return []
        begins += "-"
    elif begins.isalpha() and len(begins) > 1 and begins.isascii():
        return []
    rooms = (one.room for one in register.rooms_starting(conn, begins, MOST_READ))
    return sorted(rooms, key=_in_order)[:limit]


def _in_order(room: str) -> list[tuple[int, str]]:
    """Floors as people count them: 3-2-201 before 3-2-1001."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in _NUMBERS.split(room)]


def _by_keys(conn: sqlite3.Connection, words: str, limit: int) -> list[Found]:
    wanted = folded(words)
    hits = [*_phone_ends(conn, wanted), *_keys_begun(conn, wanted)]
    if not hits:
        return []
    people = _people(conn, [hit[3] for hit in hits])
    busy = _rooms_with_open_tickets(conn, {hit[2] for hit in hits})

    def rank(hit: Key) -> tuple[object, ...]:
        key, why, room, id_ = hit
        who = people.get(id_)
        place = _relation_rank(who.relation) if who else 0
        return key != wanted, why, room not in busy, place, _in_order(room), id_

    best: dict[tuple[str, int], Found] = {}
    for key, why, room, id_ in sorted(hits, key=rank):
        who = people.get(id_)
        found = Found(room, who, why, key == wanted) if who else _in_room(conn, room)
        best.setdefault((room, id_), found)
        if len(best) == limit:
            break
    return list(best.values())


def _keys_begun(conn: sqlite3.Connection, wanted: str) -> list[Key]:
    least = SHORTEST_LETTERS if wanted.isascii() else 1
    if wanted.isdecimal():
        least = SHORTEST_DIGITS
    if len(wanted) < least:
        return []
    rows = conn.execute(
        "SELECT key, kind, room, resident FROM look_up WHERE key >= ? AND key < ? "
        "ORDER BY key, kind LIMIT ?",
        (wanted, wanted + AFTER, MOST_READ),
    )
    return [(key, Why(kind), room, id_) for key, kind, room, id_ in rows]


def _phone_ends(conn: sqlite3.Connection, wanted: str) -> list[Key]:
    if not wanted.isdecimal() or len(wanted) < SHORTEST_TAIL:
        return []
    rows = register.ids_by_phone_tail(conn, wanted, MOST_READ)
    return [(wanted, Why.PHONE, room, id_) for id_, room in rows]


def _people(conn: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Resident]:
    rows = conn.execute(
        f"SELECT id, {register.RESIDENT} FROM resident "
        "WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(set(ids))),),
    )
    return {row[0]: Resident(*row[1:]) for row in rows}


def _rooms_with_open_tickets(conn: sqlite3.Connection, rooms: Iterable[str]) -> set[str]:
    rows = conn.execute(
        "SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM ticket "
        "INDEXED BY ticket_room_open WHERE room = value AND open = 1)",
        (json.dumps(sorted(rooms)),),
    )
    return {room for (room,) in rows}


def _relation_rank(relation: str) -> int:
    places = (
        place for place, words in enumerate(RELATIONS) if relation.casefold() in words.split()
    )
    return next(places, len(RELATIONS))


def _in_room(conn: sqlite3.Connection, room: str) -> Found:
    people = register.residents_of(conn, room)
    first = min(people, key=lambda who: _relation_rank(who.relation), default=None)
    return Found(room, first, Why.ROOM)
