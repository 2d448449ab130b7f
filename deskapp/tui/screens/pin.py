"""Typing a PIN: to come in, or a new one twice; what is typed is never shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import on

from deskapp.desk.signing import refused_pin, set_pin
from deskapp.handbook.gate import Refused
from deskapp.handbook.message import N_, Msg
from deskapp.locale import _
from deskapp.tui.frame import DeskScreen
from deskapp.tui.widgets.editors import EnterPressed
from deskapp.tui.widgets.finder import Finder

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.screen import Screen

    from deskapp.handbook.people import Person
    from deskapp.tui.app import DeskApp


class PinScreen(DeskScreen[bool]):
    """One person's PIN; true once it was right."""

    HELP = "pin"
    HAS_PANE = False

    def __init__(self, person: Person) -> None:
        super().__init__()
        self.person = person
        self.finder = Finder(N_("PIN"))
        self.finder.editor.password = True

    def compose_work(self) -> ComposeResult:
        """Lay out the one line."""
        yield self.finder

    def on_mount(self) -> None:
        """Put the cursor into it."""
        self.set_focus(self.finder.editor)

    def place(self) -> str:
        """Return whose PIN."""
        return self.person.name

    def main_label(self) -> str:
        """Return what F10 does here."""
        return _("Sign in")

    @on(EnterPressed)
    async def _entered(self, event: EnterPressed) -> None:
        event.stop()
        await self.action_main()

    def taken(self) -> str:
        """Take what was typed out of the line."""
        typed = self.finder.editor.value.strip()
        self.finder.editor.value = ""
        return typed

    async def action_main(self) -> None:
        """Compare it, away from the screen's thread."""
        typed, person = self.taken(), self.person.id
        if not typed:
            return
        refused = await self.desk_app.desk.ask(lambda desk: refused_pin(desk, person, typed))
        if refused:
            self.tell(refused, "refused", "H49")
        else:
            self.dismiss(True)  # noqa: FBT003 - the answer itself

    async def action_back(self) -> None:
        """Go back without it."""
        self.dismiss(False)  # noqa: FBT003 - the answer itself


class NewPinScreen(PinScreen):
    """A new PIN, typed twice; true once it is set."""

    def __init__(self, person: Person) -> None:
        super().__init__(person)
        self.first = ""

    def on_mount(self) -> None:
        """Say what is asked for."""
        super().on_mount()
        self.tell(_("Type the new PIN, then Enter."))

    def main_label(self) -> str:
        """Return what F10 does here."""
        return _("Set PIN")

    async def action_main(self) -> None:
        """The first time, the second time, then set it."""
        typed = self.taken()
        if not self.first:
            self.first = typed
            self.tell(_("Once more, to be sure."))
        elif typed != self.first:
            self.first = ""
            self.tell(_("That was another one; begin again."), "refused", "H49")
        else:
            await self._set(typed)

    async def _set(self, typed: str) -> None:
        person, self.first = self.person.id, ""
        try:
            await self.desk_app.desk.ask(lambda desk: set_pin(desk, person, typed))
        except Refused as refused:
            self.tell(refused.refusals[0].message, "refused", "H49")
            return
        await self.desk_app.refresh_still()
        await self.desk_app.learn_pins()
        self.dismiss(True)  # noqa: FBT003 - the answer itself
        self.desk_app.call_later(self.desk_app.tell, Msg(N_("PIN set")), "saved")


async def after_own_pin(app: DeskApp, screen: Screen[Any]) -> None:
    """A desk that was left open changes nobody's PIN: one's own is typed first."""

    def known(right: bool | None) -> None:  # noqa: FBT001 - a screen's answer
        if right:
            app.push_screen(screen)

    me = app.operator
    if me is None or me.id not in app.with_pin:
        await app.push_screen(screen)
    else:
        await app.push_screen(PinScreen(me), known)
        app.tell(_("First your own PIN, the one you have now."))
