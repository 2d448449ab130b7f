"""What the desk should know about a room before more is typed: masked, never read out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from deskapp.desk.context import OFTEN
from deskapp.handbook.complaint.state import STATE_NAMES as CASE_STATES
from deskapp.handbook.fields.contact import mask_phone
from deskapp.handbook.fields.name import mask_name
from deskapp.locale import _, fill, timewords
from deskapp.tui.look.outages import outage_time
from deskapp.tui.look.private import private
from deskapp.tui.look.rows import LABEL, MARGIN, VALUE, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskapp.desk.context import Context
    from deskapp.desk.nearby import Near
    from deskapp.handbook.household import CareNote
    from deskapp.handbook.outage import Outage
    from deskapp.store.complaints import CaseLine
    from deskapp.store.queue import Line
    from deskapp.store.register import Resident
    from deskapp.tui.screens.intake import IntakeScreen

STRIP_ROWS = 3
SCORES = "scores"
NARROW = 60
"""A pane beside the form has room for the key alone."""


class _About(Widget):
    """Rows about the room of the call at hand."""

    LABEL, VALUE = LABEL, VALUE

    def __init__(self, screen: IntakeScreen) -> None:
        super().__init__()
        self.intake = screen

    def rows(self, width: int) -> list[Row]:
        """What is off, then who calls and what is in hand; the weightiest first."""
        context = self.intake.context
        off = [row for outage in context.outages for row in self._outage(outage, width)]
        if self.intake.form.outsider:
            shut = _("The register stays closed to outsiders.")
            return [*off, Row(width).put(self.VALUE, shut)]
        return [*off, *self._known(context, width)]

    def _known(self, context: Context, width: int) -> Iterator[Row]:
        yield from self._plan(width)
        yield from self._same(width)
        yield from self._often(context, width)
        yield from (self._person(r, width) for r in context.residents)
        yield from (self._note(note, width) for note in context.notes)
        yield from (self._case(case, width) for case in context.cases)
        yield from (self._ticket(_("In hand"), t, width) for t in context.tickets if t.open)
        yield from (self._near(one, width) for one in context.around)
        yield from self._answered(context, width)
        yield from (self._ticket(_("Before"), t, width) for t in context.tickets if not t.open)

    def _outage(self, outage: Outage, width: int) -> list[Row]:
        """What is off, until when, and what to say of it."""
        app = self.intake.desk_app
        label = app.site_now().policy.label("outage_kinds", outage.kind, app.lang)
        words, late = outage_time(outage, app.now())
        row = Row(width).put(self.LABEL, label, "bold $d-accent")
        row.put(self.VALUE, outage.say, "bold")
        return [row.right(words, "bold $d-warn" if late else "bold")]

    def _often(self, context: Context, width: int) -> list[Row]:
        """Who calls again and again is told so that nobody asks them everything anew."""
        found = []
        if context.lately >= OFTEN:
            text = _("{n} tickets in {days} days from this room")
            found.append((text, context.lately))
        if self.intake.from_phone > 1:
            found.append((_("{n} tickets in {days} days from this number"), self.intake.from_phone))
        days = self.intake.desk_app.site_now().policy.limit("repeat_repair_days")
        return [
            Row(width).put(self.LABEL, _("Again"), "$d-muted")
            .put(self.VALUE, fill(text, {"n": n, "days": days}), "bold")
            for text, n in found
        ]  # fmt: skip

    def _near(self, one: Near, width: int) -> Row:
        """A ticket nearby, with its room."""
        row = self._ticket(_(one.where), one.line, width)
        now = self.intake.desk_app.now()
        number = timewords.short_number(one.line.number, now.date())
        place = one.line.room.rpartition("-")[2] if "-" in one.line.room else one.line.room
        runs = [
            (f"{place} ", "$d-muted"),
            (private(one.line.what), "bold" if self._alike(one.line) else ""),
        ]
        return row.put(self.VALUE, runs).right(number, "$d-muted") if place else row

    def _alike(self, line: Line) -> bool:
        sub = self.intake.form["sub"].chosen
        return bool(sub) and line.sub == sub

    def _answered(self, context: Context, width: int) -> list[Row]:
        """The last follow-up: when, and what the owner said."""
        line = context.answered
        if line is None:
            return []
        app = self.intake.desk_app
        at = line.followed_at or line.closed_at or line.updated_at
        policy = app.site_now().policy
        score = policy.label(SCORES, line.score, app.lang) if line.score else _("asked again")
        row = Row(width).put(self.LABEL, _("Follow-up"), "$d-muted")
        row.put(self.VALUE, [(score, ""), (f"  {private(line.what)}", "$d-muted")])
        return [row.right(timewords.point(at, app.now()), "$d-muted")]

    def _same(self, width: int) -> list[Row]:
        """What may be the very same thing, with the key that joins it."""
        same = self.intake.the_same()
        if same is None:
            return []
        joins = self.intake.form.joins == same.number
        row = Row(width).put(self.LABEL, _("Joins") if joins else _("Same?"), "bold $d-accent")
        now = self.intake.desk_app.now()
        number = timewords.short_number(same.number, now.date())
        key = f"{number}  Ctrl+K" if width > NARROW else "Ctrl+K"
        return [row.put(self.VALUE, private(same.what), "bold").right(key, "bold $d-accent")]

    def _plan(self, width: int) -> list[Row]:
        """Who answers this room, until the manager looks at it again (X22)."""
        plan, app = self.intake.context.plan, self.intake.desk_app
        if plan is None or plan.review_at is None or plan.review_at < app.now():
            return []
        site = app.site_now()
        who = site.people[plan.person].name if plan.person in site.people else plan.person
        hours = site.policy.label("contact_hours", plan.hours, app.lang)
        told = fill(_("{who} answers, {hours}"), {"who": who, "hours": hours})
        return [Row(width).put(self.LABEL, _("Contact"), "$d-muted").put(self.VALUE, told, "bold")]

    def _case(self, line: CaseLine, width: int) -> Row:
        """A complaint of this room in the time of a repeat (H45b)."""
        app = self.intake.desk_app
        topic = app.site_now().policy.label("subcategories", line.sub, app.lang)
        text = "  ".join(filter(None, (_(CASE_STATES[line.state]), topic if line.sub else "")))
        number = timewords.short_number(line.number, app.now().date())
        row = Row(width).put(self.LABEL, _("Complaint"), "$d-muted")
        return row.put(self.VALUE, text, "bold" if line.open else "").right(number, "$d-muted")

    def _person(self, who: Resident, width: int) -> Row:
        lang = self.intake.desk_app.lang
        row = Row(width).put(self.LABEL, _("Register"), "$d-muted")
        row.put(self.VALUE, f"{mask_name(who.name, lang)}  {who.relation}".rstrip(), "")
        hour = fill(_("not after {hour}"), {"hour": who.not_after}) if who.not_after else ""
        phone = mask_phone(who.ring_first) if who.ring_first else ""
        return row.right("  ".join(filter(None, (hour, phone))), "")

    def _note(self, note: CareNote, width: int) -> Row:
        """What they agreed to have noted (1.1)."""
        app = self.intake.desk_app
        label = app.site_now().policy.label("care_notes", note.code, app.lang)
        row = Row(width).put(self.LABEL, _("Care note"), "$d-muted")
        return row.put(self.VALUE, f"{label}  {private(note.said)}".rstrip(), "$d-accent")

    def _ticket(self, label: str, line: Line, width: int) -> Row:
        now = self.intake.desk_app.now()
        age = timewords.ago(line.opened_at, now)
        row = Row(width).put(self.LABEL, label, "$d-muted")
        row.put(
            self.VALUE,
            [(private(line.what), "bold" if line.open else ""), (f"  {age}", "$d-muted")],
        )
        return row.right(timewords.short_number(line.number, now.date()), "$d-muted")


class ContextStrip(_About):
    """At 80 columns: three rows under a rule."""

    DEFAULT_CSS = "ContextStrip { height: 4; dock: bottom; }"

    def __init__(self, screen: IntakeScreen) -> None:
        super().__init__(screen)
        self.id = "strip"

    def render(self) -> Content:
        """A thin rule and what fits under it."""
        width = self.size.width
        rows = self.rows(width)
        shown, hidden = rows[:STRIP_ROWS], len(rows) - STRIP_ROWS
        told = fill(_("{n} more below"), {"n": hidden})
        more = f" {told}" if hidden > 0 else ""
        end = width - MARGIN - cell_len(more)
        rule = Row(width).rule(LABEL, end - 1 if more else end).right(more, "$d-muted")
        blank = [Row(width)] * (STRIP_ROWS - len(shown))
        return Content("\n").join(row.content() for row in (rule, *shown, *blank))


class ContextPane(_About):
    """At 120 columns: the whole of it, beside the form."""

    DEFAULT_CSS = "ContextPane { height: 1fr; }"
    LABEL, VALUE = 0, 9

    def render(self) -> Content:
        """The room, then its rows."""
        width = self.size.width
        head = Row(width).put(0, self.intake.context.room, "bold")
        rows = (head, Row(width), *self.rows(width), *self._questions(width))
        return Content("\n").join(row.content() for row in rows)

    def _questions(self, width: int) -> list[Row]:
        """What to ask about this class; what has been answered is ticked."""
        asking = self.intake.form.asking
        rows = [Row(width), Row(width).put(0, _("Ask"), "bold $d-muted")]
        for question in asking.questions:
            row = Row(width).put(2, question.text, "$d-muted" if asking.done else "")
            done = question.code in asking.answers
            rows.append(row.sign(0, "done", "$d-accent") if done else row)
        return rows if asking.questions else []
