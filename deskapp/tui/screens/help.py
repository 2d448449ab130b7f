"""Help for where one is: the handbook's rules and the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import on

from deskapp.handbook.clauses import carried_by
from deskapp.handbook.step import slots_of
from deskapp.locale import _, fill
from deskapp.tui.frame import DeskScreen
from deskapp.tui.help_text import KIND_HINTS, TOPICS
from deskapp.tui.key_names import desk_keys
from deskapp.tui.look.paragraph import wrap
from deskapp.tui.look.rows import LABEL, MARGIN, VALUE, Row
from deskapp.tui.look.saying import MEASURE
from deskapp.tui.screens.step_form import StepFormScreen
from deskapp.tui.widgets.reading import Reading
from deskapp.tui.widgets.scroller import Scroller, more_below

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.screen import Screen

    from deskapp.handbook.slots import Slot
    from deskapp.handbook.step import Step

LABEL_CELLS = 9
Paragraph = tuple[str, str]
"""A label in words and a text."""


class HelpScreen(DeskScreen[None]):
    """About the screen that is below this one; scrolled by the arrows."""

    HELP = "help"
    HAS_PANE = False

    def __init__(self) -> None:
        super().__init__()
        self.text = Reading(self._rows)

    def compose_work(self) -> ComposeResult:
        """Lay out the text."""
        yield self.text

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.set_focus(self.text)

    @property
    def below(self) -> Screen[Any]:
        """The screen that the help is about."""
        stack = self.app.screen_stack
        return stack[max(0, stack.index(self) - 1)]

    def place(self) -> str:
        """Return where one is."""
        return _("Help")

    def state(self) -> str:
        """Return the place that the help is about."""
        return self.below.place() if isinstance(self.below, DeskScreen) else ""

    def main_label(self) -> str:
        """Return what F10 does here."""
        return _("Back")

    def refresh_words(self) -> None:
        """Write the text again in the language in use."""
        self.text.write()
        super().refresh_words()

    @on(Scroller.Moved)
    def _show_more(self, event: Scroller.Moved) -> None:
        self.more = more_below(event.below)

    async def action_main(self) -> None:
        """Go back."""
        self.dismiss(None)

    async def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)

    # -- text

    def _rows(self, width: int) -> list[Row]:
        below = self.below
        topic = TOPICS.get(getattr(below, "HELP", ""), TOPICS[""])
        rules = [(clause, _(text)) for clause, text in topic.rules]
        if isinstance(below, StepFormScreen):
            rules += step_rules(below.cls)
        here = [(_(key), _(text)) for key, text in topic.keys]
        everywhere = [(_(key), _(text)) for key, text in _everywhere(self.desk_app.BINDINGS)]
        groups = [("", rules), (_("Keys here"), here), (_("Keys everywhere"), everywhere)]
        return [row for title, group in groups if group for row in _group(title, group, width)]


def step_rules(cls: type[Step[Any]]) -> list[Paragraph]:
    """Return a step's name with its clause, what must come before, and each of its fields."""
    about = cls.about
    rules = [(about.clause, _(about.title))]
    rules += [(sentence.id, _(sentence.gist)) for sentence in carried_by(cls)]
    if about.not_yet:
        rules.append((_("Not yet"), _(about.not_yet)))
    fields = slots_of(cls).items()
    shown = (slot for key, slot in fields if slot.shown and not key.startswith("override"))
    return rules + [(_(slot.label), _field_words(slot)) for slot in shown]


def _field_words(slot: Slot) -> str:
    text = _("{kind}, needed") if slot.need else _("{kind}, may stay empty")
    return fill(text, {"kind": _(KIND_HINTS[slot.kind])})


def _everywhere(bindings: Any) -> Iterator[Paragraph]:
    for key in desk_keys(bindings):
        for name in key.keys:
            yield name, key.label


def _group(title: str, group: list[Paragraph], width: int) -> Iterator[Row]:
    if title:
        yield Row(width).put(LABEL, title, "bold")
    before = ""
    for label, text in group:
        # A clause with several rules is named once.
        shown = "" if label == before else label
        yield from _paragraph(shown, text, width)
        before = label
    yield Row(width)


def _paragraph(label: str, text: str, width: int) -> Iterator[Row]:
    measure = max(1, min(MEASURE, width - VALUE - MARGIN))
    for place, line in enumerate(wrap(text, measure)):
        row = Row(width).put(VALUE, line)
        yield row if place else row.put(LABEL, label, "bold $d-muted", limit=LABEL_CELLS)
