"""What all screens with fields share: Enter and the arrows, in step with what is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType

from deskapp.tui.frame import DeskScreen
from deskapp.tui.widgets.editors import WordsEditor
from deskapp.tui.widgets.field import Field

Result = TypeVar("Result")


class FormScreen(DeskScreen[Result]):
    """Fields in an order. Enter goes on and never submits; the arrows choose or move.

    The keys are priority bindings, so that the app handles them itself, after everything
    typed before them has landed: keys typed ahead never reach the wrong field.
    """

    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", show=False, priority=True),
        Binding("up", "arrow(-1)", show=False, priority=True),
        Binding("down", "arrow(1)", show=False, priority=True),
    ]

    def fields_in_order(self) -> Sequence[Field]:
        """The fields in sight, in the order in which Enter visits them."""
        return ()

    def field_here(self) -> Field | None:
        """The field that has the focus."""
        return next((f for f in self.query(Field) if f.has_focus_within), None)

    async def action_enter(self) -> None:
        """Enter: settle the field, then go on."""
        await self.desk_app.drain()
        field = self.field_here()
        if field is None:
            await self.enter_alone()
            return
        field.settle()
        if not field.refusal:
            await self.entered(field)

    async def action_arrow(self, by: int) -> None:
        """Up or down: within the words, among the choices, else to the next field."""
        await self.desk_app.drain()
        field = self.field_here()
        if field is None:
            await self.arrow_alone(by)
        elif not self._within_words(field, by) and not field.turn(by):
            self.move(field, by)

    @staticmethod
    def _within_words(field: Field, by: int) -> bool:
        editor = field.editor
        return isinstance(editor, WordsEditor) and editor.go(by)

    async def entered(self, field: Field) -> None:
        """Enter in a field that can be read."""
        self.move(field, 1)

    async def enter_alone(self) -> None:
        """Enter where no field has the focus."""

    async def arrow_alone(self, by: int) -> None:
        """An arrow where no field has the focus."""

    def move(self, field: Field, by: int) -> None:
        """To the field before or after; past the last one, say what F10 does."""
        order = list(self.fields_in_order())
        at = order.index(field) + by if field in order else 0
        if 0 <= at < len(order):
            order[at].take_focus()
        elif at >= len(order):
            self.past_the_last()

    def past_the_last(self) -> None:
        """Enter in the last field: it never submits."""
