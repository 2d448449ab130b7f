"""The register changed by hand: each step of a room put into the table as it is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.handbook.fields.room import read_room, room_parts
from deskapp.handbook.household import Corrected, Described, Household, MovedIn, MovedOut
from deskapp.store import register
from deskapp.store.found_people import index_people_of
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
    elif isinstance(step, Described):
        register.put_room(conn, _room(room, step.kind, step.area, step.riser))
    elif isinstance(step, MovedIn):
        if not register.room_exists(conn, room):
            register.put_room(conn, _room(room))
        register.add_resident(
            conn,
            register.Resident(room, step.name, step.relation, step.phone, "", "", step.plate),
        )
    elif isinstance(step, MovedOut):
        conn.execute(f"DELETE FROM resident WHERE {_FIRST}", (room, step.who))
    else:
        return
    index_room(conn, room)
    index_people_of(conn, room)


def _room(room: str, kind: str = "", area: str = "", riser: str = "") -> register.Room:
    """A room as the register keeps it, its parts taken from how it is written."""
    parts = room_parts(room)
    if parts is None:
        return register.Room(
            room, kind=kind or (read_room(room).kind or ""), area=area, riser=riser
        )
    place = (parts.building, parts.unit, parts.floor)
    return register.Room(room, *place, kind or "room", area, riser)
