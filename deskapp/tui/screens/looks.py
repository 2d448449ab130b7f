"""Who looked at names and numbers in full, newest first, for whoever leads the desk (P-13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.events import Mount

from deskapp.handbook.codec import Unreadable
from deskapp.handbook.looking import Looked, often
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.shown import By
from deskapp.locale import _
from deskapp.locale.timewords import point
from deskapp.tui.look.rows import LABEL, Row
from deskapp.tui.screens.choosing import PickScreen

if TYPE_CHECKING:
    from deskapp.handbook.history import Entry

MOST = 500
WHO, WHAT = 14, 24


class LooksScreen(PickScreen[None]):
    """When, who, at what, why; one opens its record."""

    HELP = "looks"

    def __init__(self) -> None:
        super().__init__()
        self.looks: list[Entry] = []

    @on(Mount)
    async def _learn(self) -> None:
        self.looks = await self.desk_app.ask(lambda desk: desk.looks(MOST)) or []
        self.list.show(len(self.looks))
        self.set_focus(self.list)
        self.redraw("title")
        self._tell_who_looks_often()

    def _tell_who_looks_often(self) -> None:
        most = self.desk_app.site_now().policy.limit("reveals_per_h")
        many = sorted(often(self.looks, most))
        if many:
            text = N_("{who} looked more than {n} times within one hour.")
            self.tell(Msg(text, {"who": By(many[0]), "n": most}), "warn", "H50")
        else:
            self.tell(Msg("" if self.looks else N_("Nobody has looked so far.")))

    def place(self) -> str:
        """Return where one is."""
        return _("Looks")

    def state(self) -> str:
        """Return how many there are."""
        return str(len(self.looks)) if self.looks else ""

    def main_label(self) -> str:
        """Return what F10 does here."""
        return _("Open")

    def draw(self, at: int, width: int) -> Row:
        """Draw time, who looked, at what and why."""
        entry = self.looks[at]
        row = Row(width).put(LABEL, point(entry.head.at, self.desk_app.now()), "$d-muted")
        row.put(WHO, self.desk_app.told(Msg("{who}", {"who": By(entry.head.operator)})), "bold")
        step = entry.step
        said = "" if isinstance(step, Unreadable) else self.desk_app.told(step.line()[0])
        room = "" if isinstance(step, Looked) else f"{entry.head.stream[1:]}  "
        return row.put(WHAT, f"{room}{said}")

    async def pick(self, at: int) -> None:
        """Open what was looked at."""
        from deskapp.tui.screens.register import HouseholdScreen  # noqa: PLC0415 - pages know each other
        from deskapp.tui.screens.stream import page_of  # noqa: PLC0415

        entry = self.looks[at]
        if isinstance(entry.step, Looked):
            await self.app.push_screen(page_of(entry.step.number))
        else:
            await self.app.push_screen(HouseholdScreen(entry.head.stream[1:]))
