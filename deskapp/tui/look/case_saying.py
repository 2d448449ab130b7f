"""What to say to the owner of a complaint, as far as it has come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from deskapp.desk.saying import summary
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
    "caused": "cmp.finding",
    "proposed": "cmp.plan",
    "objected": "cmp.no",
    "answered": "follow.up",
    "follow_up": "follow.up",
}
"""The phrase of each state; a state that is not here needs no words."""
ROUTES = ("committee", "sub_district", "hotline")
"""Where else an owner can turn to, the nearest first."""


def case_line(case: Complaint, app: DeskApp) -> str:
    """The phrase of this state, filled as far as the complaint knows."""
    planned = case.state == "caused" and any(p.plan for p in case.holding)
    step = LINES.get("proposed" if planned else case.state)
    if step is None:
        return ""
    return phrase(app.site_now().policy, step, app.lang, _blanks(case, app))


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
        "finding": summary(first.words) if first else "",
        "cause": site.policy.label("cause_details", first.cause2, lang) if first else "",
        "summary": summary(case.points[0].words) if case.points else "",
    }
    return {name: value for name, value in known.items() if value}


def _name(person: str, app: DeskApp) -> str:
    known = app.site_now().people.get(person)
    return known.name if known else ""


def _said(moment: datetime | None, now: datetime) -> str:
    return timewords.spoken(moment, now) if moment else ""
