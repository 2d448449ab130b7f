"""Who sits here now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.events import Mount

from deskapp.handbook.people import ROLE_NAMES
from deskapp.locale import _
from deskapp.tui.look.rows import LABEL, Row
from deskapp.tui.look.signs import sign
from deskapp.tui.screens.choosing import PickScreen

if TYPE_CHECKING:
    from deskapp.handbook.people import Person

ROLES = 22


class PersonScreen(PickScreen[None]):
    """Everybody who may sit at this desk."""

    HELP = "person"

    def __init__(self) -> None:
        super().__init__()
        self.people: list[Person] = []

    @on(Mount)
    async def _learn(self) -> None:
        """Learn who may sit here."""
        self.people = await self.desk_app.ask(lambda desk: desk.operators()) or []
        now = self.desk_app.operator
        ids = [person.id for person in self.people]
        self.list.show(len(ids), ids.index(now.id) if now and now.id in ids else 0)
        self.set_focus(self.list)

    def place(self) -> str:
        """Return where one is."""
        return _("Who sits here")

    def main_label(self) -> str:
        """Return what F10 does here."""
        return _("Sign in")

    def draw(self, at: int, width: int) -> Row:
        """Draw a name and its roles; the one who sits here has the sign of what is done."""
        person = self.people[at]
        row = Row(width).put(LABEL, person.name)
        row.put(ROLES, roles_in_words(person), "$d-muted")
        return (
            row.right(sign("done") + " " + _("here now"), "$d-muted") if self._sits(person) else row
        )

    def _sits(self, person: Person) -> bool:
        now = self.desk_app.operator
        return now is not None and now.id == person.id

    async def pick(self, at: int) -> None:
        """Go on as this person, with their PIN where they have one."""
        person = self.people[at]
        if person.id not in self.desk_app.with_pin:
            self._goes_on(person)
            return
        from deskapp.tui.screens.pin import PinScreen  # noqa: PLC0415 - only with PINs

        def known(right: bool | None) -> None:  # noqa: FBT001 - a screen's answer
            if right:
                self._goes_on(person)

        await self.app.push_screen(PinScreen(person), known)

    def _goes_on(self, person: Person) -> None:
        self.dismiss(None)
        self.desk_app.call_later(self.desk_app.comes_in, person.id)

    async def action_back(self) -> None:
        """Go back, unless nobody sits here yet."""
        now = self.desk_app.operator
        if now and now.id:
            self.dismiss(None)
        else:
            self.tell(_("Choose who sits here first."), "refused")


def roles_in_words(person: Person) -> str:
    """Return a person's roles in the language in use."""
    return "  ".join(_(name) for role, name in ROLE_NAMES.items() if role & person.roles)
