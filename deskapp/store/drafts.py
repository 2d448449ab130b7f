"""Drafts: what is being typed, on the disk before anybody has said yes to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    import sqlite3

STEP_FORM = "step"
"""The form of one step on a record; its draft bears the record's number and the step's kind."""
_COLUMNS = "number, form, operator, started_at, saved_at, body"


@dataclass(frozen=True)
class Draft:
    """A form half filled: its reserved number, whose it is, what was typed so far.

    `values` come back as JSON has them: times and amounts as text, tuples as lists.
    """

    number: str
    form: str
    operator: str
    started_at: datetime
    saved_at: datetime
    values: dict[str, object]


def save(conn: sqlite3.Connection, draft: Draft) -> None:
    """Keep a draft, in place of what was kept under its number."""
    body = msgspec.json.encode(draft.values).decode("utf-8")
    times = (draft.started_at, draft.saved_at)
    started, saved = (time.astimezone(UTC).isoformat(timespec="microseconds") for time in times)
    conn.execute(
        f"INSERT INTO draft ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (number) DO UPDATE "
        "SET form = excluded.form, operator = excluded.operator, started_at = excluded.started_at, "
        "saved_at = excluded.saved_at, body = excluded.body",
        (draft.number, draft.form, draft.operator, started, saved, body),
    )


def drafts(conn: sqlite3.Connection) -> list[Draft]:
    """Every draft, the one last saved first."""
    rows = conn.execute(f"SELECT {_COLUMNS} FROM draft ORDER BY saved_at DESC, number DESC")
    return [_draft(*row) for row in rows]


def draft(conn: sqlite3.Connection, number: str) -> Draft | None:
    """One draft; None if nothing is kept under this number."""
    row = conn.execute(f"SELECT {_COLUMNS} FROM draft WHERE number = ?", (number,)).fetchone()
    return _draft(*row) if row else None


def discard(conn: sqlite3.Connection, number: str) -> None:
    """Let a draft go, because its call was accepted or abandoned."""
    conn.execute("DELETE FROM draft WHERE number = ?", (number,))


def _draft(number: str, form: str, operator: str, started: str, saved: str, body: str) -> Draft:
    values: dict[str, Any] = msgspec.json.decode(body)
    times = (datetime.fromisoformat(started), datetime.fromisoformat(saved))
    return Draft(number, form, operator, *times, values)
