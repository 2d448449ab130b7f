"""A stored room taken apart, and the flats above, below and next door."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

DOOR = r"[A-Z]{0,2}\d{1,5}(?:[A-Z]\d{0,2})?"
_STORED = re.compile(
    r"(?:(?P<phase>[^-]{1,4}[期弄区])-)?(?P<building>[A-Z]\d{0,3}|\d{1,3}[A-Z]?)-"
    rf"(?:(?P<unit>[A-Z]?\d{{1,2}}|[A-Z])-)?(?P<room>-?{DOOR}(?:\+{DOOR})*)"
)
_FLOOR_DOOR = re.compile(
    r"(?P<floor>-?(?:\d{1,2}[A-Z]|[A-Z]{1,2}|\d{1,2}))(?P<door>\d{2,3}?[A-Z]?)"
)
_NUMBERED = re.compile(r"(-?\d+)([AB]?)")
_NAMED_FLOORS = {("M", 1): ["2"], ("M", -1): ["1"], ("G", 1): ["1"], ("G", -1): ["-1"]}
# floors often left out or renamed, and what then lies there: over 12 comes 12A or 15
_INSTEAD_OVER = {4: ["3A", "5"], 13: ["12A", "14", "15"], 14: ["13A", "12B", "15"]}
_INSTEAD_UNDER = {4: ["3A", "3"], 13: ["12A", "12"], 14: ["13A", "12B", "12A", "13", "12"]}


@dataclass(frozen=True)
class RoomParts:
    """A stored room taken apart; `room` is the label on the door, merged flats joined by +."""

    phase: str
    building: str
    unit: str
    room: str

    @property
    def floor(self) -> str:
        """The floor as written in the label: 12, 12A, M, -1 below ground; empty if not told."""
        return _floor_and_door(self.flats[0])[0]

    @property
    def door(self) -> str:
        """The door on that floor: 02, 02A."""
        return _floor_and_door(self.flats[0])[1]

    @property
    def flats(self) -> list[str]:
        """The single labels: merged flats have several."""
        return self.room.split("+")

    def __str__(self) -> str:
        return "-".join(filter(None, (self.phase, self.building, self.unit, self.room)))


def room_parts(room: str) -> RoomParts | None:
    """The parts of a stored room; None for parking, shops and other places."""
    found = _STORED.fullmatch(room)
    if not found:
        return None
    return RoomParts(found["phase"] or "", found["building"], found["unit"] or "", found["room"])


def above(room: str) -> tuple[str, ...]:
    """Rooms that may lie over this one, nearest floor first; the register says which exist."""
    return _on_the_floors(room, 1)


def below(room: str) -> tuple[str, ...]:
    """Rooms that may lie under this one, nearest floor first; the register says which exist."""
    return _on_the_floors(room, -1)


def beside(room: str) -> tuple[str, ...]:
    """Rooms that may lie next door on the same floor."""
    parts = room_parts(room)
    if parts is None:
        return ()
    doors = [
        floor + door
        for floor, own in map(_floor_and_door, parts.flats)
        for door in _next_doors(own)
    ]
    others = dict.fromkeys(door for door in doors if door not in parts.flats)
    return tuple(str(replace(parts, room=door)) for door in others)


def _floor_and_door(label: str) -> tuple[str, str]:
    found = _FLOOR_DOOR.fullmatch(label)
    return (found["floor"], found["door"]) if found else ("", label)


def _on_the_floors(room: str, step: int) -> tuple[str, ...]:
    parts = room_parts(room)
    if parts is None:
        return ()
    labels = [
        other + door
        for floor, door in map(_floor_and_door, parts.flats)
        for other in _next_floors(floor, step)
    ]
    return tuple(str(replace(parts, room=label)) for label in dict.fromkeys(labels))


def _next_floors(floor: str, step: int) -> list[str]:
    numbered = _NUMBERED.fullmatch(floor)
    if not numbered:
        return _NAMED_FLOORS.get((floor, step), [])
    number, letter = int(numbered[1]), numbered[2]
    names = _floors_over(number, letter) if step > 0 else _floors_under(number, letter)
    if floor.startswith("0"):
        return [name.zfill(2) for name in names]
    return names


def _floors_over(number: int, letter: str) -> list[str]:
    if letter:
        later = [f"{number}B"] if letter == "A" else []
        return [*later, str(number + 2), str(number + 3)]
    over = number + 1 or 1
    return [str(over), *_INSTEAD_OVER.get(over, [])]


def _floors_under(number: int, letter: str) -> list[str]:
    if letter:
        return [str(number)] if letter == "A" else [f"{number}A"]
    under = number - 1 or -1
    return [str(under), *_INSTEAD_UNDER.get(under, [])]


def _next_doors(door: str) -> list[str]:
    digits, letter = door.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), door.lstrip("0123456789")
    if letter:
        codes = [code for code in (ord(letter) - 1, ord(letter) + 1) if chr(code).isalpha()]
        return [digits + chr(code) for code in codes]
    numbers = [number for number in (int(digits) - 1, int(digits) + 1) if number > 0]
    return [str(number).zfill(len(digits)) for number in numbers]
