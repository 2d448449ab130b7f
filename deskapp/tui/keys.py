"""The desk's keys: the same everywhere, whatever has the focus."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from deskapp.locale import _
from deskapp.tui.drafting import DraftingScreen
from deskapp.tui.frame import DeskScreen
from deskapp.tui.screens.intake import IntakeScreen
from deskapp.tui.screens.queue import QueueScreen

if TYPE_CHECKING:
    from deskapp.tui.app import DeskApp

Press = Callable[["DeskApp"], Awaitable[None]]


async def press(app: DeskApp, name: str) -> None:
    """Do what a desk key does; before the site is set up only some of them do anything."""
    if app.still is None or (not app.operator_name and name not in BEFORE_SIGN_IN):
        return
    await app.drain()
    if name in WHILE_LOCKED or not _is_locked(app):
        await _KEYS[name](app)


def _is_locked(app: DeskApp) -> bool:
    from deskapp.tui.screens.lock import LockScreen  # noqa: PLC0415 - after the first frame

    return any(isinstance(screen, LockScreen) for screen in app.screen_stack)


WHILE_LOCKED = frozenset({"main", "back", "language"})
BEFORE_SIGN_IN = frozenset({"main", "back", "language", "leave", "person", "help"})


async def _on_screen(app: DeskApp, method: str) -> bool:
    action = getattr(app.screen, method, None)
    if action is None:
        return False
    await action()
    return True


async def _main(app: DeskApp) -> None:
    await _on_screen(app, "action_main")


async def _back(app: DeskApp) -> None:
    if isinstance(app.screen, DraftingScreen):
        await _leave_half_done(app, app.screen)
    elif not await _on_screen(app, "action_back") and len(app.screen_stack) > 2:  # noqa: PLR2004 - the blank screen and the queue stay
        await _pop(app)


async def _pop(app: DeskApp) -> None:
    """Leave a screen, nothing of what stands in it lost."""
    if isinstance(app.screen, DraftingScreen):
        await app.screen.park()
    elif isinstance(app.screen, DeskScreen):
        await app.screen.keep_typed()
    app.pop_screen()


async def _leave_half_done(app: DeskApp, screen: DraftingScreen) -> None:
    if await screen.step_back():
        return
    kept = screen.has_words()
    await _pop(app)
    if kept:
        app.tell(_("The call is parked; Ctrl+T brings it back."), "saved")


async def _intake(app: DeskApp) -> None:
    from deskapp.tui.screens.logbook import LogScreen  # noqa: PLC0415 - after the first frame

    if isinstance(app.screen, LogScreen):
        await app.push_screen(IntakeScreen(log_line=await app.screen.line_in_hand()))
        return
    if isinstance(app.screen, DraftingScreen):
        await _pop(app)
    await app.push_screen(IntakeScreen())


async def _back_to(app: DeskApp, *places: type[DeskScreen[Any]]) -> None:
    """Back to the first of these screens, parking what is half done on the way."""
    while len(app.screen_stack) > 2 and not isinstance(app.screen, places):  # noqa: PLR2004
        await _pop(app)


async def to_queue(app: DeskApp, view: str = "") -> None:
    """Back to the queue, parking a half-done call on the way."""
    await _back_to(app, QueueScreen)
    if isinstance(app.screen, QueueScreen) and view:
        await app.screen.show_view(view)


async def _queue(app: DeskApp) -> None:
    if isinstance(app.screen, QueueScreen):
        await app.screen.next_view()
    else:
        await to_queue(app)


async def _complaints(app: DeskApp) -> None:
    """The list of complaints; on the list itself a new one."""
    from deskapp.tui.screens.complaint_note import NoteScreen  # noqa: PLC0415 - when first asked for
    from deskapp.tui.screens.complaints import ComplaintsScreen  # noqa: PLC0415

    if isinstance(app.screen, ComplaintsScreen):
        await app.push_screen(NoteScreen())
        return
    await _back_to(app, QueueScreen, ComplaintsScreen)
    if not isinstance(app.screen, ComplaintsScreen):
        await app.push_screen(ComplaintsScreen())


async def _danger(app: DeskApp) -> None:
    """The calls of the incident in view; else what and where of a new one (P0)."""
    from deskapp.tui.screens.danger_calls import DangerCallsScreen  # noqa: PLC0415 - seldom needed
    from deskapp.tui.screens.logbook import LogScreen  # noqa: PLC0415 - after the first frame

    here = getattr(app.screen, "danger_calls", None)
    number = await here() if here else ""
    if isinstance(app.screen, LogScreen):
        await app.screen.action_danger()
    elif number:
        await app.push_screen(DangerCallsScreen(number))
    elif not isinstance(app.screen, IntakeScreen):
        await app.push_screen(IntakeScreen())
    else:
        await app.screen.action_danger()


async def _language(app: DeskApp) -> None:
    app.switch_language()


def _opens(module: str, name: str) -> Press:
    async def open_screen(app: DeskApp) -> None:
        from importlib import import_module  # noqa: PLC0415 - screens are loaded when first asked for

        made: type[Screen[Any]] = getattr(import_module(f"deskapp.tui.screens.{module}"), name)
        if not isinstance(app.screen, made):
            await app.push_screen(made())

    return open_screen


def _goes_to(module: str, name: str) -> Press:
    """A place of its own beside the queue: a half-done call is parked on the way there."""

    async def go(app: DeskApp) -> None:
        from importlib import import_module  # noqa: PLC0415 - as above

        made: type[Screen[Any]] = getattr(import_module(f"deskapp.tui.screens.{module}"), name)
        if not any(isinstance(screen, made) for screen in app.screen_stack):
            await to_queue(app)
            await app.push_screen(made())
        while not isinstance(app.screen, made):
            await _pop(app)

    return go


async def _incidents(app: DeskApp) -> None:
    """The log; on the log itself the list of incidents."""
    from deskapp.tui.screens.incidents import IncidentsScreen  # noqa: PLC0415 - when first asked for
    from deskapp.tui.screens.logbook import LogScreen  # noqa: PLC0415

    if isinstance(app.screen, LogScreen):
        await app.screen.keep_typed()
        await app.push_screen(IncidentsScreen())
    else:
        await _to_log(app)


_to_log = _goes_to("logbook", "LogScreen")
_KEYS: dict[str, Press] = {
    "main": _main,
    "back": _back,
    "intake": _intake,
    "queue": _queue,
    "complaints": _complaints,
    "incidents": _incidents,
    "handover": _goes_to("handover", "HandoverScreen"),
    "danger": _danger,
    "language": _language,
    "help": _opens("help", "HelpScreen"),
    "menu": _opens("menu", "MenuScreen"),
    "search": _opens("search", "SearchScreen"),
    "register": _opens("register", "RegisterScreen"),
    "parked": _opens("parked", "ParkedScreen"),
    "person": _opens("person", "PersonScreen"),
    "leave": _opens("leave", "LeaveScreen"),
}
