"""Somebody new on the staff list."""

from __future__ import annotations

from textual import on
from textual.events import Mount

from deskapp.handbook.staff import PersonAdded
from deskapp.handbook.streams import blank
from deskapp.tui.screens.step_form import StepFormScreen
from deskapp.tui.widgets.ticket_head import TicketHead


class AddPersonScreen(StepFormScreen):
    """The form of the step that adds a person; its record does not exist yet."""

    def __init__(self) -> None:
        super().__init__(PersonAdded, "")

    @on(Mount)
    def _no_ticket(self) -> None:
        self.query_one(TicketHead).display = False
        policy = self.desk_app.site_now().policy
        roles = policy.entries("roles").items()
        words = (f"{code} {entry.label(self.desk_app.lang)}" for code, entry in roles)
        self.fields["roles"].example = "  ".join(words)

    async def _load(self) -> None:
        self.record = blank(PersonAdded.letter)
