"""A throw-away demonstration site: people, residents, days of tickets, complaints and a night."""

from __future__ import annotations

import heapq
import tempfile
import tomllib
from dataclasses import dataclass
from datetime import datetime
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from deskapp.data_folder import data_folder
from deskapp.desk.clock import local_now
from deskapp.desk.desk import Desk
from deskapp.exchange.demo_complaints import Grievance, Telling
from deskapp.exchange.demo_night import night
from deskapp.exchange.demo_residents import write_residents
from deskapp.exchange.demo_stories import (
    DAY,
    HOUR,
    MINUTE,
    Call,
    Matter,
    Narrator,
    Story,
    danger,
    on_spot,
    repair,
)
from deskapp.exchange.errors import ExchangeError
from deskapp.exchange.residents import import_residents, read_residents
from deskapp.exchange.tickets import WHOLE_INDEX
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.staff import PersonAdded, SiteOpened
from deskapp.handbook.step import Act
from deskapp.handbook.streams import SITE
from deskapp.handbook.ticket.imported import Imported
from deskapp.store import register, search

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deskapp.store.register import Resident

SEED = 20260301
LIVELY = 200
"""So many tickets at most are told step by step; the rest are past ones, imported."""
BATCH = 5000
YEARS_BACK = 3 * 365
OPEN_SHARE = 0.01

STOPS = (
    "closed", "to_dispatch", "late", "on_spot", "to_confirm", "working", "closed", "soon",
    "dispatched", "closed", "to_dispatch", "on_spot", "postponed", "closed", "to_confirm",
    "late", "closed", "unread", "rework", "closed",
)  # fmt: skip
"""Where stories come to rest, in turn."""
SPANS = {
    "closed": (6 * HOUR, 4 * DAY, 8 * HOUR),
    "on_spot": (HOUR, 2 * DAY, HOUR),
    "to_confirm": (3 * HOUR, 30 * HOUR, 8 * HOUR),
    "working": (HOUR, 3 * HOUR, 6 * HOUR),
    "late": (5 * HOUR, 30 * HOUR, 3 * HOUR),
    "soon": (2 * HOUR, 4 * HOUR, 5 * HOUR),
    "to_dispatch": (2 * MINUTE, 25 * MINUTE, 4 * HOUR),
    "dispatched": (10 * MINUTE, HOUR, 5 * HOUR),
    "postponed": (4 * HOUR, 7 * HOUR, 10 * HOUR),
    "unread": (HOUR, 3 * HOUR, 6 * HOUR),
    "rework": (8 * HOUR, 20 * HOUR, 9 * HOUR),
}
"""How long ago each began, at least and at most, and how long after that it is promised."""


@dataclass
class MovableClock:
    """A clock that stands where it is put."""

    now: datetime

    def __call__(self) -> datetime:
        """The moment it was put to."""
        return self.now

    def move(self, to: datetime) -> None:
        """Put it to another moment."""
        self.now = to


def throw_away() -> Path:
    """A database's path in a new temporary folder."""
    return Path(tempfile.mkdtemp(prefix="deskapp-demo-")) / "desk.db"


def make(path: Path, *, tickets: int, rooms: int, now: datetime | None = None) -> Path:
    """Make the site; raises ExchangeError if something is there already or Faker is missing."""
    if path.exists():
        text = N_("{path} is there already; a demonstration is made anew.")
        raise ExchangeError(Msg(text, {"path": path}))
    plan = tomllib.loads((data_folder() / "demo" / "site.toml").read_text(encoding="utf-8"))
    chance = Random(SEED)  # noqa: S311 - invented data, the same every time
    residents = path.with_name("residents.csv")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_residents(residents, rooms, chance)
    today = now or local_now()
    clock = MovableClock(today - 5 * DAY)
    desk = Desk.open(path, clock)
    try:
        staff = _set_up(desk, plan)
        import_residents(desk, residents, read_residents(residents))
        _tell_past(desk, clock, plan, tickets - LIVELY, chance)
        narrator = Narrator(desk, clock.move, staff, plan["hands"])
        calls = _stories(narrator, plan, min(tickets, LIVELY), today, chance)
        _tell([*calls, *_cases(narrator, plan, today, chance)], today)
        clock.move(today)
    finally:
        desk.close()
    return path


def _set_up(desk: Desk, plan: dict[str, Any]) -> dict[str, str]:
    desk.take([Act(SITE, SiteOpened(name=plan["name"], phone=plan["phone"], language="zh"))])
    staff = {}
    for person in plan["people"]:
        step = PersonAdded(
            name=person["name"], roles=tuple(person["roles"]), dept=person["dept"],
            trade=person.get("trade", ""), logs_in=person.get("desk", False),
        )  # fmt: skip
        staff[person["name"]] = desk.take([Act("", step)])[0].stream
    return staff


def _stories(
    narrator: Narrator, plan: dict[str, Any], count: int, today: datetime, chance: Random
) -> list[Story]:
    matters = [Matter(**matter) for matter in plan["matters"]]
    chance.shuffle(matters)
    repairs = cycle([matter for matter in matters if matter.job])
    answers = cycle([matter for matter in matters if matter.answer])
    dangers = [Matter(**{**d, "calls": tuple(d["calls"])}) for d in plan["dangers"]]
    callers = _callers(narrator.desk, chance)
    stories = [
        danger(narrator, Call(m, next(callers), today - 8 * n * MINUTE, today, "", chance))
        for n, m in enumerate(dangers[:count][:2], 1)
    ]
    for stops in islice(cycle(STOPS), count - len(stories)):
        begin, tell = (answers, on_spot) if stops == "on_spot" else (repairs, repair)
        stories.append(tell(narrator, _call(next(begin), next(callers), today, stops, chance)))
    return stories


def _cases(
    narrator: Narrator, plan: dict[str, Any], today: datetime, chance: Random
) -> Iterator[Story]:
    """The complaints, and the last night."""
    callers = _callers(narrator.desk, chance)
    for case in (Grievance(**complaint) for complaint in plan["complaints"]):
        yield Telling(narrator, case, next(callers), today - case.ago * HOUR).story()
    yield night(narrator, plan["night"], today)


def _call(matter: Matter, who: Resident, today: datetime, stops: str, chance: Random) -> Call:
    least, most, promised = SPANS[stops]
    ago = least + (most - least) * chance.random()
    start = today - ago
    due = start + promised
    if stops == "soon":
        due = today + chance.randint(8, 50) * MINUTE
    rests = "working" if stops == "soon" else stops
    return Call(matter, who, start, due.replace(second=0, microsecond=0), rests, chance)


def _callers(desk: Desk, chance: Random) -> Iterator[Resident]:
    people = [who for _, who in register.export_rows(desk.store.conn) if who and who.phone]
    chance.shuffle(people)
    if not people:
        raise ExchangeError(Msg(N_("Nobody lives in so few rooms; ask for more of them.")))
    return cycle(people)


def _tell(stories: Sequence[Story], until: datetime) -> None:
    """Tell all stories at once, always the next thing that happens, up to a moment."""
    waiting = [(at, n, story) for n, story in enumerate(stories) if (at := next(story, None))]
    heapq.heapify(waiting)
    while waiting and waiting[0][0] <= until:
        _, n, story = waiting[0]
        at = next(story, None)
        if at is None:
            heapq.heappop(waiting)
        else:
            heapq.heapreplace(waiting, (at, n, story))


def _tell_past(
    desk: Desk, clock: MovableClock, plan: dict[str, Any], count: int, chance: Random
) -> None:
    if count <= 0:
        return
    matters = [Matter(**m) for m in plan["matters"]]
    callers = _callers(desk, chance)
    end = clock.now - DAY
    for first in range(0, count, BATCH):
        numbers = range(first, min(first + BATCH, count))
        desk.take_all(
            [Act("", _past(desk, n, chance.choice(matters), next(callers), end, chance))]
            for n in numbers
        )
    search.merge(desk.store.conn, WHOLE_INDEX)


def _past(
    desk: Desk, n: int, matter: Matter, who: Resident, end: datetime, chance: Random
) -> Imported:
    opened = end - chance.random() * YEARS_BACK * DAY
    closed = opened + chance.random() * DAY if chance.random() > OPEN_SHARE else None
    return Imported(
        source="demo", their_number=str(n), opened_at=opened, closed_at=closed,
        due=opened + DAY, room=who.room, name=who.name, contact=who.phone, what=matter.what,
        sub=matter.sub, priority=desk.policy.subcategory(matter.sub).priority, channel="phone",
        outcome=matter.done or matter.answer,
    )  # fmt: skip
