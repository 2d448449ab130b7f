"""What stands above the queue while a handover is open: nobody forgets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.widget import Widget

from deskapp.handbook.gate import state_name
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.shown import By
from deskapp.tui.look.rows import LABEL, Row
from deskapp.tui.look.signs import sign

if TYPE_CHECKING:
    from deskapp.handbook.handover.state import Handover
    from deskapp.tui.app import DeskApp


class HandoverBar(Widget):
    """One row: whose handover, how it stands, how many lines nobody has read back."""

    DEFAULT_CSS = "HandoverBar { height: 1; display: none; }"

    def __init__(self) -> None:
        super().__init__()
        self.handover: Handover | None = None

    def show(self, handover: Handover | None) -> None:
        """Show it while it is open, or while the supervisor does not know yet."""
        self.handover = handover
        self.display = bool(handover and (handover.open or handover.call_due))
        self.refresh()

    def render(self) -> Content:
        """One row."""
        row = Row(self.size.width)
        if self.handover is None:
            return row.content()
        text = N_("Handover by {who}, {state}: {n} lines not taken over")
        blanks = {
            "who": By(self.handover.outgoing),
            "state": Msg(state_name(self.handover)),
            "n": len(self.handover.waits),
        }
        words = cast("DeskApp", self.app).told(Msg(text, blanks))
        row.sign(0, "late", "bold $d-warn").put(LABEL, words, "bold")
        return row.right(f"F6 {sign('goes')}", "$d-muted").content()
