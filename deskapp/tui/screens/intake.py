"""Taking a call: one page that is form, read-back and promise in turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from deskapp.handbook.fields.reading import Level
from deskapp.handbook.fields.room import find_room
from deskapp.handbook.gate import Passed, Refused, refusals_of
from deskapp.handbook.message import Msg, N_
from deskapp.handbook.slots import Kind, Slot
from deskapp.handbook.step import Act, Refusal, Step, slots_of
from deskapp.handbook.ticket.intake import (
    Abandoned,
    Accepted,
    AcceptedEmergency,
    Recorded,
    SettledOnSpot,
)
from deskapp.handbook.ticket.readback import Walk, not_read
from deskapp.handbook.ticket.state import ACCEPTED, Ticket
from deskapp.locale import _, timewords
from deskapp.store.drafts import Draft
from deskapp.tui.form import fill_field, make_field, read_fields
from deskapp.tui.frame import DeskScreen
from deskapp.tui.screens.intake_context import Context, ContextPane, ContextStrip, look_up
from deskapp.tui.screens.intake_phrases import greeting, promise_line, reading_line
from deskapp.tui.screens.intake_reading import ReadingKeys
from deskapp.tui.widgets.field import Field

RECORD = (
    ("channel", "rings"),
    ("room", "name", "reporter"),
    ("contact",),
    ("what", "raised_at", "late_reason"),
    ("sub", "priority"),
)
"""The fields of the form in their groups; the first two groups' neighbours share a row."""
BESIDE = {"rings": "channel", "reporter": "name", "priority": "sub"}
PROMISE = (
    ("answer", "settled", "no_danger"),
    ("reason", "steps", "due", "person"),
    ("thanked", "caller_hung_up_first"),
)
TOLD_FIELDS = ("reason", "steps", "due")
FORM = "intake"
SAVE_AFTER = 0.4
"""Seconds between a key and the disk."""
STORY = 12
"""More characters than this in the room's field, with no room in them, are the story itself."""


def intake_slots() -> dict[str, Slot]:
    """The slots of the steps that this page fills, by field."""
    recorded, accepted, settled = (slots_of(c) for c in (Recorded, Accepted, SettledOnSpot))
    extra = {
        "rings": Slot(kind=Kind.CODE, label=N_("Rings"), choices="rings", need=False),
        "thanked": Slot(kind=Kind.ANSWER, label=N_("Thanked"), need=False),
        "caller_hung_up_first": Slot(kind=Kind.ANSWER, label=N_("Hung up"), need=False),
    }
    return {**settled, **accepted, **recorded, **extra}


class IntakeScreen(ReadingKeys, DeskScreen):
    """Record, read back, promise: the same page in three stages."""

    CSS_PATH = "intake.tcss"
    HELP = "intake"

    def __init__(self, draft: Draft | None = None) -> None:
        super().__init__()
        self.draft = draft
        self.stage = "record"
        self.walk: Walk | None = None
        self.missing: dict[str, str] = {}
        self.contact_source = "said"
        self.tail = ""
        self.told: set[str] = set()
        self.overrides: dict[str, tuple[str, tuple[str, ...]]] = {}
        self.context = Context()
        self.began = None if draft is None else draft.started_at
        self._saving = False
        self._class_by_hand = False
        slots = intake_slots()
        keys = [key for group in (*RECORD, *PROMISE) for key in group]
        self.fields = {key: make_field(key, slots[key], self._site) for key in keys}

    # -- building

    def compose_work(self) -> ComposeResult:
        """Both pages, of which one is shown, and the strip about the room."""
        with VerticalScroll(id="record", can_focus=False):
            yield from self._groups(RECORD)
        with VerticalScroll(id="promise", can_focus=False):
            yield from self._groups(PROMISE)
        yield ContextStrip(self)

    def compose_pane(self) -> ComposeResult:
        """At 120 columns: what the desk should know about the room."""
        yield ContextPane(self)

    def _groups(self, groups: tuple[tuple[str, ...], ...]) -> Iterator[Any]:
        for group in groups:
            with Vertical(classes="group"):
                for key in group:
                    if key in BESIDE.values():
                        with Horizontal(classes="pair"):
                            yield self.fields[key]
                            yield self.fields[next(b for b, a in BESIDE.items() if a == key)]
                    elif key not in BESIDE:
                        yield self.fields[key]

    def on_mount(self) -> None:
        """Begin the call, or go on where the draft stood."""
        for field in self.fields.values():
            field.tell = self.desk_app.told
        self.fields["late_reason"].display = False
        if self.draft:
            self._restore(self.draft)
        else:
            for key, value in Recorded.suggest(Ticket(), self._site()).items():
                if key in self.fields and key != "raised_at":
                    fill_field(self.fields[key], value)
        self.began = self.began or self.desk_app.now()
        self.fields["raised_at"].example = _("Empty means now. 20分钟前, 昨晚11点半, 2350 are read too.")
        self._show_stage()
        self.call_after_refresh(self.fields["room"].editor.focus)
        self.set_interval(1.0, lambda: self.redraw("title"))

    def _site(self) -> Any:
        return self.desk_app.site_now()

    # -- title and say band

    def place(self) -> str:
        """Where one is."""
        return _("Intake")

    def state(self) -> str:
        """The channel, the number once there is one, and how long the contact lasts."""
        channel = self._site().policy.label(
            "channels", self.fields["channel"].chosen or "phone", self.desk_app.lang
        )
        lasted = int((self.desk_app.now() - self.began).total_seconds()) if self.began else 0
        clock = f"{lasted // 60}:{lasted % 60:02d}"
        number = self.draft.number.partition("-")[2] if self.draft else ""
        return "  ".join(part for part in (channel, clock, number) if part)

    def main_label(self) -> str:
        """What F10 does here."""
        return {"record": _("Next"), "reading": _("Next"), "promise": _("Accept")}[self.stage]

    def _show_stage(self) -> None:
        self.set_class(self.stage == "promise", "-promise")
        reading = self.stage == "reading"
        for key, field in self.fields.items():
            field.disabled = reading and key not in self.fixing
        self.speak()
        self.show_reading()
        self.redraw("keys")

    def speak(self) -> None:
        dangers = self._dangers()
        if self.stage == "reading" and self.walk:
            self.say_line, self.answers = reading_line(self)
        elif self.stage == "promise":
            self.say_line = promise_line(self)
        else:
            self.say_line = greeting(self, danger=bool(dangers))
        if dangers and self.stage != "reading":
            word = dangers[0].word
            text = N_("“{word}” was said: Ctrl+G takes it as danger at once.")
            self.tell(self.desk_app.told(Msg(text, {"word": word})), "danger")

    def _dangers(self) -> tuple[Any, ...]:
        text = f"{self.fields['room'].typed}\n{self.fields['what'].typed}"
        found: tuple[Any, ...] = self._site().policy.dangers(text)
        return found

    # -- typing

    @on(Field.Changed)
    def _changed(self, event: Field.Changed) -> None:
        key = event.field.key
        self.missing.pop(key, None)
        if key == "contact":
            self.contact_source, self.tail = "said", ""
        if key in {"sub", "priority"}:
            self._class_by_hand = True
            event.field.remark = ""
        if key == "sub":
            self._priority_of_class()
        if not self._saving:
            self._saving = True
            self.set_timer(SAVE_AFTER, self._save)

    @on(Field.Accepted)
    async def _accepted(self, event: Field.Accepted) -> None:
        field = event.field
        if self.fixing:
            self.fix_next(field.key)
            return
        if field.refusal:
            return
        await self._understand(field)
        if self.stage == "promise" and field.key in TOLD_FIELDS and not field.empty:
            self._mark_told(field.key)
        self._focus_after(field.key)

    def _mark_told(self, key: str) -> None:
        self.told.add(key)
        if key == "due":
            # The desk's own number stands in the same spoken line as the time.
            self.told.add("contact")
        self.fields[key].remark = _("told")
        self.fields[key].mark = "✓"
        self.fields[key].show()

    @on(Field.Left)
    def _left(self, event: Field.Left) -> None:
        if not self.fixing:
            self._focus_after(event.field.key, event.by)

    @on(Field.Pasted)
    def _pasted(self, event: Field.Pasted) -> None:
        target = event.field if event.field.key not in {"room", "contact", "name"} else None
        story = self.fields["what"]
        if event.field.key == "room":
            event.field.typed = event.field.typed + event.text.splitlines()[0]
            self._take_story(event.text)
        elif target is None or target is not story:
            story.typed = f"{story.typed}\n{event.text}".strip()
            story.show()
            self._changed(Field.Changed(story))

    def _order(self) -> list[str]:
        groups = PROMISE if self.stage == "promise" else RECORD
        return [k for group in groups for k in group if self.fields[k].display]

    def _focus_after(self, key: str, by: int = 1) -> None:
        order = self._order()
        at = order.index(key) + by if key in order else 0
        if 0 <= at < len(order):
            self.fields[order[at]].editor.focus()
        elif at >= len(order):
            self.tell(_("F10 goes on."))

    async def _understand(self, field: Field) -> None:
        if field.key == "room":
            self._take_story(field.typed)
            await self._look_up()
        elif field.key == "contact":
            self._take_tail(field)
        elif field.key == "what":
            self._guess_class()
        elif field.key == "raised_at":
            self._show_time(field)
        self.speak()

    def _take_story(self, told: str) -> None:
        found = find_room(told)
        room = self.fields["room"]
        if found:
            room.typed, rest = found
        elif "\n" in told or len(told.strip()) > STORY:
            room.typed, rest = "", told.strip()
        else:
            rest = ""
        if rest:
            what = self.fields["what"]
            what.typed = f"{what.typed}\n{rest}".strip()
            self._guess_class()
        reading = room.reading()
        room.remark = self.desk_app.told(reading.message) if reading.message else ""
        room.show()

    def _take_tail(self, field: Field) -> None:
        tail = field.typed.strip()
        number = self.context.number_ending(tail)
        if number and number != tail:
            field.typed = number
            self.contact_source, self.tail = "register", tail
            field.clear_refusal()
            field.remark = _("tail matches the register")
        field.show()

    def _show_time(self, field: Field) -> None:
        reading = field.reading()
        if reading.value is not None:
            field.remark = timewords.full(reading.value, self.desk_app.now())
        field.show()

    def _guess_class(self) -> None:
        if self._class_by_hand:
            return
        about = Ticket(what=self.fields["what"].typed)
        found = Accepted.suggest(about, self._site())
        for key in ("sub", "priority"):
            if key in found:
                self.fields[key].choose(str(found[key]))
        if found:
            self.fields["sub"].remark = _("guessed")
            self.fields["sub"].show()

    def _priority_of_class(self) -> None:
        sub = self.fields["sub"].chosen
        if sub:
            self.fields["priority"].choose(self._site().policy.subcategory(sub).priority)

    async def _look_up(self) -> None:
        room = self.fields["room"].reading().value or ""
        found = await self.desk_app.ask(lambda desk: look_up(desk, room))
        if found is not None:
            self.context = found
            self.refresh_context()

    def refresh_context(self) -> None:
        """Draw what is known about the room."""
        for part in self.query("ContextStrip, ContextPane"):
            part.refresh()

    # -- drafts

    def values(self) -> dict[str, object]:
        """Everything typed so far, as it is kept on disk."""
        typed = {k: f.chosen or f.typed for k, f in self.fields.items() if f.typed}
        return {
            "typed": typed,
            "missing": dict(self.missing),
            "contact_source": self.contact_source,
            "tail": self.tail,
            "by_hand": self._class_by_hand,
        }

    def _restore(self, draft: Draft) -> None:
        kept = draft.values
        typed = kept.get("typed")
        for key, value in typed.items() if isinstance(typed, dict) else ():
            if key in self.fields:
                fill_field(self.fields[key], value)
        missing = kept.get("missing")
        self.missing = dict(missing) if isinstance(missing, dict) else {}
        self.contact_source = str(kept.get("contact_source", "said"))
        self.tail = str(kept.get("tail", ""))
        self._class_by_hand = bool(kept.get("by_hand"))

    async def _save(self) -> None:
        self._saving = False
        await self.save_draft()

    async def save_draft(self) -> None:
        """Put what is typed on the disk and say when that was."""
        values = self.values()
        if self.draft is None:
            self.draft = await self.desk_app.ask(lambda desk: desk.start_draft(FORM))
        if self.draft is None:
            return
        unsaved = replace(self.draft, values=values)
        saved = await self.desk_app.ask(lambda desk: desk.save_draft(unsaved))
        if saved:
            self.draft = saved
            at = self.desk_app.now().strftime("%H:%M:%S")
            if not self._dangers():
                self.tell(_("Draft saved {at}").replace("{at}", at), "saved")

    async def park(self) -> None:
        """Leave the call half done; it waits among the parked calls."""
        if self.has_words():
            await self.save_draft()

    def has_words(self) -> bool:
        """True if anything was typed that must not be lost."""
        return any(not self.fields[k].empty for k in ("room", "name", "contact", "what"))

    # -- going on

    async def action_main(self) -> None:
        """F10: read back, then promise, then accept."""
        if self.stage == "record":
            await self._finish_record()
        elif self.stage == "reading":
            self.tell(_("Each chunk has its own answer: Enter, → or Del."), "refused", "2.2")
        else:
            await self._accept()

    async def _finish_record(self) -> None:
        room = self.fields["room"]
        if room.has_focus_within:
            await self._understand(room)
        if self.fields["contact"].has_focus_within:
            self._take_tail(self.fields["contact"])
        self._guess_class()
        step = self._recorded()
        if step is None or self._refused(refusals_of(step, Ticket(), self._site())):
            return
        live = self._site().policy.entries("channels")[step.channel].extra.get("live")
        if live:
            self.begin_reading()
        else:
            self.walk = None
            self.begin_promise()

    def _recorded(self) -> Recorded | None:
        keys = [k for group in RECORD[:-1] for k in group if k != "rings"]
        values, wrong = read_fields({k: self.fields[k] for k in keys})
        if wrong:
            wrong[0].editor.focus()
            self.tell(_("One field cannot be read yet."), "refused", "2.2")
            return None
        site = self._site()
        if not values["raised_at"] and "raised_at" not in self.missing:
            values["raised_at"] = site.now
        values["contact_kind"] = self._contact_kind()
        reason, clauses = self.overrides.get("ticket.recorded", ("", ()))
        asked = {k: self.fields[k].reading().value for k in ("thanked", "caller_hung_up_first")}
        return Recorded(
            **values,
            **asked,
            rings=self.fields["rings"].chosen,
            missing=tuple(f"{item}:{why}" for item, why in self.missing.items()),
            raised_said=self.fields["raised_at"].typed,
            contact_source=self.contact_source,
            contact_start=self.began,
            policy=site.policy.version,
            override=reason,
            override_clauses=clauses,
        )

    def _contact_kind(self) -> str:
        excuse = self.missing.get("contact", "")
        kinds = self._site().policy.entries("contact_types")
        if excuse:
            return excuse if excuse in kinds else "none"
        kind = self.fields["contact"].reading().kind
        return kind if kind in kinds else ""

    def _refused(self, refusals: tuple[Refusal, ...], kind: str = "ticket.recorded") -> bool:
        if not refusals:
            return False
        if all(r.soft for r in refusals) and not self._unanswered(refusals):
            self.ask_reason(refusals, kind)
            return True
        self.show_refusals(refusals)
        return True

    def _unanswered(self, refusals: tuple[Refusal, ...]) -> bool:
        # A missing item is first shown at its field; only a second F10 offers to pass it.
        shown = {f.key for f in self.fields.values() if f.refusal}
        return not {r.field for r in refusals if r.field in self.fields} <= shown

    def show_refusals(self, refusals: tuple[Refusal, ...]) -> None:
        """Each refusal at its field, the first one in the message row, the focus on it."""
        if any(r.field == "late_reason" for r in refusals):
            self.fields["late_reason"].display = True
        for refusal in refusals:
            field = self.fields.get(refusal.field)
            if field:
                field.refuse(refusal.message, refusal.clause)
                field.example = self._way_out(refusal.field)
        first = refusals[0]
        self.tell(self.desk_app.told(first.message), "refused", first.clause)
        target = next((self.fields[r.field] for r in refusals if r.field in self.fields), None)
        if target:
            target.editor.focus()

    def _way_out(self, item: str) -> str:
        reasons = self.excuses(item)
        if not reasons:
            return ""
        words = "  ".join(f"{n} {label}" for n, (_code, label) in enumerate(reasons, 1))
        return f"Del: {words}"

    def excuses(self, item: str) -> list[tuple[str, str]]:
        """The typed exceptions that an item may have instead of a value."""
        entries = self._site().policy.entries("missing_reasons").items()
        lang = self.desk_app.lang
        return [(c, e.label(lang)) for c, e in entries if item in e.extra.get("of", ())]

    def excuse(self, item: str, code: str) -> None:
        """A missing item, with the reason why."""
        self.missing[item] = code
        field = self.fields[item]
        field.clear_refusal()
        field.remark = dict(self.excuses(item))[code]
        field.show()
        self._focus_after(item)

    def begin_promise(self) -> None:
        """The read-back is over: answer now, or tell the four things."""
        self.stage = "promise"
        site = self._site()
        sub, priority = self.fields["sub"].chosen, self.fields["priority"].chosen
        lang = self.desk_app.lang
        if sub:
            for key in ("reason", "steps"):
                if self.fields[key].empty:
                    self.fields[key].typed = site.policy.template(key, sub, lang)
        if priority and self.fields["due"].empty:
            fill_field(self.fields["due"], site.calendar.finish_by(site.policy, priority, site.now))
        self.fields["person"].display = sub.startswith("ENQ.")
        if self.fields["person"].display and self.fields["person"].empty:
            fill_field(self.fields["person"], site.operator.id)
        self.fields["no_danger"].display = priority == "P1"
        self._show_stage()
        self.fields["answer"].editor.focus()

    async def _accept(self) -> None:
        steps = self._deed()
        if steps is None:
            return
        await self.save_draft()
        if self.draft is None:
            return
        number = self.draft.number
        await self._take([Act(number, step) for step in steps])

    def _deed(self) -> list[Step[Any]] | None:
        recorded = self._recorded()
        values, wrong = read_fields({k: self.fields[k] for k in self._order()})
        if recorded is None or wrong:
            if wrong:
                wrong[0].editor.focus()
            return None
        readings = self.walk.steps if self.walk else not_read("not_live")
        on_spot = bool(values.get("answer"))
        reason, clauses = self.overrides.get("ticket.accepted", ("", ()))
        accepted = Accepted(
            sub=self.fields["sub"].chosen,
            priority=self.fields["priority"].chosen,
            on_spot=on_spot,
            reason="" if on_spot else values["reason"],
            steps="" if on_spot else values["steps"],
            due=None if on_spot else values["due"],
            person=values.get("person", "") if not on_spot else "",
            told=tuple(sorted(self.told)),
            desk_phone=self.desk_app.desk_phone,
            override=reason,
            override_clauses=clauses,
        )
        if not on_spot:
            return [recorded, *readings, accepted]
        settled = SettledOnSpot(
            answer=values["answer"],
            settled=values["settled"],
            no_danger=values.get("no_danger"),
        )
        return [recorded, *readings, accepted, settled]

    async def _take(self, acts: list[Act]) -> None:
        try:
            passed = await self.desk_app.desk.ask(lambda desk: desk.take(acts))
        except Refused as refused:
            self._refused_by_gate(refused)
            return
        await self._taken(passed)

    def _refused_by_gate(self, refused: Refused) -> None:
        kind = refused.act.step.about.kind
        if kind in {"ticket.recorded"} or any(
            r.field in self.fields and r.field in {"sub", "priority"} for r in refused.refusals
        ):
            self.stage = "record"
            self._show_stage()
        if all(r.soft for r in refused.refusals):
            self.ask_reason(refused.refusals, kind)
        else:
            self.show_refusals(refused.refusals)

    def ask_reason(self, refusals: tuple[Refusal, ...], kind: str) -> None:
        """Soft refusals: the reason for going on, asked for on the spot (0-4)."""
        from deskapp.tui.screens.pass_gate import PassGate  # noqa: PLC0415 - rarely needed

        async def go_on(reason: str | None) -> None:
            if reason:
                self.overrides[kind] = (reason, tuple({r.clause for r in refusals}))
                await self.action_main()

        self.app.push_screen(PassGate(refusals), go_on)

    async def _taken(self, passed: list[Passed]) -> None:
        from deskapp.tui.screens.record import RecordScreen  # noqa: PLC0415 - the screens know each other
        from deskapp.tui.screens.step_form import StepFormScreen  # noqa: PLC0415

        ticket = passed[0].record if isinstance(passed[0].record, Ticket) else Ticket()
        last = passed[-1].record
        number = passed[0].stream
        app = self.desk_app
        await app.count()
        app.pop_screen()
        await app.push_screen(RecordScreen(number))
        done = last if isinstance(last, Ticket) else ticket
        if done.state == ACCEPTED and not done.person:
            from deskapp.handbook.ticket.dispatch import Dispatched  # noqa: PLC0415

            await app.push_screen(StepFormScreen(Dispatched, number))
        text = N_("{number} accepted. {bye}")
        bye = app.site_now().policy.phrase("bye", app.lang)
        app.tell(app.told(Msg(text, {"number": number, "bye": bye})), "saved")

    async def action_danger(self) -> None:
        """Ctrl+G: what and where are enough; the incident opens in the same keystroke."""
        room, what = self.fields["room"], self.fields["what"]
        self._take_story(room.typed)
        place = room.typed or what.typed
        if not what.typed:
            what.refuse(Msg(N_("Say what is happening.")))
            what.editor.focus()
            return
        reading = room.meaning(place)
        dangers = self._dangers()
        sub = dangers[0].sub if dangers else "EMG.FIRE"
        chosen = self.fields["sub"].chosen
        sub = chosen if chosen.startswith("EMG.") else sub
        await self.save_draft()
        if self.draft is None:
            return
        number = self.draft.number
        recorded = self._in_danger(str(reading.value or ""))
        await self._take([Act(number, recorded), Act(number, AcceptedEmergency(sub=sub))])

    def _in_danger(self, place: str) -> Recorded:
        site = self._site()
        said = {}
        for key in ("name", "contact", "reporter"):
            reading = self.fields[key].reading()
            said[key] = reading.value if reading.level is not Level.ERROR else ""
        missing = {i: "emergency" for i in ("name", "contact") if not said[i]} | self.missing
        return Recorded(
            channel=self.fields["channel"].chosen or "phone",
            room=place,
            what=self.fields["what"].typed,
            name=said["name"],
            contact=said["contact"],
            reporter=said["reporter"],
            contact_kind=self._contact_kind() if said["contact"] else "",
            raised_at=site.now,
            contact_start=self.began,
            missing=tuple(f"{item}:{why}" for item, why in missing.items()),
            policy=site.policy.version,
        )

    async def abandon(self, reason: str) -> None:
        """Give the draft up with a reason; the gate refuses where a danger was named (X02)."""
        await self.save_draft()
        if self.draft is None:
            self.app.pop_screen()
            return
        number = self.draft.number
        recorded = self._given_up()
        try:
            acts = [Act(number, recorded), Act(number, Abandoned(reason=reason))]
            await self.desk_app.desk.ask(lambda desk: desk.take(acts))
        except Refused as refused:
            self.show_refusals(refused.refusals)
            return
        self.app.pop_screen()
        self.desk_app.tell(_("Abandoned, and kept."), "saved")

    def _given_up(self) -> Recorded:
        kept = self._in_danger(self.fields["room"].typed)
        items = ("room", "name", "contact", "what")
        missing = {i: "hung_up" for i in items if not getattr(kept, i)} | self.missing
        what = kept.what if self._readable("what") else ""
        note = "" if what else kept.what
        if not what:
            missing.setdefault("what", "hung_up")
        return replace(
            kept, what=what, note=note, missing=tuple(f"{i}:{why}" for i, why in missing.items())
        )

    def _readable(self, key: str) -> bool:
        return self.fields[key].reading().level is not Level.ERROR

    async def on_key(self, event: events.Key) -> None:
        """In the read-back every key is an answer; elsewhere Del excuses an empty item."""
        if self.stage == "reading" and not self.fixing:
            await self.reading_key(event)
        elif self.excusing:
            self.excuse_key(event)
        elif event.key == "delete":
            self.offer_excuses(event)
