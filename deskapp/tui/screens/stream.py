"""What the pages of all records share: the record, its steps, and taking the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from deskapp.desk.hidden import Hidden
from deskapp.handbook.codec import Unreadable
from deskapp.handbook.complaint.state import Complaint
from deskapp.handbook.gate import Openness, Passed
from deskapp.handbook.history import Entry
from deskapp.handbook.looking import Looked
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.slots import Kind
from deskapp.handbook.step import Stream, slots_of
from deskapp.handbook.streams import kind_of
from deskapp.handbook.ticket.state import Ticket
from deskapp.locale import _
from deskapp.tui.frame import DeskScreen
from deskapp.tui.screens.step_form import StepFormScreen, saved_sentence
from deskapp.tui.widgets.step_list import StepList

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


def look_at(desk: Desk, number: str) -> tuple[Stream | None, list[Entry], list[Openness]] | Hidden:
    """Everything that the page of a record shows; runs where the database lives."""
    try:
        return desk.record(number), desk.entries(number), desk.steps(number)
    except Hidden as hidden:
        return hidden


class StreamScreen(DeskScreen[None]):
    """One record, whole; F10 opens the form of the step under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "main", show=False),
        Binding("ctrl+r", "linked", show=False),
        Binding("ctrl+d", "reveal", show=False),
    ]

    def __init__(self, number: str) -> None:
        super().__init__()
        self.number = number
        self.record: Stream | None = None
        self.steps: list[Openness] = []
        self.linked: list[str] = []
        self.shown_until = 0.0
        """Until when names and numbers are shown in full."""

    @property
    def step_list(self) -> StepList:
        """The list of steps in sight: beside the record when there is room, else in it."""
        lists = list(self.query(StepList))
        return lists[-1] if self.has_class("-wide") else lists[0]

    async def on_mount(self) -> None:
        """Show the record and stand on its next step."""
        await self.load()
        self.set_focus(self.step_list)

    def on_resize(self) -> None:
        """The steps may stand elsewhere now; so does the focus."""
        self.call_after_refresh(self._stand_on_steps)

    def _stand_on_steps(self) -> None:
        self.set_focus(self.step_list)

    async def on_screen_resume(self) -> None:
        """A step may have been taken."""
        if self.record is not None:
            await self.load()

    async def load(self) -> None:
        """The record as it stands now."""
        number = self.number
        found = await self.desk_app.ask(lambda desk: look_at(desk, number))
        if found is None:
            return
        if isinstance(found, Hidden):
            self._turn_away(found)
            return
        self.record, entries, steps = found
        self.steps = self.offered(steps)
        self.linked = linked_numbers(self.number, entries)
        for shown in self.query(StepList):
            shown.show(self.steps)
        self.show_record(entries)
        self.speak()
        self.refresh_words()

    def offered(self, steps: list[Openness]) -> list[Openness]:
        """The steps that this page offers."""
        return steps

    def _turn_away(self, hidden: Hidden) -> None:
        if self.is_current:
            self.app.pop_screen()
            self.desk_app.tell(hidden.message, "refused", hidden.clause)

    def show_record(self, entries: list[Entry]) -> None:
        """Show the record as it stands now, with its past."""

    def speak(self) -> None:
        """The line for whom this record is about, were they on the phone now."""

    # -- frame

    def state(self) -> str:
        """The number in full."""
        return self.number

    def main_label(self) -> str:
        """The step under the cursor."""
        chosen = self.step_list.selected if self.is_attached else None
        return _(chosen.step.about.title) if chosen else _("Back")

    @on(StepList.Moved)
    def _moved(self, event: StepList.Moved) -> None:
        for shown in self.query(StepList):
            shown.stand(event.at)  # one cursor, wherever the steps stand at this width
        self.redraw("keys")

    @property
    def in_full(self) -> bool:
        """Whether somebody gave a reason within the last half minute (P-12)."""
        return self.desk_app.tick() < self.shown_until  # whatever the wall clock is set to

    # -- doing

    async def action_main(self) -> None:
        """The form of the step under the cursor."""
        chosen = self.step_list.selected
        if chosen is None:
            self.tell(_("No step is open to you here."), "refused")
        else:
            self.open_form(chosen)

    async def action_linked(self) -> None:
        """The record that belongs to this one; from several, the newest."""
        if self.linked:
            await self.app.push_screen(page_of(self.linked[-1]))
        else:
            self.tell(_("Nothing is linked to this."), "refused")

    async def action_reveal(self) -> None:
        """Name and number in full for a moment, with a reason, logged (P-12)."""
        me = self.desk_app.operator
        if me is None or not isinstance(self.record, Ticket | Complaint):
            self.tell(_("There is no name and no number to look at."), "refused", "H50")
            return
        form = StepFormScreen(Looked, me.id, {"number": self.number})
        await self.app.push_screen(form, self.revealed)

    def mask(self) -> None:
        """What one person looked at is not the next one's to see."""
        self.shown_until = 0.0

    async def revealed(self, passed: list[Passed] | None) -> None:
        """The look is on the disk: show what was asked for, for as long as the site allows."""
        if not passed:
            return
        seconds = self.desk_app.site_now().policy.limit("reveal_s")
        self.shown_until = self.desk_app.tick() + seconds
        self.set_timer(seconds, self.refresh_words)
        self.tell(Msg(N_("Shown for {n} seconds; the look is logged."), {"n": seconds}), "saved")
        self.refresh_words()

    def open_step(self, kind: str) -> None:
        """The form of the step of this kind, or why it is not open."""
        every = (*self.step_list.open, *self.step_list.shut)
        chosen = next((one for one in every if one.step.about.kind == kind), None)
        if chosen:
            self.open_form(chosen)

    def open_form(self, chosen: Openness) -> None:
        """The form of a step, or why it is not open."""
        why = chosen.why_not
        if why:
            self.tell(self.desk_app.told(why.message), "refused", why.clause)
        else:
            self.app.push_screen(StepFormScreen(chosen.step, self.number), self.taken)

    async def taken(self, passed: list[Passed] | None) -> None:
        """A step was taken here: show what it changed, and say so."""
        if not passed:
            return
        await self.load()
        await self.desk_app.count()
        self.tell(self.desk_app.told(saved_sentence(passed)), "saved")


def linked_numbers(number: str, entries: Sequence[Entry]) -> list[str]:
    """The records that the steps of this one name, the newest last."""
    found: dict[str, None] = {}
    for entry in entries:
        if isinstance(entry.step, Unreadable):
            continue
        for key, slot in slots_of(type(entry.step)).items():
            named = str(getattr(entry.step, key)) if slot.kind is Kind.NUMBER else ""
            if named and named != number and kind_of(named):
                found.pop(named, None)
                found[named] = None
    return list(found)


def page_of(number: str) -> StreamScreen:
    """The page of a record, by the letter of its number."""
    from deskapp.tui.screens.complaint import ComplaintScreen  # noqa: PLC0415 - pages know each other
    from deskapp.tui.screens.outages import OutageScreen  # noqa: PLC0415
    from deskapp.tui.screens.record import RecordScreen  # noqa: PLC0415
    from deskapp.tui.screens.register import HouseholdScreen  # noqa: PLC0415
    from deskapp.tui.screens.staff import StaffPage  # noqa: PLC0415

    if number.startswith("D"):
        return HouseholdScreen(number[1:])
    pages = {"C": ComplaintScreen, "N": OutageScreen, "P": StaffPage}
    return pages.get(number[:1], RecordScreen)(number)
