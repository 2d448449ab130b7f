"""What is off for many at once: announced, kept up to date, ended; every intake shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.events import Mount, ScreenResume

from deskapp.handbook.message import N_, Msg
from deskapp.handbook.outage import LETTER, Outage, OutageAnnounced
from deskapp.handbook.streams import blank
from deskapp.locale import _, fill
from deskapp.locale.timewords import point
from deskapp.tui.look.outages import outage_time
from deskapp.tui.look.rows import LABEL, Row
from deskapp.tui.screens.choosing import PickScreen
from deskapp.tui.screens.record import Clocks, RecordScreen, Story
from deskapp.tui.screens.step_form import StepFormScreen, saved_sentence
from deskapp.tui.widgets.ticket_head import TicketHead

if TYPE_CHECKING:
    from deskapp.handbook.gate import Passed

WHERE, SAY, UNTIL = 20, 32, 14


class OutagesScreen(PickScreen[None]):
    """What runs, the oldest first; the first row announces another one."""

    HELP = "outages"

    def __init__(self) -> None:
        super().__init__()
        self.outages: list[Outage] = []

    @on(Mount)
    def _begin(self) -> None:
        self.set_focus(self.list)

    @on(ScreenResume)
    async def _learn(self) -> None:
        self.outages = await self.desk_app.ask(lambda desk: desk.outages()) or []
        self.list.show(1 + len(self.outages))
        self.redraw("title", "keys")
        if not self.outages:
            self.tell(Msg(N_("Nothing is off.")))

    def place(self) -> str:
        """Return where one is."""
        return _("Outages")

    def main_label(self) -> str:
        """Return what F10 does here."""
        return _("Open") if self.list.selected else _("Announce")

    def draw(self, at: int, width: int) -> Row:
        """Draw the way to a new one, or what is off where until when, and what is said."""
        if at == 0:
            return Row(width).put(LABEL, _("Announce an outage"), "bold $d-accent")
        app, outage = self.desk_app, self.outages[at - 1]
        kind = app.site_now().policy.label("outage_kinds", outage.kind, app.lang)
        row = Row(width).put(LABEL, kind, "bold").put(WHERE, outage.where or _("whole site"))
        words, late = outage_time(outage, app.now())
        return row.put(SAY, outage.say).right(words, "bold $d-warn" if late else "$d-muted")

    async def pick(self, at: int) -> None:
        """Announce another, or open one."""
        if at:
            await self.app.push_screen(OutageScreen(self.outages[at - 1].number))
        else:
            await self.app.push_screen(AnnounceScreen(), self._announced)

    def _announced(self, passed: list[Passed] | None) -> None:
        if passed:
            self.tell(self.desk_app.told(saved_sentence(passed)), "saved")


class AnnounceScreen(StepFormScreen):
    """The form of a new outage; its record does not exist yet."""

    def __init__(self) -> None:
        super().__init__(OutageAnnounced, "")

    @on(Mount)
    def _no_ticket(self) -> None:
        self.query_one(TicketHead).display = False
        self.fields["where"].example = _("3 or 3-2; nothing means the whole site.")
        self.fields["say"].example = _("Said to whoever rings: what is off, why, and till when.")

    async def _load(self) -> None:
        self.record = blank(LETTER)


class OutageScreen(RecordScreen):
    """One outage: what is said of it, its steps, and its past."""

    HELP = "outages"

    async def load(self) -> None:
        """The outage as it stands now."""
        self.query_one(TicketHead).display = self.query_one(Clocks).display = False
        self.query_one(Story).lead = self.rows
        await super().load()

    def place(self) -> str:
        """Return where one is."""
        return _("Outages")

    def rows(self, width: int) -> list[Row]:
        """What is off, where, until when, what is said."""
        app, outage = self.desk_app, self.record
        if not isinstance(outage, Outage):
            return []
        kind = app.site_now().policy.label("outage_kinds", outage.kind, app.lang)
        until = point(outage.until, app.now()) if outage.until else ""
        where = outage.where or _("whole site")
        head = Row(width).put(LABEL, f"{kind}  {where}", "bold")
        head.right(fill(_("until {time}"), {"time": until}))
        return [head, Row(width).put(LABEL, outage.say), Row(width)]
