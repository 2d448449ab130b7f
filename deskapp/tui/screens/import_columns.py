"""Which column of a list holds what: shown, and set right by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.events import Mount

from deskapp.handbook.message import N_, Msg
from deskapp.locale import _
from deskapp.tui.look.rows import LABEL, Row
from deskapp.tui.screens.choosing import PickScreen

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS = {
    "room": N_("Room"),
    "building": N_("Building"),
    "unit": N_("Unit"),
    "phase": N_("Phase"),
    "name": N_("Name"),
    "relation": N_("Relation"),
    "phone": N_("Phone"),
    "phone2": N_("Second phone"),
    "best": N_("Ring first"),
    "not_after": N_("Not after"),
    "plate": N_("Plate"),
    "type": N_("Use"),
    "area": N_("Area"),
    "riser": N_("Riser"),
    "note": N_("Note"),
}
"""What a list of residents can hold."""
HEADING = 16


class ColumnsScreen(PickScreen[dict[str, str]]):
    """Gives the column of each field, "" for none; or None if nothing shall change."""

    HELP = "import"

    def __init__(self, headings: tuple[str, ...], columns: Mapping[str, str]) -> None:
        super().__init__()
        self.headings = headings
        self.columns = dict(columns)
        self.fields = tuple(FIELDS)

    @on(Mount)
    def _begin(self) -> None:
        self.list.show(len(self.fields))
        self.set_focus(self.list)
        if not self.columns.get("room"):
            self.tell(Msg(N_("Which column holds the rooms? Enter chooses it.")), "warn")

    def place(self) -> str:
        """Return where one is."""
        return _("Columns")

    def main_label(self) -> str:
        """Return what F10 does here."""
        return _("Done")

    def draw(self, at: int, width: int) -> Row:
        """Draw a field and its column."""
        field = self.fields[at]
        heading = self.columns.get(field, "")
        row = Row(width).put(LABEL, _(FIELDS[field]), "" if heading else "$d-muted")
        return row.put(HEADING, heading or _("none"), "bold" if heading else "$d-muted")

    async def entered(self) -> None:
        """Enter on a field: choose its column."""
        field = self.fields[self.list.selected]

        def chosen(heading: str | None) -> None:
            if heading is not None:
                self.columns[field] = heading
                self.list.show(len(self.fields), self.list.selected)

        await self.app.push_screen(HeadingScreen(FIELDS[field], self.headings), chosen)

    async def action_main(self) -> None:
        """Read the list with these columns."""
        self.dismiss(self.columns)


class HeadingScreen(PickScreen[str]):
    """Gives one of the list's headings, or "" for none of them."""

    HELP = "import"

    def __init__(self, field: str, headings: tuple[str, ...]) -> None:
        super().__init__()
        self.field = field
        self.headings = (*headings, "")

    @on(Mount)
    def _begin(self) -> None:
        self.list.show(len(self.headings))
        self.set_focus(self.list)

    def place(self) -> str:
        """Return where one is."""
        return _("Columns")

    def state(self) -> str:
        """Return the field whose column is chosen."""
        return _(self.field)

    def draw(self, at: int, width: int) -> Row:
        """Draw one heading."""
        heading = self.headings[at]
        return Row(width).put(LABEL, heading or _("none"), "" if heading else "$d-muted")

    async def pick(self, at: int) -> None:
        """Give this heading."""
        self.dismiss(self.headings[at])
