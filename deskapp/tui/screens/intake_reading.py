"""The keys of the read-back: one answer a chunk, and nothing counts that comes in a burst."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from textual import events

from deskapp.handbook.fields.contact import phone_tail
from deskapp.handbook.fields.fold import tidy
from deskapp.handbook.ticket.progress import REACHED
from deskapp.handbook.ticket.state import ITEMS_OF, PHONE, YES
from deskapp.handbook.ticket.walk import OFFER_SILENT, Walk
from deskapp.locale import _, fill, timewords
from deskapp.tui.form_screen import FormScreen

if TYPE_CHECKING:
    from deskapp.tui.call_form import CallForm

TAIL = 4
HUNG_UP = "hung_up"
UNREAD_CHOICES = ("no_answer", "hung_up", "refused", "noise", "language", "nobody")


class ReadingScreen(FormScreen[None]):
    """The part of an intake that reads back, and that excuses a missing item."""

    form: CallForm

    def __init__(self) -> None:
        super().__init__()
        self.stage = "record"
        self.fixing: tuple[str, ...] = ()
        self.excusing = ""
        self.leaving = False
        self.calling_back = False
        self._before: dict[str, object] = {}
        self._shown: dict[str, str] = {}
        self._heard_at: dict[str, str] = {}

    def show_stage(self) -> None:
        """Draw the page of the stage."""
        raise NotImplementedError

    def speak(self) -> None:
        """Say what to say now."""
        raise NotImplementedError

    def begin_promise(self) -> None:
        """The read-back is over."""
        raise NotImplementedError

    def excuse(self, item: str, code: str) -> None:
        """A missing item, with the reason why."""
        raise NotImplementedError

    # -- reading

    def begin_reading(self) -> None:
        """The first chunk appears; nothing has the focus, so every key is an answer."""
        self.stage = "reading"
        if self.form.walk is None or self.form.walk.finished:
            self.form.walk = Walk.begin(self.desk_app.tick())
        self.set_focus(None)
        self.show_stage()

    def reading_key(self, event: events.Key) -> None:
        """Right: correct it. Del: no answer, not possible. Left: read the former chunk again."""
        walk = self.form.walk
        if walk is None:
            return
        counts = walk.heard(self.desk_app.tick())
        if self.calling_back:
            self._call_back_key(event, counts=counts)
        elif self.leaving:
            self._leave_key(event, counts=counts)
        elif event.key == "right" and counts:
            self._begin_fix()
        elif event.key == "delete" and counts:
            self.leaving = True
            self.speak()
        elif event.key == "left":
            walk.back(self.desk_app.tick())
            self.show_stage()
        elif event.character and tidy(event.character).isdigit() and self._asks_tail():
            self.form.tail = (self.form.tail + tidy(event.character))[-TAIL:]
            self.speak()

    async def enter_alone(self) -> None:
        """Enter in the read-back: the owner said that this one chunk is right."""
        walk = self.walk_on
        if walk is None or self.leaving:
            return
        counts = walk.heard(self.desk_app.tick())
        if not self.calling_back:
            self._confirm(counts=counts)
        elif counts:
            self._called_back(REACHED)

    @property
    def walk_on(self) -> Walk | None:
        """The read-back, while it is being walked through."""
        return self.form.walk if self.stage == "reading" and not self.fixing else None

    def _asks_tail(self) -> bool:
        return bool(
            self.form.walk
            and self.form.walk.chunk == PHONE
            and self.form.contact_source == "register"
        )

    def _confirm(self, *, counts: bool) -> None:
        walk = self.form.walk
        if walk is None:
            return
        if not counts:
            self.tell(_("Wait for the owner's answer; then Enter."), "refused", "2.2")
            return
        number = str(self.form.fields["contact"].reading().value or "")
        if self._asks_tail() and self.form.tail != phone_tail(number):
            self.form.tail = ""
            self.tell(_("Ask for the last four digits and type them."), "refused", "2.2")
            return
        self._heard_at = {**self._heard_at, walk.chunk: timewords.clock(self.desk_app.now())}
        walk.confirm(self.desk_app.tick(), self.form.tail if walk.chunk == PHONE else "")
        self._next_chunk()

    def _next_chunk(self) -> None:
        self.leaving = False
        if self.form.walk and self.form.walk.finished:
            self.begin_promise()
        else:
            self.show_stage()

    def _leave_key(self, event: events.Key, *, counts: bool) -> None:
        digit = tidy(event.character or "")
        if event.key == "left" or not digit.isdigit() or not counts or not self.form.walk:
            self.leaving = event.key not in {"left", "delete"}
        elif 1 <= int(digit) <= len(UNREAD_CHOICES):
            self._leave_chunk(UNREAD_CHOICES[int(digit) - 1])
            return
        self.speak()

    def _leave_chunk(self, reason: str) -> None:
        walk = self.form.walk
        if walk is None:
            return
        self.leaving = False
        if reason == HUNG_UP and self.form.may_call_back():
            self.calling_back = True
            walk.again(self.desk_app.tick())
            self._offer_call_back()
            return
        walk.leave(reason, self.desk_app.tick())
        self._next_chunk()

    # -- calling back, once, after the line was cut (X01)

    def _offer_call_back(self) -> None:
        app = self.desk_app
        minutes = app.site_now().policy.limit("call_back_min")
        until = timewords.clock(app.now() + timedelta(minutes=minutes))
        self.tell(fill(_("The line was cut: call back once, by {at}."), {"at": until}))
        self.speak()

    def _call_back_key(self, event: events.Key, *, counts: bool) -> None:
        if event.key == "delete" and counts:
            self._called_back("no_answer")

    def _called_back(self, result: str) -> None:
        """Through to the owner: go on reading. No answer: what is left stays unread, and owed."""
        walk, self.calling_back = self.form.walk, False
        self.form.called_back = result
        if walk is None:
            return
        if result == REACHED:
            walk.again(self.desk_app.tick())
            self.show_stage()
        else:
            walk.cut_off(self.desk_app.tick())
            self._next_chunk()

    def leave_choices(self) -> list[tuple[str, str]]:
        """Why a chunk may stay unread, each with its digit."""
        policy = self.desk_app.site_now().policy
        lang = self.desk_app.lang
        return [
            (str(n), policy.label("unread_reasons", code, lang))
            for n, code in enumerate(UNREAD_CHOICES, 1)
        ]

    def silent_often(self) -> bool:
        """True if this chunk has gone unanswered so often that other words are due (RB-7)."""
        return bool(
            self.form.walk
            and self.form.walk.silent.get(self.form.walk.chunk, 0) >= OFFER_SILENT - 1
        )

    # -- correcting

    def _items(self) -> tuple[str, ...]:
        return ITEMS_OF[self.form.walk.chunk] if self.form.walk and self.form.walk.chunk else ()

    def _begin_fix(self) -> None:
        self.fixing = self._items()
        self._before = {key: self.form.fields[key].reading().value for key in self.fixing}
        self._shown = {key: self.form.fields[key].typed for key in self.fixing}
        self.show_stage()
        self.form.fields[self.fixing[0]].take_focus()

    def end_fix(self) -> None:
        """Keep what changed, old and new, and read the chunk again."""
        now = {key: self.form.fields[key].reading().value for key in self.fixing}
        if self.form.walk and self.fixing:
            if self.form.contact_source == "register" and now.get("contact") != self._before.get(
                "contact"
            ):
                self.form.contact_source, self.form.tail = "said", ""
            self.form.walk.correct(self._before, now, self._shown, self.desk_app.tick())
        self.fixing = ()
        self.set_focus(None)
        self.show_stage()

    async def step_back(self) -> bool:
        """Esc within the page: out of a correction, out of the read-back, back to the form."""
        if self.fixing:
            self.end_fix()
        elif self.excusing:
            self.form.fields[self.excusing].take_focus()
            self.excusing = ""
        elif self.stage == "record":
            return False
        else:
            self.leaving = self.calling_back = False
            self.stage = "record"
            self.show_stage()
            self.form.fields["room"].take_focus()
        return True

    # -- showing

    def show_reading(self) -> None:
        """Signs and remarks of the chunks: done, being read, not yet."""
        reading = self.stage == "reading"
        chunk = self.form.walk.chunk if self.form.walk and reading else ""
        for name, items in ITEMS_OF.items():
            outcome = self.form.walk.outcomes.get(name, "") if self.form.walk else ""
            for place, key in enumerate(items):
                field = self.form.fields[key]
                now = name == chunk and not self.fixing
                field.set_class(now, "-told")
                field.pointer = now and place == 0
                field.mark = "done" if outcome == YES else ""
                if reading and place == 0:
                    field.remark = self._chunk_remark(name, outcome, now=name == chunk)
                    field.remark_style = "bold $d-accent" if name == chunk else "$d-muted"
                field.show()

    def _chunk_remark(self, name: str, outcome: str, *, now: bool) -> str:
        if now:
            return _("reading {n}/3").replace("{n}", str(list(ITEMS_OF).index(name) + 1))
        policy = self.desk_app.site_now().policy
        if outcome:
            label = policy.label("chunk_outcomes", outcome, self.desk_app.lang)
            return f"{label}  {self._heard_at.get(name, '')}".rstrip()
        return _("not read yet")

    # -- missing items

    def offer_excuses(self, event: events.Key) -> None:
        """Del in an empty item: say why it is missing, by a digit."""
        field = next((f for f in self.form.fields.values() if f.has_focus_within), None)
        if field is None or not field.empty or not self.form.excuses(field.key):
            return
        event.stop()
        self.excusing = field.key
        words = (f"{n} {label}" for n, (_c, label) in enumerate(self.form.excuses(field.key), 1))
        field.example = "  ".join(words)
        field.clear_refusal()
        field.show()
        self.tell(_("Why is it missing? Press its digit."))
        self.set_focus(None)

    def excuse_key(self, event: events.Key) -> None:
        """The digit of a reason; anything else goes back to the field."""
        item, self.excusing = self.excusing, ""
        reasons = self.form.excuses(item)
        digit = tidy(event.character or "")
        if digit.isdigit() and 1 <= int(digit) <= len(reasons):
            event.stop()
            self.excuse(item, reasons[int(digit) - 1][0])
        else:
            self.form.fields[item].take_focus()
