"""What else is in hand where a call comes from: the same pipes, the same stairs, the same lift."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from deskapp.handbook.fields.flat import above, below, beside, room_parts
from deskapp.handbook.fields.room import room_prefix
from deskapp.handbook.message import N_
from deskapp.store import nearby, search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskapp.desk.desk import Desk
    from deskapp.store.queue import Line

LIFT_CLASSES = ("PUB.LIFT", "EMG.LIFT")
MOST, MOST_LIFTS, LOOKED_AT = 12, 50, 20
"""Open tickets of one staircase, of all lifts, and closed ones of a room, that are looked at."""
NEXT_DOOR = ((N_("Above"), above), (N_("Below"), below), (N_("Beside"), beside))
_LIFT = re.compile(r"[的\s]*(?:\d+号)?(?:客梯|货梯|电梯|梯|lift|elevator).*", re.IGNORECASE)


@dataclass(frozen=True)
class Near:
    """An open ticket nearby, and where it lies from here (a msgid)."""

    where: str
    line: Line
    close: bool = False
    """Whether it is the very next flat: one leak wets two of them."""


def near(desk: Desk, room: str) -> list[Near]:
    """Open tickets around a room, each once, the nearest first."""
    found: dict[str, Near] = {}
    for one in _all(desk, room):
        if one.line.room != room:
            found.setdefault(one.line.number, one)
    return list(found.values())


def _all(desk: Desk, room: str) -> Iterator[Near]:
    parts, conn = room_parts(room), desk.store.conn
    if parts is None:
        return
    for where, rooms in NEXT_DOOR:
        for line in nearby.open_in(conn, rooms(room), MOST):
            yield Near(where, line, close=True)
    for line in nearby.open_in(conn, nearby.on_the_riser(conn, room), MOST):
        yield Near(N_("Riser"), line)
    house = "-".join(filter(None, (parts.phase, parts.building, parts.unit)))
    for line in _by_lift(desk, house):
        yield Near(N_("Lift"), line)
    for line in nearby.open_under(conn, f"{house}-", MOST * 2):
        other = room_parts(line.room)
        if other and other.door == parts.door:
            yield Near(N_("Stack"), line)


def _by_lift(desk: Desk, house: str) -> Iterator[Line]:
    """Lift troubles of this staircase: told by a flat of it, or by the lift's own place."""
    for line in nearby.open_of_classes(desk.store.conn, LIFT_CLASSES, MOST_LIFTS):
        place = line.room if room_parts(line.room) else room_prefix(_LIFT.sub("", line.room))
        if f"{place}-".startswith(f"{house}-"):
            yield line


def times_lately(desk: Desk, room: str) -> int:
    """How many tickets this room has opened within the days of a repeat (H45b)."""
    days = desk.policy.limit("repeat_repair_days")
    return nearby.times_since(desk.store.conn, room, desk.clock() - timedelta(days=days))


def calls_from(desk: Desk, number: str) -> int:
    """How many tickets this telephone has opened within those days."""
    since = desk.clock() - timedelta(days=desk.policy.limit("repeat_repair_days"))
    digits = "".join(sign for sign in number if sign.isdecimal())
    keys = search.find(desk.store.conn, digits, LOOKED_AT) if digits else []
    lines = desk.lines(keys)
    return sum(1 for line in lines if line.contact == number and line.opened_at >= since)


def last_answer(desk: Desk, room: str) -> Line | None:
    """The newest closed ticket of a room on which the owner said how it went."""
    return nearby.last_answer(desk.store.conn, room, LOOKED_AT)
