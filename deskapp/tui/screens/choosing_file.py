"""Which file is meant: a path, its beginning, or one of the usual spreadsheets."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual import on
from textual.events import Mount

from deskapp.exchange.files import files_like
from deskapp.handbook.message import N_, Msg
from deskapp.locale import _
from deskapp.tui.look.rows import LABEL, Row
from deskapp.tui.screens.choosing import FinderScreen


class FileScreen(FinderScreen[Path]):
    """Gives the spreadsheet chosen, or None; a folder chosen is opened."""

    HELP = "import"
    FIND = N_("File")

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title_msgid = title
        self.found: list[Path] = []

    @on(Mount)
    async def _begin(self) -> None:
        await self._look("")

    def place(self) -> str:
        """Return where one is."""
        return _(self.title_msgid)

    def typed(self, text: str) -> None:
        """Look into the folders that may be meant."""
        self.call_later(self._look, text)

    async def _look(self, text: str) -> None:
        found = await asyncio.to_thread(files_like, text, self.desk_app.path.parent)
        if text != self.finder.editor.value:
            return
        self.found = found
        self.show_rows(len(found))
        none = N_("No spreadsheet there; type the folder, such as D:\\ or /home.")
        self.tell(Msg("" if found else none))

    def draw(self, at: int, width: int) -> Row:
        """Draw the name, and the folder muted."""
        file = self.found[at]
        name = f"{file.name}/" if file.is_dir() else file.name
        return Row(width).put(LABEL, name, "bold").right(str(file.parent), "$d-muted")

    async def pick(self, at: int) -> None:
        """Give the file; go into the folder."""
        file = self.found[at]
        if file.is_dir():
            self.finder.editor.value = f"{file}/"
            self.finder.editor.cursor_position = len(self.finder.editor.value)
        else:
            self.dismiss(file)
