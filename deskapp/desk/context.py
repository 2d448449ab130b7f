"""What the desk should know about a room before more is typed: masked, never read out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskapp.desk.nearby import Near, last_answer, near, times_lately
from deskapp.handbook.household import LETTER as HOUSE
from deskapp.handbook.household import CareNote, ContactPlan, Household
from deskapp.handbook.similar import alike

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskapp.desk.desk import Desk
    from deskapp.handbook.outage import Outage
    from deskapp.store.complaints import CaseLine
    from deskapp.store.queue import Line
    from deskapp.store.register import Resident

TAIL = 4
SHARED = frozenset({"PUB", "EMG"})
"""What is everybody's: further off in the house it may still be the same thing."""
OFTEN = 3
"""So many tickets within the days of a repeat are worth a word."""


@dataclass(frozen=True)
class Context:
    """A room's people, its tickets, the open ones around it, and what is off there."""

    room: str = ""
    residents: tuple[Resident, ...] = ()
    tickets: tuple[Line, ...] = ()
    around: tuple[Near, ...] = ()
    notes: tuple[CareNote, ...] = ()
    plan: ContactPlan | None = None
    cases: tuple[CaseLine, ...] = ()
    outages: tuple[Outage, ...] = ()
    lately: int = 0
    """Tickets of this room within the days of a repeat."""
    answered: Line | None = None
    """The last ticket on which the owner said how it went."""

    def for_outsider(self) -> Context:
        """What may be seen while a stranger is on the line: what is off, and no more (X04)."""
        return Context(self.room, outages=self.outages)

    def number_ending(self, tail: str) -> str:
        """The register's number in this room that ends in four typed digits; empty if none."""
        if len(tail) != TAIL or not tail.isdigit():
            return ""
        numbers = (n for r in self.residents for n in (r.phone, r.phone2) if n)
        return next((n for n in numbers if n.endswith(tail)), "")

    def same_as(self, sub: str, what: str) -> Line | None:
        """An open ticket of this room or around it that may be the very same thing."""
        said = (t for t in self._open() if (sub and t.sub == sub) or alike(what, t.what))
        return next(said, None)

    def _open(self) -> Iterator[Line]:
        yield from (t for t in self.tickets if t.open)
        for one in self.around:
            if one.close or one.line.type in SHARED:
                yield one.line


def look_up(desk: Desk, room: str) -> Context:
    """Everything known about a room; what is off anywhere while there is none."""
    off = tuple(outage for outage in desk.outages() if outage.touches(room))
    if not room:
        return Context(outages=off)
    household = desk.record(f"{HOUSE}{room}")
    known = household if isinstance(household, Household) else Household(number=f"{HOUSE}{room}")
    people = tuple(desk.residents(room))
    names = {who.name for who in people} | {""}
    return Context(
        room, people, tuple(desk.room_history(room)), tuple(near(desk, room)),
        tuple(note for note in known.notes if note.who in names), known.plan,
        tuple(desk.earlier_complaints(room)), off, times_lately(desk, room),
        last_answer(desk, room),
    )  # fmt: skip
