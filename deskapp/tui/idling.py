"""The lock of an idle screen (P-14): never while somebody is served, later at night."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.timer import Timer

    from deskapp.tui.app import DeskApp

MINUTE = 60


class Idling:
    """Knows when the last key was pressed."""

    def __init__(self, app: DeskApp) -> None:
        self._app = app
        self.since = app.tick()

    def touched(self) -> None:
        """A key was pressed."""
        self.since = self._app.tick()

    async def look(self) -> None:
        """Lock when nobody has pressed a key for too long; without a PIN a name is asked for."""
        app, minutes = self._app, self._minutes() if self._app.operator_name else 0
        if not minutes or app.is_live:
            return
        if app.tick() - self.since >= minutes * MINUTE:
            await app.lock()

    def _minutes(self) -> int:
        from deskapp.handbook.ticket.reminders import (  # noqa: PLC0415 - after the first frame
            is_quiet,
        )

        policy = self._app.site_now().policy
        at_night = is_quiet(self._app.now(), policy)
        return policy.limit("lock_night_min") if at_night else policy.limit("lock_min")


class ClipboardKept:
    """What was copied, until it is taken back."""

    def __init__(self, app: DeskApp) -> None:
        self._app = app
        self._timer: Timer | None = None

    def copied(self, text: str) -> None:
        """Something was copied: the time runs anew."""
        if self._timer:
            self._timer.stop()
            self._timer = None
        if text and self._app.still:
            seconds = self._app.still.policy.limit("clipboard_s")
            self._timer = self._app.set_timer(seconds, self.clear)

    def clear(self) -> None:
        """Empty it, unless nothing of ours is in it."""
        if self._timer:
            self._app.copy_to_clipboard("")
