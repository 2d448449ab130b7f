"""The complaints as a list: how far each has come, by when, whose, and what stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from deskapp.cli.program import program
from deskapp.cli.queries import AS_JSON, MOST
from deskapp.cli.session import Session
from deskapp.cli.telling import columns, echo, echo_json, told
from deskapp.handbook.complaint.state import STATE_NAMES
from deskapp.handbook.message import Msg
from deskapp.handbook.shown import By, Coded
from deskapp.locale import _
from deskapp.store.complaints import VIEWS

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.store.complaints import CaseLine

NEEDS_OPERATOR = "mine"


@program.command("complaints", help=_("The complaints of a view, without those about who asks."))
@click.option("--view", type=click.Choice(list(VIEWS)), default="running", show_default=True)
@click.option("--limit", type=click.IntRange(1, MOST), default=100, show_default=True)
@AS_JSON
@click.pass_obj
def complaints(session: Session, view: str, limit: int, *, as_json: bool) -> None:
    """List complaints; whoever gives no name sees none that is about somebody (X19)."""
    with session.acting() if view == NEEDS_OPERATOR else session.desk() as desk:
        lines = desk.complaints(view, limit)
        if as_json:
            echo_json([_facts(line, desk) for line in lines])
        elif lines:
            for text in columns([_row(line, desk, session) for line in lines]):
                echo(text)
        else:
            echo(_("Nothing found."))


def _row(line: CaseLine, desk: Desk, session: Session) -> tuple[str, ...]:
    return (
        line.number,
        _(STATE_NAMES.get(line.state, line.state)),
        line.level_at(desk.clock()),
        told(Msg("{due}", {"due": line.due or ""}), session),
        line.room or _("no room"),
        told(Msg("{sub}", {"sub": Coded("subcategories", line.sub)}), session),
        told(Msg("{who}", {"who": By(line.handler)}), session) if line.handler else "",
    )


def _facts(line: CaseLine, desk: Desk) -> dict[str, Any]:
    return {
        "number": line.number, "state": line.state, "open": line.open, "sub": line.sub,
        "level": line.level_at(desk.clock()), "room": line.room, "handler": line.handler,
        "due": line.due, "opened_at": line.opened_at,
    }  # fmt: skip
