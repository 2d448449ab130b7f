"""Free text, evasions, personal numbers, money, counts, folding."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.handbook.fields.fold import digits_of, fold_line, strip_controls, tidy
from deskapp.handbook.fields.reading import Level
from deskapp.handbook.fields.spoken import han_ordinal
from deskapp.handbook.fields.text import (
    has_substance,
    is_evasive,
    personal_numbers,
    read_count,
    read_money,
    read_text,
)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert strip_controls(strip_controls(text)) == strip_controls(text)
    assert fold_line(fold_line(text)) == fold_line(text)
    assert digits_of(digits_of(text)) == digits_of(text)


@given(st.integers(0, 999))
def test_a_number_as_chinese_counts_it_reads_back(number: int) -> None:
    assert digits_of(han_ordinal(number)) == str(number)


@pytest.mark.parametrize(
    ("told", "digits"),
    [
        ("一二零二", "1202"),
        ("十二", "12"),
        ("廿一", "21"),
        ("两百", "200"),
        ("一百二", "120"),
        ("〇八", "08"),
        ("十二零二", "1202"),
        ("一千二百零二", "1202"),
        ("幺三八", "138"),
        ("二十", "20"),
        ("叁拾", "30"),
    ],
)
def test_chinese_numerals_become_digits(told: str, digits: str) -> None:
    assert digits_of(told) == digits


def test_pasted_text_keeps_its_lines_and_loses_what_nobody_sees() -> None:
    assert read_text(" 漏水\r\n很\x00急\u202e\u200b\t! ").value == "漏水\n很急 !"


@pytest.mark.parametrize(
    "typed", ["", "  ", "。。。", "1234", "水", "哈哈哈", "aaaa", "😀😀", "事由", "事 由："]
)
def test_nothing_said_is_refused(typed: str) -> None:
    assert read_text(typed, not_equal_to=["事由"]).level is Level.ERROR


@pytest.mark.parametrize(
    "typed", ["漏水", "谢谢", "ok", "水管爆了😱!!!", "'; DROP TABLE", "[b]漏水[/b]", "𬀩䶮"]
)
def test_whatever_was_said_is_taken(typed: str) -> None:
    assert (read_text(typed).level, read_text(typed).value) == (Level.OK, typed)


def test_the_length_is_told() -> None:
    message = read_text("漏水" * 1001).message
    assert message is not None
    assert message.values == {"most": 2000, "count": 2002}
    assert read_text("漏水了", least=10).level is Level.ERROR


@pytest.mark.parametrize(
    "said",
    [
        "尽快",
        "尽快处理一下",
        "抓紧时间处理。",
        "ASAP!",
        "as soon as possible",
        "We will deal with it asap.",
        "处理一下",
        "我们会尽快处理的",
        "已安排人员跟进处理",
        "尽快。。。",
        "马上安排",
        "Deal with it",
    ],
)
def test_haste_alone_is_evasive(said: str) -> None:
    assert is_evasive(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "尽快安排师傅上门",
        "换了阀门",
        "更换水管后试水正常",
        "马上去修",
        "fixed the tap",
        "18:00前处理",
    ],
)
def test_a_step_or_a_time_is_not_evasive(said: str) -> None:
    assert not is_evasive(said)


def test_id_cards_and_bank_cards_are_noticed_and_nothing_else() -> None:
    story = (
        "证件11010519491231002X,卡6222 0212 3456 7890 128,电话13800138000,订单110105194912310021"
    )
    assert personal_numbers(story) == ("11010519491231002X", "6222 0212 3456 7890 128")
    assert read_text(story).level is Level.WARN
    assert not has_substance("12345678901234567890", 1)


@pytest.mark.parametrize(
    ("typed", "level", "amount"),
    [
        ("1,200", "ok", "1200"),
        ("1200元", "ok", "1200"),
        ("￥1,200.50", "ok", "1200.5"),
        ("0", "ok", "0"),
        ("10000", "ok", "10000"),
        ("10000.01", "warn", "10000.01"),
        ("1.2万", "warn", "12000"),
        ("三百块", "ok", "300"),
        ("１２００", "ok", "1200"),
        ("RMB 300", "ok", "300"),
    ],
)
def test_amounts_are_read(typed: str, level: str, amount: str) -> None:
    assert (read_money(typed).level, read_money(typed).value) == (level, Decimal(amount))


@pytest.mark.parametrize("typed", ["", "-5", "1.234", "1,20", "abc", "1e3", "12 34"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    assert read_money(typed).level is Level.ERROR


def test_counts_go_from_none_to_999() -> None:
    assert [read_count(typed).value for typed in ("0", "两", "十二个", "999")] == [0, 2, 12, 999]
    assert all(
        read_count(typed).level is Level.ERROR for typed in ("", "-1", "1000", "3.5", "几个")
    )
