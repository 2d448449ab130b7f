"""What others have to do with a ticket, as rows: who is to be told, who helps, which parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.handbook.fields.contact import mask_phone
from deskapp.handbook.fields.name import mask_name
from deskapp.locale import _, fill
from deskapp.tui.look.rows import LABEL, Row
from deskapp.tui.look.signs import sign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskapp.handbook.ticket.state import Reporter, Ticket
    from deskapp.tui.app import DeskApp


def others_rows(ticket: Ticket, app: DeskApp, width: int, value: int) -> list[Row]:
    """The tell-list under its heading, then one row for each other tie."""
    rows = [Row(width).put(value, text, "$d-muted") for text in _ties(ticket, app)]
    if ticket.reporters:
        count = fill(_("{n} still to tell"), {"n": len(ticket.to_tell())})
        head = Row(width).put(LABEL, _("Reported it too"), "bold $d-muted").right(count, "$d-muted")
        rows += [head, *(_reporter(who, app, width, value) for who in ticket.reporters)]
    return rows


def _ties(ticket: Ticket, app: DeskApp) -> Iterator[str]:
    people = app.site_now().people
    if ticket.merged_into:
        yield fill(_("Merged into {number}"), {"number": ticket.merged_into})
    if ticket.chased:
        yield fill(_("Chased {n} times"), {"n": ticket.chased})
    for helper in ticket.helpers:
        name = people[helper.person].name if helper.person in people else helper.person
        yield fill(_("{person} helps"), {"person": name}) + f"  {helper.task}"
    for number in ticket.subtasks:
        yield fill(_("The part is {number}"), {"number": number})


def _reporter(who: Reporter, app: DeskApp, width: int, value: int) -> Row:
    text = "  ".join(
        filter(None, (who.room, mask_name(who.name, app.lang), mask_phone(who.contact)))
    )
    row = Row(width).put(value, text or who.ticket, "$d-muted" if who.told else "bold")
    if who.told:
        return row.right(f"{sign('done')} " + _("told"), "$d-muted")
    tried = fill(_("rung {n} times"), {"n": who.attempts}) if who.attempts else _("to tell")
    return row.right(tried, "$d-muted")
