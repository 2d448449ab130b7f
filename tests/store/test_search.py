"""What the desk types is found, newest first; what was not written is not."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskapp.store import search
from deskapp.store.schema import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator


class Put(Protocol):
    """Puts one ticket's text into the index; the later, the newer."""

    def __call__(self, what: str = "", **texts: str) -> int: ...


@pytest.fixture
def put(conn: sqlite3.Connection) -> Put:
    keys = iter(range(1, 10_000))

    def add(what: str = "", **texts: str) -> int:
        key = next(keys)
        search.index(conn, key, document(what=what, **texts))
        return key

    return add


def document(**texts: str) -> str:
    empty: dict[str, Any] = dict.fromkeys(
        ("room", "what", "name", "contact", "number", "extra"), ""
    )
    return search.document(**{**empty, **texts})


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("漏", "厨房漏水"),
        ("水", "厨房漏水"),
        ("房", "厨房漏水"),
        ("漏水", "厨房漏水"),
        ("厨房漏水", "厨房漏水，快来"),
        ("漏水 快来", "厨房漏水，快来"),
        ("厨房，漏水", "漏水的是厨房"),
        ("3栋", "3栋大堂灯不亮"),
        ("3栋大堂", "3栋大堂灯不亮"),
        ("A座电梯", "a座电梯异响"),
        ("wifi信号", "家里WiFi 信号差"),
        ("ＷＩＦＩ", "家里wifi差"),
        ("leak", "Water leaking under the sink"),
        ("LEAKING", "Water leaking under the sink"),
        ("water lea", "Water leaking under the sink"),
        ("o'brien", "Call Mr O'Brien"),
        ("o'bri", "Call Mr O'Brien"),
        ("été", "L'ÉTÉ dernier"),
        ("straße", "STRASSE 5"),
        ("5", "灯管5根"),
        ("12楼", "我家12楼漏水"),
        ("12楼", "我家12 楼漏水"),
        ("A座12楼", "在A座12楼"),
        ("400-800-1234", "打400-800-1234没人接"),
        ("2-1202", "楼下3-2-1202说漏了"),
        ("26-3-5", "从26-3-5起"),
        ("1-2-3-4-5", "编号1-2-3-4-5-6"),
        ("on-site", "On-site visit"),
        ("3栋2单元", "3栋2单元都停电"),
        ("𬀩", "王𬀩报修"),
        ("王𬀩", "王𬀩报修"),
        ("エレベータ", "エレベーター停止"),
        ("漏\u200b水", "漏水"),
        ("漏水", "漏\u200b水"),
    ],
)
def test_what_was_written_is_found_as_people_type_it(
    conn: sqlite3.Connection, put: Put, typed: str, text: str
) -> None:
    put("别的事情 another matter")
    key = put(text)
    assert search.find(conn, typed) == [key]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("水厨", "漏水，厨房"),
        ("水厨", "漏水 厨房"),
        ("水厨房", "漏水\n厨房"),
        ("漏水了", "漏水"),
        ("漏水房", "漏水，水房"),
        ("3栋", "共3，栋长说"),
        ("栋3", "第2栋，3个人"),
        ("ter", "water"),
        ("wa", "water"),
        ("lea water", "water leaking"),
        ("17", "A017"),
        ("漏水 停电", "漏水"),
        ("电 漏水", "漏水"),
        ("3水", "灯管3"),
        ("coming", "incoming"),
        ("12楼", "12号，楼道"),
        ("3-1202", "3-2-1202"),
        ("2-12", "3-2-1202"),
        ("1 2 3", "1号楼2单元3个人"),
    ],
)
def test_what_was_not_written_is_not_found(
    conn: sqlite3.Connection, put: Put, typed: str, text: str
) -> None:
    put(text)
    assert search.find(conn, typed) == []


@pytest.mark.parametrize(
    "typed",
    [
        "3-2-1202",
        "3 2 1202",
        "3 2 12",
        "3-2-12",
        "3-2",
        "3栋",
        "3栋2单元",
        "三栋二单元1202",
        "三栋二单元1202室",
        "３－２－１２０２",
        "3–2–1202",
        "3#2-1202",
        "3,2,1202",
        "Building 3 unit 2 room 1202",
        "1202",
        "漏水 3 2 12",
        "3 2 12 漏水",
        "三栋二单元1202 漏水",
    ],
)
def test_a_room_is_found_by_every_way_of_typing_it(
    conn: sqlite3.Connection, put: Put, typed: str
) -> None:
    key = put("厨房漏水", room="3-2-1202")
    put("停电", room="13-2-1201")
    put("停电", room="2-3-1201")
    assert search.find(conn, typed) == [key]


@pytest.mark.parametrize("typed", ["3-2-1203", "3 2 13", "3-12", "3 2 12 停电"])
def test_another_room_is_not_found(conn: sqlite3.Connection, put: Put, typed: str) -> None:
    put("厨房漏水", room="3-2-1202")
    assert search.find(conn, typed) == []


@pytest.mark.parametrize(
    ("room", "typed"),
    [
        ("3-2-1201+1202", "3-2-1202"),
        ("3-2-1201+1202", "3-2-1201+1202"),
        ("3-2--101", "3-2--101"),
        ("2期-6-1-1503", "2期6栋1单元1503"),
        ("2期-6-1-1503", "6-1-1503"),
        ("128弄-12-301", "128弄12号301室"),
        ("B-1801", "b座1801"),
        ("车位B1-A023", "地库负一层A区023"),
        ("车位B1-023", "B1-023"),
        ("商铺S12", "商铺s12"),
        ("商铺107", "107号商铺"),
        ("3-2-1202", "2-1202"),
        ("1栋大堂", "大堂"),
    ],
)
def test_odd_places_are_found_too(
    conn: sqlite3.Connection, put: Put, room: str, typed: str
) -> None:
    put("停电", room="9-9-909")
    key = put("停电", room=room)
    assert search.find(conn, typed) == [key]


@pytest.mark.parametrize(
    ("contact", "typed"),
    [
        ("13800138000", "8000"),
        ("13800138000", "38000"),
        ("13800138000", "13800138000"),
        ("13800138000", "138 0013 8000"),
        ("13800138000", "+86 138 0013 8000"),
        ("13800138000", "８０００"),
        ("021-62345678", "5678"),
        ("021-62345678", "62345678"),
        ("021-62345678", "021-62345678"),
        ("021-62345678-805", "5678"),
        ("+85291234567", "4567"),
    ],
)
def test_a_phone_is_found_by_its_last_digits(
    conn: sqlite3.Connection, put: Put, contact: str, typed: str
) -> None:
    put("停电", contact="13900139001")
    key = put("停电", contact=contact)
    assert search.find(conn, typed) == [key]


@pytest.mark.parametrize("typed", ["1380", "0013", "800"])
def test_a_phone_is_not_found_by_digits_from_its_middle(
    conn: sqlite3.Connection, put: Put, typed: str
) -> None:
    put("停电", contact="13800138000")
    assert search.find(conn, typed) == []


@pytest.mark.parametrize("typed", ["3-2-1102", "3 2 11", "三栋二单元1102"])
def test_a_room_told_in_the_matter_is_found_too(
    conn: sqlite3.Connection, put: Put, typed: str
) -> None:
    key = put("楼下三栋二单元1102也漏了", room="3-2-1202")
    assert search.find(conn, typed) == [key]


def test_a_phone_told_in_the_matter_is_found_by_its_tail(
    conn: sqlite3.Connection, put: Put
) -> None:
    key = put("请打女儿电话13900139001")
    assert search.find(conn, "9001") == [key]


@pytest.mark.parametrize("typed", ["A017", "a017", "R260305-A017", "r260305", "Ａ０１７"])
def test_a_ticket_is_found_by_its_number(conn: sqlite3.Connection, put: Put, typed: str) -> None:
    put(number="R260306-A018")
    key = put(number="R260305-A017")
    assert search.find(conn, typed) == [key]


def test_the_newest_come_first_and_the_next_page_goes_on(
    conn: sqlite3.Connection, put: Put
) -> None:
    keys = [put("漏水") for _ in range(7)]
    first = search.find(conn, "漏水", limit=3)
    assert first == keys[:-4:-1]
    assert search.find(conn, "漏水", limit=3, before=first[-1]) == keys[-4:-7:-1]


def test_a_changed_ticket_is_found_by_its_new_words_only(
    conn: sqlite3.Connection, put: Put
) -> None:
    key = put("厨房漏水", contact="13800138000")
    search.index(conn, key, document(what="客厅停电", contact="13800138001"))
    assert search.find(conn, "停电") == [key]
    for gone in ("漏水", "厨", "8000"):
        assert search.find(conn, gone) == []
    check_whole(conn)


def test_a_forgotten_ticket_is_found_no_more(conn: sqlite3.Connection, put: Put) -> None:
    key, other = put("漏水"), put("漏水")
    search.forget(conn, key)
    search.forget(conn, 999)
    assert search.find(conn, "漏水") == [other]
    check_whole(conn)


def test_merging_tidies_and_changes_no_answer(conn: sqlite3.Connection, put: Put) -> None:
    keys = [put(f"漏水 {n}") for n in range(64)]
    assert search.merge(conn, 1000)
    while search.merge(conn, 1000):
        pass
    assert search.find(conn, "漏水", limit=100) == keys[::-1]
    check_whole(conn)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " \n\t",
        '"',
        '""" OR 1',
        "*",
        "漏水*",
        "NEAR(漏水 厨房)",
        "body:漏水",
        "^漏水",
        "-漏水",
        "{body}:漏",
        "漏水 AND",
        "OR OR OR",
        "NOT",
        "\x00漏水\x00",
        "'; DROP TABLE ticket; --",
        "漏水" * 3500,
        "水 " * 3500,
        "3-" * 3500,
        "8" * 7000,
        "a" * 7000,
        "(" * 7000,
        '"*' * 3500,
        "\ud800漏水",
        "‖›⌂☏",
        "👍",
        "--1 - +2",
    ],
    ids=lambda typed: ascii(typed)[:24],
)
def test_no_question_is_an_error(conn: sqlite3.Connection, put: Put, typed: str) -> None:
    put("厨房漏水，AND NOT OR NEAR")
    search.find(conn, typed)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("漏水*", [1]), ("NOT 漏水", []), ("and", [2]), ("漏水 OR 停电", []), ("body:漏水", [])],
)
def test_the_words_of_a_query_language_are_only_words(
    conn: sqlite3.Connection, put: Put, typed: str, found: list[int]
) -> None:
    put("厨房漏水")
    put("停电 and 跳闸")
    assert search.find(conn, typed) == found


def test_a_short_word_beside_a_long_one_counts(conn: sqlite3.Connection, put: Put) -> None:
    put("厨房天花板漏水")
    both = put("厨房天花板漏水，急")
    assert search.find(conn, "厨房天花板漏水 急") == [both]


@pytest.fixture(scope="module")
def memory() -> Iterator[sqlite3.Connection]:
    conn = sqlite3.connect(":memory:", isolation_level=None)
    migrate(conn)
    yield conn
    conn.close()


chinese = st.text(alphabet="漏水厨房停电急𬀩", min_size=1, max_size=6)
signs = st.sampled_from(["，", "。", " ", "\n", "、", "/"])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(written=st.lists(st.tuples(chinese, signs), min_size=1, max_size=4), typed=chinese)
def test_chinese_is_found_exactly_where_it_stands(
    memory: sqlite3.Connection, written: list[tuple[str, str]], typed: str
) -> None:
    text = "".join(run + sign for run, sign in written)
    search.index(memory, 1, document(what=text))
    assert search.find(memory, typed) == ([1] if typed in text else [])


@settings(max_examples=200, deadline=None)
@given(typed=st.text(max_size=60), text=st.text(max_size=60))
def test_whatever_is_typed_or_written_no_error_comes(
    memory: sqlite3.Connection, typed: str, text: str
) -> None:
    search.index(memory, 2, document(what=text))
    search.find(memory, typed)
    search.forget(memory, 2)
    check_whole(memory)


def check_whole(conn: sqlite3.Connection) -> None:
    conn.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
