"""The register of rooms and people from the site's own spreadsheet, and back into one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from deskapp.desk.access import note_export
from deskapp.exchange import headings
from deskapp.exchange.errors import BadCell, ExchangeError
from deskapp.exchange.resident_rows import ResidentRow
from deskapp.exchange.tables import fingerprint, read_table, write_csv
from deskapp.exchange.workbook import write_workbook
from deskapp.handbook.fields.contact import mask_phone
from deskapp.handbook.fields.name import mask_name
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.staff import RegisterImported, SiteRecord
from deskapp.handbook.step import Act
from deskapp.handbook.streams import SITE
from deskapp.locale import language
from deskapp.store import register
from deskapp.store.register import Resident, Room

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from deskapp.desk.desk import Desk

EXPORTED = {
    "zh": ("房号", "姓名", "关系", "电话", "电话2", "面积", "类型", "备注", "车牌", "几点后勿电"),
    "en": (
        "Room",
        "Name",
        "Relation",
        "Phone",
        "Phone 2",
        "Area",
        "Type",
        "Note",
        "Plate",
        "Not after",
    ),
}
"""The columns of an exported register, as an import recognises them."""


@dataclass(frozen=True)
class Changes:
    """What a list would change: rooms that are new, other than before, no longer there."""

    new: int
    changed: int
    gone: int
    rooms: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    """Each room with “new”, “changed” or “gone”, by room."""


@dataclass
class Listed:
    """A list as read: rooms, people, and every row that cannot be taken."""

    rooms: dict[str, Room] = field(default_factory=dict)
    people: dict[Resident, int] = field(default_factory=dict)
    bad: list[BadCell] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    phones: dict[str, tuple[int, Resident]] = field(default_factory=dict)


def read_residents(path: Path, told: Mapping[str, str] | None = None) -> Listed:
    """Read a list of rooms and people; raises ExchangeError for what is no such list.

    Args:
        path: The list.
        told: The columns of some fields, remembered or given, where their headings tell nothing.
    """
    table = read_table(path, headings.known(headings.RESIDENTS))
    own = {field: name for field, name in (told or {}).items() if name in table.headings}
    columns = headings.columns_of(table.headings, headings.RESIDENTS) | own
    if "room" not in columns:
        text = N_("{path} has no column of rooms. Its columns: {names}.")
        raise ExchangeError(Msg(text, {"path": path, "names": ", ".join(table.headings)}))
    listed = Listed(columns=columns)
    for row in table.rows:
        found = ResidentRow(row, columns).read()
        if isinstance(found, BadCell):
            listed.bad.append(found)
        else:
            _add(listed, row.line, *found)
    return listed


def _add(listed: Listed, line: int, room: Room, people: Iterable[Resident]) -> None:
    known = listed.rooms.setdefault(room.room, room)
    if known.area and room.area and known.area != room.area:
        text = N_("Room {room} stands above with another area, {area}.")
        listed.bad.append(BadCell(line, "", Msg(text, {"room": room.room, "area": known.area})))
    for person in people:
        _check_phones(listed, line, person)
        first = listed.people.setdefault(person, line)
        if first != line:
            text = N_("This person stands in line {line} already.")
            listed.bad.append(BadCell(line, "", Msg(text, {"line": first})))


def _check_phones(listed: Listed, line: int, person: Resident) -> None:
    """One number for two people of different rooms: one of the two is wrong."""
    for number in filter(None, (person.phone, person.phone2)):
        first, other = listed.phones.setdefault(number, (line, person))
        if other.room != person.room and other.name != person.name:
            text = N_("{number} stands in line {line} for somebody else in another room.")
            blanks = {"number": mask_phone(number), "line": first}
            listed.bad.append(BadCell(line, "", Msg(text, blanks)))


def remembered(desk: Desk) -> dict[str, str]:
    """The columns of the last import, by field."""
    site = desk.record(SITE)
    pairs = site.columns if isinstance(site, SiteRecord) else ()
    return dict(pair.split("=", 1) for pair in pairs)


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
        rooms=tuple(
            (room, "new" if room not in before else "changed" if room in after else "gone")
            for room in sorted(before.keys() | after.keys())
            if before.get(room) != after.get(room)
        ),
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
        rooms=len(listed.rooms),
        people=len(listed.people),
        fingerprint=fingerprint(path),
        columns=tuple(f"{field}={name}" for field, name in listed.columns.items()),
    )
    desk.take_all(_deed(desk, listed, step))


def _deed(desk: Desk, listed: Listed, step: RegisterImported) -> Iterator[list[Act]]:
    # The desk asks for its deeds inside the transaction, so the list and its row stand or fall
    # together.
    register.replace_register(desk.store.conn, listed.rooms.values(), listed.people)
    yield [Act(SITE, step)]


def export_residents(desk: Desk, path: Path, *, full: bool = False, reason: str = "") -> int:
    """Write the register as CSV or .xlsx, masked unless `full`; how many rows.

    It is noted first who takes it out, and why; raises Refused where it is not theirs.
    """
    (count,) = desk.store.conn.execute("SELECT count(*) FROM resident").fetchone()
    note_export(desk, "residents", count, full=full, reason=reason)
    rows = register.export_rows(desk.store.conn)
    shown = (_exported(room, who, full=full) for room, who in rows)
    heads = EXPORTED[language()]
    if path.suffix.casefold() == ".xlsx":
        return write_workbook(path, heads, shown, heads[0])
    return write_csv(path, heads, shown)


def _exported(room: Room, who: Resident | None, *, full: bool) -> tuple[str, ...]:
    kind = "" if room.kind == "room" else room.kind
    if who is None:
        return room.room, "", "", "", "", room.area, kind, "", "", ""
    name = who.name if full else mask_name(who.name, language())
    plate = who.plate if full else who.plate[:2] + "***" * bool(who.plate)
    phones = [n if full or not n else mask_phone(n) for n in (who.phone, who.phone2)]
    return room.room, name, who.relation, *phones, room.area, kind, who.note, plate, who.not_after
