"""The tables made from the journal: written with each step, rebuilt by one command."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from typing import Any

from deskapp.handbook.complaint.reminders import rings_at as case_rings_at
from deskapp.handbook.complaint.state import Complaint
from deskapp.handbook.handover.state import Handover
from deskapp.handbook.incident.state import Incident
from deskapp.handbook.logbook.state import LogLine
from deskapp.handbook.outage import RUNNING, Outage
from deskapp.handbook.people import Role
from deskapp.handbook.staff import SiteRecord, Staff
from deskapp.handbook.step import Stream
from deskapp.handbook.ticket.reminders import rings_at
from deskapp.handbook.ticket.state import DRAFT, Ticket
from deskapp.store import search
from deskapp.store.findable import STEP, matter_of, rest_of, text_of

TICKET_COLUMNS = (
    "number", "state", "open", "danger", "sort_due", "sub", "type", "priority", "room", "what",
    "name", "contact", "reporter", "person", "recorded_by", "due", "work_due", "opened_at",
    "closed_at", "next_check", "updated_at", "close_code", "score", "calls", "debts", "clashed",
    "unread_rows", "parent", "rings_at", "reworks", "paid", "followed_at", "follow_tries",
)  # fmt: skip
_NAMES = ", ".join(TICKET_COLUMNS)
_MARKS = ", ".join("?" * (len(TICKET_COLUMNS) + 1))
_SETS = ", ".join(f"{name} = excluded.{name}" for name in TICKET_COLUMNS[1:])
_UPSERT = (
    f"INSERT INTO ticket (key, {_NAMES}) VALUES ({_MARKS}) "
    f"ON CONFLICT (number) DO UPDATE SET {_SETS}"
)
NO_DUE = 1 << 42
"""Where a ticket without any time sorts: after every ticket that has one (ms; the year 2109)."""
KEYS_PER_MS = 1024
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def ms(moment: datetime | None) -> int | None:
    """A time as whole milliseconds since 1970."""
    return None if moment is None else (moment - EPOCH) // timedelta(milliseconds=1)


def project(conn: sqlite3.Connection, record: Stream, at: datetime) -> None:
    """Write a record's derived row; `at` is the time of its last step."""
    key = _row(conn, record, at)
    if key is not None:
        search.index(conn, key, text_of(record))


def _row(conn: sqlite3.Connection, record: Stream, at: datetime) -> int | None:
    """Write the row itself; its key, if the search finds records of its kind."""
    if isinstance(record, Ticket):
        return _ticket(conn, record, at)
    if isinstance(record, Incident):
        return _incident(conn, record)
    if isinstance(record, Complaint):
        return _complaint(conn, record, at)
    if isinstance(record, LogLine):
        return _log_line(conn, record)
    if isinstance(record, Handover):
        _handover(conn, record)
    elif isinstance(record, Outage):
        _outage(conn, record)
    elif isinstance(record, Staff):
        _person(conn, record)
    elif isinstance(record, SiteRecord):
        conn.execute("DELETE FROM site")
        values = (record.name, record.phone, record.language, record.seed)
        conn.execute("INSERT INTO site VALUES (?, ?, ?, ?)", values)
    return None


def ticket_values(ticket: Ticket, at: datetime) -> tuple[Any, ...]:
    """A ticket's derived columns, all but the key."""
    opened = ticket.opened_at or at
    due = ms(ticket.ruling_due)
    work_due = None if ticket.paused else ms(ticket.work_due)
    times = [t for t in (due, work_due) if t is not None]
    rings = ms(rings_at(ticket))
    return (
        ticket.number, ticket.state, int(ticket.open), int(ticket.danger),
        min(times) if times else NO_DUE,
        ticket.sub, ticket.type, ticket.priority, ticket.room, ticket.what,
        ticket.name, ticket.contact, ticket.reporter, ticket.person, ticket.recorded_by,
        due, work_due, ms(opened), ms(ticket.closed_at), ms(ticket.next_check), ms(at),
        ticket.close_code, ticket.score, len(ticket.calls_to_make), len(ticket.debts()),
        int(ticket.clashed), ticket.unread_rows, ticket.parent,
        NO_DUE if rings is None else rings,
        ticket.reworks, int(ticket.paid), ms(ticket.followed_at), ticket.follow_tries,
    )  # fmt: skip


def _ticket(conn: sqlite3.Connection, ticket: Ticket, at: datetime) -> int | None:
    if ticket.state == DRAFT:
        return None
    key = _key(conn, "ticket", ticket.number, ticket.opened_at or at)
    conn.execute(_UPSERT, (key, *ticket_values(ticket, at)))
    return key


def _key(conn: sqlite3.Connection, table: str, number: str, at: datetime | None) -> int:
    """The key under which a record stands, or the one it gets."""
    known = conn.execute(f"SELECT key FROM {table} WHERE number = ?", (number,)).fetchone()
    return int(known[0]) if known else free_key(conn, table, max(0, ms(at) or 0))


def free_key(conn: sqlite3.Connection, table: str, at_ms: int) -> int:
    """A new key that sorts by time: the millisecond, then the order of arrival within it."""
    first, behind = at_ms * KEYS_PER_MS + rest_of(table), (at_ms + 1) * KEYS_PER_MS
    (last,) = conn.execute(
        f"SELECT max(key) FROM {table} WHERE key >= ? AND key < ?", (first, behind)
    ).fetchone()
    if last is None:
        return first
    return int(last) + STEP if last + STEP < behind else free_key(conn, table, at_ms + 1)


def _incident(conn: sqlite3.Connection, incident: Incident) -> int:
    key = _key(conn, "incident", incident.number, incident.reported_at)
    conn.execute(
        "INSERT OR REPLACE INTO incident VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            key, incident.number, incident.state, int(incident.open), incident.sub,
            incident.place, incident.what, incident.ticket, ms(incident.reported_at) or 0,
            len(incident.calls),
        ),
    )  # fmt: skip
    return key


def _complaint(conn: sqlite3.Connection, case: Complaint, at: datetime) -> int:
    opened, due = case.opened_at or at, ms(case.due)
    first, second, *_ = (*map(ms, case.rises), None, None)
    key = _key(conn, "complaint", case.number, opened)
    values = (
        key, case.number, case.state, int(case.open), NO_DUE if due is None else due,
        case.sub, case.level, case.room, case.handler, due, ms(opened), first, second,
        ms(case_rings_at(case)), matter_of(case), case.name, case.contact,
    )  # fmt: skip
    marks = ", ".join("?" * len(values))
    conn.execute(f"INSERT OR REPLACE INTO complaint VALUES ({marks})", values)
    conn.execute("DELETE FROM hidden WHERE number = ?", (case.number,))
    hidden = [(case.number, person) for person in case.hidden_from]
    conn.executemany("INSERT INTO hidden VALUES (?, ?)", hidden)
    return key


def _log_line(conn: sqlite3.Connection, line: LogLine) -> int:
    """A live line stands where it was written, whatever the clock said; one from paper, in its
    place among them, by when it happened (X28, X29).
    """
    known = conn.execute("SELECT key FROM log WHERE number = ?", (line.number,)).fetchone()
    key = int(known[0]) if known else _key_in_log(conn, line)
    conn.execute(
        "INSERT OR REPLACE INTO log VALUES (?, ?, ?, ?, ?, ?)",
        (
            key, line.number, int(bool(line.sheet)), line.state, line.text,
            ms(line.written_at) or 0,
        ),
    )  # fmt: skip
    return key


def _key_in_log(conn: sqlite3.Connection, line: LogLine) -> int:
    if line.sheet:
        return free_key(conn, "log", ms(line.happened_at) or 0)
    (last,) = conn.execute("SELECT max(key) FROM log WHERE paper = 0").fetchone()
    written = (ms(line.written_at) or 0) * KEYS_PER_MS + rest_of("log")
    return _free_after(conn, written if last is None else max(written, last + STEP))


def _free_after(conn: sqlite3.Connection, key: int) -> int:
    taken = conn.execute("SELECT 1 FROM log WHERE key = ?", (key,)).fetchone()
    return _free_after(conn, key + STEP) if taken else key


def _handover(conn: sqlite3.Connection, handover: Handover) -> None:
    known = conn.execute("SELECT key FROM handover WHERE number = ?", (handover.number,)).fetchone()
    (last,) = conn.execute("SELECT max(key) FROM handover").fetchone()
    key = known[0] if known else (last or 0) + 1
    values = (key, handover.number, int(handover.open))
    conn.execute("INSERT OR REPLACE INTO handover VALUES (?, ?, ?)", values)


def _outage(conn: sqlite3.Connection, outage: Outage) -> None:
    known = conn.execute("SELECT key FROM outage WHERE number = ?", (outage.number,)).fetchone()
    key = known[0] if known else free_key(conn, "outage", ms(outage.begins) or 0)
    values = (key, outage.number, int(outage.state == RUNNING))
    conn.execute("INSERT OR REPLACE INTO outage VALUES (?, ?, ?)", values)


def _person(conn: sqlite3.Connection, staff: Staff) -> None:
    person = staff.person
    if person is None:
        return
    roles = " ".join(name for name, role in Role.__members__.items() if role & person.roles)
    conn.execute(
        "INSERT OR REPLACE INTO person VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            person.id, person.name, roles, person.dept, person.trade, person.phone,
            int(person.logs_in), int(person.active),
        ),
    )  # fmt: skip
