"""What stands above the queue while a handover is open: nobody forgets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.widget import Widget

from deskapp.handbook.fields.private import mask_numbers
from deskapp.handbook.gate import state_name
from deskapp.handbook.handover.state import NO_RELIEF, OFFERED, relief_late
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.shown import By
from deskapp.locale import timewords
from deskapp.tui.look.rows import LABEL, Row, page
from deskapp.tui.look.signs import sign

if TYPE_CHECKING:
    from deskapp.handbook.handover.state import Handover, HandoverLine
    from deskapp.tui.app import DeskApp


SHOWN = 3
"""So many of its lines stand above the queue; the others are under F6."""
NUMBER, MATTER, WORD = 16, 26, 54


class HandoverBar(Widget):
    """Whose handover, how it stands, and the first of the lines that nobody has read back."""

    DEFAULT_CSS = "HandoverBar { height: auto; display: none; }"

    def __init__(self) -> None:
        super().__init__()
        self.handover: Handover | None = None
        self.matters: dict[str, tuple[str, str, str]] = {}

    def show(self, handover: Handover | None, matters: dict[str, tuple[str, str, str]]) -> None:
        """Show it while it is open, or while the supervisor does not know yet."""
        self.handover, self.matters = handover, matters
        self.display = bool(handover and (handover.open or handover.call_due))
        self.refresh(layout=True)

    def render(self) -> Content:
        """The summary, then the lines."""
        width = self.size.width
        if self.handover is None:
            return Row(width).content()
        return page([self._summary(self.handover, width), *self._lines(self.handover, width)])

    def _summary(self, shift: Handover, width: int) -> Row:
        app = cast("DeskApp", self.app)
        late = relief_late(shift, app.now(), app.site_now().policy)
        blanks = {
            "who": By(shift.outgoing), "state": Msg(state_name(shift)), "n": len(shift.waits),
            "span": timewords.span(late) if late else "", "what": mask_numbers(shift.difference),
        }  # fmt: skip
        text = N_("Handover by {who}, {state}: {n} lines not taken over")
        if late:
            text = N_("The relief is {span} late; {who} stays: {n} lines not taken over")
        elif not shift.open:
            text = N_("Handover: the supervisor does not know yet: {what}")
        row = (
            Row(width)
            .sign(0, "late", "bold $d-warn")
            .put(LABEL, app.told(Msg(text, blanks)), "bold")
        )
        return row.right(f"F6 {sign('goes')}", "$d-muted")

    def _lines(self, shift: Handover, width: int) -> list[Row]:
        if shift.state not in {OFFERED, NO_RELIEF}:
            return []
        waits = sorted(shift.waits, key=lambda line: not line.watch)
        return [self._line(line, width) for line in waits[:SHOWN]]

    def _line(self, line: HandoverLine, width: int) -> Row:
        app = cast("DeskApp", self.app)
        why = app.site_now().policy.label("handover_kinds", line.kind, app.lang)
        row = Row(width).put(LABEL, why, limit=NUMBER - LABEL - 1)
        row.put(NUMBER, timewords.short_number(line.number, app.now().date()), "$d-muted")
        place, what, word = self.matters.get(line.number, ("", "", ""))
        row.put(MATTER, f"{place}  {what}".strip())
        return row.put(WORD, word, "bold") if word else row
