"""A complaint in two rows: who, how grave, whose; and by when an answer is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.locale import _, fill, timewords
from deskapp.tui.look.private import person_and_number
from deskapp.tui.look.rows import LABEL, VALUE, Row
from deskapp.tui.look.signs import sign

if TYPE_CHECKING:
    from datetime import datetime

    from deskapp.handbook.complaint.state import Complaint
    from deskapp.tui.app import DeskApp

LEFT = 34
"""The column of what is left until then."""


def head_rows(case: Complaint, app: DeskApp, width: int, *, in_full: bool = False) -> list[Row]:
    """Who and where, level, topic and handler; then the clock that ends first, and the cap."""
    lang, site = app.lang, app.site_now()
    who = person_and_number(case.name, case.contact, lang, in_full=in_full)
    level = case.level_at(app.now())
    grave = site.policy.label("complaint_levels", level, lang) if level else ""
    risen = f" {sign('goes')} ".join(dict.fromkeys(filter(None, (case.level, level))))
    handler = site.people[case.handler].name if case.handler in site.people else ""
    first = Row(width).put(LABEL, case.room or _("no room"), "bold")
    first.put(VALUE, who or (_("anonymous") if case.anonymous else _("not asked")))
    first.right([
        (f"{risen} {grave}".strip(), "bold"),
        (f"  {site.policy.label('subcategories', case.sub, lang)}" if case.sub else "", ""),
        ("  " + fill(_("handled by {name}"), {"name": handler}) if handler else "", "$d-muted"),
    ])
    return [first, _clock_row(case, app, width)]


def _due(case: Complaint) -> tuple[str, datetime | None]:
    if case.due is None or case.due == case.answer_due:
        return _("Answer by"), case.answer_due if case.open else None
    if case.due == case.feedback_due:
        return _("Reply by"), case.due
    return _("Ask by"), case.due


def _clock_row(case: Complaint, app: DeskApp, width: int) -> Row:
    row = Row(width)
    label, due = _due(case)
    if due is None:
        return row
    now = app.now()
    late = due < now
    text = timewords.late_by(due, now) if late else timewords.left(due, now)
    row.put(LABEL, label, "$d-muted").put(VALUE, timewords.point(due, now))
    row.put(
        LEFT, f"{sign('late')} {text}" if late else text, "bold $d-danger" if late else "$d-muted"
    )
    if case.cap:
        last = fill(_("{day} at the very latest"), {"day": timewords.point(case.cap, now)})
        row.right(last, "$d-muted")
    return row
