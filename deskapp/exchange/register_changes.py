"""What a list would change in the register: which rooms, and what about each; masked."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from deskapp.handbook.fields.contact import mask_phone
from deskapp.handbook.fields.name import mask_name
from deskapp.handbook.household import LETTER
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.shown import Coded
from deskapp.store import journal, register
from deskapp.store.register import Resident, Room

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from deskapp.desk.desk import Desk

Household = tuple[Room, tuple[Resident, ...]]
MASKED = {"name": lambda name: mask_name(name, "zh"), "phone": mask_phone, "phone2": mask_phone}
PLATE_SHOWN = 2
PERSON_ITEMS = tuple(f.name for f in fields(Resident) if f.name != "room")
ROOM_ITEMS = ("kind", "area", "riser")
BY_HAND = ("register.corrected", "register.moved_in", "register.moved_out", "register.described")

_OF_PERSON = N_("{who} {item}: {before}, now {after}")
_ALIKE = N_("{who} {item} changes")
_OF_ROOM = N_("{item}: {before}, now {after}")


@dataclass(frozen=True)
class RoomChange:
    """One room that is “new”, “changed” or “gone”, as it was and as it would be."""

    room: str
    what: str
    before: Household | None = field(default=None, compare=False)
    after: Household | None = field(default=None, compare=False)
    by_hand: bool = field(default=False, compare=False)
    """Whether the desk itself has corrected this room since the last list."""

    def details(self) -> Iterator[Msg]:
        """Who and what comes, goes, or is otherwise than before; names and numbers masked."""
        was, now = self.before or (Room(""), ()), self.after or (Room(""), ())
        if self.before and self.after:
            yield from _differences("room_items", ROOM_ITEMS, was[0], now[0])
        left, come = list(was[1]), list(now[1])
        for old, new in _pairs(left, come):
            who = mask_name(old.name, "zh")
            yield from _differences("register_items", PERSON_ITEMS, old, new, who)
        yield from (Msg(N_("{who} goes"), {"who": _person(one)}) for one in left)
        yield from (Msg(N_("{who} comes"), {"who": _person(one)}) for one in come)


@dataclass(frozen=True)
class Changes:
    """What a list would change: rooms that are new, other than before, no longer there."""

    new: int
    changed: int
    gone: int
    rooms: tuple[RoomChange, ...] = field(default=(), compare=False)

    @property
    def by_hand(self) -> int:
        """Rooms that the desk has corrected itself, and that the list would set otherwise."""
        return sum(one.by_hand for one in self.rooms)


def changes_of(desk: Desk, rooms: Iterable[Room], people: Iterable[Resident]) -> Changes:
    """What these rooms and people would change in the register."""
    pairs = list(register.export_rows(desk.store.conn))
    before = _households((room for room, _ in pairs), (who for _, who in pairs if who))
    after = _households(rooms, people)
    touched = _by_hand(desk)
    found = tuple(
        RoomChange(
            room, _what(room in before, room in after), before.get(room), after.get(room),
            room in touched,
        )
        for room in sorted(before.keys() | after.keys())
        if not _same(before.get(room), after.get(room))
    )  # fmt: skip
    counts = {what: sum(one.what == what for one in found) for what in ("new", "changed", "gone")}
    return Changes(**counts, rooms=found)


def _what(was: bool, will_be: bool) -> str:  # noqa: FBT001 - two facts of equal weight
    if was and will_be:
        return "changed"
    return "new" if will_be else "gone"


def _same(one: Household | None, other: Household | None) -> bool:
    if one is None or other is None:
        return one is other
    return one[0] == other[0] and frozenset(one[1]) == frozenset(other[1])


def _households(rooms: Iterable[Room], people: Iterable[Resident]) -> dict[str, Household]:
    living: dict[str, dict[Resident, None]] = {}
    for person in people:
        living.setdefault(person.room, {})[person] = None
    return {room.room: (room, tuple(living.get(room.room, ()))) for room in rooms}


def _by_hand(desk: Desk) -> frozenset[str]:
    """The rooms that steps have changed since the last list was taken in."""
    rows = journal.streams_with(desk.store.conn, LETTER, BY_HAND, after="register.imported")
    return frozenset(stream.removeprefix(LETTER) for stream in rows)


def _pairs(left: list[Resident], come: list[Resident]) -> Iterator[tuple[Resident, Resident]]:
    """Who is the same person as before: by the name, then by a number; taken out of both."""
    for same in (_same_name, _same_number):
        for old in tuple(left):
            new = next((one for one in come if same(old, one)), None)
            if new is not None:
                left.remove(old)
                come.remove(new)
                yield old, new


def _same_name(one: Resident, other: Resident) -> bool:
    return one.name == other.name


def _same_number(one: Resident, other: Resident) -> bool:
    return bool({one.phone, one.phone2} & {other.phone, other.phone2} - {""})


def _differences(
    names: str, items: Iterable[str], old: object, new: object, who: str = ""
) -> Iterator[Msg]:
    for item in items:
        before, after = (_shown(item, str(getattr(one, item))) for one in (old, new))
        if getattr(old, item) == getattr(new, item):
            continue
        text = _OF_PERSON if who else _OF_ROOM
        if before == after:  # what differs is under the mask
            text = _ALIKE
        nothing = Msg(N_("nothing"))
        blanks = {"before": before or nothing, "after": after or nothing}
        yield Msg(text, {"who": who, "item": Coded(names, item), **blanks})


def _shown(item: str, value: str) -> str:
    if item == "plate" and value:
        return f"{value[:PLATE_SHOWN]}***"
    masked = MASKED.get(item)
    return masked(value) if masked and value else value


def _person(who: Resident) -> str:
    return " ".join(filter(None, (mask_name(who.name, "zh"), who.relation, mask_phone(who.phone))))
