"""The register from a site's own spreadsheet, and back."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from deskapp.exchange.errors import ExchangeError
from deskapp.exchange.register_changes import Changes
from deskapp.exchange.residents import (
    changes,
    export_residents,
    import_residents,
    read_residents,
)
from deskapp.handbook.household import Corrected
from deskapp.handbook.message import Msg
from deskapp.handbook.staff import RegisterImported
from deskapp.handbook.step import Act
from deskapp.locale import set_language
from deskapp.store import register
from deskapp.store.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from deskapp.desk.desk import Desk

LIST = """\
楼栋,单元,房号,姓名,关系,联系电话,面积,备注
3栋,2单元,1202,王芳,业主,13800138000,89.2㎡,先发消息
3栋,2单元,1202,李强,租户,13900139000 / 0571-88001234,89.2,
3栋,2单元,1203,,,,105,空置
"""


def test_building_unit_and_room_are_joined_and_a_room_has_several_people(
    file: Callable[[str, str | bytes], Path],
) -> None:
    read = read_residents(file("list.csv", LIST))
    assert list(read.rooms) == ["3-2-1202", "3-2-1203"]
    assert [p.name for p in read.people] == ["王芳", "李强"]
    assert [(p.phone, p.phone2) for p in read.people][1] == ("13900139000", "0571-88001234")
    assert read.rooms["3-2-1202"].area == "89.2"
    assert not read.bad


def test_one_column_of_whole_rooms_is_enough(file: Callable[[str, str | bytes], Path]) -> None:
    read = read_residents(file("list.csv", "Room No.,Owner,Mobile\n3-2-1202,Ann Lee,13800138000\n"))
    assert list(read.rooms) == ["3-2-1202"]
    assert [p.name for p in read.people] == ["Ann Lee"]


def test_two_names_in_one_cell_share_out_two_numbers(
    file: Callable[[str, str | bytes], Path],
) -> None:
    read = read_residents(
        file("list.csv", "房号,姓名,电话\n1-101,王芳、李强,13800138000、13900139000\n")
    )
    assert [(p.name, p.phone) for p in read.people] == [
        ("王芳", "13800138000"),
        ("李强", "13900139000"),
    ]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (",王芳,13800138000,", "房号"),
        ("合计,,,", "房号"),
        ("1-102,王芳,1380013800,", "电话"),
        ("1-102,,13800138000,", "姓名"),
        ("1-102,12345,,", "姓名"),
        ("1-102,王芳,,很大", "面积"),
        ("1-101,张三,13800138001,", ""),
        ("1-102,王芳,,,多余", ""),
    ],
)
def test_every_bad_row_is_listed_and_nothing_is_imported(
    desk: Desk, file: Callable[[str, str | bytes], Path], row: str, column: str
) -> None:
    path = file("list.csv", f"房号,姓名,电话,面积\n1-101,张三,13800138001,\n{row}\n")
    read = read_residents(path)
    assert [(bad.line, bad.column) for bad in read.bad] == [(3, column)]
    with pytest.raises(ExchangeError):
        import_residents(desk, path, read)
    assert register.counts(desk.store.conn) == (0, 0)


def test_an_import_is_one_row_of_the_journal_with_the_lists_fingerprint(
    desk: Desk, file: Callable[[str, str | bytes], Path]
) -> None:
    path = file("list.csv", LIST)
    import_residents(desk, path, read_residents(path))
    last = desk.entries("S")[-1].step
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert isinstance(last, RegisterImported)
    assert (last.rooms, last.people, last.fingerprint) == (2, 2, digest)
    assert register.counts(desk.store.conn) == (2, 2)
    assert verify(desk.store).sound


def test_the_preview_counts_what_is_new_changed_and_gone(
    desk: Desk, file: Callable[[str, str | bytes], Path]
) -> None:
    first = file("first.csv", "房号,姓名\n1-101,张三\n1-102,李四\n1-103,王五\n")
    import_residents(desk, first, read_residents(first))
    second = file("second.csv", "房号,姓名\n1-101,张三\n1-102,赵六\n1-104,钱七\n")
    assert changes(desk, read_residents(second)) == Changes(new=1, changed=1, gone=1)
    assert changes(desk, read_residents(first)) == Changes(new=0, changed=0, gone=0)


def test_an_import_that_the_gate_refuses_leaves_the_register_as_it_was(
    desk: Desk, file: Callable[[str, str | bytes], Path]
) -> None:
    first = file("first.csv", "房号,姓名\n1-101,张三\n")
    import_residents(desk, first, read_residents(first))
    second = file("second.csv", "房号,姓名\n1-102,李四\n")
    desk.operator = desk.people[next(p for p in desk.people if desk.people[p].name == "王建国")]
    from dataclasses import replace  # noqa: PLC0415 - only this story strips somebody of roles

    from deskapp.handbook.people import Role  # noqa: PLC0415

    desk.operator = replace(desk.operator, roles=Role.NONE)
    with pytest.raises(Exception, match=r"register\.imported"):
        import_residents(desk, second, read_residents(second))
    assert [r.room for r in register.all_rooms(desk.store.conn)] == ["1-101"]


def test_a_list_without_rooms_is_refused(file: Callable[[str, str | bytes], Path]) -> None:
    with pytest.raises(ExchangeError):
        read_residents(file("list.csv", "颜色,大小\n红,大\n"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_full_export_is_read_back_without_any_change(
    desk: Desk, file: Callable[[str, str | bytes], Path], tmp_path: Path, lang: str
) -> None:
    path = file("list.csv", LIST)
    import_residents(desk, path, read_residents(path))
    set_language(lang)
    out = tmp_path / "out.csv"
    assert export_residents(desk, out, full=True, reason="审计要求") == 3
    assert changes(desk, read_residents(out)) == Changes(new=0, changed=0, gone=0)


def test_an_export_shows_no_name_and_no_number_in_full(
    desk: Desk, file: Callable[[str, str | bytes], Path], tmp_path: Path
) -> None:
    path = file("list.csv", LIST)
    import_residents(desk, path, read_residents(path))
    export_residents(desk, tmp_path / "out.csv")
    written = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    assert "138****8000" in written
    assert not any(secret in written for secret in ("王芳", "13800138000", "88001234"))


def test_two_hundred_thousand_rows_are_no_list_of_one_site(
    file: Callable[[str, str | bytes], Path],
) -> None:
    path = file("list.csv", "房号\n" + "1-1-101\n" * 200_000)
    with pytest.raises(ExchangeError) as error:
        read_residents(path)
    assert error.value.message.values["most"] == 100_000


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_list_in_a_strange_encoding_is_refused_in_one_sentence(
    file: Callable[[str, str | bytes], Path], encoding: str
) -> None:
    with pytest.raises(ExchangeError) as error:
        read_residents(file("list.csv", LIST.encode(encoding)))
    assert "UTF-8 or GB18030" in error.value.message.text


def test_an_empty_room_told_twice_and_other_data_for_one_room_are_asked_about(
    file: Callable[[str, str | bytes], Path],
) -> None:
    text = "房号,姓名,管井\n1-101,,A\n1-101,,A\n1-102,张三,A\n1-102,李四,B\n"
    told = [(bad.line, bad.reason.text) for bad in read_residents(file("list.csv", text)).bad]
    assert [line for line, _ in told] == [3, 5]
    assert "already" in told[0][1]
    assert "another" in told[1][1]


def test_how_far_a_long_list_is_may_be_watched_and_stopped(
    file: Callable[[str, str | bytes], Path],
) -> None:
    path = file("list.csv", "房号\n" + "".join(f"1-{n}\n" for n in range(101, 1701)))
    seen: list[tuple[int, int]] = []
    read_residents(path, progress=lambda done, whole: seen.append((done, whole)))
    assert seen == [(500, 1600), (1000, 1600), (1500, 1600)]

    def stop(_done: int, _whole: int) -> None:
        raise ExchangeError(Msg("stop"))

    with pytest.raises(ExchangeError, match="stop"):
        read_residents(path, progress=stop)


def test_what_the_desk_corrected_itself_is_marked_before_a_list_undoes_it(
    desk: Desk, file: Callable[[str, str | bytes], Path]
) -> None:
    first = file("first.csv", "房号,姓名,电话\n1-101,张三,13800138001\n1-102,李四,13800138002\n")
    import_residents(desk, first, read_residents(first))
    step = Corrected(who="张三", item="phone", value="13900139001", proof="called")
    desk.take([Act("D1-101", step)])
    (back,) = changes(desk, read_residents(first)).rooms
    assert (back.room, back.by_hand) == ("1-101", True)
    (told,) = back.details()
    assert (told.values["before"], told.values["after"]) == ("139****9001", "138****8001")
    import_residents(desk, first, read_residents(first))
    second = file("second.csv", "房号,姓名,电话\n1-101,张三,13700137001\n1-102,李四,13800138002\n")
    (change,) = changes(desk, read_residents(second)).rooms
    assert not change.by_hand


def test_risers_and_best_numbers_go_out_and_come_back(
    desk: Desk, file: Callable[[str, str | bytes], Path], tmp_path: Path
) -> None:
    text = "房号,姓名,电话,电话2,首选,管井\n1-101,张三,13800138001,0571-88001234,2,A\n"
    path = file("list.csv", text)
    import_residents(desk, path, read_residents(path))
    ((room, who),) = register.export_rows(desk.store.conn)
    assert who
    assert (room.riser, who.ring_first) == ("A", "0571-88001234")
    export_residents(desk, tmp_path / "out.csv", full=True, reason="审计要求")
    assert changes(desk, read_residents(tmp_path / "out.csv")).rooms == ()
