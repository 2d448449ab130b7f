"""The register written to a spreadsheet: where to, and masked or in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.events import Mount

from deskapp.exchange import residents
from deskapp.exchange.errors import ExchangeError
from deskapp.exchange.files import meant
from deskapp.handbook.message import N_, Msg
from deskapp.locale import _
from deskapp.tui.look.rows import LABEL, Row
from deskapp.tui.screens.choosing import FinderScreen

if TYPE_CHECKING:
    from pathlib import Path

    from deskapp.desk.desk import Desk

WAYS = (N_("Names and numbers masked"), N_("Names and numbers in full"))


class ExportScreen(FinderScreen[Msg]):
    """The file's name ends in .xlsx or .csv; the row chosen says what stands in it."""

    HELP = "import"
    FIND = N_("File")

    def __init__(self) -> None:
        super().__init__()
        self.over = ""

    @on(Mount)
    def _begin(self) -> None:
        day = self.desk_app.now()
        path = self.desk_app.path.parent / "exports" / f"{_('residents')}-{day:%Y%m%d}.xlsx"
        self.finder.editor.value = str(path)
        self.finder.editor.cursor_position = len(str(path))
        self.show_rows(len(WAYS))

    def place(self) -> str:
        """Return where one is."""
        return _("Export residents")

    def main_label(self) -> str:
        """Return what F10 does here."""
        return _("Write")

    def draw(self, at: int, width: int) -> Row:
        """Draw one way to write it."""
        return Row(width).put(LABEL, _(WAYS[at]))

    async def pick(self, at: int) -> None:
        """Write the file; over one that is there only when asked for twice."""
        typed, full = self.finder.editor.value.strip(), at == 1
        path = meant(typed)
        if not typed or not path.name:
            self.tell(Msg(N_("Type where to, such as D:\\residents.xlsx.")), "refused")
            return
        if path.exists() and self.over != typed:
            self.over = typed
            text = N_("{path} is there already; once more writes over it.")
            self.tell(Msg(text, {"path": path.name}), "warn")
            return
        self.tell(Msg(N_("Writing.")))
        done = await self.desk_app.ask(lambda desk: _write(desk, path, full=full))
        if isinstance(done, int):
            text = N_("{n} rows written to {path}.")
            self.dismiss(Msg(text, {"n": done, "path": path}))
        elif done is not None:
            self.tell(done, "refused", "P-15" if full else "")


def _write(desk: Desk, path: Path, *, full: bool) -> int | Msg:
    try:
        residents.refuse_full(desk, full=full)
        path.parent.mkdir(parents=True, exist_ok=True)
        return residents.export_residents(desk, path, full=full)
    except ExchangeError as error:
        return error.message
    except OSError as error:
        text = N_("{path} cannot be written: {why}")
        return Msg(text, {"path": path, "why": error.strerror or error})
