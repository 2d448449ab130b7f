"""What happens to the tickets of a demonstration site, told step by step through the gate."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any, TypeAlias

from deskapp.handbook.incident.steps import Notified, ResponseStarted
from deskapp.handbook.people import Role
from deskapp.handbook.step import Act, Step
from deskapp.handbook.ticket.accepting import TOLD, Accepted, AcceptedEmergency, SettledOnSpot
from deskapp.handbook.ticket.closing import Confirmed, Rework
from deskapp.handbook.ticket.dispatch import Dispatched, Started, Taken
from deskapp.handbook.ticket.done import ChargeAgreed, WorkDone
from deskapp.handbook.ticket.progress import (
    Chased,
    ContactAttempted,
    DueChanged,
    ProgressNoted,
)
from deskapp.handbook.ticket.read_back import ReadBack
from deskapp.handbook.ticket.recording import Recorded
from deskapp.handbook.ticket.state import CHUNKS, YES, Ticket

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.store.register import Resident

Story: TypeAlias = Iterator[datetime]
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


@dataclass(frozen=True)
class Narrator:
    """Takes the steps of stories on a desk whose clock it moves.

    `staff` holds the people's ids by name, `hands` the name of whoever does a class of work.
    """

    desk: Desk
    move: Callable[[datetime], None]
    staff: Mapping[str, str]
    hands: Mapping[str, str]

    def take(self, at: datetime, number: str, *steps: Step[Any], by: str = "") -> str:
        """Take a deed at a moment, by whoever is on duty if not by somebody else; its record."""
        self.move(at)
        on_duty = "周晓燕" if at.hour in IN_SERVICE else "马强"
        self.desk.sign_in(self.staff[by or on_duty])
        passed = self.desk.take([Act(number, step) for step in steps])
        return passed[0].stream

    def reserve(self, at: datetime) -> str:
        """The number that a call beginning at this moment gets."""
        self.move(at)
        return self.desk.start_draft("intake").number

    def executor(self, sub: str) -> str:
        """Whoever does this class of work, or else somebody of its department."""
        dept = self.desk.policy.subcategory(sub).dept
        fitting = [p.id for p in self.desk.people.values() if p.dept == dept and Role.E in p.roles]
        return self.staff.get(self.hands.get(sub, ""), "") or fitting[0]


def recorded(narrator: Narrator, call: Call, at: datetime) -> Recorded:
    """The call as it is written down."""
    offered = dict(Recorded.suggest(Ticket(), narrator.desk.site()))
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


def accepted(narrator: Narrator, call: Call) -> Accepted:
    """The promise in its four parts."""
    policy = narrator.desk.policy
    return Accepted(
        sub=call.matter.sub,
        priority=policy.subcategory(call.matter.sub).priority,
        reason=policy.template("reason", call.matter.sub, "zh"),
        steps=policy.template("steps", call.matter.sub, "zh"),
        due=call.due,
        told=TOLD,
    )


def charged(call: Call) -> list[Step[Any]]:
    """The price of a paid service, agreed before anybody goes there."""
    if not call.matter.sub.startswith("SVC."):
        return []
    who = call.who.name
    agreed = ChargeAgreed(
        basis="catalogue", amount=Decimal(80), ceiling=Decimal(120), payer=who,
        consent_by=who, consent_how="voice", amount_read_back=True,
        owner_consent="房东沈女士" if call.who.relation == "租户" else "",
    )  # fmt: skip
    return [agreed]


def on_spot(narrator: Narrator, call: Call) -> Story:
    """Answered at once."""
    yield call.start
    number = narrator.reserve(call.start)
    sub = call.matter.sub
    narrator.take(
        call.start, number, recorded(narrator, call, call.start), *read_back(),
        Accepted(sub=sub, priority=narrator.desk.policy.subcategory(sub).priority, on_spot=True),
        SettledOnSpot(answer=call.matter.answer, settled=True),
    )  # fmt: skip


def danger(narrator: Narrator, call: Call) -> Story:
    """The fast path: an incident runs, and calls are made."""
    yield call.start
    number = narrator.reserve(call.start)
    step = recorded(narrator, call, call.start)
    narrator.take(call.start, number, step, AcceptedEmergency(sub=call.matter.sub))
    first, *others = call.matter.calls
    incident = getattr(narrator.desk.record(number), "incident", "")
    at = call.start + MINUTE
    yield at
    narrator.take(at, incident, ResponseStarted(whom=first, said="已出发，十五分钟到"))
    for whom in others:
        at += 2 * MINUTE
        yield at
        narrator.take(at, incident, Notified(whom=whom, called_at=at, reached=True, said="收到"))


def repair(narrator: Narrator, call: Call) -> Story:
    """From the call to the owner's word; `call.stops` names where it rests by itself."""
    yield call.start
    number = narrator.reserve(call.start)
    cut = "what" if call.stops == "unread" else ""
    narrator.take(
        call.start, number, recorded(narrator, call, call.start), *read_back(cut),
        accepted(narrator, call), *charged(call),
    )  # fmt: skip
    if call.stops == "to_dispatch":
        return
    yield from _sent_out(narrator, call, number)
    if call.stops == "dispatched":
        return
    at = yield from _on_site(narrator, call, number)
    if call.stops in {"late", "working", "postponed", "unread"}:
        yield from _drags_on(narrator, call, number, at)
        return
    yield from _finished(narrator, call, number, at)


def _sent_out(narrator: Narrator, call: Call, number: str) -> Story:
    at = call.start + call.chance.randint(2, 8) * MINUTE
    yield at
    person = narrator.executor(call.matter.sub)
    order = Dispatched(person=person, due=call.due, requirement=call.matter.job)
    narrator.take(at, number, order)


def _on_site(narrator: Narrator, call: Call, number: str) -> Generator[datetime, None, datetime]:
    at = call.start + call.chance.randint(10, 16) * MINUTE
    yield at
    narrator.take(at, number, Taken(room_repeated=True, due_repeated=True))
    at += call.chance.randint(15, 40) * MINUTE
    yield at
    narrator.take(at, number, Started(arrived_at=at, adult_agreed=True, checked=True))
    return at


def _drags_on(narrator: Narrator, call: Call, number: str, at: datetime) -> Story:
    at += 30 * MINUTE
    yield at
    later = ProgressNoted(where="配件仓库没有货，已向供应商订", next_check=call.due - 30 * MINUTE)
    if call.stops != "working" and call.due - 30 * MINUTE > at:
        narrator.take(at, number, later)
    if call.stops == "postponed":
        at += 10 * MINUTE
        yield at
        narrator.take(at, number, ContactAttempted(result="no_answer", tried_at=at))
        at += 20 * MINUTE
        yield at
        moved = DueChanged(
            reason="parts", new_due=call.due + DAY, answer="agreed", said="行，明天这个时候我在家"
        )
        narrator.take(at, number, moved)
    if call.stops == "late":
        at = call.due + 20 * MINUTE
        yield at
        narrator.take(at, number, Chased(who=call.who.name, said="说好的时间过了，还来不来"))


def _finished(narrator: Narrator, call: Call, number: str, at: datetime) -> Story:
    at += call.chance.randint(20, 50) * MINUTE
    yield at
    done = WorkDone(process=call.matter.done, result="fixed", none_left=True, ended_at=at)
    narrator.take(at, number, done)
    if call.stops == "to_confirm":
        return
    at += call.chance.randint(20, 90) * MINUTE
    yield at
    if call.stops == "rework":
        again = Rework(
            still_wrong="用了一晚上又这样了", new_due=max(call.due, at + 4 * HOUR), solved="no"
        )
        narrator.take(at, number, again)
        return
    score = call.chance.choice("55544433")
    narrator.take(at, number, Confirmed(solved=YES, score=score, said=""))
