"""The duty list: who is on duty in which shift of the days to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.events import Mount

from deskapp.handbook.shifts import SHIFTS, DutyListed, Shift, on_duty, shift_at
from deskapp.handbook.streams import SITE
from deskapp.locale import _, timewords
from deskapp.locale.telling import listed
from deskapp.tui.look.rows import LABEL, Row
from deskapp.tui.screens.choosing import PickScreen
from deskapp.tui.screens.step_form import StepFormScreen
from deskapp.tui.widgets.ticket_head import TicketHead

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.handbook.gate import Passed
    from deskapp.handbook.step import Refusal

DAYS = 14
SHIFT, WHO = 16, 28
Listed = tuple[Shift, tuple[str, ...]]


class DutyScreen(PickScreen[None]):
    """Each shift of two weeks with its people; Enter lists them, for one day or several."""

    HELP = "duty"

    def __init__(self) -> None:
        super().__init__()
        self.shifts: list[Listed] = []

    @on(Mount)
    async def _learn(self) -> None:
        await self.load()
        self.set_focus(self.list)
        self.hint(_("Enter says who is on duty in this shift, for one day or several."))

    async def load(self) -> None:
        """The list as it stands now."""
        self.shifts = await self.desk_app.ask(_coming) or []
        self.list.show(len(self.shifts), self.list.selected)

    def place(self) -> str:
        """Where one is."""
        return _("Duty list")

    def main_label(self) -> str:
        """What F10 does here."""
        return _("Set duty")

    def draw(self, at: int, width: int) -> Row:
        """Draw the day where it begins, the shift, and its people."""
        shift, people = self.shifts[at]
        app = self.desk_app
        row = Row(width)
        if at == 0 or self.shifts[at - 1][0].day != shift.day:
            row.put(LABEL, timewords.day_row(shift.day, app.now().date()), "bold")
        name = app.site_now().policy.label("shifts", shift.code, app.lang)
        row.put(SHIFT, name, "bold" if at == 0 else "$d-muted", limit=WHO - SHIFT - 1)
        known = app.site_now().people
        names = [known[one].name if one in known else one for one in people]
        hours = f"{shift.begins.hour}:00-{shift.ends.hour}:00"
        row.put(WHO, listed(names) if names else _("nobody listed"), "" if names else "$d-muted",
                limit=width - WHO - 14)  # fmt: skip
        return row.right(hours, "$d-muted")

    async def pick(self, at: int) -> None:
        """Who is on duty then."""
        why = await self.desk_app.ask(_why_not)
        if why:
            self.tell(why.message, "refused", why.clause)
            return
        shift, people = self.shifts[at]
        offered = {"shift": shift.code, "first": shift.begins, "days": 1, "people": people}
        await self.app.push_screen(DutyForm(DutyListed, SITE, offered), self._listed)

    async def _listed(self, passed: list[Passed] | None) -> None:
        if passed:
            await self.desk_app.refresh_still()
            await self.load()
            self.tell(passed[0].step.line()[0], "saved")


class DutyForm(StepFormScreen):
    """The form of the duty list; the names to choose from stand under the last field."""

    @on(Mount)
    def _name_them(self) -> None:
        self.query_one(TicketHead).display = False
        people = self.desk_app.site_now().people.values()
        names = [person.name for person in people if person.active and person.logs_in]
        self.fields["people"].example = listed(names)


def _coming(desk: Desk) -> list[Listed]:
    shift = shift_at(desk.clock(), desk.policy)
    found = [(shift, on_duty(desk.duty, shift))]
    while len(found) < DAYS * len(SHIFTS):
        shift = shift_at(shift.ends, desk.policy)
        found.append((shift, on_duty(desk.duty, shift)))
    return found


def _why_not(desk: Desk) -> Refusal | None:
    return next(one.why_not for one in desk.steps(SITE) if one.step is DutyListed)
