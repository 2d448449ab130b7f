"""What of a complaint calls by itself, and since when: computed, never stored (3.3, H44a)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from deskapp.handbook.complaint.state import ANSWERED, VERIFYING, WITHDRAWN, Complaint
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.reminder import MOST, TRY_AGAIN, Reminder, by_time

DAY_BEFORE = timedelta(days=1)
"""So long before its end the follow-up call is asked for."""


def reminders(complaint: Complaint) -> tuple[Reminder, ...]:
    """Everything that calls now or will, the earliest first."""
    if complaint.state == ANSWERED:
        return by_time(_follow_up(complaint))
    if complaint.state == WITHDRAWN:
        return by_time(_inside(complaint))
    return by_time([*_clocks(complaint), *_agreed(complaint)] if complaint.open else ())


def rings_at(complaint: Complaint) -> datetime | None:
    """The first moment at which it calls; None for never."""
    return min((one.at for one in reminders(complaint)), default=None)


def _clocks(complaint: Complaint) -> Iterator[Reminder]:
    """Each limit: the owner is called before it breaks, and again once it is broken."""
    start = complaint.levelled_at or complaint.opened_at
    word = None if complaint.first_word_at else complaint.word_due
    for due in {word, complaint.answer_due, complaint.cap} - {None}:
        if due is None or start is None:
            continue
        broken = Msg(N_("The time has passed: call the owner, and say what comes next."))
        yield Reminder(kind="broken", at=due, message=broken, clause="4.3")
        before = start + MOST * (due - start)
        if start < due and not _in_touch(complaint, before):
            text = Msg(N_("Due {due}: if it will be late, call the owner before."), {"due": due})
            yield Reminder(kind="warn", at=before, message=text, clause="4.3")


def _agreed(complaint: Complaint) -> Iterator[Reminder]:
    """What was agreed with the owner, planned, or left with somebody outside."""
    if complaint.call_at and not _in_touch(complaint, complaint.call_at):
        text = Msg(N_("Call the owner, as agreed."))
        yield Reminder(kind="call", at=complaint.call_at, message=text, clause="4.2")
    if complaint.plan_due and complaint.state == VERIFYING:
        text = Msg(N_("The findings are due."))
        yield Reminder(kind="check", at=complaint.plan_due, message=text, clause="4.2")
    if complaint.tell_above_by:
        text = Msg(N_("A grave complaint: tell supervisor or manager now."))
        yield Reminder(kind="call", at=complaint.tell_above_by, message=text, clause="4.2")
    if complaint.look_back_at:
        text = Msg(N_("Ask whoever has it now how far it is."))
        yield Reminder(kind="check", at=complaint.look_back_at, message=text, clause="4.3")


def _follow_up(complaint: Complaint) -> Iterator[Reminder]:
    """Somebody else asks whether it is settled, a day before the time is over at the latest."""
    due = complaint.follow_up_due
    if due is None:
        return
    late = Msg(N_("The follow-up call is late: make it now."))
    yield Reminder(kind="broken", at=due, message=late, clause="H44a")
    if complaint.attempts:
        text = Msg(N_("Not reached so far: try again, at another time of day."))
        at = complaint.attempts[-1] + TRY_AGAIN
        yield Reminder(kind="again", at=at, message=text, clause="H44a")
    else:
        text = Msg(N_("Ask the owner whether it is settled."))
        yield Reminder(kind="follow_up", at=due - DAY_BEFORE, message=text, clause="H44a")


def _inside(complaint: Complaint) -> Iterator[Reminder]:
    """What was withdrawn and yet goes on is not forgotten (X21)."""
    due = complaint.answer_due or complaint.cap
    if complaint.goes_on_inside and due:
        text = Msg(N_("Withdrawn, but it goes on inside: what was found, what was done?"))
        yield Reminder(kind="check", at=due, message=text, clause="X21")


def _in_touch(complaint: Complaint, at: datetime) -> bool:
    """Whether the owner has heard from us at this moment or later."""
    return complaint.contacted_at is not None and complaint.contacted_at >= at
