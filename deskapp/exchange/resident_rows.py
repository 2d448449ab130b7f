"""One row of a list of residents: its room, its people, or what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskapp.exchange.errors import BadCell, BadCellError
from deskapp.handbook.fields.contact import read_contact
from deskapp.handbook.fields.fold import fold_line
from deskapp.handbook.fields.name import read_name
from deskapp.handbook.fields.room import read_room, room_parts
from deskapp.handbook.household import BEST, read_area, read_item
from deskapp.handbook.message import N_, Msg
from deskapp.store.register import Resident, Room

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from deskapp.exchange.tables import Row

_RELATION_WORDS = (
    "业主 房主 产权人 户主 本人 家属 家人 同住人 家庭成员 配偶 子女 父母 "
    "租户 租客 承租人 使用人 商户 owner family tenant occupant"
)
RELATIONS = frozenset(_RELATION_WORDS.split())
"""Words under 类型 that tell what the person is, not what the room is."""
ROOM_KINDS = {
    "住宅": "room", "住房": "room", "公寓": "room", "home": "room", "flat": "room",
    "商铺": "shop", "商业": "shop", "店面": "shop", "shop": "shop",
    "车位": "parking", "停车位": "parking", "parking": "parking",
}  # fmt: skip
MOST_NOTE = 500
LONGEST_LABEL = 30
TWO = 2

_NAMES = re.compile(r"\s*[、/;；\n]\s*")
_PHONES = re.compile(r"\s*[、/,，;；\n]\s*|\s{2,}")
_BUILDING = re.compile(r"(.+?)\s*(?:号楼|栋|幢|座|楼|号)")
_UNIT = re.compile(r"(.+?)\s*(?:单元|门|梯)")


@dataclass(frozen=True)
class ResidentRow:
    """A row with the columns that hold its fields."""

    row: Row
    columns: Mapping[str, str]

    def read(self) -> tuple[Room, list[Resident]] | BadCell:
        """The room and its people, or the first thing that is wrong."""
        if self.row.broken:
            return BadCell(self.row.line, "", self.row.broken)
        try:
            room = self._room()
            return room, list(self._people(room.room))
        except BadCellError as bad:
            return BadCell(self.row.line, bad.column, bad.reason)

    def cell(self, field: str) -> str:
        """What stands in a field's column; empty where there is no such column."""
        return fold_line(self.row.cells.get(self.columns.get(field, ""), ""))

    def _bad(self, field: str, text: str, **blanks: object) -> BadCellError:
        return BadCellError(self.columns.get(field, ""), Msg(text, blanks))

    def _room(self) -> Room:
        label = self.cell("room")
        if not label:
            raise self._bad("room", N_("The room is missing."))
        reading = read_room(self._whole(label))
        stored = reading.value or ""
        if reading.kind not in {"room", "shop", "parking"} and not _is_label(stored):
            raise self._bad("room", N_("“{typed}” is no room."), typed=label)
        parts = room_parts(stored)
        return Room(
            stored,
            building=parts.building if parts else "",
            unit=parts.unit if parts else "",
            floor=parts.floor if parts else "",
            kind=self._kind() or reading.kind,
            area=self._area(),
            riser=self.cell("riser"),
        )

    def _whole(self, label: str) -> str:
        building, unit = _bare(_BUILDING, self.cell("building")), _bare(_UNIT, self.cell("unit"))
        if not building:
            return label
        alone = room_parts(read_room(label).value or "")
        if alone and alone.building == building and (not unit or alone.unit == unit):
            return label
        return "-".join(filter(None, (self.cell("phase"), building, unit, label)))

    def _kind(self) -> str:
        said = self.cell("type")
        return "" if said.casefold() in RELATIONS else ROOM_KINDS.get(said.casefold(), said)

    def _relation(self) -> str:
        said = self.cell("type")
        return self.cell("relation") or (said if said.casefold() in RELATIONS else "")

    def _area(self) -> str:
        reading = read_area(self.cell("area"))
        if reading.value is None and reading.message:
            raise BadCellError(self.columns["area"], reading.message)
        return reading.value or ""

    def _people(self, room: str) -> Iterator[Resident]:
        names = _split(_NAMES, self.row.cells.get(self.columns.get("name", ""), ""))
        phones = [self._phone("phone", p) for p in self._phones("phone")]
        others = [self._phone("phone2", p) for p in self._phones("phone2")]
        if not names and (phones or others):
            raise self._bad("name", N_("There is a phone and no name."))
        note = self.cell("note")
        if len(note) > MOST_NOTE:
            raise self._bad("note", N_("At most {most} characters."), most=MOST_NOTE)
        for at, name in enumerate(names):
            own = _own_phones(at, len(names), phones, others)
            if len(own) > TWO:
                raise self._bad("phone", N_("At most two numbers for one person."))
            phone, phone2 = (*own, "", "")[:TWO]
            first = at == 0
            yield Resident(
                room, self._name(name), self._relation(), phone, phone2, note,
                self.cell("plate") if first else "", self._hour() if first else "",
                self._best(phone2) if first else "",
            )  # fmt: skip

    def _hour(self) -> str:
        reading = read_item("not_after", self.cell("not_after"))
        if reading.value is None and reading.message:
            raise BadCellError(self.columns["not_after"], reading.message)
        return reading.value or ""

    def _best(self, second: str) -> str:
        said = self.cell("best")
        reading = read_item(BEST, said)
        if reading.value is None or (reading.value and not second):
            text = N_("“{typed}” is neither the first number nor the second.")
            raise self._bad("best", text, typed=said)
        return reading.value

    def _phones(self, field: str) -> list[str]:
        return _split(_PHONES, self.row.cells.get(self.columns.get(field, ""), ""))

    def _phone(self, field: str, typed: str) -> str:
        reading = read_contact(typed)
        if reading.value is None and reading.message:
            raise BadCellError(self.columns[field], reading.message)
        return reading.value or ""

    def _name(self, typed: str) -> str:
        reading = read_name(typed)
        if reading.value is None and reading.message:
            raise BadCellError(self.columns["name"], reading.message)
        return reading.value or ""


def _own_phones(at: int, people: int, phones: list[str], others: list[str]) -> list[str]:
    """One number each where they are as many as the people; else all are the first one's."""
    if people > 1 and len(phones) == people:
        return [phones[at], *others[at : at + 1]]
    return [*phones, *others] if at == 0 else []


def _is_label(stored: str) -> bool:
    """Whether a place that no rule reads may still be a door: the list is the truth."""
    return len(stored) <= LONGEST_LABEL and any(char.isdecimal() for char in stored)


def _split(sign: re.Pattern[str], cell: str) -> list[str]:
    return [part.strip() for part in sign.split(cell) if part.strip()]


def _bare(suffixed: re.Pattern[str], cell: str) -> str:
    found = suffixed.fullmatch(cell)
    return found[1] if found else cell
