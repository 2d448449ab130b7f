"""What becomes due is told once, in the message row, with a bell by day (1.2-6, 2.1-7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import Role
from deskapp.locale import timewords
from deskapp.tui.frame import DeskScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskapp.desk.due import Call
    from deskapp.desk.events import EventLine
    from deskapp.store.complaints import CaseLine
    from deskapp.store.queue import Line
    from deskapp.tui.app import DeskApp

    AnyCall = Call[Line] | Call[CaseLine] | Call[EventLine]


class Ringing:
    """Remembers what was told; while somebody is being served, only danger speaks."""

    def __init__(self, app: DeskApp) -> None:
        self._app = app
        self._told: set[tuple[str, str, str]] = set()
        self._reminded = False

    async def learn(self) -> None:
        """What is due already stands in the queue: it is no news."""
        self._told |= {call.thing for call in await self._calls()}

    async def look(self) -> None:
        """Tell what has become due since the last look."""
        news = [call for call in await self._calls() if call.thing not in self._told]
        live = any(getattr(screen, "LIVE", False) for screen in self._app.screen_stack)
        if live:
            news = [call for call in news if call.line.danger]
        if not isinstance(self._app.screen, DeskScreen):
            return
        if news:
            self._told |= {call.thing for call in news}
            self._tell(news)
        elif not live:
            await self._remind_of_the_log()

    async def _calls(self) -> Sequence[AnyCall]:
        return await self._app.ask(lambda desk: [*desk.incident_calls(), *desk.calls()]) or ()

    async def _remind_of_the_log(self) -> None:
        """A guard is told once an hour or two that nothing was written; it never rings (G-8)."""
        who = self._app.operator
        if who is None or Role.G not in who.roles:
            return
        gap = await self._app.ask(lambda desk: desk.unwritten())
        if gap and not self._reminded:
            text = N_("Nothing written for {span}: is all quiet? F5 opens the log.")
            self._app.tell(Msg(text, {"span": timewords.span(gap)}), "warn", "H46")
        self._reminded = gap is not None

    def _tell(self, news: Sequence[AnyCall]) -> None:
        from deskapp.handbook.ticket.reminders import (  # noqa: PLC0415 - after the first frame
            is_quiet,
        )

        app, first = self._app, news[0]
        blanks = {
            "number": timewords.short_number(first.line.number, app.now().date()),
            "room": first.line.room,
            "why": first.why.message,
            "n": len(news) - 1,
        }
        one, more = N_("{number} {room}: {why}"), N_("{number} {room}: {why} {n} more are due.")
        sentence = app.told(Msg(more if len(news) > 1 else one, blanks))
        danger = first.line.danger
        app.tell(sentence, "danger" if danger else "warn", first.why.clause)
        if danger or not is_quiet(app.now(), app.site_now().policy):
            app.bell()
