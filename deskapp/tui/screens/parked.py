"""Calls that are half done and wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.events import Mount

from deskapp.handbook.message import N_, Msg
from deskapp.locale import _
from deskapp.locale.timewords import point, short_number
from deskapp.tui.drafting import DraftingScreen
from deskapp.tui.look.private import private
from deskapp.tui.look.rows import LABEL, SECOND, Row
from deskapp.tui.screens.choosing import PickScreen
from deskapp.tui.screens.complaint_note import NoteScreen

if TYPE_CHECKING:
    from deskapp.handbook.ticket.state import Ticket
    from deskapp.store.drafts import Draft
    from deskapp.tui.app import DeskApp

WHEN, ROOM, MATTER = 10, SECOND, 38


class ParkedScreen(PickScreen[None]):
    """The drafts, the newest first; one goes on where it stopped."""

    HELP = "parked"

    def __init__(self) -> None:
        super().__init__()
        self.drafts: list[Draft] = []

    @on(Mount)
    async def _learn(self) -> None:
        """Learn what is parked."""
        self.drafts = await self.desk_app.ask(lambda desk: desk.drafts()) or []
        self.list.show(len(self.drafts))
        self.set_focus(self.list)
        self.redraw("title")
        self.tell(Msg("" if self.drafts else N_("No call is parked.")))

    def place(self) -> str:
        """Return where one is."""
        return _("Parked calls")

    def state(self) -> str:
        """Return how many there are."""
        return str(len(self.drafts)) if self.drafts else ""

    def main_label(self) -> str:
        """Return what F10 does here."""
        return _("Go on")

    def draw(self, at: int, width: int) -> Row:
        """Draw number, time, room and matter of a draft."""
        draft, now = self.drafts[at], self.desk_app.now()
        row = Row(width).put(LABEL, short_number(draft.number, now.date()))
        row.put(WHEN, point(draft.saved_at, now), "$d-muted")
        if draft.form == NoteScreen.FORM:
            note = private(" ".join(str(draft.values.get("note", "")).split()))
            return row.put(ROOM, _("Complaint")).put(MATTER, note, limit=width - MATTER)
        row.put(ROOM, typed_in(draft, "room") or _("no room yet"))
        return row.put(MATTER, typed_in(draft, "what") or _("no matter yet"), limit=width - MATTER)

    async def pick(self, at: int) -> None:
        """Go on with this call."""
        self.dismiss(None)
        self.desk_app.call_later(go_on, self.desk_app, self.drafts[at])


def typed_in(draft: Draft, field: str) -> str:
    """Return what was typed in a field, on one line."""
    typed = draft.values.get("typed")
    text = typed.get(field, "") if isinstance(typed, dict) else ""
    return private(" ".join(str(text).split()))


async def go_on(app: DeskApp, draft: Draft) -> None:
    """Open the call where it stopped; one that is open now is parked first."""
    from deskapp.tui.screens.intake import IntakeScreen  # noqa: PLC0415 - it is the larger one

    front = app.screen
    if isinstance(front, DraftingScreen):
        if front.draft and front.draft.number == draft.number:
            return
        await front.park()
        await app.pop_screen()
    made = NoteScreen if draft.form == NoteScreen.FORM else IntakeScreen
    await app.push_screen(made(draft))


async def take_up(app: DeskApp, ticket: Ticket) -> None:
    """Open a call that was given up again, with everything that was said."""
    from deskapp.handbook.ticket.recording import DraftRecovered  # noqa: PLC0415 - with the intake
    from deskapp.store.drafts import Draft  # noqa: PLC0415

    site, now = app.site_now(), app.now()
    said = dict(DraftRecovered.suggest(ticket, site))
    values: dict[str, object] = {
        "typed": said,
        "missing": dict(ticket.missing),
        "contact_source": ticket.contact_source,
        "again": True,
    }
    await go_on(app, Draft(ticket.number, "intake", site.operator.id, now, now, values))
