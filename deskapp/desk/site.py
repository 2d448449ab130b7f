"""The site as the rules see it: this store, this policy, this moment, this operator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from deskapp.desk.matters import matters
from deskapp.handbook.deadlines import Calendar
from deskapp.handbook.fields.below import flats_below
from deskapp.handbook.handover.state import Matter
from deskapp.handbook.people import Person
from deskapp.handbook.policy import Policy
from deskapp.handbook.step import Stream
from deskapp.store import complaints, logbook, queue, register
from deskapp.store.database import Store
from deskapp.store.derived import EPOCH

MOST_IN_A_STACK = 500
"""More rooms than one staircase has."""
NEWEST_OF_A_ROOM = 20
"""So many of a room's complaints are looked at for a repeat."""


@dataclass
class LiveSite:
    """Answers a rule's questions from the store; it lives as long as one deed."""

    store: Store
    policy: Policy
    calendar: Calendar
    people: Mapping[str, Person]
    operator: Person
    now: datetime
    _records: dict[str, Stream | None] = field(default_factory=dict)

    def record(self, number: str) -> Stream | None:
        """Another record of the site, as it stands now."""
        if number not in self._records:
            self._records[number] = self.store.record(number)
        return self._records[number]

    def forget(self, number: str) -> None:
        """Read this record afresh when it is asked for again; a deed has changed it."""
        self._records.pop(number, None)

    def numbers_like(self, typed: str) -> Sequence[str]:
        """Full numbers that a full or short one may mean, the likeliest first."""
        if self.record(typed) is not None:
            return [typed]
        return queue.by_short_number(self.store.conn, typed, self.now.date())

    def knows_room(self, room: str) -> bool:
        """Whether the register holds this room; True while there is no register."""
        conn = self.store.conn
        return register.room_exists(conn, room) or not register.has_register(conn)

    def rooms_below(self, place: str) -> Sequence[str]:
        """The flats under this one that the register holds, the nearest first."""
        stack = place.rpartition("-")[0]
        return flats_below(place, (r.room for r in register.rooms_starting(
            self.store.conn, f"{stack}-", limit=MOST_IN_A_STACK,
        )))  # fmt: skip

    def newest(self, letter: str) -> str:
        """The number of the newest record of a kind; "" while there is none."""
        return logbook.newest(self.store.conn, letter)

    def to_hand_over(self) -> Sequence[Matter]:
        """What the next shift must know: each open matter once, the weightiest reason first."""
        return matters(self)

    def living_in(self, room: str) -> Sequence[register.Resident]:
        """Who lives in a room, by the register."""
        return register.residents_of(self.store.conn, room)

    def room_data(self, room: str) -> Mapping[str, str]:
        """A room's use, area and riser, by the register; empty where it has no such room."""
        found = register.room_of(self.store.conn, room)
        return {"kind": found.kind, "area": found.area, "riser": found.riser} if found else {}

    def complaints_of(self, room: str) -> Sequence[str]:
        """The numbers of a room's complaints that the operator may see, the newest first."""
        found = complaints.of_room(self.store.conn, room, EPOCH, self.operator.id, NEWEST_OF_A_ROOM)
        return [line.number for line in found]

    def seed(self) -> str:
        """What every sample of this site is drawn with."""
        row = self.store.conn.execute("SELECT seed FROM site").fetchone()
        return str(row[0]) if row else ""

    def load(self, person: str) -> int:
        """How many open tickets this person has in hand."""
        return queue.load(self.store.conn, person)


@dataclass(frozen=True)
class StillSite:
    """The site as it stood when a form was opened: enough to read fields while they are typed.

    The gate judges again on the living site when the step is taken.
    """

    policy: Policy
    calendar: Calendar
    people: Mapping[str, Person]
    operator: Person
    now: datetime
    rooms: frozenset[str] = frozenset()
    loads: Mapping[str, int] = field(default_factory=dict)

    def record(self, number: str) -> Stream | None:  # noqa: ARG002 - a still holds no records
        """Nothing: a still holds no records."""
        return None

    def numbers_like(self, typed: str) -> Sequence[str]:
        """The number as typed: a still knows no others."""
        return [typed]

    def knows_room(self, room: str) -> bool:
        """Whether the register holds this room; True while there is no register."""
        return not self.rooms or room in self.rooms

    def living_in(self, room: str) -> Sequence[register.Resident]:  # noqa: ARG002 - likewise
        """Nobody: a still holds no people but the staff."""
        return ()

    def room_data(self, room: str) -> Mapping[str, str]:  # noqa: ARG002 - likewise
        """Nothing: a still knows only which rooms there are."""
        return {}

    def complaints_of(self, room: str) -> Sequence[str]:  # noqa: ARG002 - likewise
        """None: a still holds no records."""
        return ()

    def load(self, person: str) -> int:
        """How many open tickets this person had in hand."""
        return self.loads.get(person, 0)

    def rooms_below(self, place: str) -> Sequence[str]:
        """The flats under this one, the nearest first."""
        return flats_below(place, self.rooms)

    def newest(self, letter: str) -> str:  # noqa: ARG002 - a still holds no records
        """Nothing: a still holds no records."""
        return ""

    def to_hand_over(self) -> Sequence[Matter]:
        """Nothing: the living site knows."""
        return ()
