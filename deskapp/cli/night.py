"""The log and the handover as they are printed: struck words readable, no names of owners."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from deskapp.cli.program import program
from deskapp.cli.queries import AS_JSON, MOST
from deskapp.cli.session import PlainError, Session
from deskapp.cli.telling import columns, echo, echo_json, told
from deskapp.exchange.handover_sheet import handover_sheet
from deskapp.handbook.handover.state import Handover
from deskapp.handbook.logbook.state import LogLine
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.shown import By
from deskapp.locale import _, say
from deskapp.locale.telling import Teller


@program.command("log", help=_("The guard's log, the oldest line first."))
@click.option("--limit", type=click.IntRange(1, MOST), default=100, show_default=True)
@AS_JSON
@click.pass_obj
def log(session: Session, limit: int, *, as_json: bool) -> None:
    """Print the last lines, what was struck out under its own sign."""
    with session.desk() as desk:
        lines = desk.log(limit=limit)
        if as_json:
            echo_json([_line_facts(line) for line in lines])
            return
        for row in columns([row for line in lines for row in _line_rows(line, session)]):
            echo(row)


@program.command("handover", help=_("The newest handover of a shift, or one by its number."))
@click.argument("number", required=False, default="")
@click.pass_obj
def handover(session: Session, number: str) -> None:
    """Print a handover, with the fingerprint of the journal at this moment."""
    with session.desk() as desk:
        found = desk.record(number) if number else desk.handover()
        if not isinstance(found, Handover):
            raise PlainError(say(Msg(N_("There is no handover yet."))))
        teller = Teller(desk.policy, desk.people, desk.clock())
        for line in handover_sheet(found, desk, teller):
            echo(line)


def _line_facts(line: LogLine) -> dict[str, Any]:
    return {
        "number": line.number, "state": line.state, "text": line.text, "by": line.by,
        "happened_at": line.happened_at, "written_at": line.written_at, "late": line.late,
        "late_reason": line.late_reason, "sheet": line.sheet, "became": line.became,
        "struck": [vars(one) for one in line.corrections],
    }  # fmt: skip


def _line_rows(line: LogLine, session: Session) -> Iterator[tuple[str, ...]]:
    number, at = line.number.partition("-")[2], told(Msg("{at}", {"at": line.written_at}), session)
    for one in line.corrections:
        text = N_("[struck out by {who}, {at}: {why}] {text}")
        blanks = {"who": By(one.by), "at": one.at, "why": one.why, "text": one.struck}
        yield number, at, told(Msg(text, blanks), session), _by(line.by, session)
    if line.text:
        late = N_("Late entry, {when}: {text}") if line.late else "{text}"
        said = Msg(late, {"when": line.happened_at, "text": line.text})
        sheet = told(Msg(N_("sheet {n}"), {"n": line.sheet}), session) if line.sheet else ""
        more = ", ".join(filter(None, (line.late_reason, sheet)))
        why = f" ({more})" if more else ""
        yield number, at, told(said, session) + why, _by(line.by, session)


def _by(person: str, session: Session) -> str:
    return told(Msg("{who}", {"who": By(person)}), session)
