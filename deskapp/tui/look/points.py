"""A complaint's points in the owner's words, and under each what was found and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from deskapp.handbook.fields.private import mask_numbers
from deskapp.locale import _, fill, timewords
from deskapp.tui.look.paragraph import wrap
from deskapp.tui.look.rows import LABEL, MARGIN, VALUE, Row
from deskapp.tui.look.signs import sign

if TYPE_CHECKING:
    from datetime import datetime

    from deskapp.handbook.complaint.state import Complaint, Point
    from deskapp.tui.app import DeskApp

WORDS = 4
"""The column of a point's words and of the labels under it."""
REMARK = 14
"""Cells kept for the finding at the right of a point's words."""
SIGNS = {"true": "done", "partly": "done", "undetermined": "ask", "not": "refused"}


def words_rows(place: str, words: str, remark: str, style: str, width: int) -> list[Row]:
    """A point as the owner said it, its finding at the right edge."""
    measure = max(1, width - WORDS - MARGIN - REMARK)
    words = mask_numbers(words)
    lines = wrap(quoted(words), measure)
    rows = [Row(width).put(WORDS, line, "bold") for line in lines]
    rows[0].put(LABEL, place, "bold").right(remark, style)
    return rows


def detail_rows(label: str, text: str, remark: str, width: int, at: int = WORDS) -> list[Row]:
    """Something known about a point: muted label, what, and by whom and when."""
    text = mask_numbers(text)
    room = max(1, width - VALUE - MARGIN - (cell_len(remark) + 2 if remark else 0))
    lines = [text] if cell_len(text) <= room else wrap(text, room)
    rows = [Row(width).put(VALUE, line) for line in lines]
    rows[0].put(at, label, "$d-muted", limit=VALUE - at - 1).right(remark, "$d-muted")
    return rows


def quoted(words: str) -> str:
    """Words as somebody said them."""
    return fill(_('"{words}"'), {"words": " ".join(words.split())})


def who_when(who: str, at: datetime | None, app: DeskApp) -> str:
    """Who did it and when, as a remark."""
    when = timewords.point(at, app.now()) if at else ""
    return "  ".join(filter(None, (_name(who, app), when)))


def _name(who: str, app: DeskApp) -> str:
    people = app.site_now().people
    return people[who].name if who in people else who


def case_rows(case: Complaint, app: DeskApp, width: int) -> list[Row]:
    """Every point with what belongs to it, then what is wanted and proposed for the whole."""
    rows: list[Row] = []
    if not case.points:
        rows += detail_rows(_("Notes"), case.note or _("nothing noted yet"), "", width, LABEL)
        rows.append(Row(width))
    for point in case.points:
        rows += [*_point_rows(point, app, width), Row(width)]
    if case.wanted:
        rows += detail_rows(_("Wanted"), case.wanted, "", width, LABEL)
    if case.happened:
        rows += detail_rows(_("Occurred"), case.happened, "", width, LABEL)
    if case.goes_on_inside:
        rows += detail_rows(_("Inside"), _("goes on as our own matter"), "", width, LABEL)
    return rows + _members(case, width)


def _members(case: Complaint, width: int) -> list[Row]:
    """Everybody of a group who is told what came of it, whoever waits for it in bold."""
    rows = []
    for member in case.members:
        who = "  ".join(filter(None, (member.room, member.complaint)))
        row = Row(width).put(VALUE, who, "$d-muted" if member.told_at else "bold")
        told = f"{sign('done')} " + _("told") if member.told_at else _("to tell")
        rows.append(row.right(told, "$d-muted"))
    if rows:
        rows[0].put(LABEL, _("Tell-list"), "$d-muted")
    return rows


def _point_rows(point: Point, app: DeskApp, width: int) -> list[Row]:
    policy, lang = app.site_now().policy, app.lang
    remark, style = _finding(point, app)
    rows = words_rows(str(point.number), point.words, remark, style, width)
    for shown in point.evidence:
        text = f"{policy.label('evidence_kinds', shown.kind, lang)}  {shown.where}".strip()
        rows += detail_rows(_("Shown"), text, who_when(shown.who, shown.at, app), width)
    if point.heard:
        said = "  ".join(filter(None, (_name(point.about, app), point.heard)))
        remark = who_when(point.heard_by, point.heard_at, app)
        rows += detail_rows(_("Hearing"), said, remark, width)
    if point.cause2:
        levels = (
            policy.label("causes", point.cause1, lang),
            policy.label("cause_details", point.cause2, lang),
        )
        cause = f"{point.cause2} {'  '.join(levels)}"
        rows += detail_rows(_("Cause"), "  ".join(filter(None, (cause, point.why))), "", width)
    if point.answered:
        rows += detail_rows(_("Reply"), point.answered, "", width)
    prevent = point.prevent or point.none_needed
    if prevent:
        remark = who_when(point.prevent_person, point.prevent_due, app)
        rows += detail_rows(_("Prevent"), prevent, remark, width)
    return rows


def _finding(point: Point, app: DeskApp) -> tuple[str, str]:
    if not point.finding:
        return _("not verified yet"), "$d-muted"
    label = app.site_now().policy.label("findings", point.finding, app.lang)
    return f"{sign(SIGNS.get(point.finding, 'ask'))} {label}", "bold"
