"""A throw-away demonstration site, opened on the screens."""

from __future__ import annotations

from pathlib import Path

import click

from deskapp.cli.program import program
from deskapp.cli.session import Session
from deskapp.cli.telling import echo, told
from deskapp.exchange import demo as demonstration
from deskapp.handbook.message import N_, Msg
from deskapp.locale import _, language

MOST_TICKETS = 2_000_000
MOST_ROOMS = 20_000


@program.command(
    "demo",
    help=_("A throw-away demonstration site: residents, tickets, complaints, a night's log."),
)
@click.option("--tickets", type=click.IntRange(0, MOST_TICKETS), default=40, show_default=True)
@click.option("--rooms", type=click.IntRange(1, MOST_ROOMS), default=3000, show_default=True)
@click.option("--db", type=click.Path(path_type=Path), help=_("Where to make it; it must be new."))
@click.option("--no-open", is_flag=True, help=_("Only make it; print where it lies."))
@click.pass_obj
def demo(session: Session, tickets: int, rooms: int, db: Path | None, *, no_open: bool) -> int:
    """Make a site, and open it unless told not to."""
    path = demonstration.make(db or demonstration.throw_away(), tickets=tickets, rooms=rooms)
    echo(told(Msg(N_("The demonstration site lies in {path}."), {"path": path}), session))
    return 0 if no_open else session.open_screens(path, language())
