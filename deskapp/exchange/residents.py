"""The register of rooms and people from the site's own spreadsheet, and back into one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from deskapp.exchange import headings
from deskapp.exchange.errors import BadCell, ExchangeError
from deskapp.exchange.resident_rows import ResidentRow
from deskapp.exchange.tables import fingerprint, read_table, write_csv
from deskapp.handbook.fields.contact import mask_phone
from deskapp.handbook.fields.name import mask_name
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.staff import RegisterImported
from deskapp.handbook.step import Act
from deskapp.handbook.streams import SITE
from deskapp.locale import language
from deskapp.store import register
from deskapp.store.register import Resident, Room

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from deskapp.desk.desk import Desk

EXPORTED = {
    "zh": ("房号", "姓名", "关系", "电话", "电话2", "面积", "类型", "备注"),
    "en": ("Room", "Name", "Relation", "Phone", "Phone 2", "Area", "Type", "Note"),
}
"""The columns of an exported register, as an import recognises them."""


@dataclass(frozen=True)
class Changes:
    """What a list would change: rooms that are new, other than before, no longer there."""

    new: int
    changed: int
    gone: int


@dataclass
class Listed:
    """A list as read: rooms, people, and every row that cannot be taken."""

    rooms: dict[str, Room] = field(default_factory=dict)
    people: dict[Resident, int] = field(default_factory=dict)
    bad: list[BadCell] = field(default_factory=list)


def read_residents(path: Path) -> Listed:
    """Read a list of rooms and people; raises ExchangeError for what is no such list."""
    table = read_table(path, headings.known(headings.RESIDENTS))
    columns = headings.columns_of(table.headings, headings.RESIDENTS)
    if "room" not in columns:
        text = N_("{path} has no column of rooms. Its columns: {names}.")
        raise ExchangeError(Msg(text, {"path": path, "names": ", ".join(table.headings)}))
    listed = Listed()
    for row in table.rows:
        found = ResidentRow(row, columns).read()
        if isinstance(found, BadCell):
            listed.bad.append(found)
        else:
            _add(listed, row.line, *found)
    return listed


def _add(listed: Listed, line: int, room: Room, people: Iterable[Resident]) -> None:
    listed.rooms.setdefault(room.room, room)
    for person in people:
        first = listed.people.setdefault(person, line)
        if first != line:
            text = N_("This person stands in line {line} already.")
            listed.bad.append(BadCell(line, "", Msg(text, {"line": first})))


def changes(desk: Desk, listed: Listed) -> Changes:
    """What the list would change in the register."""
    pairs = list(register.export_rows(desk.store.conn))
    before = _households((room for room, _ in pairs), (who for _, who in pairs if who))
    after = _households(listed.rooms.values(), listed.people)
    both = before.keys() & after.keys()
    return Changes(
        new=len(after.keys() - before.keys()),
        changed=sum(before[room] != after[room] for room in both),
        gone=len(before.keys() - after.keys()),
    )


Household = tuple[Room, frozenset[Resident]]


def _households(rooms: Iterable[Room], people: Iterable[Resident]) -> dict[str, Household]:
    living: dict[str, set[Resident]] = {}
    for person in people:
        living.setdefault(person.room, set()).add(person)
    return {room.room: (room, frozenset(living.get(room.room, ()))) for room in rooms}


def import_residents(desk: Desk, path: Path, listed: Listed) -> None:
    """Put a list in place of the register, with its row in the journal, in one transaction.

    Raises ExchangeError if a row is bad, Refused or StoreError; then nothing has changed.
    """
    if listed.bad:
        text = N_("{n} rows are bad; nothing was imported.")
        raise ExchangeError(Msg(text, {"n": len(listed.bad)}))
    step = RegisterImported(
        rooms=len(listed.rooms), people=len(listed.people), fingerprint=fingerprint(path)
    )
    desk.take_all(_deed(desk, listed, step))


def _deed(desk: Desk, listed: Listed, step: RegisterImported) -> Iterator[list[Act]]:
    # The desk asks for its deeds inside the transaction, so the list and its row stand or fall
    # together.
    register.replace_register(desk.store.conn, listed.rooms.values(), listed.people)
    yield [Act(SITE, step)]


def export_residents(desk: Desk, path: Path, *, full: bool = False) -> int:
    """Write the register as CSV, names and phones masked unless `full`; how many rows."""
    rows = register.export_rows(desk.store.conn)
    shown = (_exported(room, who, full=full) for room, who in rows)
    return write_csv(path, EXPORTED[language()], shown)


def _exported(room: Room, who: Resident | None, *, full: bool) -> tuple[str, ...]:
    kind = "" if room.kind == "room" else room.kind
    if who is None:
        return room.room, "", "", "", "", room.area, kind, ""
    name = who.name if full else mask_name(who.name, language())
    phones = [n if full or not n else mask_phone(n) for n in (who.phone, who.phone2)]
    return room.room, name, who.relation, *phones, room.area, kind, who.note
