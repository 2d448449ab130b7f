"""Who looked at, took out or tried what: for whoever answers for it, cleared by nobody (P-13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.events import Mount

from deskapp.desk.access import access_log
from deskapp.handbook.looking import Looked
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.shown import By
from deskapp.locale import _
from deskapp.locale.timewords import point
from deskapp.tui.look.rows import LABEL, Row
from deskapp.tui.screens.choosing import PickScreen

if TYPE_CHECKING:
    from deskapp.desk.access import Access

WHO, ABOUT, WHAT = 15, 26, 40


class AccessScreen(PickScreen[None]):
    """The looks, exports and PINs, the newest first; too many looks in an hour are marked."""

    HELP = "access"

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Access] = []

    @on(Mount)
    async def _learn(self) -> None:
        found = await self.desk_app.ask(access_log)
        self.set_focus(self.list)
        if found is None:  # not theirs to read; the message row says so
            return
        self.rows = found
        self.list.show(len(found))
        self.redraw("title")
        flagged = sum(1 for row in found if row.flagged)
        if flagged:
            text = N_("{n} looks were too many in one hour; they are marked with !")
            self.tell(Msg(text, {"n": flagged}), "warn", "P-13")
        elif not found:
            self.tell(Msg(N_("Nothing has been looked at so far.")))

    def place(self) -> str:
        """Where one is."""
        return _("Access log")

    def state(self) -> str:
        """How many rows."""
        return str(len(self.rows)) if self.rows else ""

    def main_label(self) -> str:
        """What F10 does here."""
        return _("Open")

    def draw(self, at: int, width: int) -> Row:
        """Draw when, who, about whom or which room, and what."""
        row, app = self.rows[at], self.desk_app
        shown = Row(width)
        if row.flagged:
            shown.sign(0, "late", "bold $d-warn")
        shown.put(LABEL, point(row.head.at, app.now()), "$d-muted", limit=WHO - LABEL - 1)
        who = app.told(Msg("{who}", {"who": By(row.head.operator)})) or _("nobody")
        shown.put(WHO, who, limit=ABOUT - WHO - 1)
        about = (
            app.told(Msg("{who}", {"who": By(row.about)})) if row.about != row.head.operator else ""
        )
        shown.put(ABOUT, about, limit=WHAT - ABOUT - 1)
        what = "  ".join(filter(None, map(app.told, row.step.line())))
        return shown.put(WHAT, what, "bold" if row.flagged else "", limit=width - WHAT - 2)

    async def pick(self, at: int) -> None:
        """Open the room, the record or the person."""
        from deskapp.tui.screens.stream import page_of  # noqa: PLC0415 - the larger one

        row = self.rows[at]
        number = row.step.number if isinstance(row.step, Looked) else row.head.stream
        await self.app.push_screen(page_of(number))
