"""The staff list: who signs in, who works outside, contractors, and who has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding, BindingType
from textual.events import Mount

from deskapp.handbook.people import ROLE_NAMES, Person
from deskapp.handbook.signing import PinSet
from deskapp.handbook.staff import PersonChanged, PersonLeft, PersonReturned
from deskapp.locale import _
from deskapp.tui.look.rows import LABEL, Row
from deskapp.tui.screens.add_person import AddPersonScreen
from deskapp.tui.screens.choosing import PickScreen
from deskapp.tui.screens.pin import NewPinScreen, after_own_pin
from deskapp.tui.screens.record import Clocks, RecordScreen, Story
from deskapp.tui.widgets.ticket_head import TicketHead

if TYPE_CHECKING:
    from typing import ClassVar

    from deskapp.handbook.gate import Openness, Passed

ROLES, DEPT, TRADE = 16, 38, 54
OFFERED = (PersonChanged, PersonLeft, PersonReturned, PinSet)


class StaffScreen(PickScreen[None]):
    """Everybody, those who sign in first; Enter opens one, F10 adds one."""

    HELP = "staff"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+e", "duty", show=False)]

    def __init__(self) -> None:
        super().__init__()
        self.people: list[Person] = []
        self.duty: tuple[str, ...] = ()

    @on(Mount)
    async def _learn(self) -> None:
        await self.load()
        self.set_focus(self.list)
        self.hint(_("Enter opens a person, F10 adds one, Ctrl+E holds the duty list."))

    async def on_screen_resume(self) -> None:
        """Somebody may have been added or changed."""
        if self.desk_app.still is not None:
            await self.load()

    async def load(self) -> None:
        """The list as it stands now."""
        found = await self.desk_app.ask(
            lambda desk: (desk.operators(), [*desk.people.values()], desk.on_duty())
        )
        if found is None:
            return
        _first, everybody, self.duty = found
        self.people = sorted(everybody, key=lambda p: (not p.active, not p.logs_in, p.dept, p.name))
        self.list.show(len(self.people), min(self.list.selected, max(len(self.people) - 1, 0)))
        self.redraw("title")

    def place(self) -> str:
        """Where one is."""
        return _("Staff list")

    def state(self) -> str:
        """How many there are."""
        return str(sum(1 for person in self.people if person.active))

    def main_label(self) -> str:
        """What F10 does here."""
        return _("New staff")

    def key_labels(self) -> list[tuple[str, str]]:
        """The duty list stands where complaints do elsewhere."""
        labels = super().key_labels()
        return [("Ctrl+E", _("Duty")) if key == "F4" else (key, does) for key, does in labels]

    def draw(self, at: int, width: int) -> Row:
        """Draw name, roles, department, trade, and whether they sign in, are here, have left."""
        person, app = self.people[at], self.desk_app
        style = "bold" if person.active and person.logs_in else "" if person.active else "$d-muted"
        row = Row(width).put(LABEL, person.name, style)
        roles = " ".join(_(name) for role, name in ROLE_NAMES.items() if role & person.roles)
        dept = app.site_now().policy.label("departments", person.dept, app.lang)
        row.put(ROLES, roles, "$d-muted", limit=DEPT - ROLES - 1)
        row.put(DEPT, dept if person.dept else "", "$d-muted", limit=TRADE - DEPT - 1)
        row.put(TRADE, person.trade, "$d-muted", limit=14)
        return row.right(self._standing(person), "$d-muted")

    def _standing(self, person: Person) -> str:
        if not person.active:
            return _("left")
        if person.id in self.duty:
            return _("on duty")
        if not person.logs_in:
            return ""
        return _("with PIN") if person.id in self.desk_app.with_pin else _("signs in")

    async def entered(self) -> None:
        """Enter opens the person."""
        if self.people:
            await self.pick(self.list.selected)

    async def pick(self, at: int) -> None:
        """Their page: what is known of them, what may be changed, and every change so far."""
        await self.app.push_screen(StaffPage(self.people[at].id))

    async def action_main(self) -> None:
        """F10: somebody new."""
        await self.app.push_screen(AddPersonScreen(), self._added)

    async def _added(self, passed: list[Passed] | None) -> None:
        if passed:
            await self.desk_app.refresh_still()
            await self.load()
            self.tell(passed[0].step.line()[0], "saved")

    async def action_duty(self) -> None:
        """Ctrl+E: who is on duty when."""
        from deskapp.tui.screens.duty import DutyScreen  # noqa: PLC0415 - when it is asked for

        await self.app.push_screen(DutyScreen())


class StaffPage(RecordScreen):
    """One person: roles, department, telephone, the steps on them, and their past."""

    HELP = "staff"

    async def load(self) -> None:
        """The person as they stand now."""
        self.query_one(TicketHead).display = self.query_one(Clocks).display = False
        self.query_one(Story).lead = self.rows
        await super().load()
        await self.desk_app.refresh_still()
        await self.desk_app.learn_pins()

    def offered(self, steps: list[Openness]) -> list[Openness]:
        """What is done to somebody else; each does their own sign-in and shift elsewhere."""
        return [one for one in steps if one.step in OFFERED]

    def open_form(self, chosen: Openness) -> None:
        """A PIN is typed twice and shown to nobody; all else has its form."""
        if chosen.step is PinSet and chosen.open and self.person:
            self.desk_app.call_later(after_own_pin, self.desk_app, NewPinScreen(self.person))
        else:
            super().open_form(chosen)

    @property
    def person(self) -> Person | None:
        """Who it is."""
        return self.desk_app.site_now().people.get(self.number)

    def place(self) -> str:
        """Whose page."""
        return self.person.name if self.person else _("Staff list")

    def state(self) -> str:
        """Nothing: the number says nothing to anybody."""
        return ""

    def rows(self, width: int) -> list[Row]:
        """What is known of them."""
        person, app = self.person, self.desk_app
        if person is None:
            return []
        roles = "  ".join(_(name) for role, name in ROLE_NAMES.items() if role & person.roles)
        dept = app.site_now().policy.label("departments", person.dept, app.lang)
        signs = _("signs in") if person.logs_in else _("does not sign in")
        if person.id in app.with_pin:
            signs = _("signs in with a PIN")
        more = "  ".join(filter(None, (dept if person.dept else "", person.trade, person.phone)))
        shown = Row(width).put(LABEL, roles, "bold")
        shown.right(signs if person.active else _("left"), "$d-muted")
        return [shown, Row(width).put(LABEL, more), Row(width)]
