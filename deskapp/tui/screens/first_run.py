"""The first start: the site and who works at this desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import on

from deskapp.handbook.fields.reading import Reading, ok
from deskapp.handbook.gate import Refused
from deskapp.handbook.message import N_
from deskapp.handbook.slots import Kind, Slot
from deskapp.handbook.staff import PersonAdded, SiteOpened, Staff
from deskapp.handbook.step import Act, Step, slots_of
from deskapp.locale import LANGUAGES, _
from deskapp.tui.form import make_field, read_fields
from deskapp.tui.form_screen import FormScreen
from deskapp.tui.widgets.field import Field, Options

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from deskapp.handbook.gate import Passed

YOUR_NAME = N_("Your name")
LANGUAGE = Slot(kind=Kind.CODE, label=N_("Language"))
OWN_NAMES = {"zh": "中文", "en": "English"}
"""Each language by the name that its speakers give it."""
FIRST_ROLES = "R,D,M,A"
"""Where one person does everything, they hold every role of the desk."""
PREFIX = {SiteOpened: "site", PersonAdded: "person"}


class FirstRunScreen(FormScreen[None]):
    """Five fields, one deed, and the desk is open."""

    HELP = "first_run"
    HAS_PANE = False

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}

    def compose_work(self) -> ComposeResult:
        """Lay out the site's fields, then the person's."""
        site, person = slots_of(SiteOpened), slots_of(PersonAdded)
        made = self.desk_app.site_now
        self.fields = {
            "site.name": make_field("site.name", site["name"], made),
            "site.phone": make_field("site.phone", site["phone"], made),
            "language": _language_field(),
            "person.name": make_field(
                "person.name", replace(person["name"], label=YOUR_NAME), made
            ),
            "person.roles": make_field("person.roles", person["roles"], made),
        }
        yield from self.fields.values()

    def on_mount(self) -> None:
        """Fill in what is likely and begin at the top."""
        for field in self.fields.values():
            field.tell = self.desk_app.told
        self.fields["language"].choose(self.desk_app.lang)
        self.fields["person.roles"].typed = FIRST_ROLES
        self._explain()
        self.fields["site.name"].take_focus()

    def _explain(self) -> None:
        self.fields["site.name"].example = _("The name that is said on the telephone.")
        self.fields["site.phone"].example = _("The number that callers are told to ring.")
        self.fields["person.name"].example = _("You can add the others later, from F9.")
        self.fields["person.roles"].example = self._roles()
        for field in self.fields.values():
            field.show()

    def _roles(self) -> str:
        entries = self.desk_app.site_now().policy.entries("roles").items()
        return "  ".join(f"{code} {entry.label(self.desk_app.lang)}" for code, entry in entries)

    # -- frame

    def place(self) -> str:
        """Return where one is."""
        return _("Set up the desk")

    def main_label(self) -> str:
        """Return what F10 does here."""
        return _("Begin")

    def refresh_words(self) -> None:
        """Draw every word again in the language in use."""
        language = self.fields.get("language")
        if language and language.chosen != self.desk_app.lang:
            language.choose(self.desk_app.lang)
        self._explain()
        super().refresh_words()

    # -- filling in

    @on(Field.Changed)
    def _changed(self, event: Field.Changed) -> None:
        if event.field.key == "language" and event.field.chosen not in {"", self.desk_app.lang}:
            self.desk_app.switch_language()

    def fields_in_order(self) -> Sequence[Field]:
        """Return the fields as they stand."""
        return list(self.fields.values())

    def past_the_last(self) -> None:
        """Enter does not open the desk by itself."""
        self.tell(_("F10 opens the desk."))

    @on(Field.Pasted)
    def _pasted(self, event: Field.Pasted) -> None:
        event.field.typed = f"{event.field.typed} {' '.join(event.text.split())}".strip()

    # -- opening

    async def action_main(self) -> None:
        """Take both steps as one deed, or go to what is missing."""
        values, wrong = read_fields(self.fields)
        if wrong:
            wrong[0].take_focus()
            return
        acts = [Act("", step) for step in _steps(values)]
        try:
            passed = await self.desk_app.ask(lambda desk: desk.take(acts))
        except Refused as refused:
            self._refused(refused)
            return
        if passed:
            self._open(passed)

    def _refused(self, refused: Refused) -> None:
        prefix = PREFIX.get(type(refused.act.step), "")
        shown = []
        for refusal in refused.refusals:
            field = self.fields.get(f"{prefix}.{refusal.field}")
            if field:
                field.refuse(refusal.message)
                shown.append(field)
        first = refused.refusals[0]
        self.tell(first.message, "refused", first.clause)
        if shown:
            shown[0].take_focus()

    def _open(self, passed: list[Passed]) -> None:
        opened, added = passed[0].step, passed[-1].record
        app = self.desk_app
        if isinstance(opened, SiteOpened) and isinstance(added, Staff):
            app.site_name, app.desk_phone = opened.name, opened.phone
            self.dismiss(None)
            app.call_later(app.begin, added.person)

    async def action_back(self) -> None:
        """Without a site there is nothing to go back to, only the way out."""
        await self.desk_app.action_desk("leave")


def _steps(values: dict[str, Any]) -> list[Step[Any]]:
    return [
        SiteOpened(
            name=values["site.name"], phone=values["site.phone"], language=values["language"]
        ),
        PersonAdded(name=values["person.name"], roles=values["person.roles"], logs_in=True),
    ]


def _language_field() -> Field:
    def matching(typed: str) -> list[str]:
        wanted = typed.strip().casefold()
        return [code for code in LANGUAGES if OWN_NAMES[code].casefold().startswith(wanted)]

    def meaning(code: str) -> Reading[str]:
        return ok(code if code in LANGUAGES else LANGUAGES[0])

    return Field("language", LANGUAGE, meaning, options=Options(matching, OWN_NAMES.__getitem__))
