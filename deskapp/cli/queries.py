"""Questions to the desk: one record, the queue, a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from deskapp.cli.deeds import find_number
from deskapp.cli.program import program
from deskapp.cli.session import Session, plain
from deskapp.cli.showing import (
    hit_facts,
    hit_row,
    line_facts,
    line_row,
    record_facts,
    record_lines,
    why_facts,
    why_row,
)
from deskapp.cli.telling import columns, echo, echo_json
from deskapp.handbook.message import N_
from deskapp.locale import _
from deskapp.store.views import REASONED, VIEWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskapp.desk.desk import Desk
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
    with session.asking() as desk:
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


@program.command(
    "search",
    help=_("The newest records that hold all the words: word OR word, -not, due:today, kind:log."),
)
@click.argument("words", nargs=-1)
@click.option("--kept", help=_("The search kept under this name, before the words."))
@click.option("--limit", type=click.IntRange(1, MOST), default=50, show_default=True)
@AS_JSON
@click.pass_obj
def search(
    session: Session, words: tuple[str, ...], kept: str | None, limit: int, *, as_json: bool
) -> None:
    """Search everything; nobody named is shown no complaint about anybody."""
    with session.asking() as desk:
        asked = " ".join(filter(None, [_kept(desk, kept), *words]))
        if not asked:
            raise click.UsageError(_("Say what is to be looked for."))
        hits = desk.search(asked, limit)
        if as_json:
            echo_json([hit_facts(hit) for hit in hits])
            return
        for text in columns([hit_row(hit, session) for hit in hits]) if hits else ():
            echo(text)
        if not hits:
            echo(_("Nothing found."))


def _kept(desk: Desk, name: str | None) -> str:
    filters = desk.filters()
    if name is None or name in filters:
        return filters[name] if name else ""
    text = N_("No search is kept as “{name}”. There are: {names}.")
    raise plain(text, name=name, names=", ".join(filters))


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
