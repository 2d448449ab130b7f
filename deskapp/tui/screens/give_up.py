"""Why a call is given up: one of the site's reasons."""

from __future__ import annotations

from deskapp.locale import _
from deskapp.tui.look.rows import LABEL, VALUE, Row
from deskapp.tui.screens.choosing import PickScreen

REASONS = "abandon_reasons"


class GiveUpScreen(PickScreen[str]):
    """Gives the code of a reason, or None if the call goes on."""

    HELP = "give_up"

    def __init__(self) -> None:
        super().__init__()
        self.codes: list[str] = []

    def on_mount(self) -> None:
        """Show the site's reasons."""
        self.codes = list(self.desk_app.site_now().policy.entries(REASONS))
        self.list.show(len(self.codes))
        self.set_focus(self.list)

    def place(self) -> str:
        """Return where one is."""
        return _("Abandon the half-done call")

    def draw(self, at: int, width: int) -> Row:
        """Draw one reason."""
        policy = self.desk_app.site_now().policy
        row = Row(width)
        if at == 0:
            row.put(LABEL, _("Reason"), "$d-muted")
        return row.put(VALUE, policy.label(REASONS, self.codes[at], self.desk_app.lang))

    async def pick(self, at: int) -> None:
        """Give this reason."""
        self.dismiss(self.codes[at])
