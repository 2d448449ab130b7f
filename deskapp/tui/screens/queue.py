"""The queue: what burns first, and every ticket one number and Enter away."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from deskapp.desk import saying
from deskapp.handbook.fields.fold import tidy
from deskapp.handbook.step import Stream
from deskapp.handbook.ticket.state import Ticket
from deskapp.locale import _, fill
from deskapp.store.queue import MANY, VIEWS, Line
from deskapp.tui.frame import DeskScreen
from deskapp.tui.look.rows import LABEL, Row
from deskapp.tui.widgets.handover_bar import HandoverBar
from deskapp.tui.widgets.incident_bars import IncidentBars
from deskapp.tui.widgets.queue_list import QueueList
from deskapp.tui.widgets.queue_row import head_row
from deskapp.tui.widgets.record_pane import RecordPane

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.handbook.handover.state import Handover

SHOWN = ("all", "to_dispatch", "late", "soon", "to_confirm", "mine", "rings")
"""The views that stand in the line of views; the others come after them by F3."""
REST = ("followups", "debts", "danger", "complaints", "to_settle", "closed", "everything")
TICK = 30.0
NUMBER_SIGNS = frozenset("-")


class Views(Widget):
    """The views with their counts; the current one in accent."""

    def __init__(self) -> None:
        super().__init__(id="views")
        self.current = "all"
        self.counts: dict[str, int] = {}

    def render(self) -> Content:
        """One row."""
        names = SHOWN if self.current in SHOWN else (*SHOWN[:-1], self.current)
        texts = [self._text(name) for name in names]
        remark = "F3 " + _("next view")
        room = self.size.width - 2 * LABEL - sum(cell_len(text) for text in texts)
        gap = 3 if room >= 3 * len(texts) + cell_len(remark) else 2
        if room < gap * len(texts) + cell_len(remark):
            remark = "F3"
        row, at = Row(self.size.width).right(remark, "$d-muted"), LABEL
        for name, text in zip(names, texts, strict=True):
            row.put(at, text, "bold $d-accent" if name == self.current else "$d-muted")
            at += cell_len(text) + gap
        return row.content()

    def _text(self, name: str) -> str:
        number = self.counts.get(name)
        count = "" if number is None else f" {number if number < MANY else f'{MANY - 1}+'}"
        return f"{_(VIEWS[name].label)}{count}"


class Head(Widget):
    """The names of the columns."""

    def __init__(self) -> None:
        super().__init__(id="head")

    def render(self) -> Content:
        """One row."""
        return head_row(self.size.width).content()


class QueueScreen(DeskScreen[None]):
    """A list over the store, its views, and the selected ticket beside it when wide."""

    CSS_PATH = "queue.tcss"
    HELP = "queue"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", show=False)]

    def __init__(self, view: str = "all") -> None:
        super().__init__()
        self.view = view
        self.typed = ""
        self.record: Stream | None = None
        self._told_of: str | None = None

    def compose_work(self) -> ComposeResult:
        """Views, column heads, rows."""
        yield HandoverBar()
        yield IncidentBars()
        yield Views()
        yield Head()
        yield QueueList()

    def compose_pane(self) -> ComposeResult:
        """The selected ticket."""
        yield RecordPane()

    async def on_mount(self) -> None:
        """Show the first page, and keep it true while time passes."""
        self.hint(_("Type a number and Enter to open it."))
        await self.show_view(self.view)
        self.set_focus(self.query_one(QueueList))
        self.set_interval(TICK, self.refresh_list)

    async def on_screen_resume(self) -> None:
        """Something may have happened while another screen was in front."""
        await self.refresh_list()
        if self.desk_app.card_due:
            await self.desk_app.show_card()

    async def show_view(self, view: str) -> None:
        """Another view of the queue."""
        self.view = view
        self.query_one(Views).current = view
        await self.query_one(QueueList).show_view(view)
        await self._count()
        self.redraw("keys")

    async def refresh_list(self) -> None:
        """The rows and counts as they are now."""
        if self.desk_app.still is None or not self.is_attached:
            return
        await self.query_one(QueueList).reload()
        await self._count()

    async def _count(self) -> None:
        names = {*SHOWN, self.view}
        found = await self.desk_app.ask(lambda desk: desk.counts(*names))
        running = await self.desk_app.ask(lambda desk: desk.running())
        self.query_one(IncidentBars).show(running or ())
        shift, matters = await self.desk_app.ask(_handover) or (None, {})
        self.query_one(HandoverBar).show(shift, matters)
        views = self.query_one(Views)
        views.counts = found or {}
        views.refresh()
        self.redraw("title")

    async def next_view(self) -> None:
        """F3 on the queue itself: the next view."""
        order = [*SHOWN, *REST]
        await self.show_view(order[(order.index(self.view) + 1) % len(order)])

    # -- frame

    def place(self) -> str:
        """Where one is."""
        return _("Queue")

    def state(self) -> str:
        """The view and its count."""
        counts = self.query_one(Views).counts if self.is_attached else {}
        number = counts.get(self.view)
        shown = "" if number is None else f" {number if number < MANY else f'{MANY - 1}+'}"
        return f"{_(VIEWS[self.view].label)}{shown}"

    def main_label(self) -> str:
        """F10 opens what is selected."""
        return _("Open")

    # -- selection

    @on(QueueList.Selected)
    async def _selected(self, event: QueueList.Selected) -> None:
        below = self.query_one(QueueList).below()
        ends = self.query_one(QueueList).ends_below
        text = _("{n} more below") if ends else _("{n}+ more below")
        self.more = fill(text, {"n": below}) if below else ""
        await self._look_at(event.line)

    async def _look_at(self, line: Line | None) -> None:
        # Told once for each ticket: what was said since, of something else, stays to be read.
        news = self._told_of != (line.number if line else "")
        self._told_of = line.number if line else ""
        if line is None:
            self.record, self.say_line = None, ""
            self.query_one(RecordPane).clear()
            if news and not self.typed:
                self.tell(_("Nothing here. F2 takes a call."))
            return
        why = self.query_one(QueueList).reasons.get(line.key)
        if why and news and not self.typed:
            self.tell(why.message, "warn", why.clause)
        number = line.number
        found = await self.desk_app.ask(lambda desk: (desk.record(number), desk.entries(number)))
        if found is None or self.query_one(QueueList).selected is not line:
            return
        self.record, entries = found
        if isinstance(self.record, Ticket):
            site = self.desk_app.site_now()
            self.say_line = saying.line_now(self.record, site.policy, site.now, self.desk_app.lang)
            self.query_one(RecordPane).show(self.record, entries)

    # -- opening

    async def action_open(self) -> None:
        """Enter: the typed number, or the selected ticket."""
        if self.typed:
            await self._open_typed()
        else:
            self._open_selected()

    async def action_main(self) -> None:
        """F10 opens too."""
        await self.action_open()

    def _open_selected(self) -> None:
        line = self.query_one(QueueList).selected
        if line:
            self._open(line.number)

    async def _open_typed(self) -> None:
        typed, self.typed = self.typed, ""
        found = await self.desk_app.ask(lambda desk: desk.numbers_like(typed))
        if found:
            self._open(found[0])
        else:
            self.tell(fill(_("There is no ticket {number}."), {"number": typed}), "refused")

    def _open(self, number: str) -> None:
        from deskapp.tui.screens.stream import page_of  # noqa: PLC0415 - after the first frame

        self.app.push_screen(page_of(number))

    def on_key(self, event: events.Key) -> None:
        """Digits collect into a number; Backspace takes one back."""
        character = tidy(event.character or "").upper()
        if event.key == "backspace" and self.typed:
            self.typed = self.typed[:-1]
        elif character and (
            (character.isalnum() and character.isascii()) or character in NUMBER_SIGNS
        ):
            self.typed += character
        else:
            return
        event.stop()
        if self.typed:
            self.tell(fill(_("Open {number}: Enter"), {"number": self.typed}))
        else:
            self.tell(_("Type a number and Enter to open it."))

    async def action_back(self) -> None:
        """Esc drops a typed number, then goes back to the view of everything open."""
        if self.typed:
            self.typed = ""
            self.tell(_("Type a number and Enter to open it."))
        elif self.view != "all":
            await self.show_view("all")


def _handover(desk: Desk) -> tuple[Handover | None, dict[str, tuple[str, str, str]]]:
    """The newest handover, and what its waiting lines are about."""
    from deskapp.desk.matters import said_of  # noqa: PLC0415 - after the first frame

    shift = desk.handover()
    waits = shift.waits if shift and shift.open else ()
    return shift, {line.number: said_of(desk, line) for line in waits}
