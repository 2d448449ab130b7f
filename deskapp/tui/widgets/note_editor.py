"""A wide box for what somebody tells: Enter begins a new line, and nothing else is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.handbook.fields.fold import strip_controls
from deskapp.tui.widgets.editors import Notes

if TYPE_CHECKING:
    from textual import events

MANY = 100
"""How often a line can be undone."""


class NoteEditor(Notes):
    """Free notes; what is pasted keeps its lines."""

    DEFAULT_CSS = """
    NoteEditor, NoteEditor:focus {
        background: $d-field; color: $d-ink; border: none; padding: 0 1 0 0;
        height: 1fr; width: 1fr; scrollbar-size: 0 0;
        & .text-area--cursor { background: $d-ink; color: $d-bg; text-style: none; }
        & .text-area--selection { background: $d-sel; color: $d-ink; }
    }
    """

    def __init__(self, text: str = "") -> None:
        super().__init__(
            text, compact=True, tab_behavior="focus", highlight_cursor_line=False,
            max_checkpoints=MANY,
        )  # fmt: skip
        self.cursor_blink = False

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.insert(strip_controls(event.text))
