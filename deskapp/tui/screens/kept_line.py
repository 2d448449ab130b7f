"""The line being typed in the log: on the disk at once, there again after a crash."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from deskapp.store.drafts import STEP_FORM, Draft
from deskapp.tui.drafting import SAVE_AFTER

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.tui.screens.logbook import LogScreen

NAME = "log line"
"""The draft's name; there is one line of typing on a desk."""


class KeptLine:
    """The one line that is not in the log yet."""

    def __init__(self, screen: LogScreen) -> None:
        self.screen = screen
        self._waits = False

    async def restore(self) -> str:
        """The words that were never entered; "" if there are none."""
        draft = await self.screen.desk_app.ask(lambda desk: desk.draft(NAME))
        return str(draft.values.get("text", "")) if draft else ""

    def soon(self) -> None:
        """Something was typed, or the line was entered."""
        if not self._waits:
            self._waits = True
            self.screen.set_timer(SAVE_AFTER, self.flush)

    async def flush(self) -> None:
        """The words as they stand go to the disk; an empty line leaves nothing there."""
        self._waits = False
        app, words = self.screen.desk_app, self.screen.unwritten()
        who = app.operator.id if app.operator else ""
        draft = Draft(NAME, STEP_FORM, who, app.now(), app.now(), {"text": words})
        await app.ask(partial(_write, draft) if words else _drop)


def _write(draft: Draft, desk: Desk) -> None:
    desk.save_draft(draft)


def _drop(desk: Desk) -> None:
    desk.drop_draft(NAME)
