"""What to say to the owner of a complaint, as far as it has come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from deskapp.desk.saying import summary
from deskapp.handbook.phrases import phrase
from deskapp.locale import timewords
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
    "verified": "cmp.finding",
    "caused": "cmp.finding",
    "proposed": "cmp.plan",
    "objected": "cmp.no",
    "answered": "follow.up",
    "follow_up": "follow.up",
}
"""The phrase of each state; a state that is not here needs no words."""


def case_line(case: Complaint, app: DeskApp) -> str:
    """The phrase of this state, filled as far as the complaint knows."""
    step = LINES.get(case.state)
    if step is None:
        return ""
    return phrase(app.site_now().policy, step, app.lang, _blanks(case, app))


def _blanks(case: Complaint, app: DeskApp) -> dict[str, object]:
    site, lang = app.site_now(), app.lang
    first = next((p for p in case.points if p.finding in {"true", "partly"}), None)
    known: dict[str, object] = {
        "points": listed([summary(p.words) for p in case.points]),
        "remedy": summary(case.wanted),
        "no": case.number.partition("-")[2],
        "handler": site.people[case.handler].name if case.handler in site.people else "",
        "first": _said(case.reply_told or case.feedback_due, site.now),
        "date": _said(case.answer_due, site.now),
        "finding": summary(first.words) if first else "",
        "cause": site.policy.label("cause_details", first.cause2, lang) if first else "",
        "summary": summary(case.points[0].words) if case.points else "",
    }
    return {name: value for name, value in known.items() if value}


def _said(moment: datetime | None, now: datetime) -> str:
    return timewords.spoken(moment, now) if moment else ""
