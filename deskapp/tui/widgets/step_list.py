"""The steps of a record: those open now, then those that are not, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from deskapp.handbook.gate import Openness
from deskapp.handbook.step import START
from deskapp.handbook.ticket.recording import Recorded
from deskapp.handbook.ticket.state import DRAFT
from deskapp.locale import _
from deskapp.tui.look.rows import Row
from deskapp.tui.look.rows import page as pile
from deskapp.tui.look.signs import sign

if TYPE_CHECKING:
    from deskapp.tui.app import DeskApp

MAIN = (
    "ticket.dispatched", "ticket.taken", "ticket.started", "ticket.resumed", "ticket.work_done",
    "ticket.confirmed",
    "incident.response_started", "incident.controlled", "incident.notified",
    "incident.review_started", "incident.closed", "log.struck",
    "handover.accepted", "handover.offered",
)  # fmt: skip
"""The step that goes on with the usual way of a record, in its order."""


class StepList(Widget, can_focus=True):
    """The steps open now, then those that are not, each with the clause and the reason."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
    ]

    class Moved(Message):
        """Another step is under the cursor."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    def __init__(self) -> None:
        super().__init__()
        self.open: list[Openness] = []
        self.shut: list[Openness] = []
        self.at = 0

    def show(self, steps: list[Openness]) -> None:
        """The steps of a record as they stand now; the usual next one leads."""
        usable = [one for one in steps if _has_a_form(one) and not one.step.about.brought]
        self.open = sorted((s for s in usable if s.open), key=_rank)
        self.shut = [s for s in usable if not s.open]
        self.at = 0
        self.refresh()

    def lead_with(self, one: Openness) -> None:
        """Put this step first in its group, and the cursor on it."""
        group = self.open if one in self.open else self.shut
        if one in group:
            group.remove(one)
            group.insert(0, one)
            self.at = 0 if group is self.open else len(self.open)
            self.refresh()

    @property
    def selected(self) -> Openness | None:
        """The step under the cursor, open or not."""
        every = [*self.open, *self.shut]
        return every[self.at] if every else None

    def action_move(self, by: int) -> None:
        """The next step; those that are not open can be looked at too."""
        every = len(self.open) + len(self.shut)
        if every:
            self.stand((self.at + by) % every)
            self.post_message(self.Moved(self.at))

    def stand(self, at: int) -> None:
        """The cursor on this step."""
        self.at = at
        self.refresh()

    def render(self) -> Content:
        """Both groups."""
        app, width, height = cast("DeskApp", self.app), self.size.width, self.size.height
        rows = [Row(width).put(1, _("You can now"), "bold $d-muted")]
        rows += [self._open_row(n, width) for n in range(len(self.open))]
        rows += [Row(width), Row(width).put(1, _("Not yet"), "bold $d-muted")]
        shut_from = len(rows)
        for place in range(len(self.shut)):
            rows += self._shut_rows(place, app, width)
        in_shut = self.at - len(self.open)
        here = self.at + 1 if in_shut < 0 else shut_from + 2 * in_shut + 1
        start = max(0, min(here - height + 2, len(rows) - height))
        return pile(rows[start : start + height])

    def _open_row(self, place: int, width: int) -> Row:
        about = self.open[place].step.about
        row = Row(width).put(3, _(about.title), "bold" if place == self.at else "")
        row.put(13, _(about.hint), "$d-muted").right(about.clause, "$d-muted")
        return self._pointed(row, place)

    def _shut_rows(self, place: int, app: DeskApp, width: int) -> list[Row]:
        shut, here = self.shut[place], len(self.open) + place
        title = Row(width).put(1, sign("refused"), "$d-muted")
        title.put(3, _(shut.step.about.title), "$d-muted")
        why = shut.why_not
        if why is None:
            return [self._pointed(title, here), Row(width)]
        title.right(why.clause, "$d-muted")
        reason = Row(width).put(3, app.told(why.message), "$d-muted")
        return [self._pointed(title, here), reason]

    def _pointed(self, row: Row, place: int) -> Row:
        if place != self.at:
            return row
        mark = sign("here") if self.has_focus else sign("done")
        return row.put(1, mark, "bold $d-accent").fill("on $d-sel", 1)


def _rank(one: Openness) -> int:
    kind = one.step.about.kind
    return MAIN.index(kind) if kind in MAIN else len(MAIN)


def _has_a_form(one: Openness) -> bool:
    """Whether it is taken here: a record is begun, and a call is taken, on pages of their own."""
    opens = one.step.about.opens
    call = one.step.letter == Recorded.letter and opens == {DRAFT}
    return not call and opens != {START}
