"""A record as a sheet of lines to be printed: facts under labels, rows with their time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from deskapp.handbook.incident.late import lines_of
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.shown import By
from deskapp.locale import _

if TYPE_CHECKING:
    from pathlib import Path

    from deskapp.desk.desk import Desk
    from deskapp.handbook.history import Entry
    from deskapp.locale.telling import Teller

Fact = tuple[str, object]
FULL = "%Y-%m-%d %H:%M"
"""A dispute may come years later: every time with its year."""


def foot(desk: Desk) -> Iterator[Fact]:
    """Who printed it, when, and the fingerprint of the journal at that moment."""
    yield N_("Printed"), (By(desk.operator.id), desk.clock())
    yield N_("Journal"), desk.store.fingerprint()


def write_sheet(folder: Path, number: str, lines: Iterable[str]) -> Path:
    """Write a sheet as a text file; its name carries no name of a person, only the number."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{number}.txt"
    text = "\n".join(lines) + "\n"
    path.write_text(text, encoding="utf-8-sig")  # the mark lets Windows' editors know
    return path


class Sheet:
    """Puts facts and rows into lines, in the language in use."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller

    def told(self, text: str, **blanks: object) -> str:
        """A sentence of its own."""
        return self.teller.tell(Msg(text, blanks))

    def facts(self, facts: Iterable[Fact]) -> Iterator[str]:
        """Each fact that is there under its label."""
        for label, value in facts:
            shown = self._value(value)
            if shown:
                first, *rest = shown.splitlines()
                yield f"  {_(label)}: {first}"
                yield from (f"    {line}" for line in rest)

    def row(self, entry: Entry) -> Iterator[str]:
        """A row of the history: when, who, what."""
        who = self.teller.name(entry.head.operator)
        then = replace(self.teller, now=entry.head.at.astimezone(self.teller.now.tzinfo))
        said = [then.tell(msg) for msg in lines_of(entry, self.teller.policy)]
        told = _("; ").join(filter(None, said))
        yield f"  {self._time(entry.head.at)}  {who}  {told}"

    def _value(self, value: object) -> str:
        if isinstance(value, tuple):
            return _("; ").join(filter(None, map(self._value, value)))
        if isinstance(value, datetime):
            return self._time(value)
        return self.teller.value(value)

    def _time(self, at: datetime) -> str:
        return at.astimezone(self.teller.now.tzinfo).strftime(FULL)
