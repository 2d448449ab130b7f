"""What of a ticket calls the desk by itself, and since when: computed, never stored (3.1, 3.2)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from deskapp.handbook.deadlines import Calendar
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.policy import Policy
from deskapp.handbook.reminder import HALF, MOST, TRY_AGAIN, Reminder, by_time, due_now
from deskapp.handbook.shown import By, Coded
from deskapp.handbook.site import Site
from deskapp.handbook.ticket.state import ACCEPTED, DONE, WITH_EXECUTOR, Ticket

LONGEST_WAIT = timedelta(days=60)
"""Farther back no dispatch limit reaches, whatever the holidays."""


def reminders(ticket: Ticket, site: Site) -> tuple[Reminder, ...]:
    """Everything that calls now or will, the earliest first; nothing once the ticket is closed."""
    found = [*_standing(ticket), *_undispatched(ticket, site.policy, site.calendar)]
    return by_time(found)


def ringing(ticket: Ticket, site: Site) -> tuple[Reminder, ...]:
    """What calls at this moment, the weightiest first."""
    return due_now(reminders(ticket, site), site.now)


def rings_at(ticket: Ticket) -> datetime | None:
    """The first moment at which the ticket calls, whatever the policy says; None for never."""
    return min((one.at for one in _standing(ticket)), default=None)


def undispatched_since(policy: Policy, calendar: Calendar, now: datetime) -> Mapping[str, datetime]:
    """For each priority the latest opening whose limit to dispatch has run out by now (3.1)."""
    first, seconds = now - LONGEST_WAIT, range(int(LONGEST_WAIT.total_seconds()) + 1)
    found = {}
    for code in policy.entries("priorities"):
        if policy.priority(code).dispatch_min is None:
            continue

        def limit(second: int, code: str = code) -> datetime:
            return calendar.dispatch_by(policy, code, first + timedelta(seconds=second)) or now

        if expired := bisect_right(seconds, now, key=limit):
            found[code] = first + timedelta(seconds=expired - 1)
    return found


def is_quiet(now: datetime, policy: Policy) -> bool:
    """Whether it is night, when only danger makes a sound (1.2-6)."""
    begins, ends = policy.limit("quiet_from_h"), policy.limit("quiet_to_h")
    if begins <= ends:
        return begins <= now.hour < ends
    return now.hour >= begins or now.hour < ends


def _standing(ticket: Ticket) -> Iterator[Reminder]:
    """What follows from the ticket's rows alone."""
    if not ticket.open:
        return
    if ticket.opened_at:
        yield from _at_once(ticket, ticket.opened_at)
    yield from _promise(ticket)
    yield from _questions(ticket)


def _at_once(ticket: Ticket, opened: datetime) -> Iterator[Reminder]:
    if ticket.danger and _nobody_s(ticket):
        text = Msg(N_("Danger: send somebody now."))
        yield Reminder(kind="danger", at=opened, message=text, clause="P0")
    since = ticket.promises[-1].at if ticket.promises else opened
    for code in ticket.calls_to_make:
        text = Msg("{call}", {"call": Coded("calls_to_make", code)})
        yield Reminder(kind="call", at=since, message=text, clause="3.2")
    if owed := ticket.debts():
        items = tuple(map(_owed, owed))
        text = Msg(N_("Still to make good: {items}."), {"items": items})
        yield Reminder(kind="debt", at=opened, message=text, clause="2.2")


def _promise(ticket: Ticket) -> Iterator[Reminder]:
    due = ticket.due or ticket.work_due
    if due is None or ticket.state == DONE:
        return
    if ticket.state == ACCEPTED and ticket.person:
        text = Msg(N_("{person} promised a reply: call back."), {"person": By(ticket.person)})
        yield Reminder(kind="reply", at=due, message=text, clause="1.3")
        return
    told = {"due": due}
    text = Msg(N_("The time has passed: agree a new one with the owner."), told)
    yield Reminder(kind="broken", at=due, message=text, clause="3.2")
    start = _start(ticket)
    if start is None or start >= due:
        return
    half, most = (start + part * (due - start) for part in (HALF, MOST))
    if not _heard(ticket, most):
        text = Msg(N_("Due {due}: if it will be late, call the owner before."), told)
        yield Reminder(kind="warn", at=most, message=text, clause="3.2")
    asked_later = ticket.next_check and ticket.next_check > half
    if ticket.state in WITH_EXECUTOR and not asked_later and not _heard(ticket, half):
        text = Msg(N_("Half of the time is gone: ask how far it is."))
        yield Reminder(kind="half", at=half, message=text, clause="3.2")


def _questions(ticket: Ticket) -> Iterator[Reminder]:
    if ticket.attempts and ticket.attempts_since_due:
        at = ticket.attempts[-1].at + TRY_AGAIN
        text = Msg(N_("Not reached so far: try again, at another time of day."))
        yield Reminder(kind="again", at=at, message=text, clause="3.3")
    elif ticket.state == DONE and ticket.done_at:
        at = max(ticket.done_at, ticket.due or ticket.done_at)
        text = Msg(N_("Reported done: ask the owner."))
        yield Reminder(kind="ask", at=at, message=text, clause="3.3")
    check = ticket.next_check
    if check and ticket.state in WITH_EXECUTOR and not _heard(ticket, check):
        text = Msg(N_("Ask how far it is, as agreed."))
        yield Reminder(kind="check", at=check, message=text, clause="3.2")


def _undispatched(ticket: Ticket, policy: Policy, calendar: Calendar) -> Iterator[Reminder]:
    known = ticket.priority in policy.entries("priorities")
    if ticket.opened_at is None or not known or not _nobody_s(ticket):
        return
    at = calendar.dispatch_by(policy, ticket.priority, ticket.opened_at)
    if at:
        text = Msg(N_("Nobody has it yet: send somebody, and tell the supervisor."))
        yield Reminder(kind="undispatched", at=at, message=text, clause="3.1")


def _owed(debt: str) -> Coded:
    """A debt by its name: an item, a chunk not read back, a thing not told."""
    kind, _, code = debt.rpartition(".")
    return Coded({"read_back": "chunks", "told": "told_items"}.get(kind, "correctable"), code)


def _nobody_s(ticket: Ticket) -> bool:
    return ticket.state == ACCEPTED and not ticket.person


def _start(ticket: Ticket) -> datetime | None:
    """From when the time to the promise is counted: the dispatch, or a promise made since."""
    promised = ticket.promises[-1].at if ticket.promises else None
    return max((at for at in (ticket.dispatched_at, promised) if at), default=ticket.opened_at)


def _heard(ticket: Ticket, at: datetime) -> bool:
    """Whether the desk has heard from the work at this moment or later."""
    return ticket.heard_at is not None and ticket.heard_at >= at
