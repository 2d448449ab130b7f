"""Care of the database: is the past whole, and the derived tables made anew."""

from __future__ import annotations

import click

from deskapp.cli.program import program
from deskapp.cli.session import Session
from deskapp.cli.telling import echo, echo_json, told
from deskapp.handbook.message import N_, Msg
from deskapp.locale import _
from deskapp.store import rebuilding
from deskapp.store import verify as verifying


@program.command("verify", help=_("Check that the past is whole; exit 1 if it is not."))
@click.option("--against", default="", help=_("A fingerprint that was written down before."))
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))
@click.pass_obj
@click.pass_context
def verify(ctx: click.Context, session: Session, against: str, *, as_json: bool) -> None:
    """Check chains, words, the noted head and the derived tables."""
    with session.desk() as desk:
        report = verifying.verify(desk.store, against)
        fingerprint = desk.store.fingerprint()
    if as_json:
        facts = {"rows": report.rows, "unknown": report.unknown, "unreadable": report.unreadable}
        echo_json({**facts, "faults": report.faults, "fingerprint": fingerprint})
    else:
        for fault in report.faults:
            click.echo(fault, err=True)
        text = N_("{rows} rows checked, {faults} faults. Fingerprint: {fingerprint}")
        blanks = {"rows": report.rows, "faults": len(report.faults), "fingerprint": fingerprint}
        echo(told(Msg(text, blanks), session))
    if not report.sound:
        ctx.exit(1)


@program.command("rebuild", help=_("Make the tables and the search index anew from the journal."))
@click.pass_obj
def rebuild(session: Session) -> None:
    """Make the derived tables anew."""
    with session.desk() as desk:
        count = rebuilding.rebuild(desk.store.conn)
    echo(told(Msg(N_("{n} records made anew from the journal."), {"n": count}), session))
