"""Is this PC fit for the desk, and is the whole handbook carried out?"""

from __future__ import annotations

import locale
import platform
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import click

from deskapp.cli.program import program
from deskapp.cli.session import Session
from deskapp.cli.telling import columns, echo, echo_json
from deskapp.desk.desk import Desk
from deskapp.handbook.clauses import (
    CARRIER_NAMES,
    CLAUSES,
    MODE_NAMES,
    STATUS_NAMES,
    Sentence,
    by_clause,
    sentences,
)
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.policy import PolicyError
from deskapp.handbook.step import STEPS
from deskapp.locale import _, say
from deskapp.store import health
from deskapp.store.errors import StoreError
from deskapp.store.policy_files import default_policy_folder, load_policy

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST = (80, 24)


class State(StrEnum):
    """How a check came out."""

    GOOD = "good"
    NOTE = "note"
    FAULT = "fault"


STATE_NAMES = {State.GOOD: N_("good"), State.NOTE: N_("note"), State.FAULT: N_("fault")}


@dataclass(frozen=True)
class Check:
    """One thing looked at, and what was found, in a sentence."""

    name: str
    state: State
    found: Msg


@program.command("doctor", help=_("Check this PC; --clauses: how the handbook is carried out."))
@click.option("--clauses", is_flag=True, help=_("Every sentence and what carries it out."))
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))
@click.pass_context
def doctor(ctx: click.Context, *, clauses: bool, as_json: bool) -> None:
    """Tell what is well and what is not; exit 1 on a fault."""
    if clauses:
        _print_clauses(as_json=as_json)
        return
    checks = list(_checks(ctx.find_object(Session) or Session()))
    if as_json:
        echo_json([{"check": c.name, "state": c.state, "told": say(c.found)} for c in checks])
    else:
        for line in columns([(_(STATE_NAMES[c.state]), say(c.found)) for c in checks]):
            echo(line)
    ctx.exit(1 if any(c.state is State.FAULT for c in checks) else 0)


# -- this PC


def _checks(session: Session) -> Iterator[Check]:
    found = {"python": platform.python_version(), "sqlite": health.version()}
    yield Check("versions", State.GOOD, Msg(N_("Python {python}, SQLite {sqlite}."), found))
    if not health.log_is_safe():
        text = N_("SQLite {sqlite}: do not let two programs work in one database for long.")
        yield Check("sqlite", State.NOTE, Msg(text, found))
    yield _full_text()
    yield _policy(session)
    yield _database(session)
    yield from _clock(session)
    yield _terminal()
    yield _encoding()


def _full_text() -> Check:
    if health.has_full_text():
        return Check("search", State.GOOD, Msg(N_("The search index can be made (FTS5).")))
    text = N_("This SQLite has no FTS5: install a Python whose SQLite has it.")
    return Check("search", State.FAULT, Msg(text))


def _policy(session: Session) -> Check:
    beside = session.path.with_name("policy")
    try:
        policy = load_policy(default_policy_folder(), beside if beside.is_dir() else None)
    except PolicyError as error:
        return Check("policy", State.FAULT, error.message)
    text = N_("The policy can be read, version {version}.")
    return Check("policy", State.GOOD, Msg(text, {"version": policy.version}))


def _database(session: Session) -> Check:
    path = {"path": session.path}
    if not session.path.exists():
        text = N_("There is no database {path} yet; the first start makes it.")
        return Check("database", State.NOTE, Msg(text, path))
    try:
        # Opening checks that the journal is guarded; an empty transaction, that it can be written.
        desk = Desk.open(session.path)
        try:
            with desk.store.writing(desk.clock(), ""):
                pass
        finally:
            desk.close()
    except (StoreError, PolicyError) as error:
        return Check("database", State.FAULT, error.message)
    text = N_("The database {path} can be written, and its journal is guarded.")
    return Check("database", State.GOOD, Msg(text, path))


def _clock(session: Session) -> Iterator[Check]:
    """Whether the PC's clock stands before the last entry: it was set back (X29)."""
    if not session.path.exists():
        return
    with suppress(StoreError, PolicyError):
        desk = Desk.open(session.path)
        last = desk.ahead_of_clock()
        desk.close()
        if last:
            text = N_("The clock was set back: the last entry is of {when}; order stays.")
            yield Check("clock", State.NOTE, Msg(text, {"when": f"{last:%Y-%m-%d %H:%M}"}))


def _terminal() -> Check:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return Check("terminal", State.NOTE, Msg(N_("No terminal here; the screens need one.")))
    size = shutil.get_terminal_size()
    found = {"columns": size.columns, "lines": size.lines, "width": LEAST[0], "height": LEAST[1]}
    if size.columns < LEAST[0] or size.lines < LEAST[1]:
        text = N_("The terminal has {columns}×{lines}; at {width}×{height} everything shows.")
        return Check("terminal", State.NOTE, Msg(text, found))
    return Check("terminal", State.GOOD, Msg(N_("The terminal has {columns}×{lines}."), found))


def _encoding() -> Check:
    name = locale.getencoding()
    found = {"name": name}
    if name.lower().replace("-", "") == "utf8":
        return Check("encoding", State.GOOD, Msg(N_("The console speaks {name}."), found))
    text = N_("The console speaks {name}: Windows Terminal or a UTF-8 locale shows all signs.")
    return Check("encoding", State.NOTE, Msg(text, found))


# -- the handbook


def _print_clauses(*, as_json: bool) -> None:
    if as_json:
        echo_json([_facts(sentence) for sentence in sentences()])
        return
    for clause, held in by_clause():
        echo(f"{clause}  {_(CLAUSES[clause])}")
        for sentence in held:
            for line in _lines(sentence):
                echo(line)
        echo("")


def _lines(sentence: Sentence) -> Iterator[str]:
    modes = ", ".join(_(MODE_NAMES[mode]) for mode in sentence.modes)
    yield f"  {sentence.id}  {_(sentence.gist)}  [{modes}: {_(STATUS_NAMES[sentence.status])}]"
    carried = sentence.carried.items()
    rows = [(_(CARRIER_NAMES[kind]), ", ".join(map(_shown, names))) for kind, names in carried]
    rows += [(_("Test"), test) for test in sentence.tests]
    if sentence.missing:
        rows.append((_("Missing"), _(sentence.missing)))
    yield from (f"        {line}" for line in columns(rows))


def _shown(name: str) -> str:
    return f"{_(STEPS[name].about.title)} ({name})" if name in STEPS else name


def _facts(sentence: Sentence) -> dict[str, Any]:
    return {
        "id": sentence.id,
        "clause": sentence.clause,
        "gist": _(sentence.gist),
        "modes": sentence.modes,
        "status": sentence.status,
        **sentence.carried,
        "tests": sentence.tests,
        "missing": _(sentence.missing) if sentence.missing else "",
    }
