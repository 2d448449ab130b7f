"""Residents and rooms: looked up as one types, each room with its people and its past (F7)."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.events import Mount

from deskapp.handbook.fields.contact import mask_phone
from deskapp.handbook.fields.fold import fold_line
from deskapp.handbook.fields.name import mask_name
from deskapp.handbook.fields.room import read_room
from deskapp.handbook.household import LETTER, CareNote, Household, Revealed
from deskapp.handbook.message import N_, Msg
from deskapp.locale import _, fill, timewords
from deskapp.store.lookup import Found
from deskapp.store.lookup_keys import Why
from deskapp.tui.look.rows import LABEL, Row
from deskapp.tui.screens.choosing import FinderScreen
from deskapp.tui.screens.record import Clocks, RecordScreen, Story
from deskapp.tui.screens.step_form import StepFormScreen
from deskapp.tui.widgets.ticket_head import TicketHead

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.handbook.gate import Openness, Passed
    from deskapp.store.queue import Line
    from deskapp.store.register import Resident, Room

MOST = 60
NAME, RELATION, PLATE = 18, 30, 42
TICKETS = 3


def _unknown_room(words: str) -> list[Found]:
    """A room that was typed whole and that no list knows: it can be opened all the same."""
    reading = read_room(words)
    if reading.kind not in {"room", "shop", "parking"} or reading.value is None:
        return []
    return [Found(reading.value, None, Why.PART)]


class RegisterScreen(FinderScreen[None]):
    """Who lives where, masked; what was typed may be a room, a name, pinyin, a number, a plate."""

    HELP = "register"

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Found] = []

    @on(Mount)
    async def _begin(self) -> None:
        await self._look("")

    def place(self) -> str:
        """Return where one is."""
        return _("Residents")

    def main_label(self) -> str:
        """Return what F10 does here."""
        return _("Open")

    def typed(self, text: str) -> None:
        """Look at once: the answer comes within a frame."""
        self.call_later(self._look, text)

    async def _look(self, text: str) -> None:
        if text != self.finder.editor.value:
            return
        words = fold_line(text)
        found = await self.desk_app.ask(
            lambda desk: desk.look_up(words, MOST) if words else desk.first_rooms(MOST)
        )
        self.found = found or _unknown_room(words)
        self.show_rows(len(self.found))
        nobody, empty = (
            N_("Nobody found; type less, or otherwise."),
            N_("The register is empty: F9, Import residents."),
        )
        self.tell(Msg("" if self.found else nobody if words else empty))

    def draw(self, at: int, width: int) -> Row:
        """Draw the room, and the person with name and number masked."""
        found = self.found[at]
        row = Row(width).put(LABEL, found.room, "bold")
        if found.who is None:
            known = found.why is not Why.PART
            words = _("nobody registered") if known else _("not in the register")
            return row.put(NAME, words, "$d-muted")
        row.put(NAME, mask_name(found.who.name, self.desk_app.lang))
        row.put(RELATION, found.who.relation, "$d-muted").put(PLATE, found.who.plate[:2])
        return row.right(mask_phone(found.who.phone) if found.who.phone else "", "$d-muted")

    async def pick(self, at: int) -> None:
        """Open the room; the list stays under it."""
        await self.app.push_screen(HouseholdScreen(self.found[at].room))


def _known(
    room: str, desk: Desk
) -> tuple[Room | None, list[Resident], dict[str, list[str]], list[Line]]:
    """A room, its people, their other rooms, its tickets; runs where the database lives."""
    people = desk.residents(room)
    others = {who.name: desk.other_rooms(who) for who in people}
    return desk.room_of(room), people, others, desk.room_history(room, TICKETS)


class HouseholdForm(StepFormScreen):
    """The form of a step on a room; who lives there is known to the living site alone."""

    async def _load(self) -> None:
        self.query_one(TicketHead).display = False
        await super()._load()
        record, cls = self.record, self.cls
        if record is not None:
            chosen = await self.desk_app.ask(lambda desk: cls.choices(record, desk.site()))
            self.choices = chosen or {}


class HouseholdScreen(RecordScreen):
    """One room: its people, what they need, its tickets, and every change with its history."""

    HELP = "register"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+r", "reveal", show=False)]

    def __init__(self, room: str) -> None:
        super().__init__(f"{LETTER}{room}")
        self.room = room
        self.people: list[Resident] = []
        self.tickets: list[Line] = []
        self.facts: Room | None = None
        self.others: dict[str, list[str]] = {}
        self.revealed_until: datetime | None = None

    async def load(self) -> None:
        """The room as it stands now."""
        self.query_one(TicketHead).display = self.query_one(Clocks).display = False
        found = await self.desk_app.ask(partial(_known, self.room))
        if found is not None:
            self.facts, self.people, self.others, self.tickets = found
        self.query_one(Story).lead = self.rows
        await super().load()

    def place(self) -> str:
        """Return where one is."""
        return _("Residents")

    def state(self) -> str:
        """Return the room."""
        return self.room

    @property
    def revealed(self) -> bool:
        """Whether names and numbers may be seen for now."""
        return self.revealed_until is not None and self.desk_app.now() < self.revealed_until

    # -- showing

    def rows(self, width: int) -> list[Row]:
        """Its people, their needs, its tickets."""
        notes = self.record.notes if isinstance(self.record, Household) else ()
        people = [row for who in self.people for row in self._person(who, width)]
        rows = [self._facts(width)]
        rows += people or [Row(width).put(LABEL, _("Nobody is registered here."), "$d-muted")]
        rows += [self._note(note, width) for note in notes]
        rows += [Row(width), *(self._ticket(line, width) for line in self.tickets)]
        return rows

    def _facts(self, width: int) -> Row:
        """What the room is: its use, floor, area, riser."""
        app, facts = self.desk_app, self.facts
        row = Row(width)
        if facts is None:
            return row.put(LABEL, _("This room is not in the register."), "bold $d-warn")
        lists = app.site_now().policy.lists.get("room_kinds", {})
        use = lists[facts.kind].label(app.lang) if facts.kind in lists else facts.kind
        told = (
            use,
            fill(_("floor {floor}"), {"floor": facts.floor}) if facts.floor else "",
            f"{facts.area} ㎡" if facts.area else "",
            fill(_("riser {riser}"), {"riser": facts.riser}) if facts.riser else "",
        )
        return row.put(LABEL, "  ".join(filter(None, told)), "$d-muted")

    def _person(self, who: Resident, width: int) -> list[Row]:
        name = who.name if self.revealed else mask_name(who.name, self.desk_app.lang)
        numbers = dict.fromkeys(filter(None, (who.ring_first, who.phone, who.phone2)))
        phones = [n if self.revealed else mask_phone(n) for n in numbers]
        if len(phones) > 1:
            phones[0] = fill(_("ring first {number}"), {"number": phones[0]})
        first = Row(width).put(LABEL, f"{name}  {who.relation}".rstrip(), "bold")
        first.right("  ".join(phones))
        plate = who.plate if self.revealed else who.plate[:2] + "***" * bool(who.plate)
        hour = _("not after {hour}").replace("{hour}", who.not_after) if who.not_after else ""
        also = self.others.get(who.name, [])
        rooms = fill(_("also {rooms}"), {"rooms": "、".join(also)}) if also else ""
        more = "  ".join(filter(None, (hour, plate, rooms, who.note)))
        return [first, Row(width).put(LABEL + 2, more, "$d-muted")] if more else [first]

    def _note(self, note: CareNote, width: int) -> Row:
        label = self.desk_app.site_now().policy.label("care_notes", note.code, self.desk_app.lang)
        return Row(width).put(LABEL, f"{label}  {note.said}".rstrip(), "$d-accent")

    def _ticket(self, line: Line, width: int) -> Row:
        row = Row(width).put(LABEL, line.what, "bold" if line.open else "$d-muted")
        number = timewords.short_number(line.number, self.desk_app.now().date())
        return row.right(number, "$d-muted")

    # -- doing

    def open_form(self, chosen: Openness) -> None:
        """The form of a step, with the people of this room to choose from; or why it is shut."""
        why = chosen.why_not
        if why:
            self.tell(self.desk_app.told(why.message), "refused", why.clause)
        else:
            form = HouseholdForm(chosen.step, self.number)
            self.app.push_screen(form, partial(self._done, chosen.step))

    async def _done(self, cls: type[Any], passed: list[Passed] | None) -> None:
        await self.taken(passed)
        if passed and cls is Revealed:
            seconds = self.desk_app.site_now().policy.limit("reveal_s")
            self.revealed_until = self.desk_app.now() + timedelta(seconds=seconds)
            self.set_timer(seconds, self.refresh_words)
            text = N_("Shown for {n} seconds; the look is logged.")
            self.tell(Msg(text, {"n": seconds}), "saved")
            self.refresh_words()

    async def action_reveal(self) -> None:
        """Names and numbers in full for a moment, with a reason (P-12)."""
        self.open_step(Revealed.about.kind)
