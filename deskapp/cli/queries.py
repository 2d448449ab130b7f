"""Questions to the desk: one record, the queue, a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from deskapp.cli.deeds import find_number
from deskapp.cli.program import program
from deskapp.cli.session import Session
from deskapp.cli.showing import (
    line_facts,
    line_row,
    record_facts,
    record_lines,
    why_facts,
    why_row,
)
from deskapp.cli.telling import columns, echo, echo_json
from deskapp.locale import _
from deskapp.store.views import REASONED, VIEWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskapp.desk.due import Call
    from deskapp.store.queue import Line

AS_JSON = click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))
MOST = 10_000


@program.command("show", help=_("One record: its facts, its promise, its history."))
@click.argument("number")
@AS_JSON
@click.pass_obj
def show(session: Session, number: str, *, as_json: bool) -> None:
    """Show one record; phone numbers stay masked."""
    with session.desk() as desk:
        found = find_number(desk, number)
        if as_json:
            echo_json(record_facts(desk, found, session))
            return
        for line in record_lines(desk, found, session):
            echo(line)


@program.command("queue", help=_("The tickets of a view, as the queue shows them."))
@click.option("--view", type=click.Choice([v for v in VIEWS if v != "department"]), default="all")
@click.option("--limit", type=click.IntRange(1, MOST), default=100, show_default=True)
@AS_JSON
@click.pass_obj
def queue(session: Session, view: str, limit: int, *, as_json: bool) -> None:
    """List the tickets of a view."""
    needs_operator = VIEWS[view].needs == "operator"
    with session.acting() if needs_operator else session.desk() as desk:
        lines = desk.page(view, limit=limit)
        reasons = desk.reasons(lines) if view in REASONED else []
        _print_tickets(lines, session, as_json=as_json, reasons=reasons)


@program.command("search", help=_("The newest tickets that hold all the words."))
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, MOST), default=50, show_default=True)
@AS_JSON
@click.pass_obj
def search(session: Session, words: tuple[str, ...], limit: int, *, as_json: bool) -> None:
    """Search tickets: words, rooms, the last digits of a phone."""
    with session.desk() as desk:
        _print_tickets(desk.search(" ".join(words), limit), session, as_json=as_json)


def _print_tickets(
    lines: Sequence[Line], session: Session, *, as_json: bool, reasons: Sequence[Call[Line]] = ()
) -> None:
    why = {call.line.key: call.why for call in reasons}
    if as_json:
        echo_json([
            line_facts(line, session) | why_facts(why.get(line.key), session) for line in lines
        ])
    elif lines:
        rows = [line_row(line, session) + why_row(why.get(line.key), session) for line in lines]
        for text in columns(rows):
            echo(text)
    else:
        echo(_("Nothing found."))
