"""How the command line prints: aligned columns, sentences, JSON."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click
from rich.cells import cell_len

from deskapp.exchange.call import READ_BACK, Unread
from deskapp.handbook.fields.fold import strip_controls
from deskapp.handbook.step import STEPS, Refusal, Step, slots_of
from deskapp.locale import _, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deskapp.cli.session import Session
    from deskapp.handbook.gate import Refused
    from deskapp.handbook.message import Msg

BLANKS = "  "


def echo(text: str) -> None:
    """Print a line; what a person typed never controls the terminal."""
    click.echo(strip_controls(text))


def echo_json(value: Any) -> None:
    """Print a value as JSON, readable and in its own script."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_json))


def _json(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as lines with aligned columns; the last column runs on."""
    shown = [[strip_controls(cell, keep_lines=False) for cell in row] for row in rows]
    widths = [max(map(cell_len, cells)) for cells in zip(*shown, strict=True)]
    for row in shown:
        padded = (c + " " * (w - cell_len(c)) for c, w in zip(row, widths, strict=True))
        yield BLANKS.join(padded).rstrip()


def told(msg: Msg, session: Session) -> str:
    """A sentence with its names, labels and times, where a desk is open to know them."""
    return session.teller.tell(msg) if session.teller else say(msg)


def field_label(cls: type[Step[Any]] | None, field: str) -> str:
    """What a form calls a field; the field's own name where no form shows it."""
    slot = slots_of(cls).get(field) if cls else None
    return _(slot.label) if slot and slot.label else field


def refusal_lines(refused: Refused, session: Session) -> Iterator[str]:
    """Each refusal on its own line: clause, field, sentence."""
    cls = type(refused.act.step)
    for refusal in refused.refusals:
        yield refusal_line(refusal, cls, session)


def refusal_line(refusal: Refusal, cls: type[Step[Any]], session: Session) -> str:
    """One refusal: its clause, the field by its label, and what is missing."""
    sentence = told(refusal.message, session)
    if not refusal.field:
        return f"{refusal.clause}  {sentence}"
    return f"{refusal.clause}  {field_label(cls, refusal.field)} [{refusal.field}]  {sentence}"


def unread_lines(unread: Unread, session: Session) -> Iterator[str]:
    """Each value that could not be read on its own line."""
    cls = STEPS.get(unread.kind)
    for field, message in unread.wrong.items():
        sentence = told(message, session)
        name = field.removeprefix(READ_BACK)
        yield f"{field_label(cls, name)} [{field}]  {sentence}" if field else sentence
