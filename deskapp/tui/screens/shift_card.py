"""The card at the start of a shift: once, and one key (1.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget

from deskapp.handbook.gate import Refused
from deskapp.handbook.shifts import HintsSet, ShiftBegun
from deskapp.handbook.step import Act
from deskapp.locale import _
from deskapp.tui.frame import DeskScreen
from deskapp.tui.look.rows import LABEL, VALUE, Row, page

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from deskapp.tui.app import DeskApp


class Card(Widget):
    """The site's own lines, one under the other."""

    DEFAULT_CSS = "Card { height: 1fr; }"

    def render(self) -> Content:
        """A row each."""
        app, width = cast("DeskApp", self.app), self.size.width
        entries = app.site_now().policy.entries("shift_card").values()
        rows = [Row(width).put(VALUE, entry.label(app.lang), "bold") for entry in entries]
        tips = list(app.site_now().policy.entries("tips").values())
        if tips and app.hints:
            tip = tips[app.now().toordinal() % len(tips)].label(app.lang)
            rows += [Row(width), Row(width).put(LABEL, _("Hint"), "$d-muted").put(VALUE, tip)]
        return page(rows)


class ShiftCardScreen(DeskScreen[None]):
    """A look in the mirror before the first call."""

    HELP = "card"
    HAS_PANE = False
    BINDINGS = [  # noqa: RUF012 - so typed by Screen
        Binding("enter", "main", show=False),
        Binding("ctrl+e", "hints", show=False),
    ]

    def compose_work(self) -> ComposeResult:
        """Lay out the lines."""
        yield Card()

    def on_mount(self) -> None:
        """Say how it goes on."""
        how = _("Enter begins the shift; Ctrl+E: no more hints.")
        self.tell(how if self.desk_app.hints else _("Enter begins the shift."))

    def place(self) -> str:
        """Return where one is."""
        return _("Before the shift")

    def main_label(self) -> str:
        """Return what F10 does here."""
        return _("Start")

    async def action_main(self) -> None:
        """Read: not shown again in this shift."""
        person = self.desk_app.operator
        self.dismiss(None)
        if person is None:
            return
        try:
            await self.desk_app.ask(lambda desk: desk.take([Act(person.id, ShiftBegun())]))
        except Refused:  # somebody else signed in meanwhile: theirs to read
            return

    async def action_hints(self) -> None:
        """Ctrl+E: hints are switched off for good; F9 brings them back."""
        if self.desk_app.hints:
            await switch_hints(self.desk_app)
            self.query_one(Card).refresh()
            self.tell(_("No more hints; F9 brings them back."), "saved")

    async def action_back(self) -> None:
        """Later: it comes again with the next sign-in."""
        self.dismiss(None)


async def switch_hints(app: DeskApp) -> None:
    """Hints off for good, or on again, for whoever sits here."""
    me, shown = app.operator, not app.hints
    if me is None:
        return
    await app.ask(lambda desk: desk.take([Act(me.id, HintsSet(shown=shown))]))
    app.hints = shown
