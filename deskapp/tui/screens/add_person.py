"""Somebody new on the staff list."""

from __future__ import annotations

from deskapp.handbook.staff import PersonAdded
from deskapp.handbook.streams import blank
from deskapp.tui.screens.step_form import StepFormScreen


class AddPersonScreen(StepFormScreen):
    """The form of the step that adds a person; its record does not exist yet."""

    def __init__(self) -> None:
        super().__init__(PersonAdded, "")

    async def _load(self) -> None:
        self.record = blank(PersonAdded.letter)
