"""Steps from the command line: one step, a deed of several, a new record."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deskapp.cli.program import program
from deskapp.cli.session import Session, plain
from deskapp.cli.telling import echo, echo_json
from deskapp.exchange.call import take_call, take_with_reason, typed_step
from deskapp.handbook.gate import state_name
from deskapp.handbook.message import N_
from deskapp.handbook.step import Act
from deskapp.handbook.streams import SITE
from deskapp.handbook.typed import read_number
from deskapp.locale import _
from deskapp.store import drafts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskapp.desk.desk import Desk
    from deskapp.handbook.gate import Passed

NEW = "new"
"""Stands in a deed for the number of the ticket that it begins."""


@program.command("do", help=_("Take a step: do NUMBER KIND field=value …, or --json FILE."))
@click.argument("number", required=False)
@click.argument("kind", required=False)
@click.argument("fields", nargs=-1)
@click.option(
    "--json",
    "deed",
    type=click.Path(path_type=Path),
    help=_("A deed as a JSON array of stream, kind and fields; - reads it from the input."),
)
@click.pass_obj
def do(
    session: Session,
    number: str | None,
    kind: str | None,
    fields: tuple[str, ...],
    deed: Path | None,
) -> None:
    """Take one step or one deed."""
    if deed is None and not (number and kind):
        raise click.UsageError(_("Give NUMBER and KIND, or --json."))
    typed = pairs(fields)
    with session.acting() as desk:
        if deed is not None:
            passed = _take_json(desk, _read_json(deed))
        else:
            stream = find_number(desk, number or "")
            step = typed_step(kind or "", typed, desk.site(), desk.record(stream))
            passed = take_with_reason(desk, [Act(stream, step)])
        _tell(passed)


BEGUN_BY = {"complaint": "complaint.drafted", "outage": "outage.announced"}
"""The step that begins each kind of record."""


@program.command(
    "new", help=_("Begin a record: new ticket, complaint, outage, person, site, field=value …")
)
@click.argument("what", type=click.Choice(["ticket", "complaint", "outage", "person", "site"]))
@click.argument("fields", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help=_("Print the number and state as JSON."))
@click.pass_obj
def new(session: Session, what: str, fields: tuple[str, ...], *, as_json: bool) -> None:
    """Begin a record and print its number."""
    typed = pairs(fields)
    if what == "ticket":
        with session.acting() as desk:
            passed = take_call(desk, typed)
    elif what in BEGUN_BY:
        with session.acting() as desk:
            step = typed_step(BEGUN_BY[what], typed, desk.site())
            passed = take_with_reason(desk, [Act("", step)])
    else:
        kind, stream = {"person": ("person.added", ""), "site": ("site.opened", SITE)}[what]
        with session.founding() as desk:
            step = typed_step(kind, typed, desk.site())
            passed = take_with_reason(desk, [Act(stream, step)])
    if as_json:
        echo_json(_states(passed))
    else:
        echo(passed[0].stream)


def pairs(fields: Sequence[str]) -> dict[str, str]:
    """What was typed as field=value; raises wrong usage for anything else."""
    typed = {}
    for pair in fields:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise click.UsageError(_("Write field=value, not “{typed}”.").format(typed=pair))
        typed[name] = value
    return typed


def find_number(desk: Desk, typed: str) -> str:
    """The record that a full or short number means; a plain error if none or several do."""
    reading = read_number(typed, desk.site())
    if reading.value is None and reading.message:
        raise plain(reading.message.text, **reading.message.values)
    return reading.value or ""


def _read_json(path: Path) -> list[dict[str, Any]]:
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
        found = json.loads(text)
    except OSError as error:
        text = N_("{path} cannot be read: {why}")
        raise plain(text, path=path, why=error.strerror or error) from error
    except (ValueError, RecursionError) as error:
        raise plain(N_("{path} is not JSON."), path=path) from error
    acts = found if isinstance(found, list) else [found]
    if not acts or not all(isinstance(act, dict) and _is_act(act) for act in acts):
        raise plain(N_("A deed is a JSON array of objects with stream, kind and fields."))
    return acts


def _is_act(act: dict[str, Any]) -> bool:
    fields = act.get("fields", {})
    return (
        isinstance(act.get("kind"), str)
        and isinstance(act.get("stream", ""), str)
        and isinstance(fields, dict)
        and not act.keys() - {"stream", "kind", "fields"}
    )


def _take_json(desk: Desk, deed: list[dict[str, Any]]) -> list[Passed]:
    asks_new = any(act.get("stream") == NEW for act in deed)
    reserved = desk.start_draft("intake").number if asks_new else ""
    try:
        return take_with_reason(desk, [_act(desk, act, reserved) for act in deed])
    except BaseException:
        drafts.discard(desk.store.conn, reserved)
        raise


def _act(desk: Desk, act: dict[str, Any], reserved: str) -> Act:
    stream = act.get("stream", "")
    number = reserved if stream == NEW else find_number(desk, stream) if stream else ""
    fields = {str(name): _typed(value) for name, value in act.get("fields", {}).items()}
    step = typed_step(act["kind"], fields, desk.site(), desk.record(number))
    return Act(number, step)


def _typed(value: object) -> str:
    """A JSON value as it would be typed."""
    if isinstance(value, list):
        return ",".join(map(_typed, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _states(passed: Sequence[Passed]) -> dict[str, str]:
    return {one.stream: one.record.state for one in passed}


def _tell(passed: Sequence[Passed]) -> None:
    last = {one.stream: one.record for one in passed}
    for stream, record in last.items():
        echo(f"{stream}  {_(state_name(record))}")
