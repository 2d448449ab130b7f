"""Handing over the shift: one line a matter, said by one person and read back by the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from deskapp.desk.desk import Desk
from deskapp.desk.matters import said_of
from deskapp.handbook.gate import Refused, state_name
from deskapp.handbook.handover.giving import (
    COUNTED,
    Counted,
    LineWorded,
    Offered,
    Prepared,
    Refilled,
)
from deskapp.handbook.handover.state import (
    NO_RELIEF,
    NOTED,
    OFFERED,
    PREPARING,
    Handover,
    relief_late,
)
from deskapp.handbook.handover.taking import (
    Accepted,
    AcceptedWithReservation,
    LineTaken,
    SupervisorCalled,
)
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import CHIEFS
from deskapp.handbook.shown import By
from deskapp.handbook.step import Act, Step
from deskapp.locale import _, fill, timewords
from deskapp.locale.telling import listed
from deskapp.tui.form import read_fields
from deskapp.tui.look.rows import LABEL, Row
from deskapp.tui.look.signs import sign
from deskapp.tui.screens.choosing import PickScreen
from deskapp.tui.screens.step_form import StepFormScreen, saved_sentence

if TYPE_CHECKING:
    from deskapp.handbook.gate import Passed
    from deskapp.handbook.handover.state import HandoverLine

NUMBER, MATTER, WORD = 20, 29, 52


class HandoverScreen(PickScreen[None]):
    """The newest handover, line by line; F10 is always the next thing to do."""

    HELP = "handover"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+e", "others", show=False)]

    def __init__(self) -> None:
        super().__init__()
        self.handover = Handover()
        self.matters: list[tuple[str, str, str]] = []
        self.relief: tuple[str, ...] = ()
        self._told = ("", "")

    async def on_mount(self) -> None:
        """Show the handover that is open, or offer to begin one."""
        await self.load()
        self.set_focus(self.list)

    async def on_screen_resume(self) -> None:
        """Somebody else may sit here now."""
        if self.desk_app.still is not None:
            await self.load()

    async def load(self) -> None:
        """The handover as it stands now."""
        found = await self.desk_app.ask(_newest)
        if found is None:
            return
        self.handover, self.matters, self.relief = found
        at = next((n for n, one in enumerate(self._lines) if not self._settled(one)), 0)
        self.list.show(len(self._lines), at)
        self._speak()
        self.tell(self._next_sentence())
        self.refresh_words()

    def refresh_words(self) -> None:
        """Draw every word again; to somebody else sitting here something else is said."""
        listener = (self.desk_app.operator_name, self.desk_app.lang)
        if listener != self._told:
            self._told = listener
            self._speak()
            self.tell(self._next_sentence())
        super().refresh_words()

    @property
    def _lines(self) -> tuple[HandoverLine, ...]:
        return self.handover.lines

    def _settled(self, line: HandoverLine) -> bool:
        if self.handover.state == PREPARING:
            return bool(line.word) or not line.watch
        return bool(line.taken_by)

    @property
    def _mine(self) -> bool:
        """Whether whoever sits here hands over."""
        person = self.desk_app.operator
        return person is not None and person.id == self.handover.outgoing

    def _speak(self) -> None:
        app, shift = self.desk_app, self.handover
        if shift.state not in {PREPARING, OFFERED}:
            self.say_line = ""
            return
        phrase = "shift.take" if shift.state == OFFERED and not self._mine else "shift.give"
        watched = [at for at, line in enumerate(shift.lines) if line.watch]
        due = sum(1 for line in shift.lines if line.kind in {"due", "broken", "urgent"})
        blanks: dict[str, object] = {
            "n": len(shift.lines), "m": due,
            "list": listed([self.matters[at][0] or shift.lines[at].number for at in watched[:3]]),
            "keys": "?" if shift.counts.keys is None else shift.counts.keys,
            "radios": "?" if shift.counts.radios is None else shift.counts.radios,
        }  # fmt: skip
        self.say_line = fill(app.site_now().policy.phrase(phrase, app.lang), blanks)

    def _next_sentence(self) -> Msg:
        shift = self.handover
        late = relief_late(shift, self.desk_app.now(), self.desk_app.site_now().policy)
        if late:
            text = N_("The relief is {span} late: Ctrl+E, No relief; you stay on duty.")
            return Msg(text, {"span": timewords.span(late)})
        if shift.state == OFFERED:
            return self._offered_sentence()
        if shift.state == PREPARING:
            return Msg(N_("Enter: what to watch. F10: go on. Ctrl+E: other steps."))
        if shift.state == NO_RELIEF:
            since = timewords.span(self.desk_app.now() - (shift.late_since or self.desk_app.now()))
            return Msg(N_("No relief for {span}; F10 when they are here."), {"span": since})
        if shift.state == NOTED and shift.call_due:
            return Msg(N_("Something differs: F10 notes the call to the supervisor."))
        return Msg(N_("F10 begins the handover of this shift."))

    def _offered_sentence(self) -> Msg:
        if not self._mine:
            return Msg(N_("Read each line aloud, then Enter; F10 takes the shift over."))
        if not self.relief:
            return Msg(N_("The relief signs in with F10 and reads back line by line."))
        names = tuple(By(person) for person in self.relief)
        text = N_("{names}: sign in with F10 and read back line by line.")
        return Msg(text, {"names": names})

    # -- frame

    def place(self) -> str:
        """Where one is."""
        return _("Handover")

    def state(self) -> str:
        """The handover's number and state."""
        shift = self.handover
        return f"{shift.number}  {_(state_name(shift))}" if shift.number else ""

    def main_label(self) -> str:
        """The next thing to do."""
        shift = self.handover
        labels = {
            PREPARING: _("Go on"),
            OFFERED: _("Sign in") if self._mine and self.is_attached else _("Take over"),
            NO_RELIEF: _("Offer"),
        }
        call = shift.state == NOTED and shift.call_due
        return labels.get(shift.state, _("Call D") if call else _("Start"))

    def key_labels(self) -> list[tuple[str, str]]:
        """The other steps stand where complaints do elsewhere."""
        labels = super().key_labels()
        return [("Ctrl+E", _("Steps")) if key == "F4" else (key, does) for key, does in labels]

    def draw(self, at: int, width: int) -> Row:
        """Why, which, what, and the words of whoever hands over."""
        line, (place, what, word) = self._lines[at], self.matters[at]
        app = self.desk_app
        why = app.site_now().policy.label("handover_kinds", line.kind, app.lang)
        number = timewords.short_number(line.number, app.now().date())
        row = Row(width).put(LABEL, why, "bold" if line.watch else "$d-muted")
        row.put(NUMBER, number, "$d-muted").put(MATTER, f"{place}  {what}".strip())
        if word:
            row.put(WORD, word, "bold")
        elif line.watch and not line.word and self.handover.state == PREPARING:
            row.put(WORD, _("what to watch?"), "$d-warn")
        return row.right(sign("done"), "$d-accent") if line.taken_by else row

    # -- doing

    async def pick(self, at: int) -> None:
        """Enter on a line: the words for it, or reading it back."""
        line = self._lines[at]
        if self.handover.state == PREPARING:
            offered = {"number": line.number, "word": line.word}
            self._form(LineWorded, offered)
        elif self.handover.state == OFFERED:
            await self._take(LineTaken(number=line.number))
        else:
            self._open(line.number)

    async def entered(self) -> None:
        """Enter stays with the line."""
        if self.list.row_count():
            await self.pick(self.list.selected)
        else:
            await self.action_main()

    async def action_main(self) -> None:
        """F10 goes on to the next thing to do."""
        shift = self.handover
        if shift.state == PREPARING:
            await self._prepare()
        elif shift.state == OFFERED and self._mine and not await self._alone():
            await self.desk_app.action_desk("person")
        elif shift.state == OFFERED:
            await self._take_over()
        elif shift.state == NO_RELIEF:
            await self._take(Offered())
        elif shift.state == NOTED and shift.call_due:
            self._form(SupervisorCalled)
        else:
            await self._take(Prepared(), "")

    async def _prepare(self) -> None:
        shift = self.handover
        mute = next((line for line in shift.lines if line.watch and not line.word), None)
        if mute:
            self._form(LineWorded, {"number": mute.number})
        elif shift.counts.keys is None or shift.counts.radios is None:
            self._form(Counted)
        else:
            await self._offer()

    async def _offer(self) -> None:
        """What came up meanwhile is added first; it may need words of its own."""
        before = len(self._lines)
        await self._take(Refilled())
        if len(self._lines) == before:
            await self._take(Offered())
        else:
            self.tell(_("Something has come up since: look at it, then F10."), "warn", "H47")

    async def _take_over(self) -> None:
        left = [at for at, line in enumerate(self._lines) if line.watch and not line.taken_by]
        if left:
            self.list.choose(left[0])
            self.tell(_("Read this line back first, then Enter."), "refused", "H47")
        else:
            self._form(Accepted)

    def _numbers(self) -> str:
        """The supervisors with their telephones."""
        people = self.desk_app.site_now().people.values()
        leads = [person for person in people if person.active and person.roles & CHIEFS]
        return listed([f"{person.name} {person.phone}".strip() for person in leads])

    def _about(self, number: str) -> str:
        """What a line is about, told where words for it are typed."""
        at = next((n for n, line in enumerate(self._lines) if line.number == number), None)
        return "  ".join(self.matters[at]).strip() if at is not None else ""

    def _reserve(self, counted: Mapping[str, object]) -> None:
        """The other side counted otherwise: what differs is written down, and D is called."""
        self._form(AcceptedWithReservation, counted)
        text = N_("Counted otherwise: write what differs, or Esc to count again.")
        self.desk_app.call_later(self.desk_app.call_later, self.desk_app.tell, Msg(text), "warn")

    async def _alone(self) -> bool:
        from deskapp.handbook.handover.state import is_alone  # noqa: PLC0415 - rarely asked

        return is_alone(self.desk_app.site_now())

    async def _take(self, step: Step[Any], number: str | None = None) -> None:
        acts = [Act(self.handover.number if number is None else number, step)]
        try:
            passed = await self.desk_app.ask(lambda desk: desk.take(acts))
        except Refused as refused:
            await self.load()
            first = refused.refusals[0]
            self.tell(first.message, "refused", first.clause)
            return
        if passed:
            await self.load()

    def _form(self, cls: type[Step[Any]], offered: Mapping[str, object] | None = None) -> None:
        why = self.desk_app.desk.ask(partial(_shut, self.handover.number, cls))

        async def open_form() -> None:
            shut = await why
            if shut:
                self.tell(shut.message, "refused", shut.clause)
            else:
                number = self.handover.number
                form = StepFormScreen(cls, number, offered)
                if cls is Accepted:
                    form = TakeOverForm(cls, number, offered)
                    form.counted_otherwise = self._reserve
                if "called" in form.fields:
                    form.fields["called"].example = self._numbers()
                if cls is LineWorded and offered:
                    form.fields["word"].example = self._about(str(offered["number"]))
                await self.app.push_screen(form, self._taken)

        self.desk_app.call_later(open_form)

    async def _taken(self, passed: list[Passed] | None) -> None:
        if passed:
            await self.load()
            self.tell(saved_sentence(passed), "saved")

    def action_others(self) -> None:
        """Ctrl+E: every step of the handover, open or not, and why not."""
        if self.handover.number:
            self._open(self.handover.number)

    def _open(self, number: str) -> None:
        from deskapp.tui.screens.stream import page_of  # noqa: PLC0415 - when it is asked for

        self.app.push_screen(page_of(number))


class TakeOverForm(StepFormScreen):
    """The relief's own count; where it differs, the way on is a reservation."""

    counted_otherwise: Callable[[Mapping[str, object]], None]

    async def action_main(self) -> None:
        """Take over; counts that differ lead to the reservation, with what was counted now."""
        values, wrong = read_fields(self.fields)
        counts = vars(self.record.counts) if isinstance(self.record, Handover) else {}
        counted = {name: values.get(name) for name in counts}
        if wrong or any(counted[name] is None for name in COUNTED) or counted == counts:
            await super().action_main()
            return
        self.dismiss(None)
        self.desk_app.call_later(self.counted_otherwise, counted)


def _newest(desk: Desk) -> tuple[Handover, list[tuple[str, str, str]], tuple[str, ...]]:
    shift = desk.handover() or Handover()
    return shift, [said_of(desk, line) for line in shift.lines], desk.relief()


def _shut(number: str, cls: type[Step[Any]], desk: Desk) -> Any:
    return next(one.why_not for one in desk.steps(number) if one.step is cls)
