"""The register of rooms and people from the site's own spreadsheet, and back into one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from deskapp.desk.access import note_export
from deskapp.exchange import headings
from deskapp.exchange.errors import BadCell, ExchangeError
from deskapp.exchange.register_changes import ROOM_ITEMS, Changes, changes_of
from deskapp.exchange.resident_rows import ResidentRow
from deskapp.exchange.tables import fingerprint, read_table, write_csv
from deskapp.exchange.workbook import write_workbook
from deskapp.handbook.fields.contact import mask_phone
from deskapp.handbook.fields.name import mask_name
from deskapp.handbook.fields.private import mask_numbers
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.shown import Coded
from deskapp.handbook.staff import RegisterImported, SiteRecord
from deskapp.handbook.step import Act
from deskapp.handbook.streams import SITE
from deskapp.locale import language
from deskapp.store import register
from deskapp.store.lookup_keys import Progress, silently
from deskapp.store.register import Resident, Room

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from deskapp.desk.desk import Desk

EXPORTED = {
    "zh": (
        "房号",
        "姓名",
        "关系",
        "电话",
        "电话2",
        "首选",
        "面积",
        "类型",
        "管井",
        "备注",
        "车牌",
        "几点后勿电",
    ),
    "en": (
        "Room",
        "Name",
        "Relation",
        "Phone",
        "Phone 2",
        "Best",
        "Area",
        "Type",
        "Riser",
        "Note",
        "Plate",
        "Not after",
    ),
}
"""The columns of an exported register, as an import recognises them."""


SUMMARY = N_("{rooms} rooms, {people} people: {new} rooms are new, {changed} change, {gone} go.")
BY_HAND = N_("{n} of these rooms were corrected at the desk since the last list.")
MOST_ROWS = 100_000
"""More people than live on any one site."""
EACH = 500
"""Rows between two tellings of how far it is."""


class NoRoomsError(ExchangeError):
    """A list of which no column is known to hold the rooms; `headings` may be chosen from."""

    def __init__(self, message: Msg, headings: tuple[str, ...]) -> None:
        super().__init__(message)
        self.headings = headings


@dataclass
class Listed:
    """A list as read: rooms, people, and every row that cannot be taken."""

    rooms: dict[str, Room] = field(default_factory=dict)
    people: dict[Resident, int] = field(default_factory=dict)
    bad: list[BadCell] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    phones: dict[str, tuple[int, Resident]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    """Where each room stands first."""
    empty: set[str] = field(default_factory=set)
    """The rooms that a row tells to have nobody in them."""


def read_residents(
    path: Path, told: Mapping[str, str] | None = None, progress: Progress = silently
) -> Listed:
    """Read a list of rooms and people; raises ExchangeError for what is no such list.

    Args:
        path: The list.
        told: The columns of some fields, remembered or given, where their headings tell nothing.
        progress: Told now and then how many rows of how many are through; it may raise to stop.
    """
    table = read_table(path, headings.known(headings.RESIDENTS), MOST_ROWS, progress)
    columns = _columns(table.headings, told or {})
    if "room" not in columns:
        text = N_("{path} has no column of rooms. Its columns: {names}.")
        raise NoRoomsError(
            Msg(text, {"path": path, "names": ", ".join(table.headings)}), table.headings
        )
    listed = Listed(columns=columns, headings=table.headings)
    for done, row in enumerate(table.rows, 1):
        if done % EACH == 0:
            progress(done, len(table.rows))
        found = ResidentRow(row, columns).read()
        if isinstance(found, BadCell):
            listed.bad.append(found)
        else:
            _add(listed, row.line, *found)
    return listed


def _columns(names: tuple[str, ...], told: Mapping[str, str]) -> dict[str, str]:
    """The column of each field: the one told, else what its heading says; "" is for none."""
    own = {field: name for field, name in told.items() if name in {"", *names}}
    found = headings.columns_of(names, headings.RESIDENTS) | own
    return {field: name for field, name in found.items() if name}


def _add(listed: Listed, line: int, room: Room, people: Iterable[Resident]) -> None:
    living = tuple(people)
    _check_room(listed, line, room, alone=not living)
    for person in living:
        _check_phones(listed, line, person)
        first = listed.people.setdefault(person, line)
        if first != line:
            text = N_("This person stands in line {line} already.")
            listed.bad.append(BadCell(line, "", Msg(text, {"line": first})))


def _check_room(listed: Listed, line: int, room: Room, *, alone: bool) -> None:
    """A room told twice: fine for two people, not with other data or without anybody."""
    known = listed.rooms.setdefault(room.room, room)
    blanks = {"room": room.room, "line": listed.lines.setdefault(room.room, line)}
    again = blanks["line"] != line
    if again and (alone or room.room in listed.empty):
        text = N_("Room {room} stands in line {line} already.")
        listed.bad.append(BadCell(line, "", Msg(text, blanks)))
        return
    for item in ROOM_ITEMS:
        here, there = getattr(room, item), getattr(known, item)
        if here and there and here != there:
            text = N_("Room {room} stands in line {line} with another {item}.")
            told = Msg(text, {**blanks, "item": Coded("room_items", item)})
            listed.bad.append(BadCell(line, "", told))
    if alone:
        listed.empty.add(room.room)


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
    return changes_of(desk, listed.rooms.values(), listed.people)


def import_residents(desk: Desk, path: Path, listed: Listed, progress: Progress = silently) -> None:
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
    desk.take_all(_deed(desk, listed, step, progress))


def _deed(
    desk: Desk, listed: Listed, step: RegisterImported, progress: Progress
) -> Iterator[list[Act]]:
    # The desk asks for its deeds inside the transaction, so the list and its row stand or fall
    # together.
    rooms = listed.rooms.values()
    register.replace_register(desk.store.conn, rooms, listed.people, progress)
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
        return room.room, "", "", "", "", "", room.area, kind, room.riser, "", "", ""
    name = who.name if full else mask_name(who.name, language())
    plate = who.plate if full else who.plate[:2] + "***" * bool(who.plate)
    phones = [n if full or not n else mask_phone(n) for n in (who.phone, who.phone2)]
    note = who.note if full else mask_numbers(who.note)
    return (
        room.room, name, who.relation, *phones, "2" if who.best else "", room.area, kind,
        room.riser, note, plate, who.not_after,
    )  # fmt: skip
