"""The desk's window is killed in the middle of a call: what was typed is still there."""

from __future__ import annotations

import json
import signal
import sqlite3
import sys
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.calls import on_shift, real_clock, reopened

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.faults.terminal import CTRL_T, ENTER, F2, Terminal, desk_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.terminal

SECOND = 1.0
CALL = {
    "room": ("3-2-1202", "3-2-1202"),
    "name": ("王小明", "王小明"),
    "reporter": ("", ""),
    "contact": ("13912345678", "139 1234 5678"),
    "what": ("厨房水管漏水，楼下也湿了", "厨房水管漏水，楼下也湿了"),
}
"""What is typed into each field in turn, and how it then stands there."""
BEGUN = "又补了一句"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    on_shift(path)
    return path


@pytest.fixture
def terminal(path: Path) -> Iterator[Terminal]:
    terminal = desk_terminal(path)
    yield terminal
    terminal.close()


def on_disk(path: Path) -> dict[str, str]:
    """What the newest draft holds, read from outside."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as conn:
        row = conn.execute("SELECT body FROM draft ORDER BY saved_at DESC").fetchone()
    typed: dict[str, str] = json.loads(row[0]).get("typed", {}) if row else {}
    return typed


def holds(typed: dict[str, str], key: str, text: str) -> bool:
    return text.replace(" ", "") in typed.get(key, "").replace(" ", "")


def is_on_disk(path: Path, key: str, text: str) -> bool:
    return holds(on_disk(path), key, text)


def type_until(terminal: Terminal, path: Path, last: str) -> None:
    """Take the call's fields up to one, then wait for the disk, but no longer than a second."""
    terminal.wait_until_shown("Queue")
    terminal.type(F2)
    terminal.wait_until_shown("Matter")
    for key, (text, shown) in CALL.items():
        terminal.type(text)
        terminal.wait_until_shown(text)
        if key == last:
            terminal.wait_for(partial(is_on_disk, path, key, text), SECOND)
            return
        terminal.type(ENTER)
        terminal.wait_until_shown(shown)


@pytest.mark.parametrize("last", [key for key, (text, _) in CALL.items() if text])
def test_a_kill_in_any_field_loses_the_last_second_of_typing_at_most(
    terminal: Terminal, path: Path, last: str
) -> None:
    type_until(terminal, path, last)
    terminal.type(BEGUN)
    terminal.kill(signal.SIGKILL)
    assert terminal.end() == -signal.SIGKILL
    desk = reopened(path, real_clock)
    (draft,) = desk.drafts()
    typed = draft.values["typed"]
    assert isinstance(typed, dict)
    for key, (text, _shown) in CALL.items():
        assert holds(typed, key, text)
        if key == last:
            break
    desk.close()


def test_after_a_kill_the_call_is_offered_at_the_start_and_goes_on_where_it_stood(
    terminal: Terminal, path: Path
) -> None:
    type_until(terminal, path, "what")
    terminal.kill(signal.SIGKILL)
    terminal.end()
    again = desk_terminal(path)
    again.wait_until_shown("Parked calls")
    again.wait_until_shown("厨房水管漏水")
    again.type(ENTER)
    again.wait_until_shown("王小明")
    again.wait_until_shown("139 1234 5678")
    again.close()


def test_a_parked_call_is_offered_by_ctrl_t(terminal: Terminal, path: Path) -> None:
    type_until(terminal, path, "room")
    assert terminal.wait_for(lambda: on_disk(path))
    terminal.type("\x1b")
    terminal.wait_until_shown("Queue")
    terminal.type(CTRL_T)
    terminal.wait_until_shown("Parked calls")
    terminal.wait_until_shown("3-2-1202")


def test_what_the_screen_calls_saved_is_on_the_disk(terminal: Terminal, path: Path) -> None:
    type_until(terminal, path, "room")
    terminal.wait_until_shown("Draft saved")
    assert holds(on_disk(path), "room", CALL["room"][0])
