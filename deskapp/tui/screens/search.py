"""Finding tickets by anything: a number, a room, a name, the last digits, words of the matter."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.binding import Binding, BindingType
from textual.events import Mount

from deskapp.handbook.fields.contact import mask_phone
from deskapp.handbook.fields.fold import fold_line
from deskapp.handbook.fields.name import mask_name
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.staff import FilterSaved
from deskapp.handbook.streams import SITE
from deskapp.locale import _
from deskapp.locale.timewords import short_number
from deskapp.store.asked import asked
from deskapp.tui.look.rows import LABEL, Row
from deskapp.tui.look.signs import sign
from deskapp.tui.screens.choosing import FinderScreen

if TYPE_CHECKING:
    from textual.timer import Timer

    from deskapp.desk.desk import Desk
    from deskapp.handbook.gate import Passed
    from deskapp.store.queue import Line

PAUSE = 0.15
"""Seconds after the last key until the search begins."""
LONGEST = 200
"""Characters that anybody types to find something."""
NUMBERS = 3
"""How many tickets a short number may mean before words are looked for."""
ROOM, MATTER, NAME = 16, 26, 54
LEAD = 6
"""Characters shown before the first hit, where the matter is too long to show it otherwise."""


class SearchScreen(FinderScreen[None]):
    """The newest tickets that hold all the words; a ticket's own number stands first."""

    HELP = "search"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+k", "keep", show=False, priority=True)]

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self.filters: list[tuple[str, str]] = []
        self.offered: list[tuple[str, str]] = []
        """The searches kept under a name, while nothing is typed."""
        self.hits: re.Pattern[str] | None = None
        self._waiting: Timer | None = None

    @on(Mount)
    def _begin(self) -> None:
        self.call_later(self._show_filters)

    async def _show_filters(self) -> None:
        kept = await self.desk_app.ask(lambda desk: desk.filters())
        self.filters = sorted((kept or {}).items())
        if not fold_line(self.finder.editor.value):
            self.show_found([])

    def place(self) -> str:
        """Return where one is."""
        return _("Search")

    def main_label(self) -> str:
        """Return what F10 does here."""
        return _("Open")

    # -- looking

    def typed(self, text: str) -> None:
        """Look a moment after the last key; an answer to older words is dropped."""
        self._forget_wait()
        self._waiting = self.set_timer(PAUSE, partial(self._look, text))

    def _forget_wait(self) -> bool:
        """Drop a search that has not begun; whether there was one."""
        waited = self._waiting is not None
        if self._waiting:
            self._waiting.stop()
        self._waiting = None
        return waited

    async def _look(self, text: str) -> None:
        words = fold_line(text)
        self.hits = hit_pattern(asked(words).words)
        if not words or len(words) > LONGEST:
            self._forget_wait()
            self.show_found([])
            return
        found = await self.desk_app.ask(lambda desk: look_up(desk, words))
        if text == self.finder.editor.value:
            self._forget_wait()
            self.show_found(found or [])

    def show_found(self, lines: list[Line]) -> None:
        """Show what was found, or say why there is nothing."""
        self.lines = lines
        # What stands in the rows is settled here: letters may be typed before they are drawn.
        self.offered = [] if fold_line(self.finder.editor.value) else self.filters
        self.show_rows(len(lines) or len(self.offered))
        self.tell(Msg(self._why_empty()) if not lines else "")

    def _why_empty(self) -> str:
        words = fold_line(self.finder.editor.value)
        if not words:
            return N_("Type a number, a room, a name, the end of a phone number, or a few words.")
        if len(words) > LONGEST:
            return N_("That is too long to look for; a few words are enough.")
        return N_("Nothing found; type less, or other words.")

    # -- showing

    def draw(self, at: int, width: int) -> Row:
        """Draw number, room, matter with its hits, name and number masked."""
        if not self.lines:
            name, words = self.offered[at]
            return Row(width).put(LABEL, name, "bold").put(MATTER, words, "$d-muted")
        line, lang = self.lines[at], self.desk_app.lang
        number = short_number(line.number, self.desk_app.now().date())
        row = Row(width).put(LABEL, number, "$d-muted").put(ROOM, line.room)
        row.put(MATTER, self.matter(line.what))
        row.put(NAME, mask_name(line.name, lang) if line.name else "", "$d-muted")
        return row.right(mask_phone(line.contact) if line.contact else "", "$d-muted")

    def matter(self, what: str) -> list[tuple[str, str]]:
        """Return the matter in runs, from shortly before its first hit on."""
        text = " ".join(what.split())
        hits = list(self.hits.finditer(text)) if self.hits else []
        out_of_view = hits and cell_len(text[: hits[0].end()]) >= NAME - MATTER
        begin = max(0, hits[0].start() - LEAD) if out_of_view else 0
        runs = [(sign("cut"), "")] if begin else []
        for hit in hits:
            runs += [(text[begin : hit.start()], ""), (hit[0], "bold $d-accent")]
            begin = hit.end()
        return [*runs, (text[begin:], "")]

    # -- opening

    async def pick(self, at: int) -> None:
        """Open a ticket; the search stays under it."""
        if not self.lines:
            self.finder.editor.value = self.offered[at][1]
            return
        from deskapp.tui.screens.record import RecordScreen  # noqa: PLC0415 - the screens know each other

        await self.app.push_screen(RecordScreen(self.lines[at].number))

    async def action_keep(self) -> None:
        """Keep what is typed under a name, for everybody."""
        from deskapp.tui.screens.step_form import StepFormScreen  # noqa: PLC0415

        async def kept(passed: list[Passed] | None) -> None:
            if passed:
                self.tell(_("The search is kept; it is offered while nothing is typed."), "saved")
                await self._show_filters()

        words = fold_line(self.finder.editor.value)
        await self.app.push_screen(StepFormScreen(FilterSaved, SITE, {"asked": words}), kept)

    async def action_main(self) -> None:
        """Open the ticket chosen, or the first if the search has only just been typed."""
        if self._forget_wait():
            await self._look(self.finder.editor.value)
        await super().action_main()


def look_up(desk: Desk, words: str) -> list[Line]:
    """Return the tickets that the words may mean as a number, then those that hold them."""
    numbers = desk.numbers_like(words)[:NUMBERS]
    found = [line for line in map(desk.line, numbers) if line]
    known = {line.key for line in found}
    return [*found, *(line for line in desk.search(words) if line.key not in known)]


def hit_pattern(words: str) -> re.Pattern[str] | None:
    """Return what finds any of the words, in whatever letter case."""
    typed = sorted(words.split(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, typed)), re.IGNORECASE) if typed else None
