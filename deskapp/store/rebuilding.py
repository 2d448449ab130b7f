"""The derived tables made anew from the journal, by command or for a newer schema."""

from __future__ import annotations

import sqlite3

from deskapp.handbook.streams import kind_of
from deskapp.store import derived, journal
from deskapp.store.found_people import index_people
from deskapp.store.lookup_keys import index_register
from deskapp.store.schema import make_derived


def streams(conn: sqlite3.Connection) -> list[str]:
    """The number of every record that the journal holds, the oldest first."""
    rows = conn.execute("SELECT stream FROM journal GROUP BY stream ORDER BY min(clock), stream")
    return [stream for (stream,) in rows if kind_of(stream)]


def rebuild(conn: sqlite3.Connection) -> int:
    """Make the derived tables and both indexes anew; how many records the journal holds."""
    conn.execute("BEGIN IMMEDIATE")
    try:
        make_derived(conn)
        found = streams(conn)
        for stream in found:
            record = journal.record(conn, stream)
            if record:
                derived.project(conn, record, journal.last_at(conn, stream))
        index_register(conn)
        index_people(conn)
        conn.execute("COMMIT")
    except BaseException:
        conn.execute("ROLLBACK")
        raise
    return len(found)
