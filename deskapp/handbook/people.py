"""People at the site: their roles, and what the rules ask of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Flag, auto

from deskapp.handbook.message import N_


class Role(Flag):
    """What a person may do; one person may hold several roles."""

    NONE = 0
    R = auto()
    G = auto()
    D = auto()
    M = auto()
    E = auto()
    A = auto()


ROLE_NAMES = {
    Role.R: N_("receptionist"),
    Role.G: N_("guard"),
    Role.D: N_("duty supervisor"),
    Role.M: N_("project manager"),
    Role.E: N_("executor"),
    Role.A: N_("data administrator"),
}

DESK = Role.R | Role.G
SUPERVISOR = Role.D
MANAGER = Role.M
CHIEFS = SUPERVISOR | MANAGER
EVERYONE = DESK | SUPERVISOR | MANAGER


def roles_from(codes: tuple[str, ...]) -> Role:
    """Join role letters into one value; an unknown letter counts for nothing."""
    joined = Role.NONE
    for code in codes:
        joined |= Role.__members__.get(code, Role.NONE)
    return joined


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody on the staff or a contractor's named worker."""

    id: str
    name: str
    roles: Role
    dept: str = ""
    phone: str = ""
    trade: str = ""
    logs_in: bool = False
    active: bool = True
    stands_in: Role = Role.NONE
    """Roles held only because nobody who signs in here has them; what they open is flagged."""


def at_the_desk(person: Person, people: Iterable[Person], *, on_duty: bool) -> Person:
    """The person with the roles that sitting at the desk gives.

    A supervisor, a manager and whoever is on the duty list do the receptionist's work. Where
    nobody signs in as supervisor or manager, the next below stands in.
    """
    own = person.roles
    if on_duty or own & CHIEFS:
        own |= Role.R
    there = Role.NONE
    for one in people:
        if one.active and one.logs_in:
            there |= one.roles
    if own & MANAGER and not there & SUPERVISOR:
        own |= SUPERVISOR
    absent = Role.NONE
    if not there & CHIEFS and own & DESK:
        absent = CHIEFS
    elif not there & MANAGER and own & SUPERVISOR:
        absent = MANAGER
    return replace(person, roles=own | absent, stands_in=absent & ~own)
