"""The guard's log in a file: what was struck out has a row of its own and stays readable (G-4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.desk.access import note_export
from deskapp.exchange.sheet import STAMP
from deskapp.exchange.tables import write_csv, write_lines
from deskapp.handbook.fields.private import mask_numbers
from deskapp.locale import _, language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from deskapp.desk.desk import Desk
    from deskapp.handbook.logbook.state import LogLine

EXPORTED = {
    "zh": (
        "编号", "记录时间", "发生时间", "内容", "划掉", "划掉原因", "划掉的人", "划掉时间", "补记",
        "晚记原因", "纸单", "记录人", "转成",
    ),
    "en": (
        "Number", "Written", "Happened", "Text", "Struck out", "Why struck", "Struck by",
        "Struck at", "Late", "Why late", "Sheet", "Author", "Became",
    ),
}  # fmt: skip


def export_log(
    desk: Desk, path: Path, lines: Sequence[LogLine], *, full: bool = False, reason: str = ""
) -> int:
    """Write these lines as JSON lines (.jsonl) or CSV; how many rows.

    Telephone numbers in the words are masked unless `full`. It is noted first who takes them
    out, and why; raises Refused where it is not theirs.
    """
    note_export(desk, "log", len(lines), full=full, reason=reason)
    write = write_lines if path.suffix == ".jsonl" else write_csv
    return write(path, EXPORTED[language()], _rows(desk, lines, full=full))


def _rows(desk: Desk, lines: Sequence[LogLine], *, full: bool) -> Iterator[tuple[str, ...]]:
    for line in lines:
        for one in line.corrections:
            why = one.why if full else mask_numbers(one.why)
            struck = (_("struck"), why, _name(desk, one.by), _time(desk, one.at))
            yield _cells(desk, line, one.struck, struck, full=full)
        if line.text:
            yield _cells(desk, line, line.text, ("", "", "", ""), full=full)


def _cells(
    desk: Desk, line: LogLine, text: str, struck: tuple[str, ...], *, full: bool
) -> tuple[str, ...]:
    return (
        line.number,
        _time(desk, line.written_at),
        _time(desk, line.happened_at),
        text if full else mask_numbers(text),
        *struck,
        _("Late entry") if line.late else "",
        line.late_reason if full else mask_numbers(line.late_reason),
        line.sheet,
        _name(desk, line.by),
        line.became,
    )


def _time(desk: Desk, moment: datetime | None) -> str:
    return f"{moment.astimezone(desk.clock().tzinfo):{STAMP}}" if moment else ""


def _name(desk: Desk, person: str) -> str:
    known = desk.people.get(person)
    return known.name if known else person
