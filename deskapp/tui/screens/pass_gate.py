"""Passing a soft gate: what the handbook misses, and a reason of substance for going on (0-4)."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget

from deskapp.handbook.fields.text import has_substance
from deskapp.handbook.gate import REASON_LETTERS
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.slots import Kind, Slot
from deskapp.handbook.step import Refusal
from deskapp.locale import _
from deskapp.tui.form import make_field
from deskapp.tui.form_screen import FormScreen
from deskapp.tui.look.rows import LABEL, VALUE, Row
from deskapp.tui.widgets.field import Field

REASON = Slot(kind=Kind.TEXT, label=N_("Reason"), least=REASON_LETTERS, most=200)


def with_clauses(passed: Iterable[str], refusals: Iterable[Refusal]) -> tuple[str, ...]:
    """The clauses that one reason passes: those passed before, and these."""
    return tuple(sorted({*passed, *(refusal.clause for refusal in refusals)}))


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


class PassGate(FormScreen[str | None]):
    """Gives the reason typed, or None if the desk goes back to do it right."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__()
        self.refusals = refusals
        self.field: Field | None = None

    def compose_work(self) -> ComposeResult:
        """What is missing, and one field."""
        told = [self.desk_app.told(r.message) for r in self.refusals]
        yield Missing(self.refusals, told)
        self.field = make_field("reason", REASON, self.desk_app.site_now)
        self.field.tell = self.desk_app.told
        yield self.field

    def on_mount(self) -> None:
        """The cursor stands in the reason."""
        if self.field:
            self.field.example = _("The supervisor reads this. Esc goes back.")
            self.field.take_focus()

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
        """Go on with a reason of substance, and with no other."""
        if self.field is None:
            return
        reason = self.field.typed.strip()
        if has_substance(reason, REASON_LETTERS):
            self.dismiss(reason)
        else:
            text = N_("A reason says why; “...” does not.")
            self.field.refuse(Msg(text), "0-4")

    async def action_back(self) -> None:
        """Go back to do it right."""
        self.dismiss(None)
