"""Rooms and other places as the desk types them, stores them and says them (handbook 4.1)."""

from __future__ import annotations

import re
from collections.abc import Collection, Container
from itertools import product

from deskapp.handbook.fields.flat import RoomParts, above, below, beside, room_parts
from deskapp.handbook.fields.fold import fold_line
from deskapp.handbook.fields.notation import (
    fold_room,
    join_marks,
    parse_room,
    parse_without_building,
)
from deskapp.handbook.fields.place import is_bare_space, is_common_area, parking_space, shop_unit
from deskapp.handbook.fields.reading import Reading, error, ok, warn
from deskapp.handbook.fields.spoken import han_ordinal, is_chinese, say_digits
from deskapp.handbook.fields.told import find_room
from deskapp.handbook.message import N_, Msg

__all__ = [
    "RoomParts",
    "above",
    "below",
    "beside",
    "find_room",
    "read_room",
    "room_parts",
    "room_prefix",
    "say_room",
]

_EMPTY = Msg(N_("Give a room, a common area, or say that the caller is not a resident."))
_WHICH_BUILDING = Msg(N_("Which building? For example 3-2-1202."))
_FREE_PLACE = Msg(N_("This is no room that the desk knows. Keep it as a description of the place?"))
_NOT_LISTED = N_("Room {room} is not in the register. Ask again, or keep it.")
_OTHER_LISTED = N_("The register has {other}, not {room}. Ask which one is right.")
_LONGEST = 100  # no place is longer, and a pasted story is not searched for one here
_NON_RESIDENT = ("非住户", "non-resident", "not a resident")

_NAMED_SPACE = re.compile(r"(车位|商铺)([A-Z0-9-]+)")
_SPACES_EN = {"车位": "parking space", "商铺": "shop"}
_PHASES_EN = {"期": "phase", "弄": "lane", "区": "area"}


def read_room(typed: str, register: Container[str] = ()) -> Reading[str]:
    """A place as typed; kind is room, parking, shop, common or text."""
    words = fold_line(typed)
    if not words:
        return error(_EMPTY)
    if words.lower() in _NON_RESIDENT:
        return ok(words, "text")
    if len(words) > _LONGEST:
        return warn(words, _FREE_PLACE, "text")
    folded = fold_room(words)
    room = parse_room(folded)
    if room and (not is_bare_space(folded) or str(room) in register):
        return _judged(room, register)
    return _elsewhere(folded, words, register)


def _elsewhere(folded: str, words: str, register: Container[str]) -> Reading[str]:
    if space := parking_space(folded, words):
        return ok(space, "parking")
    if shop := shop_unit(folded, words):
        return ok(shop, "shop")
    if is_common_area(words):
        return ok(words, "common")
    if short := parse_without_building(folded):
        whole = f"{_only_building(register)}-{short}"
        return ok(whole, "room") if whole in register else warn(words, _WHICH_BUILDING, "text")
    return warn(words, _FREE_PLACE, "text")


def _judged(room: RoomParts, register: Container[str]) -> Reading[str]:
    typed = str(room)
    if not register or typed in register:
        return ok(typed, "room")
    if not room.unit and (whole := f"{_only_building(register)}-{typed}") in register:
        return ok(whole, "room")
    for other in _zero_twins(room):
        if other in register:
            return warn(typed, Msg(_OTHER_LISTED, {"other": other, "room": typed}), "room")
    return warn(typed, Msg(_NOT_LISTED, {"room": typed}), "room")


def _only_building(register: Container[str]) -> str:
    """The site's building if it has just one: then 2-1202 is unit and room."""
    if not isinstance(register, Collection):
        return ""
    buildings = {parts.building for room in register if (parts := room_parts(room))}
    return buildings.pop() if len(buildings) == 1 else ""


def _zero_twins(room: RoomParts) -> list[str]:
    """The room with zeros before its numbers added or left out: 0101 and 101 may both exist."""

    def spellings(label: str, width: int) -> set[str]:
        return {label, label.lstrip("0") or label, label.zfill(width) if label else label}

    labels = product(spellings(room.building, 2), spellings(room.unit, 2), spellings(room.room, 4))
    return sorted(str(RoomParts(room.phase, *label)) for label in labels)


def room_prefix(typed: str) -> str:
    """The beginning of a stored room, as far as typed: 3 2 12 and 3栋2单元12 are 3-2-12."""
    goes_on = " " if typed[-1:].isspace() else ""
    return join_marks(fold_room(fold_line(typed)) + goes_on)


def say_room(room: str, lang: str, one: str = "幺", building_word: str = "栋") -> str:
    """A stored room as spoken: building and unit counted, the door digit by digit (2.2)."""
    breath = "，" if is_chinese(lang) else ", "
    if parts := room_parts(room):
        house = _house_zh(parts, one, building_word) if is_chinese(lang) else _house_en(parts)
        return f"{house}{breath}{_say_doors(parts, lang, one)}"
    if named := _NAMED_SPACE.fullmatch(room):
        word = named[1] if is_chinese(lang) else _SPACES_EN[named[1]]
        groups = [say_digits(label, lang, one) for label in named[2].split("-")]
        return breath.join([word, *groups])
    return room


def _house_zh(parts: RoomParts, one: str, building_word: str) -> str:
    unit = f"{_count_zh(parts.unit, one)}单元" if parts.unit else ""
    building = _count_zh(parts.building, one)
    if parts.phase.endswith("弄"):  # a lane is a label, its houses are counted
        return f"{say_digits(parts.phase, 'zh', one)}{building}号{unit}"
    phase = _count_zh(parts.phase[:-1], one) + parts.phase[-1:]
    return f"{phase}{building}{building_word}{unit}"


def _count_zh(label: str, one: str) -> str:
    return han_ordinal(int(label)) if label.isdecimal() else say_digits(label, "zh", one)


def _house_en(parts: RoomParts) -> str:
    kind = _PHASES_EN.get(parts.phase[-1:], "")
    named = ((kind, parts.phase[:-1]), ("building", parts.building), ("unit", parts.unit))
    return ", ".join(f"{word} {say_digits(label, 'en', '')}" for word, label in named if label)


def _say_doors(parts: RoomParts, lang: str, one: str) -> str:
    minus, both = ("负", "和") if is_chinese(lang) else ("minus ", " and ")
    doors = both.join(
        f"{minus if flat.startswith('-') else ''}{say_digits(flat.lstrip('-'), lang, one)}"
        for flat in parts.flats
    )
    if is_chinese(lang):
        return doors
    return f"rooms {doors}" if len(parts.flats) > 1 else f"room {doors}"
