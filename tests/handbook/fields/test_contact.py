"""Phone numbers: read, grouped, said, masked."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from deskapp.handbook.fields.contact import (
    group_phone,
    mask_phone,
    phone_tail,
    read_contact,
    say_phone,
)
from deskapp.handbook.fields.reading import Level

mobiles = st.from_regex(r"1(3[0-9]|5[0-35-9]|8[0-9])[0-9]{8}", fullmatch=True)
landlines = st.from_regex(
    r"0(10|2[0-9]|[3-9][0-9]{2})-[2-8][0-9]{6,7}(-[0-9]{1,4})?", fullmatch=True
)
WRITTEN = ("{}", "+86 {}", "0086{}", "86-{}", "0{}", "({})", "手机:{}", "{}\u202c", "tel. {}")


@given(mobiles, st.sampled_from(WRITTEN))
def test_a_mobile_reads_to_its_eleven_digits(mobile: str, written: str) -> None:
    assume(len(set(mobile)) > 1)
    assert read_contact(written.format(f"{mobile[:3]} {mobile[3:7]}.{mobile[7:]}")).value == mobile


@given(mobiles, st.integers(0, 10))
def test_a_mobile_with_a_digit_missing_is_never_ok(mobile: str, place: int) -> None:
    short = mobile[:place] + mobile[place + 1 :]
    assume(not re.match("[48]00", short))  # 1800… without its 1 is a service number
    assert read_contact(short).level is not Level.OK


@given(mobiles, st.integers(0, 10))
def test_a_mobile_with_a_digit_doubled_is_never_ok(mobile: str, place: int) -> None:
    assert read_contact(mobile[:place] + mobile[place] + mobile[place:]).level is not Level.OK


@given(landlines)
def test_a_landline_reads_the_same_with_blanks_or_a_word_for_the_extension(stored: str) -> None:
    area, number, *extension = stored.split("-")
    typed = f"({area}) {number[:-4]} {number[-4:]}" + "".join(f"转{e}" for e in extension)
    assert read_contact(typed).value == stored


@given(st.one_of(mobiles, landlines, st.from_regex(r"\+[1-9][0-9]{7,14}", fullmatch=True)))
def test_a_mask_never_shows_more_than_three_and_four_digits(stored: str) -> None:
    shown = re.sub(r"\D", "", mask_phone(stored))
    assert len(shown) <= 7
    assert len(shown) <= 4 or re.fullmatch(r"1\d{2}\*{4}\d{4}", mask_phone(stored))


@given(st.one_of(mobiles, landlines))
def test_a_stored_number_reads_to_itself(stored: str) -> None:
    assume(len(set(stored)) > 2)
    assert read_contact(stored).value == stored
    assert read_contact(group_phone(stored)).value == stored


@given(st.text(max_size=40))
def test_anything_may_be_typed(typed: str) -> None:
    reading = read_contact(typed)
    assert (reading.value is None) == (reading.level is Level.ERROR)
    assert reading.level is Level.OK or reading.message is not None


def test_the_message_counts_the_digits() -> None:
    message = read_contact("138 0013 800").message
    assert message is not None
    assert message.values == {"count": 10}


@pytest.mark.parametrize(
    ("stored", "masked"),
    [
        ("13800138000", "138****8000"),
        ("0571-87086111", "****-****6111"),
        ("608", "***"),
        ("8001", "****"),
        ("021-62345678-805", "***-****5678-***"),
        ("+85251234567", "+*******4567"),
        ("61234", "*1234"),
    ],
)
def test_numbers_are_masked(stored: str, masked: str) -> None:
    assert mask_phone(stored) == masked


def test_the_last_four_digits_leave_out_the_extension() -> None:
    assert phone_tail("021-62345678-805") == "5678"
    assert phone_tail("13800138000", 6) == "138000"


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ("13800138000", "幺三八，零零幺三，八零零零"),
        ("6621234", "六六二，幺二三四"),
        ("62345678-805", "六二三四，五六七八，八零五"),
        ("12345", "幺二三四五"),
        ("+85251234567", "加八五二，五幺二三，四五六七"),
    ],
)
def test_numbers_are_said_digit_by_digit_in_groups(stored: str, said: str) -> None:
    assert say_phone(stored) == said


def test_one_is_said_as_the_site_likes() -> None:
    assert say_phone("110", one="一") == "一一零"
    said = "one three eight, zero zero one three, eight zero zero zero"
    assert say_phone("13800138000", "en") == said


def test_numbers_are_grouped_for_the_eye() -> None:
    assert group_phone("13800138000") == "138 0013 8000"
    assert group_phone("021-62345678-805") == "021-6234 5678-805"
    assert group_phone("4006808581") == "400 680 8581"
