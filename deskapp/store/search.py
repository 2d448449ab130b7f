"""The index of everything: what is typed at the desk, found newest first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from deskapp.handbook.fields.fold import fold_line
from deskapp.handbook.fields.room import read_room, room_prefix
from deskapp.store.tokens import (
    MOST_JOINED,
    SHORTEST_BEGINNING,
    SHORTEST_TAIL,
    Run,
    beginning,
    document,
    joined,
    pairs,
    room_token,
    runs,
    tail_token,
    tokens_of,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

__all__ = ["document", "find", "forget", "index", "merge", "query_of", "tokens_of"]

MOST_WORDS = 32
"""Words typed beyond these are not looked at: nobody narrows a search so far."""
_LONGEST_CODE = 6  # words of “Building 3 unit 2 room 1202”
_LOOSE = 2
_ONE_WORD_TAIL, _SPACED_TAIL, _MOST_DIGITS = SHORTEST_TAIL, 7, 15
_NEWEST = 2**63 - 1

_BETWEEN_WORDS = re.compile(r"[\s,;:!?。、]+")
_ROOM_BEGINS = re.compile(r"(?:[^-]{1,4}[期弄区]-)?(?:[A-Z]\d{0,3}|\d{1,3}[A-Z]?)-[A-Z\d+-]*")
_BARE = re.compile(r"[A-Za-z]|[A-Za-z]?[0-9]+[A-Za-z]?")
_PHONE_SIGNS = re.compile(r"[\s()+-]")


def index(conn: sqlite3.Connection, key: int, text: str, room: str = "") -> None:
    """Put a record's body (see `document`) into the index, in place of an older one."""
    old = _body(conn, key)
    if old == text:
        return
    if old is not None:
        _forget(conn, key, old)
    conn.execute("INSERT INTO found (key, body, room) VALUES (?, ?, ?)", (key, text, room))
    conn.execute("INSERT INTO search (rowid, body) VALUES (?, ?)", (key, text))


def forget(conn: sqlite3.Connection, key: int) -> None:
    """Take a record out of the index."""
    old = _body(conn, key)
    if old is not None:
        _forget(conn, key, old)


def _forget(conn: sqlite3.Connection, key: int, old: str) -> None:
    conn.execute("INSERT INTO search (search, rowid, body) VALUES ('delete', ?, ?)", (key, old))
    conn.execute("DELETE FROM found WHERE key = ?", (key,))


def merge(conn: sqlite3.Connection, pages: int) -> bool:
    """Tidy about so many pages of the index while the desk is idle; False if it was tidy."""
    before = conn.total_changes
    conn.execute("INSERT INTO search (search, rank) VALUES ('merge', ?)", (pages,))
    return conn.total_changes - before > 1  # the command itself counts as one


def find(
    conn: sqlite3.Connection, words: str, limit: int = 50, before: int | None = None
) -> list[int]:
    """Keys of what holds all the words, newest first; `before` goes on from a page."""
    query = query_of(words)
    if not query:
        return []
    rows = conn.execute(
        "SELECT rowid FROM search WHERE search MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?",
        (query, _NEWEST if before is None else before, limit),
    )
    return [key for (key,) in rows]


def _body(conn: sqlite3.Connection, key: int) -> str | None:
    row = conn.execute("SELECT body FROM found WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def query_of(words: str) -> str:
    """What was typed as a question to the index; empty if there is nothing to look for."""
    typed = [word for word in _BETWEEN_WORDS.split(fold_line(words)) if word][:MOST_WORDS]
    groups = list(_groups(typed))
    return linked("AND", [_term(group, last=group is groups[-1]) for group in groups])


def _groups(typed: list[str]) -> Iterator[list[str]]:
    """The words one by one, but a room or a number told in several words together: 3 2 12."""
    place = 0
    while place < len(typed):
        sizes = range(min(_LONGEST_CODE, len(typed) - place), 1, -1)
        told = (n for n in sizes if _codes(typed[place : place + n]))
        size = next(told, 1)
        yield typed[place : place + size]
        place += size


def _term(group: list[str], *, last: bool) -> str:
    codes = _codes(group)
    if len(group) == 1:
        spelled = _spelled(group[0], last=last)
    elif len(group) > _LOOSE and all(map(_BARE.fullmatch, group)):
        spelled = ""  # 3 2 12 means a room: as words it would find almost anything
    else:
        each = [_term([word], last=last and n == len(group)) for n, word in enumerate(group, 1)]
        spelled = linked("AND", each)
    return linked("OR", [*codes, spelled])


def _codes(group: list[str]) -> list[str]:
    """The places and phone tails that these words may mean together."""
    told = " ".join(group)
    codes = [*dict.fromkeys(_places(told))]
    digits = _PHONE_SIGNS.sub("", told)
    least = _ONE_WORD_TAIL if len(group) == 1 else _SPACED_TAIL
    if re.fullmatch(rf"[0-9]{{{least},{_MOST_DIGITS}}}", digits):
        codes.append(_quoted([tail_token(digits)]))
    return codes


def _places(told: str) -> Iterator[str]:
    begins = room_prefix(told)
    if _ROOM_BEGINS.fullmatch(begins):
        yield _quoted([room_token(begins)])
    reading = read_room(told)
    if reading.value is None:
        return
    if reading.kind == "room":
        yield _quoted([room_token(reading.value)])
    elif reading.kind in {"parking", "shop"} and reading.value != told:
        yield _spelled(reading.value, last=False)


def _spelled(word: str, *, last: bool) -> str:
    parts = list(_parts(word))
    return linked("AND", [_phrase(part, last=last and part is parts[-1]) for part in parts])


def _parts(word: str) -> Iterator[list[Run]]:
    """A word cut at the signs around Chinese; Latin words that signs join stay together."""
    part: list[Run] = []
    for run in runs(word):
        if part and run.gap and (run.paired or part[-1].paired):
            yield part
            part = []
        part.append(run)
    if part:
        yield part


def _phrase(part: list[Run], *, last: bool) -> str:
    end = part[-1]
    before = [token for run in part[:-1] for token in run.tokens()]
    if end.paired and len(end.text) > 1:
        return _quoted([*before, *pairs(end.text)])
    begins = last and end.text.isalpha() and len(end.text) >= SHORTEST_BEGINNING
    if not before:
        return _quoted([beginning(end.text) if begins else end.text])
    if _is_joined(part) and (end.paired or not begins):
        return _quoted([joined(*(run.text for run in part))])
    return _quoted([*before, end.text]) + (" *" if end.paired or begins else "")


def _is_joined(part: list[Run]) -> bool:
    """Whether the index holds these runs as one token: 3-2-1202, 12楼."""
    *before, end = part
    most = 1 if end.paired else MOST_JOINED - 1
    return len(before) <= most and not any(run.paired for run in before)


def _quoted(tokens: list[str]) -> str:
    return f'"{" ".join(tokens)}"'


def any_of(tokens: Iterable[str]) -> str:
    """The question for any of these tokens as they stand in the index."""
    return linked("OR", [_quoted([token]) for token in tokens])


def linked(link: str, terms: Iterable[str]) -> str:
    """Several questions as one; those that ask for nothing are left out."""
    told = [term for term in terms if term]
    return f"({f' {link} '.join(told)})" if len(told) > 1 else "".join(told)
