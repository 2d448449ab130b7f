"""A row fills its width exactly, whatever is written into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rich.cells import cell_len

from deskapp.tui.look.rows import Row, cut, page, tidy
from deskapp.tui.look.signs import use_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

NASTY = st.one_of(
    st.text(),
    st.text("漏水abc １。，\u0301\u200d\ufe0f\u200b🛠👨👩🇨🇳…─→\t\n\x1b\u202e한가\ud800"),
    st.sampled_from(["[/]", "[B]座12", "[@click=app.quit]x[/]", "\x1b[31m", "[/b]漏水", "\\["]),
)


@pytest.fixture
def _plain() -> Iterator[None]:
    use_plain(plain=True)
    yield
    use_plain(plain=False)


def drawn(row: Row) -> str:
    text = row.content().plain
    assert cell_len(text) == row.width
    return text


def test_texts_stand_at_their_columns() -> None:
    row = Row(30).put(2, "房号").put(12, "3-2-1202").right("对了")
    assert drawn(row) == "  房号      3-2-1202    对了  "


def test_a_text_is_cut_before_the_next_column_with_one_blank_between() -> None:
    assert drawn(Row(24).put(2, "厨房水管漏水").put(12, "张建国")) == "  厨房水管… 张建国      "


def test_a_text_that_just_fits_is_not_cut() -> None:
    assert drawn(Row(14).put(2, "状态abc").put(10, "x")) == "  状态abc x   "


def test_the_order_of_writing_does_not_matter() -> None:
    one = Row(24).put(12, "张建国").put(2, "厨房水管漏水")
    other = Row(24).put(2, "厨房水管漏水").put(12, "张建国")
    assert drawn(one) == drawn(other)


def test_a_cut_never_splits_a_wide_character() -> None:
    assert cut("漏水", 3) == "漏…"
    assert cut("漏水了", 4) == "漏…"
    assert cut("漏水", 1) == "…"
    assert cut("漏水", 0) == ""


def test_a_limit_keeps_a_text_short() -> None:
    assert drawn(Row(20).put(2, "卫生间反味", limit=6)) == "  卫生…" + " " * 13


def test_a_remark_yields_half_of_the_room_and_no_more() -> None:
    row = drawn(Row(40).put(2, "a" * 40).right("b" * 40))
    assert row == "  " + "a" * 16 + "… " + "b" * 17 + "…" + "  "


def test_a_remark_takes_the_room_that_is_free() -> None:
    assert drawn(Row(40).put(2, "房号").right("b" * 25)) == "  房号" + " " * 7 + "b" * 25 + "  "


def test_two_remarks_may_end_at_two_edges() -> None:
    row = Row(40).put(2, "x").right("left", edge=18).put(22, "y").right("right")
    assert drawn(row) == "  x           left    y          right  "


def test_runs_keep_their_own_styles() -> None:
    row = Row(12).put(2, [("F1 ", "bold"), ("手册", "$d-muted")])
    spans = [(span.start, span.end, span.style) for span in row.content().spans]
    assert drawn(row) == "  F1 手册   "
    assert spans == [(2, 5, "bold"), (5, 7, "$d-muted")]


def test_a_fill_lies_under_the_text_by_cells() -> None:
    row = Row(10).put(0, "漏水").put(6, "ab", "bold").fill("on $d-sel", 4, 9)
    spans = [(span.start, span.end, span.style) for span in row.content().spans]
    assert spans == [(2, 7, "on $d-sel"), (4, 6, "bold")]


def test_markup_is_shown_as_it_was_typed() -> None:
    assert drawn(Row(20).put(0, "[B]座12[/]")).startswith("[B]座12[/]")


def test_controls_become_blanks_and_joiners_go() -> None:
    assert tidy("a\nb\x1b[31m\u202e c\u200d\ufe0f") == "a b [31m c"


@pytest.mark.usefixtures("_plain")
def test_a_danger_sign_of_two_cells_starts_a_column_earlier() -> None:
    assert drawn(Row(12).sign(0, "here").sign(2, "danger").put(4, "P0…")) == ">!! P0~" + " " * 5


def test_a_danger_sign_of_one_cell_stands_at_its_column() -> None:
    assert drawn(Row(12).sign(0, "here").sign(2, "danger").put(4, "P0")) == "▸ ‼ P0" + " " * 6


def test_a_rule_runs_up_to_its_end() -> None:
    assert drawn(Row(10).rule(2, 8)) == "  ──────  "


def test_rows_stand_under_each_other() -> None:
    assert page([Row(3).put(0, "a"), Row(3).put(1, "b")]).plain == "a  \n b "


def test_a_row_without_width_is_empty() -> None:
    assert Row(0).put(0, "x").right("y").content().plain == ""


@given(
    st.integers(1, 130),
    st.lists(st.tuples(st.integers(-2, 130), NASTY, st.none() | st.integers(0, 40))),
    st.lists(st.tuples(NASTY, st.none() | st.integers(0, 130))),
)
def test_any_text_fills_the_row_exactly(
    width: int, puts: list[tuple[int, str, int | None]], remarks: list[tuple[str, int | None]]
) -> None:
    row = Row(width).fill("on $d-sel", 3, 20).sign(2, "danger")
    for col, text, limit in puts:
        row.put(col, [(text, "bold"), (text, "$d-muted")], limit=limit)
    for text, edge in remarks:
        row.right(text, "$d-muted", edge)
    content = row.content()
    assert cell_len(content.plain) == content.cell_length == width
    assert "\n" not in content.plain


@given(NASTY, NASTY, st.integers(4, 80))
def test_two_texts_never_touch(first: str, second: str, col: int) -> None:
    assume("┃" not in first)
    text = drawn(Row(90).put(2, first).put(col, "┃" + second))
    before = text[: text.index("┃")]
    assert cell_len(before) == col
    assert before.endswith(" ")
