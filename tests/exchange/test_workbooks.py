"""The register from a workbook: read as plain cells, or refused in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from deskapp.exchange.errors import ExchangeError
from deskapp.exchange.residents import (
    changes,
    export_residents,
    import_residents,
    read_residents,
    remembered,
)
from deskapp.store import register

if TYPE_CHECKING:
    from pathlib import Path

    from deskapp.desk.desk import Desk

HEADS = ("房号", "姓名", "关系", "联系电话", "面积", "车牌")
ROWS = (
    ("3-2-1202", "王伟", "业主", 13800138000, 89.5, "粤B12345"),
    ("3-2-1203", "", "", "", 105, ""),
)


def book(path: Path, *rows: tuple[Any, ...], merge: str = "") -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    made.save(path)
    return path


def told(path: Path) -> str:
    with pytest.raises(ExchangeError) as error:
        read_residents(path)
    return error.value.message.text


def test_a_workbook_is_read_like_any_list(tmp_path: Path) -> None:
    read = read_residents(book(tmp_path / "a.xlsx", HEADS, *ROWS))
    assert not read.bad
    assert [(p.name, p.phone, p.plate) for p in read.people] == [
        ("王伟", "13800138000", "粤B12345")
    ]
    assert read.rooms["3-2-1203"].area == "105"


def test_a_merged_title_above_the_headings_does_no_harm(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ("业主名册",), HEADS, *ROWS, merge="A1:F1")
    assert len(read_residents(path).rooms) == 2


def test_merged_cells_among_the_rows_are_refused(tmp_path: Path) -> None:
    assert "merged cells" in told(book(tmp_path / "a.xlsx", HEADS, *ROWS, merge="A2:A3"))


def test_a_formula_makes_its_row_bad(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", HEADS, ROWS[0], ("3-2-1203", "=A1", "", "", "", ""))
    (bad,) = read_residents(path).bad
    assert (bad.line, bad.reason.text[:9]) == (3, "A formula")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        (b"PK\x03\x04 and nothing more", "no workbook"),
    ],
)
def test_what_is_locked_or_damaged_is_said(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert says in told(path)


def test_without_a_column_of_rooms_its_columns_are_named(tmp_path: Path) -> None:
    assert "no column of rooms" in told(book(tmp_path / "a.xlsx", ("甲", "乙"), ("1", "2")))


def test_one_number_for_people_of_two_rooms_is_asked_about(tmp_path: Path) -> None:
    other = ("3-2-1301", "李芳", "业主", 13800138000, 90, "")
    (bad,) = read_residents(book(tmp_path / "a.xlsx", HEADS, ROWS[0], other)).bad
    assert bad.reason.values == {"number": "138****8000", "line": 2}


def test_a_room_told_twice_with_two_areas_is_asked_about(tmp_path: Path) -> None:
    other = ("3-2-1202", "李芳", "家属", "", 90, "")
    (bad,) = read_residents(book(tmp_path / "a.xlsx", HEADS, ROWS[0], other)).bad
    assert bad.line == 3


def test_unusual_columns_are_remembered_from_one_import_to_the_next(
    desk: Desk, tmp_path: Path
) -> None:
    path = book(tmp_path / "a.xlsx", ("门号", "谁住"), ("3-2-1202", "王伟"))
    read = read_residents(path, {"room": "门号", "name": "谁住"})
    assert [(c.room, c.what) for c in changes(desk, read).rooms] == [("3-2-1202", "new")]
    import_residents(desk, path, read)
    again = read_residents(path, remembered(desk))
    assert [p.name for p in again.people] == ["王伟"]
    assert changes(desk, again).rooms == ()


def test_what_goes_out_as_a_workbook_comes_back_the_same(desk: Desk, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", HEADS, *ROWS, ("3-2-1301", "张三", "业主", "", "", ""))
    import_residents(desk, path, read_residents(path))
    before = list(register.export_rows(desk.store.conn))
    assert export_residents(desk, tmp_path / "b.xlsx", full=True) == 3
    again = read_residents(tmp_path / "b.xlsx")
    assert changes(desk, again).rooms == ()
    assert len(before) == 3
    export_residents(desk, tmp_path / "c.xlsx")
    cells = [c.value for row in openpyxl.load_workbook(tmp_path / "c.xlsx").active for c in row]
    assert not {"王伟", "13800138000", "粤B12345"} & set(cells)
