"""One field of a form: sign, label, what is typed, what it means, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from deskapp.handbook.fields.fold import tidy
from deskapp.handbook.fields.reading import Level, Reading
from deskapp.handbook.slots import Kind, Slot
from deskapp.locale import _
from deskapp.tui.look.rows import Row
from deskapp.tui.look.signs import sign
from deskapp.tui.widgets.editors import LineEditor, LinesPasted, WordsEditor

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from deskapp.handbook.message import Msg

LABEL_WIDTH = 12
"""The label column with its sign gutter: values start at column 12 (LOOK's grid)."""
NOTE_ROWS = 2
CHOOSING = frozenset({Kind.CODE, Kind.CHOICE, Kind.PERSON, Kind.ANSWER})


class Options:
    """What may be chosen in a field: codes with labels, and which of them fit what was typed."""

    def __init__(
        self,
        matching: Callable[[str], Sequence[str]],
        label: Callable[[str], str],
        detail: Callable[[str], str] = lambda _code: "",
    ) -> None:
        self.matching = matching
        self.label = label
        self.detail = detail


class FieldLabel(Widget):
    """The gutter and the label."""

    DEFAULT_CSS = "FieldLabel { width: 12; height: 1; }"

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field

    def render(self) -> Content:
        """The sign of where one is, and the label."""
        return self.field.label_row(self.size.width or LABEL_WIDTH)


class FieldRemark(Widget):
    """What the value means, at the right edge; `shown` is the remark that was drawn last."""

    DEFAULT_CSS = "FieldRemark { width: auto; height: 1; padding: 0 2 0 2; text-align: right; }"

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.shown = ""

    def render(self) -> Content:
        """The remark."""
        self.shown = self.field.remark
        return self.field.remark_text()


class FieldNotes(Widget):
    """The two rows below the field that has the focus: refusal and example, or the choices."""

    DEFAULT_CSS = "FieldNotes { height: 2; display: none; }"

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field

    def render(self) -> Content:
        """Both rows."""
        return Content("\n").join(self.field.note_rows(self.size.width))


class Field(Vertical):
    """A labelled field. `meaning` reads what is typed; `options` are what may be chosen."""

    DEFAULT_CSS = """
    Field { height: auto; width: 1fr; }
    Field .line { height: auto; width: 1fr; }
    Field LineEditor, Field LineEditor:focus {
        background: $d-bg; color: $d-ink; background-tint: transparent; border: none; width: 1fr;
        &>.input--cursor { background: $d-ink; color: $d-bg; text-style: none; }
        &>.input--selection { background: $d-sel; color: $d-ink; }
        &>.input--placeholder { color: $d-muted; }
    }
    Field WordsEditor, Field WordsEditor:focus {
        background: $d-bg; color: $d-ink; border: none; padding: 0; width: 1fr;
        height: auto; min-height: 1; max-height: 3; scrollbar-size: 0 0;
        & .text-area--cursor { background: $d-ink; color: $d-bg; text-style: none; }
        & .text-area--selection { background: $d-sel; color: $d-ink; }
    }
    Field.-here .line, Field.-here LineEditor, Field.-here WordsEditor { background: $d-field; }
    Field.-here FieldNotes { display: block; }
    Field.-told .line, Field.-told LineEditor, Field.-told WordsEditor { background: $d-sel; }
    Field.-strong LineEditor, Field.-strong WordsEditor { text-style: bold; }
    Field:disabled, Field:disabled LineEditor, Field:disabled WordsEditor {
        opacity: 100% !important; color: $d-ink;
    }
    """

    class Changed(Message):
        """What is typed has changed."""

        def __init__(self, field: Field) -> None:
            super().__init__()
            self.field = field

    class Pasted(Message):
        """Several lines were pasted into a field of one line."""

        def __init__(self, field: Field, text: str) -> None:
            super().__init__()
            self.field = field
            self.text = text

    def __init__(
        self,
        key: str,
        slot: Slot,
        meaning: Callable[[str], Reading[Any]],
        *,
        options: Options | None = None,
        typed: str = "",
    ) -> None:
        super().__init__(id=f"field-{key.replace('.', '-')}")
        self.key = key
        self.slot = slot
        self.meaning = meaning
        self.options = options
        self.chosen = ""
        self.remark = ""
        self.remark_style = "$d-muted"
        self.mark = ""
        self.pointer = False
        self.refusal: Msg | None = None
        self.clause = ""
        self.example = ""
        self.offers: Sequence[str] = ()
        self.offered = -1
        self.hint = ""
        self.tell: Callable[[Msg], str] = lambda msg: _(msg.text)
        self.part: Callable[[str], str] = str
        """How one of several values is written."""
        self._initial = typed
        self._quiet = ""
        self._made: LineEditor | WordsEditor | None = None

    # -- building

    def compose(self) -> ComposeResult:
        """The line and its notes."""
        with Horizontal(classes="line"):
            yield FieldLabel(self)
            self._made = self._editor()
            yield self._made
            yield FieldRemark(self)
        yield FieldNotes(self)

    def _editor(self) -> LineEditor | WordsEditor:
        if self.slot.kind is Kind.TEXT and self.slot.lines > 1:
            return WordsEditor(self._initial)
        choosing = self.options is not None
        return LineEditor(self._initial, select_on_focus=choosing, placeholder=self.hint)

    @property
    def editor(self) -> LineEditor | WordsEditor:
        """Where the text is typed."""
        if self._made is None:
            raise LookupError(self.key)
        return self._made

    # -- value

    @property
    def typed(self) -> str:
        """What stands in the field."""
        editor = self._made
        if editor is None:
            return self._initial
        return editor.value if isinstance(editor, LineEditor) else editor.text

    @typed.setter
    def typed(self, text: str) -> None:
        self._initial = text
        editor = self._made
        if editor is None:
            return
        self._quiet = text
        if isinstance(editor, LineEditor):
            editor.value = text
            editor.cursor_position = len(text)
        elif editor.text != text:
            editor.text = text
            editor.move_cursor(editor.document.end)

    def choose(self, code: str) -> None:
        """Take one of the choices, shown by its label."""
        self.chosen = code
        self.typed = self.options.label(code) if self.options and code else ""
        self.show()

    def reading(self) -> Reading[Any]:
        """What stands in the field, read; a choice is its code."""
        return self.meaning(self.chosen if self.options and self.chosen else self.typed)

    @property
    def empty(self) -> bool:
        """True if nothing stands in the field."""
        return not tidy(self.typed)

    # -- showing

    def refuse(self, message: Msg, clause: str = "") -> None:
        """Say at the field what is wrong; the text typed stays."""
        self.refusal, self.clause = message, clause
        self.show()

    def clear_refusal(self) -> None:
        """The field has changed, so the refusal no longer stands."""
        self.refusal, self.clause = None, ""

    def offer(self, labels: Sequence[str]) -> None:
        """Show what may be meant, none of it chosen; the arrows choose."""
        if labels or self.offers:
            self.offers, self.offered = labels, -1
            self.show()

    def take_focus(self) -> None:
        """Put the cursor here, at once: the next key already belongs to this field."""
        self.screen.set_focus(self.editor)
        if isinstance(self.editor, LineEditor) and self.editor.select_on_focus:
            self.editor.select_all()  # it may have had the cursor before it had this text

    def show(self) -> None:
        """Draw label, remark and notes again; only a remark of another width moves anything."""
        if isinstance(self._made, LineEditor):
            self._made.placeholder = self.hint
        for part in self.query("FieldLabel, FieldRemark, FieldNotes"):
            changed = isinstance(part, FieldRemark) and part.shown != self.remark
            part.refresh(layout=changed)

    def label_row(self, width: int) -> Content:
        """Gutter and label as they stand now."""
        here = self.has_focus_within
        tone = (
            "$d-danger" if self.refusal else "$d-accent" if here or self.has_class("-told") else ""
        )
        style = f"bold {tone}" if tone else "$d-muted"
        mark = "here" if here or self.pointer else self.mark
        row = Row(width)
        if mark:
            row.sign(0, mark, style if mark == "here" else "$d-accent")
        return row.put(2, _(self.slot.label), style, limit=9).content()

    def remark_text(self) -> Content:
        """The remark at the right edge."""
        return Content.styled(self.remark, self.remark_style) if self.remark else Content("")

    def note_rows(self, width: int) -> list[Content]:
        """The refusal with its example, or the choices."""
        if self.refusal:
            return [self._refusal_row(width), self._example_row(width)]
        if self.options and self.has_focus_within:
            return self._option_rows(width)
        if self.offers:
            return self._offer_rows(width)
        return [self._example_row(width), Row(width).content()]

    def _refusal_row(self, width: int) -> Content:
        row = Row(width)
        if self.clause:
            row.right(self.clause, "bold $d-danger")
        text = f"{sign('refused')} {self.tell(self.refusal)}" if self.refusal else ""
        return row.put(LABEL_WIDTH, text, "bold $d-danger").content()

    def _example_row(self, width: int) -> Content:
        return Row(width).put(LABEL_WIDTH, self.example, "$d-muted").content()

    def _option_rows(self, width: int) -> list[Content]:
        codes = self._fitting()
        labels = [f"{place} {self._option_text(code)}" for place, code in enumerate(codes, 1)]
        return _side_by_side(
            labels, codes.index(self.chosen) if self.chosen in codes else -1, width
        )

    def _offer_rows(self, width: int) -> list[Content]:
        labels = [
            f"{sign('done') if place == self.offered else ''}{label}"
            for place, label in enumerate(self.offers)
        ]
        return _side_by_side(labels, self.offered, width)

    def _option_text(self, code: str) -> str:
        if not self.options:
            return code
        detail = self.options.detail(code)
        label = self.options.label(code)
        done = f"{sign('done')}" if code == self.chosen else ""
        return f"{done}{label} {detail}".rstrip()

    def _fitting(self) -> list[str]:
        if not self.options:
            return []
        typed = self.typed
        settled = self.chosen and typed == self.options.label(self.chosen)
        found = list(self.options.matching("" if settled else typed))
        if settled and self.chosen in found:
            # The chosen one leads, so that it is always in view.
            found.remove(self.chosen)
            found.insert(0, self.chosen)
        return found

    # -- what happens in it

    @on(LineEditor.Changed)
    @on(WordsEditor.Changed)
    def _typed(self, event: Message) -> None:
        event.stop()
        if self.typed == self._quiet and self.typed == self._initial:
            self._quiet = "\0"
            return
        if self.options or self.refusal:
            # A letter in plain words changes nothing around it, and must be drawn at once.
            self.clear_refusal()
            self._choose_from_typed()
            self.show()
        self.post_message(self.Changed(self))

    def _choose_from_typed(self) -> None:
        typed = tidy(self.typed)
        if self.options is None or typed == tidy(self.options.label(self.chosen)):
            return
        found = list(self.options.matching(typed)) if typed else []
        if not found and typed.isdecimal():
            every = list(self.options.matching(""))
            place = int(typed) - 1
            found = every[place : place + 1] if 0 <= place < len(every) else []
        self.chosen = found[0] if found else ""

    def turn(self, by: int) -> bool:
        """The next or the former choice; False if there is none that way."""
        if self.offers and -1 <= self.offered + by < len(self.offers):
            self.offered += by
            self.show()
            return True
        every = list(self.options.matching("")) if self.options else []
        if not every or self.refusal:
            return False
        at = every.index(self.chosen) + by if self.chosen in every else (0 if by > 0 else -1)
        if not 0 <= at < len(every):
            return False
        self.choose(every[at])
        self.post_message(self.Changed(self))
        return True

    @on(LinesPasted)
    def _pasted(self, event: LinesPasted) -> None:
        event.stop()
        self.post_message(self.Pasted(self, event.text))

    def settle(self) -> None:
        """Show a choice by its full label, and mark what cannot be read."""
        if self.options and self.chosen:
            self.choose(self.chosen)
        elif not self.empty:
            reading = self.meaning(self.typed)
            if reading.level is Level.ERROR and reading.message:
                self.refuse(reading.message)

    @on(events.DescendantBlur)
    def _blurred(self) -> None:
        self.remove_class("-here")
        if self.options and self.chosen:
            self.choose(self.chosen)
        self.show()

    @on(events.DescendantFocus)
    def _focused(self) -> None:
        self.add_class("-here")
        self.show()
        self.call_after_refresh(self.scroll_visible, animate=False)


def _side_by_side(labels: Sequence[str], chosen: int, width: int) -> list[Content]:
    """As many labels as fit into the rows of notes, the chosen one strong."""
    rows = [Row(width) for _row in range(NOTE_ROWS)]
    line, column = 0, LABEL_WIDTH
    for place, label in enumerate(labels):
        wide = Content(label).cell_length
        if column + wide > width - 2:
            line, column = line + 1, LABEL_WIDTH
        if line >= NOTE_ROWS:
            break
        rows[line].put(column, label, "bold $d-accent" if place == chosen else "$d-muted")
        column += wide + 2
    return [row.content() for row in rows]
