"""What is typed into a step's form: on the disk at once, there again when it is reopened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from deskapp.handbook.message import N_, Msg
from deskapp.store.drafts import STEP_FORM, Draft
from deskapp.tui.drafting import SAVE_AFTER
from deskapp.tui.form import fill_field

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.handbook.gate import Passed
    from deskapp.tui.screens.step_form import StepFormScreen


class KeptForm:
    """The draft of one step on one record, kept under both their names."""

    def __init__(self, screen: StepFormScreen) -> None:
        self.screen = screen
        self.name = f"{screen.number} {screen.cls.about.kind}"
        self._waits = self._done = False

    async def found(self) -> Draft | None:
        """What was typed before."""
        return await self.screen.desk_app.ask(lambda desk: desk.draft(self.name))

    def put_back(self, draft: Draft | None) -> None:
        """Put back what was typed before; what this form was opened for stays as it is."""
        screen = self.screen
        typed = draft.values.get("typed") if draft else None
        if draft is None or not isinstance(typed, dict):
            return
        now = screen.desk_app.now()
        for key, value in typed.items():
            if key in screen.fields and key not in screen.offered:
                fill_field(screen.fields[key], value, now)
        screen.tell(Msg(N_("What was typed at {at} stands here again."), {"at": draft.saved_at}))

    def soon(self) -> None:
        """Something was typed."""
        if not self._waits:
            self._waits = True
            self.screen.set_timer(SAVE_AFTER, self._save)

    async def flush(self) -> None:
        """What is not on the disk yet goes there now."""
        if self._waits:
            await self._save()

    async def _save(self) -> None:
        self._waits = False
        screen = self.screen
        now, fields = screen.desk_app.now(), screen.fields.items()
        values: dict[str, object] = {
            "typed": {key: field.chosen or field.typed for key, field in fields if field.typed}
        }
        operator = screen.desk_app.operator
        draft = Draft(self.name, STEP_FORM, operator.id if operator else "", now, now, values)
        await screen.desk_app.ask(partial(self._write, draft))

    def _write(self, draft: Draft, desk: Desk) -> None:
        """In the disk's own thread, where it is certain whether the step was taken before."""
        if not self._done:
            desk.save_draft(draft)

    def taken(self, desk: Desk, passed: list[Passed]) -> list[Passed]:
        """The step is in the journal: its draft goes, in the same visit to the disk's thread."""
        self._done = True
        desk.drop_draft(self.name)
        return passed
