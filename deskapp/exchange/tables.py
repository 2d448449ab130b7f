"""Tables in files: CSV as spreadsheets write it, JSON lines, workbooks."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, TextIO

from deskapp.exchange.errors import ExchangeError
from deskapp.exchange.workbook import (
    OLE,
    ZIP,
    formula_columns,
    refuse_merged,
    workbook_lines,
)
from deskapp.handbook.fields.fold import strip_controls
from deskapp.handbook.message import N_, Msg
from deskapp.store.lookup_keys import Progress, silently

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

ENCODINGS = ("utf-8-sig", "gb18030")
DELIMITERS = (",", ";", "\t")
GZIP = b"\x1f\x8b"
LONGEST_CELL = 1 << 24
MOSTLY_NUL = 20
"""One NUL in so many bytes, and the file is no text."""
HEADING_ROWS = 5
"""Spreadsheets put a title above the headings; they stand in one of these rows."""

_GUARDED = re.compile(r"'*[=+\-@\t\r]")
_GUARD = re.compile(r"'+[=+\-@\t\r]")


@dataclass(frozen=True)
class Row:
    """One row of a table: the file's line, its cells by heading, or why it cannot be read."""

    line: int
    cells: Mapping[str, str]
    broken: Msg | None = None


@dataclass(frozen=True)
class Table:
    """A table as read: its headings in order, and its rows that are not empty."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Limits:
    """How many rows a table may have, and who is told how far its reading is."""

    most: int | None
    progress: Progress


def read_table(
    path: Path,
    known: frozenset[str] = frozenset(),
    most: int | None = None,
    progress: Progress = silently,
) -> Table:
    """Read a table; raises ExchangeError.

    Args:
        path: CSV, JSON lines (UTF-8 with or without a mark, GB18030; packed or not), or .xlsx.
        known: Headings that tell the row of headings from a title above it.
        most: Rows that such a table may have.
        progress: Told how many rows of a workbook are read, which takes its time.
    """
    if path.is_dir():
        raise ExchangeError(Msg(N_("{path} is a folder, not a file."), {"path": path}))
    data = _unpacked(_bytes(path), path)
    if data.startswith((ZIP, OLE)):
        return _from_workbook(data, path, known, Limits(most, progress))
    text = _text(data, path)
    if text.lstrip().startswith("{"):
        return _no_longer(_from_lines(text), path, most)
    lines = list(islice(_csv_lines(text, path), _enough(most)))
    return _no_longer(_from_cells(lines, known), path, most)


def _no_longer(table: Table, path: Path, most: int | None) -> Table:
    if most is None or len(table.rows) <= most:
        return table
    text = N_("{path} has more than {most} rows; nobody lives in most of them. Shorten it.")
    raise ExchangeError(Msg(text, {"path": path, "most": most}))


def _enough(most: int | None) -> int | None:
    """So many lines show that there are more rows than there may be."""
    return None if most is None else most + HEADING_ROWS + 1


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file's bytes, as hexadecimal digits."""
    import hashlib  # noqa: PLC0415 - only an import asks

    return hashlib.sha256(_bytes(path)).hexdigest()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ExchangeError(Msg(N_("There is no file {path}."), {"path": path})) from error
    except IsADirectoryError as error:
        raise ExchangeError(Msg(N_("{path} is a folder, not a file."), {"path": path})) from error
    except OSError as error:
        text = N_("{path} cannot be read: {why}")
        raise ExchangeError(Msg(text, {"path": path, "why": error.strerror or error})) from error


def _text(data: bytes, path: Path) -> str:
    for encoding in ENCODINGS:
        try:
            decoded = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if data.count(0) * MOSTLY_NUL > len(data):
            break
        if not decoded.strip():
            raise ExchangeError(Msg(N_("{path} is empty."), {"path": path}))
        return decoded
    text = N_("{path} is neither CSV nor JSON lines in UTF-8 or GB18030.")
    raise ExchangeError(Msg(text, {"path": path}))


def _unpacked(data: bytes, path: Path) -> bytes:
    if not data.startswith(GZIP):
        return data
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise ExchangeError(Msg(N_("{path} is damaged."), {"path": path})) from error


def _from_workbook(data: bytes, path: Path, known: frozenset[str], limits: Limits) -> Table:
    if data.startswith(OLE):
        text = N_("{path} has a password or is an old .xls: save it as .xlsx without a password.")
        raise ExchangeError(Msg(text, {"path": path}))
    lines = workbook_lines(data, path, _enough(limits.most), limits.progress)
    if not lines:
        raise ExchangeError(Msg(N_("{path} is empty."), {"path": path}))
    at = _heading_row([cells for _, cells in lines[:HEADING_ROWS]], known)
    refuse_merged(data, path, lines[at][0])
    return _no_longer(_from_cells(lines, known), path, limits.most)


def _from_cells(lines: Sequence[tuple[int, list[str]]], known: frozenset[str]) -> Table:
    at = _heading_row([cells for _, cells in lines[:HEADING_ROWS]], known)
    headings = _distinct(lines[at][1])
    rows = (_csv_row(line, cells, headings) for line, cells in lines[at + 1 :])
    return Table(tuple(h for h in headings if h), tuple(rows))


def _csv_lines(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    line = 1
    try:
        for cells in reader:
            cleaned = [_cell(cell) for cell in cells]
            if any(cleaned):
                yield line, cleaned
            line = reader.line_num + 1
    except csv.Error as error:
        words = N_("{path} cannot be read from line {line} on.")
        raise ExchangeError(Msg(words, {"path": path, "line": line})) from error


def _delimiter(text: str) -> str:
    first = next(line for line in text.splitlines() if line.strip())
    return max(DELIMITERS, key=lambda sign: len(next(csv.reader([first], delimiter=sign))))


def _heading_row(lines: Sequence[Sequence[str]], known: frozenset[str]) -> int:
    found = [sum(heading_key(cell) in known for cell in cells) for cells in lines]
    return found.index(max(found))


def heading_key(heading: str) -> str:
    """A heading without blanks, marks and case, to be compared."""
    return re.sub(r"[\s*:：()（）_./-]", "", heading).casefold()


def _distinct(cells: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    names = []
    for cell in cells:
        seen[cell] = seen.get(cell, 0) + 1
        names.append(cell if seen[cell] == 1 or not cell else f"{cell} {seen[cell]}")
    return names


def _csv_row(line: int, cells: Sequence[str], headings: Sequence[str]) -> Row:
    formulas = list(formula_columns(cells, headings))
    if formulas:
        text = N_("A formula stands under {columns}: paste it as a value.")
        return Row(line, {}, Msg(text, {"columns": ", ".join(formulas)}))
    named = {h: cell for h, cell in zip(headings, cells, strict=False) if h}
    if any(cells[len(headings) :]):
        blanks = {"n": len(cells), "most": len(headings)}
        return Row(line, named, Msg(N_("{n} cells under {most} headings."), blanks))
    return Row(line, named)


def _from_lines(text: str) -> Table:
    rows = [
        _json_row(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()
    ]
    headings = dict.fromkeys(name for row in rows for name in row.cells)
    return Table(tuple(headings), tuple(rows))


def _json_row(number: int, line: str) -> Row:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return Row(number, {}, Msg(N_("This is not JSON.")))
    if not isinstance(found, dict):
        return Row(number, {}, Msg(N_("This is not a JSON object.")))
    return Row(number, {_bare(name): _json_cell(value) for name, value in found.items()})


def _json_cell(value: Any) -> str:
    if value is None:
        return ""
    return _bare(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _cell(text: str) -> str:
    bare = _bare(text)
    return bare[1:] if _GUARD.match(bare) else bare


def _bare(text: str) -> str:
    return (text if text.isprintable() else strip_controls(text)).strip()


@contextmanager
def _written(path: Path, encoding: str) -> Iterator[TextIO]:
    # Written beside and moved: whoever opens the file never finds half of it.
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("w", encoding=encoding, newline="") as file:
            yield file
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        text = N_("{path} cannot be written: {why}")
        raise ExchangeError(Msg(text, {"path": path, "why": error.strerror or error})) from error


def write_csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a table for spreadsheet programs; how many rows. Raises ExchangeError."""
    count = 0
    with _written(path, "utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow([guarded(heading) for heading in headings])
        for count, row in enumerate(rows, 1):  # noqa: B007 - the last number is the answer
            writer.writerow([guarded(cell) for cell in row])
    return count


def write_lines(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a table as JSON lines; how many rows. Raises ExchangeError."""
    count = 0
    with _written(path, "utf-8") as file:
        for count, row in enumerate(rows, 1):  # noqa: B007 - the last number is the answer
            cells = dict(zip(headings, row, strict=True))
            file.write(json.dumps(cells, ensure_ascii=False) + "\n")
    return count


def guarded(cell: str) -> str:
    """A cell that no spreadsheet program takes for a formula."""
    return f"'{cell}" if _GUARDED.match(cell) else cell
