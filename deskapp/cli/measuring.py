"""What the desk's care has brought: read-backs and what they caught, looks at numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from deskapp.cli.program import program
from deskapp.cli.queries import AS_JSON, MOST
from deskapp.cli.session import Session, plain
from deskapp.cli.telling import columns, echo, echo_json, told
from deskapp.handbook.codec import Unreadable
from deskapp.handbook.looking import often
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import MANAGER, SUPERVISOR, Role
from deskapp.handbook.shown import By
from deskapp.locale import _

if TYPE_CHECKING:
    from deskapp.handbook.history import Entry


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


@program.command("looks", help=_("Who looked at names and numbers in full, newest first."))
@click.option("--limit", type=click.IntRange(1, MOST), default=100, show_default=True)
@AS_JSON
@click.pass_obj
def looks(session: Session, limit: int, *, as_json: bool) -> None:
    """List the looks with their reasons; whoever looked unusually often is told (P-13)."""
    with session.acting() as desk:
        if not desk.operator.roles & (SUPERVISOR | MANAGER | Role.A):
            raise plain(N_("Who looked is for the supervisor, the manager and the administrator."))
        found = desk.looks(limit)
        most = desk.policy.limit("reveals_per_h")
        many = often(desk.looks(MOST), most)
    facts = [_look(entry, session) for entry in found if not isinstance(entry.step, Unreadable)]
    if as_json:
        echo_json({"looks": facts, "often": sorted(many)})
        return
    for who in sorted(many):
        text = N_("{who} looked more than {n} times within one hour.")
        echo(told(Msg(text, {"who": By(who), "n": most}), session))
    rows = [(fact["when"], fact["by_name"], fact["record"], fact["told"]) for fact in facts]
    for line in columns(rows) if rows else (_("Nothing found."),):
        echo(line)


def _look(entry: Entry, session: Session) -> dict[str, str]:
    said = () if isinstance(entry.step, Unreadable) else entry.step.line()
    return {
        "at": entry.head.at.isoformat(),
        "when": told(Msg("{at}", {"at": entry.head.at}), session),
        "by": entry.head.operator,
        "by_name": told(Msg("{who}", {"who": By(entry.head.operator)}), session),
        "record": entry.head.stream,
        "told": " ".join(told(msg, session) for msg in said),
    }
