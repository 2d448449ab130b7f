"""The guard's log: one line and Enter; a line becomes an incident or a ticket in one key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType

from deskapp.desk import saying
from deskapp.handbook.gate import Refused
from deskapp.handbook.incident.steps import from_line
from deskapp.handbook.logbook.leading import split_time
from deskapp.handbook.logbook.patrol import unwritten_for
from deskapp.handbook.logbook.state import STRUCK, LogLine
from deskapp.handbook.logbook.steps import Struck, Written, is_late, quiet_line
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.step import Act
from deskapp.locale import _, timewords
from deskapp.tui.frame import DeskScreen
from deskapp.tui.look.log_rows import shown_number
from deskapp.tui.screens.kept_line import KeptLine
from deskapp.tui.screens.step_form import StepFormScreen, saved_sentence
from deskapp.tui.widgets.chain_band import ChainBand
from deskapp.tui.widgets.editors import EnterPressed, LineEditor, OptionMoved
from deskapp.tui.widgets.finder import Finder
from deskapp.tui.widgets.log_list import LogList

if TYPE_CHECKING:
    from datetime import timedelta

    from textual.app import ComposeResult

    from deskapp.handbook.gate import Passed
    from deskapp.handbook.incident.state import Incident

LOADED = 200
"""Lines that are fetched at a time."""
TICK = 5.0
LINE, LATE, SHEET = N_("One line"), N_("Why late"), N_("Sheet no.")


class LogScreen(DeskScreen[None]):
    """The log with its line of typing at the foot, the cursor in it whatever else happens."""

    CSS = """
    LogScreen Finder { margin: 1 0 0 0; }
    LogScreen.-wide #work ChainBand { display: none; }
    """

    HELP = "log"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "paper", show=False),
        Binding("pageup", "leaf(-10)", show=False),
        Binding("pagedown", "leaf(10)", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.list = LogList()
        self.finder = Finder(LINE)
        self.pending: Written | None = None
        self.told_of = ""
        self.sheet = ""
        self.running: list[Incident] = []
        self.ended = False
        self.kept = KeptLine(self)

    def compose_work(self) -> ComposeResult:
        """The incident that runs, the log, and the line of typing at its foot."""
        yield ChainBand()
        yield self.list
        yield self.finder

    def compose_pane(self) -> ComposeResult:
        """At 120 columns the incident stands beside the log, which keeps its length."""
        yield ChainBand()

    async def on_mount(self) -> None:
        """Show the last lines, the cursor in the line."""
        self.set_focus(self.finder.editor)
        editor = self.finder.editor
        editor.value = await self.kept.restore() + editor.value  # some of it is typed meanwhile
        editor.cursor_position = len(editor.value)
        self.set_interval(TICK, self._tick)
        await self.load()
        self.tell(_("Enter writes the line, with the time; the Up arrow goes back."))

    def unwritten(self) -> str:
        """What was typed and is not in the log yet."""
        text = self.pending.text if self.finder.label == LATE and self.pending else ""
        return text or (self.finder.editor.value if self.finder.label == LINE else "")

    async def keep_typed(self) -> None:
        """What was typed and not yet written stands there again next time."""
        await self.kept.flush()

    @on(LineEditor.Changed)
    def _typed(self) -> None:
        self.kept.soon()
        self.finder.say(self._remark())

    def _remark(self) -> str:
        """The time that the line would have, in full; without one, what Enter does."""
        if self.finder.label != LINE:
            return ""
        begun = split_time(self.finder.editor.value, self.desk_app.now(), paper=bool(self.sheet))
        if begun.happened_at:
            return timewords.full(begun.happened_at, self.desk_app.now())
        return _("Enter writes it, with the time") if not self.finder.editor.value else ""

    async def on_screen_resume(self) -> None:
        """Something may have been done on a line meanwhile."""
        if self.desk_app.still is not None:
            await self.load()

    async def load(self) -> None:
        """The log as it stands now."""
        count = max(LOADED, len(self.list.lines))
        found = await self.desk_app.ask(lambda desk: (desk.log(limit=count), desk.running()))
        if found is None:
            return
        lines, self.running = found
        self.list.show(lines)
        for band in self.query(ChainBand):
            band.show(self.running)
        self._speak()
        self.refresh_words()

    def _speak(self) -> None:
        app = self.desk_app
        first = next(iter(self.running), None)
        policy = app.site_now().policy
        self.say_line = saying.danger_line(first.sub, policy, app.lang) if first else ""

    async def _tick(self) -> None:
        self.refresh_words()
        gap = self._gap()
        if gap and self.pending is None and not self.finder.editor.value:
            text = N_("Nothing written for {span}: is all quiet? F10 writes it.")
            self.tell(Msg(text, {"span": timewords.span(gap)}), "warn")

    def _gap(self) -> timedelta | None:
        """How long nobody has written anything, once that is too long (G-8)."""
        live = (line.written_at for line in reversed(self.list.lines) if not line.sheet)
        return None if self.running else unwritten_for(next(live, None), self.desk_app.site_now())

    # -- frame

    def place(self) -> str:
        """Where one is."""
        return _("Log")

    def state(self) -> str:
        """Which paper sheet is being entered."""
        sheet = Msg(N_("paper sheet {n}"), {"n": self.sheet})
        return self.desk_app.told(sheet) if self.sheet else ""

    def main_label(self) -> str:
        """What F10 does here."""
        return _("Incident") if self.running else _("All quiet")

    def key_labels(self) -> list[tuple[str, str]]:
        """F5 on the log itself leads to the list of incidents."""
        keys = super().key_labels()
        return [*keys[:4], ("F5", _("Incidents")), *keys[5:]]

    # -- writing

    @on(EnterPressed)
    async def _entered(self, event: EnterPressed) -> None:
        event.stop()
        typed = self.finder.editor.value.strip()
        if self.finder.label == SHEET:
            self._begin_sheet(typed)
        elif self.finder.label == LATE and self.pending:
            await self._write(replace(self.pending, late_reason=typed))
        elif typed and not self._warned(typed):
            await self._write(self._line(typed))
        elif typed:
            self.tell(_("Only “ill” or “hurt” and how many; Enter once more keeps it."), "warn")
        elif self.list.line:
            self._open(self.list.line.number)

    def _warned(self, typed: str) -> bool:
        """Whether the name of an illness is to be pointed out first; once for a line (X17)."""
        named = self.desk_app.site_now().policy.names_illness(typed)
        first, self.told_of = bool(named) and self.told_of != typed, typed
        return first

    def _line(self, typed: str) -> Written:
        begun = split_time(typed, self.desk_app.now(), paper=bool(self.sheet))
        again = self.pending is not None and self.pending.text == begun.text
        return Written(
            text=begun.text, happened_at=begun.happened_at, sheet=self.sheet, again=again or None
        )

    async def _write(self, step: Written) -> Passed | None:
        if self.sheet and step.happened_at is None:
            self._tell_refused(N_("From paper: begin with the time it happened, such as 23:10."))
            return None
        try:
            passed = await self.desk_app.ask(lambda desk: desk.take([Act("", step)]))
        except Refused as refused:
            self._refused(step, refused)
            return None
        if not passed:
            return None
        self._ask(LINE)
        await self.load()
        saved = {"number": shown_number(passed[0].stream)}
        self.tell(Msg(N_("{number} saved"), saved), "saved")
        return passed[0]

    def _refused(self, step: Written, refused: Refused) -> None:
        first = refused.refusals[0]
        self.pending = step
        if first.field == "late_reason":
            self._ask(LATE, pending=step)
        elif first.field == "again":
            self._tell_refused(N_("The same line was written just now: Enter once more if again."))
            return
        self.tell(first.message, "refused", first.clause)

    def _tell_refused(self, text: str) -> None:
        self.tell(Msg(text), "refused", "H46")

    def _ask(self, label: str, pending: Written | None = None) -> None:
        """Another question in the line of typing."""
        self.pending = pending
        self.finder.label = label
        self.finder.editor.value = ""
        self.finder.say(self._remark())
        self.refresh_words()

    async def action_main(self) -> None:
        """F10: to the incident that runs; else all is quiet, and that is a line too (G-8)."""
        if self.running:
            self._open(self.running[0].number)
        else:
            await self._write(replace(quiet_line(_("All quiet, nothing to report")), again=True))

    async def action_back(self) -> None:
        """Esc: out of a question, back to the newest line, then away; no words are lost."""
        if self.finder.label != LINE:
            text = self.pending.text if self.pending else ""
            self._ask(LINE)
            self.finder.editor.value = text
        elif self.list.chosen is not None:
            self.list.chosen = None
            self._point()
        elif self.sheet:
            self._begin_sheet("")
        else:
            await self.keep_typed()
            self.app.pop_screen()

    # -- paper

    async def action_paper(self) -> None:
        """Ctrl+R: lines from a paper sheet follow, each with its own time (X28)."""
        if self.sheet:
            self._begin_sheet("")
        else:
            self._ask(SHEET)
            self.tell(_("Which sheet? Then each line with its time first: 23:10 …"))

    def _begin_sheet(self, sheet: str) -> None:
        self.sheet = sheet
        self._ask(LINE)
        self.redraw("title")
        if sheet:
            self.tell(_("Each line with its time first; Ctrl+R ends the sheet."))
        else:
            self.tell(_("Back to lines that are written as they happen."))

    # -- going back

    @on(OptionMoved)
    async def _moved(self, event: OptionMoved) -> None:
        event.stop()
        await self.action_leaf(event.by)

    async def action_leaf(self, by: int) -> None:
        """Choose a line further back or nearer."""
        for _step in range(abs(by)):
            if not self.list.move(1 if by > 0 else -1):
                await self._fetch_older()
                break
        self._point()

    async def _fetch_older(self) -> None:
        first = next(iter(self.list.lines), None)
        if first is None or self.ended:
            return
        older = await self.desk_app.ask(lambda desk: desk.log(first.number, LOADED))
        self.ended = not older
        self.list.show([*(older or []), *self.list.lines])
        self.list.move(-1)

    def _point(self) -> None:
        chosen = self.list.line
        self.finder.point(here=chosen is None)
        if chosen:
            self.tell(_("Enter opens it, Del strikes it out; F2 a ticket, Ctrl+G an incident."))

    async def on_key(self, event: events.Key) -> None:
        """Del on a line: strike it out, with the reason."""
        line = self.list.line
        if event.key != "delete" or line is None or self.finder.editor.value:
            return
        event.stop()
        if line.state == STRUCK:
            self._tell_refused(N_("This line has been struck out already."))
            return
        why = await self.desk_app.ask(lambda desk: _why_shut(desk, line.number))
        if why:
            self.tell(why.message, "refused", why.clause)
        else:
            self.app.push_screen(StepFormScreen(Struck, line.number), self._struck)

    async def _struck(self, passed: list[Passed] | None) -> None:
        if passed:
            await self.load()
            self.tell(saved_sentence(passed), "saved")

    def _open(self, number: str) -> None:
        from deskapp.tui.screens.record import RecordScreen  # noqa: PLC0415 - when it is asked for

        self.app.push_screen(RecordScreen(number))

    # -- what a line becomes

    async def line_in_hand(self, *, urgent: bool = False) -> LogLine | None:
        """The line chosen; what is being typed is written first; else none.

        In danger nothing holds the line up: why it is late or told twice is asked of nobody.
        """
        typed = self.finder.editor.value.strip()
        if typed and self.finder.label == LINE:
            step = self._line(typed)
            written = await self._write(self._at_once(step, typed) if urgent else step)
            record: Any = written.record if written else None
            return record if isinstance(record, LogLine) else None
        return self.list.line

    def _at_once(self, step: Written, typed: str) -> Written:
        if step.happened_at and step.happened_at > self.desk_app.now():
            step = replace(step, text=typed, happened_at=None)
        late = is_late(step.happened_at, self.desk_app.site_now())
        return replace(step, again=True, late_reason=_("Danger: called first") if late else "")

    async def action_danger(self) -> None:
        """Ctrl+G: the line is an incident; whom to call stands there at once (I01)."""
        from deskapp.tui.screens.danger_calls import DangerCallsScreen  # noqa: PLC0415

        line = await self.line_in_hand(urgent=True)
        if self.running and (line is None or line.became == self.running[0].number):
            await self.app.push_screen(DangerCallsScreen(self.running[0].number))
            return
        if line is None:
            self._tell_refused(N_("Write what happened, or choose a line; then Ctrl+G."))
            return
        step = from_line(line, self.desk_app.site_now())
        try:
            passed = await self.desk_app.ask(lambda desk: desk.take([Act("", step)]))
        except Refused as refused:
            first = refused.refusals[0]
            self.tell(first.message, "refused", first.clause)
            return
        if passed:
            await self.desk_app.count()
            await self.load()
            await self.app.push_screen(DangerCallsScreen(passed[0].stream))


def _why_shut(desk: Any, number: str) -> Any:
    """Why a line cannot be struck out by whoever sits here; None if it can."""
    return next(one.why_not for one in desk.steps(number) if one.step is Struck)
