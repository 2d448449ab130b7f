"""One record: its clocks, its past, the steps open now, and what stops the others."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from deskapp.desk import saying
from deskapp.handbook.gate import Openness, Passed, Refused
from deskapp.handbook.history import Entry
from deskapp.handbook.incident.state import Incident
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.step import START, Act, Step, Stream
from deskapp.handbook.ticket.merging import ReporterTold
from deskapp.handbook.ticket.progress import Chased
from deskapp.handbook.ticket.recording import DraftRecovered
from deskapp.handbook.ticket.state import DRAFT, Ticket
from deskapp.locale import _, timewords
from deskapp.tui.frame import DeskScreen
from deskapp.tui.look.clocks import clock_rows
from deskapp.tui.look.others import others_rows
from deskapp.tui.look.rows import LABEL, Row
from deskapp.tui.look.rows import page as pile
from deskapp.tui.look.signs import sign
from deskapp.tui.look.story import flag_rows, heading, story_rows, without_yes
from deskapp.tui.screens.parked import take_up
from deskapp.tui.screens.step_form import StepFormScreen, saved_sentence
from deskapp.tui.widgets.ticket_head import TicketHead

if TYPE_CHECKING:
    from collections.abc import Callable

    from deskapp.tui.app import DeskApp

STORY_TIME = 9
CLOCKS = 2
"""Rows of clocks that every record has."""
MAIN = (
    "ticket.dispatched", "ticket.taken", "ticket.started", "ticket.resumed", "ticket.work_done",
    "ticket.confirmed",
    "incident.response_started", "incident.notified",
)  # fmt: skip
"""The step that goes on with the usual way of a record, in its order."""


class Clocks(Widget):
    """Promise and work, or an incident's beginning."""

    def __init__(self) -> None:
        super().__init__()
        self.record: Stream | None = None

    def show(self, record: Stream | None) -> None:
        """Show this record's."""
        self.record = record
        app = cast("DeskApp", self.app)
        rows = clock_rows(record, app, self.size.width) if isinstance(record, Ticket) else []
        self.styles.height = max(len(rows), CLOCKS)
        self.refresh()

    def render(self) -> Content:
        """Two rows; more where an authority waits or a promise went before."""
        app, width = cast("DeskApp", self.app), self.size.width
        if isinstance(self.record, Ticket):
            return pile(clock_rows(self.record, app, width))
        if isinstance(self.record, Incident) and self.record.happened_at:
            began = timewords.full(self.record.happened_at, app.now())
            row = Row(width).put(LABEL, _("Happened"), "$d-muted").put(12, began)
            return pile([row, Row(width)])
        return pile([Row(width), Row(width)])


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


class StepList(Widget, can_focus=True):
    """The steps open now, then those that are not, each with the clause and the reason."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
    ]

    class Moved(Message):
        """Another step is under the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[Openness] = []
        self.shut: list[Openness] = []
        self.at = 0

    def show(self, steps: list[Openness]) -> None:
        """The steps of a record as they stand now; the usual next one leads."""
        hidden = (frozenset({START}), frozenset({DRAFT}))
        usable = [s for s in steps if s.step.about.opens not in hidden and not s.step.about.brought]
        self.open = sorted((s for s in usable if s.open), key=_rank)
        self.shut = [s for s in usable if not s.open]
        self.at = 0
        self.refresh()

    @property
    def selected(self) -> Openness | None:
        """The step under the cursor, open or not."""
        every = [*self.open, *self.shut]
        return every[self.at] if every else None

    def action_move(self, by: int) -> None:
        """The next step; those that are not open can be looked at too."""
        every = len(self.open) + len(self.shut)
        if every:
            self.at = (self.at + by) % every
            self.refresh()
            self.post_message(self.Moved())

    def render(self) -> Content:
        """Both groups."""
        app, width, height = cast("DeskApp", self.app), self.size.width, self.size.height
        rows = [Row(width).put(1, _("You can now"), "bold $d-muted")]
        rows += [self._open_row(n, width) for n in range(len(self.open))]
        rows += [Row(width), Row(width).put(1, _("Not yet"), "bold $d-muted")]
        shut_from = len(rows)
        for place in range(len(self.shut)):
            rows += self._shut_rows(place, app, width)
        in_shut = self.at - len(self.open)
        here = self.at + 1 if in_shut < 0 else shut_from + 2 * in_shut + 1
        start = max(0, min(here - height + 2, len(rows) - height))
        return pile(rows[start : start + height])

    def _open_row(self, place: int, width: int) -> Row:
        about = self.open[place].step.about
        row = Row(width).put(3, _(about.title), "bold" if place == self.at else "")
        row.put(13, _(about.hint), "$d-muted").right(about.clause, "$d-muted")
        return self._pointed(row, place)

    def _shut_rows(self, place: int, app: DeskApp, width: int) -> list[Row]:
        shut, here = self.shut[place], len(self.open) + place
        title = Row(width).put(1, sign("refused"), "$d-muted")
        title.put(3, _(shut.step.about.title), "$d-muted")
        why = shut.why_not
        if why is None:
            return [self._pointed(title, here), Row(width)]
        title.right(why.clause, "$d-muted")
        reason = Row(width).put(3, app.told(why.message), "$d-muted")
        return [self._pointed(title, here), reason]

    def _pointed(self, row: Row, place: int) -> Row:
        if place != self.at:
            return row
        mark = sign("here") if self.has_focus else sign("done")
        return row.put(1, mark, "bold $d-accent").fill("on $d-sel", 1)


def chased_sentence(ticket: Ticket, now: datetime) -> Msg:
    """How often it was asked for, and how the promise stands."""
    if ticket.due is None:
        text = N_("Chased {n} times; no time has been promised yet.")
    elif ticket.due < now:
        text = N_("Chased {n} times; the promise of {due} is broken.")
    else:
        text = N_("Chased {n} times; promised by {due}.")
    return Msg(text, {"n": ticket.chased, "due": ticket.due or ""})


def _rank(one: Openness) -> int:
    kind = one.step.about.kind
    return MAIN.index(kind) if kind in MAIN else len(MAIN)


class RecordScreen(DeskScreen[None]):
    """A ticket or an incident, whole."""

    CSS_PATH = "record.tcss"
    HELP = "record"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "main", show=False),
        Binding("pageup", "leaf(-1)", show=False),
        Binding("pagedown", "leaf(1)", show=False),
        Binding("ctrl+y", "copy_order", show=False),
        Binding("ctrl+k", "chased", show=False),
        Binding("ctrl+n", "tell_next", show=False),
        Binding("ctrl+z", "undo", show=False),
    ]

    def __init__(self, number: str) -> None:
        super().__init__()
        self.number = number
        self.record: Stream | None = None

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

    @property
    def step_list(self) -> StepList:
        """The list of steps in sight: beside the record when there is room, else in it."""
        lists = list(self.query(StepList))
        return lists[-1] if self.has_class("-wide") else lists[0]

    async def on_mount(self) -> None:
        """Show the record and stand on its next step."""
        await self.load()
        self.set_focus(self.step_list)

    def on_resize(self) -> None:
        """The steps may stand elsewhere now; so does the focus."""
        self.call_after_refresh(self._stand_on_steps)

    def _stand_on_steps(self) -> None:
        self.set_focus(self.step_list)

    async def on_screen_resume(self) -> None:
        """A step may have been taken."""
        if self.record is not None:
            await self.load()

    async def load(self) -> None:
        """The record as it stands now."""
        number = self.number
        found = await self.desk_app.ask(
            lambda desk: (desk.record(number), desk.entries(number), desk.steps(number))
        )
        if found is None:
            return
        self.record, entries, steps = found
        story = self.query_one(Story)
        story.record = self.record
        self.query_one(Clocks).show(self.record)
        story.entries = entries
        if self.record is not None:
            self.query_one(TicketHead).show(self.record)
        for shown in self.query(StepList):
            shown.show(steps)
        self.speak()
        self.refresh_words()

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
        """Ticket or incident."""
        return _("Incident") if self.number.startswith("E") else _("Ticket")

    def state(self) -> str:
        """The number in full."""
        return self.number

    def main_label(self) -> str:
        """The step under the cursor."""
        chosen = self.step_list.selected if self.is_attached else None
        return _(chosen.step.about.title) if chosen else _("Back")

    @on(StepList.Moved)
    def _moved(self) -> None:
        self.redraw("keys")

    # -- doing

    async def action_main(self) -> None:
        """The form of the step under the cursor."""
        chosen = self.step_list.selected
        if chosen is None:
            self.tell(_("No step is open to you here."), "refused")
        elif (
            chosen.step is DraftRecovered and isinstance(self.record, Ticket) and not chosen.why_not
        ):
            await take_up(self.desk_app, self.record)
        else:
            self._form(chosen)

    async def _taken(self, passed: list[Passed] | None) -> None:
        if not passed:
            return
        await self.load()
        await self.desk_app.count()
        self.tell(self.desk_app.told(saved_sentence(passed)), "saved")

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
                self._open("ticket.reporter_told")
            return

        async def told(passed: list[Passed] | None) -> None:
            await self._taken(passed)
            if passed:
                self._tell_next({*rung, who.ticket})

        form = StepFormScreen(ReporterTold, self.number, {"ticket": who.ticket})
        self.app.push_screen(form, told)

    async def action_undo(self) -> None:
        """Take the last step back, with a reason (0-1)."""
        self._open("ticket.undone")

    def _open(self, kind: str) -> None:
        every = (*self.step_list.open, *self.step_list.shut)
        chosen = next((one for one in every if one.step.about.kind == kind), None)
        if chosen:
            self._form(chosen)

    def _form(self, chosen: Openness) -> None:
        why = chosen.why_not
        if why:
            self.tell(self.desk_app.told(why.message), "refused", why.clause)
        else:
            self.app.push_screen(StepFormScreen(chosen.step, self.number), self._taken)

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
