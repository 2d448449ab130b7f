"""What all half-done screens share: what is typed is on the disk within a second."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from deskapp.locale import _, fill
from deskapp.store.drafts import Draft
from deskapp.tui.frame import DeskScreen

SAVE_AFTER = 0.4
"""Seconds between a key and the disk."""


class DraftingScreen(DeskScreen[None]):
    """A screen whose words are kept as a draft until they are taken or given up."""

    FORM: ClassVar[str] = ""
    LIVE = True

    def __init__(self, draft: Draft | None = None) -> None:
        super().__init__()
        self.draft = draft
        self._save_waits = False

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

    async def start_draft(self) -> Draft | None:
        """A draft with a number of its own."""
        return await self.desk_app.ask(lambda desk: desk.start_draft(self.FORM))

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
        app, values = self.desk_app, self.draft_values()
        if self.draft is None:
            self.draft = await self.start_draft()
        if self.draft is None:
            return
        unsaved = replace(self.draft, values=values)
        saved = await app.ask(lambda desk: desk.save_draft(unsaved))
        self.draft = saved or unsaved
        if saved and not self.saved_quietly():
            at = app.now().strftime("%H:%M:%S")
            self.tell(fill(_("Draft saved {at}"), {"at": at}), "saved")

    async def park(self) -> None:
        """Leave it half done; it waits among what is parked."""
        if self.has_words():
            await self.save_draft()
