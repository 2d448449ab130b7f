"""The owner cannot be reached: tries, a notice, a time of waiting, then the supervisor (3.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from deskapp.handbook import slots
from deskapp.handbook.fields.room import room_parts
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE, MANAGER, SUPERVISOR
from deskapp.handbook.shown import By, Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Moment, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.closing import NOT_DONE, nobody_to_ask
from deskapp.handbook.ticket.progress import NOT_OPEN
from deskapp.handbook.ticket.state import DONE, DOOR, OPEN, Ticket, TicketStep, close

BOTH_WAYS = 2
NEVER_UNREACHED = frozenset({"P0", "P1"})


@step(
    "ticket.notice_left",
    clause="3.3",
    by=EVERYONE,
    opens=OPEN,
    title=N_("Notice"),
    hint=N_("owner not reached"),
    not_yet=NOT_OPEN,
)
class NoticeLeft(TicketStep):
    """A notice for an owner who could not be reached: where, when, by whom."""

    place: Code = slots.code(N_("Where"), "notice_places")
    left_at: Moment = slots.moment(N_("When"), "past", default=None)
    left_by: str = slots.person(N_("Left by"), default="")

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """The time of waiting begins."""
        return evolve(ticket, notices=(*ticket.notices, self.left_at or head.at))

    def line(self) -> tuple[Msg, ...]:
        """Where it was left, and by whom."""
        head = Msg(N_("Notice left: {place}"), {"place": Coded("notice_places", self.place)})
        return (head, Msg("{who}", {"who": By(self.left_by)})) if self.left_by else (head,)


@step(
    "ticket.closed_unreached",
    clause="3.3",
    by=SUPERVISOR | MANAGER,
    opens=frozenset({DONE}),
    title=N_("Unreached"),
    hint=N_("after tries, notice"),
    not_yet=NOT_DONE,
    ends=True,
)
class ClosedUnreached(TicketStep):
    """Nobody could be asked, though everything was tried; never counted as satisfied."""

    dispute: Answer = slots.answer(N_("Dispute"))
    note: Words = slots.words(N_("Note"), default="", least=0, lines=2)

    @classmethod
    def bars(cls, record: Ticket, site: Site) -> Iterator[Refusal]:
        """What may never be closed so, and everything that has not been tried yet (X06)."""
        if record.priority in NEVER_UNREACHED:
            text = N_("Urgent: never closed unreached. Send somebody to look, and ask there.")
            yield refuse("", text)
        elif record.type == "CMP":
            yield refuse("", N_("A complaint has its own procedure."), clause="4.1")
        elif nobody_to_ask(record):
            yield refuse("", N_("There is nobody to reach: close it with proof instead."))
        else:
            yield from still_missing(_untried(record, site))

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """A dispute waits for the owner."""
        if self.dispute:
            text = N_("A dispute about cost or damage is not closed unreached: go on trying.")
            yield refuse("dispute", text)

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Closed as an exception; no answer is no satisfaction."""
        closed = close(ticket, "C-UNREACHED", head.at, head.operator)
        return evolve(closed, confirmed_by="", score="unreached")

    def line(self) -> tuple[Msg, ...]:
        """That nobody was reached."""
        head = Msg(N_("Closed, owner not reached"))
        return (head, Msg("{said}", {"said": self.note})) if self.note else (head,)


def still_missing(parts: Iterable[Msg]) -> Iterator[Refusal]:
    """One refusal that names every part that is still to come, if there is any."""
    every = tuple(parts)
    if every:
        yield refuse("", N_("Still missing: {parts}"), parts=every)


def _untried(ticket: Ticket, site: Site) -> Iterator[Msg]:
    tries = [a for a in ticket.attempts if _since_done(a.at, ticket)]
    yield from more_tries([a.at for a in tries], site)
    if len({a.way for a in tries}) < len(_ways_to(ticket)):
        yield Msg(N_("another way (door, message)"))
    yield from notice_and_wait([at for at in ticket.notices if _since_done(at, ticket)], site)


def more_tries(tries: Sequence[datetime], site: Site) -> Iterator[Msg]:
    """What tries still lack: their number, days, times of day."""
    limit = site.policy.limit
    local = [at.astimezone(site.now.tzinfo) for at in tries]
    bands = {band for at in local for band in _bands_at(at, site)}
    if short := max(limit("confirm_attempts") - len(tries), 0):
        yield Msg(N_("tries: {n} more"), {"n": short})
    if short := max(limit("confirm_days") - len({at.date() for at in local}), 0):
        yield Msg(N_("days: {n} more"), {"n": short})
    if short := max(limit("confirm_bands") - len(bands), 0):
        rest = tuple(Coded("time_bands", b) for b in _bands(site) if b not in bands)
        yield Msg(N_("times of day: {n} more ({bands})"), {"n": short, "bands": rest})


def notice_and_wait(left: Sequence[datetime], site: Site) -> Iterator[Msg]:
    """A notice that was left, and the time of waiting after it."""
    days = timedelta(days=site.policy.limit("confirm_hold_days"))
    if not left:
        yield Msg(N_("a notice left"))
    elif site.now < min(left) + days:
        yield Msg(N_("waiting until {at}"), {"at": min(left) + days})


def _ways_to(ticket: Ticket) -> tuple[str, ...]:
    """How this owner can be reached: by the contact they gave, and at the door of a home."""
    ways = ("contact" if ticket.contact else "", DOOR if room_parts(ticket.room) else "")
    return tuple(filter(None, ways))[:BOTH_WAYS]


def _bands(site: Site) -> tuple[str, ...]:
    return tuple(site.policy.entries("time_bands"))


def _bands_at(at: datetime, site: Site) -> Iterator[str]:
    clock = f"{at:%H:%M}"
    for code, band in site.policy.entries("time_bands").items():
        if band.extra.get("from", "") <= clock < band.extra.get("to", ""):
            yield code


def _since_done(at: datetime, ticket: Ticket) -> bool:
    # Typed times are whole minutes, the row's own time is not.
    return ticket.done_at is None or _minute(at) >= _minute(ticket.done_at)


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
