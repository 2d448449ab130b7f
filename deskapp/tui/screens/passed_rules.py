"""Every rule that was passed with a reason, newest first, for whoever leads the desk (0-4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import on
from textual.events import Mount

from deskapp.handbook.codec import Unreadable
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.shown import By
from deskapp.locale import _
from deskapp.locale.timewords import point, short_number
from deskapp.tui.look.rows import LABEL, Row
from deskapp.tui.screens.choosing import PickScreen

if TYPE_CHECKING:
    from deskapp.handbook.step import Head, Step

MOST = 500
NUMBER, CLAUSE, STEP, WHY, WHO = 12, 22, 27, 37, 17


class PassedRulesScreen(PickScreen[None]):
    """Which rule, at which step, why, and who let it pass; one opens its record."""

    HELP = "passed"

    def __init__(self) -> None:
        super().__init__()
        self.passed: list[tuple[Head, Step[Any]]] = []

    @on(Mount)
    async def _learn(self) -> None:
        found = await self.desk_app.ask(lambda desk: list(desk.passed_gates(MOST))) or []
        self.passed = [(e.head, e.step) for e in found if not isinstance(e.step, Unreadable)]
        self.list.show(len(self.passed))
        self.set_focus(self.list)
        self.redraw("title")
        self.tell(Msg("" if self.passed else N_("No rule has been passed so far.")))

    def place(self) -> str:
        """Return where one is."""
        return _("Rules passed")

    def state(self) -> str:
        """Return how many there are."""
        return str(len(self.passed)) if self.passed else ""

    def main_label(self) -> str:
        """Return what F10 does here."""
        return _("Open")

    def draw(self, at: int, width: int) -> Row:
        """Draw time, number, clause, step, reason and name."""
        head, step = self.passed[at]
        now = self.desk_app.now()
        let_by = self.desk_app.told(Msg("{who}", {"who": By(step.override_by or head.operator)}))
        row = Row(width).put(LABEL, point(head.at, now), "$d-muted")
        row.put(NUMBER, short_number(head.stream, now.date()))
        row.put(CLAUSE, step.override_clauses[0], "bold").put(STEP, _(step.about.title))
        row.put(WHY, step.override, limit=width - WHY - WHO)
        alone = step.override_by in ("", head.operator)
        own = " " + _("(own)") if alone else ""
        return row.right(let_by + own, "$d-warn" if alone else "$d-muted")

    async def pick(self, at: int) -> None:
        """Open the record that the rule was passed on."""
        from deskapp.tui.screens.stream import page_of  # noqa: PLC0415 - it is the larger one

        self.app.push_screen(page_of(self.passed[at][0].stream))
