"""Looking people and rooms up as somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.store import lookup, register
from deskapp.store.lookup_keys import Why
from deskapp.store.register import Resident, Room

if TYPE_CHECKING:
    import sqlite3

    from tests.store.conftest import AddTicket

ROOMS = [
    *(Room(f"3-2-{floor}0{door}") for floor in (2, 10, 12) for door in (1, 2, 3)),
    Room("13-2-1201"),
    Room("B-1801"),
    Room("2期-6-1-1503"),
    Room("3-2-2201+2202"),
    Room("车位B1-A023", kind="parking"),
    Room("商铺107", kind="shop"),
]
WANG = Resident("3-2-1202", "王珊", "业主", "13800138000", "021-62345678", "", "粤B·12345", "21:00")
WIFE = Resident("3-2-1202", "李芳", "家属", "13900138000")
SHAN = Resident("3-2-1001", "单雄信", "租户", "13712348001")
WS = Resident("B-1801", "吴松", "业主", "13700137001")
SHOP = Resident("商铺107", "翠湖便利超市", "商户", "13612349999")
MARY = Resident("13-2-1201", "María José O'Brien", "tenant", "+85291234567")


@pytest.fixture
def site(conn: sqlite3.Connection) -> sqlite3.Connection:
    register.replace_register(conn, ROOMS, [WIFE, WANG, SHAN, WS, SHOP, MARY])
    return conn


def names(site: sqlite3.Connection, typed: str) -> list[str]:
    return [found.who.name for found in lookup.look_up(site, typed) if found.who]


def rooms(site: sqlite3.Connection, typed: str) -> list[str]:
    return [found.room for found in lookup.look_up(site, typed)]


@pytest.mark.parametrize(
    "typed",
    ["3 2 12", "3栋2单元12", "三栋二单元12", "３－２－１２", "3-2-12", "3#2-12"],
)
def test_a_room_begun_lists_the_doors_it_may_be(site: sqlite3.Connection, typed: str) -> None:
    assert rooms(site, typed) == ["3-2-1201", "3-2-1202", "3-2-1203"]


def test_floors_come_as_people_count_them(site: sqlite3.Connection) -> None:
    assert rooms(site, "3 2 ")[:4] == ["3-2-201", "3-2-202", "3-2-203", "3-2-1001"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("王珊", "王珊"),
        ("珊", "王珊"),
        ("wangshan", "王珊"),
        ("wangsh", "王珊"),
        ("shanxiongxin", "单雄信"),
        ("sxx", "单雄信"),
        ("松", "吴松"),
        ("超市", "翠湖便利超市"),
        ("cuihu", "翠湖便利超市"),
        ("粤B12345", "王珊"),
        ("b12345", "王珊"),
        ("ｂ·１２３４５", "王珊"),
        ("62345678", "王珊"),
        ("1380013", "王珊"),
        ("138 0013 8000", "王珊"),
        ("maria", "María José O'Brien"),
        ("jose", "María José O'Brien"),
        ("maría", "María José O'Brien"),
        ("商铺107", "翠湖便利超市"),
    ],
)
def test_somebody_is_found_by_anything_they_say(
    site: sqlite3.Connection, typed: str, name: str
) -> None:
    assert names(site, typed)[:1] == ([name] if name else [])


def test_initials_find_everybody_who_has_them(site: sqlite3.Connection) -> None:
    assert set(names(site, "ws")) == {"王珊", "吴松"}


def test_the_owner_comes_before_the_family(site: sqlite3.Connection) -> None:
    assert names(site, "8000") == ["王珊", "李芳"]


def test_whoever_waits_for_something_comes_first(
    site: sqlite3.Connection, add_ticket: AddTicket
) -> None:
    add_ticket(room="B-1801")
    assert names(site, "ws") == ["吴松", "王珊"]


def test_a_door_alone_finds_its_rooms_and_four_digits_a_phone_too(
    site: sqlite3.Connection,
) -> None:
    assert rooms(site, "1201") == ["3-2-1201", "13-2-1201"]
    assert [f.why for f in lookup.look_up(site, "8001")] == [Why.PHONE]


@pytest.mark.parametrize("typed", ["", " ", "。", "%", "鲸", "0", "zz", "999999", "a" * 300, "\0"])
def test_what_nobody_has_finds_nobody(site: sqlite3.Connection, typed: str) -> None:
    assert lookup.look_up(site, typed) == []


def test_a_door_that_nobody_knows_is_never_taken_for_a_telephone(site: sqlite3.Connection) -> None:
    assert lookup.look_up(site, "62-34-5678") == []


def test_a_new_register_forgets_the_old_one(site: sqlite3.Connection) -> None:
    register.replace_register(site, [Room("1-101")], [])
    assert lookup.look_up(site, "王珊") == []
    assert rooms(site, "1-1") == ["1-101"]


SPELLED = {
    "3-2-1202": (
        "3栋2单元1202", "3-2-1202", "３－２－１２０２", "3–2–1202", "3 2 1202", "三栋二单元1202室",
        "3#2-1202", "building 3 unit 2 room 1202",
    ),
    "B-1801": ("B座1801", "b-1801", "Ｂ－１８０１"),
    "2期-6-1-1503": ("2期6栋1单元1503", "二期六栋一单元1503"),
    "车位B1-A023": ("车位B1-A023", "地库负一层A区023", "B1-A023"),
    "商铺107": ("商铺107", "107商铺", "shop 107"),
    "3-2-2201+2202": ("3-2-2201+2202", "3-2-2201", "3栋2单元2202"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "room"), [(typed, room) for room, many in SPELLED.items() for typed in many]
)
def test_every_notation_of_a_room_finds_it_and_no_other(
    site: sqlite3.Connection, typed: str, room: str
) -> None:
    assert rooms(site, typed) == [room]


BLOCKS = st.one_of(st.integers(1, 30).map(str), st.sampled_from(["A", "B", "A1"]))
SIGNS = [
    "{b}栋{u}单元{d}", "{b}-{u}-{d}", "{b}#{u}-{d}室", "{b} {u} {d}", "{b}幢{u}单元{d}室",
    "building {b} unit {u} room {d}", "{b}座{u}门{d}",
]  # fmt: skip


@given(
    block=BLOCKS, unit=st.integers(1, 9), floor=st.integers(1, 33), door=st.integers(1, 8),
    said=st.sampled_from(SIGNS), wide=st.booleans(),
)  # fmt: skip
def test_however_a_door_is_written_it_is_that_door(
    block: str, unit: int, floor: int, door: int, said: str, *, wide: bool
) -> None:
    import sqlite3  # noqa: PLC0415

    from deskapp.store.schema import migrate  # noqa: PLC0415

    conn = sqlite3.connect(":memory:", isolation_level=None)
    migrate(conn)
    here = f"{block}-{unit}-{floor}0{door}"
    others = [f"{block}-{unit}-{floor}0{door}1", f"1{block}-{unit}-{floor}0{door}"]
    register.replace_register(conn, [Room(one) for one in (here, *others)], [])
    typed = said.format(b=block, u=unit, d=f"{floor}0{door}")
    if wide:
        typed = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in typed)
    assert rooms(conn, typed) == [here]
    conn.close()
