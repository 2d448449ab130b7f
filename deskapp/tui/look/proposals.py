"""What was offered to the owner, version by version, with their answer; consent and actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.locale import _, fill, timewords
from deskapp.tui.look.points import detail_rows
from deskapp.tui.look.rows import LABEL, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskapp.handbook.complaint.state import Complaint, Consent, Proposal
    from deskapp.tui.app import DeskApp


def proposal_rows(case: Complaint, app: DeskApp, width: int) -> list[Row]:
    """The newest version first; every older one stays readable."""
    rows: list[Row] = []
    for one in reversed(case.proposals):
        label = fill(_("Plan {n}"), {"n": one.version})
        for text in _proposal(one, app):
            rows += detail_rows(label, text, _answer(one, app) if label else "", width, LABEL)
            label = ""
    if case.consent:
        rows += detail_rows(_("Consent"), _consent(case.consent, app), "", width, LABEL)
    if case.actions:
        numbers = "  ".join(timewords.short_number(n, app.now().date()) for n in case.actions)
        rows += detail_rows(_("Tickets"), numbers, "", width, LABEL)
    return rows


def _proposal(one: Proposal, app: DeskApp) -> Iterator[str]:
    policy, now = app.site_now().policy, app.now()
    for solution in one.solutions:
        due = timewords.point(solution.due, now) if solution.due else ""
        who = _name(solution.person, app)
        yield "  ".join(filter(None, (f"{solution.point}  {solution.plan}", who, due)))
    amount = "" if one.amount is None else f"{one.amount:.2f}"
    if amount:
        most = "" if one.ceiling is None else fill(_("at most {n}"), {"n": f"{one.ceiling:.2f}"})
        yield "  ".join(filter(None, (fill(_("costs {n}"), {"n": amount}), most)))
    elif one.cost:
        yield policy.label("complaint_costs", one.cost, app.lang)
    if one.help_what:
        when = timewords.point(one.help_at, now) if one.help_at else ""
        help_ = fill(
            _("Help: {what}"), {"what": policy.label("owner_help", one.help_what, app.lang)}
        )
        yield "  ".join(filter(None, (help_, when)))
    if one.objection:
        yield fill(_("They object: {said}"), {"said": one.objection})


def _answer(one: Proposal, app: DeskApp) -> str:
    if one.objection:
        return _("objected")
    return _("agreed") if one.answer else timewords.point(one.at, app.now())


def _consent(given: Consent, app: DeskApp) -> str:
    most = fill(_("at most {n}"), {"n": f"{given.ceiling:.2f}"})
    return "  ".join((f"{given.amount:.2f}", most, given.who, timewords.point(given.at, app.now())))


def _name(person: str, app: DeskApp) -> str:
    people = app.site_now().people
    return people[person].name if person in people else person
