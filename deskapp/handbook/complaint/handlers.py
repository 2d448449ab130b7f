"""Who may handle a complaint: nobody named in it, nobody below a superior named in it."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.handbook.complaint.state import Complaint
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import ROLE_NAMES, Role, roles_from
from deskapp.handbook.site import Site
from deskapp.handbook.step import Refusal, refuse


def rank(person: str, site: Site) -> int:
    """How high somebody stands: manager, supervisor, everybody else."""
    known = site.people.get(person)
    roles = known.roles if known else Role.NONE
    return 2 if roles & Role.M else 1 if roles & Role.D else 0


def least_rank(complaint: Complaint, site: Site) -> int:
    """How high whoever handles it must stand: above a superior whom it is about (X20)."""
    top = max((rank(p, site) for p in complaint.about), default=0)
    return min(top + 1, 2) if top else 0


def nobody_above(complaint: Complaint, site: Site) -> bool:
    """Whether nobody who signs in here may handle it: only head office is left (X20)."""
    least = least_rank(complaint, site)
    return not any(
        p.logs_in and p.active and name not in complaint.about and rank(name, site) >= least
        for name, p in site.people.items()
    )


def not_for_whoever_is_below(complaint: Complaint, site: Site) -> Iterator[Refusal]:
    """The manager decides; head office's word on a sealed complaint is written down for it."""
    if not complaint.sealed and not site.operator.roles & Role.M:
        yield refuse("", N_("This is for: {roles}."), roles=Msg(ROLE_NAMES[Role.M]))


def handler_refusals(
    field: str, person: str, complaint: Complaint, site: Site
) -> Iterator[Refusal]:
    """Nobody named in it, nor anybody below a supervisor or manager named in it (X19, X20)."""
    if person in complaint.about:
        yield refuse(field, N_("The complaint is about this person."), clause="X19")
    elif nobody_above(complaint, site):
        text = N_("Nobody here stands above whom it is about: seal it for head office.")
        yield refuse(field, text, clause="X20")
    elif rank(person, site) < least_rank(complaint, site):
        text = N_("The complaint is about a superior: name somebody who stands above.")
        yield refuse(field, text, clause="X20")


def usual_handler(complaint: Complaint, site: Site) -> str:
    """Whoever may handle the level that its topic usually has: whoever sits here, or the first."""
    usual = site.policy.subcategory(complaint.sub).priority if complaint.sub else ""
    known = site.policy.entries("complaint_levels").get(usual)
    wanted = roles_from((known.extra.get("handler", ""),)) if known else Role.NONE
    able = (p for p in (site.operator, *site.people.values()) if p.roles & wanted and p.active)
    return next((p.id for p in able if not [*handler_refusals("", p.id, complaint, site)]), "")
