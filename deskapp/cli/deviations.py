"""The list of every soft gate that was passed with a reason (0-4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from deskapp.cli.program import program
from deskapp.cli.queries import AS_JSON, MOST
from deskapp.cli.session import Session
from deskapp.cli.telling import columns, echo, echo_json, told
from deskapp.handbook.codec import Unreadable
from deskapp.handbook.message import Msg
from deskapp.handbook.shown import By
from deskapp.locale import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskapp.handbook.history import Entry
    from deskapp.handbook.step import Head, Step


@program.command("deviations", help=_("Every rule that was passed with a reason, newest first."))
@click.option("--limit", type=click.IntRange(1, MOST), default=100, show_default=True)
@AS_JSON
@click.pass_obj
def deviations(session: Session, limit: int, *, as_json: bool) -> None:
    """List the soft gates that were passed: where, which clause, why, and who let it pass."""
    with session.desk() as desk:
        found = list(_read(desk.passed_gates(limit)))
        if as_json:
            echo_json([_facts(head, step, session) for head, step in found])
        elif found:
            for line in columns([_row(head, step, session) for head, step in found]):
                echo(line)
        else:
            echo(_("Nothing found."))


def _read(entries: list[Entry]) -> Iterator[tuple[Head, Step[Any]]]:
    for entry in entries:
        if not isinstance(entry.step, Unreadable):
            yield entry.head, entry.step


def _facts(head: Head, step: Step[Any], session: Session) -> dict[str, Any]:
    let_by = step.override_by or head.operator
    return {
        "number": head.stream,
        "kind": head.kind,
        "at": head.at,
        "clauses": step.override_clauses,
        "why": step.override,
        "by": let_by,
        "by_name": told(Msg("{who}", {"who": By(let_by)}), session),
        "self_approved": let_by == head.operator,
    }


def _row(head: Head, step: Step[Any], session: Session) -> tuple[str, ...]:
    facts = _facts(head, step, session)
    return (
        told(Msg("{at}", {"at": head.at}), session),
        head.stream,
        _(step.about.title),
        ", ".join(step.override_clauses),
        facts["by_name"],
        _("own approval") if facts["self_approved"] else "",
        step.override,
    )
