"""The same thing in hand already: a call that joins it when it is accepted (X11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from deskapp.handbook.message import N_, Msg
from deskapp.locale import _
from deskapp.tui.drafting import DraftingScreen
from deskapp.tui.screens.intake_reading import ReadingScreen

if TYPE_CHECKING:
    from deskapp.desk.context import Context
    from deskapp.store.queue import Line


class JoiningScreen(ReadingScreen, DraftingScreen):
    """A call about something that may be in hand already."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+k", "join", show=False, priority=True),
    ]

    @property
    def context(self) -> Context:
        """What the desk may know about the room."""
        raise NotImplementedError

    def refresh_context(self) -> None:
        """Draw what is known about the room."""

    def the_same(self) -> Line | None:
        """What is in hand already and may be the very same thing (X11)."""
        what = self.form["what"].typed
        return self.context.same_as(self.form["sub"].chosen, what) if what else None

    async def action_join(self) -> None:
        """Join the ticket in hand once this call is accepted, or no longer."""
        same = self.the_same()
        if self.form.joins:
            self.form.joins = ""
            self.tell(_("It stays a ticket of its own."))
        elif same is None:
            self.tell(_("Nothing in hand here is like it."), "refused", "3.2")
        else:
            self.form.joins = same.number
            text = N_("Joins {number} when it is accepted; Ctrl+K again keeps it apart.")
            self.tell(Msg(text, {"number": same.number}), "saved", "3.2")
        self.refresh_context()
        self.save_soon()
