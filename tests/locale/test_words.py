"""Which language the desk speaks, and how blanks are filled."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp import locale as words
from deskapp.handbook.message import Msg
from deskapp.locale import _, fill, first_language, language, say, set_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    set_language("en")


def test_the_source_speaks_english() -> None:
    set_language("en")
    assert (language(), _("Nobody wrote this.")) == ("en", "Nobody wrote this.")


def test_without_a_catalogue_chinese_falls_back_to_the_source(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(words, "CATALOGUES", tmp_path)
    set_language("zh")
    assert (language(), _("Ticket")) == ("zh", "Ticket")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        set_language("fr")


def test_a_message_inside_a_message_is_said_too() -> None:
    inner = Msg("{n} min", {"n": 5})
    assert say(Msg("Late by {span}.", {"span": inner})) == "Late by 5 min."


def test_braces_in_a_value_stay_what_they_are() -> None:
    assert say(Msg("He said {words}", {"words": "{room} {0} {"})) == "He said {room} {0} {"


def test_a_blank_without_a_value_stays_visible() -> None:
    assert say(Msg("Room {room}")) == "Room {room}"


@given(st.text(), st.dictionaries(st.text(), st.text()))
def test_filling_never_fails(text: str, values: dict[str, str]) -> None:
    assert isinstance(fill(text, values), str)


@pytest.mark.parametrize(
    ("variable", "value", "found"),
    [
        ("LANG", "zh_CN.UTF-8", "zh"),
        ("LC_ALL", "zh_TW.Big5", "zh"),
        ("LANG", "en_GB.UTF-8", "en"),
        ("LANG", "C", "en"),
    ],
)
def test_the_first_language_follows_the_system(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, found: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, value)
    assert first_language() == found


@pytest.mark.parametrize(
    ("name", "found"), [("Chinese (Simplified)_China", "zh"), ("zh_CN", "zh"), (None, "en")]
)
def test_windows_tells_its_language_without_a_variable(
    monkeypatch: pytest.MonkeyPatch, name: str | None, found: str
) -> None:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr("locale.getlocale", lambda: (name, None))
    assert first_language() == found


def test_the_words_come_without_the_screens_and_without_babel() -> None:
    program = "import sys, deskapp.locale; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    loaded = done.stdout.decode().split()
    assert not {"textual", "rich", "babel", "sqlite3"} & set(loaded)
