"""Lines to be spoken break where the speaker breathes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from deskapp.tui.look.saying import wrap_say

DELAY = (
    "刘女士，跟您同步一下：原定今天 12点，因为等配件赶不上。"
    "可以改到今天下午 6点，或者明天上午 10点，您看哪个行？"
)
LIFT = "I hear you. Do not force the door; stand back. How many are inside? Anyone unwell?"


def test_a_phrase_breaks_after_a_sentence_first() -> None:
    assert wrap_say(DELAY) == [
        "刘女士，跟您同步一下：原定今天 12点，因为等配件赶不上。",
        "可以改到今天下午 6点，或者明天上午 10点，您看哪个行？",
    ]


def test_the_lines_of_a_phrase_are_as_even_as_they_go() -> None:
    assert wrap_say(LIFT) == [
        "I hear you. Do not force the door; stand back.",
        "How many are inside? Anyone unwell?",
    ]


def test_a_sentence_too_long_for_a_line_breaks_after_a_comma() -> None:
    sentence = "您反映的厨房水管漏水我们已经记下，今天下午由工程部上门处理，处理完我们再给您回电话"
    first, second = wrap_say(sentence)
    assert first.endswith("，")
    assert first + second == sentence


def test_words_are_kept_whole() -> None:
    first, second = wrap_say("word " * 20)
    assert first.split() + second.split() == ["word"] * 20


def test_a_short_phrase_stays_on_one_line() -> None:
    assert wrap_say("回电号码，幺三八，对吗？") == ["回电号码，幺三八，对吗？"]


def test_a_narrow_window_takes_three_lines() -> None:
    assert wrap_say(DELAY, measure=46, rows=3) == [
        "刘女士，跟您同步一下：原定今天 12点，",
        "因为等配件赶不上。可以改到今天下午 6点，",
        "或者明天上午 10点，您看哪个行？",
    ]


def test_what_no_line_can_hold_is_cut() -> None:
    assert wrap_say("字" * 40, measure=20, rows=2)[-1].endswith("…")
    assert wrap_say("a" * 40, measure=20, rows=2) == ["a" * 19 + "…"]


@given(st.text(max_size=300), st.sampled_from([(66, 2), (46, 3), (10, 2)]))
def test_no_phrase_overruns_its_band(phrase: str, band: tuple[int, int]) -> None:
    measure, rows = band
    lines = wrap_say(phrase, measure, rows)
    assert 1 <= len(lines) <= rows
    assert all(cell_len(line) <= measure for line in lines)


@pytest.mark.parametrize("phrase", [DELAY, LIFT])
def test_the_phrase_breaks_the_same_whenever_it_is_drawn(phrase: str) -> None:
    assert "".join(wrap_say(phrase)).replace(" ", "") == phrase.replace(" ", "")
