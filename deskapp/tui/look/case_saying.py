"""What to say to the owner of a complaint, as far as it has come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from deskapp.desk.saying import summary
from deskapp.handbook.complaint.consent import costs_owner
from deskapp.handbook.complaint.handlers import handler_refusals, rank
from deskapp.handbook.phrases import phrase
from deskapp.locale import _, timewords
from deskapp.locale.telling import listed

if TYPE_CHECKING:
    from datetime import datetime

    from deskapp.handbook.complaint.state import Complaint
    from deskapp.tui.app import DeskApp

LINES: Mapping[str, str] = {
    "": "cmp.listen",
    "draft": "cmp.restate",
    "received": "cmp.ack",
    "acked": "cmp.ack",
    "assessed": "cmp.verify",
    "verifying": "cmp.verify",
    "verified": "cmp.found",
    "caused": "cmp.finding",
    "proposed": "cmp.plan",
    "objected": "cmp.no",
    "executing": "cmp.done",
    "review": "cmp.again",
    "answered": "follow.up",
    "follow_up": "follow.up",
}
"""The phrase of each state; a state that is not here needs no words."""
HELPED = frozenset({"agreed", "executing"})
"""States in which the owner's help is still to come."""
ROUTES = ("committee", "sub_district", "hotline")
"""Where else an owner can turn to, the nearest first."""


def case_line(case: Complaint, app: DeskApp) -> str:
    """The phrase of this state, filled as far as the complaint knows."""
    step = _step(case, app.site_now().operator.id)
    if not step:
        return ""
    return phrase(app.site_now().policy, step, app.lang, _blanks(case, app))


def _step(case: Complaint, me: str) -> str:
    """The phrase for where it stands; whoever is complained about says that they step back."""
    helps = case.proposal is not None and bool(case.proposal.help_what)
    turns = {
        "cmp.recuse": me in case.about,
        "cmp.listen": case.state == "draft" and not case.points,
        "cmp.plan": case.state == "caused" and any(p.plan for p in case.holding),
        "cmp.cost": case.state == "proposed" and costs_owner(case),
        "cost.no": case.state == "agreed" and case.cost_refused,
        "cmp.coop": case.state in HELPED and helps,
    }
    return next((name for name, fits in turns.items() if fits), LINES.get(case.state, ""))


def _blanks(case: Complaint, app: DeskApp) -> dict[str, object]:
    site, lang = app.site_now(), app.lang
    first = next(iter(case.holding), None)
    done = max((p.plan_due for p in case.holding if p.plan_due), default=None)
    begun = case.opened_at or site.now
    known: dict[str, object] = {
        "points": listed([summary(p.words) for p in case.points]),
        "remedy": summary(case.wanted),
        "no": case.number.partition("-")[2],
        "handler": _name(case.handler, app),
        "first": _said(case.reply_told or case.feedback_due, site.now),
        "date": _said(done or case.answer_due, site.now),
        "plan": listed([summary(p.plan) for p in case.holding if p.plan]),
        "who": _name(first.plan_person, app) if first else "",
        "objection": case.proposal.objection if case.proposal else "",
        "level": _("somebody who was not involved"),
        "external": listed([site.policy.label("complaint_routes", code, lang) for code in ROUTES]),
        "n": max(1, (site.now - begun).days),
        "finding": _found(case),
        "cause": site.policy.label("cause_details", first.cause2, lang) if first else "",
        "summary": summary(case.points[0].words) if case.points else "",
        "supervisor": _above(case, app),
        "free": case.free_part,
        "risk": case.risk_told,
    } | _offered(case, app)
    return {name: value for name, value in known.items() if value}


def _found(case: Complaint) -> str:
    """What was found, in the words of the first true point, or of the first one."""
    told = next(iter((*case.holding, *case.points)), None)
    return summary(told.finding_why or told.words) if told else ""


def _offered(case: Complaint, app: DeskApp) -> dict[str, object]:
    """What the proposal that stands costs the owner, and asks of them."""
    one, policy = case.proposal, app.site_now().policy
    if one is None:
        return {}
    return {
        "coop": policy.label("owner_help", one.help_what, app.lang) if one.help_what else "",
        "basis": policy.label("charge_basis", one.basis, app.lang) if one.basis else "",
        "amt": "" if one.amount is None else f"{one.amount:.2f}",
        "cap": "" if one.ceiling is None else f"{one.ceiling:.2f}",
    }


def _above(case: Complaint, app: DeskApp) -> str:
    """To whom somebody complained about passes it on: the first who may handle it."""
    site = app.site_now()
    able = (p.id for p in site.people.values() if p.logs_in and p.active)
    fitting = (p for p in able if rank(p, site) and not [*handler_refusals("", p, case, site)])
    return _name(next(fitting, ""), app)


def _name(person: str, app: DeskApp) -> str:
    known = app.site_now().people.get(person)
    return known.name if known else ""


def _said(moment: datetime | None, now: datetime) -> str:
    return timewords.spoken(moment, now) if moment else ""
