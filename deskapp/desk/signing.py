"""Signing in with a PIN: hashed slowly, on the desk's own thread, never on the screen's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from deskapp.handbook.gate import Refused
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.signing import (
    PinFailed,
    PinSet,
    givers,
    not_theirs_to_give,
    pin_refusals,
    wait_seconds,
    waits_until,
)
from deskapp.handbook.step import Act, Refusal, refuse
from deskapp.store import pins
from deskapp.store.pins import Pin

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


def set_pin(desk: Desk, person: str, pin: str) -> None:
    """Set somebody's PIN; raises Refused where it is unfit or not theirs to set."""
    act = Act(person, PinSet(kept=True))
    unfit = tuple(pin_refusals(pin, desk.policy))
    if unfit:
        raise Refused(act, unfit)
    from argon2 import PasswordHasher  # noqa: PLC0415 - 20 ms, and only with a PIN

    desk.take([act])
    _keep(desk, person, Pin(PasswordHasher().hash(pin)))


def give_lost_pin(desk: Desk, person: str, pin: str) -> None:
    """Set the PIN of somebody whom nobody else could give one, at the PC itself.

    Whoever may do so holds the file with everything in it; it is logged that nobody had signed
    in. Raises Refused where somebody is left to ask.
    """
    left = givers(person, desk.site())
    if left:
        text = N_("Ask {name}: they give a new PIN from F9.")
        raise Refused(Act(person, PinSet()), (refuse("", text, clause="H49", name=left[0].name),))
    set_pin(desk, person, pin)


def why_not_give(desk: Desk) -> Refusal | None:
    """Why whoever sits here gives nobody a new PIN; None if they do."""
    return next(not_theirs_to_give(desk.site()), None)


def refused_pin(desk: Desk, person: str, pin: str) -> Msg | None:
    """Why this PIN does not let somebody in; None if it does."""
    known = pins.pin_of(desk.store.conn, person)
    if known is None:
        return None
    now = desk.clock()
    until = waits_until(known.wait_until, now, known.wrong, desk.policy)
    if until > now:
        if until != known.wait_until:  # the clock was set back meanwhile
            _keep(desk, person, replace(known, wait_until=until))
        seconds = int((until - now).total_seconds()) + 1
        return Msg(N_("Too many wrong PINs: wait {n} s."), {"n": seconds})
    if _fits(known.hash, pin):
        _keep(desk, person, replace(known, wrong=0, wait_until=None))
        return None
    wrong = known.wrong + 1
    wait = timedelta(seconds=wait_seconds(wrong, desk.policy))
    _keep(desk, person, replace(known, wrong=wrong, wait_until=now + wait if wait else None))
    desk.take([Act(person, PinFailed())])
    return Msg(N_("This PIN is wrong; a supervisor gives a new one."))


def _fits(kept: str, pin: str) -> bool:
    from argon2 import PasswordHasher  # noqa: PLC0415 - 20 ms, and only with a PIN
    from argon2.exceptions import VerificationError  # noqa: PLC0415

    try:
        return PasswordHasher().verify(kept, pin)
    except VerificationError:
        return False


def _keep(desk: Desk, person: str, pin: Pin) -> None:
    with desk.store.writing(desk.clock(), desk.operator.id):
        pins.keep(desk.store.conn, person, pin)
