"""The signs keep to one cell and to ASCII on a plain console."""

from __future__ import annotations

import unicodedata

import pytest
from rich.cells import cell_len

from deskapp.tui.look.signs import Signs

STATES = ("here", "danger", "late", "soon", "dispatch", "ask", "waits", "hand", "done", "refused")


@pytest.mark.parametrize("name", STATES)
def test_a_sign_is_one_cell_also_under_a_chinese_code_page(name: str) -> None:
    sign = Signs().sign(name)
    assert cell_len(sign) == 1
    assert unicodedata.east_asian_width(sign) in {"N", "Na"}


@pytest.mark.parametrize("name", [*STATES, "cut", "goes", "rule", "wall", "gauge"])
def test_a_plain_console_gets_ascii_only(name: str) -> None:
    assert Signs(plain=True).sign(name).isascii()


def test_the_plain_set_tells_danger_from_a_broken_promise() -> None:
    plain = Signs(plain=True)
    assert plain.sign("danger") == "!!"
    assert plain.sign("late") == "!"


def test_text_for_a_plain_console_loses_the_ambiguous_characters_only() -> None:
    assert Signs(plain=True).text("改 → 漏水… ─│━") == "改 -> 漏水~ -|="
    assert Signs().text("改 → 漏水…") == "改 → 漏水…"
