"""Finding anyone and anything: a number, a room, a name, the last digits, words of the matter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.binding import Binding, BindingType
from textual.events import Mount

from deskapp.handbook.fields.contact import mask_phone
from deskapp.handbook.fields.fold import fold_line
from deskapp.handbook.fields.name import mask_name
from deskapp.handbook.fields.private import mask_numbers
from deskapp.handbook.fields.room import room_prefix
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.staff import FilterSaved
from deskapp.handbook.streams import SITE
from deskapp.locale import _
from deskapp.locale.timewords import short_number
from deskapp.store.asked import asked
from deskapp.store.findable import PERSON
from deskapp.tui.look.rows import LABEL, Row
from deskapp.tui.look.signs import sign
from deskapp.tui.screens.choosing import FinderScreen
from deskapp.tui.widgets.pick_list import PickList

if TYPE_CHECKING:
    from textual.timer import Timer

    from deskapp.desk.desk import Desk
    from deskapp.handbook.gate import Passed
    from deskapp.store.hits import Hit

PAUSE = 0.15
"""Seconds after the last key until the search begins."""
LONGEST = 200
"""Characters that anybody types to find something."""
NUMBERS = 3
"""How many tickets a short number may mean before words are looked for."""
PAGE, MANY = 50, 1000
"""Rows fetched at a time, and the count at which counting stops."""
ROOM, MATTER, NAME = 16, 26, 54
LEAD = 6
"""Characters shown before the first hit, where the matter is too long to show it otherwise."""
HIT = "bold $d-accent"
PARTS = re.compile(r"[\s,;:!?。、，；：！？]+")
KINDS = {
    "C": N_("Complaint"), "E": N_("Incident"), "L": N_("Log"), PERSON: N_("Resident"),
}  # fmt: skip
"""What stands before the matter of anything but a ticket."""


@dataclass(frozen=True)
class Looked:
    """What a search has brought so far, and how much there is."""

    hits: list[Hit]
    count: int = 0


class SearchScreen(FinderScreen[None]):
    """The newest records that are meant; a ticket's own number stands first, then people."""

    HELP = "search"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+k", "keep", show=False, priority=True)]

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Hit] = []
        self.count = 0
        self.filters: list[tuple[str, str]] = []
        self.offered: list[tuple[str, str]] = []
        """The searches kept under a name, while nothing is typed."""
        self.hits: re.Pattern[str] | None = None
        self._waiting: Timer | None = None
        self._fetching = False

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
            self.show_found(found.hits if found else [], found.count if found else 0)

    def show_found(self, lines: list[Hit], count: int = 0) -> None:
        """Show what was found and how much there is, or say why there is nothing."""
        self.lines, self.count = lines, count
        # What stands in the rows is settled here: letters may be typed before they are drawn.
        self.offered = [] if fold_line(self.finder.editor.value) else self.filters
        self.show_rows(len(lines) or len(self.offered))
        self.tell(self._how_many() if lines else Msg(self._why_empty()))

    def _how_many(self) -> Msg:
        people = sum(1 for hit in self.lines if hit.kind == PERSON)
        if self.count >= MANY:
            return Msg(N_("More than {n} found, the newest first."), {"n": MANY - 1})
        return Msg(N_("{n} found, the newest first."), {"n": max(self.count, people)})

    @on(PickList.Stands)
    async def _go_on(self) -> None:
        """At the last row, fetch what is older."""
        last = self.list.selected
        if last < len(self.lines) - 1 or len(self.lines) >= self.count or self._fetching:
            return
        text, key = self.finder.editor.value, self.lines[-1].key
        if key < 0:
            return
        self._fetching = True
        older = await self.desk_app.ask(lambda d: d.search(fold_line(text), PAGE, key))
        self._fetching = False
        if older and text == self.finder.editor.value:
            known = {hit.key for hit in self.lines}
            self.lines = [*self.lines, *(hit for hit in older if hit.key not in known)]
            self.list.extend(len(self.lines))

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
        hit, lang = self.lines[at], self.desk_app.lang
        number = short_number(hit.number, self.desk_app.now().date())
        row = Row(width).put(LABEL, "" if hit.kind == PERSON else number, "$d-muted")
        row.put(ROOM, self.marked(hit.room)).put(MATTER, self.matter(hit.what, KINDS.get(hit.kind)))
        row.put(NAME, mask_name(hit.name, lang) if hit.name else "", "$d-muted")
        return row.right(mask_phone(hit.contact) if hit.contact else "", "$d-muted")

    def marked(self, text: str) -> list[tuple[str, str]]:
        """Return a text in runs, its hits marked."""
        runs: list[tuple[str, str]] = []
        end = 0
        for found in self.hits.finditer(text) if self.hits else ():
            runs += [(text[end : found.start()], ""), (found[0], HIT)]
            end = found.end()
        return [*runs, (text[end:], "")]

    def matter(self, what: str, kind: str | None = None) -> list[tuple[str, str]]:
        """Return the kind, then the matter from shortly before its first hit on."""
        text = " ".join(mask_numbers(what).split())
        lead = [(f"{_(kind)} ", "$d-muted")] if kind else []
        first = self.hits.search(text) if self.hits else None
        room = NAME - MATTER - sum(cell_len(words) for words, _style in lead)
        begin = first.start() - LEAD if first and cell_len(text[: first.end()]) >= room else 0
        if begin > 0:
            return [*lead, (sign("cut"), ""), *self.marked(text[begin:])]
        return [*lead, *self.marked(text)]

    # -- opening

    async def pick(self, at: int) -> None:
        """Open a record or a room; the search stays under it."""
        if not self.lines:
            self.finder.editor.value = self.offered[at][1]
            return
        from deskapp.tui.screens.stream import page_of  # noqa: PLC0415 - the larger one

        await self.app.push_screen(page_of(self.lines[at].number))

    async def action_keep(self) -> None:
        """Keep what is typed under a name, for everybody; or change a kept one, or empty it."""
        from deskapp.tui.screens.step_form import StepFormScreen  # noqa: PLC0415

        async def kept(passed: list[Passed] | None) -> None:
            if passed:
                self.tell(_("The search is kept; it is offered while nothing is typed."), "saved")
                await self._show_filters()

        offered = {"asked": fold_line(self.finder.editor.value)}
        if self.offered:
            name, words = self.offered[self.list.selected]
            offered = {"name": name, "asked": words}
        await self.app.push_screen(StepFormScreen(FilterSaved, SITE, offered), kept)

    async def action_main(self) -> None:
        """Open the ticket chosen, or the first if the search has only just been typed."""
        if self._forget_wait():
            await self._look(self.finder.editor.value)
        await super().action_main()


def look_up(desk: Desk, words: str) -> Looked:
    """Return the tickets that the words may mean as a number, then whatever else is meant."""
    numbers = desk.numbers_like(words)[:NUMBERS]
    found = desk.hits_of(numbers)
    known = {hit.key for hit in found}
    others = [hit for hit in desk.search(words, PAGE) if hit.key not in known]
    return Looked([*found, *others], max(desk.count_found(words), len(found)))


def hit_pattern(words: str) -> re.Pattern[str] | None:
    """Return what finds any of the words in whatever case, a room in its stored form too."""
    typed = words.split()
    places = [room_prefix(words)] if len(typed) > 1 else [room_prefix(word) for word in typed]
    rooms = [place for place in places if "-" in place.strip("-")]
    parts = {part for word in typed for part in PARTS.split(word)} | {*typed, *rooms}
    found = sorted(filter(None, parts), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, found)), re.IGNORECASE) if found else None
