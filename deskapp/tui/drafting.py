"""What all half-done screens share: what is typed is on the disk within a second."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from deskapp.locale import _, fill
from deskapp.tui.frame import DeskScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskapp.desk.desk import Desk
    from deskapp.handbook.gate import Passed
    from deskapp.handbook.step import Act
    from deskapp.store.drafts import Draft

SAVE_AFTER = 0.4
"""Seconds between a key and the disk."""


class DraftingScreen(DeskScreen[None]):
    """A screen whose words are kept as a draft until they are taken or given up."""

    FORM: ClassVar[str] = ""
    LETTER: ClassVar[str] = "R"
    """The record that its draft reserves a number for."""
    LIVE = True

    def __init__(self, draft: Draft | None = None) -> None:
        super().__init__()
        self.draft = draft
        self._save_waits = self._is_taken = False

    def has_words(self) -> bool:
        """True if anything was typed that must not be lost."""
        return False

    def draft_values(self) -> dict[str, object]:
        """What is to be kept."""
        return {}

    def saved_quietly(self) -> bool:
        """True while the message row has something weightier to say."""
        return False

    async def step_back(self) -> bool:
        """Esc: one stage back; False if it leaves."""
        return False

    def save_soon(self) -> None:
        """Something was typed."""
        if not self._save_waits:
            self._save_waits = True
            self.set_timer(SAVE_AFTER, self._save)

    async def _save(self) -> None:
        self._save_waits = False
        await self.save_draft()

    async def save_draft(self) -> None:
        """Put what is typed on the disk and say when that was."""
        app = self.desk_app
        saved = await app.ask(partial(self._write, self.draft_values()))
        if saved and not self.saved_quietly():
            at = app.now().strftime("%H:%M:%S")
            self.tell(fill(_("Draft saved {at}"), {"at": at}), "saved")

    async def take(self, acts: Sequence[Act]) -> list[Passed] | None:
        """Have the steps taken; from then on there is no draft to save."""
        return await self.desk_app.ask(partial(self._carry_out, acts))

    # Both run in the disk's own thread, one after the other: a save that was already on its way
    # finds that the steps were taken, and two of them never begin two drafts.

    def _write(self, values: dict[str, object], desk: Desk) -> bool:
        if self._is_taken:
            return False
        self.draft = self.draft or desk.start_draft(self.FORM, self.LETTER)
        self.draft = desk.save_draft(replace(self.draft, values=values))
        return True

    def _carry_out(self, acts: Sequence[Act], desk: Desk) -> list[Passed]:
        passed = desk.take(acts)
        self._is_taken = True
        return passed

    async def park(self) -> None:
        """Leave it half done; it waits among what is parked."""
        if self.has_words():
            await self.save_draft()
