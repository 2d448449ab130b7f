"""One ticket as a row of the queue: what burns and how badly, where, what, who."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskapp.handbook.fields.name import surname
from deskapp.handbook.ticket.state import ACCEPTED, DONE, STATE_NAMES, WAITING
from deskapp.locale import _, timewords
from deskapp.store.queue import SOON, Line
from deskapp.tui.look.private import private
from deskapp.tui.look.rows import Row
from deskapp.tui.look.signs import sign

if TYPE_CHECKING:
    from deskapp.handbook.reminder import Reminder
    from deskapp.tui.app import DeskApp

STATE, TIME_END, PLACE, MATTER = 4, 25, 26, 39
PERSON, NUMBER_END = 64, 78
WHO_WIDTH, PLACE_WIDTH = 7, 12


@dataclass(frozen=True)
class Standing:
    """How a ticket stands: its sign and word, its time, and how loud each is."""

    sign: str
    word: str
    word_style: str
    time: str
    time_style: str


def standing(line: Line, app: DeskApp) -> Standing:
    """What the first three columns say of a ticket."""
    now = app.now()
    due = line.due or line.work_due
    if line.danger and line.open:
        word = _("P0 danger")
        return Standing("danger", word, "bold", timewords.ago(line.opened_at, now), "bold")
    if not line.open:
        when = timewords.point(line.closed_at, now) if line.closed_at else ""
        return Standing("done", _(STATE_NAMES[line.state]), "$d-muted", when, "$d-muted")
    if due and due < now:
        late = timewords.late_by(due, now)
        return Standing("late", _("Overdue"), "bold", late, "bold $d-danger")
    if due and due - now < SOON and line.state != DONE:
        return Standing("soon", _("Due soon"), "bold", timewords.left(due, now), "bold $d-warn")
    return _quiet(line, app, due)


def _calling(line: Line, why: Reminder, app: DeskApp) -> Standing:
    """Why it stands in the list of what is due, and since when."""
    now = app.now()
    if line.danger and line.open:
        return standing(line, app)
    if why.kind == "follow_up":
        late = why.at < now
        time = (timewords.late_by if late else timewords.left)(why.at, now)
        return Standing("late" if late else "ask", _(why.label), "bold", time, "")
    if why.kind in {"broken", "reply"}:
        late_by = timewords.late_by(why.at, now)
        return Standing("late", _(why.label), "bold", late_by, "bold $d-danger")
    return Standing("soon", _(why.label), "bold", timewords.ago(why.at, now), "bold $d-warn")


def _quiet(line: Line, app: DeskApp, due: object) -> Standing:
    now = app.now()
    time = timewords.point(line.due or line.work_due or line.opened_at, now) if due else ""
    if line.state == ACCEPTED:
        waiting = timewords.waits(line.opened_at, now)
        return Standing("dispatch", _("To send"), "bold", waiting, "")
    if line.state == DONE:
        return Standing("ask", _("To ask"), "bold", time, "")
    if line.state == WAITING:
        return Standing("waits", _("Waiting"), "$d-muted", time, "")
    return Standing("hand", _("In hand"), "$d-muted", time, "")


def queue_row(
    line: Line, width: int, app: DeskApp, *, selected: bool, why: Reminder | None = None
) -> Row:
    """Draw one ticket in exactly `width` cells; `why`: the reason for which it calls."""
    how = _calling(line, why, app) if why else standing(line, app)
    burning = how.sign == "danger"
    loud = "bold" if selected or burning else ""
    row = Row(width)
    if selected:
        row.put(0, sign("here"), "" if burning else "bold $d-accent")
    row.sign(2, how.sign, "" if burning else how.time_style)
    row.put(STATE, how.word, how.word_style)
    row.right(how.time, how.time_style, edge=TIME_END)
    row.put(PLACE, line.room or _("no room"), loud, limit=PLACE_WIDTH)
    end = PERSON if width >= 80 else width - 11  # noqa: PLR2004 - LOOK's widths
    row.put(MATTER, private(line.what), loud, limit=end - MATTER - 1)
    if width >= 80:  # noqa: PLR2004
        row.put(PERSON, _who(line, app), "bold" if burning else "$d-muted", limit=WHO_WIDTH)
    number = timewords.short_number(line.number, app.now().date())
    row.right(number, "" if burning else "$d-muted", edge=min(NUMBER_END, width - 2))
    if burning:
        row.fill("bold $d-ondanger on $d-dangerbg")
    elif selected:
        row.fill("on $d-sel")
    return row


def _who(line: Line, app: DeskApp) -> str:
    people = app.site_now().people
    if not line.person or line.person not in people:
        return _("nobody") if line.open else ""
    name = people[line.person].name
    return name if not name.isascii() else f"{name[0]} {surname(name)}"


def head_row(width: int) -> Row:
    """The names of the columns."""
    row = Row(width).put(STATE, _("State"), "$d-muted")
    row.right(_("Promise"), "$d-muted", edge=TIME_END)
    row.put(PLACE, _("Place"), "$d-muted").put(MATTER, _("Matter"), "$d-muted")
    if width >= 80:  # noqa: PLR2004
        row.put(PERSON, _("Person"), "$d-muted")
    return row.right(_("No."), "$d-muted", edge=min(NUMBER_END, width - 2))
