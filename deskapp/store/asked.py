"""What is asked of the search: words, either-or, what must not be there, and operators."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from deskapp.handbook.fields.fold import fold_line
from deskapp.store.findable import STEP, TABLES, rest_of
from deskapp.store.search import linked, query_of

if TYPE_CHECKING:
    import sqlite3

OPERATORS = {
    "due": "due", "到期": "due", "cat": "cat", "类别": "cat", "by": "by", "负责": "by",
    "is": "is", "状态": "is", "room": "room", "房号": "room", "房间": "room", "kind": "kind",
    "type": "kind", "种类": "kind", "类型": "kind", "phone": "phone", "tel": "phone",
    "电话": "phone", "尾号": "phone",
}  # fmt: skip
"""The words before a colon that are no words to look for, each with what it asks."""
EITHER = frozenset({"OR", "或", "|", "｜"})
_OPERATOR = re.compile(rf"({'|'.join(OPERATORS)})[:：](.+)", re.IGNORECASE)
_NOT = re.compile(r"-(?=[^\d\W-])(.+)")
"""A dash before a letter leaves the word out; before a figure it belongs to a room."""


FARTHEST = 2**63 - 1


def _in(table: str, condition: str) -> str:
    """Whether what was found stands in a derived table and meets this there."""
    here = f"SELECT 1 FROM {table} WHERE {table}.key = search.rowid AND {condition}"
    return f"(search.rowid % {STEP} = {rest_of(table)} AND EXISTS ({here}))"


_SEEN = "NOT " + _in(
    "complaint",
    "EXISTS (SELECT 1 FROM hidden WHERE hidden.number = complaint.number "
    "AND (hidden.person = :asker OR :asker = ''))",
)
"""A complaint is not found by whom it is about, nor by somebody who does not say who asks (X19)."""
_DUE_IN = "open = 1 AND due >= :since AND due < :until"
_DUE = f"({' OR '.join(_in(table, _DUE_IN) for table in ('ticket', 'complaint'))})"
_STATE = f"({' OR '.join(_in(table, 'state = :state') for table in TABLES.values())})"


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
    """What is asked beside the words: questions to the index of which all must hold, a span of
    due times, a state, people and nothing else; or what nothing can answer.
    """

    terms: tuple[str, ...] = ()
    due: tuple[int, int] | None = None
    state: str = ""
    people: bool = False
    nothing: bool = False


@dataclass(frozen=True)
class Question:
    """A question ready for the index, and who asks: what is hidden from them is not found."""

    asked: Asked
    where: Where = field(default_factory=Where)
    asker: str = ""

    def match(self) -> str:
        """The question in the index's own language; empty if nothing is asked for."""
        texts = [linked("OR", map(query_of, texts)) for texts in self.asked.wanted]
        wanted = linked("AND", [*self.where.terms, *texts])
        unwanted = linked("OR", map(query_of, self.asked.unwanted))
        if self.where.nothing or not wanted:
            return ""
        return f"{wanted} NOT {unwanted}" if unwanted else wanted


def find(
    conn: sqlite3.Connection, question: Question, limit: int = 50, before: int | None = None
) -> list[int]:
    """Keys of the records that are meant, newest first; `before` goes on from a page."""
    last = FARTHEST if before is None else before - 1
    return _keys(conn, question, (0, last), limit)


def find_people(conn: sqlite3.Connection, question: Question, limit: int) -> list[int]:
    """Keys of the people of the register who are meant."""
    return _keys(conn, question, (-FARTHEST, -1), limit)


def count(conn: sqlite3.Connection, question: Question, most: int) -> int:
    """How many records are meant, but not more than so many."""
    return len(_keys(conn, question, (0, FARTHEST), most))


def _keys(
    conn: sqlite3.Connection, question: Question, span: tuple[int, int], limit: int
) -> list[int]:
    match = question.match()
    if not match:
        return []
    where = question.where
    also = [_SEEN, *([_DUE] if where.due else []), *([_STATE] if where.state else [])]
    since, until = where.due or (0, 0)
    rows = conn.execute(
        "SELECT rowid FROM search WHERE search MATCH :match AND rowid BETWEEN :first AND :last "
        f"AND {' AND '.join(also)} ORDER BY rowid DESC LIMIT :limit",
        {
            "match": match, "first": span[0], "last": span[1], "limit": limit,
            "asker": question.asker, "since": since, "until": until, "state": where.state,
        },
    )  # fmt: skip
    return [int(key) for (key,) in rows]
