"""What the desk should know about a room before more is typed: masked, never read out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from deskapp.desk.desk import Desk
from deskapp.handbook.complaint.state import STATE_NAMES as CASE_STATES
from deskapp.handbook.fields.contact import mask_phone
from deskapp.handbook.fields.flat import above, below, beside
from deskapp.handbook.fields.name import mask_name
from deskapp.handbook.household import LETTER as HOUSE
from deskapp.handbook.household import CareNote, ContactPlan, Household
from deskapp.handbook.message import N_
from deskapp.handbook.similar import pieces
from deskapp.locale import _, fill, timewords
from deskapp.store.complaints import CaseLine
from deskapp.store.queue import Line
from deskapp.store.register import Resident
from deskapp.tui.look.private import private
from deskapp.tui.look.rows import LABEL, VALUE, Row

if TYPE_CHECKING:
    from deskapp.tui.screens.intake import IntakeScreen

TAIL = 4
STRIP_ROWS = 3


@dataclass(frozen=True)
class Context:
    """A room's people, its tickets, and the open ones next door."""

    room: str = ""
    residents: tuple[Resident, ...] = ()
    tickets: tuple[Line, ...] = ()
    around: tuple[tuple[str, Line], ...] = ()
    notes: tuple[CareNote, ...] = ()
    plan: ContactPlan | None = None
    cases: tuple[CaseLine, ...] = ()

    def number_ending(self, tail: str) -> str:
        """The register's number in this room that ends in four typed digits; empty if none."""
        if len(tail) != TAIL or not tail.isdigit():
            return ""
        numbers = (n for r in self.residents for n in (r.phone, r.phone2) if n)
        return next((n for n in numbers if n.endswith(tail)), "")

    def same_as(self, sub: str, what: str) -> Line | None:
        """An open ticket of this room or next door that may be the very same thing."""
        said = set(pieces(what))
        near = [*(t for t in self.tickets if t.open), *(line for _, line in self.around)]
        return next((t for t in near if t.sub == sub or said & set(pieces(t.what))), None)


def look_up(desk: Desk, room: str) -> Context:
    """Everything known about a room; runs where the database lives."""
    if not room:
        return Context()
    places = ((N_("Above"), above), (N_("Below"), below), (N_("Beside"), beside))
    around = tuple(
        (where, line)
        for where, rooms in places
        for other in rooms(room)
        for line in desk.room_history(other, 1)
        if line.open
    )
    household = desk.record(f"{HOUSE}{room}")
    known = household if isinstance(household, Household) else Household(number=f"{HOUSE}{room}")
    return Context(
        room, tuple(desk.residents(room)), tuple(desk.room_history(room)), around,
        known.notes, known.plan, tuple(desk.earlier_complaints(room)),
    )  # fmt: skip


class _About(Widget):
    """Rows about the room of the call at hand."""

    LABEL, VALUE = LABEL, VALUE

    def __init__(self, screen: IntakeScreen) -> None:
        super().__init__()
        self.intake = screen

    def rows(self, width: int) -> list[Row]:
        """People, open tickets, neighbours, in that order."""
        context = self.intake.context
        if self.intake.form.outsider:
            return [Row(width).put(self.VALUE, _("The register stays closed to outsiders."))]
        found = [*self._plan(width), *self._same(width)]
        found += [self._person(r, width) for r in context.residents]
        found += [self._note(note, width) for note in context.notes]
        found += [self._case(case, width) for case in context.cases]
        found += [self._ticket(_("In hand"), t, width) for t in context.tickets if t.open]
        found += [self._ticket(_(where), t, width) for where, t in context.around]
        found += [self._ticket(_("Before"), t, width) for t in context.tickets if not t.open]
        return found

    def _same(self, width: int) -> list[Row]:
        """What may be the very same thing, with the key that joins it."""
        same = self.intake.the_same()
        if same is None:
            return []
        joins = self.intake.form.joins == same.number
        row = Row(width).put(self.LABEL, _("Joins") if joins else _("Same?"), "bold $d-accent")
        now = self.intake.desk_app.now()
        number = timewords.short_number(same.number, now.date())
        return [
            row.put(self.VALUE, private(same.what), "bold").right(
                f"{number}  Ctrl+K", "bold $d-accent"
            )
        ]

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
        return row.right(mask_phone(who.phone), "")

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
        rule = Row(width).rule(LABEL, width - 2)
        shown = self.rows(width)[:STRIP_ROWS]
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
