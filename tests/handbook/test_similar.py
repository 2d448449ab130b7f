"""The class of what was filed before under similar words."""

from __future__ import annotations

import pytest

from deskapp.handbook.similar import alike, guess_from, together

PAST = [
    ("PUB.LIGHT", "单元门口的感应灯不亮"),
    ("PUB.LIGHT", "楼道感应灯坏了"),
    ("REP.LEAK", "卫生间天花板往下滴水"),
    ("REP.LEAK", "天花板渗水滴水"),
    ("CMP.NOISE", "楼上半夜跳舞很吵"),
]


@pytest.mark.parametrize(
    ("said", "sub"),
    [
        ("三楼感应灯又坏", "PUB.LIGHT"),
        ("天花板一直滴水", "REP.LEAK"),
        ("半夜又在跳舞", "CMP.NOISE"),
    ],
)
def test_similar_words_were_filed_there_before_and_it_says_which(said: str, sub: str) -> None:
    best = guess_from(said, PAST)[0]
    assert best.sub == sub
    assert best.word in said
    assert best.matters >= 1


@pytest.mark.parametrize("said", ["", "。。。", "快递柜打不开", "a", "\0", "鲸" * 5000])
def test_what_is_like_nothing_is_guessed_by_nothing(said: str) -> None:
    assert guess_from(said, PAST) == []


def test_a_new_site_has_filed_nothing() -> None:
    assert guess_from("漏水", []) == []


def test_words_come_first_then_the_past_then_the_rest_of_both() -> None:
    assert together(["A", "B"], ["C", "A", "D"]) == ["A", "C", "B", "D"]
    assert together([], ["C"]) == ["C"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("厨房水管漏水", "厨房漏水", True),
        ("漏水", "天花板漏水", True),
        ("门口有人吵架", "单元门口的灯不亮", False),
        ("", "漏水", False),
    ],
)
def test_two_matters_are_alike_by_more_than_one_word(one: str, other: str, *, same: bool) -> None:
    assert alike(one, other) is same
