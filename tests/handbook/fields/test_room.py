"""Rooms and places: every notation, stories told, the flats around, the spoken form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.handbook.fields.reading import Level
from deskapp.handbook.fields.room import (
    above,
    below,
    beside,
    find_room,
    read_room,
    room_parts,
    room_prefix,
    say_room,
)
from deskapp.handbook.fields.spoken import han_ordinal

FULL_WIDTH = 0xFEE0  # from a plain sign to its full-width form
NOTATIONS = (
    "{b}栋{u}单元{r}室",
    "{b}-{u}-{r}",
    "{b}–{u}—{r}",
    "{b} {u} {r}",
    "{b}#{u}-{r}",
    "{b}#-{u}-{r}",
    "{b}号楼{u}单元{r}",
    "{b}幢{u}单元{r}房",
    "{b}座{u}单元{r}",
    "{b}.{u}.{r}",
    "{hb}栋{hu}单元{r}",
    "building {b} unit {u} room {r}",
)


@given(
    st.integers(1, 99),
    st.integers(1, 9),
    st.integers(101, 3999),
    st.sampled_from(NOTATIONS),
    st.sampled_from((0, FULL_WIDTH)),
)
def test_every_notation_of_a_room_reads_to_the_same_room(
    building: int, unit: int, room: int, notation: str, shift: int
) -> None:
    typed = notation.format(
        b=building, u=unit, r=room, hb=han_ordinal(building), hu=han_ordinal(unit)
    )
    typed = typed.translate({sign: sign + shift for sign in range(0x21, 0x7F)})
    reading = read_room(typed)
    assert (reading.level, reading.value) == (Level.OK, f"{building}-{unit}-{room}")


@given(st.text(max_size=40))
def test_a_place_once_stored_reads_to_itself(typed: str) -> None:
    stored = read_room(typed).value
    assert stored is None or read_room(stored).value == stored


def test_a_room_that_the_register_does_not_know_is_asked_again_but_never_refused() -> None:
    reading = read_room("3-2-1203", {"3-2-1202"})
    assert (reading.level, reading.value) == (Level.WARN, "3-2-1203")


def test_zeros_are_never_added_but_the_other_room_is_named() -> None:
    reading = read_room("3-2-101", {"3-2-0101"})
    assert reading.level is Level.WARN
    assert reading.message is not None
    assert reading.message.values["other"] == "3-2-0101"


def test_on_a_site_with_one_building_two_numbers_are_unit_and_room() -> None:
    assert read_room("2-1202", {"1-2-1202", "1-1-101"}).value == "1-2-1202"
    assert read_room("2单元1202", {"1-2-1202", "1-1-101"}).value == "1-2-1202"
    assert read_room("2-1202", {"1-2-1202", "3-1-101"}).level is Level.WARN


def test_block_b1_is_a_block_if_the_register_says_so() -> None:
    assert read_room("B1-301", {"B1-301"}).kind == "room"
    assert read_room("B1-301").kind == "parking"


@pytest.mark.parametrize(
    ("told", "room", "rest"),
    [
        ("3-2-1202 厨房漏水", "3-2-1202", "厨房漏水"),
        ("我是3栋2单元1202的，厨房漏水", "3-2-1202", "厨房漏水"),
        ("你好，我是三栋二单元一二零二的业主王伟，没电", "3-2-1202", "王伟，没电"),
        ("厨房漏水，３－２－１２０２", "3-2-1202", "厨房漏水"),
        ("11-1101 没电", "11-1101", "没电"),
        ("B座1801空调不冷", "B-1801", "空调不冷"),
        ("车位B1-023有油", "车位B1-023", "有油"),
        ("地库负一层A区023被占", "车位B1-A023", "被占"),
        ("128弄12号301室漏水", "128弄-12-301", "漏水"),
        ("Hi, I'm in 3-2-1202, the kitchen leaks", "3-2-1202", "the kitchen leaks"),
        ("3号楼2单元1202室，漏水\n很急", "3-2-1202", "漏水\n很急"),
        ("3-2-2001 漏水", "3-2-2001", "漏水"),
        ("商铺107漏水", "商铺107", "漏水"),
        ("3栋2单元1202、1203都漏水", "3-2-1202", "1203都漏水"),
        ("6-1-1503/1504漏水", "6-1-1503+1504", "漏水"),
        ("报修：3-2-1202，没电", "3-2-1202", "报修：没电"),
        ("王女士 3-2-1202 没电", "3-2-1202", "王女士 没电"),
    ],
)
def test_a_room_in_a_story_is_found_and_the_rest_is_the_matter(
    told: str, room: str, rest: str
) -> None:
    assert find_room(told) == (room, rest)


@pytest.mark.parametrize(
    "told",
    [
        "2026-03-05 10:30 停水",
        "12-3-2026 停水",
        "昨天8-10点停水",
        "3/4 22:15 有噪音",
        "138-0013-8000",
        "0571-87086111 打电话",
        "400-680-8581",
        "价格12-1500元",
        "10-1530元",
        "车位费300元",
        "3栋120户停水",
        "3栋2单元12楼电梯坏了",
        "3栋没电",
        "20-30岁",
        "厨房漏水",
        "",
        "3楼漏水",
        "1-2-300块",
        "一座650吨的加油站",
        "商铺10余户",
        "2单元1202漏水",
        "+852 5123 4567",
    ],
)
def test_a_date_time_phone_or_price_is_never_taken_for_a_room(told: str) -> None:
    assert find_room(told) is None


@given(st.integers(1, 30), st.integers(1, 9), st.integers(101, 999))
def test_a_found_room_is_the_room_that_was_told(building: int, unit: int, room: int) -> None:
    assert find_room(f"我是{building}栋{unit}单元{room}的，漏水") == (
        f"{building}-{unit}-{room}",
        "漏水",
    )


@pytest.mark.parametrize(
    ("typed", "prefix"),
    [
        ("3 2 12", "3-2-12"),
        ("3栋2单元12", "3-2-12"),
        ("3栋", "3-"),
        ("3 2 ", "3-2-"),
        ("3", "3"),
        ("b座18", "B-18"),
        ("三栋二单元", "3-2-"),
        ("3-2-1202室", "3-2-1202"),
        ("2期6栋", "2期-6-"),
        ("王伟", ""),
        ("", ""),
    ],
)
def test_the_beginning_of_a_room_is_searched_as_stored(typed: str, prefix: str) -> None:
    assert room_prefix(typed) == prefix


def test_a_room_taken_apart_knows_its_floor_and_door() -> None:
    parts = room_parts("2期-6-1-12A05")
    assert parts is not None
    assert (parts.phase, parts.building, parts.unit) == ("2期", "6", "1")
    assert (parts.floor, parts.door) == ("12A", "05")
    assert room_parts("车位B1-023") is None
    assert room_parts("1栋大堂") is None


def test_the_flats_above_below_and_beside_are_named() -> None:
    assert "3-2-1102" in below("3-2-1202")
    assert above("3-2-1202")[0] == "3-2-1302"
    assert "3-2-12A02" in above("3-2-1202")
    assert beside("3-2-1202") == ("3-2-1201", "3-2-1203")
    assert below("3-2-101") == ("3-2--101",)
    assert above("A-M02") == ("A-202",)
    assert beside("3-2-1201+1202") == ("3-2-1203",)
    assert above("车位305") == below("车位305") == beside("地库东侧") == ()


@given(st.integers(2, 30), st.integers(1, 9))
def test_the_flat_below_has_this_flat_above_it(floor: int, door: int) -> None:
    room = f"3-2-{floor}{door:02}"
    assert room in above(below(room)[0])


@pytest.mark.parametrize(
    ("room", "said"),
    [
        ("2期-6-1-1503", "二期六栋一单元，幺五零三"),
        ("128弄-12-301", "幺二八弄十二号，三零幺"),
        ("A1-2-301", "A幺栋二单元，三零幺"),
        ("3-2-12A05", "三栋二单元，幺二A零五"),
        ("3-2-1201+1202", "三栋二单元，幺二零幺和幺二零二"),
        ("3-2--101", "三栋二单元，负幺零幺"),
        ("车位B1-A023", "车位，B幺，A零二三"),
        ("商铺S12", "商铺，S幺二"),
        ("1栋大堂", "1栋大堂"),
    ],
)
def test_building_and_unit_are_counted_and_the_door_is_spelled(room: str, said: str) -> None:
    assert say_room(room, "zh") == said


def test_the_word_for_one_and_for_a_building_are_the_sites_own() -> None:
    assert say_room("11-1101", "zh_CN", one="一") == "十一栋，一一零一"
    assert say_room("B-1801", "zh", building_word="座") == "B座，幺八零幺"


def test_english_says_every_digit() -> None:
    said = "building one three, unit two, room one two zero two"
    assert say_room("13-2-1202", "en") == said
    assert say_room("车位B1-023", "en") == "parking space, B one, zero two three"
