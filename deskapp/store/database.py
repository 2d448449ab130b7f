"""The database file: opened with care, refused in one plain sentence, written in whole deeds."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from deskapp.handbook.gate import Passed
from deskapp.handbook.household import LETTER, Household
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.step import Head, Step, Stream
from deskapp.store import derived, drafts, households, journal, register, search
from deskapp.store.drafts import Draft
from deskapp.store.errors import StoreError
from deskapp.store.network import on_network
from deskapp.store.rebuilding import rebuild
from deskapp.store.schema import APPLICATION_ID, VERSION, assert_triggers, migrate

BUSY_MS = 5000
MAGIC = b"SQLite format 3\x00"
HEADER = 100


@dataclass(frozen=True)
class DeskId:
    """This desk: its random id, and the letter that people see in numbers."""

    id: str
    letter: str


def open_database(path: Path) -> Store:
    """Open or make a database; raises StoreError, and then nothing was touched."""
    _refuse_unfit(path)
    try:
        conn = sqlite3.connect(path, isolation_level=None, timeout=BUSY_MS / 1000)
        return _opened(conn, path)
    except sqlite3.DatabaseError as error:
        raise StoreError(_sentence(error, path)) from error
    except OSError as error:
        text = N_("The database {path} cannot be opened: {why}")
        raise StoreError(Msg(text, {"path": path, "why": error.strerror or error})) from error


def _opened(conn: sqlite3.Connection, path: Path) -> Store:
    try:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA synchronous = FULL")
        conn.execute("PRAGMA foreign_keys = ON")
        # Checkpoints sync the whole file: they wait for an idle moment, so a deed costs one flush.
        conn.execute("PRAGMA wal_autocheckpoint = 0")
        (version,) = conn.execute("PRAGMA user_version").fetchone()
        if version < VERSION:
            _bring_up(conn)
        assert_triggers(conn)
        return Store(conn, path, _this_desk(conn))
    except BaseException:
        conn.close()
        raise


def _bring_up(conn: sqlite3.Connection) -> None:
    migrate(conn)
    rebuild(conn)
    # Written last: whoever is stopped half way is brought up again from the beginning.
    conn.execute(f"PRAGMA user_version = {VERSION}")
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _refuse_unfit(path: Path) -> None:
    if on_network(path):
        text = N_(
            "{path} lies on a network drive, where a database gets damaged: "
            "choose a folder of this PC."
        )
        raise StoreError(Msg(text, {"path": path}))
    if path.is_dir():
        raise StoreError(Msg(N_("{path} is a folder, not a database."), {"path": path}))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        head = _first_bytes(path) if path.exists() else b""
    except OSError as error:
        text = N_("The database {path} cannot be opened: {why}")
        raise StoreError(Msg(text, {"path": path, "why": error.strerror or error})) from error
    if head:
        _refuse_foreign(head, path)


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEADER)


def _refuse_foreign(head: bytes, path: Path) -> None:
    # The header's own bytes tell, so that a foreign file is not even opened as a database.
    ours = head.startswith(MAGIC) and int.from_bytes(head[68:72], "big") == APPLICATION_ID
    if not ours:
        text = N_("{path} is not a deskapp database; it was left as it is.")
        raise StoreError(Msg(text, {"path": path}))
    if int.from_bytes(head[60:64], "big") > VERSION:
        text = N_("{path} was written by a newer deskapp; update this program first.")
        raise StoreError(Msg(text, {"path": path}))


@contextmanager
def in_plain_words(path: Path) -> Iterator[None]:
    """Whatever the database says no to inside is told in one sentence, as a StoreError."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise StoreError(_sentence(error, path)) from error


def _sentence(error: sqlite3.DatabaseError, path: Path) -> Msg:
    name = getattr(error, "sqlite_errorname", "")
    sentences = {
        "SQLITE_BUSY": N_("The database {path} is in use by another program; try again."),
        "SQLITE_LOCKED": N_("The database {path} is in use by another program; try again."),
        "SQLITE_READONLY": N_("The database {path} may not be written to."),
        "SQLITE_CANTOPEN": N_("The database {path} cannot be opened or made there."),
        "SQLITE_FULL": N_("The disk is full; nothing was saved to {path}."),
        "SQLITE_NOTADB": N_("{path} is not a deskapp database; it was left as it is."),
        "SQLITE_CORRUPT": N_("The database {path} is damaged; restore a backup."),
    }
    base = "_".join(name.split("_")[:2])
    text = sentences.get(base, N_("The database {path} cannot be used: {why}"))
    return Msg(text, {"path": path, "why": str(error)})


def _this_desk(conn: sqlite3.Connection) -> DeskId:
    row = conn.execute("SELECT id, letter FROM desk WHERE here = 1").fetchone()
    if row:
        return DeskId(*row)
    made = DeskId(secrets.token_hex(6), "A")
    conn.execute("INSERT INTO desk VALUES (?, ?, 1, 0, 0, ?)", (made.id, made.letter, b""))
    return made


@dataclass
class Store:
    """One open database on one connection, used from one thread."""

    conn: sqlite3.Connection
    path: Path
    desk: DeskId

    def record(self, number: str) -> Stream | None:
        """A record as its rows make it; None if there is none."""
        return journal.record(self.conn, number) or self._untouched(number)

    def _untouched(self, number: str) -> Stream | None:
        """A room of the register that no step has changed yet."""
        room = number.removeprefix(LETTER)
        known = number.startswith(LETTER) and register.room_exists(self.conn, room)
        return Household(number=number) if known else None

    @contextmanager
    def writing(self, now: datetime, operator: str) -> Iterator[Writing]:
        """One transaction and one flush; whatever is raised inside, nothing of it stays."""
        try:
            self.conn.execute("BEGIN IMMEDIATE")
        except sqlite3.DatabaseError as error:
            raise StoreError(_sentence(error, self.path)) from error
        try:
            yield Writing.begin(self, now, operator)
            self.conn.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            self._roll_back()
            raise StoreError(_sentence(error, self.path)) from error
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        if self.conn.in_transaction:
            self.conn.execute("ROLLBACK")

    def receive(self, rows: list[journal.Row], now: datetime) -> set[str]:
        """Take another desk's rows: all are folded, none refused; the streams they touched."""
        with self.writing(now, ""):
            touched = journal.receive(self.conn, rows)
            for stream in touched:
                record = journal.record(self.conn, stream)
                if record:
                    derived.project(self.conn, record, journal.last_at(self.conn, stream))
        return touched

    def idle(self) -> None:
        """What can wait until nobody types: merge the search index, checkpoint, note the head."""
        search.merge(self.conn, 64)
        self.conn.execute("PRAGMA wal_checkpoint(PASSIVE)")
        self.note_head()

    def head(self) -> tuple[int, bytes]:
        """The number and the chain value of this desk's last row."""
        seq, chain = self.conn.execute(
            "SELECT seq, chain FROM desk WHERE id = ?", (self.desk.id,)
        ).fetchone()
        return seq, chain

    def last_at(self) -> datetime | None:
        """The time that the last row of this desk was written at; None before the first."""
        row = self.conn.execute(
            "SELECT at, offset FROM journal WHERE desk = ? AND seq = ?",
            (self.desk.id, self.head()[0]),
        ).fetchone()
        return journal.moment_of(*row) if row else None

    def fingerprint(self) -> str:
        """The chain's head in a form that people can write down."""
        seq, chain = self.head()
        return f"{self.desk.id}-{seq}-{chain.hex()[:16]}"

    @property
    def head_file(self) -> Path:
        """The small file beside the database that remembers the chain's head."""
        return self.path.with_name(self.path.name + ".head")

    def note_head(self) -> None:
        """Write the chain's head beside the database; a failure here costs nothing."""
        seq, chain = self.head()
        text = json.dumps({"desk": self.desk.id, "seq": seq, "chain": chain.hex()})
        try:
            self.head_file.write_text(text, encoding="utf-8")
        except OSError:
            return

    def noted_head(self) -> tuple[str, int, bytes] | None:
        """The head as it was last noted beside the database; None if that cannot be read."""
        try:
            noted = json.loads(self.head_file.read_text(encoding="utf-8"))
            return str(noted["desk"]), int(noted["seq"]), bytes.fromhex(noted["chain"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def close(self) -> None:
        """Note the head and let go of the file."""
        self.note_head()
        self.conn.close()


@dataclass
class Writing:
    """An open transaction: numbers given out, rows chained, derived tables kept in step."""

    store: Store
    now: datetime
    operator: str
    seq: int
    clock: int
    chain: bytes
    deed: str = ""
    _heads: int = field(default=0)

    @classmethod
    def begin(cls, store: Store, now: datetime, operator: str) -> Writing:
        """Read where this desk's chain stands; its clock goes on after every row it knows."""
        seq, chain = store.head()
        (clock,) = store.conn.execute("SELECT max(clock) FROM desk").fetchone()
        made = cls(store, now, operator, seq, clock, chain)
        made.begin_deed()
        return made

    def begin_deed(self) -> None:
        """From here on the rows belong to a deed of their own."""
        self._heads = self.seq
        self.deed = f"{self.store.desk.id}:{self.seq + 1}"

    def number(self, letter: str) -> str:
        """The next number of the day for a kind of record; the site itself has one only.

        Lines of the log are numbered on without regard to the day, and without a gap: what is
        not written gives its number back with the transaction (G-1).
        """
        if letter == "S":
            return letter
        day = "" if letter == "L" else self.now.strftime("%y%m%d")
        (last,) = self.store.conn.execute(
            "INSERT INTO counter VALUES (?, ?, 1) ON CONFLICT (letter, day) "
            "DO UPDATE SET last = last + 1 RETURNING last",
            (letter, day),
        ).fetchone()
        digits = 4 if letter == "L" else 3
        return f"{letter}{day}-{self.store.desk.letter}{last:0{digits}d}"

    def head(self, stream: str, seen: str, step: Step[Any]) -> Head:
        """The head of the deed's next row."""
        self._heads += 1
        return Head(
            desk=self.store.desk.id,
            seq=self._heads,
            clock=self.clock + self._heads - self.seq,
            stream=stream,
            seen=seen,
            kind=step.about.kind,
            at=self.now,
            operator=self.operator,
            deed=self.deed,
        )

    def write(self, passed: list[Passed]) -> None:
        """Append a deed that passed the gate, and what follows from it."""
        conn = self.store.conn
        rows = []
        for one in passed:
            row = journal.row_of(one, self.chain)
            self.chain = row.chain
            rows.append(row)
        journal.append(conn, rows)
        self.seq += len(rows)
        self.clock += len(rows)
        for one in passed:
            households.apply(conn, one)
        for stream, record in {p.stream: p.record for p in passed}.items():
            derived.project(conn, record, self.now)
            drafts.discard(conn, stream)
        self.keep_head()

    def keep_head(self) -> None:
        """Remember where the chain stands now."""
        self.store.conn.execute(
            "UPDATE desk SET seq = ?, clock = ?, chain = ? WHERE id = ?",
            (self.seq, self.clock, self.chain, self.store.desk.id),
        )

    def save_draft(self, draft: Draft) -> None:
        """Keep what has been typed so far."""
        drafts.save(self.store.conn, draft)
