"""The shifts of a day, and that somebody has begun theirs (1.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from deskapp.handbook.message import N_, Msg
from deskapp.handbook.policy import Policy
from deskapp.handbook.site import Site
from deskapp.handbook.staff import ANYBODY, HERE, Staff
from deskapp.handbook.step import Head, Refusal, Step, evolve, refuse, step

STARTS = ("shift_early_h", "shift_late_h", "shift_night_h")


@step(
    "person.shift_begun",
    clause="1.2",
    by=ANYBODY,
    opens=frozenset({HERE}),
    title=N_("Start"),
    not_yet=N_("Only somebody on the staff list begins a shift."),
)
class ShiftBegun(Step[Staff]):
    """The card at the start of a shift was read, and the shift begun."""

    letter = "P"

    @classmethod
    def bars(cls, record: Staff, site: Site) -> Iterator[Refusal]:
        """One's own shift."""
        if record.person and record.person.id != site.operator.id:
            yield refuse("", N_("Everybody begins their own shift."))

    def after(self, record: Staff, head: Head) -> Staff:
        """Begun."""
        return evolve(record, shift_at=head.at)

    def line(self) -> tuple[Msg, ...]:
        """That it began."""
        return (Msg(N_("Shift begun")),)


def shift_began(now: datetime, policy: Policy) -> datetime:
    """When the shift that runs now began, by the clock."""
    hours = sorted(policy.limit(name) for name in STARTS)
    hour = max((h for h in hours if h <= now.hour), default=None)
    if hour is None:  # before the first start of the day it is still last night's shift
        return (now - timedelta(days=1)).replace(hour=hours[-1], minute=0, second=0, microsecond=0)
    return now.replace(hour=hour, minute=0, second=0, microsecond=0)


def card_waits(record: Staff, now: datetime, policy: Policy) -> bool:
    """Whether this person has not read the card in this shift."""
    if not policy.entries("shift_card"):
        return False
    return record.shift_at is None or record.shift_at < shift_began(now, policy)
