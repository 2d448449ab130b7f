"""One complaint: how far it has come, what stops it, its points, and its past."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from deskapp.handbook.complaint.state import Complaint
from deskapp.handbook.history import add
from deskapp.handbook.message import N_
from deskapp.handbook.step import Stream
from deskapp.locale import _
from deskapp.tui.look.case_saying import case_line
from deskapp.tui.look.complaint_head import head_rows
from deskapp.tui.look.next_stage import leading_step, next_row
from deskapp.tui.look.points import case_rows
from deskapp.tui.look.proposals import proposal_rows
from deskapp.tui.look.rows import Row
from deskapp.tui.look.rows import page as pile
from deskapp.tui.look.stages import stage_rows
from deskapp.tui.look.story import heading, story_rows
from deskapp.tui.screens.stream import StreamScreen
from deskapp.tui.widgets.reading import Reading
from deskapp.tui.widgets.repeats import earlier_rows
from deskapp.tui.widgets.scroller import Scroller, more_below
from deskapp.tui.widgets.step_list import StepList
from deskapp.tui.widgets.step_strip import StepStrip

if TYPE_CHECKING:
    from datetime import datetime

    from deskapp.handbook.history import Entry
    from deskapp.store.complaints import CaseLine
    from deskapp.tui.app import DeskApp

STORY_TIME = 10


def reached(entries: list[Entry]) -> dict[str, datetime]:
    """When each state was last come to."""
    found: dict[str, datetime] = {}
    record: Stream = Complaint()
    for entry in entries:
        before, record = record.state, add(record, entry)
        if record.state != before:
            found[record.state] = entry.head.at
    return found


class CaseBand(Widget):
    """Stages with what stops the next one, then who, where, how grave, and by when."""

    DEFAULT_CSS = "CaseBand { height: 7; }"

    def __init__(self, page: ComplaintScreen) -> None:
        super().__init__()
        self.page = page

    def render(self) -> Content:
        """Seven rows, two of them blank."""
        app, width, case = cast("DeskApp", self.app), self.size.width, self.page.case
        if case is None:
            return Content("")
        rows = stage_rows(width, case.state, self.page.reached, app.now())
        going = case.state if case.open else ""
        rows += [next_row(width, going, self.page.steps, app), Row(width)]
        return pile([*rows, *head_rows(case, app, width, in_full=self.page.in_full), Row(width)])


class ComplaintScreen(StreamScreen):
    """A complaint, whole; the steps stand in a strip, from 120 columns on in the pane."""

    CSS_PATH = "complaint.tcss"
    HELP = "complaint"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "leaf(-1)", show=False),
        Binding("pagedown", "leaf(1)", show=False),
    ]

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.entries: list[Entry] = []
        self.reached: dict[str, datetime] = {}
        self.earlier: list[CaseLine] = []
        self.reading = Reading(self._rows)
        self.reading.can_focus = False

    @property
    def case(self) -> Complaint | None:
        """The record, if it is a complaint."""
        return self.record if isinstance(self.record, Complaint) else None

    def compose_work(self) -> ComposeResult:
        """Stages and head, points and past, steps."""
        yield CaseBand(self)
        yield self.reading
        yield StepStrip()

    def compose_pane(self) -> ComposeResult:
        """At 120 columns the steps stand here, with clause and reason."""
        yield StepList()

    async def load(self) -> None:
        """The record, and what the room complained about before."""
        await super().load()
        if self.case:
            room, number = self.case.room, self.number
            found = await self.desk_app.ask(lambda d: d.earlier_complaints(room, number))
            self.earlier = found or []
            self.reading.write()

    def show_record(self, entries: list[Entry]) -> None:
        """Everything as it stands now; the step that goes on leads."""
        self.entries = entries
        self.reached = reached(entries)
        going_on = leading_step(self.case, self.steps) if self.case else None
        if going_on:
            for shown in self.query(StepList):
                shown.lead_with(going_on)
        self.reading.write()

    def refresh_words(self) -> None:
        """Write the points again in the language in use."""
        if self.is_attached and self.case:
            self.reading.write()
        super().refresh_words()

    def speak(self) -> None:
        """The line for the owner, as far as the complaint has come."""
        if self.case:
            self.say_line = case_line(self.case, self.desk_app)

    # -- frame

    def place(self) -> str:
        """What this is."""
        return _("Complaint")

    @on(StepList.Moved)
    def _say_why(self) -> None:
        """The hint of the step under the cursor, or why it is not open."""
        chosen = self.step_list.selected
        if chosen and chosen.why_not:
            self.tell(chosen.why_not.message, "info", chosen.why_not.clause)
        elif chosen:
            self.tell(_(chosen.step.about.hint), "info", chosen.step.about.clause)

    @on(Scroller.Moved)
    def _show_more(self, event: Scroller.Moved) -> None:
        self.more = more_below(event.below)

    # -- the page

    def _rows(self, width: int) -> list[Row]:
        app = self.desk_app
        if self.case is None or app.still is None:
            return []
        rows = case_rows(self.case, app, width)
        rows += proposal_rows(self.case, app, width)
        rows += earlier_rows(self.earlier, width, app)
        rows += [Row(width), heading(width, N_("So far"))]
        return rows + story_rows(self.entries, app, width, STORY_TIME, in_full=self.in_full)

    def action_leaf(self, by: int) -> None:
        """Move through points and past."""
        self.reading.action_turn(by)
