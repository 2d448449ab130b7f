"""A running incident as rows: the solid bar, under it who knows and who must be called next."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from deskapp.handbook.fields.private import mask_numbers
from deskapp.handbook.incident.chain import (
    LIFT,
    Link,
    again_at,
    chain,
    level_of,
    next_call,
    reports_due,
    talk_due,
)
from deskapp.locale import _, fill, timewords
from deskapp.tui.look.rows import LABEL, Row
from deskapp.tui.look.signs import sign

if TYPE_CHECKING:
    from deskapp.desk.site import StillSite
    from deskapp.handbook.incident.state import Incident
    from deskapp.tui.app import DeskApp

NAME = 4
SAID, MORE = 26, 44
BAR = "bold $d-ondanger"
TINT = "on $d-dangertint"
SLIM = 60
"""Columns under which what was said stands on a row of its own."""


def chain_rows(incident: Incident, app: DeskApp, width: int) -> list[Row]:
    """The bar, then who knows."""
    return [*bar_rows(incident, app, width), *link_rows(incident, app, width)]


def link_rows(incident: Incident, app: DeskApp, width: int) -> list[Row]:
    """A row for each of the chain, two in a narrow pane; the lift car, and the reports due."""
    site = app.site_now()
    wanted = next_call(incident, site)
    rows: list[Row] = []
    for link in chain(incident, site):
        now = wanted is not None and wanted.whom == link.whom
        rows += _rows_of(link, app, width, wanted=now)
    talk = talk_due(incident, site)
    if talk:
        row = Row(width).put(NAME, _("Lift car"))
        rows.append(_timed(row, talk, app.now(), _("talk again")).fill(TINT))
    if incident.controlled_at:
        rows += _report_rows(incident, app, width)
    return rows


def bar_rows(incident: Incident, app: DeskApp, width: int) -> list[Row]:
    """The bar; in a narrow pane the place has a row of its own under it."""
    if width >= SLIM:
        return [bar_row(incident, app, width)]
    bar = Row(width).sign(LABEL, "danger", BAR).put(NAME, _title(incident, app), BAR)
    bar.right(_runs(incident, app.now()), BAR).fill("on $d-dangerbg")
    return [bar, Row(width).put(NAME, incident.place).fill(TINT)]


def bar_row(incident: Incident, app: DeskApp, width: int) -> Row:
    """Level, class, place, and how long it runs."""
    title = f"{_title(incident, app)}  {incident.place}"
    row = Row(width).sign(LABEL, "danger", BAR).put(NAME, title, BAR)
    return row.right(_running(incident, app.now()), BAR).fill("on $d-dangerbg")


def _title(incident: Incident, app: DeskApp) -> str:
    site = app.site_now()
    sub = incident.sub
    name = site.policy.label("subcategories", sub, app.lang) if sub else mask_numbers(incident.what)
    return f"{level_of(incident, site)} {name}".strip()


def _running(incident: Incident, now: datetime) -> str:
    runs = _runs(incident, now)
    return fill(_("trapped {span}"), {"span": runs}) if _is_trapped(incident) else runs


def _runs(incident: Incident, now: datetime) -> str:
    """How long it runs; to the second while somebody may be trapped."""
    length = now - (incident.happened_at or now)
    return timewords.exact(length) if _is_trapped(incident) else timewords.span(length)


def _is_trapped(incident: Incident) -> bool:
    return incident.sub == LIFT and not incident.controlled_at


def _report_rows(incident: Incident, app: DeskApp, width: int) -> list[Row]:
    site = app.site_now()
    return [
        _timed(
            Row(width).put(NAME, site.policy.label("report_kinds", report, app.lang)),
            due, app.now(), "",
        ).fill(TINT)
        for report, due in reports_due(incident, site).items()
    ]  # fmt: skip


def _rows_of(link: Link, app: DeskApp, width: int, *, wanted: bool) -> list[Row]:
    name = app.site_now().policy.label("incident_calls", link.whom, app.lang)
    style = "bold $d-warn" if wanted else "$d-muted" if link.arrived_at else ""
    row = Row(width).put(NAME, name, style)
    if link.arrived_at or (link.reached_at and not link.here_by):
        row.sign(LABEL, "done", "$d-muted")
    elif wanted:
        row.sign(LABEL, "late", style)
    said = _said(link, app)
    if width >= SLIM:
        row.put(SAID, said, style or "$d-muted")
        return [_right(row, link, app.site_now(), wanted=wanted).fill(TINT)]
    first = _right(row, link, app.site_now(), wanted=wanted).fill(TINT)
    return [first, Row(width).put(NAME, said, "$d-muted").fill(TINT)] if said else [first]


def _said(link: Link, app: DeskApp) -> str:
    if link.arrived_at:
        return fill(_("came {time}"), {"time": _clock(link.arrived_at, app)})
    if link.reached_at:
        said = fill(_("reached {time}"), {"time": _clock(link.reached_at, app)})
        by = fill(_("here by {time}"), {"time": _clock(link.here_by, app)}) if link.here_by else ""
        return "  ".join(filter(None, (said, by)))
    if link.tried_at:
        blanks = {"time": _clock(link.tried_at, app), "n": link.tries}
        return fill(_("no answer {time}, tried {n}"), blanks)
    return ""


def _right(row: Row, link: Link, site: StillSite, *, wanted: bool) -> Row:
    now = site.now
    if link.reached_at and link.here_by and not link.arrived_at:
        late = _("call 119 too")
        return _timed(row, link.here_by, now, late)
    if link.reached_at:
        return row
    if wanted:
        return row.right(_("call now"), "bold $d-warn")
    again = again_at(link, site)
    if again and again > now:
        words = fill(_("again in {span}"), {"span": timewords.span(again - now)})
        return row.right(words, "bold $d-warn")
    return _timed(row, link.due, now, "")


def _timed(row: Row, due: datetime, now: datetime, late: str) -> Row:
    if due > now:
        return row.right(timewords.left(due, now), "bold")
    words = "  ".join(filter(None, (late, timewords.late_by(due, now))))
    return row.right(f"{sign('late')} {words}", "bold $d-danger")


def _clock(at: datetime, app: DeskApp) -> str:
    return timewords.log_clock(at.astimezone(app.now().tzinfo))
