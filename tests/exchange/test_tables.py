"""Tables in files, however they were saved."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.exchange.errors import ExchangeError
from deskapp.exchange.tables import guarded, read_table, write_csv, write_lines

if TYPE_CHECKING:
    from collections.abc import Callable

TABLE = "房号,姓名\n3-2-1202,王女士\n"
CELL = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=30).map(str.strip)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_spreadsheet_is_read_however_it_was_saved(
    file: Callable[[str, str | bytes], Path], encoding: str, delimiter: str
) -> None:
    path = file("list.csv", TABLE.replace(",", delimiter).encode(encoding))
    table = read_table(path)
    assert table.headings == ("房号", "姓名")
    assert dict(table.rows[0].cells) == {"房号": "3-2-1202", "姓名": "王女士"}
    assert table.rows[0].line == 2


def test_a_packed_file_is_read_like_the_bare_one(
    file: Callable[[str, str | bytes], Path],
) -> None:
    packed = file("list.csv.gz", gzip.compress(TABLE.encode()))
    assert read_table(packed) == read_table(file("list.csv", TABLE))


def test_a_title_over_the_headings_is_passed_over(
    file: Callable[[str, str | bytes], Path],
) -> None:
    path = file("list.csv", f"翠湖花园业主信息,\n\n{TABLE}")
    table = read_table(path, frozenset({"房号", "姓名"}))
    assert table.headings == ("房号", "姓名")
    assert table.rows[0].line == 4


def test_two_columns_of_one_heading_stay_apart(file: Callable[[str, str | bytes], Path]) -> None:
    table = read_table(file("list.csv", "电话,电话\n1,2\n"))
    assert dict(table.rows[0].cells) == {"电话": "1", "电话 2": "2"}


def test_a_row_with_too_many_cells_is_told_with_its_line(
    file: Callable[[str, str | bytes], Path],
) -> None:
    table = read_table(file("list.csv", f'{TABLE}"3-2-\n1203",李,多\n'))
    assert [row.line for row in table.rows if row.broken] == [3]


def test_json_lines_that_are_no_object_are_told_one_by_one(
    file: Callable[[str, str | bytes], Path],
) -> None:
    table = read_table(file("list.jsonl", '{"a": 1, "b": null}\n[2]\n{"a"\n'))
    assert dict(table.rows[0].cells) == {"a": "1", "b": ""}
    assert [bool(row.broken) for row in table.rows] == [False, True, True]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("blank.csv", b"\xef\xbb\xbf \r\n"),
        ("book.xlsx", b"PK\x03\x04rest"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xfe"),
        ("nul.csv", b"a,b\x00\x00\x00\x00\x00\x00\x00\x00"),
        ("torn.csv.gz", gzip.compress(TABLE.encode(), mtime=0)[:-12]),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(
    file: Callable[[str, str | bytes], Path], name: str, content: bytes
) -> None:
    path = file(name, content)
    with pytest.raises(ExchangeError) as refused:
        read_table(path)
    assert refused.value.message.values["path"] == path


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(ExchangeError):
            read_table(path)


def test_control_characters_never_come_in(file: Callable[[str, str | bytes], Path]) -> None:
    table = read_table(file("list.csv", "a\n王\x00\x1b[31m\u009b芳\n李\n王\n张\n"))
    assert table.rows[0].cells["a"] == "王[31m芳"


@pytest.mark.parametrize("cell", ["=1+1", "+86 138", "-1-101", "@SUM(A1)", "'=1"])
def test_no_cell_becomes_a_formula(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@given(st.lists(st.tuples(CELL, CELL), min_size=1))
def test_what_is_written_for_a_spreadsheet_is_read_back_as_it_was(
    rows: list[tuple[str, str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        assert write_csv(path, ("房号", "姓名"), rows) == len(rows)
        read = [(row.cells["房号"], row.cells["姓名"]) for row in read_table(path).rows]
    assert read == [row for row in rows if any(row)]


def test_json_lines_are_read_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    write_lines(path, ("a", "b"), [("=1", "王\u2028芳")])
    assert dict(read_table(path).rows[0].cells) == {"a": "=1", "b": "王\n芳"}


def test_an_export_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError):
        write_csv(tmp_path / "no folder" / "list.csv", ("a",), [("1",)])
    assert list(tmp_path.iterdir()) == []
