"""The lock of an idle screen (P-14): never while somebody is served, later at night."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
        """Lock when nobody has pressed a key for too long; only a PIN makes that worth it."""
        app = self._app
        signed = app.operator is not None and app.operator.id in app.with_pin
        if not signed or any(getattr(screen, "LIVE", False) for screen in app.screen_stack):
            return
        if app.tick() - self.since >= self._minutes() * MINUTE:
            await app.lock()

    def _minutes(self) -> int:
        from deskapp.handbook.ticket.reminders import (  # noqa: PLC0415 - after the first frame
            is_quiet,
        )

        policy = self._app.site_now().policy
        at_night = is_quiet(self._app.now(), policy)
        return policy.limit("lock_night_min") if at_night else policy.limit("lock_min")
