"""The incidents: those that run, those to be closed, those that are over, and what each needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.events import Mount

from deskapp.desk import saying
from deskapp.handbook.fields.private import mask_numbers
from deskapp.handbook.gate import state_name
from deskapp.handbook.incident.chain import level_of
from deskapp.handbook.incident.reminders import reminders
from deskapp.handbook.incident.state import ENDED
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.reminder import by_time
from deskapp.locale import _, timewords
from deskapp.tui.look.rows import Row
from deskapp.tui.screens.choosing import PickScreen
from deskapp.tui.widgets.pick_list import PickList

if TYPE_CHECKING:
    from deskapp.handbook.incident.state import Incident
    from deskapp.handbook.reminder import Reminder

MOST = 500
SIGN, STATE, LEVEL, PLACE, WHEN = 3, 5, 18, 35, 51
FULL = 80
"""Columns from which the time has its own."""
TICK = 30.0


class IncidentsScreen(PickScreen[None]):
    """How each stands; the message row says what the one under the cursor calls for next."""

    HELP = "incidents"

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Incident] = []

    @on(Mount)
    async def _begin(self) -> None:
        await self.load()
        self.set_focus(self.list)
        self.set_interval(TICK, self.load)

    async def on_screen_resume(self) -> None:
        """Something may have been done on one of them."""
        if self.desk_app.still is not None:
            await self.load()

    async def load(self) -> None:
        """The incidents as they stand now, the same one chosen."""
        chosen = self.found[self.list.selected].number if self.found else ""
        self.found = await self.desk_app.ask(lambda desk: desk.incidents(MOST)) or []
        numbers = [one.number for one in self.found]
        at = numbers.index(chosen) if chosen in numbers else self.list.selected
        self.list.show(len(self.found), at)
        self.redraw("title")
        self._speak()

    @on(PickList.Stands)
    def _speak(self) -> None:
        if not self.found:
            self.tell(_("There has been no incident so far."))
            return
        app, chosen = self.desk_app, self.found[self.list.selected]
        policy = app.site_now().policy
        self.say_line = saying.danger_line(chosen.sub, policy, app.lang) if chosen.open else ""
        due = self._next(chosen)
        late = due is not None and due.at <= app.now()
        self.tell(due.message if due else Msg(""), "warn" if late else "info")

    def _next(self, incident: Incident) -> Reminder | None:
        return next(iter(by_time(reminders(incident, self.desk_app.site_now()))), None)

    def place(self) -> str:
        """Where one is."""
        return _("Incidents")

    def state(self) -> str:
        """How many are not over."""
        left = sum(1 for one in self.found if one.state not in ENDED)
        return self.desk_app.told(Msg(N_("{n} not closed"), {"n": left}))

    def main_label(self) -> str:
        """What F10 does here."""
        return _("Open")

    def draw(self, at: int, width: int) -> Row:
        """State, level and class, place, when, number."""
        app, one = self.desk_app, self.found[at]
        site = app.site_now()
        sub = (
            site.policy.label("subcategories", one.sub, app.lang)
            if one.sub
            else mask_numbers(one.what)
        )
        due = self._next(one)
        row = Row(width)
        if one.open:
            row.sign(SIGN, "danger", "bold $d-danger")
        elif due and due.at <= app.now():
            row.sign(SIGN, "late", "bold $d-warn")
        elif one.state in ENDED:
            row.sign(SIGN, "done", "$d-muted")
        tone = "$d-muted" if one.state in ENDED else "bold"
        row.put(STATE, _(state_name(one)), tone, limit=LEVEL - STATE - 1)
        row.put(LEVEL, f"{level_of(one, site)} {sub}".strip(), limit=PLACE - LEVEL - 1)
        row.put(PLACE, one.place, limit=WHEN - PLACE - 1)
        if one.happened_at and width >= FULL:
            row.put(WHEN, timewords.point(one.happened_at, app.now()), "$d-muted")
        return row.right(timewords.short_number(one.number, app.now().date()), "$d-muted")

    async def danger_calls(self) -> str:
        """The incident whose calls Ctrl+G leads to from here."""
        chosen = self.found[self.list.selected] if self.found else None
        return chosen.number if chosen and chosen.open else ""

    async def pick(self, at: int) -> None:
        """Open it."""
        from deskapp.tui.screens.record import RecordScreen  # noqa: PLC0415 - when it is asked for

        self.app.push_screen(RecordScreen(self.found[at].number))
