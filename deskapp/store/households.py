"""The register changed by hand: each step of a room put into the table as it is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.handbook.household import Corrected, Household, MovedIn, MovedOut
from deskapp.store import register
from deskapp.store.lookup_keys import index_room

if TYPE_CHECKING:
    import sqlite3

    from deskapp.handbook.gate import Passed

COLUMNS = frozenset({"name", "relation", "phone", "phone2", "note", "plate", "not_after", "best"})
_FIRST = "id = (SELECT min(id) FROM resident WHERE room = ? AND name = ?)"


def apply(conn: sqlite3.Connection, passed: Passed) -> None:
    """Change the register as a step says; a step of another kind changes nothing."""
    if not isinstance(passed.record, Household):
        return
    room, step = passed.record.room, passed.step
    if isinstance(step, Corrected) and step.item in COLUMNS:
        conn.execute(
            f"UPDATE resident SET {step.item} = ? WHERE {_FIRST}", (step.value, room, step.who)
        )
    elif isinstance(step, MovedIn):
        register.add_resident(
            conn,
            register.Resident(room, step.name, step.relation, step.phone, "", "", step.plate),
        )
    elif isinstance(step, MovedOut):
        conn.execute(f"DELETE FROM resident WHERE {_FIRST}", (room, step.who))
    else:
        return
    index_room(conn, room)
