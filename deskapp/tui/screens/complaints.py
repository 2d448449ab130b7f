"""The complaints: how far each has come, by when it is due, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Mount
from textual.widget import Widget

from deskapp.handbook.message import N_
from deskapp.locale import _
from deskapp.tui.look.complaint_row import complaint_row, head_row
from deskapp.tui.look.next_stage import next_row
from deskapp.tui.look.rows import LABEL, Row, page
from deskapp.tui.screens.choosing import PickScreen
from deskapp.tui.widgets.pick_list import PickList

if TYPE_CHECKING:
    from deskapp.handbook.gate import Openness
    from deskapp.store.complaints import CaseLine
    from deskapp.tui.app import DeskApp

VIEWS = {"running": N_("Running"), "mine": N_("Mine"), "ended": N_("Closed")}
MOST = 500
TICK = 30.0


class CaseViews(Widget):
    """The views, what stops the complaint under the cursor, and the names of the columns."""

    DEFAULT_CSS = "CaseViews { height: 4; }"

    def __init__(self) -> None:
        super().__init__()
        self.current = "running"
        self.chosen: CaseLine | None = None
        self.steps: list[Openness] = []

    def show(self, chosen: CaseLine | None, steps: list[Openness]) -> None:
        """Show what stops this one."""
        self.chosen, self.steps = chosen, steps
        self.refresh()

    def render(self) -> Content:
        """Four rows, the third one blank."""
        width, at = self.size.width, LABEL
        row = Row(width)
        for name, label in VIEWS.items():
            row.put(at, _(label), "bold $d-accent" if name == self.current else "$d-muted")
            at += cell_len(_(label)) + 3
        return page([row, self._stop(width), Row(width), head_row(width)])

    def _stop(self, width: int) -> Row:
        if self.chosen:
            going = self.chosen.state if self.chosen.open else ""
            return next_row(width, going, self.steps, cast("DeskApp", self.app))
        return Row(width).put(LABEL, _("Nothing here. F4 takes a complaint."), "$d-muted")


class ComplaintsScreen(PickScreen[None]):
    """A list, its views by the arrows; Enter opens one, F4 begins a new one."""

    HELP = "complaints"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "view(-1)", show=False),
        Binding("right", "view(1)", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[CaseLine] = []
        self.views = CaseViews()

    def compose_work(self) -> ComposeResult:
        """Views, column heads, rows."""
        yield self.views
        yield self.list

    @on(Mount)
    async def _begin(self) -> None:
        """Show the open ones, and keep them true while time passes."""
        await self.reload()
        self.set_focus(self.list)
        self.set_interval(TICK, self.reload)

    async def on_screen_resume(self) -> None:
        """Something may have happened while another screen was in front."""
        await self.reload()

    async def reload(self) -> None:
        """The rows as they are now, the same one chosen."""
        view, chosen = self.views.current, self.chosen
        found = await self.desk_app.ask(lambda desk: desk.complaints(view, limit=MOST))
        if found is None:
            return
        self.lines = found
        numbers = [one.number for one in found]
        self.list.show(
            len(found), numbers.index(chosen.number) if chosen and chosen.number in numbers else 0
        )
        self.redraw("title")
        await self._show_stop()

    @property
    def chosen(self) -> CaseLine | None:
        """The complaint under the cursor."""
        at = self.list.selected
        return self.lines[at] if 0 <= at < len(self.lines) else None

    async def action_view(self, by: int) -> None:
        """Another view."""
        names = list(VIEWS)
        self.views.current = names[(names.index(self.views.current) + by) % len(names)]
        self.views.refresh()
        self.lines = []
        await self.reload()

    @on(PickList.Stands)
    async def _show_stop(self) -> None:
        """What stops the one under the cursor, and which clause says so."""
        chosen, steps = self.chosen, None
        if chosen:
            steps = await self.desk_app.ask(lambda desk: desk.steps(chosen.number))
        if self.chosen == chosen:
            self.views.show(chosen if steps else None, steps or [])

    # -- frame

    def place(self) -> str:
        """Where one is."""
        return _("Complaints")

    def state(self) -> str:
        """How many the view holds."""
        return str(len(self.lines)) if self.lines else ""

    def main_label(self) -> str:
        """What F10 does here."""
        return _("Open")

    def key_labels(self) -> list[tuple[str, str]]:
        """F4 on the list itself begins a new one."""
        keys = super().key_labels()
        return [*keys[:3], ("F4", _("New")), *keys[4:]]

    def draw(self, at: int, width: int) -> Row:
        """One complaint."""
        return complaint_row(self.lines[at], width, self.desk_app)

    async def pick(self, at: int) -> None:
        """Open it."""
        from deskapp.tui.screens.complaint import ComplaintScreen  # noqa: PLC0415 - when asked for

        self.app.push_screen(ComplaintScreen(self.lines[at].number))
