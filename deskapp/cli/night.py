"""The log and the handover as they are printed: struck words readable, no names of owners."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deskapp.cli.exchanging import FILE, FULL, REPLACE, refuse_export, written
from deskapp.cli.program import program
from deskapp.cli.queries import AS_JSON, MOST
from deskapp.cli.session import PlainError, Session
from deskapp.cli.telling import columns, echo, echo_json, told
from deskapp.exchange.log_export import export_log
from deskapp.handbook.fields.private import mask_numbers
from deskapp.handbook.gate import state_name
from deskapp.handbook.handover.state import Handover, HandoverLine
from deskapp.handbook.logbook.state import LogLine
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.shown import By, Coded
from deskapp.locale import _, say

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk


DAY = click.DateTime(["%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"])
SINCE = click.option("--from", "since", type=DAY, help=_("From this day or minute on."))
UNTIL = click.option("--to", "until", type=DAY, help=_("Up to this minute or day."))


@program.group(
    "log", invoke_without_command=True, help=_("The guard's log, the oldest line first.")
)
@click.option("--limit", type=click.IntRange(1, MOST), default=100, show_default=True)
@SINCE
@UNTIL
@AS_JSON
@click.pass_context
def log(
    ctx: click.Context, limit: int, since: datetime | None, until: datetime | None,
    *, as_json: bool,
) -> None:  # fmt: skip
    """Print the last lines or those of some days, what was struck out under its own sign."""
    session = ctx.find_object(Session) or Session()
    if ctx.invoked_subcommand:
        return
    with session.desk() as desk:
        if since or until:
            lines = list(desk.log_between(*_span(desk, since, until)))
        else:
            lines = desk.log(limit=limit)
        if as_json:
            echo_json([_line_facts(line) for line in lines])
            return
        for row in columns([row for line in lines for row in _line_rows(line, session)]):
            echo(row)


@log.command("export", help=_("Write the log as CSV or .jsonl, phone numbers masked."))
@FILE
@SINCE
@UNTIL
@FULL
@REPLACE
@click.pass_obj
def log_export(
    session: Session, file: Path, since: datetime | None, until: datetime | None,
    *, full: bool, replace: bool,
) -> None:  # fmt: skip
    """Write the log, all of it or of some days; struck words keep a row of their own."""
    with session.acting() as desk:
        refuse_export(desk, file, full=full, replace=replace)
        lines = desk.log_between(*_span(desk, since, until))
        written(session, export_log(desk, file, lines, full=full), file)


def _span(
    desk: Desk, since: datetime | None, until: datetime | None
) -> tuple[datetime | None, datetime | None]:
    """Both ends in the time of the desk; a day given without an hour is meant whole."""
    here = desk.clock().tzinfo
    if until and until == until.replace(hour=0, minute=0):
        until += timedelta(days=1)
    return since and since.replace(tzinfo=here), until and until.replace(tzinfo=here)


@program.command("handover", help=_("The newest handover of a shift, or one by its number."))
@click.argument("number", required=False, default="")
@click.pass_obj
def handover(session: Session, number: str) -> None:
    """Print a handover, with the fingerprint of the journal at this moment."""
    with session.desk() as desk:
        found = desk.record(number) if number else desk.handover()
        if not isinstance(found, Handover):
            raise PlainError(say(Msg(N_("There is no handover yet."))))
        for line in _sheet(found, desk, session):
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
        blanks = {"who": By(one.by), "at": one.at, "why": one.why, "text": mask_numbers(one.struck)}
        yield number, at, told(Msg(text, blanks), session), _by(line.by, session)
    if line.text:
        late = N_("Late entry, {when}: {text}") if line.late else "{text}"
        said = Msg(late, {"when": line.happened_at, "text": mask_numbers(line.text)})
        why = f" ({line.late_reason})" if line.late_reason else ""
        yield number, at, told(said, session) + why, _by(line.by, session), line.became


def _sheet(shift: Handover, desk: Desk, session: Session) -> Iterator[str]:
    yield f"{shift.number}  {_(state_name(shift))}"
    facts = {
        N_("Handed by"): By(shift.outgoing),
        N_("Taken by"): By(shift.incoming) if shift.incoming else "",
        N_("Offered at"): shift.offered_at, N_("Taken at"): shift.ended_at,
        N_("Keys held"): shift.counts.keys, N_("Radios"): shift.counts.radios,
        N_("Papers"): shift.counts.papers, N_("Cash"): shift.counts.cash,
        N_("Note"): shift.note, N_("Differs"): shift.difference,
    }  # fmt: skip
    rows = [(_(label), told(Msg("{v}", {"v": v}), session)) for label, v in facts.items()]
    yield from columns([row for row in rows if row[1]])
    yield ""
    yield from columns([_matter_row(line, session) for line in shift.lines])
    yield ""
    yield told(Msg(N_("Journal: {mark}"), {"mark": desk.store.fingerprint()}), session)


def _matter_row(line: HandoverLine, session: Session) -> tuple[str, ...]:
    taken = Msg(N_("read back {at}"), {"at": line.taken_at}) if line.taken_by else Msg("")
    why = Msg("{why}", {"why": Coded("handover_kinds", line.kind)})
    return told(why, session), line.number, line.word, told(taken, session)


def _by(person: str, session: Session) -> str:
    return told(Msg("{who}", {"who": By(person)}), session)
