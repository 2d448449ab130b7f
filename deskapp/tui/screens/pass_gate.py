"""Passing a soft gate: what the handbook misses, and a reason of substance for going on (0-4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget

from deskapp.handbook.fields.text import has_substance
from deskapp.handbook.gate import REASON_LETTERS, supervised, supervisor
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.slots import Kind, Slot
from deskapp.handbook.step import Refusal
from deskapp.locale import _
from deskapp.tui.form import make_field, read_fields
from deskapp.tui.form_screen import FormScreen
from deskapp.tui.look.rows import LABEL, VALUE, Row
from deskapp.tui.widgets.field import Field

REASON = Slot(kind=Kind.TEXT, label=N_("Reason"), least=REASON_LETTERS, most=200)
SUPERVISOR = Slot(kind=Kind.PERSON, label=N_("Let by"))
Override = dict[str, Any]
"""The fields of a step that carry it through a soft gate."""


def joined(before: Override, override: Override) -> Override:
    """An override that passes what an earlier one passed, too."""
    clauses = {*before.get("override_clauses", ()), *override["override_clauses"]}
    return override | {"override_clauses": tuple(sorted(clauses))}


class Missing(Widget):
    """The refusals, one a row."""

    DEFAULT_CSS = "Missing { height: auto; margin-bottom: 1; }"

    def __init__(self, refusals: tuple[Refusal, ...], told: list[str]) -> None:
        super().__init__()
        self.refusals = refusals
        self.told = told

    def render(self) -> Content:
        """Each sentence with its clause."""
        width = self.size.width
        rows = [
            Row(width).put(VALUE, sentence).right(refusal.clause, "$d-muted")
            for sentence, refusal in zip(self.told, self.refusals, strict=True)
        ]
        rows[0].put(LABEL, _("Missing"), "$d-muted")
        return Content("\n").join(row.content() for row in rows)


class PassGate(FormScreen[Override | None]):
    """Gives what the step needs to pass, or None if the desk goes back to do it right."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__()
        self.refusals = refusals
        self.clauses = tuple(dict.fromkeys(r.clause for r in refusals))
        self.fields: dict[str, Field] = {}

    def compose_work(self) -> ComposeResult:
        """What is missing, the reason, and where the policy asks for it who lets it pass."""
        told = [self.desk_app.told(r.message) for r in self.refusals]
        yield Missing(self.refusals, told)
        slots = {"override": REASON}
        if supervised(self.clauses, self.desk_app.site_now()):
            slots["override_by"] = SUPERVISOR
        self.fields = {k: make_field(k, slot, self.desk_app.site_now) for k, slot in slots.items()}
        for field in self.fields.values():
            field.tell = self.desk_app.told
            yield field

    def on_mount(self) -> None:
        """The cursor stands in the reason."""
        reason = self.fields["override"]
        reason.example = _("The supervisor reads this. Esc goes back.")
        reason.take_focus()

    def fields_in_order(self) -> Sequence[Field]:
        """The reason, then who lets it pass."""
        return list(self.fields.values())

    def place(self) -> str:
        """Where one is."""
        return _("Go on without it")

    def main_label(self) -> str:
        """What F10 does here."""
        return _("Go on")

    def past_the_last(self) -> None:
        """Enter does not go on by itself."""
        self.tell(_("F10 goes on, Esc goes back."))

    async def action_main(self) -> None:
        """Go on with a reason of substance, and with a name where one is asked for."""
        values, wrong = read_fields(self.fields)
        site = self.desk_app.site_now()
        if not has_substance(values.get("override", ""), REASON_LETTERS):
            text = N_("A reason says why; “...” does not.")
            self._refuse("override", text, "0-4")
        elif wrong:
            wrong[0].take_focus()
        elif "override_by" in values and not supervisor(values["override_by"], site):
            text = N_("Only a supervisor lets this pass: name the one who did.")
            self._refuse("override_by", text, supervised(self.clauses, site))
        else:
            self.dismiss(values | {"override_clauses": self.clauses})

    def _refuse(self, key: str, text: str, clause: str) -> None:
        self.fields[key].refuse(Msg(text), clause)
        self.fields[key].take_focus()

    async def action_back(self) -> None:
        """Go back to do it right."""
        self.dismiss(None)
