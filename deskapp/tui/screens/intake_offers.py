"""Who and where may be meant, offered under a field while it is typed: masked, taken by hand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from deskapp.handbook.fields.contact import mask_phone
from deskapp.handbook.fields.fold import fold_line
from deskapp.handbook.fields.name import mask_name
from deskapp.handbook.fields.room import find_room
from deskapp.store.lookup import Found
from deskapp.store.lookup_keys import Why

if TYPE_CHECKING:
    from textual.worker import Worker

    from deskapp.tui.screens.intake import IntakeScreen
    from deskapp.tui.widgets.field import Field

LOOKED_UP = frozenset({"room", "name", "contact"})
LONGEST = 40
"""Characters beyond which somebody tells a story and looks nobody up."""
MOST = 6


class Offers:
    """What the register offers for the field at hand."""

    def __init__(self, intake: IntakeScreen) -> None:
        self.intake = intake
        self.typed = ""
        self.found: list[Found] = []

    def soon(self, field: Field) -> None:
        """Ask at once, beside the painting of the letter; an answer to older words is dropped."""
        if field.key in LOOKED_UP:
            show = partial(self._show, field)
            self._asking: Worker[None] = self.intake.run_worker(
                show, group="offers", exclusive=True
            )

    async def _show(self, field: Field) -> None:
        await self.ask(field)
        field.offer([self.label(one) for one in self.found] if field.has_focus_within else ())

    async def ask(self, field: Field) -> None:
        """Ask now; outsiders and stories get nothing."""
        typed = self.typed = fold_line(field.typed)
        intake = self.intake
        if not typed or len(typed) > LONGEST or intake.form.outsider or intake.stage != "record":
            self.found = []
            return
        found = await intake.desk_app.ask(lambda desk: desk.look_up(typed, MOST))
        if self.typed == typed:
            self.found = found or []

    def label(self, found: Found) -> str:
        """Room, name and number, masked."""
        who, lang = found.who, self.intake.desk_app.lang
        if who is None:
            return found.room
        return " ".join(
            filter(None, (found.room, mask_name(who.name, lang), mask_phone(who.phone)))
        )

    async def taken(self, field: Field) -> Found | None:
        """The one chosen with the arrows; for a room the only one there is (4.1)."""
        if field.key not in LOOKED_UP:
            return None
        chosen = field.offered
        found = self.found[chosen] if 0 <= chosen < len(self.found) else None
        if found is None and field.key == "room":
            found = await self._only(field)
        field.offer(())
        return found

    async def _only(self, field: Field) -> Found | None:
        if find_room(field.typed) or field.reading().kind in {"common", "parking", "shop"}:
            return None
        await self.ask(field)
        return self.found[0] if len(self.found) == 1 else None


def said_in_full(typed: str, found: Found) -> bool:
    """Whether the caller said this name, and so it may stand unmasked in the form."""
    if found.who is None:
        return False
    return fold_line(typed) == found.who.name or (found.why is Why.PINYIN and found.whole)
