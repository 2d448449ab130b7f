"""The form of any step, made from its class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from deskapp.desk import saying
from deskapp.desk.desk import Desk, Stale
from deskapp.desk.site import StillSite
from deskapp.handbook.complaint.state import Complaint
from deskapp.handbook.fields.reading import Level, Reading
from deskapp.handbook.gate import Passed, Refused
from deskapp.handbook.incident.state import Incident
from deskapp.handbook.looking import Looked
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.slots import Kind
from deskapp.handbook.step import Act, Refusal, Step, Stream, slots_of
from deskapp.handbook.ticket.state import Ticket
from deskapp.handbook.typed import read_number
from deskapp.locale import _, timewords
from deskapp.tui.form import fill_field, make_field, offer_plain_words, read_fields
from deskapp.tui.form_screen import FormScreen
from deskapp.tui.look.case_saying import case_line
from deskapp.tui.look.signs import sign
from deskapp.tui.screens.kept_form import KeptForm
from deskapp.tui.screens.pass_gate import Override, PassGate, joined
from deskapp.tui.widgets.field import Field
from deskapp.tui.widgets.repeats import Repeats
from deskapp.tui.widgets.ticket_head import TicketHead

SAID = frozenset({"said", "answer", "solved", "score", "reached"})
"""Fields of a step that hold what somebody says while it is filled in."""


class StepFormScreen(FormScreen[list[Passed] | None]):
    """Fill in one step and take it; gives what passed the gate, or None."""

    CSS_PATH = "step_form.tcss"
    HELP = "step"

    def __init__(
        self, cls: type[Step[Any]], number: str, offered: Mapping[str, object] | None = None
    ) -> None:
        super().__init__()
        self.cls = cls
        self.offered = offered or {}
        self.choices: Mapping[str, Mapping[str, str]] = {}
        self.needed: frozenset[str] = frozenset()
        self.number = number
        self.record: Stream | None = None
        self.seen = ""
        self.override: Override = {}
        self.kept = KeptForm(self)
        self.repeats = Repeats(number)
        shown = {k: s for k, s in slots_of(cls).items() if s.shown and not k.startswith("override")}
        self.fields = {
            k: make_field(k, s, self._site, partial(self._choices, k)) for k, s in shown.items()
        }

    def _choices(self, key: str) -> Mapping[str, str]:
        return self.choices.get(key, {})

    def is_live(self) -> bool:
        """Whether somebody is on the line: the form asks for what they say."""
        return bool(SAID & slots_of(self.cls).keys())

    def compose_work(self) -> ComposeResult:
        """The ticket in two rows, then the fields."""
        yield TicketHead()
        yield self.repeats
        with VerticalScroll(id="form", can_focus=False):
            yield from self.fields.values()

    async def on_mount(self) -> None:
        """Look at the record as it stands, and offer what the step suggests."""
        for field in self.fields.values():
            field.tell = self.desk_app.told
        await self.desk_app.refresh_still()
        await self._load()
        if self.record is None:
            return
        kept, site = await self.kept.found(), self.desk_app.site_now()
        typed_ahead = any(field.typed for field in self.fields.values())
        for key, value in {**self.cls.suggest(self.record, site), **self.offered}.items():
            if key in self.fields and not self.fields[key].typed:
                fill_field(self.fields[key], value, site.now)
        if not typed_ahead:
            self.kept.put_back(kept)
        self._examples()
        self._show_marks()
        if not typed_ahead:
            self._focus_first()
        self._look_for_repeats()

    async def _load(self) -> None:
        self.record = await self.desk_app.ask(lambda desk: desk.record(self.number))
        if self.record is not None:
            self.seen = self.record.last_row
            site = self.desk_app.site_now()
            self.choices = self.cls.choices(self.record, site)
            self.needed = self.cls.needed(self.record, site)
            self.query_one(TicketHead).show(self.record)
        self.speak()

    def _examples(self) -> None:
        if not isinstance(self.record, Ticket) or not self.record.sub:
            return
        policy = self.desk_app.site_now().policy
        if "requirement" in self.fields:
            example = policy.template("requirement", self.record.sub, self.desk_app.lang)
            text = _("For example: {example}").replace("{example}", example)
            self.fields["requirement"].example = text

    def _focus_first(self) -> None:
        empty = (f for f in self.fields.values() if f.empty and f.slot.need)
        first = next(empty, next(iter(self.fields.values()), None))
        if first:
            first.take_focus()

    # -- frame

    def place(self) -> str:
        """The step's name."""
        return _(self.cls.about.title)

    def state(self) -> str:
        """The record's number."""
        return self.number

    def main_label(self) -> str:
        """What F10 does here."""
        return _("Take it")

    @property
    def in_full(self) -> bool:
        """Whoever is to be called is shown with the number; the step is the log of it (P-12)."""
        return self.cls.about.calls

    def _site(self) -> StillSite:
        return self.desk_app.site_now()

    def speak(self) -> None:
        """The order as it would be read out, or the line for this ticket."""
        if isinstance(self.record, Complaint):
            self.say_line = case_line(self._case_as_typed(self.record), self.desk_app)
        if isinstance(self.record, Incident) and self.record.open:
            policy = self._site().policy
            self.say_line = saying.danger_line(self.record.sub, policy, self.desk_app.lang)
        if not isinstance(self.record, Ticket):
            return
        site = self.desk_app.site_now()
        shown = self._as_typed(self.record)
        if "requirement" in self.fields:
            self.say_line = saying.order(shown, site.policy, site.now, self.desk_app.lang)
        else:
            self.say_line = saying.line_now(shown, site.policy, site.now, self.desk_app.lang)

    def _case_as_typed(self, case: Complaint) -> Complaint:
        typed = {name: field.reading().value for name, field in self.fields.items()}
        handler, wanted = (typed.get(n) or getattr(case, n) for n in ("handler", "wanted"))
        told = typed.get("reply_by") or case.reply_told
        return replace(case, handler=handler, wanted=wanted, reply_told=told)

    def _as_typed(self, ticket: Ticket) -> Ticket:
        typed = {k: f.reading().value for k, f in self.fields.items()}
        requirement = typed.get("requirement") or _("(not written yet)")
        due = typed.get("due")
        return replace(ticket, requirement=str(requirement), work_due=due or ticket.work_due)

    def _show_marks(self) -> None:
        for key, field in self.fields.items():
            reading = field.reading()
            fine = not field.empty and reading.level is not Level.ERROR
            if fine and field.slot.kind is Kind.MOMENT and reading.value:
                field.remark = timewords.full(reading.value, self.desk_app.now())
            elif fine and reading.level is Level.WARN and reading.message:
                field.remark = self.desk_app.told(reading.message)
            elif field.empty and not field.slot.need and key not in self.needed:
                field.remark = _("may stay empty")
            else:
                field.remark = sign("done") if fine else ""
            field.show()

    # -- filling in

    @on(Field.Changed)
    def _changed(self, event: Field.Changed) -> None:
        offer_plain_words(event.field, self._site())
        self._show_marks()
        self.speak()
        self._look_for_repeats()
        self.kept.soon()

    def _look_for_repeats(self) -> None:
        if isinstance(self.record, Complaint) and "room" in self.fields:
            self.repeats.about(self.fields["room"].reading().value or "")

    def fields_in_order(self) -> Sequence[Field]:
        """The fields as the step has them."""
        return list(self.fields.values())

    def past_the_last(self) -> None:
        """Enter does not take the step by itself."""
        self.tell(_("F10 takes the step."))

    @on(Field.Pasted)
    def _pasted(self, event: Field.Pasted) -> None:
        event.field.typed = f"{event.field.typed} {' '.join(event.text.split())}".strip()
        self.tell(_("The lines were joined into one; check them."))

    # -- taking it

    async def keep_typed(self) -> None:
        """Whoever leaves finds the last word too when they come back; a number that was shown
        and not called stays with whoever looked.
        """
        await self.kept.flush()
        await self._note_look()

    async def _note_look(self) -> None:
        me = self.desk_app.operator
        record = self.record
        if not self.cls.about.calls or me is None or not isinstance(record, Ticket | Complaint):
            return
        if record.contact:
            act = Act(me.id, Looked(number=self.number, reason="call", unmade=True))
            with suppress(Refused):  # as of whoever may not look of their own accord
                await self.desk_app.ask(lambda desk: desk.take([act]))

    async def action_main(self) -> None:
        """Take the step: through the gate, or to what is missing."""
        if not await self._numbers_found():
            return
        values, wrong = read_fields(self.fields)
        if wrong:
            wrong[0].take_focus()
            first = wrong[0].refusal
            if first:
                self.tell(self.desk_app.told(first), "refused", self.cls.about.clause)
            return
        step = self.cls(**values, **self.override)
        try:
            passed = await self.desk_app.ask(
                lambda desk: self.kept.taken(
                    desk, desk.take([Act(self.number, step)], {self.number: self.seen})
                )
            )
        except Refused as refused:
            self._refused(refused.refusals)
        except Stale:
            await self._load()
            text = _("Somebody took a step on this record meanwhile; look again, then F10.")
            self.tell(text, "refused")
        else:
            if passed:
                self.dismiss(passed)

    async def _numbers_found(self) -> bool:
        """Write short numbers out; only the living site knows which record they mean."""
        for field in self.fields.values():
            if field.slot.kind is Kind.NUMBER and not field.empty:
                meant = partial(_number_meant, field.typed)
                reading = await self.desk_app.desk.ask(meant)
                if reading.value is None and reading.message:
                    field.refuse(reading.message)
                    field.take_focus()
                    return False
                field.typed = reading.value or ""
        return True

    def _refused(self, refusals: tuple[Refusal, ...]) -> None:
        first = refusals[0]
        self.tell(self.desk_app.told(first.message), "refused", first.clause)
        if all(r.soft for r in refusals):
            self._ask_reason(refusals)
            return
        for refusal in refusals:
            if refusal.field in self.fields:
                self.fields[refusal.field].refuse(refusal.message, refusal.clause)
        target = next((self.fields[r.field] for r in refusals if r.field in self.fields), None)
        if target:
            target.take_focus()

    def _ask_reason(self, refusals: tuple[Refusal, ...]) -> None:
        async def go_on(override: Override | None) -> None:
            if override:
                self.override = joined(self.override, override)
                await self.action_main()

        self.app.push_screen(PassGate(refusals), go_on)


def _number_meant(typed: str, desk: Desk) -> Reading[str]:
    return read_number(typed, desk.site())


SAVED = N_("{step} saved, {number}")


def saved_sentence(passed: list[Passed]) -> Msg:
    """The sentence that says that a step is on the disk."""
    first = passed[0]
    title = Msg(first.step.about.title)
    return Msg(SAVED, {"step": title, "number": first.stream})
