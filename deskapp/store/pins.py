"""PINs as hashes, and how often a wrong one was typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True)
class Pin:
    """One person's: its hash, wrong tries since the last right one, until when the next waits."""

    hash: str
    wrong: int = 0
    wait_until: datetime | None = None


def pin_of(conn: sqlite3.Connection, person: str) -> Pin | None:
    """A person's PIN; None where they have none."""
    row = conn.execute(
        "SELECT hash, wrong, wait_until FROM pin WHERE person = ?", (person,)
    ).fetchone()
    if row is None:
        return None
    return Pin(row[0], row[1], datetime.fromisoformat(row[2]) if row[2] else None)


def keep(conn: sqlite3.Connection, person: str, pin: Pin) -> None:
    """Keep a person's PIN in place of the former one."""
    until = pin.wait_until.astimezone(UTC).isoformat() if pin.wait_until else ""
    conn.execute(
        "INSERT OR REPLACE INTO pin VALUES (?, ?, ?, ?)", (person, pin.hash, pin.wrong, until)
    )


def holders(conn: sqlite3.Connection) -> frozenset[str]:
    """Everybody who has one."""
    return frozenset(person for (person,) in conn.execute("SELECT person FROM pin"))
