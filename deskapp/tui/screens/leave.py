"""Leaving the program, asked once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.events import Mount

from deskapp.locale import _, fill
from deskapp.tui.frame import DeskScreen
from deskapp.tui.look.rows import VALUE, Row
from deskapp.tui.screens.intake import IntakeScreen
from deskapp.tui.widgets.reading import Reading

if TYPE_CHECKING:
    from textual.app import ComposeResult


class LeaveScreen(DeskScreen[None]):
    """Says what waits; Enter and F10 leave, Esc stays."""

    HELP = "leave"
    HAS_PANE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "main", show=False)]

    def __init__(self) -> None:
        super().__init__()
        self.parked = 0
        self.text = Reading(self._rows)

    def compose_work(self) -> ComposeResult:
        """Lay out the question."""
        yield self.text

    @on(Mount)
    async def _learn(self) -> None:
        """Put what is half done on the disk, then count what is parked."""
        self.set_focus(self.text)
        for screen in self.app.screen_stack:
            if isinstance(screen, IntakeScreen):
                await screen.park()
        drafts = await self.desk_app.ask(lambda desk: desk.drafts())
        self.parked = len(drafts or ())
        self.text.write()

    def place(self) -> str:
        """Return where one is."""
        return _("Leave the program")

    def main_label(self) -> str:
        """Return what F10 does here."""
        return _("Leave")

    def _rows(self, width: int) -> list[Row]:
        many = _("One call is parked; it is kept.")
        if self.parked != 1:
            many = fill(_("{n} calls are parked; they are kept."), {"n": self.parked})
        parked = many if self.parked else _("No call is parked; everything is saved.")
        return [
            Row(width).put(VALUE, _("Leave the program?"), "bold"),
            Row(width).put(VALUE, parked),
            Row(width).put(VALUE, _("Enter leaves, Esc stays."), "$d-muted"),
        ]

    def refresh_words(self) -> None:
        """Write the question again in the language in use."""
        self.text.write()
        super().refresh_words()

    async def action_main(self) -> None:
        """Leave."""
        self.app.exit()

    async def action_back(self) -> None:
        """Stay."""
        self.dismiss(None)
