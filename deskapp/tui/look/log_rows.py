"""The log as rows: number, time, fact, author; struck words stay readable, late ones say so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len

from deskapp.handbook.fields.private import mask_numbers
from deskapp.handbook.logbook.state import STRUCK, Correction, LogLine
from deskapp.locale import _, fill, timewords
from deskapp.tui.look.paragraph import wrap
from deskapp.tui.look.rows import GUTTER, LABEL, MARGIN, Row
from deskapp.tui.look.signs import sign
from deskapp.tui.look.story import STRUCK_STYLE

if TYPE_CHECKING:
    from deskapp.tui.app import DeskApp

TIME, TEXT = 8, 15
AUTHOR = 10
"""Cells kept free for the author at the right."""


def shown_number(number: str) -> str:
    """A line's number as the log shows it: its desk's letter and the running number."""
    return number.partition("-")[2]


def stands_at(line: LogLine, app: DeskApp) -> datetime:
    """The time that the line stands at: of its entry, or of the event when it is from paper."""
    at = (line.happened_at if line.sheet else line.written_at) or app.now()
    return at.astimezone(app.now().tzinfo)


def day_before(line: LogLine, before: LogLine | None, app: DeskApp) -> date | None:
    """The day to write above a line, where the night has crossed midnight."""
    day = stands_at(line, app).date()
    return day if before is None or stands_at(before, app).date() != day else None


def day_row(day: date, width: int) -> Row:
    """The day and a thin rule."""
    text = timewords.day_row(day)
    row = Row(width).put(TIME, text, "$d-muted")
    return row.rule(TIME + cell_len(text) + 2, width - MARGIN)


def line_rows(line: LogLine, app: DeskApp, width: int, *, chosen: bool = False) -> list[Row]:
    """One line of the log."""
    rows = [*_struck_rows(line, app, width), *_standing_rows(line, app, width)]
    first = rows[0]
    first.put(LABEL, shown_number(line.number), "$d-muted")
    first.put(TIME, timewords.log_clock(stands_at(line, app)), "")
    if chosen:
        first.put(GUTTER, sign("here"), "bold $d-accent")
        for row in rows:
            row.fill("on $d-sel")
    return rows


def _struck_rows(line: LogLine, app: DeskApp, width: int) -> Iterator[Row]:
    """Each text that was struck out, and under it why; a line wholly struck says who and when."""
    before: Correction | None = None
    for correction in line.corrections:
        was = mask_numbers(correction.struck)
        text = _corrected(was) if before else was
        who = _name(before.by if before else line.by, app)
        for at, part in enumerate(wrap(text, _room(width))):
            row = Row(width).put(TEXT, part, STRUCK_STYLE)
            yield row if at else row.right(_("struck") + f"  {who}", "$d-muted")
        if before:
            yield Row(width).put(TEXT, mask_numbers(before.why), "$d-muted")
        before = correction
    if before and line.state == STRUCK:
        yield (
            Row(width)
            .put(TEXT, mask_numbers(before.why), "$d-muted")
            .right(_signed(before, app), "$d-muted")
        )


def _corrected(text: str) -> str:
    return fill(_("now {text}"), {"text": text})


def _signed(correction: Correction, app: DeskApp) -> str:
    when = timewords.log_clock(correction.at.astimezone(app.now().tzinfo))
    return f"{_name(correction.by, app)} {when}"


def _standing_rows(line: LogLine, app: DeskApp, width: int) -> Iterator[Row]:
    if line.state == STRUCK:
        return
    late = _("Late entry") if line.late else ""
    words = fill(_("for {when}: {text}"), _late_words(line, app)) if line.late else line.text
    words = mask_numbers(words)
    words = _corrected(words) if line.corrections and not late else words
    said = wrap(f"{late} {words}".strip(), _room(width))
    for at, text in enumerate(said):
        yield _text_row(line, text, width, late if not at else "", app, first=not at)
    corrected = line.corrections[-1].why if line.corrections else ""
    for why in filter(None, (corrected, _why_late(line, app))):
        yield Row(width).put(TEXT, mask_numbers(why), "$d-muted")


def _text_row(line: LogLine, text: str, width: int, late: str, app: DeskApp, *, first: bool) -> Row:
    style = "bold" if line.became else "$d-muted" if line.quiet else ""
    row = Row(width)
    if late:
        row.put(TEXT, [(late, "bold $d-warn"), (text[len(late) :], style)])
    elif line.became.startswith("E") and first:
        row.put(TEXT, [(f"{sign('danger')} ", "bold $d-danger"), (text, style)])
    else:
        row.put(TEXT, text, style)
    if first:
        became = f"{timewords.short_number(line.became, app.now().date())}  " if line.became else ""
        who = _signed(line.corrections[-1], app) if line.corrections else _name(line.by, app)
        row.right(f"{became}{who}", "$d-muted")
    return row


def _late_words(line: LogLine, app: DeskApp) -> dict[str, object]:
    at = (line.happened_at or app.now()).astimezone(app.now().tzinfo)
    written = (line.written_at or at).astimezone(app.now().tzinfo)
    same_day = at.date() == written.date() or line.sheet
    when = timewords.log_clock(at) if same_day else timewords.full(at, app.now())
    return {"when": when, "text": line.text}


def _why_late(line: LogLine, app: DeskApp) -> str:
    if not (line.late and line.happened_at and line.written_at):
        return ""
    why = mask_numbers(line.late_reason)
    if line.sheet:
        written = timewords.point(line.written_at, app.now())
        text = _("from paper, sheet {sheet}, entered {written}")
        return fill(text, {"sheet": line.sheet, "written": written})
    late = timewords.span(line.written_at - line.happened_at)
    return fill(_("{span} late: {why}"), {"span": late, "why": why})


def _name(person: str, app: DeskApp) -> str:
    known = app.site_now().people.get(person)
    return known.name if known else person


def _room(width: int) -> int:
    return max(width - TEXT - MARGIN - AUTHOR, 10)
