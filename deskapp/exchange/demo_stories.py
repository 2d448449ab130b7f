"""What happens to the tickets of a demonstration site, told step by step through the gate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from deskapp.handbook.incident.steps import Notified, ResponseStarted
from deskapp.handbook.step import Act, Step
from deskapp.handbook.ticket.closing import Confirmed, Rework
from deskapp.handbook.ticket.dispatch import Dispatched, Started, Taken
from deskapp.handbook.ticket.done import WorkDone
from deskapp.handbook.ticket.intake import (
    TOLD,
    Accepted,
    AcceptedEmergency,
    ReadBack,
    Recorded,
    SettledOnSpot,
)
from deskapp.handbook.ticket.progress import (
    Chased,
    ContactAttempted,
    DueChanged,
    ProgressNoted,
)
from deskapp.handbook.ticket.state import CHUNKS, ITEMS, YES, Ticket

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.store.register import Resident

Story = Iterator[datetime]
"""What one ticket goes through: it waits until each moment it yields, then takes a step."""

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
IN_SERVICE = range(8, 20)


@dataclass(frozen=True)
class Matter:
    """What a resident calls about, and how it is put right."""

    sub: str
    what: str
    job: str = ""
    done: str = ""
    answer: str = ""
    calls: tuple[str, ...] = ()


@dataclass(frozen=True)
class Call:
    """One call of the demonstration: who calls about what, when, and the time promised."""

    matter: Matter
    who: Resident
    start: datetime
    due: datetime
    stops: str
    chance: Random


class Teller:
    """Takes the steps of stories on a desk whose clock it moves."""

    def __init__(self, desk: Desk, move: Callable[[datetime], None], staff: dict[str, str]) -> None:
        self.desk = desk
        self.move = move
        self.staff = staff

    def take(self, at: datetime, number: str, *steps: Step[Any], by: str = "") -> str:
        """Take a deed at a moment; the number of its first record."""
        self.move(at)
        receptionist = "周晓燕" if at.hour in IN_SERVICE else "马强"
        self.desk.sign_in(self.staff[by or receptionist])
        passed = self.desk.take([Act(number, step) for step in steps])
        return passed[0].stream

    def reserve(self, at: datetime) -> str:
        """The number that a call beginning at this moment gets."""
        self.move(at)
        return self.desk.start_draft(Recorded.about.kind).number

    def executor(self, sub: str, chance: Random) -> str:
        """Somebody of the department that a class goes to."""
        dept = self.desk.policy.subcategory(sub).dept
        fitting = sorted(p.id for p in self.desk.people.values() if p.dept == dept)
        return chance.choice(fitting or [self.staff["蒋珊珊"]])


def recorded(teller: Teller, call: Call, at: datetime) -> Recorded:
    """The call as it is written down."""
    offered = dict(Recorded.suggest(Ticket(), teller.desk.site()))
    offered |= {"raised_at": at, "contact_start": at}
    return Recorded(
        **offered,  # type: ignore[arg-type]
        reporter="tenant" if call.who.relation == "租户" else "owner",
        room=call.who.room,
        name=call.who.name,
        contact_kind="mobile",
        contact=call.who.phone,
        what=call.matter.what,
    )


def read_back(unread: str = "") -> list[Step[Any]]:
    """All three chunks confirmed, or the line cut before one of them."""
    right = [ReadBack(chunk=chunk, outcome=YES) for chunk in CHUNKS if chunk != unread]
    cut = [ReadBack(chunk=unread, outcome="no_answer", reason="hung_up")] if unread else []
    return [*right, *cut]


def accepted(teller: Teller, call: Call) -> Accepted:
    """The promise in its four parts."""
    policy = teller.desk.policy
    return Accepted(
        sub=call.matter.sub,
        priority=policy.subcategory(call.matter.sub).priority,
        reason=policy.template("reason", call.matter.sub, "zh"),
        steps=policy.template("steps", call.matter.sub, "zh"),
        due=call.due,
        told=TOLD,
    )


def on_spot(teller: Teller, call: Call) -> Story:
    """Answered at once."""
    yield call.start
    number = teller.reserve(call.start)
    sub = call.matter.sub
    teller.take(
        call.start, number, recorded(teller, call, call.start), *read_back(),
        Accepted(sub=sub, priority=teller.desk.policy.subcategory(sub).priority, on_spot=True),
        SettledOnSpot(answer=call.matter.answer, settled=True),
    )  # fmt: skip


def danger(teller: Teller, call: Call) -> Story:
    """The fast path: an incident runs, and calls are made."""
    yield call.start
    number = teller.reserve(call.start)
    step = recorded(teller, call, call.start)
    teller.take(call.start, number, step, AcceptedEmergency(sub=call.matter.sub))
    first, *others = call.matter.calls
    incident = getattr(teller.desk.record(number), "incident", "")
    at = call.start + MINUTE
    yield at
    teller.take(at, incident, ResponseStarted(whom=first, said="已出发，十五分钟到"))
    for whom in others:
        at += 2 * MINUTE
        yield at
        teller.take(at, incident, Notified(whom=whom, called_at=at, reached=True, said="收到"))


def repair(teller: Teller, call: Call) -> Story:
    """From the call to the owner's word; `call.stops` names where it rests by itself."""
    yield call.start
    number = teller.reserve(call.start)
    cut = "what" if call.stops == "unread" else ""
    teller.take(
        call.start, number, recorded(teller, call, call.start), *read_back(cut),
        accepted(teller, call),
    )  # fmt: skip
    if call.stops == "to_dispatch":
        return
    yield from _sent_out(teller, call, number)
    if call.stops == "dispatched":
        return
    at = yield from _on_site(teller, call, number)
    if call.stops in {"late", "working", "postponed", "unread"}:
        yield from _drags_on(teller, call, number, at)
        return
    yield from _finished(teller, call, number, at)


def _sent_out(teller: Teller, call: Call, number: str) -> Story:
    at = call.start + call.chance.randint(2, 8) * MINUTE
    yield at
    person = teller.executor(call.matter.sub, call.chance)
    order = Dispatched(person=person, due=call.due, requirement=call.matter.job)
    teller.take(at, number, order)


def _on_site(teller: Teller, call: Call, number: str) -> Iterator[datetime]:
    at = call.start + call.chance.randint(10, 16) * MINUTE
    yield at
    teller.take(at, number, Taken(room_repeated=True, due_repeated=True))
    at += call.chance.randint(15, 40) * MINUTE
    yield at
    teller.take(at, number, Started(arrived_at=at, adult_agreed=True, checked=True))
    return at


def _drags_on(teller: Teller, call: Call, number: str, at: datetime) -> Story:
    at += 30 * MINUTE
    yield at
    later = ProgressNoted(where="配件仓库没有货，已向供应商订", next_check=call.due - 30 * MINUTE)
    if call.stops != "working" and call.due - 30 * MINUTE > at:
        teller.take(at, number, later)
    if call.stops == "postponed":
        at += 10 * MINUTE
        yield at
        teller.take(at, number, ContactAttempted(result="no_answer", tried_at=at))
        at += 20 * MINUTE
        yield at
        moved = DueChanged(
            reason="parts", new_due=call.due + DAY, answer="agreed", said="行，明天这个时候我在家"
        )
        teller.take(at, number, moved)
    if call.stops == "late":
        at = call.due + 20 * MINUTE
        yield at
        teller.take(at, number, Chased(who=call.who.name, said="说好的时间过了，还来不来"))


def _finished(teller: Teller, call: Call, number: str, at: datetime) -> Story:
    at += call.chance.randint(20, 50) * MINUTE
    yield at
    done = WorkDone(process=call.matter.done, result="fixed", none_left=True, ended_at=at)
    teller.take(at, number, done)
    if call.stops == "to_confirm":
        return
    at += call.chance.randint(20, 90) * MINUTE
    yield at
    if call.stops == "rework":
        again = Rework(
            still_wrong="用了一晚上又这样了", new_due=max(call.due, at + 4 * HOUR), solved="no"
        )
        teller.take(at, number, again)
        return
    score = call.chance.choice("55544433")
    teller.take(at, number, Confirmed(solved=YES, score=score, said=""))


__all__ = ["DAY", "HOUR", "ITEMS", "MINUTE", "Call", "Matter", "Story", "Teller", "danger",
           "on_spot", "repair"]  # fmt: skip
