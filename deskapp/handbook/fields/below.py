"""Which flats lie under another: the same door on the lower floors."""

from __future__ import annotations

from collections.abc import Iterable

DOOR_DIGITS = 2


def flats_below(place: str, rooms: Iterable[str]) -> list[str]:
    """Of these rooms those under `place`, the nearest first; none where it is no flat."""
    stack, floor, door = _parts(place)
    if not door:
        return []
    found = [(_parts(room), room) for room in rooms]
    under = [(at, room) for (own, at, end), room in found if (own, end) == (stack, door)]
    return [room for at, room in sorted(under, reverse=True) if at < floor]


def _parts(room: str) -> tuple[str, int, str]:
    """Building and unit, floor, door of 3-2-1202; an empty door for what is no flat."""
    stack, dash, label = room.rpartition("-")
    if not dash or not label.isdecimal() or len(label) <= DOOR_DIGITS:
        return room, 0, ""
    return stack, int(label[:-DOOR_DIGITS]), label[-DOOR_DIGITS:]
