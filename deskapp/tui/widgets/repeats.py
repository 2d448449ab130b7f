"""Earlier complaints of the room that is being written about, while it is written (H45b)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.widget import Widget

from deskapp.handbook.complaint.state import STATE_NAMES
from deskapp.locale import _, timewords
from deskapp.tui.look.rows import LABEL, Row
from deskapp.tui.look.rows import page as pile

if TYPE_CHECKING:
    from deskapp.store.complaints import CaseLine
    from deskapp.tui.app import DeskApp


TOPIC, AGE = 22, 44
"""The columns of what it was about, and how long ago."""


def earlier_rows(lines: list[CaseLine], width: int, app: DeskApp) -> list[Row]:
    """A heading and the complaints under it, or nothing."""
    heading = Row(width).put(LABEL, _("Complained before"), "bold $d-muted")
    return [heading, *(_row(line, width, app) for line in lines)] if lines else []


def _row(line: CaseLine, width: int, app: DeskApp) -> Row:
    now, policy = app.now(), app.site_now().policy
    topic = policy.label("subcategories", line.sub, app.lang) if line.sub else ""
    row = Row(width).put(LABEL, _(STATE_NAMES[line.state]), "bold" if line.open else "$d-muted")
    row.put(TOPIC, topic).put(AGE, timewords.ago(line.opened_at, now), "$d-muted")
    return row.right(timewords.short_number(line.number, now.date()), "$d-muted")


class Repeats(Widget):
    """The room's earlier complaints; no row at all while there are none."""

    DEFAULT_CSS = "Repeats { height: auto; display: none; } Repeats.-known { display: block; }"

    def __init__(self, but: str = "") -> None:
        super().__init__()
        self.but = but
        self.room = ""
        self.lines: list[CaseLine] = []

    def about(self, room: str) -> None:
        """Look for another room, if it is another one."""
        if room != self.room:
            self.room = room
            self.run_worker(self._look(room), exclusive=True)

    async def _look(self, room: str) -> None:
        app = cast("DeskApp", self.app)
        but = self.but
        found = await app.ask(lambda desk: desk.earlier_complaints(room, but)) if room else None
        self.lines = found or []
        self.set_class(bool(found), "-known")
        self.refresh(layout=True)

    def render(self) -> Content:
        """The rows as wide as there is room."""
        return pile(earlier_rows(self.lines, self.size.width, cast("DeskApp", self.app)))
