"""Workbooks (.xlsx) as tables: read as plain cells, refused where cells are not plain."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from deskapp.exchange.errors import ExchangeError
from deskapp.handbook.message import N_, Msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a workbook begins; and one with a password, or of the old kind."""
FORMULA = "\0formula"
"""What stands for a cell that is worked out: no cell of text can hold it."""
MOST_COLUMNS = 200
EACH = 500

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="[A-Z]+(\d+):[A-Z]+(\d+)"')


def workbook_lines(
    data: bytes, path: Path, most: int | None, progress: Callable[[int, int], None]
) -> list[tuple[int, list[str]]]:
    """The cells of a workbook's first sheet, by line, at most so many; raises ExchangeError."""
    openpyxl = _openpyxl()
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
        sheet = book.worksheets[0]
        filled = _filled(sheet.iter_rows(), progress)
        return list(islice(filled, most))
    except ExchangeError:
        raise
    except Exception as error:  # a damaged package fails in as many ways as it has parts
        text = N_("{path} is no workbook that can be read: save it again as .xlsx or CSV.")
        raise ExchangeError(Msg(text, {"path": path})) from error


def _filled(
    rows: Iterable[Iterable[Any]], progress: Callable[[int, int], None]
) -> Iterator[tuple[int, list[str]]]:
    for at, row in enumerate(rows, 1):
        if at % EACH == 0:
            progress(at, 0)
        cells = _texts(row)
        if any(cells):
            yield at, cells


def refuse_merged(data: bytes, path: Path, headings: int) -> None:
    """Raise ExchangeError if cells are merged below the row of the headings."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = sorted(n for n in package.namelist() if re.fullmatch(r"xl/worksheets/[^/]+", n))
        found = _MERGED.findall(package.read(sheets[0])) if sheets else []
    below = [int(first) for first, last in found if int(last) > headings]
    if below:
        text = N_("{path} has merged cells in line {line}: give every row its own cells.")
        raise ExchangeError(Msg(text, {"path": path, "line": min(below)}))


def write_workbook(
    path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]], title: str
) -> int:
    """Write a table as a workbook, every cell as text; how many rows. Raises ExchangeError."""
    book = _openpyxl().Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.append(list(headings))
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007 - the last number is the answer
        sheet.append([_as_text(sheet, cell) for cell in row])
    beside = path.with_name(path.name + ".part")
    try:
        book.save(beside)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        text = N_("{path} cannot be written: {why}")
        raise ExchangeError(Msg(text, {"path": path, "why": error.strerror or error})) from error
    return count


def _as_text(sheet: Any, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - only workbooks need it

    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"  # a name that begins with = stays a name
    return cell


def _openpyxl() -> Any:
    try:
        import openpyxl  # noqa: PLC0415 - 100 ms, and only workbooks need it
    except ImportError as error:
        text = N_('Workbooks need openpyxl: pip install "deskapp[xlsx]"; or save it as CSV.')
        raise ExchangeError(Msg(text)) from error
    return openpyxl


def _texts(row: Iterable[Any]) -> list[str]:
    cells = [_text(cell) for cell in row][:MOST_COLUMNS]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return FORMULA
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def formula_columns(cells: Sequence[str], headings: Sequence[str]) -> Iterator[str]:
    """The headings under which a row has formulas."""
    return (head for head, cell in zip(headings, cells, strict=False) if cell == FORMULA)
