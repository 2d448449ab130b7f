"""Where text is typed: one line or several, Enter goes on, nothing pasted is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from deskapp.handbook.fields.fold import strip_controls
from deskapp.handbook.fields.private import mask_personal
from deskapp.handbook.fields.text import personal_numbers
from deskapp.handbook.message import N_, Msg
from deskapp.tui.frame import DeskScreen

if TYPE_CHECKING:
    from textual import events

MANY = 100
"""How often a line can be undone."""


class EnterPressed(Message):
    """Enter was pressed: the field is done for now."""


class OptionMoved(Message):
    """An arrow asks for the next or the former of several choices."""

    def __init__(self, by: int) -> None:
        super().__init__()
        self.by = by


class LinesPasted(Message):
    """Several lines were pasted where one fits."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


MASK = Binding("ctrl+d", "mask_personal", show=False)
NEVER_NEEDED = N_("An ID card or bank card number: the desk never needs it. Ctrl+D masks it.")


def notice(editor: Widget, text: str, before: tuple[str, ...]) -> tuple[str, ...]:
    """Say once that an ID card or bank card number was typed (P-01); which ones stand there."""
    found = personal_numbers(text)
    if found and found != before and isinstance(editor.screen, DeskScreen):
        editor.screen.tell(Msg(NEVER_NEEDED), "warn", "H50")
    return found


def masked(editor: Widget, text: str) -> str:
    """Take such numbers out of a text, and say so; the text as it may stay."""
    shown = mask_personal(text)
    if shown != text and isinstance(editor.screen, DeskScreen):
        editor.screen.tell(Msg(N_("Masked; only the last four signs are kept.")), "saved")
    return shown


class LineEditor(Input):
    """One line of typing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        MASK,
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
    ]
    _noticed: tuple[str, ...] = ()

    def __init__(self, value: str = "", *, select_on_focus: bool = False, **kwargs: Any) -> None:
        super().__init__(value, compact=True, select_on_focus=select_on_focus, **kwargs)
        self.cursor_blink = False

    async def action_submit(self) -> None:
        """Enter goes on; it never submits a form."""
        self.post_message(EnterPressed())

    @on(Input.Changed)
    def _look(self, event: Input.Changed) -> None:
        self._noticed = notice(self, event.value, self._noticed)

    def action_mask_personal(self) -> None:
        """Mask the numbers that the desk never needs."""
        self.value = masked(self, self.value)
        self.cursor_position = len(self.value)

    def action_move(self, by: int) -> None:
        """Let the field choose or the form move on."""
        self.post_message(OptionMoved(by))

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = strip_controls(event.text)
        if "\n" in text.strip():
            self.post_message(LinesPasted(text.strip()))
        else:
            self.insert_text_at_cursor(text.strip("\n"))


class Notes(TextArea):
    """Several lines of typing, in which numbers that the desk never needs are noticed."""

    BINDINGS: ClassVar[list[BindingType]] = [MASK]
    _noticed: tuple[str, ...] = ()

    @on(TextArea.Changed)
    def _look(self) -> None:
        self._noticed = notice(self, self.text, self._noticed)

    def action_mask_personal(self) -> None:
        """Mask the numbers that the desk never needs."""
        self.text = masked(self, self.text)
        self.move_cursor(self.document.end)


class WordsEditor(Notes):
    """Several lines of typing; Enter still goes on, pasted lines stay lines."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", show=False),
    ]

    def __init__(self, text: str = "", **kwargs: Any) -> None:
        super().__init__(
            text, compact=True, tab_behavior="focus", highlight_cursor_line=False,
            max_checkpoints=MANY, **kwargs,
        )  # fmt: skip
        self.cursor_blink = False

    def action_submit(self) -> None:
        """Enter goes on."""
        self.post_message(EnterPressed())

    def go(self, by: int) -> bool:
        """A line up or down; False at the first or the last one."""
        to = self.get_cursor_up_location() if by < 0 else self.get_cursor_down_location()
        at_edge = to[0] == self.cursor_location[0] and self._at_edge_row(by)
        if at_edge:
            return False
        self.move_cursor(to)
        return True

    def _at_edge_row(self, by: int) -> bool:
        # On a wrapped line the cursor may go up or down and still stay in it.
        row = self.wrapped_document.location_to_offset(self.cursor_location).y
        return row == (0 if by < 0 else self.wrapped_document.height - 1)

    async def _on_key(self, event: events.Key) -> None:
        # TextArea itself would take Enter as a new line before any binding is asked.
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(EnterPressed())
            return
        await super()._on_key(event)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.insert(strip_controls(event.text))
