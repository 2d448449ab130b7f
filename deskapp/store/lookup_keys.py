"""The keys by which rooms and people are looked up; made when the register changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import IntEnum
from functools import cache
from itertools import islice, product
from typing import TYPE_CHECKING
from unicodedata import normalize

from deskapp.handbook.fields.room import room_parts

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

MOST_READINGS = 12
"""Ways to read one name aloud: 单 is dan, shan and chan."""
LONGEST_SUFFIX = 8

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_SILENT = re.compile(r"[\W_]+")
_NUMBERS = re.compile("[0-9]+")


class Why(IntEnum):
    """By what somebody was found, the surest first."""

    ROOM = 0
    PLATE = 1
    PHONE = 2
    NAME = 3
    INITIALS = 4
    PINYIN = 5
    PART = 6


Progress = Callable[[int, int], None]
"""Is told how many are through, and of how many; it may raise to stop."""
EACH = 500


def silently(done: int, whole: int) -> None:
    """Tell nobody how far it is."""


def index_register(conn: sqlite3.Connection, progress: Progress = silently) -> None:
    """Make the keys of the whole register anew."""
    conn.execute("DELETE FROM look_up")
    rooms = (room for (room,) in conn.execute("SELECT room FROM room"))
    _add(conn, (key for room in rooms for key in _room_keys(room)))
    people = conn.execute("SELECT id, room, name, phone, phone2, plate FROM resident").fetchall()
    for done, row in enumerate(people, 1):
        if done % EACH == 0:
            progress(done, len(people))
        _add(conn, _resident_keys(*row))


def index_room(conn: sqlite3.Connection, room: str) -> None:
    """Make the keys of one room and its people anew."""
    conn.execute("DELETE FROM look_up WHERE room = ?", (room,))
    _add(conn, _room_keys(room))
    people = conn.execute(
        "SELECT id, room, name, phone, phone2, plate FROM resident WHERE room = ?", (room,)
    )
    for row in people.fetchall():
        _add(conn, _resident_keys(*row))


Key = tuple[str, Why, str, int]
"""The key, by what it finds, the room, the resident's id or 0 for the room itself."""


def _add(conn: sqlite3.Connection, keys: Iterable[Key]) -> None:
    conn.executemany("INSERT OR IGNORE INTO look_up VALUES (?, ?, ?, ?)", keys)


def _room_keys(room: str) -> Iterator[Key]:
    """A room by its door alone, merged flats by each of theirs, spaces by their number."""
    parts = room_parts(room)
    if parts is None:
        for digits in _NUMBERS.findall(room):
            yield digits, Why.ROOM, room, 0
        return
    house = "-".join(filter(None, (parts.phase, parts.building, parts.unit)))
    for flat in parts.flats:
        yield folded(flat), Why.ROOM, room, 0
        yield f"{house}-{flat}", Why.ROOM, room, 0


def _resident_keys(
    id_: int, room: str, name: str, phone: str, phone2: str, plate: str
) -> Iterator[Key]:
    told = [(key, Why.NAME) for key in _suffixes(folded(name))]
    told += [(key, why) for key, why in _aloud(name)]
    told += [(digits, Why.PHONE) for digits in map(_digits, (phone, phone2)) if digits]
    told += [(key, Why.PLATE) for key in _plate_keys(plate)]
    for key, why in told:
        yield key, why, room, id_


def folded(text: str) -> str:
    """A text without signs, case and width, as keys are compared."""
    return _SILENT.sub("", normalize("NFKC", text).casefold())


def _digits(phone: str) -> str:
    return "".join(char for char in phone if char.isdecimal())


def _suffixes(name: str) -> Iterator[str]:
    """A Chinese name by each of its characters onwards; other names whole."""
    long = not _HAN.search(name)
    for at in range(1 if long else min(len(name), LONGEST_SUFFIX)):
        yield name[at:]


def _aloud(name: str) -> Iterator[tuple[str, Why]]:
    han = "".join(_HAN.findall(name))
    if not han:
        yield from ((folded(word), Why.PART) for word in name.split()[1:])
        return
    for syllables in islice(product(*_readings(han)), MOST_READINGS):
        yield "".join(one[0] for one in syllables), Why.INITIALS
        for at in range(min(len(syllables), LONGEST_SUFFIX)):
            yield "".join(syllables[at:]), Why.PART if at else Why.PINYIN


def spoken(name: str) -> str:
    """A Chinese name as it is typed in letters: each way to read it whole, and its initials."""
    whole = {Why.PINYIN, Why.INITIALS}
    return " ".join(key for key, why in _aloud(name) if why in whole)


def _readings(han: str) -> list[tuple[str, ...]]:
    return [readings for char in han if (readings := _readings_of(char))]


@cache
def _readings_of(char: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin  # noqa: PLC0415 - its tables are large, and only an import asks

    told = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys(filter(None, told[0] if told else ())))


def _plate_keys(plates: str) -> Iterator[str]:
    """A plate whole, without its province, and its figures alone."""
    for plate in re.split("[、,，;；/ ]+", plates):
        whole = folded(plate)
        if whole:
            yield from {whole, _HAN.sub("", whole), whole[2:]} - {""}
