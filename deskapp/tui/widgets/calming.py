"""Lines that calm, beside the notes; they are only there to be said."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.widget import Widget

from deskapp.handbook.message import N_
from deskapp.handbook.phrases import phrase
from deskapp.locale import _, timewords
from deskapp.tui.look.paragraph import wrap
from deskapp.tui.look.rows import Row
from deskapp.tui.look.rows import page as pile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskapp.tui.app import DeskApp

LINES = (
    ("cmp.feel", N_("Show you heard")),
    ("cmp.calm", N_("If it gets loud")),
    ("cmp.abuse", N_("If insulted")),
)
"""The phrases, each with what it is good for."""
RING_AGAIN = timedelta(hours=2)
"""After how long a calmer talk may be offered."""


class Calming(Widget):
    """The phrases one under the other."""

    DEFAULT_CSS = "Calming { height: 1fr; }"

    def render(self) -> Content:
        """As many as fit."""
        app = cast("DeskApp", self.app)
        if app.still is None:
            return Content("")
        return pile(list(self._rows(app, self.size.width))[: self.size.height])

    def _rows(self, app: DeskApp, width: int) -> Iterator[Row]:
        now, policy = app.now(), app.site_now().policy
        again = (now + RING_AGAIN).replace(minute=0)
        blanks = {"time": timewords.spoken(again, now)}
        for step, label in LINES:
            yield Row(width).put(0, _(label), "bold $d-muted")
            for line in wrap(phrase(policy, step, app.lang, blanks), max(1, width - 2)):
                yield Row(width).put(0, line)
            yield Row(width)
        yield Row(width).put(0, _("Esc hides this"), "$d-muted")
