"""Whom to call in this danger; one key stamps a call the moment it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from deskapp.desk import saying
from deskapp.handbook.gate import Refused
from deskapp.handbook.incident.chain import CAR, LIFT, chain, next_call
from deskapp.handbook.incident.course import Arrived, CallAnswered, Checked
from deskapp.handbook.incident.state import CONFIRMED, REPORTED, Call, Incident
from deskapp.handbook.incident.steps import Notified, ResponseStarted
from deskapp.handbook.step import Act
from deskapp.locale import _, fill, timewords
from deskapp.tui.look.rows import LABEL, VALUE, Row
from deskapp.tui.look.signs import sign
from deskapp.tui.screens.choosing import PickScreen
from deskapp.tui.screens.step_form import StepFormScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskapp.handbook.gate import Passed
    from deskapp.handbook.incident.state import IncidentStep

CALLS, CHECKLIST = "incident_calls", "checklist"
ANYWHERE = ("119", "110", "120")
"""Offered in every danger, after those of its own kind."""
NUMBER = 40


class DangerCallsScreen(PickScreen[None]):
    """The calls of an incident: Enter says called, Del says called and not reached."""

    HELP = "calls"
    LIVE = True

    def __init__(self, number: str) -> None:
        super().__init__()
        self.number = number
        self.incident: Incident | None = None
        self.codes: list[str] = []
        self.points: list[str] = []

    async def on_mount(self) -> None:
        """Stand on the first call to make."""
        await self._load()
        self.list.focus()

    async def _load(self) -> None:
        record = await self.desk_app.ask(lambda desk: desk.record(self.number))
        if not isinstance(record, Incident):
            return
        app, self.incident = self.desk_app, record
        policy = app.site_now().policy
        entry = policy.entries("subcategories").get(record.sub)
        own = entry.extra.get("calls", ()) if entry else ()
        links = [link.whom for link in chain(record, app.site_now())]
        car = (CAR,) if record.sub == LIFT else ()
        self.codes = list(dict.fromkeys((*own, *car, *links, *ANYWHERE)))
        points = policy.entries(CHECKLIST)
        self.points = [code for code in points if record.sub and code.startswith(f"{record.sub}.")]
        self.say_line = saying.danger_line(record.sub, policy, app.lang)
        called = {call.whom for call in record.calls}
        waiting = (n for n, code in enumerate(self.codes) if code not in called)
        self.list.show(len(self.codes) + len(self.points), self._next(waiting))

    def _next(self, waiting: Iterator[int]) -> int:
        """Whoever the chain wants called now; else the first who was not called."""
        incident = self.incident
        wanted = next_call(incident, self.desk_app.site_now()) if incident else None
        if wanted and wanted.whom in self.codes:
            return self.codes.index(wanted.whom)
        return next(waiting, len(self.codes))

    def place(self) -> str:
        """Where one is."""
        return _("Call now")

    def state(self) -> str:
        """The incident's number."""
        return self.number

    def main_label(self) -> str:
        """What F10 does here."""
        return _("Call made")

    def draw(self, at: int, width: int) -> Row:
        """Whom, their number where it is known, and when they were called; then the checklist."""
        if at >= len(self.codes):
            return self._point_row(self.points[at - len(self.codes)], width)
        app, code = self.desk_app, self.codes[at]
        entry = app.site_now().policy.entries(CALLS)[code]
        row = Row(width).put(VALUE, entry.label(app.lang))
        row.put(NUMBER, str(entry.extra.get("number", "")), "bold")
        calls = self.incident.calls if self.incident else ()
        last = next((call for call in reversed(calls) if call.whom == code), None)
        if last is None:
            return row
        return row.right(self._told(last), "$d-accent" if last.reached else "bold $d-warn")

    def _told(self, call: Call) -> str:
        """Reached or not, when, what they said, when they came."""
        here = self.desk_app.now().tzinfo
        reached = sign("done") if call.reached else _("not reached")
        said = [call.said, f"{reached} {timewords.log_clock(call.at.astimezone(here))}"]
        if call.arrived_at:
            came = timewords.log_clock(call.arrived_at.astimezone(here))
            said.append(fill(_("came {time}"), {"time": came}))
        return "  ".join(filter(None, said))

    def _point_row(self, code: str, width: int) -> Row:
        label = self.desk_app.site_now().policy.label(CHECKLIST, code, self.desk_app.lang)
        done = self.incident is not None and code in self.incident.checked
        row = Row(width).put(LABEL, label, "$d-muted" if done else "")
        return row.right(sign("done"), "$d-accent") if done else row

    async def pick(self, at: int) -> None:
        """Called, and somebody answered; or a point of the checklist is done."""
        if at < len(self.codes):
            await self._called(self.codes[at], reached=True)
        else:
            await self._take(Checked(item=self.points[at - len(self.codes)]))
            self.list.choose(at + 1)

    async def on_key(self, event: events.Key) -> None:
        """Del: nobody answered; → what they said; Ctrl+E: they have come."""
        if self.list.selected >= len(self.codes):
            return
        whom = self.codes[self.list.selected]
        if event.key == "delete":
            event.stop()
            await self._called(whom, reached=False)
        elif event.key == "right":
            event.stop()
            self._note_answer(whom)
        elif event.key == "ctrl+e":
            event.stop()
            await self._take(Arrived(whom=whom))

    def _note_answer(self, whom: str) -> None:
        called = {call.whom for call in self.incident.calls} if self.incident else set()
        if whom in called:
            form = StepFormScreen(CallAnswered, self.number, {"whom": whom})
            self.app.push_screen(form, self._noted)
        else:
            self.tell(_("No call to them is logged; log the call first."), "refused", "H48")

    async def _noted(self, passed: list[Passed] | None) -> None:
        if passed:
            await self._load()
            self.tell(_("Stamped; Esc goes back."), "saved")

    async def _called(self, whom: str, *, reached: bool) -> None:
        await self._take(self._step(whom, reached=reached))

    async def _take(self, step: IncidentStep) -> None:
        act = Act(self.number, step)
        try:
            await self.desk_app.desk.ask(lambda desk: desk.take([act]))
        except Refused as refused:
            first = refused.refusals[0]
            self.tell(first.message, "refused", first.clause)
            return
        await self._load()
        self.tell(_("Stamped; Esc goes back."), "saved")

    def _step(self, whom: str, *, reached: bool) -> IncidentStep:
        first = self.incident is None or self.incident.state in {REPORTED, CONFIRMED}
        if first:
            return ResponseStarted(whom=whom, reached=reached)
        return Notified(whom=whom, reached=reached, called_at=self.desk_app.now())
