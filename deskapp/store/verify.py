"""Whether the past is whole: chains, digests, derived tables; and making the latter anew."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, field

from deskapp.handbook.codec import Unreadable
from deskapp.handbook.complaint.state import Complaint
from deskapp.handbook.step import Stream
from deskapp.handbook.ticket.state import DRAFT, Ticket
from deskapp.store import derived, journal
from deskapp.store.database import Store
from deskapp.store.findable import TABLES, text_of
from deskapp.store.rebuilding import streams


@dataclass
class Report:
    """What verifying found; sound if there are no faults."""

    rows: int = 0
    unknown: int = 0
    unreadable: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """True if nothing is wrong; rows of a newer version are not a fault."""
        return not self.faults


def verify(store: Store, against: str = "") -> Report:
    """Check every chain and digest, the noted head, a fingerprint, and the derived tables."""
    report = Report()
    try:
        _check_pages(store.conn, report)
        _check_chains(store.conn, report)
        _check_head_file(store, report)
        if against:
            _check_fingerprint(store.conn, against, report)
        _check_derived(store.conn, report)
    except sqlite3.DatabaseError as error:
        report.faults.append(f"the file cannot be read to its end: {error}")
    return report


def _check_pages(conn: sqlite3.Connection, report: Report) -> None:
    found = (told for (told,) in conn.execute("PRAGMA integrity_check"))
    report.faults.extend(f"the file is damaged: {told}" for told in found if told != "ok")


def _check_chains(conn: sqlite3.Connection, report: Report) -> None:
    previous, desk, seq = journal.GENESIS, "", 0
    heads = dict(conn.execute("SELECT id, seq FROM desk").fetchall())
    reached: Counter[str] = Counter()
    for row in journal.all_rows(conn):
        if row.desk != desk:
            previous, desk, seq = journal.GENESIS, row.desk, 0
        if row.seq != seq + 1:
            report.faults.append(f"{row.desk}:{seq + 1} is missing")
        elif row.chain != row.chained_to(previous):
            report.faults.append(f"{row.desk}:{row.seq} has been changed")
        previous, seq = row.chain, row.seq
        reached[row.desk] = seq
        _check_row(row, report)
    for desk_id, last in heads.items():
        if reached[desk_id] < last:
            report.faults.append(f"{desk_id}:{reached[desk_id] + 1} is missing")


def _check_row(row: journal.Row, report: Report) -> None:
    report.rows += 1
    if row.words is None and row.words_digest is not None:
        report.faults.append(f"{row.desk}:{row.seq} lost its words without an erasure")
    if row.words is not None and journal.digest(row.words) != row.words_digest:
        report.faults.append(f"{row.desk}:{row.seq} has other words than it was written with")
    step = row.entry().step
    if isinstance(step, Unreadable):
        report.unknown += step.why == "unknown kind"
        report.unreadable += step.why != "unknown kind"


def _check_head_file(store: Store, report: Report) -> None:
    noted = store.noted_head()
    if noted is None:
        return
    desk, seq, chain = noted
    row = store.conn.execute(
        "SELECT chain FROM journal WHERE desk = ? AND seq = ?", (desk, seq)
    ).fetchone()
    if seq and (row is None or row[0] != chain):
        report.faults.append(f"{desk}:{seq} was noted beside the database and is not in it")


def _check_fingerprint(conn: sqlite3.Connection, against: str, report: Report) -> None:
    desk, _, rest = against.partition("-")
    seq, _, chain = rest.partition("-")
    row = conn.execute(
        "SELECT chain FROM journal WHERE desk = ? AND seq = ?", (desk, seq)
    ).fetchone()
    if row is None or not chain or not row[0].hex().startswith(chain):
        report.faults.append(f"the journal does not hold {against}")


def _check_derived(conn: sqlite3.Connection, report: Report) -> None:
    columns = ", ".join(derived.TICKET_COLUMNS)
    kept = {row[0]: row for row in conn.execute(f"SELECT {columns} FROM ticket")}
    for stream in streams(conn):
        record = journal.record(conn, stream)
        if isinstance(record, Ticket) and record.state != DRAFT:
            values = derived.ticket_values(record, journal.last_at(conn, stream))
            if kept.pop(stream, None) != values:
                report.faults.append(f"the table of tickets is out of step at {stream}")
        if record:
            _check_found(conn, record, report)
    report.faults.extend(f"the table of tickets holds {n}, the journal does not" for n in kept)
    _check_index(conn, report)


def _check_found(conn: sqlite3.Connection, record: Stream, report: Report) -> None:
    """Whether the search would find a record by its words as they are, and from whom it hides."""
    table = TABLES.get(record.number[:1])
    if table is None or (isinstance(record, Ticket) and record.state == DRAFT):
        return
    row = conn.execute(
        f"SELECT body FROM found WHERE key = (SELECT key FROM {table} WHERE number = ?)",
        (record.number,),
    ).fetchone()
    if row is None or row[0] != text_of(record):
        report.faults.append(f"the search is out of step at {record.number}")
    if isinstance(record, Complaint):
        rows = conn.execute("SELECT person FROM hidden WHERE number = ?", (record.number,))
        if {person for (person,) in rows} != record.hidden_from:
            report.faults.append(f"{record.number} is not hidden from whom it is about")


def _check_index(conn: sqlite3.Connection, report: Report) -> None:
    """Whether the index holds what it was made from, word for word."""
    try:
        conn.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError:
        report.faults.append("the search index does not hold what it was made from")
    strays = conn.execute(
        "SELECT count(*) FROM found WHERE key >= 0 AND NOT EXISTS ("
        + " UNION ALL ".join(
            f"SELECT 1 FROM {t} WHERE {t}.key = found.key" for t in TABLES.values()
        )
        + ")"
    ).fetchone()[0]
    if strays:
        report.faults.append(f"the search holds {strays} records, the journal does not")
