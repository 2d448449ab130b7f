"""Everything else: a menu that narrows as one types."""

from __future__ import annotations

import gettext
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from deskapp.handbook.complaint.state import Complaint
from deskapp.handbook.fields.fold import tidy
from deskapp.handbook.incident.state import Incident
from deskapp.handbook.message import N_, Msg
from deskapp.locale import CATALOGUES, _
from deskapp.tui.key_names import desk_keys
from deskapp.tui.look.rows import LABEL, VALUE, Row
from deskapp.tui.screens.choosing import FinderScreen

if TYPE_CHECKING:
    from pathlib import Path

    from deskapp.handbook.gate import Passed
    from deskapp.tui.app import DeskApp
    from deskapp.tui.screens.intake import IntakeScreen

KEY = 5
"""The column of the key that does the same."""
NOT_HERE = frozenset({"menu", "main", "back", "leave"})
"""Desk keys that are no entry of the menu, or not in their order."""
THEME_NAMES = {
    "day": N_("Theme: day"),
    "night": N_("Theme: night"),
    "contrast": N_("Theme: high contrast"),
    "plain": N_("Theme: plain console"),
}

Doing = Callable[["DeskApp"], Awaitable[None]]


@dataclass(frozen=True)
class Entry:
    """One line of the menu: its label (a msgid), the key for it, what it does."""

    label: str
    key: str
    do: Doing

    def fits(self, typed: str) -> bool:
        """Tell whether what was typed is part of the label, in either language."""
        names = (self.label, _(self.label), _chinese().gettext(self.label))
        return any(typed in name.casefold() for name in names)


class MenuScreen(FinderScreen[None]):
    """The desk's keys by name, the themes, the staff list, the way out."""

    HELP = "menu"

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.found: list[int] = []

    def on_mount(self) -> None:
        """Show every entry."""
        self.entries = entries_for(self.desk_app)
        self.typed("")

    def place(self) -> str:
        """Return where one is."""
        return _("More")

    def main_label(self) -> str:
        """Return what F10 does here."""
        return _("Do it")

    def typed(self, text: str) -> None:
        """Keep the entries that fit a part of their name or begin with their number."""
        self.found = fitting(self.entries, text)
        self.show_rows(len(self.found))
        text = "" if self.found else N_("Nothing is called that; type less.")
        self.tell(Msg(text))

    def draw(self, at: int, width: int) -> Row:
        """Draw number, key and name of an entry."""
        place = self.found[at]
        entry = self.entries[place]
        row = Row(width).put(LABEL, f"{place + 1:2}", "$d-muted")
        return row.put(KEY, entry.key, "$d-muted").put(VALUE, _(entry.label))

    async def pick(self, at: int) -> None:
        """Leave the menu, then do it."""
        entry = self.entries[self.found[at]]
        self.dismiss(None)
        # By the app, since this screen is on its way out.
        self.desk_app.call_later(entry.do, self.desk_app)


def fitting(entries: list[Entry], typed: str) -> list[int]:
    """Return the places of the entries that fit, counted from 0; digits mean the number shown."""
    wanted = tidy(typed).casefold()
    places = range(len(entries))
    if not wanted.isdecimal():
        return [place for place in places if entries[place].fits(wanted)]
    exact = [place for place in places if place + 1 == int(wanted)]
    begins = (place for place in places if str(place + 1).startswith(wanted))
    return exact + [place for place in begins if place not in exact]


def entries_for(app: DeskApp) -> list[Entry]:
    """Return what may be done now."""
    named = {key.name: key for key in desk_keys(app.BINDINGS)}
    keys = [
        Entry(key.label, key.keys[0], _press(name))
        for name, key in named.items()
        if name not in NOT_HERE
    ]
    half_done = [Entry(N_("Abandon the half-done call"), "", _abandon)] if _intake(app) else []
    themes = [Entry(label, "", _use_theme(theme)) for theme, label in THEME_NAMES.items()]
    leave = Entry(N_("Leave the program"), named["leave"].keys[0], _press("leave"))
    lists = [
        Entry(N_("Import residents"), "", _import_residents),
        Entry(N_("Export residents"), "", _export_residents),
    ]
    person = Entry(N_("Add a person to the staff list"), "", _add_person)
    passed = Entry(N_("Rules that were passed"), "", _passed_rules)
    pins = [
        Entry(N_("Lock the screen now"), "", _lock),
        Entry(N_("My PIN"), "", _my_pin),
        Entry(N_("A lost PIN: give a new one"), "", _lost_pin),
    ]
    complaint = Entry(N_("New complaint"), "", _new_complaint)
    label = N_("Complaint's record to a file")
    if isinstance(_case(app), Incident):
        label = N_("Incident's record to a file")
    record = [Entry(label, "", _write_record)] if _case(app) else []
    events = Entry(N_("Incidents"), "F5 F5", _incidents)
    outages = Entry(N_("Outages: no water, no power, no lift"), "", _outages)
    also = [*record, *half_done, *lists, passed, person, *pins, *themes]
    return [*keys, events, complaint, outages, *also, leave]


@cache
def _chinese() -> gettext.NullTranslations:
    return gettext.translation("deskapp", CATALOGUES, ["zh_CN"], fallback=True)


def _press(name: str) -> Doing:
    async def press(app: DeskApp) -> None:
        await app.action_desk(name)

    return press


def _use_theme(theme: str) -> Doing:
    async def use(app: DeskApp) -> None:
        app.use_theme(theme)

    return use


async def _new_complaint(app: DeskApp) -> None:
    from deskapp.tui.screens.complaint_note import NoteScreen  # noqa: PLC0415 - when asked for

    await app.push_screen(NoteScreen())


async def _incidents(app: DeskApp) -> None:
    from deskapp.tui.screens.incidents import IncidentsScreen  # noqa: PLC0415 - when asked for

    await app.push_screen(IncidentsScreen())


def _case(app: DeskApp) -> Complaint | Incident | None:
    """The complaint or the incident whose page stands under the menu."""
    from deskapp.tui.screens.stream import StreamScreen  # noqa: PLC0415 - pages know each other

    pages = (one for one in app.screen_stack if isinstance(one, StreamScreen))
    record = next((page.record for page in reversed(list(pages))), None)
    return record if isinstance(record, Complaint | Incident) else None


async def _write_record(app: DeskApp) -> None:
    from deskapp.exchange.case_record import case_record  # noqa: PLC0415 - rarely needed
    from deskapp.exchange.incident_record import incident_record  # noqa: PLC0415
    from deskapp.exchange.sheet import write_sheet  # noqa: PLC0415

    case, teller = _case(app), app.teller()
    if case is None:
        return
    folder = app.path.parent / "records"
    try:
        path = await app.ask(
            lambda desk: write_sheet(
                folder, case.number,
                case_record(case, desk, teller) if isinstance(case, Complaint)
                else incident_record(case, desk, teller),
            )
        )  # fmt: skip
    except OSError as failed:
        text = N_("{folder} cannot be written: {reason}.")
        app.tell(Msg(text, {"folder": folder, "reason": failed.strerror or ""}), "refused")
        return
    app.tell(Msg(N_("The record is written: {path}"), {"path": path}), "saved")


async def _outages(app: DeskApp) -> None:
    from deskapp.tui.screens.outages import OutagesScreen  # noqa: PLC0415 - when asked for

    await app.push_screen(OutagesScreen())


async def _import_residents(app: DeskApp) -> None:
    from deskapp.tui.screens.choosing_file import FileScreen  # noqa: PLC0415 - rarely needed
    from deskapp.tui.screens.import_list import ImportScreen  # noqa: PLC0415 - likewise

    async def done(summary: Msg | None) -> None:
        if summary:
            app.tell(Msg(N_("Imported: {what}"), {"what": summary}), "saved")

    async def chosen(file: Path | None) -> None:
        if file:
            await app.push_screen(ImportScreen(file), done)

    await app.push_screen(FileScreen(N_("Import residents")), chosen)


async def _export_residents(app: DeskApp) -> None:
    from deskapp.tui.screens.export_list import ExportScreen  # noqa: PLC0415 - rarely needed

    def done(summary: Msg | None) -> None:
        if summary:
            app.tell(summary, "saved")

    await app.push_screen(ExportScreen(), done)


async def _passed_rules(app: DeskApp) -> None:
    from deskapp.tui.screens.passed_rules import PassedRulesScreen  # noqa: PLC0415 - rarely needed

    await app.push_screen(PassedRulesScreen())


async def _lock(app: DeskApp) -> None:
    if app.operator and app.operator.id in app.with_pin:
        await app.lock()
    else:
        app.tell(_("Without a PIN there is nothing to lock with: F9, My PIN."), "refused", "H49")


async def _my_pin(app: DeskApp) -> None:
    from deskapp.tui.screens.pin import NewPinScreen  # noqa: PLC0415 - rarely needed

    if app.operator:
        await app.push_screen(NewPinScreen(app.operator))


async def _lost_pin(app: DeskApp) -> None:
    from deskapp.tui.screens.lock import LostPinScreen  # noqa: PLC0415 - rarely needed

    await app.push_screen(LostPinScreen())


async def _add_person(app: DeskApp) -> None:
    from deskapp.tui.screens.add_person import AddPersonScreen  # noqa: PLC0415 - rarely needed
    from deskapp.tui.screens.step_form import saved_sentence  # noqa: PLC0415

    async def added(passed: list[Passed] | None) -> None:
        if passed:
            await app.refresh_still()
            app.tell(app.told(saved_sentence(passed)), "saved")

    await app.push_screen(AddPersonScreen(), added)


def _intake(app: DeskApp) -> IntakeScreen | None:
    from deskapp.tui.screens.intake import IntakeScreen  # noqa: PLC0415 - it is the larger one

    intakes = (screen for screen in app.screen_stack if isinstance(screen, IntakeScreen))
    return next(intakes, None)


async def _abandon(app: DeskApp) -> None:
    from deskapp.tui.screens.give_up import GiveUpScreen  # noqa: PLC0415 - rarely needed

    async def abandon(reason: str | None) -> None:
        intake = _intake(app)
        if not reason or intake is None:
            return
        while app.screen is not intake:
            await app.pop_screen()
        await intake.abandon(reason)

    await app.push_screen(GiveUpScreen(), abandon)
