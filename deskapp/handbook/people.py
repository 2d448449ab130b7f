"""People at the site: their roles, and what the rules ask of them."""

from __future__ import annotations

from dataclasses import dataclass
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
