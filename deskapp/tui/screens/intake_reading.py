"""The keys of the read-back: one answer a chunk, and nothing counts that comes in a burst."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events

from deskapp.handbook.fields.contact import phone_tail
from deskapp.handbook.fields.fold import tidy
from deskapp.handbook.ticket.readback import OFFER_SILENT, Walk
from deskapp.handbook.ticket.state import ITEMS_OF, PHONE, YES
from deskapp.locale import _
from deskapp.tui.look.signs import sign

if TYPE_CHECKING:
    from deskapp.tui.app import DeskApp
    from deskapp.tui.widgets.field import Field

TAIL = 4
UNREAD_CHOICES = ("no_answer", "hung_up", "refused", "noise", "language", "nobody")


class ReadingKeys:
    """What an intake screen does while it reads back, and while it excuses a missing item."""

    fields: dict[str, Field]
    walk: Walk | None
    stage: str
    contact_source: str
    tail: str
    missing: dict[str, str]
    if TYPE_CHECKING:
        desk_app: DeskApp

        def tell(self, sentence: str, kind: str = "info", clause: str = "") -> None: ...
        def set_focus(self, widget: Any) -> None: ...
        def excuses(self, item: str) -> list[tuple[str, str]]: ...
        def excuse(self, item: str, code: str) -> None: ...
        def begin_promise(self) -> None: ...
        def _show_stage(self) -> None: ...
        def speak(self) -> None: ...

    fixing: tuple[str, ...] = ()
    excusing: str = ""
    leaving: bool = False
    _before: dict[str, object] = {}  # noqa: RUF012 - replaced, never changed
    _shown: dict[str, str] = {}  # noqa: RUF012 - replaced, never changed

    # -- reading

    def begin_reading(self) -> None:
        """The first chunk appears; nothing has the focus, so every key is an answer."""
        self.stage = "reading"
        if self.walk is None or self.walk.finished:
            self.walk = Walk.begin(self.desk_app.tick())
        self.set_focus(None)
        self._show_stage()

    async def reading_key(self, event: events.Key) -> None:
        """Enter: right. Right arrow: correct. Del: no answer or not possible."""
        walk = self.walk
        if walk is None:
            return
        counts = walk.heard(self.desk_app.tick())
        if self.leaving:
            self._leave_key(event, counts=counts)
        elif event.key == "enter":
            self._confirm(counts=counts)
        elif event.key == "right" and counts:
            self._begin_fix()
        elif event.key == "delete" and counts:
            self.leaving = True
            self.speak()
        elif event.key in {"left", "up"}:
            walk.back(self.desk_app.tick())
            self._show_stage()
        elif event.character and tidy(event.character).isdigit() and self._asks_tail():
            self.tail = (self.tail + tidy(event.character))[-TAIL:]
            self.speak()

    def _asks_tail(self) -> bool:
        return bool(
            self.walk and self.walk.chunk == PHONE and self.contact_source == "register"
        )

    def _confirm(self, *, counts: bool) -> None:
        walk = self.walk
        if walk is None:
            return
        if not counts:
            self.tell(_("Wait for the owner's answer; then Enter."), "refused", "2.2")
            return
        number = str(self.fields["contact"].reading().value or "")
        if self._asks_tail() and self.tail != phone_tail(number):
            self.tail = ""
            self.tell(_("Ask for the last four digits and type them."), "refused", "2.2")
            return
        walk.confirm(self.desk_app.tick(), self.tail if walk.chunk == PHONE else "")
        self._next_chunk()

    def _next_chunk(self) -> None:
        self.leaving = False
        if self.walk and self.walk.finished:
            self.begin_promise()
        else:
            self._show_stage()

    def _leave_key(self, event: events.Key, *, counts: bool) -> None:
        digit = tidy(event.character or "")
        if event.key == "left" or not digit.isdigit() or not counts or not self.walk:
            self.leaving = event.key not in {"left", "delete"}
        elif 1 <= int(digit) <= len(UNREAD_CHOICES):
            self.walk.leave(UNREAD_CHOICES[int(digit) - 1], self.desk_app.tick())
            self._next_chunk()
            return
        self.speak()

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
            self.walk and self.walk.silent.get(self.walk.chunk, 0) >= OFFER_SILENT - 1
        )

    # -- correcting

    def _items(self) -> tuple[str, ...]:
        return ITEMS_OF[self.walk.chunk] if self.walk and self.walk.chunk else ()

    def _begin_fix(self) -> None:
        self.fixing = self._items()
        self._before = {key: self.fields[key].reading().value for key in self.fixing}
        self._shown = {key: self.fields[key].typed for key in self.fixing}
        self._show_stage()
        self.fields[self.fixing[0]].editor.focus()

    def fix_next(self, key: str) -> None:
        """Enter in a corrected item: the next one of the chunk, or back to reading it."""
        at = self.fixing.index(key) + 1
        if self.fields[key].refusal:
            return
        if at < len(self.fixing):
            self.fields[self.fixing[at]].editor.focus()
        else:
            self.end_fix()

    def end_fix(self) -> None:
        """Keep what changed, old and new, and read the chunk again."""
        now = {key: self.fields[key].reading().value for key in self.fixing}
        if self.walk and self.fixing:
            if self.contact_source == "register" and now.get("contact") != self._before.get("contact"):
                self.contact_source, self.tail = "said", ""
            self.walk.correct(self._before, now, self._shown, self.desk_app.tick())
        self.fixing = ()
        self.set_focus(None)
        self._show_stage()

    # -- showing

    def show_reading(self) -> None:
        """Signs and remarks of the chunks: done, being read, not yet."""
        reading = self.stage == "reading"
        chunk = self.walk.chunk if self.walk and reading else ""
        for name, items in ITEMS_OF.items():
            outcome = self.walk.outcomes.get(name, "") if self.walk else ""
            for place, key in enumerate(items):
                field = self.fields[key]
                now = name == chunk and not self.fixing
                field.set_class(now, "-told")
                field.pointer = now and place == 0
                field.mark = sign("done") if outcome == YES else ""
                if reading and place == 0:
                    field.remark = self._chunk_remark(name, outcome, now=name == chunk)
                    field.remark_style = "bold $d-accent" if name == chunk else "$d-muted"
                field.show()

    def _chunk_remark(self, name: str, outcome: str, *, now: bool) -> str:
        if now:
            return _("reading {n}/3").replace("{n}", str(list(ITEMS_OF).index(name) + 1))
        policy = self.desk_app.site_now().policy
        if outcome:
            return policy.label("chunk_outcomes", outcome, self.desk_app.lang)
        return _("not read yet")

    # -- missing items

    def offer_excuses(self, event: events.Key) -> None:
        """Del in an empty item: say why it is missing, by a digit."""
        field = next((f for f in self.fields.values() if f.has_focus_within), None)
        if field is None or not field.empty or not self.excuses(field.key):
            return
        event.stop()
        self.excusing = field.key
        words = (f"{n} {label}" for n, (_c, label) in enumerate(self.excuses(field.key), 1))
        field.example = "  ".join(words)
        field.clear_refusal()
        field.show()
        self.tell(_("Why is it missing? Press its digit."))
        self.set_focus(None)

    def excuse_key(self, event: events.Key) -> None:
        """The digit of a reason; anything else goes back to the field."""
        item, self.excusing = self.excusing, ""
        reasons = self.excuses(item)
        digit = tidy(event.character or "")
        if digit.isdigit() and 1 <= int(digit) <= len(reasons):
            event.stop()
            self.excuse(item, reasons[int(digit) - 1][0])
        else:
            self.fields[item].editor.focus()

