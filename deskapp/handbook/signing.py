"""Who signs: a PIN set or forgotten, a wrong one typed, and which PINs are too easy."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import MANAGER, SUPERVISOR, Role
from deskapp.handbook.policy import Policy
from deskapp.handbook.site import Site
from deskapp.handbook.staff import ANYBODY, HERE, Staff
from deskapp.handbook.step import Refusal, Step, refuse, step

MAY_GIVE = SUPERVISOR | MANAGER | Role.A
"""Who gives a new PIN to somebody who lost theirs."""
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

    @classmethod
    def bars(cls, record: Staff, site: Site) -> Iterator[Refusal]:
        """One's own; a lost one is given anew by a supervisor."""
        person = record.person
        if person is None or not (person.active and person.logs_in):
            yield refuse("", N_("Whoever does not sign in here needs no PIN."))
        elif person.id != site.operator.id and not site.operator.roles & MAY_GIVE:
            yield refuse("", N_("A lost PIN is given anew by a supervisor."))

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


def wait_seconds(wrong: int, policy: Policy) -> int:
    """How long the next try waits after so many wrong ones."""
    beyond = wrong - policy.limit("pin_tries")
    if beyond < 0:
        return 0
    doubled: int = policy.limit("pin_wait_s") << min(beyond, LONGEST)
    return min(doubled, policy.limit("pin_wait_most_s"))
