"""A list of residents taken in: read, shown with what it would change, then put in place."""

from __future__ import annotations

import asyncio
from itertools import islice
from typing import TYPE_CHECKING

from textual import on
from textual.events import Mount

from deskapp.exchange import residents
from deskapp.exchange.errors import BadCell, ExchangeError
from deskapp.exchange.register_changes import Changes, RoomChange
from deskapp.handbook.gate import Refused
from deskapp.handbook.message import N_, Msg
from deskapp.locale import _, fill
from deskapp.tui.look.rows import LABEL, Row
from deskapp.tui.screens.choosing import PickScreen
from deskapp.tui.screens.import_columns import ColumnsScreen
from deskapp.tui.widgets.pick_list import MOST

if TYPE_CHECKING:
    from pathlib import Path

    from deskapp.desk.desk import Desk
    from deskapp.exchange.residents import Listed

WHAT, TEXT = 14, 20
BAD_COLUMN, BAD_WHY = 10, 22
NAMES = {"new": N_("new"), "changed": N_("changes"), "gone": N_("goes")}
SECONDS = 0.2
"""Between two tellings of how far a long list is."""


class StoppedError(ExchangeError):
    """Esc was pressed while a list was read or taken in; nothing has changed."""

    def __init__(self) -> None:
        super().__init__(Msg(N_("Stopped; nothing was imported.")))


class ImportScreen(PickScreen[Msg]):
    """What a list would change, and every row that cannot be taken; F10 takes it in whole.

    Gives the sentence that says what was taken in, or None.
    """

    HELP = "import"

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.told: dict[str, str] = {}
        self.listed: Listed | None = None
        self.changes = Changes(0, 0, 0)
        self.lines: list[BadCell | tuple[RoomChange, Msg]] = []
        self.through, self.busy, self.stopped = (0, 0), "", False

    def place(self) -> str:
        """Return where one is."""
        return _("Import residents")

    def state(self) -> str:
        """Return the file."""
        return self.path.name

    def main_label(self) -> str:
        """Return what F10 does here."""
        return _("Import")

    @on(Mount)
    async def _begin(self) -> None:
        self.set_focus(self.list)
        self.set_interval(SECONDS, self._tell_how_far)
        self.told = await self.desk_app.ask(residents.remembered) or {}
        self.run_worker(self._read())

    # -- reading

    async def _read(self) -> None:
        path, told = self.path, self.told
        try:
            listed = await self._busy(
                N_("Reading: {done} of {whole} rows."),
                asyncio.to_thread(residents.read_residents, path, told, self._progress),
            )
        except residents.NoRoomsError as error:
            self._ask_columns(error.headings, {})
            return
        except ExchangeError as error:
            self._failed(error.message)
            return
        found = await self.desk_app.ask(lambda desk: residents.changes(desk, listed))
        if found is not None:
            self._show(listed, found)

    async def _busy(self, text: str, work: object) -> Listed:
        self.busy, self.stopped, self.through = text, False, (0, 0)
        try:
            return await work  # type: ignore[misc,no-any-return]
        finally:
            self.busy = ""

    def _progress(self, done: int, whole: int) -> None:
        """Called on the thread that works; the screen looks at it now and then."""
        self.through = (done, whole)
        if self.stopped:
            raise StoppedError

    def _tell_how_far(self) -> None:
        done, whole = self.through
        if self.busy and done:
            self.tell(Msg(self.busy, {"done": done, "whole": whole or "?"}))

    def _failed(self, message: Msg) -> None:
        self.listed, self.lines = None, []
        self.list.show(0)
        self.tell(message, "refused")

    def _show(self, listed: Listed, found: Changes) -> None:
        self.listed, self.changes = listed, found
        changes = () if listed.bad else found.rooms
        details = ((one, detail) for one in changes for detail in _lines(one))
        self.lines = [*listed.bad[:MOST], *islice(details, MOST)]
        self.list.show(1 + len(self.lines))
        self.set_focus(self.list)
        if listed.bad:
            text = N_("{n} rows are bad; nothing was imported.")
            self.tell(Msg(text, {"n": len(listed.bad)}), "refused")
        elif not found.rooms:
            self.tell(Msg(N_("The register says all of this already.")))
        elif found.by_hand:
            self.tell(Msg(residents.BY_HAND, {"n": found.by_hand}), "warn")
        else:
            self.tell(self.summary())

    def summary(self) -> Msg:
        """How many rooms and people, and how much changes."""
        rooms, people = (self.listed.rooms, self.listed.people) if self.listed else ((), ())
        found = {what: getattr(self.changes, what) for what in NAMES}
        return Msg(residents.SUMMARY, {"rooms": len(rooms), "people": len(people), **found})

    # -- showing

    def draw(self, at: int, width: int) -> Row:
        """Draw the columns, then each bad row, or each change."""
        if at == 0:
            return self._columns(width)
        line = self.lines[at - 1]
        return self._bad(line, width) if isinstance(line, BadCell) else self._change(at - 1, width)

    def _columns(self, width: int) -> Row:
        columns = self.listed.columns.values() if self.listed else ()
        row = Row(width).put(LABEL, _("Columns"), "$d-muted")
        return row.put(WHAT, "  ".join(columns)).right(_("Enter changes them"), "$d-muted")

    def _bad(self, bad: BadCell, width: int) -> Row:
        line = fill(_("line {n}"), {"n": bad.line})
        row = Row(width).put(LABEL, line, "bold $d-danger").put(BAD_COLUMN, bad.column, "$d-muted")
        return row.put(BAD_WHY, self.desk_app.told(bad.reason))

    def _change(self, at: int, width: int) -> Row:
        one, detail = self.lines[at]  # type: ignore[misc]
        before = self.lines[at - 1] if at else None
        row = Row(width)
        if not (isinstance(before, tuple) and before[0] is one):
            row.put(LABEL, one.room, "bold").put(WHAT, _(NAMES[one.what]), "$d-muted")
            if one.by_hand:
                row.right(_("corrected here"), "bold $d-warn")
        return row.put(TEXT, self.desk_app.told(detail).strip())

    # -- doing

    async def entered(self) -> None:
        """Enter on the columns sets them right; elsewhere it does nothing by itself."""
        if self.listed and self.list.selected == 0:
            self._ask_columns(self.listed.headings, self.listed.columns)
        else:
            self.tell(_("F10 goes on."))

    def _ask_columns(self, headings: tuple[str, ...], columns: dict[str, str]) -> None:
        def chosen(found: dict[str, str] | None) -> None:
            if found is not None:
                self.told = found
                self.run_worker(self._read())
            elif self.listed is None:
                self.dismiss(None)

        self.app.push_screen(ColumnsScreen(headings, columns), chosen)

    async def action_main(self) -> None:
        """Take the list in, whole or not at all."""
        listed = self.listed
        if self.busy or listed is None:
            return
        if listed.bad:
            text = N_("{n} rows are bad; nothing was imported.")
            self.tell(Msg(text, {"n": len(listed.bad)}), "refused")
        elif not self.changes.rooms:
            self.tell(Msg(N_("The register says all of this already.")))
        else:
            self.run_worker(self._take(listed))

    async def _take(self, listed: Listed) -> None:
        path, told = self.path, self._progress

        def work(desk: Desk) -> Msg | None:
            try:
                residents.import_residents(desk, path, listed, told)
            except ExchangeError as error:
                return error.message
            except Refused as refused:
                return refused.refusals[0].message
            return Msg("")

        self.busy, self.stopped = N_("Taking in: {done} of {whole}."), False
        self.through = (0, 0)
        failed = await self.desk_app.ask(work)
        self.busy = ""
        if failed is None:
            return
        if failed.text:
            self.tell(failed, "refused")
            return
        await self.desk_app.refresh_still()
        self.dismiss(self.summary())

    async def action_back(self) -> None:
        """Stop what runs; else go back with nothing taken in."""
        if self.busy:
            self.stopped = True
        else:
            self.dismiss(None)


def _lines(one: RoomChange) -> list[Msg]:
    """What is said of a room; one line at least."""
    return list(one.details()) or [Msg("")]
