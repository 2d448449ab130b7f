"""Past tickets of another system taken in, and this desk's tickets written out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from deskapp.desk.access import note_export
from deskapp.exchange.errors import BadCell, ExchangeError
from deskapp.exchange.headings import TICKETS, known
from deskapp.exchange.mapping import TicketMap, map_of, read_map
from deskapp.exchange.tables import read_table, write_csv, write_lines
from deskapp.exchange.ticket_rows import Past, RowReader
from deskapp.handbook.fields.contact import mask_phone
from deskapp.handbook.fields.name import mask_name
from deskapp.handbook.fields.private import mask_numbers
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.step import Act
from deskapp.handbook.ticket.imported import Imported
from deskapp.handbook.ticket.state import STATE_NAMES
from deskapp.locale import _, language
from deskapp.store import journal, search

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from deskapp.desk.desk import Desk
    from deskapp.store.queue import Line

WHOLE_INDEX = 1 << 20
"""More pages than any search index has: tidy all of it."""
PAGE = 1000


@dataclass
class PastTickets:
    """A file as read: what can be taken, what was taken before, every row that is bad."""

    past: list[Past] = field(default_factory=list)
    already: list[tuple[int, str]] = field(default_factory=list)
    bad: list[BadCell] = field(default_factory=list)

    @property
    def guessed(self) -> int:
        """How many rows have a class that only their words speak for."""
        return sum(past.guessed for past in self.past)


def read_past(desk: Desk, path: Path, map_path: Path | None = None) -> PastTickets:
    """Read another system's tickets; raises ExchangeError for what is no such file."""
    table = read_table(path, known(TICKETS))
    mapping = read_map(map_path, table.headings) if map_path else map_of(table.headings, path.stem)
    _refuse_unmapped(mapping, path, table.headings)
    reader = RowReader(mapping, desk.site())
    seen = taken_before(desk, mapping.source)
    found = PastTickets()
    for row in table.rows:
        _sort(reader.read(row), seen, found)
    return found


def _refuse_unmapped(mapping: TicketMap, path: Path, names: tuple[str, ...]) -> None:
    given = {*mapping.columns, *mapping.defaults}
    for name in ("opened_at", "what"):
        if name not in given:
            text = N_(
                "{path} has no column for {field}. Its columns: {names}. Give a mapping file."
            )
            blanks = {"path": path, "field": name, "names": ", ".join(names)}
            raise ExchangeError(Msg(text, blanks))


def _sort(read: Past | BadCell, seen: set[str], found: PastTickets) -> None:
    if isinstance(read, BadCell):
        found.bad.append(read)
        return
    known_as = identity(read.step.their_number, read.step.opened_at, read.step.what)
    if known_as in seen:
        found.already.append((read.line, read.step.their_number))
    else:
        seen.add(known_as)
        found.past.append(read)


def identity(number: str, opened_at: datetime | None, what: str) -> str:
    """What tells a source's tickets apart: their number, or else their time and words."""
    return number or f"{opened_at.timestamp() if opened_at else ''} {what}"


def taken_before(desk: Desk, source: str) -> set[str]:
    """The identities of a source's tickets that were imported before."""
    steps = journal.steps_of_kind(desk.store.conn, Imported)
    return {
        identity(step.their_number, step.opened_at, step.what)
        for step in steps
        if step.source == source
    }


def import_tickets(desk: Desk, found: PastTickets, *, skip_bad: bool = False) -> int:
    """Take the tickets in, one deed each, all in one transaction; how many.

    Raises ExchangeError if a row is bad and `skip_bad` is not set, else what Desk.take_all
    raises; then nothing was taken.
    """
    if found.bad and not skip_bad:
        text = N_("{n} rows are bad; nothing was imported.")
        raise ExchangeError(Msg(text, {"n": len(found.bad)}))
    if found.past:
        desk.take_all([Act("", past.step)] for past in found.past)
        search.merge(desk.store.conn, WHOLE_INDEX)
    return len(found.past)


EXPORTED = {
    "zh": (
        "工单号", "状态", "提出时间", "时限", "办结时间", "房号", "姓名", "电话", "内容", "类别",
        "优先级",
    ),
    "en": (
        "Ticket number", "State", "Opened", "Due", "Closed", "Room", "Name", "Phone", "Matter",
        "Class", "Priority",
    ),
}  # fmt: skip
"""The columns of exported tickets, as an import recognises them."""


def export_tickets(desk: Desk, path: Path, *, full: bool = False, reason: str = "") -> int:
    """Write every ticket, newest first, as JSON lines (.jsonl) or CSV; how many.

    Names and phones are masked unless `full`. It is noted first who takes them out, and why;
    raises Refused where it is not theirs.
    """
    (count,) = desk.store.conn.execute("SELECT count(*) FROM ticket").fetchone()
    note_export(desk, "tickets", count, full=full, reason=reason)
    write = write_lines if path.suffix == ".jsonl" else write_csv
    return write(path, EXPORTED[language()], _exported(desk, full=full))


def _exported(desk: Desk, *, full: bool) -> Iterator[tuple[str, ...]]:
    page = desk.page("everything", limit=PAGE)
    while page:
        for line in page:
            yield _cells(desk, line, full=full)
        page = desk.page("everything", after=page[-1].mark, limit=PAGE)


def _cells(desk: Desk, line: Line, *, full: bool) -> tuple[str, ...]:
    lang = language()
    times = (_time(desk, t) for t in (line.opened_at, line.due or line.work_due, line.closed_at))
    return (
        line.number,
        _(STATE_NAMES.get(line.state, line.state)),
        *times,
        line.room,
        line.name if full or not line.name else mask_name(line.name, lang),
        line.contact if full or not line.contact else mask_phone(line.contact),
        line.what if full else mask_numbers(line.what),
        desk.policy.label("subcategories", line.sub, lang),
        desk.policy.label("priorities", line.priority, lang),
    )


def _time(desk: Desk, moment: datetime | None) -> str:
    if moment is None:
        return ""
    return f"{moment.astimezone(desk.clock().tzinfo):%Y-%m-%d %H:%M:%S}"
