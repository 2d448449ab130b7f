"""One record: its clocks, its past, the steps open now, and what stops the others."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from deskapp.desk import saying
from deskapp.handbook.gate import Passed, Refused
from deskapp.handbook.history import Entry
from deskapp.handbook.incident.state import Incident
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.step import Act, Step, Stream
from deskapp.handbook.ticket.merging import ReporterTold
from deskapp.handbook.ticket.progress import Chased
from deskapp.handbook.ticket.recording import DraftRecovered
from deskapp.handbook.ticket.state import Ticket
from deskapp.locale import _
from deskapp.tui.look.clocks import clock_rows
from deskapp.tui.look.incident_rows import incident_rows
from deskapp.tui.look.others import others_rows
from deskapp.tui.look.rows import Row
from deskapp.tui.look.rows import page as pile
from deskapp.tui.look.story import flag_rows, heading, story_rows, without_yes
from deskapp.tui.screens.complaint_note import NoteScreen
from deskapp.tui.screens.parked import take_up
from deskapp.tui.screens.step_form import StepFormScreen
from deskapp.tui.screens.stream import StreamScreen
from deskapp.tui.widgets.step_list import StepList
from deskapp.tui.widgets.ticket_head import TicketHead

if TYPE_CHECKING:
    from collections.abc import Callable

    from deskapp.tui.app import DeskApp

STORY_TIME = 9
PLACES = {
    "R": N_("Ticket"), "E": N_("Incident"), "L": N_("Log line"), "H": N_("Handover"),
}  # fmt: skip
CLOCKS = 2
"""Rows of clocks that every record has."""
PART = 4
"""An incident's chain has a quarter of the window at most; its steps need the rest."""
TICK = 10.0


class Clocks(Widget):
    """Promise and work, or an incident's beginning."""

    def __init__(self) -> None:
        super().__init__()
        self.record: Stream | None = None

    def show(self, record: Stream | None) -> None:
        """Show this record's."""
        self.record = record
        self._fit()

    def on_mount(self) -> None:
        """What is left of a time goes on while one looks."""
        self.set_interval(TICK, self._fit)

    def _fit(self) -> None:
        self.styles.height = max(len(self.rows()), CLOCKS)
        self.refresh()

    def rows(self) -> list[Row]:
        """Two rows; more where an authority waits or an incident has its chain."""
        app, width = cast("DeskApp", self.app), self.size.width
        if isinstance(self.record, Ticket):
            return clock_rows(self.record, app, width)
        if isinstance(self.record, Incident) and app.still is not None:
            return incident_rows(self.record, app, width, self.screen.size.height // PART)
        return []

    def render(self) -> Content:
        """All of them."""
        blank = Row(self.size.width)
        return pile([*self.rows(), blank, blank][: max(self.size.height, 1)])


class Story(Widget):
    """The past, newest first; PageUp and PageDown move through it."""

    def __init__(self) -> None:
        super().__init__()
        self.record: Stream | None = None
        self.entries: list[Entry] = []
        self.lead: Callable[[int], list[Row]] = lambda _width: []
        self.top = 0

    def rows(self) -> list[Row]:
        """Every row of it."""
        app, width = cast("DeskApp", self.app), self.size.width
        ticket = self.record if isinstance(self.record, Ticket) else Ticket()
        rows = [*self.lead(width), *others_rows(ticket, app, width, STORY_TIME)]
        rows.append(heading(width, N_("So far")))
        rows += flag_rows(ticket, app, width, STORY_TIME)
        rows += story_rows(without_yes(self.entries), app, width, STORY_TIME)
        if isinstance(self.record, Ticket):
            right = sum(1 for r in self.record.read_back.values() if r.outcome == "yes")
            text = _("Read back: {n} of 3 right").replace("{n}", str(right))
            rows.append(Row(width).put(STORY_TIME, text, "$d-muted"))
        return rows

    def leaf(self, by: int) -> None:
        """A screenful up or down."""
        last = max(len(self.rows()) - self.size.height, 0)
        self.top = max(0, min(self.top + by * (self.size.height - 1), last))
        self.refresh()

    def render(self) -> Content:
        """What fits."""
        if cast("DeskApp", self.app).still is None:
            return Content("")
        return pile(self.rows()[self.top : self.top + self.size.height])


def chased_sentence(ticket: Ticket, now: datetime) -> Msg:
    """How often it was asked for, and how the promise stands."""
    if ticket.due is None:
        text = N_("Chased {n} times; no time has been promised yet.")
    elif ticket.due < now:
        text = N_("Chased {n} times; the promise of {due} is broken.")
    else:
        text = N_("Chased {n} times; promised by {due}.")
    return Msg(text, {"n": ticket.chased, "due": ticket.due or ""})


class RecordScreen(StreamScreen):
    """A ticket or an incident, whole."""

    CSS_PATH = "record.tcss"
    HELP = "record"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "leaf(-1)", show=False),
        Binding("pagedown", "leaf(1)", show=False),
        Binding("ctrl+y", "copy_order", show=False),
        Binding("ctrl+k", "chased", show=False),
        Binding("ctrl+n", "tell_next", show=False),
        Binding("ctrl+z", "undo", show=False),
        Binding("ctrl+e", "complaint", show=False),
    ]

    def compose_work(self) -> ComposeResult:
        """Head, clocks, past and future."""
        yield TicketHead()
        yield Clocks()
        with Horizontal(id="halves"):
            yield Story()
            yield StepList()

    def compose_pane(self) -> ComposeResult:
        """At 120 columns the steps stand beside the record instead of under its past."""
        yield StepList()

    def show_record(self, entries: list[Entry]) -> None:
        """Show head, clocks and past."""
        story = self.query_one(Story)
        story.record, story.entries = self.record, entries
        self.query_one(Clocks).show(self.record)
        if self.record is not None:
            self.query_one(TicketHead).show(self.record)

    def speak(self) -> None:
        """The line for this record's owner, were they on the phone now."""
        app = self.desk_app
        site = app.site_now()
        if isinstance(self.record, Ticket):
            self.say_line = saying.line_now(self.record, site.policy, site.now, app.lang)
        elif isinstance(self.record, Incident):
            self.say_line = saying.danger_line(self.record.sub, site.policy, app.lang)

    # -- frame

    def place(self) -> str:
        """What kind of record it is."""
        return _(PLACES.get(self.number[:1], "Ticket"))

    # -- doing

    async def action_main(self) -> None:
        """The form of the step under the cursor; a call given up goes on in the intake."""
        chosen, record = self.step_list.selected, self.record
        recovers = chosen and chosen.step is DraftRecovered and not chosen.why_not
        if recovers and isinstance(record, Ticket):
            await take_up(self.desk_app, record)
        else:
            await super().action_main()

    async def action_chased(self) -> None:
        """The owner asks again: counted at once, and the promise named (3.2)."""
        passed = await self._take_at_once(Chased())
        if passed and isinstance(passed[0].record, Ticket):
            await self.load()
            said = chased_sentence(passed[0].record, self.desk_app.now())
            self.tell(self.desk_app.told(said), "saved")

    async def _take_at_once(self, step: Step[Any]) -> list[Passed]:
        try:
            return await self.desk_app.desk.ask(lambda desk: desk.take([Act(self.number, step)]))
        except Refused as refused:
            first = refused.refusals[0]
            self.tell(self.desk_app.told(first.message), "refused", first.clause)
            return []

    async def action_tell_next(self) -> None:
        """The next of those who reported it too; after one is told the next one comes (X11)."""
        self._tell_next(set())

    def _tell_next(self, rung: set[str]) -> None:
        ticket = self.record
        waiting = ticket.to_tell() if isinstance(ticket, Ticket) else ()
        who = next((r for r in waiting if r.ticket not in rung), None)
        if who is None:
            if not rung:
                self.open_step("ticket.reporter_told")
            return

        async def told(passed: list[Passed] | None) -> None:
            await self.taken(passed)
            if passed:
                self._tell_next({*rung, who.ticket})

        form = StepFormScreen(ReporterTold, self.number, {"ticket": who.ticket})
        self.app.push_screen(form, told)

    async def action_undo(self) -> None:
        """Take the last step back, with a reason (0-1)."""
        self.open_step("ticket.undone")

    async def action_complaint(self) -> None:
        """Make it a complaint: what was told stands there already, and the ticket goes on (C01)."""
        ticket = self.record
        if isinstance(ticket, Ticket):
            note = f"{ticket.room} {ticket.what}".strip()
            await self.app.push_screen(NoteScreen(note=note, ticket=self.number))

    async def danger_calls(self) -> str:
        """The incident whose calls Ctrl+G leads to from here."""
        if isinstance(self.record, Incident):
            return self.number if self.record.open else ""
        return self.record.incident if isinstance(self.record, Ticket) else ""

    def action_leaf(self, by: int) -> None:
        """Move through the past."""
        self.query_one(Story).leaf(by)

    def action_copy_order(self) -> None:
        """The order as a text to send: room, what, requirement, time, and no telephone."""
        if not isinstance(self.record, Ticket) or not self.record.requirement:
            self.tell(_("There is no order yet: dispatch it first."), "refused", "3.1")
            return
        site = self.desk_app.site_now()
        text = saying.order(self.record, site.policy, site.now, self.desk_app.lang)
        self.app.copy_to_clipboard(text)
        self.say_line = text
        self.tell(_("The order is copied; the telephone is not in it."), "saved")
