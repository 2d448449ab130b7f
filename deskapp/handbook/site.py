"""What a rule may look at beside the record itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from deskapp.handbook.deadlines import Calendar
    from deskapp.handbook.handover.state import Matter
    from deskapp.handbook.people import Person
    from deskapp.handbook.policy import Policy
    from deskapp.handbook.step import Stream


class Dweller(Protocol):
    """Somebody in the register, as far as a rule may ask."""

    @property
    def name(self) -> str:
        """The name."""

    @property
    def phone(self) -> str:
        """The first number."""


class Site(Protocol):
    """The desk as the rules see it; read only."""

    @property
    def now(self) -> datetime:
        """The time of judgement, aware."""

    @property
    def operator(self) -> Person:
        """Who takes the step."""

    @property
    def policy(self) -> Policy:
        """The site's limits, lists and phrases."""

    @property
    def calendar(self) -> Calendar:
        """Service hours and days."""

    @property
    def people(self) -> Mapping[str, Person]:
        """Everybody who can be named, by id."""

    def record(self, number: str) -> Stream | None:
        """Another record of the site, as it stands now."""

    def numbers_like(self, typed: str) -> Sequence[str]:
        """Full numbers that a full or short one may mean, the likeliest first."""

    def knows_room(self, room: str) -> bool:
        """Whether the register holds this room; True while there is no register."""

    def rooms_below(self, place: str) -> Sequence[str]:
        """The flats under this one that the register holds, the nearest first."""

    def living_in(self, room: str) -> Sequence[Dweller]:
        """Who lives in a room, by the register."""

    def room_data(self, room: str) -> Mapping[str, str]:
        """A room's use, area and riser, by the register; empty where it has no such room."""

    def complaints_of(self, room: str) -> Sequence[str]:
        """The numbers of a room's complaints that the operator may see, the newest first."""

    def load(self, person: str) -> int:
        """How many open tickets this person has in hand."""

    def newest(self, letter: str) -> str:
        """The number of the newest record of a kind; "" while there is none."""

    def to_hand_over(self) -> Sequence[Matter]:
        """What the next shift must know: each open matter once, the weightiest reason first."""
