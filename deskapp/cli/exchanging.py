"""Files in and out: residents and past tickets."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from deskapp.cli.program import program
from deskapp.cli.session import Session, plain
from deskapp.cli.telling import columns, echo, echo_json, told
from deskapp.exchange import residents as registers
from deskapp.exchange import tickets as past
from deskapp.handbook.message import N_, Msg
from deskapp.locale import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deskapp.exchange.errors import BadCell
    from deskapp.exchange.register_changes import Changes, RoomChange

FILE = click.argument("file", type=click.Path(path_type=Path))
DRY_RUN = click.option("--dry-run", is_flag=True, help=_("Only tell what would happen."))
AS_JSON = click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))
FULL = click.option("--full", is_flag=True, help=_("Names and numbers unmasked."))
REASON = click.option("--reason", default="", help=_("Why they are needed unmasked."))
REPLACE = click.option("--replace", is_flag=True, help=_("Write over a file that is there."))
MOST_SHOWN = 40
CHANGE_SIGNS = {"new": "+", "changed": "~", "gone": "-"}


@program.group("residents", help=_("The register of rooms and people."))
def residents() -> None:
    """Group the commands of the register."""


@residents.command("import", help=_("Put a list (CSV, XLSX, JSON) in place of the register."))
@FILE
@click.option(
    "--column", "told", multiple=True, help=_("field=heading, where a heading is unusual.")
)
@DRY_RUN
@AS_JSON
@click.pass_context
def residents_import(
    ctx: click.Context, file: Path, told: tuple[str, ...], *, dry_run: bool, as_json: bool
) -> None:
    """Read a list of rooms and people, tell what it changes, take it in whole or not at all."""
    session = ctx.find_object(Session) or Session()
    with session.acting() as desk:
        given = dict(pair.partition("=")[::2] for pair in told)
        read = registers.read_residents(file, registers.remembered(desk) | given, _tell_progress)
        changes = registers.changes(desk, read)
        taken = not read.bad and not dry_run
        if taken:
            registers.import_residents(desk, file, read)
        facts = {
            "rooms": len(read.rooms), "people": len(read.people), "new": changes.new,
            "changed": changes.changed, "gone": changes.gone, "by_hand": changes.by_hand,
        }  # fmt: skip
        outcome = _Outcome(registers.SUMMARY, facts, read.bad, taken)
        listed = [_change(one, session) for one in changes.rooms] if dry_run and as_json else []
        _report(session, outcome, as_json=as_json, more={"changes": listed} if listed else {})
        if not as_json:
            _tell_by_hand(changes, session)
        if dry_run and not as_json:
            _list_changes(changes.rooms, session)
    ctx.exit(1 if read.bad else 0)


def _tell_progress(done: int, whole: int) -> None:
    """How far a long file is, for whoever watches; nothing in a script's output."""
    if sys.stderr.isatty():
        click.echo(f"\r{done}{f'/{whole}' if whole else ''}", nl=False, err=True)


def _tell_by_hand(changes: Changes, session: Session) -> None:
    if changes.by_hand:
        echo(told(Msg(registers.BY_HAND, {"n": changes.by_hand}), session))


def _change(one: RoomChange, session: Session) -> dict[str, object]:
    details = [told(detail, session) for detail in one.details()]
    return {"room": one.room, "what": one.what, "by_hand": one.by_hand, "details": details}


def _list_changes(rooms: Sequence[RoomChange], session: Session) -> None:
    for one in rooms[:MOST_SHOWN]:
        details = "; ".join(told(detail, session) for detail in one.details())
        click.echo(f"{CHANGE_SIGNS[one.what]} {one.room}  {details}".rstrip())
    if len(rooms) > MOST_SHOWN:
        click.echo(f"… {len(rooms) - MOST_SHOWN}")


@residents.command("export", help=_("Write the register as CSV or XLSX, masked unless --full."))
@FILE
@FULL
@REASON
@REPLACE
@click.pass_obj
def residents_export(
    session: Session, file: Path, *, full: bool, reason: str, replace: bool
) -> None:
    """Write the register."""
    with session.acting() as desk:
        keep_file(file, replace=replace)
        written(session, registers.export_residents(desk, file, full=full, reason=reason), file)


@program.group("tickets", help=_("Tickets of other systems in, this desk's tickets out."))
def tickets() -> None:
    """Group the commands of tickets in files."""


@tickets.command("import", help=_("Take past tickets in (CSV, JSON lines), with their own times."))
@FILE
@click.option("--map", "map_file", type=click.Path(path_type=Path), help=_("A mapping file."))
@click.option("--skip-bad", is_flag=True, help=_("Leave bad rows out and take the others."))
@DRY_RUN
@AS_JSON
@click.pass_context
def tickets_import(
    ctx: click.Context, file: Path, map_file: Path | None, *, skip_bad: bool, dry_run: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Read past tickets, list what cannot be mapped, take them in whole or not at all."""
    session = ctx.find_object(Session) or Session()
    with session.acting() as desk:
        read = past.read_past(desk, file, map_file)
        taken = not dry_run and bool(read.past) and (skip_bad or not read.bad)
        if taken:
            past.import_tickets(desk, read, skip_bad=skip_bad)
        facts = {
            "tickets": len(read.past), "guessed": read.guessed, "already": len(read.already),
        }  # fmt: skip
        text = N_("{tickets} tickets, the class of {guessed} guessed; {already} are here already.")
        _report(session, _Outcome(text, facts, read.bad, taken), as_json=as_json)
    ctx.exit(1 if read.bad and not skip_bad else 0)


@tickets.command("export", help=_("Write every ticket as CSV or .jsonl, masked unless --full."))
@FILE
@FULL
@REASON
@REPLACE
@click.pass_obj
def tickets_export(session: Session, file: Path, *, full: bool, reason: str, replace: bool) -> None:
    """Write every ticket."""
    with session.acting() as desk:
        keep_file(file, replace=replace)
        written(session, past.export_tickets(desk, file, full=full, reason=reason), file)


def keep_file(file: Path, *, replace: bool) -> None:
    """Refuse to write over a file that is there."""
    if file.exists() and not replace:
        raise plain(N_("{path} is there already; give another name, or --replace."), path=file)


def written(session: Session, count: int, file: Path) -> None:
    """Say how many rows went where."""
    echo(told(Msg(N_("{n} rows written to {path}."), {"n": count, "path": file}), session))


@dataclass(frozen=True)
class _Outcome:
    """What an import found and did; `told` says it with the `counts`."""

    told: str
    counts: dict[str, int]
    bad: Sequence[BadCell]
    taken: bool


def _report(
    session: Session,
    outcome: _Outcome,
    *,
    as_json: bool,
    more: Mapping[str, object] = MappingProxyType({}),
) -> None:
    if as_json:
        rows = [
            {"line": b.line, "column": b.column, "why": told(b.reason, session)}
            for b in outcome.bad
        ]
        echo_json({**outcome.counts, "taken": outcome.taken, "bad": rows, **more})
        return
    echo(told(Msg(outcome.told, outcome.counts), session))
    if outcome.bad:
        for line in columns([_bad_row(one, session) for one in outcome.bad]):
            click.echo(line, err=True)
        left_out, none_taken = (
            N_("{n} rows are bad and were left out."),
            N_("{n} rows are bad; nothing was imported."),
        )
        text = left_out if outcome.taken else none_taken
        click.echo(told(Msg(text, {"n": len(outcome.bad)}), session), err=True)
    echo(_("Imported.") if outcome.taken else _("Nothing was imported."))


def _bad_row(bad: BadCell, session: Session) -> tuple[str, str, str]:
    line = told(Msg(N_("line {n}"), {"n": bad.line}), session)
    return line, bad.column, told(bad.reason, session)
