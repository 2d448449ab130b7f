"""A desk without a disk: the real policy and the real gate over a dict of records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from itertools import count
from typing import Any, TypeVar, cast

from deskapp.handbook.complaint.state import Complaint
from deskapp.handbook.deadlines import Calendar
from deskapp.handbook.fields.below import flats_below
from deskapp.handbook.gate import Gate, Passed, Refused
from deskapp.handbook.handover.state import Matter
from deskapp.handbook.incident.state import Incident
from deskapp.handbook.people import Person, Role
from deskapp.handbook.policy import Policy
from deskapp.handbook.step import Act, Head, Refusal, Step, Stream
from deskapp.handbook.streams import blank
from deskapp.handbook.ticket.accepting import TOLD, Accepted
from deskapp.handbook.ticket.closing import Confirmed
from deskapp.handbook.ticket.dispatch import Dispatched, Started, Taken
from deskapp.handbook.ticket.done import WorkDone
from deskapp.handbook.ticket.read_back import ReadBack
from deskapp.handbook.ticket.recording import DraftRecovered, Recorded
from deskapp.handbook.ticket.state import CHUNKS, Ticket
from deskapp.store.policy_files import default_policy_folder, load_policy
from deskapp.store.register import Resident

CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=CHINA)
"""A Tuesday morning, within the hours of service."""
POLICY = load_policy(default_policy_folder())

ZHOU = Person(id="zhou", name="周敏", roles=Role.R, dept="CS", logs_in=True)
GUO = Person(id="guo", name="郭强", roles=Role.G, dept="SEC", logs_in=True)
LIN = Person(id="lin", name="李琳", roles=Role.D, dept="CS", logs_in=True)
MA = Person(id="ma", name="马骏", roles=Role.M, dept="PM", logs_in=True)
ZHANG = Person(id="zhang", name="张建国", roles=Role.E, dept="ENG")
WU = Person(id="wu", name="吴海", roles=Role.E, dept="ENG")
GONE = Person(id="gone", name="何平", roles=Role.E, dept="ENG", active=False)
STAFF = {p.id: p for p in (ZHOU, GUO, LIN, MA, ZHANG, WU, GONE)}

PHONE_NUMBER = "13800138000"


def in_hours(hours: float) -> datetime:
    """So many hours from the desk's now."""
    return NOW + timedelta(hours=hours)


@dataclass
class MemoryDesk:
    """Everything a rule may look at, and the records that passed the gate."""

    policy: Policy = POLICY
    now: datetime = NOW
    operator: Person = ZHOU
    people: dict[str, Person] = field(default_factory=lambda: dict(STAFF))
    records: dict[str, Stream] = field(default_factory=dict)
    written: list[Passed] = field(default_factory=list)
    rooms: frozenset[str] = frozenset()
    matters: list[Matter] = field(default_factory=list)
    residents: tuple[Resident, ...] = ()
    room_facts: dict[str, dict[str, str]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _rows: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def calendar(self) -> Calendar:
        """The site's hours of service, without holidays."""
        return Calendar(self.policy.service)

    def record(self, number: str) -> Stream | None:
        """A record as the last deed left it."""
        return self.records.get(number)

    def numbers_like(self, typed: str) -> list[str]:
        """Numbers that end in what was typed."""
        return [number for number in self.records if number.endswith(typed)]

    def knows_room(self, room: str) -> bool:
        """Whether the room is one of ours."""
        return not self.rooms or room in self.rooms

    def rooms_below(self, place: str) -> list[str]:
        """The flats under this one."""
        return flats_below(place, self.rooms)

    def newest(self, letter: str) -> str:
        """The record of this kind that was begun last."""
        return next((n for n in reversed(self.records) if n.startswith(letter)), "")

    def to_hand_over(self) -> list[Matter]:
        """What a test put there for the next shift."""
        return self.matters

    def living_in(self, room: str) -> list[Resident]:
        """Who lives in a room."""
        return [who for who in self.residents if who.room == room]

    def room_data(self, room: str) -> dict[str, str]:
        """What a test put there of a room."""
        return self.room_facts.get(room, {})

    def complaints_of(self, room: str) -> list[str]:
        """The complaints of a room, the newest first."""
        of_room = (
            n for n, r in self.records.items() if isinstance(r, Complaint) and r.room == room
        )
        return list(of_room)[::-1]

    def load(self, person: str) -> int:
        """How many open tickets a person has in hand."""
        tickets = (r for r in self.records.values() if isinstance(r, Ticket))
        return sum(1 for t in tickets if t.open and t.person == person)

    def take(self, *acts: Act) -> list[Passed]:
        """Take a deed through the gate; nothing is kept when it is refused."""
        deed = f"deed {len(self.written)}"
        gate = Gate(
            self, lambda letter: f"{letter}{next(self._numbers):03}", blank,
            lambda stream, seen, step: self._head(stream, seen, step, deed),
        )  # fmt: skip
        passed = gate.judge(acts)
        self.written += passed
        self.records |= {one.stream: one.record for one in passed}
        return passed

    def _head(self, stream: str, seen: str, step: Step[Any], deed: str) -> Head:
        row = next(self._rows)
        return Head(
            desk="A", seq=row, clock=row, stream=stream, seen=seen, kind=step.about.kind,
            at=self.now, operator=self.operator.id, deed=deed,
        )  # fmt: skip

    def refused(self, *acts: Act) -> tuple[Refusal, ...]:
        """The refusals of a deed that must not pass, which writes nothing."""
        before = dict(self.records), len(self.written)
        try:
            self.take(*acts)
        except Refused as refused:
            assert (self.records, len(self.written)) == before
            return refused.refusals
        raise AssertionError([act.step for act in acts])

    def as_(self, person: Person) -> MemoryDesk:
        """The same desk with somebody else at it."""
        self.operator = person
        return self

    def later(self, **units: float) -> MemoryDesk:
        """The same desk after some time."""
        self.now += timedelta(**units)
        return self

    def ticket(self, number: str) -> Ticket:
        """A ticket as it stands."""
        return cast("Ticket", self.records[number])

    def incident(self, number: str) -> Incident:
        """An incident as it stands."""
        return cast("Incident", self.records[number])

    def do(self, number: str, *steps: Step[Any]) -> Ticket:
        """Take steps on one ticket, a new one for an empty number, as one deed."""
        passed = self.take(*self._acts(number, steps))
        return self.ticket(passed[0].stream)

    def refuses(self, number: str, *steps: Step[Any]) -> tuple[Refusal, ...]:
        """The refusals of steps on one ticket."""
        return self.refused(*self._acts(number, steps))

    def fresh(self) -> str:
        """The number of a ticket that is still to be recorded."""
        return f"R{next(self._numbers):03}"

    def _acts(self, number: str, steps: tuple[Step[Any], ...]) -> list[Act]:
        stream = number or self.fresh()
        return [Act(stream, step) for step in steps]


StepT = TypeVar("StepT", bound=Step[Any])


def but(step: StepT, field: str, value: Any) -> StepT:
    """The same step with one field otherwise."""
    return replace(step, **{field: value})


def recorded(**changes: Any) -> Recorded:
    """王女士 of 3-2-1202 says that the kitchen pipe leaks."""
    call = Recorded(
        channel="phone", reporter="owner", room="3-2-1202", name="王女士",
        contact_kind="mobile", contact=PHONE_NUMBER, what="厨房水管漏水",
        raised_at=NOW, policy=POLICY.version,
    )  # fmt: skip
    return replace(call, **changes)


def taken_up(call: Recorded) -> DraftRecovered:
    """A call that was given up, as it is taken up again."""
    return DraftRecovered(**vars(call))


def read_back(outcome: str = "yes", **more: Any) -> list[ReadBack]:
    """All three chunks with one and the same outcome."""
    return [ReadBack(chunk=chunk, outcome=outcome, **more) for chunk in CHUNKS]


def accepted(**changes: Any) -> Accepted:
    """An urgent leak, with the four things told."""
    step = Accepted(
        sub="REP.LEAK", priority="P1", reason="要先找到漏点", steps="先关水，再查漏点",
        due=in_hours(4), told=TOLD,
    )  # fmt: skip
    return replace(step, **changes)


def dispatched(**changes: Any) -> Dispatched:
    """To 张建国, for when the owner was told."""
    step = Dispatched(person="zhang", due=in_hours(4), requirement="关总阀，换软管")
    return replace(step, **changes)


def started(**changes: Any) -> Started:
    """On site, let in by an adult."""
    return replace(Started(arrived_at=NOW, adult_agreed=True), **changes)


def work_done(**changes: Any) -> WorkDone:
    """The hose is new, nothing is left."""
    return replace(WorkDone(process="换了进水软管", result="fixed", none_left=True), **changes)


TAKEN = Taken(room_repeated=True, due_repeated=True)
CONFIRMED = Confirmed(solved="yes", score="5")
WAYS = ("accepted", "dispatched", "taken", "working", "done", "closed")


def ticket_at(desk: MemoryDesk, state: str, call: Recorded | None = None, **promise: Any) -> str:
    """A ticket that has come the straight way up to a state; its number."""
    first = call or recorded()
    due = promise.get("due", in_hours(4))
    way: list[Step[Any]] = [dispatched(due=due), TAKEN, started(), work_done(), CONFIRMED]
    steps = [first, *read_back(), accepted(**promise), *way[: WAYS.index(state)]]
    number = desk.do("", *steps).number
    assert desk.ticket(number).state == state
    return number
