"""The shifts of a day: when each begins, who is on duty in it, that somebody has begun theirs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from deskapp.handbook import slots
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.policy import Policy
from deskapp.handbook.shown import By, Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Codes, Moment
from deskapp.handbook.staff import ANYBODY, HERE, KEEPERS, Duty, SiteRecord, Staff
from deskapp.handbook.step import Head, Refusal, Step, evolve, refuse, step

SHIFTS = ("early", "late", "night")
KEPT = 35
"""Days; a duty list that is older is left out of the site's record; the journal holds it."""
MOST_DAYS = 31


class Shift(NamedTuple):
    """One shift of one day; the night belongs to the day on which it begins."""

    day: date
    code: str
    begins: datetime
    ends: datetime


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


@step(
    "person.hints_set",
    clause="1.1",
    by=ANYBODY,
    opens=frozenset({HERE}),
    title=N_("Hints"),
    hint=N_("shown or not"),
    not_yet=N_("Only somebody on the staff list has hints to switch."),
)
class HintsSet(Step[Staff]):
    """Whether this person is shown the hint of the day; off stays off."""

    letter = "P"

    shown: Answer = slots.answer(N_("Shown"))

    @classmethod
    def bars(cls, record: Staff, site: Site) -> Iterator[Refusal]:
        """One's own."""
        if record.person and record.person.id != site.operator.id:
            yield refuse("", N_("Everybody switches their own hints."))

    def after(self, record: Staff, head: Head) -> Staff:
        """Shown, or never again."""
        return evolve(record, hints=self.shown is not False)


@step(
    "site.duty_listed",
    clause="H47",
    by=KEEPERS,
    opens=frozenset({HERE}),
    title=N_("Duty list"),
    hint=N_("who, which shift"),
    not_yet=N_("Set the site up first."),
)
class DutyListed(Step[SiteRecord]):
    """Who is on duty in a shift, for one day or several; it replaces what stood there."""

    letter = "S"

    shift: Code = slots.code(N_("Shift"), "shifts")
    first: Moment = slots.moment(N_("First day"), "any")
    days: int | None = slots.count(N_("Days"), most=MOST_DAYS)
    people: Codes = slots.people(N_("On duty"), default=())

    def refusals(self, record: SiteRecord, site: Site) -> Iterator[Refusal]:
        """A list for a day to come, for people who sign in here."""
        most = site.policy.limit("farthest_days")
        if self.first and self.first.date() < _earliest(site):
            yield refuse("first", N_("That shift is over; its list stays as it was."))
        elif self.first and self.first.date() > site.now.date() + timedelta(days=most):
            text = N_("{when} is years away; give a time within {most} days.")
            yield refuse("first", text, when=self.first, most=most)
        if self.days == 0:
            yield refuse("days", N_("One day at least."))
        for person in self.people:
            known = site.people.get(person)
            if known and known.active and not known.logs_in:
                text = N_("{name} does not sign in here and cannot be on duty at the desk.")
                yield refuse("people", text, name=known.name)

    def after(self, record: SiteRecord, head: Head) -> SiteRecord:
        """Listed; what is long past goes."""
        days = _days((self.first or head.at).date(), self.days or 1)
        since = date.fromordinal(max(head.at.toordinal() - KEPT, 1)).isoformat()
        staying = (
            duty for duty in record.duty
            if duty.day >= since and not (duty.shift == self.shift and duty.day in days)
        )  # fmt: skip
        fresh = (Duty(day, self.shift, self.people) for day in sorted(days))
        return evolve(record, duty=(*staying, *(duty for duty in fresh if duty.people)))

    def line(self) -> tuple[Msg, ...]:
        """Which shift, from when, who."""
        text = N_("{shift} from {first}, {n} days: {people}")
        return (
            Msg(text, {
                "shift": Coded("shifts", self.shift), "first": self.first, "n": self.days,
                "people": tuple(By(person) for person in self.people),
            }),
        )  # fmt: skip


def _days(first: date, count: int) -> frozenset[str]:
    """So many days in a row, as the list writes them; total, whatever the row says."""
    start, last = first.toordinal(), date.max.toordinal()
    ordinals = range(start, min(start + min(count, MOST_DAYS), last + 1))
    return frozenset(date.fromordinal(one).isoformat() for one in ordinals)


def _earliest(site: Site) -> date:
    """The day of the shift that runs: at three in the night it is still yesterday's."""
    return shift_at(site.now, site.policy).day


def shift_at(now: datetime, policy: Policy) -> Shift:
    """The shift that runs at a moment, by the clock."""
    starts = _starts(now, policy)
    at = max(n for n, (begins, _) in enumerate(starts) if begins <= now)
    begins, code = starts[at]
    return Shift(begins.date(), code, begins, starts[at + 1][0])


def _starts(now: datetime, policy: Policy) -> list[tuple[datetime, str]]:
    """When the shifts of yesterday, today and tomorrow begin, in order."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return sorted(
        (midnight + timedelta(days=day, hours=policy.limit(f"shift_{code}_h")), code)
        for day in (-1, 0, 1)
        for code in SHIFTS
    )


def shift_began(now: datetime, policy: Policy) -> datetime:
    """When the shift that runs now began, by the clock."""
    return shift_at(now, policy).begins


def on_duty(record: SiteRecord, shift: Shift) -> Codes:
    """Who is on duty in a shift, by the list; nobody where there is none."""
    day = shift.day.isoformat()
    found = (duty.people for duty in record.duty if (duty.day, duty.shift) == (day, shift.code))
    return next(found, ())


def card_waits(record: Staff, now: datetime, policy: Policy) -> bool:
    """Whether this person has not read the card in this shift."""
    if not policy.entries("shift_card"):
        return False
    return record.shift_at is None or record.shift_at < shift_began(now, policy)
