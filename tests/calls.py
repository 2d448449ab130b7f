"""A desk that is set up, and whole calls for it to take."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import count
from typing import TYPE_CHECKING, Any

from deskapp.desk.desk import Desk
from deskapp.handbook.complaint.hearing import Drafted, PointNoted, Received
from deskapp.handbook.shifts import ShiftBegun
from deskapp.handbook.staff import PersonAdded, SiteOpened
from deskapp.handbook.step import Act
from deskapp.handbook.ticket.accepting import Accepted
from deskapp.handbook.ticket.dispatch import Dispatched
from deskapp.handbook.ticket.read_back import ReadBack
from deskapp.handbook.ticket.recording import Recorded
from deskapp.handbook.ticket.state import CHUNKS, Ticket

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=8)))
PHONE = "13800138000"
TOLD = ("reason", "steps", "due", "contact")


def ticking() -> Callable[[], datetime]:
    """A clock that goes on by one second each time it is read."""
    seconds = count()
    return lambda: NOON + timedelta(seconds=next(seconds))


def real_clock() -> datetime:
    """The PC's time."""
    return datetime.now(UTC).astimezone()


def set_up(path: Path, clock: Callable[[], datetime] | None = None) -> Desk:
    """A new site with one person at the desk and one plumber; the former is signed in."""
    desk = Desk.open(path, clock or ticking())
    people = (
        PersonAdded(name="周晓燕", roles=("R", "D"), logs_in=True),
        PersonAdded(name="张建国", roles=("E",), dept="ENG", trade="水工"),
    )
    site = SiteOpened(name="翠湖花园", phone="88123000", language="zh")
    passed = desk.take([Act("", site), *(Act("", person) for person in people)])
    desk.sign_in(passed[1].stream)
    return desk


def on_shift(path: Path) -> None:
    """A new site whose only person has begun the shift: the screens open at the queue."""
    desk = set_up(path, real_clock)
    desk.take([Act(desk.operator.id, ShiftBegun())])
    desk.close()


def reopened(path: Path, clock: Callable[[], datetime] | None = None) -> Desk:
    """A site that was set up before, with the same person signed in."""
    desk = Desk.open(path, clock or ticking())
    desk.sign_in(desk.operators()[0].id)
    return desk


def whole_call(desk: Desk, number: str, what: str = "厨房水管漏水", **said: str) -> list[Act]:
    """The deed of one call: recorded, read back, promised."""
    site = desk.site()
    told: dict[str, Any] = {
        "room": "3-2-1202",
        "name": "王伟",
        "contact": PHONE,
        "contact_kind": "mobile",
        **said,
    }
    offered = Recorded.suggest(Ticket(), site)
    recorded = replace(Recorded(**{**offered, **told}, what=what), raised_at=site.now)
    accepted = Accepted(
        sub="REP.LEAK",
        priority="P1",
        reason="要上门",
        steps="先止水",
        due=desk.calendar.finish_by(desk.policy, "P1", site.now),
        told=TOLD,
        desk_phone="88123000",
    )
    chunks = [ReadBack(chunk=chunk, outcome="yes") for chunk in CHUNKS]
    return [Act(number, step) for step in (recorded, *chunks, accepted)]


def take_call(desk: Desk, what: str = "厨房水管漏水", **said: str) -> str:
    """Take one whole call; its number."""
    number = desk.start_draft("intake").number
    desk.take(whole_call(desk, number, what, **said))
    return number


def dispatch(desk: Desk, number: str) -> Act:
    """The step that sends a ticket to the plumber by the time that was promised."""
    ticket = desk.record(number)
    plumber = next(p.id for p in desk.people.values() if not p.logs_in)
    due = ticket.due if isinstance(ticket, Ticket) else None
    return Act(number, Dispatched(person=plumber, due=due, requirement="关总阀，换软管"))


def complain(desk: Desk, about: str = "", room: str = "3-2-1202") -> str:
    """Take one complaint, heard out and received; its number."""
    heard = (
        Drafted(note="等了一下午没人来"),
        PointNoted(words="等了一下午没人来", whom=about),
        Received(
            name="王伟",
            room=room,
            contact=PHONE,
            happened="今天下午",
            wanted="给个说法",
            restated=True,
        ),
    )
    number = ""
    for step in heard:
        (passed, *_) = desk.take([Act(number, step)])
        number = passed.stream
    return number
