"""What reading back has caught."""

from __future__ import annotations

import click

from deskapp.cli.program import program
from deskapp.cli.session import Session, plain
from deskapp.cli.telling import echo, echo_json, told
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import MANAGER, SUPERVISOR
from deskapp.locale import _


@program.command("readback", help=_("What reading back has caught; for supervisor and manager."))
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))
@click.pass_obj
def readback(session: Session, *, as_json: bool) -> None:
    """Count read-backs, those that corrected something, and those too quick to be credible."""
    with session.acting() as desk:
        if not desk.operator.roles & (SUPERVISOR | MANAGER):
            raise plain(N_("These figures are for the supervisor and the manager."))
        found, limit = desk.read_backs(), desk.policy.limit
    rote = found.like_rote(limit("rote_readbacks"), limit("rote_percent"))
    if as_json:
        facts = {"n": found.done, "caught": found.caught, "percent": found.percent}
        echo_json({**facts, "not_credible": found.hasty, "like_rote": rote})
        return
    share = "-" if found.percent is None else f"{found.percent} %"
    text = N_("Caught by read-back: {caught} of {n} ({share}).")
    echo(told(Msg(text, {"caught": found.caught, "n": found.done, "share": share}), session))
    if found.hasty:
        text = N_("Done in under {s} seconds, so not credible: {n}.")
        credible = limit("readback_credible_s")
        echo(told(Msg(text, {"s": credible, "n": found.hasty}), session))
    if rote:
        text = N_("So many read-backs and next to nothing caught: this looks like rote.")
        echo(told(Msg(text), session))
