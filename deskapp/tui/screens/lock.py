"""The lock: everything is hidden, nothing is lost; whoever comes signs in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.locale import _
from deskapp.tui.screens.person import PersonScreen

if TYPE_CHECKING:
    from deskapp.handbook.people import Person
    from deskapp.tui.frame import Words


class LockScreen(PersonScreen):
    """Nobody sits here; the screens behind stand as they were left."""

    LIVE = True

    def place(self) -> str:
        """Return where one is."""
        return _("Locked")

    def host_shows(self) -> tuple[str, str]:
        """Neither who sat here nor which shift: the frame says nothing while it is locked."""
        return "", ""

    def tell(self, sentence: Words, kind: str = "info", clause: str = "") -> None:
        """Say that something burns, and not where."""
        if kind in {"warn", "danger"}:
            sentence, clause = _("Something is due: sign in."), ""
        super().tell(sentence, kind, clause)

    def _sits(self, _person: Person) -> bool:
        return False

    async def action_back(self) -> None:
        """Nobody gets past it without signing in."""
        self.tell(_("Choose who sits here first."), "refused")


class LostPinScreen(PersonScreen):
    """Whose lost PIN is given anew."""

    def place(self) -> str:
        """Return where one is."""
        return _("New PIN for")

    def main_label(self) -> str:
        """Return what F10 does here."""
        return _("Choose")

    async def pick(self, at: int) -> None:
        """Type it for them."""
        from deskapp.tui.screens.pin import NewPinScreen  # noqa: PLC0415 - rarely needed

        await self.app.switch_screen(NewPinScreen(self.people[at]))
