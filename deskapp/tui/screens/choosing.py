"""What all screens share on which something is chosen from a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.binding import Binding, BindingType

from deskapp.handbook.message import N_
from deskapp.locale import _
from deskapp.tui.frame import DeskScreen
from deskapp.tui.look.rows import Row
from deskapp.tui.widgets.editors import EnterPressed, LineEditor, OptionMoved
from deskapp.tui.widgets.finder import Finder
from deskapp.tui.widgets.pick_list import PickList
from deskapp.tui.widgets.scroller import Scroller, more_below

if TYPE_CHECKING:
    from textual.app import ComposeResult

Chosen = TypeVar("Chosen")


class PickScreen(DeskScreen[Chosen | None]):
    """A list to choose from. Enter and F10 choose, Esc goes back."""

    HAS_PANE = False

    def __init__(self) -> None:
        super().__init__()
        self.list = PickList(self.draw)

    def compose_work(self) -> ComposeResult:
        """Lay out the list."""
        yield self.list

    def main_label(self) -> str:
        """Return what F10 does here."""
        return _("Choose")

    def draw(self, _at: int, width: int) -> Row:
        """Draw one row."""
        return Row(width)

    async def pick(self, at: int) -> None:
        """Do what the row chosen is there for."""

    @on(Scroller.Moved)
    def _show_more(self, event: Scroller.Moved) -> None:
        self.more = more_below(event.below)

    @on(PickList.Picked)
    async def _picked(self) -> None:
        await self.entered()

    async def entered(self) -> None:
        """Enter on a row: the same as F10, unless the screen says otherwise."""
        await self.action_main()

    async def action_main(self) -> None:
        """Choose the row; a second Enter behind the first one finds the list gone."""
        if self.list.row_count() and self.is_current:
            await self.pick(self.list.selected)

    async def action_back(self) -> None:
        """Go back with nothing chosen."""
        self.dismiss(None)


class FinderScreen(PickScreen[Chosen]):
    """A list under a line of typing, which keeps the cursor while the arrows choose."""

    FIND: ClassVar[str] = N_("Find")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "turn(-1)", show=False),
        Binding("pagedown", "turn(1)", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.list.can_focus = False
        self.finder = Finder(self.FIND)

    def compose_work(self) -> ComposeResult:
        """Lay out the line and the list."""
        yield self.finder
        yield self.list

    def on_mount(self) -> None:
        """Put the cursor into the line."""
        self.set_focus(self.finder.editor)

    def typed(self, text: str) -> None:
        """Narrow the list to what was typed."""

    def show_rows(self, count: int) -> None:
        """Show so many rows, the first one chosen."""
        self.list.show(count)
        self.finder.point(here=not count)

    def action_turn(self, by: int) -> None:
        """Move by a window."""
        self.list.action_turn(by)

    @on(LineEditor.Changed)
    def _typed(self, event: LineEditor.Changed) -> None:
        self.typed(event.value)

    @on(OptionMoved)
    def _turned(self, event: OptionMoved) -> None:
        self.list.action_go(event.by)

    @on(EnterPressed)
    async def _entered(self) -> None:
        await self.action_main()
