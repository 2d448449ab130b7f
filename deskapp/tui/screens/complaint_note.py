"""Hearing somebody out: one wide box for notes, and nothing else is asked (4.1)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from deskapp.handbook.complaint.hearing import Drafted
from deskapp.handbook.fields.room import find_room
from deskapp.handbook.gate import Passed, Refused
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.phrases import phrase
from deskapp.handbook.step import Act
from deskapp.locale import _, timewords
from deskapp.tui.drafting import DraftingScreen
from deskapp.tui.widgets.calming import Calming
from deskapp.tui.widgets.note_editor import NoteEditor
from deskapp.tui.widgets.repeats import Repeats

if TYPE_CHECKING:
    from deskapp.store.drafts import Draft


class NoteScreen(DraftingScreen):
    """Listen and write; one word is enough to save."""

    CSS_PATH = "complaint_note.tcss"
    HELP = "complaint_note"
    FORM = "complaint"
    LETTER = Drafted.letter
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+b", "help_me", show=False, priority=True),
    ]

    def __init__(self, draft: Draft | None = None, note: str = "", ticket: str = "") -> None:
        super().__init__(draft)
        kept = draft.values if draft else {}
        self.editor = NoteEditor(str(kept.get("note", note)))
        self.ticket = str(kept.get("ticket", ticket))
        self.helped = str(kept.get("helped", ""))
        self.repeats = Repeats()
        self._told = self.editor.text

    def compose_work(self) -> ComposeResult:
        """The box, and beside it what calms."""
        yield self.repeats
        with Horizontal(id="listening"):
            yield self.editor
            with Vertical(id="beside"):
                yield Calming()

    def compose_pane(self) -> ComposeResult:
        """At 120 columns the lines stand in the pane."""
        yield Calming()

    def on_mount(self) -> None:
        """Write at once."""
        app = self.desk_app
        self.say_line = phrase(app.site_now().policy, "cmp.listen", app.lang, {})
        self.tell(_("Write what you hear, as it is said. One word is enough."))
        self._look_for_repeats()
        self.editor.move_cursor(self.editor.document.end)
        self.set_focus(self.editor)

    # -- frame

    def place(self) -> str:
        """Where one is."""
        return _("New complaint")

    def state(self) -> str:
        """The number once there is one, and who was asked to help."""
        number = self.draft.number.partition("-")[2] if self.draft else ""
        helped = _("help called") if self.helped else ""
        return "  ".join(filter(None, (number, self.ticket, helped)))

    def main_label(self) -> str:
        """What F10 does here."""
        return _("Save")

    def key_labels(self) -> list[tuple[str, str]]:
        """The key for help stands where the incidents' key is elsewhere."""
        keys = super().key_labels()
        return [*keys[:3], ("F4", _("List")), ("Ctrl+B", _("Help!")), keys[-1]]

    def refresh_words(self) -> None:
        """The line too is in the language in use."""
        app = self.desk_app
        self.say_line = phrase(app.site_now().policy, "cmp.listen", app.lang, {})
        super().refresh_words()

    # -- the draft

    def has_words(self) -> bool:
        """True if anything was noted."""
        return bool(self.editor.text.strip())

    def draft_values(self) -> dict[str, object]:
        """The notes as they stand."""
        return {"note": self.editor.text, "ticket": self.ticket, "helped": self.helped}

    def saved_quietly(self) -> bool:
        """True while a danger word stands in the message row."""
        return bool(self.desk_app.site_now().policy.dangers(self.editor.text))

    @on(NoteEditor.Changed)
    def _changed(self) -> None:
        if self.editor.text == self._told:
            return
        self._told = self.editor.text
        dangers = self.desk_app.site_now().policy.dangers(self.editor.text)
        if dangers:
            text = N_("“{word}” was said: Ctrl+G takes it as danger at once.")
            self.tell(Msg(text, {"word": dangers[0].word}), "danger")
        self._look_for_repeats()
        self.save_soon()

    def _look_for_repeats(self) -> None:
        found = find_room(self.editor.text)
        self.repeats.about(found[0] if found else "")

    # -- keys

    async def action_main(self) -> None:
        """Keep the notes; one word is enough (4.1). The points come next."""
        if not self.has_words():
            self.tell(_("Write one word first."), "refused", "4.1")
            return
        await self.save_draft()
        if self.draft is None:
            return
        try:
            passed = await self.take([Act(self.draft.number, self._step())])
        except Refused as refused:
            first = refused.refusals[0]
            self.tell(first.message, "refused", first.clause)
            return
        if passed:
            await self._kept(passed)

    def _step(self) -> Drafted:
        helped = datetime.fromisoformat(self.helped) if self.helped else None
        found = find_room(self.editor.text)
        room = found[0] if found else ""
        note = self.editor.text.strip()
        return Drafted(
            note=note, room=room, name="", contact="", ticket=self.ticket, helped_at=helped
        )

    async def _kept(self, passed: list[Passed]) -> None:
        from deskapp.tui.screens.stream import page_of  # noqa: PLC0415 - pages know each other

        app, number = self.desk_app, passed[0].stream
        await app.switch_screen(page_of(number))
        text = N_("{number} is kept. Now the points, one by one, in the owner's words.")
        app.tell(app.told(Msg(text, {"number": number})), "saved", "4.1")

    async def step_back(self) -> bool:
        """Esc first hides the lines; the next one leaves."""
        if self.has_class("-quiet"):
            return False
        self.add_class("-quiet")
        return True

    async def action_help_me(self) -> None:
        """A colleague is called over; that and when is kept."""
        self.helped = self.desk_app.now().isoformat()
        await self.save_draft()
        self.redraw("title")
        text = N_("Noted: a colleague was called at {at}.")
        self.tell(Msg(text, {"at": timewords.clock(self.desk_app.now())}), "saved", "4.1")
