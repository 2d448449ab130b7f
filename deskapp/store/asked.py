"""What is asked of the search: words, either-or, what must not be there, and operators."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from deskapp.handbook.fields.fold import fold_line
from deskapp.store.search import query_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

OPERATORS = {
    "due": "due", "到期": "due", "cat": "cat", "类别": "cat", "by": "by", "负责": "by",
    "is": "is", "状态": "is", "room": "room", "房号": "room",
}  # fmt: skip
"""The words before a colon that are no words to look for, each with what it asks."""
EITHER = frozenset({"OR", "或", "|", "｜"})
_OPERATOR = re.compile(rf"({'|'.join(OPERATORS)})[:：](.+)", re.IGNORECASE)
_NOT = re.compile(r"-(?=[^\d\W-])(.+)")
"""A dash before a letter leaves the word out; before a figure it belongs to a room."""


@dataclass(frozen=True)
class Asked:
    """A question taken apart: texts of which all are wanted, each with its alternatives."""

    wanted: tuple[tuple[str, ...], ...] = ()
    unwanted: tuple[str, ...] = ()
    operators: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """Everything that is to be found, for marking the hits."""
        return " ".join(text for texts in self.wanted for text in texts)


def asked(typed: str) -> Asked:
    """Take what was typed apart."""
    runs: list[list[str]] = []
    unwanted, operators = [], []
    joins = goes_on = False
    for token in fold_line(typed).split():
        if token in EITHER:
            joins, goes_on = bool(runs), False
        elif found := _OPERATOR.fullmatch(token):
            operators.append((OPERATORS[found[1].casefold()], found[2]))
        elif found := _NOT.fullmatch(token):
            unwanted.append(found[1])
        elif joins:
            runs[-1:] = _either(runs[-1], token)
            joins = goes_on = False
        else:
            # Words side by side stay one text: 3 2 12 is a room.
            if goes_on:
                runs[-1][-1] += f" {token}"
            else:
                runs.append([token])
            goes_on = True
    return Asked(tuple(map(tuple, runs)), tuple(unwanted), tuple(operators))


def _either(before: list[str], token: str) -> list[list[str]]:
    """The last word before OR and the first behind it are the alternatives."""
    *rest, last = before[-1].rsplit(" ", 1)
    return [*([rest] if rest else []), [*before[:-1], last, token]]


@dataclass(frozen=True)
class Where:
    """What a ticket must be beside its words; an empty tuple of codes or people finds nothing."""

    subs: tuple[str, ...] | None = None
    people: tuple[str, ...] | None = None
    due: tuple[int, int] | None = None
    open: bool | None = None
    room: str = ""

    def sql(self) -> tuple[str, list[Any]]:
        """The conditions and their values."""
        parts: list[str] = []
        values: list[Any] = []
        for column, codes in (("sub", self.subs), ("person", self.people)):
            if codes is not None:
                parts.append(f"{column} IN ({', '.join('?' * len(codes))})")
                values += codes
        if self.due:
            parts.append("open = 1 AND due >= ? AND due < ?")
            values += self.due
        if self.open is not None:
            parts.append("open = ?")
            values.append(int(self.open))
        if self.room:
            parts.append("room >= ? AND room < ?")
            values += [self.room, f"{self.room}\U0010ffff"]
        return " AND ".join(parts), values


@dataclass
class Question:
    """A question ready for the index: its terms, and what the tickets must be."""

    asked: Asked
    where: Where = field(default_factory=Where)

    def match(self) -> str:
        """The question in the index's own language; empty if no words are looked for."""
        texts = [_linked("OR", map(query_of, texts)) for texts in self.asked.wanted]
        wanted = _linked("AND", texts)
        unwanted = _linked("OR", map(query_of, self.asked.unwanted))
        return f"{wanted} NOT {unwanted}" if wanted and unwanted else wanted


def find(conn: sqlite3.Connection, question: Question, limit: int = 50) -> list[int]:
    """Keys of the tickets that are meant, newest first."""
    match = question.match()
    where, values = question.where.sql()
    if match:
        also = f"AND EXISTS (SELECT 1 FROM ticket WHERE key = search.rowid AND {where})"
        rows = conn.execute(
            f"SELECT rowid FROM search WHERE search MATCH ? {also if where else ''} "
            "ORDER BY rowid DESC LIMIT ?",
            (match, *values, limit),
        )
    elif where:
        rows = conn.execute(
            f"SELECT key FROM ticket WHERE {where} ORDER BY key DESC LIMIT ?", (*values, limit)
        )
    else:
        return []
    found = [int(key) for (key,) in rows]
    return found if match else _without(conn, found, question.asked.unwanted)


def _without(conn: sqlite3.Connection, keys: list[int], unwanted: Sequence[str]) -> list[int]:
    """Those that do not hold the unwanted words, where no others were asked for."""
    terms = _linked("OR", map(query_of, unwanted))
    if not terms or not keys:
        return keys
    rows = conn.execute(
        "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?",
        (terms, min(keys), max(keys)),
    )
    held = {key for (key,) in rows}
    return [key for key in keys if key not in held]


def _linked(link: str, terms: Any) -> str:
    told = [term for term in terms if term]
    return f"({f' {link} '.join(told)})" if len(told) > 1 else "".join(told)
