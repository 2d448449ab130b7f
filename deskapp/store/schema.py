"""The tables, made by named migrations; the triggers that keep the past as it was."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from deskapp.handbook.message import N_, Msg
from deskapp.store.errors import StoreError

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x6465736B
"""“desk” in ASCII: what SQLite's header of our files says."""
VERSION = 10
"""The schema that this program writes; a higher one in a file comes from a newer program."""

JOURNAL = """
CREATE TABLE journal (
    desk TEXT NOT NULL,
    seq INTEGER NOT NULL,
    deed TEXT NOT NULL,
    clock INTEGER NOT NULL,
    stream TEXT NOT NULL,
    seen TEXT NOT NULL,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    offset INTEGER NOT NULL,
    operator TEXT NOT NULL,
    facts BLOB NOT NULL,
    words BLOB,
    words_digest BLOB,
    chain BLOB NOT NULL,
    PRIMARY KEY (desk, seq)
) WITHOUT ROWID;
CREATE INDEX journal_stream ON journal (stream, clock, desk, seq);
CREATE TABLE desk (
    id TEXT PRIMARY KEY,
    letter TEXT NOT NULL,
    here INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    clock INTEGER NOT NULL,
    chain BLOB NOT NULL
);
"""

NUMBERS = """
CREATE TABLE counter (
    letter TEXT NOT NULL,
    day TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (letter, day)
) WITHOUT ROWID;
"""

DERIVED = """
CREATE TABLE ticket (
    key INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    open INTEGER NOT NULL,
    danger INTEGER NOT NULL,
    sort_due INTEGER NOT NULL,
    sub TEXT NOT NULL,
    type TEXT NOT NULL,
    priority TEXT NOT NULL,
    room TEXT NOT NULL,
    what TEXT NOT NULL,
    name TEXT NOT NULL,
    contact TEXT NOT NULL,
    reporter TEXT NOT NULL,
    person TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    due INTEGER,
    work_due INTEGER,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER,
    next_check INTEGER,
    updated_at INTEGER NOT NULL,
    close_code TEXT NOT NULL,
    score TEXT NOT NULL,
    calls INTEGER NOT NULL,
    debts INTEGER NOT NULL,
    clashed INTEGER NOT NULL,
    unread_rows INTEGER NOT NULL,
    parent TEXT NOT NULL,
    rings_at INTEGER NOT NULL,
    reworks INTEGER NOT NULL,
    paid INTEGER NOT NULL,
    followed_at INTEGER,
    follow_tries INTEGER NOT NULL
);
CREATE INDEX ticket_open ON ticket (danger DESC, sort_due, key) WHERE open = 1;
CREATE INDEX ticket_dispatch ON ticket (danger DESC, sort_due, key) WHERE state = 'accepted';
CREATE INDEX ticket_confirm ON ticket (danger DESC, sort_due, key) WHERE state = 'done';
CREATE INDEX ticket_mine ON ticket (recorded_by, danger DESC, sort_due, key) WHERE open = 1;
CREATE INDEX ticket_rings ON ticket (danger DESC, sort_due, key, rings_at) WHERE open = 1;
CREATE INDEX ticket_nobody ON ticket (priority, danger DESC, sort_due, key, opened_at, rings_at)
    WHERE state = 'accepted' AND person = '';
CREATE INDEX ticket_follow ON ticket (closed_at, key) WHERE state = 'closed';
CREATE INDEX ticket_debts ON ticket (danger DESC, sort_due, key) WHERE open = 1 AND debts > 0;
CREATE INDEX ticket_clashed ON ticket (danger DESC, sort_due, key) WHERE clashed > 0;
CREATE INDEX ticket_complaints ON ticket (danger DESC, sort_due, key)
    WHERE open = 1 AND type = 'CMP';
CREATE INDEX ticket_person ON ticket (person, danger DESC, sort_due, key) WHERE open = 1;
CREATE INDEX ticket_sub ON ticket (sub, danger DESC, sort_due, key) WHERE open = 1;
CREATE INDEX ticket_closed ON ticket (key) WHERE open = 0;
CREATE INDEX ticket_room ON ticket (room, open, key);
CREATE INDEX ticket_room_open ON ticket (room, key) WHERE open = 1;
CREATE INDEX ticket_short ON ticket (
    ltrim(substr(number, 9), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), substr(number, 2, 6)
);
CREATE TABLE incident (
    key INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    open INTEGER NOT NULL,
    sub TEXT NOT NULL,
    place TEXT NOT NULL,
    what TEXT NOT NULL,
    ticket TEXT NOT NULL,
    reported_at INTEGER NOT NULL,
    calls INTEGER NOT NULL
);
CREATE INDEX incident_open ON incident (key) WHERE open = 1;
CREATE INDEX incident_review ON incident (key) WHERE state = 'review';
CREATE TABLE complaint (
    key INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    open INTEGER NOT NULL,
    sort_due INTEGER NOT NULL,
    sub TEXT NOT NULL,
    level TEXT NOT NULL,
    room TEXT NOT NULL,
    handler TEXT NOT NULL,
    due INTEGER,
    opened_at INTEGER NOT NULL,
    rises_first INTEGER,
    rises_second INTEGER,
    rings_at INTEGER,
    what TEXT NOT NULL,
    name TEXT NOT NULL,
    contact TEXT NOT NULL
);
CREATE INDEX complaint_open ON complaint (sort_due, key) WHERE open = 1;
CREATE INDEX complaint_handler ON complaint (handler, sort_due, key) WHERE open = 1;
CREATE INDEX complaint_ended ON complaint (key) WHERE open = 0;
CREATE INDEX complaint_rings ON complaint (rings_at, key) WHERE rings_at IS NOT NULL;
CREATE INDEX complaint_room ON complaint (room, key) WHERE room <> '';
CREATE TABLE hidden (
    number TEXT NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (number, person)
) WITHOUT ROWID;
CREATE TABLE log (
    key INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    paper INTEGER NOT NULL,
    state TEXT NOT NULL,
    what TEXT NOT NULL,
    written_at INTEGER NOT NULL
);
CREATE INDEX log_live ON log (key) WHERE paper = 0;
CREATE TABLE handover (
    key INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    open INTEGER NOT NULL
);
CREATE TABLE outage (
    key INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    open INTEGER NOT NULL
);
CREATE INDEX outage_open ON outage (key) WHERE open = 1;
CREATE TABLE person (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    dept TEXT NOT NULL,
    trade TEXT NOT NULL,
    phone TEXT NOT NULL,
    logs_in INTEGER NOT NULL,
    active INTEGER NOT NULL
);
CREATE TABLE look_up (
    key TEXT NOT NULL,
    kind INTEGER NOT NULL,
    room TEXT NOT NULL,
    resident INTEGER NOT NULL,
    PRIMARY KEY (key, kind, room, resident)
) WITHOUT ROWID;
CREATE INDEX look_up_room ON look_up (room);
CREATE TABLE site (
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    language TEXT NOT NULL,
    seed TEXT NOT NULL
);
"""

SEARCH = """
CREATE TABLE found (key INTEGER PRIMARY KEY, body TEXT NOT NULL, room TEXT NOT NULL);
CREATE INDEX found_room ON found (room) WHERE room <> '';
CREATE VIRTUAL TABLE search USING fts5 (
    body, content='found', content_rowid='key', tokenize='ascii'
);
"""

DRAFTS = """
CREATE TABLE draft (
    number TEXT PRIMARY KEY,
    form TEXT NOT NULL,
    operator TEXT NOT NULL,
    started_at TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    body TEXT NOT NULL
);
"""

REGISTER = """
CREATE TABLE room (
    room TEXT PRIMARY KEY,
    building TEXT NOT NULL,
    unit TEXT NOT NULL,
    floor TEXT NOT NULL,
    kind TEXT NOT NULL,
    area TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE resident (
    id INTEGER PRIMARY KEY,
    room TEXT NOT NULL,
    name TEXT NOT NULL,
    relation TEXT NOT NULL,
    phone TEXT NOT NULL,
    phone2 TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX resident_room ON resident (room);
CREATE INDEX resident_tail ON resident (substr(phone, -4));
CREATE INDEX resident_tail2 ON resident (substr(phone2, -4));
"""

PINS = """
CREATE TABLE pin (
    person TEXT PRIMARY KEY,
    hash TEXT NOT NULL,
    wrong INTEGER NOT NULL,
    wait_until TEXT NOT NULL
)
"""
"""Kept apart from the journal: a hash that is replaced must be gone, not kept for ever."""

TABLES = (JOURNAL, NUMBERS, DRAFTS, REGISTER)
DERIVED_TABLES = (
    "ticket", "incident", "complaint", "hidden", "log", "handover", "outage", "person", "site",
    "look_up", "found", "search",
)  # fmt: skip
"""What is made from the journal: of its own version, and made anew with each."""

PASSED_A_GATE = """instr(facts, CAST('"override_clauses"' AS BLOB)) > 0"""
"""Whether a journal row's step was carried through a soft gate; worded as its index words it."""

PASSED = f"""
CREATE INDEX journal_passed ON journal (clock, desk, seq) WHERE {PASSED_A_GATE}
"""

TRIGGERS = {
    "journal_keeps_rows": (
        "CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    ),
    "journal_keeps_facts": (
        "CREATE TRIGGER journal_keeps_facts BEFORE UPDATE ON journal "
        "WHEN NEW.words IS NOT NULL OR OLD.desk IS NOT NEW.desk OR OLD.seq IS NOT NEW.seq "
        "OR OLD.deed IS NOT NEW.deed OR OLD.clock IS NOT NEW.clock "
        "OR OLD.stream IS NOT NEW.stream OR OLD.seen IS NOT NEW.seen "
        "OR OLD.kind IS NOT NEW.kind OR OLD.at IS NOT NEW.at OR OLD.offset IS NOT NEW.offset "
        "OR OLD.operator IS NOT NEW.operator OR OLD.facts IS NOT NEW.facts "
        "OR OLD.words_digest IS NOT NEW.words_digest OR OLD.chain IS NOT NEW.chain "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    ),
    "journal_keeps_words": (
        "CREATE TRIGGER journal_keeps_words BEFORE INSERT ON journal "
        "WHEN EXISTS (SELECT 1 FROM journal WHERE desk = NEW.desk AND seq = NEW.seq) "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    ),
}
"""The past can be added to and its words erased, nothing else; by name."""


def migrations() -> Migrations:
    """Every change of the schema since the first, by name and in order."""
    from sqlite_utils import Migrations  # noqa: PLC0415 - 90 ms, and only when there is work

    steps = Migrations("deskapp")

    @steps()
    def m0001_first_tables(db: Database) -> None:
        for tables in TABLES:
            _make(db.conn, tables)
        for trigger in TRIGGERS.values():
            db.execute(trigger)

    @steps()
    def m0002_passed_gates(db: Database) -> None:
        db.execute(PASSED)

    @steps()
    def m0004_pins(db: Database) -> None:
        db.execute(PINS)

    @steps()
    def m0005_plates_and_hours(db: Database) -> None:
        for column in ("plate", "not_after"):
            db.execute(f"ALTER TABLE resident ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")

    @steps()
    def m0006_risers_and_best_numbers(db: Database) -> None:
        for table, column in (("room", "riser"), ("resident", "best")):
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
        db.execute("CREATE INDEX room_riser ON room (riser, building) WHERE riser <> ''")

    return steps


def migrate(conn: sqlite3.Connection) -> None:
    """Bring a database up to this program's schema; its derived tables are then empty."""
    from sqlite_utils import Database  # noqa: PLC0415 - 90 ms, and only when there is work

    migrations().apply(Database(conn, execute_plugins=False))
    make_derived(conn)
    conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def make_derived(conn: sqlite3.Connection) -> None:
    """Make the derived tables and the search index anew, and empty."""
    for table in DERIVED_TABLES:
        conn.execute(f"DROP TABLE IF EXISTS {table}")
    _make(conn, DERIVED)
    _make(conn, SEARCH)
    for name, value in (("automerge", 0), ("crisismerge", 1000)):
        conn.execute(f"INSERT INTO search (search, rank) VALUES ('{name}', {value})")


def _make(conn: sqlite3.Connection, tables: str) -> None:
    for statement in tables.split(";\n"):
        if statement.strip():
            conn.execute(statement)


def assert_triggers(conn: sqlite3.Connection) -> None:
    """Raise StoreError unless every trigger that guards the journal stands as it was made."""
    rows = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    standing = dict(rows.fetchall())
    for name, sql in TRIGGERS.items():
        if standing.get(name) != sql:
            text = N_("The journal of this database is no longer protected: {trigger} is missing.")
            raise StoreError(Msg(text, {"trigger": name}))
