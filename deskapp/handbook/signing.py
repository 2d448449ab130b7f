"""Who signs: a PIN set or forgotten, a wrong one typed, and which PINs are too easy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from deskapp.handbook import slots
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import MANAGER, SUPERVISOR, Person, Role
from deskapp.handbook.policy import Policy
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer
from deskapp.handbook.staff import ANYBODY, HERE, Staff
from deskapp.handbook.step import Refusal, Step, refuse, step

MAY_GIVE = SUPERVISOR | MANAGER | Role.A
"""Who gives a new PIN to somebody who lost theirs."""
ABOVE = MANAGER | Role.A
"""Whose own PIN only one of them gives anew, while there is another."""
LONGEST = 12


@step(
    "person.pin_set",
    clause="H49",
    by=ANYBODY,
    opens=frozenset({HERE}),
    title=N_("Set PIN"),
    not_yet=N_("Only somebody on the staff list has a PIN."),
)
class PinSet(Step[Staff]):
    """A new PIN, set by its holder or given by a supervisor; the PIN itself is in no row."""

    letter = "P"

    kept: Answer = slots.hidden(slots.Kind.ANSWER, default=None)
    """Yes where the PIN itself was kept as well; the row alone lets nobody in."""

    def refusals(self, record: Staff, site: Site) -> Iterator[Refusal]:
        """Never by the row alone."""
        if not self.kept:
            yield refuse("", N_("A PIN is set from F9, or with: deskapp pin."))

    @classmethod
    def bars(cls, record: Staff, site: Site) -> Iterator[Refusal]:
        """One's own; a lost one is given anew by a supervisor."""
        person = record.person
        if person is None or not (person.active and person.logs_in):
            yield refuse("", N_("Whoever does not sign in here needs no PIN."))
        elif person.id != site.operator.id:
            yield from not_theirs_to_give(site, person)

    def line(self) -> tuple[Msg, ...]:
        """That it was set."""
        return (Msg(N_("PIN set")),)


@step(
    "person.pin_failed",
    clause="H49",
    by=ANYBODY,
    opens=frozenset({HERE}),
    title=N_("Wrong PIN"),
    not_yet=N_("Only somebody on the staff list has a PIN."),
)
class PinFailed(Step[Staff]):
    """A wrong PIN was typed in this person's name."""

    letter = "P"

    def line(self) -> tuple[Msg, ...]:
        """That it was wrong."""
        return (Msg(N_("Wrong PIN typed")),)


def not_theirs_to_give(site: Site, person: Person | None = None) -> Iterator[Refusal]:
    """Why whoever sits here gives no new PIN: to nobody, or not to this person."""
    mine = site.operator.roles & ~site.operator.stands_in
    if not site.operator.roles & MAY_GIVE:
        yield refuse("", N_("A lost PIN is given anew by a supervisor."))
    elif person and person.roles & ABOVE and not mine & ABOVE and givers(person.id, site, ABOVE):
        text = N_("A manager's or data administrator's PIN is given anew by another of them.")
        yield refuse("", text)


def givers(person: str, site: Site, roles: Role = MAY_GIVE) -> list[Person]:
    """Who beside this person could give a new PIN."""
    others = (p for p in site.people.values() if p.id != person)
    return [p for p in others if p.active and p.logs_in and p.roles & roles]


def pin_refusals(pin: str, policy: Policy) -> Iterator[Refusal]:
    """What makes a PIN unfit: signs that are no digits, too few, one that everybody tries."""
    least = policy.limit("pin_digits")
    if not (pin.isascii() and pin.isdecimal() and least <= len(pin) <= LONGEST):
        yield refuse(
            "", N_("A PIN has {n} to {most} digits and nothing else."), n=least, most=LONGEST
        )
    elif pin in policy.entries("weak_pins"):
        text = N_("{pin} is what everybody tries first; take another one.")
        yield refuse("", text, pin=pin)


def waits_until(known: datetime | None, now: datetime, wrong: int, policy: Policy) -> datetime:
    """When the next PIN may be tried; a clock that was set back makes nobody wait for hours."""
    longest = now + timedelta(seconds=policy.limit("pin_wait_most_s"))
    if known and known > longest:
        return now + timedelta(seconds=wait_seconds(wrong, policy))
    return known or now


def wait_seconds(wrong: int, policy: Policy) -> int:
    """How long the next try waits after so many wrong ones."""
    beyond = wrong - policy.limit("pin_tries")
    if beyond < 0:
        return 0
    doubled: int = policy.limit("pin_wait_s") << min(beyond, LONGEST)
    return min(doubled, policy.limit("pin_wait_most_s"))
