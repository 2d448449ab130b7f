"""The journal: append-only rows, chained per desk, the only truth."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, NamedTuple, TypeVar

from deskapp.handbook.codec import dump, encode_words, load
from deskapp.handbook.gate import Passed
from deskapp.handbook.history import Entry, replay
from deskapp.handbook.step import Head, Step, Stream
from deskapp.handbook.streams import blank

COLUMNS = (
    "desk, seq, deed, clock, stream, seen, kind, at, offset, operator, "
    "facts, words, words_digest, chain"
)
_INSERT = f"INSERT INTO journal ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
StepT = TypeVar("StepT", bound=Step[Any])

GENESIS = b""
"""What the first row of a desk is chained to."""


class Row(NamedTuple):
    """One row as stored, and as it travels: the columns in their order."""

    desk: str
    seq: int
    deed: str
    clock: int
    stream: str
    seen: str
    kind: str
    at: str
    offset: int
    operator: str
    facts: bytes
    words: bytes | None
    words_digest: bytes | None
    chain: bytes

    def chained_to(self, previous: bytes) -> bytes:
        """The chain value that this row must have after `previous`; its words it leaves out."""
        return _chained(previous, self[:HEADER], self.facts, self.words_digest)

    def entry(self) -> Entry:
        """The row read: head and step."""
        head = Head(
            desk=self.desk,
            seq=self.seq,
            clock=self.clock,
            stream=self.stream,
            seen=self.seen,
            kind=self.kind,
            at=moment_of(self.at, self.offset),
            operator=self.operator,
            deed=self.deed,
        )
        return Entry(head, load(self.kind, self.facts, self.words))


HEADER = Row._fields.index("facts")
"""So many columns stand before the facts."""


def _chained(
    previous: bytes, header: tuple[Any, ...], facts: bytes, words_digest: bytes | None
) -> bytes:
    return digest(previous, *header, facts, words_digest or b"")


def digest(*parts: object) -> bytes:
    """SHA-256 over length-prefixed parts, so that no two lists of parts read alike."""
    stored = [part if isinstance(part, bytes) else str(part).encode() for part in parts]
    whole = b"".join(len(part).to_bytes(8, "big") + part for part in stored)
    return hashlib.sha256(whole).digest()


def moment_of(at: str, offset: int) -> datetime:
    """The stored UTC time in the offset (minutes) that it was written in.

    A damaged time reads as 1970, so that the row can still be shown and told of.
    """
    try:
        return datetime.fromisoformat(at).astimezone(timezone(timedelta(minutes=offset)))
    except (ValueError, TypeError, OverflowError):
        return datetime.fromtimestamp(0, UTC)


def row_of(passed: Passed, previous: bytes) -> Row:
    """The row of a step that passed the gate, chained to the desk's last row."""
    head = passed.head
    facts, words = dump(passed.step)
    private = encode_words(words, secrets.token_hex(8))
    utc_offset = head.at.utcoffset() or timedelta(0)
    header = (
        head.desk,
        head.seq,
        head.deed,
        head.clock,
        head.stream,
        head.seen,
        head.kind,
        head.at.astimezone(UTC).isoformat(),
        int(utc_offset.total_seconds() // 60),
        head.operator,
    )
    words_digest = digest(private) if private else None
    chain = _chained(previous, header, facts, words_digest)
    return Row(*header, facts, private, words_digest, chain)


def append(conn: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Add rows inside the caller's transaction."""
    conn.executemany(_INSERT, rows)


def rows_of(conn: sqlite3.Connection, stream: str) -> list[Row]:
    """The rows of one stream in their order: by clock, desk and seq, never by wall time."""
    found = conn.execute(
        f"SELECT {COLUMNS} FROM journal WHERE stream = ? ORDER BY clock, desk, seq", (stream,)
    )
    return [Row(*values) for values in found]


def record(conn: sqlite3.Connection, stream: str) -> Stream | None:
    """A record as its rows make it; None if it has none."""
    rows = rows_of(conn, stream)
    return replay(blank(stream[:1]), (row.entry() for row in rows)) if rows else None


def all_rows(conn: sqlite3.Connection, order: str = "desk, seq") -> Iterator[Row]:
    """Every row, by desk and seq unless another order is named."""
    for values in conn.execute(f"SELECT {COLUMNS} FROM journal ORDER BY {order}"):
        yield Row(*values)


def steps_of_kind(conn: sqlite3.Connection, cls: type[StepT]) -> Iterator[StepT]:
    """Every step of one class that can be read, whatever its record."""
    rows = conn.execute("SELECT facts, words FROM journal WHERE kind = ?", (cls.about.kind,))
    steps = (load(cls.about.kind, facts, words) for facts, words in rows)
    return (step for step in steps if isinstance(step, cls))


def streams_with(
    conn: sqlite3.Connection, letter: str, kinds: Sequence[str], after: str
) -> list[str]:
    """The records of this letter that had a step of these kinds since the last of another kind."""
    marks = ", ".join("?" * len(kinds))
    rows = conn.execute(
        f"SELECT DISTINCT stream FROM journal INDEXED BY journal_stream "
        f"WHERE stream >= ? AND stream < ? AND kind IN ({marks}) AND clock > "
        "(SELECT coalesce(max(clock), 0) FROM journal INDEXED BY journal_stream "
        "WHERE stream = 'S' AND kind = ?)",
        (letter, chr(ord(letter) + 1), *kinds, after),
    )
    return [stream for (stream,) in rows]


def receive(conn: sqlite3.Connection, rows: Iterable[Row]) -> set[str]:
    """Take rows of another desk as they are; the streams that they touch.

    A row that is here already is passed over. Nothing is refused: what a row means is
    folded, and what clashes is shown.
    """
    touched: set[str] = set()
    for row in rows:
        known = conn.execute(
            "SELECT 1 FROM journal WHERE desk = ? AND seq = ?", (row.desk, row.seq)
        ).fetchone()
        if not known:
            conn.execute(_INSERT, row)
            conn.execute(
                "INSERT INTO desk VALUES (?, '', 0, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                "chain = iif(excluded.seq > seq, excluded.chain, chain), "
                "clock = max(clock, excluded.clock), seq = max(seq, excluded.seq)",
                (row.desk, row.seq, row.clock, row.chain),
            )
            touched.add(row.stream)
    return touched


def last_at(conn: sqlite3.Connection, stream: str) -> datetime:
    """The time of a stream's last row in order."""
    at, offset = conn.execute(
        "SELECT at, offset FROM journal WHERE stream = ? ORDER BY clock DESC, desk DESC, seq DESC",
        (stream,),
    ).fetchone()
    return moment_of(at, offset)
