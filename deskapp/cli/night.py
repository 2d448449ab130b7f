"""The log and the handover as they are printed: struck words readable, no names of owners."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deskapp.cli.exchanging import FILE, FULL, REASON, REPLACE, keep_file, written
from deskapp.cli.program import program
from deskapp.cli.queries import AS_JSON, MOST
from deskapp.cli.session import PlainError, Session
from deskapp.cli.telling import columns, echo, echo_json, told
from deskapp.exchange.handover_sheet import handover_sheet
from deskapp.exchange.log_export import export_log
from deskapp.exchange.sheet import STAMP
from deskapp.handbook.fields.private import mask_numbers
from deskapp.handbook.gate import state_name
from deskapp.handbook.handover.state import Handover
from deskapp.handbook.incident.chain import level_of
from deskapp.handbook.incident.reminders import reminders
from deskapp.handbook.logbook.state import LogLine
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.reminder import by_time
from deskapp.handbook.shown import By, Coded
from deskapp.locale import _, say
from deskapp.locale.telling import Teller

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.handbook.incident.state import Incident
    from deskapp.handbook.reminder import Reminder


DAY = click.DateTime(["%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"])
SINCE = click.option(
    "--from", "since", type=DAY, metavar="DATE", help=_("From this day or minute on.")
)
UNTIL = click.option("--to", "until", type=DAY, metavar="DATE", help=_("Up to this minute or day."))


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
@REASON
@REPLACE
@click.pass_obj
def log_export(  # noqa: PLR0913 - each is an option of the command
    session: Session, file: Path, since: datetime | None, until: datetime | None,
    *, full: bool, reason: str, replace: bool,
) -> None:  # fmt: skip
    """Write the log, all of it or of some days; struck words keep a row of their own."""
    with session.acting() as desk:
        keep_file(file, replace=replace)
        lines = list(desk.log_between(*_span(desk, since, until)))
        written(session, export_log(desk, file, lines, full=full, reason=reason), file)


def _span(
    desk: Desk, since: datetime | None, until: datetime | None
) -> tuple[datetime | None, datetime | None]:
    """Both ends in the time of the desk; a day given without an hour is meant whole."""
    here = desk.clock().tzinfo
    if until and until == until.replace(hour=0, minute=0):
        until += timedelta(days=1)
    return since and since.replace(tzinfo=here), until and until.replace(tzinfo=here)


@program.command(
    "incidents", help=_("The incidents: those that run, to be closed, then the others.")
)
@click.option("--limit", type=click.IntRange(1, MOST), default=50, show_default=True)
@AS_JSON
@click.pass_obj
def incidents(session: Session, limit: int, *, as_json: bool) -> None:
    """List the incidents, each with what it calls for next."""
    with session.desk() as desk:
        found = [(one, _next(one, desk)) for one in desk.incidents(limit)]
        if as_json:
            echo_json([_incident_facts(one, due, session) for one, due in found])
            return
        for row in columns([_incident_row(one, due, desk, session) for one, due in found]):
            echo(row)


def _next(incident: Incident, desk: Desk) -> Reminder | None:
    return next(iter(by_time(reminders(incident, desk.site()))), None)


def _incident_row(
    incident: Incident, due: Reminder | None, desk: Desk, session: Session
) -> tuple[str, ...]:
    level = level_of(incident, desk.site())
    sub = told(Msg("{sub}", {"sub": Coded("subcategories", incident.sub)}), session)
    return (
        incident.number, _(state_name(incident)), level,
        sub if incident.sub else mask_numbers(incident.what),
        incident.place, _clock(incident.happened_at, session),
        told(due.message, session) if due else "",
    )  # fmt: skip


def _incident_facts(incident: Incident, due: Reminder | None, session: Session) -> dict[str, Any]:
    return {
        "number": incident.number, "state": incident.state, "level": incident.level,
        "sub": incident.sub, "place": incident.place, "what": mask_numbers(incident.what),
        "happened_at": incident.happened_at, "ticket": incident.ticket, "log": incident.log,
        "next_told": told(due.message, session) if due else "", "next_at": due.at if due else None,
    }  # fmt: skip


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
        "number": line.number, "state": line.state, "text": mask_numbers(line.text), "by": line.by,
        "happened_at": line.happened_at, "written_at": line.written_at, "late": line.late,
        "late_reason": line.late_reason, "sheet": line.sheet, "became": line.became,
        "struck": [
            vars(one) | {"struck": mask_numbers(one.struck)} for one in line.corrections
        ],
    }  # fmt: skip


def _line_rows(line: LogLine, session: Session) -> Iterator[tuple[str, ...]]:
    number, at = line.number.partition("-")[2], _clock(line.written_at, session)
    for one in line.corrections:
        text = N_("[struck out by {who}, {at}: {why}] {text}")
        blanks = {
            "who": By(one.by),
            "at": _clock(one.at, session),
            "why": mask_numbers(one.why),
            "text": mask_numbers(one.struck),
        }
        yield number, at, told(Msg(text, blanks), session), _by(line.by, session), ""
    if line.text:
        late = N_("Late entry, {when}: {text}") if line.late else "{text}"
        said = Msg(
            late, {"when": _clock(line.happened_at, session), "text": mask_numbers(line.text)}
        )
        sheet = told(Msg(N_("sheet {n}"), {"n": line.sheet}), session) if line.sheet else ""
        more = ", ".join(filter(None, (mask_numbers(line.late_reason), sheet)))
        why = f" ({more})" if more else ""
        yield number, at, told(said, session) + why, _by(line.by, session), line.became


def _clock(at: datetime | None, session: Session) -> str:
    """A moment in full: the log is read years later."""
    here = session.known.clock().tzinfo if session.known else None
    return f"{at.astimezone(here):{STAMP}}" if at else ""


def _by(person: str, session: Session) -> str:
    return told(Msg("{who}", {"who": By(person)}), session)
