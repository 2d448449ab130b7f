"""The line in which words to find something are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import on
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from deskapp.locale import _
from deskapp.tui.look.rows import GUTTER, LABEL, Row
from deskapp.tui.look.signs import sign
from deskapp.tui.widgets.editors import LineEditor, LinesPasted

if TYPE_CHECKING:
    from textual.app import ComposeResult

LABEL_CELLS = 9


class FinderLabel(Widget):
    """The gutter and the label."""

    DEFAULT_CSS = "FinderLabel { width: 12; height: 1; background: $d-field; }"

    def __init__(self, finder: Finder) -> None:
        super().__init__()
        self.finder = finder

    def render(self) -> Content:
        """Draw the label, with the sign if nothing below has it."""
        row = Row(self.size.width)
        if self.finder.pointer:
            row.put(GUTTER, sign("here"), "bold $d-accent")
        row.put(LABEL, _(self.finder.label), "bold $d-accent", limit=LABEL_CELLS)
        return row.content()


class FinderRemark(Widget):
    """What the words mean, or what Enter does with them, at the right edge."""

    DEFAULT_CSS = "FinderRemark { width: auto; height: 1; padding: 0 2 0 2; }"

    def __init__(self, finder: Finder) -> None:
        super().__init__()
        self.finder = finder

    def render(self) -> Content:
        """The remark."""
        return Content.styled(self.finder.remark, "$d-muted")


class Finder(Horizontal):
    """A labelled line of typing. Its editor's messages are for the screen.

    `pointer` is true while no row below has the sign of where one is.
    """

    DEFAULT_CSS = """
    Finder { height: 1; width: 1fr; margin-bottom: 1; background: $d-field; }
    Finder FinderRemark { background: $d-field; }
    Finder LineEditor, Finder LineEditor:focus {
        background: $d-field; color: $d-ink; background-tint: transparent; border: none;
        width: 1fr;
        &>.input--cursor { background: $d-ink; color: $d-bg; text-style: none; }
        &>.input--selection { background: $d-sel; color: $d-ink; }
    }
    """

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label
        self.remark = ""
        self.pointer = True
        self.editor = LineEditor()

    def compose(self) -> ComposeResult:
        """Lay out the label and the line."""
        yield FinderLabel(self)
        yield self.editor
        yield FinderRemark(self)

    def say(self, remark: str) -> None:
        """Show this at the right edge; the words keep at least half of the line."""
        room = self.size.width // 2
        shown = remark if cell_len(remark) <= room else ""
        if shown != self.remark:
            self.remark = shown
            self.query_one(FinderRemark).refresh(layout=True)

    def point(self, *, here: bool) -> None:
        """Take the sign of where one is, or leave it to a row below."""
        self.pointer = here
        self.query_one(FinderLabel).refresh()

    @on(LinesPasted)
    def _join(self, event: LinesPasted) -> None:
        event.stop()
        self.editor.insert_text_at_cursor(" ".join(event.text.split()))
