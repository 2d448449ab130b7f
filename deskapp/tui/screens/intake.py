"""Taking a call: one page that is form, read-back and promise in turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget

from deskapp.desk.context import Context, look_up
from deskapp.desk.nearby import calls_from
from deskapp.handbook.gate import Passed, Refused, refusals_of
from deskapp.handbook.logbook.state import LogLine
from deskapp.handbook.logbook.steps import PassedOn
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.step import Act, Refusal
from deskapp.handbook.ticket.accepting import AcceptedEmergency
from deskapp.handbook.ticket.dispatch import Dispatched
from deskapp.handbook.ticket.recording import Abandoned
from deskapp.handbook.ticket.state import ACCEPTED, Ticket
from deskapp.locale import _
from deskapp.store.drafts import Draft
from deskapp.store.lookup import Found
from deskapp.tui.call_form import PROMISE, RECORD, TOLD_BY, CallForm
from deskapp.tui.form import offer_plain_words
from deskapp.tui.screens.intake_context import ContextPane, ContextStrip
from deskapp.tui.screens.intake_joining import JoiningScreen
from deskapp.tui.screens.intake_offers import Offers, said_in_full
from deskapp.tui.screens.intake_phrases import opening, promise_line, reading_line
from deskapp.tui.screens.pass_gate import Override, PassGate, joined
from deskapp.tui.widgets.field import Field

BESIDE = {"channel": "rings", "name": "reporter", "sub": "priority"}
"""Fields that share a row: the left one and the right one."""
ASK = "ask"
ACCEPT_STEP = "ticket.accepted"
STRONG = frozenset({"room", "contact", "what"})


class IntakeScreen(JoiningScreen):
    """Record, read back, promise: the same page in three stages."""

    CSS_PATH = "intake.tcss"
    HELP = "intake"
    FORM = "intake"

    def __init__(self, draft: Draft | None = None, log_line: LogLine | None = None) -> None:
        super().__init__()
        self.draft = draft
        self.log_line = log_line
        self.known = Context()
        self.from_phone = 0
        self.offers = Offers(self)

    @property
    def context(self) -> Context:
        """What the desk may know about the room; nothing while a stranger is on the line (X04)."""
        return self.known.for_outsider() if self.form.outsider else self.known

    # -- building

    def compose_work(self) -> ComposeResult:
        """Both pages, of which one is shown, and the strip about the room."""
        self.form = CallForm(self.desk_app)
        if self.draft:
            self.form.began = self.draft.started_at
        with VerticalScroll(id="record", can_focus=False):
            yield from self._groups(RECORD)
        with VerticalScroll(id="promise", can_focus=False):
            yield from self._groups(PROMISE)
        yield ContextStrip(self)

    def compose_pane(self) -> ComposeResult:
        """At 120 columns: what the desk should know about the room."""
        yield ContextPane(self)

    def _groups(self, groups: tuple[tuple[str, ...], ...]) -> Iterator[Widget]:
        for group in groups:
            yield Vertical(*self._rows(group), classes="group")

    def _rows(self, group: tuple[str, ...]) -> Iterator[Widget]:
        for key in group:
            if key in BESIDE:
                yield Horizontal(self.form[key], self.form[BESIDE[key]], classes="pair")
            elif key not in BESIDE.values():
                yield self.form[key]

    async def on_mount(self) -> None:
        """Begin the call, or go on where the draft stood."""
        if self.draft:
            self.form.restore(self.draft.values)
        else:
            self.form.suggest()
        if self.log_line:
            self.form["channel"].choose("guard")
            self.form["room"].typed = self.log_line.text
        for key in STRONG:
            self.form[key].add_class("-strong")
        self.form["raised_at"].example = _(
            "Empty means now; 20分钟前, 昨晚11点半 and 2350 are read."
        )
        self.show_stage()
        self.form["room"].take_focus()
        self.set_interval(1.0, lambda: self.redraw("title"))
        await self._look_up()

    # -- frame

    def place(self) -> str:
        """Where one is."""
        return _("Intake")

    def state(self) -> str:
        """The channel, how long the contact lasts, the number once there is one."""
        app = self.desk_app
        channel = self.form["channel"].chosen or "phone"
        label = app.site_now().policy.label("channels", channel, app.lang)
        lasted = int((app.now() - self.form.began).total_seconds())
        number = self.draft.number.partition("-")[2] if self.draft else ""
        return "  ".join(filter(None, (label, f"{lasted // 60}:{lasted % 60:02d}", number)))

    def main_label(self) -> str:
        """What F10 does here."""
        return _("Accept") if self.stage == "promise" else _("Next")

    def show_stage(self) -> None:
        """The page of the stage, and which of its fields can be typed in."""
        self.set_class(self.stage == "promise", "-promise")
        for key, field in self.form.fields.items():
            field.disabled = self.stage == "reading" and key not in self.fixing
        self.speak()
        self.show_reading()
        self.redraw("keys")

    def speak(self) -> None:
        """What to say now."""
        dangers = self.form.dangers()
        if self.stage == "reading":
            self.say_line, self.answers = reading_line(self)
        elif self.stage == "promise":
            self.say_line, self.answers = promise_line(self), ()
        else:
            self.say_line, self.answers = opening(self, danger=bool(dangers)), ()
        if dangers and self.stage != "reading":
            text = N_("“{word}” was said: Ctrl+G takes it as danger at once.")
            self.tell(Msg(text, {"word": dangers[0].word}), "danger")

    def refresh_context(self) -> None:
        """Draw what is known about the room."""
        for part in self.query("ContextStrip, ContextPane"):
            part.refresh()

    # -- typing

    @on(Field.Changed)
    def _changed(self, event: Field.Changed) -> None:
        key = event.field.key
        self.form.missing.pop(key, None)
        if key == "contact":
            self.form.contact_source, self.form.tail = "said", ""
        elif key in {"sub", "priority"}:
            self.form.class_chosen(key)
        elif key == "reporter":
            self.form.reporter_chosen()
            self.refresh_context()
            self.speak()
        elif key == "answer":
            self.form.show_settling()
        offer_plain_words(event.field, self.form.site())
        self.offers.soon(event.field)
        self.save_soon()

    def fields_in_order(self) -> Sequence[Field]:
        """The fields in sight on this page; in a correction those of the chunk."""
        keys = self.fixing or self.form.order(self.stage)
        return [self.form[key] for key in keys]

    async def entered(self, field: Field) -> None:
        """Enter: understand what was typed, then go on."""
        going_on = field.key == ASK and self._keep_answer(field)
        found = await self.offers.taken(field)
        if found:
            await self._take_found(field, found)
        await self._understand(field.key)
        if going_on:
            self.form.put_question()
        elif self.fixing and field.key == self.fixing[-1]:
            self.end_fix()
        else:
            self.move(field, 1)

    def move(self, field: Field, by: int) -> None:
        """To another field; among the questions, to another question first."""
        if field.key == ASK and self.form.asking.now:
            self.form.asking.keep(field.typed)
            if self.form.asking.turn(by):
                self.form.put_question()
                return
        super().move(field, by)

    def _keep_answer(self, field: Field) -> bool:
        """Keep what was answered; True while there is more to ask."""
        asking, answered = self.form.asking, not field.empty
        asking.keep(field.typed)
        more = answered and asking.go_on()
        if not more:
            asking.at = len(asking.questions) - 1
            self.form.put_question()
        self.refresh_context()
        return more

    def past_the_last(self) -> None:
        """Enter does not go to the next page by itself."""
        self.tell(_("F10 goes on."))

    @on(Field.Pasted)
    async def _pasted(self, event: Field.Pasted) -> None:
        if event.field.key == "room":
            self.form.take_story(f"{event.field.typed}\n{event.text}")
            await self._look_up()
        else:
            self.form.add_to_matter(event.text)
        self.save_soon()
        self.tell(_("The pasted lines stand under the matter."))

    async def _understand(self, key: str) -> None:
        """Read what was typed together with the rest of the call."""
        form = self.form
        if key == "room":
            form.take_story(form["room"].typed)
            await self._look_up()
        elif key == "contact":
            form.take_contact(self.context)
            await self._count_calls()
        elif key == "what":
            form.guess_class()
            await self._class_from_past()
            self.refresh_context()
        elif key == "raised_at":
            form.show_raised()
        elif self.stage == "promise" and key in TOLD_BY and not form[key].empty:
            form.mark_told(key)
        self.speak()

    async def _take_found(self, field: Field, found: Found) -> None:
        """Somebody was found: where they live stands in the form; their number stays masked."""
        if field.key == "room" or self.form["room"].empty:
            self.form["room"].typed = found.room
            await self._understand("room")
        if field.key == "name" and found.who and said_in_full(field.typed, found):
            field.typed = found.who.name

    async def _class_from_past(self) -> None:
        what = self.form["what"].typed
        if what and not self.form["sub"].chosen:
            found = await self.desk_app.ask(lambda desk: desk.filed_before(what))
            self.form.class_from_past(found or [])

    async def _look_up(self) -> None:
        room = self.form["room"].reading().value or ""
        found = await self.desk_app.ask(lambda desk: look_up(desk, room))
        if found is not None:
            self.known = found
            self.refresh_context()

    async def _count_calls(self) -> None:
        """How often this number has called lately."""
        number = str(self.form["contact"].reading().value or "")
        found = await self.desk_app.ask(lambda desk: calls_from(desk, number))
        self.from_phone = found or 0
        self.refresh_context()

    def excuse(self, item: str, code: str) -> None:
        """A missing item, with the reason why."""
        self.form.missing[item] = code
        field = self.form[item]
        field.clear_refusal()
        field.remark = dict(self.form.excuses(item))[code]
        field.show()
        self.save_soon()
        self.move(field, 1)

    # -- drafts

    def draft_values(self) -> dict[str, object]:
        """What was typed, and what was chosen and answered."""
        return self.form.values()

    def saved_quietly(self) -> bool:
        """True while a danger word stands in the message row."""
        return bool(self.form.dangers())

    def has_words(self) -> bool:
        """True if anything was typed that must not be lost."""
        return self.form.has_words()

    # -- going on

    async def action_main(self) -> None:
        """F10: read back, then promise, then accept."""
        if self.stage == "record":
            await self._finish_record()
        elif self.fixing:
            self.end_fix()
        elif self.stage == "reading":
            self.tell(_("Each chunk has its own answer: Enter, → or Del."), "refused", "2.2")
        else:
            await self._accept()

    async def _finish_record(self) -> None:
        here = next((f.key for f in self.form.fields.values() if f.has_focus_within), "")
        if here == ASK:
            self.form.asking.keep(self.form[ASK].typed)
        for key in dict.fromkeys((here, "what", "raised_at")):
            await self._understand(key)
        step = self.form.recorded()
        if step is None:
            self._go_to_unreadable()
            return
        before = Ticket(state=min(step.about.opens))
        refusals = refusals_of(step, before, self.form.site())
        if refusals:
            self._show_or_pass(refusals, step.about.kind)
        elif self.form.is_live():
            if self.draft is None:
                await self.save_draft()  # the number may be read out
            self.begin_reading()
        else:
            self.form.walk = None
            self.begin_promise()

    def _go_to_unreadable(self) -> None:
        field = next((f for f in self.form.fields.values() if f.refusal and f.display), None)
        if field:
            field.take_focus()
        self.tell(_("One field cannot be read yet."), "refused", "2.2")

    def _show_or_pass(self, refusals: tuple[Refusal, ...], kind: str) -> None:
        """A missing item is first shown at its field; only a second F10 offers to pass it."""
        shown = {key for key, field in self.form.fields.items() if field.refusal}
        at_fields = {r.field for r in refusals if r.field in self.form.fields}
        if all(r.soft for r in refusals) and at_fields <= shown:
            self._ask_reason(refusals, kind)
        else:
            self.show_refusals(refusals)

    def show_refusals(self, refusals: tuple[Refusal, ...]) -> None:
        """Each refusal at its field, the first one in the message row, the focus on it."""
        form = self.form
        at_fields = [r for r in refusals if r.field in form.fields]
        for refusal in at_fields:
            field = form[refusal.field]
            field.display = True
            field.example = self._way_out(refusal.field)
            field.refuse(refusal.message, refusal.clause)
        self.tell(refusals[0].message, "refused", refusals[0].clause)
        if at_fields:
            form[at_fields[0].field].take_focus()

    def _way_out(self, item: str) -> str:
        reasons = (f"{n} {label}" for n, (_code, label) in enumerate(self.form.excuses(item), 1))
        words = "  ".join(reasons)
        return f"Del: {words}" if words else ""

    def begin_promise(self) -> None:
        """The read-back is over: answer at once, or tell the four things."""
        self.stage = "promise"
        self.form.offer_promise()
        self.show_stage()
        self.form["answer"].take_focus()

    async def _accept(self) -> None:
        steps = self.form.deed()
        if steps is None:
            self._go_to_unreadable()
            return
        await self.save_draft()
        if self.draft:
            number = self.draft.number
            await self._take([Act(number, step) for step in steps])

    async def _take(self, acts: list[Act]) -> None:
        if self.log_line and not self.log_line.became:
            acts.append(Act(self.log_line.number, PassedOn(number=acts[0].stream)))
        try:
            passed = await self.take(acts)
        except Refused as refused:
            self._refused(refused)
            return
        if passed:
            await self._taken(passed)

    def _refused(self, refused: Refused) -> None:
        kind = refused.act.step.about.kind
        at_record = {k for group in RECORD for k in group}
        recording = kind == self.form.record_step.about.kind
        if recording or any(r.field in at_record for r in refused.refusals):
            self.stage = "record"
            self.show_stage()
        if all(r.soft for r in refused.refusals):
            self._ask_reason(refused.refusals, kind)
        else:
            self.show_refusals(refused.refusals)

    def _ask_reason(self, refusals: tuple[Refusal, ...], kind: str) -> None:
        async def go_on(override: Override | None) -> None:
            if override:
                before = self.form.overrides.get(kind, {})
                self.form.overrides[kind] = joined(before, override)
                await self.action_main()

        self.app.push_screen(PassGate(refusals), go_on)

    async def _taken(self, passed: list[Passed]) -> None:
        """On the books: show the ticket, and go on to dispatch it."""
        from deskapp.tui.screens.danger_calls import DangerCallsScreen  # noqa: PLC0415
        from deskapp.tui.screens.record import RecordScreen  # noqa: PLC0415 - after the first frame
        from deskapp.tui.screens.step_form import StepFormScreen  # noqa: PLC0415

        app, number = self.desk_app, passed[0].stream
        ticket = next(p.record for p in reversed(passed) if p.stream == number)
        incident = next((p.stream for p in passed if p.stream.startswith("E")), "")
        await app.count()
        await app.switch_screen(RecordScreen(incident or number))
        if (
            isinstance(ticket, Ticket)
            and ticket.state == ACCEPTED
            and not (ticket.person or incident)
        ):
            await app.push_screen(StepFormScreen(Dispatched, number))
        if incident:
            await app.push_screen(DangerCallsScreen(incident))
        bye = app.site_now().policy.phrase("bye", app.lang)
        text = N_("{number} accepted. {bye}")
        app.tell(app.told(Msg(text, {"number": number, "bye": bye})), "saved")

    # -- danger, giving up

    async def action_danger(self) -> None:
        """Ctrl+G: what and where are enough; the incident opens in the same keystroke."""
        form = self.form
        form.take_story(form["room"].typed)
        chosen, dangers = form["sub"].chosen, form.dangers()
        is_danger = chosen.startswith("EMG.")
        if form["what"].empty and dangers:
            form["what"].typed = form["room"].typed  # one line may say both what and where
        if form["what"].empty:
            self._ask_for("what", N_("Say what is happening."))
        elif not is_danger and not dangers:
            self._ask_for("sub", N_("Which danger is it? Choose an emergency."))
        else:
            await self.save_draft()
            if self.draft:
                number = self.draft.number
                step = AcceptedEmergency(sub=chosen if is_danger else dangers[0].sub)
                steps = [form.in_danger(), *form.asking.steps(), step]
                await self._take([Act(number, one) for one in steps])

    def _ask_for(self, key: str, text: str) -> None:
        self.form[key].refuse(Msg(text))
        self.form[key].take_focus()

    async def abandon(self, reason: str) -> None:
        """Give the draft up with a reason; the gate refuses where a danger was named (X02)."""
        await self.save_draft()
        if self.draft is None:
            return
        number = self.draft.number
        steps = [self.form.given_up(), *self.form.asking.steps(), Abandoned(reason=reason)]
        acts = [Act(number, step) for step in steps]
        try:
            passed = await self.take(acts)
        except Refused as refused:
            self.show_refusals(refused.refusals)
            return
        if not passed:
            return
        self.app.pop_screen()
        self.desk_app.tell(_("Abandoned, and kept."), "saved")

    # -- keys that are no desk keys

    async def on_key(self, event: events.Key) -> None:
        """In the read-back every key is an answer; elsewhere Del excuses an empty item."""
        if self.stage == "reading" and not self.fixing:
            self.reading_key(event)
        elif self.excusing:
            self.excuse_key(event)
        elif event.key == "delete":
            self.offer_excuses(event)
