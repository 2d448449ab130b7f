"""However the program ends, the terminal is given back and nobody's number is left behind."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.calls import on_shift

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.faults.terminal import (
    ALTERNATE_OFF,
    ALTERNATE_ON,
    CURSOR_OFF,
    CURSOR_ON,
    ROOT,
    Terminal,
    desk_terminal,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.terminal

NUMBER = "13912345678"
FAILS_AT_A_KEY = f"""
import sys
from deskapp.__main__ import main
from deskapp.tui.screens.queue import QueueScreen

def on_key(self, event):
    caller = {NUMBER!r}
    raise ValueError(caller)

QueueScreen.on_key = on_key
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    on_shift(path)
    return path


def given_back(terminal: Terminal) -> bool:
    """Whether the screen from before is back, with its cursor."""
    said = terminal.said
    return said.rfind(ALTERNATE_OFF) > said.rfind(ALTERNATE_ON) >= 0 and (
        said.rfind(CURSOR_ON) > said.rfind(CURSOR_OFF)
    )


@pytest.fixture
def terminal(path: Path) -> Iterator[Terminal]:
    terminal = desk_terminal(path)
    terminal.wait_until_shown("Queue")
    yield terminal
    terminal.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_program_told_to_end_gives_the_terminal_back(
    terminal: Terminal, number: signal.Signals
) -> None:
    terminal.kill(number)
    assert terminal.end() == 128 + number
    assert given_back(terminal)


def test_a_crash_ends_with_1_and_names_a_report_and_nobodys_number(path: Path) -> None:
    terminal = Terminal("-c", FAILS_AT_A_KEY, "--db", str(path), "--lang", "en")
    terminal.wait_until_shown("Queue")
    terminal.type("7")
    assert terminal.end() == 1
    assert given_back(terminal)
    assert b"everything typed is kept" in terminal.said
    log = path.with_name("crash.log").read_text(encoding="utf-8")
    assert "ValueError" in log
    assert "on_key" in log
    for told in (terminal.said.decode(errors="replace"), log):
        assert NUMBER not in told
        assert "Traceback" not in told


@pytest.mark.parametrize("stdin", ["nothing", "a closed pipe"])
def test_without_a_terminal_the_screens_say_one_sentence_and_end_with_1(
    path: Path, stdin: str
) -> None:
    command = [sys.executable, "-m", "deskapp", "--db", str(path), "--lang", "en"]
    given: Any = {"stdin": subprocess.DEVNULL} if stdin == "nothing" else {"input": ""}
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=20, check=False, **given
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == "The desk needs a terminal; scripts use the commands instead.\n"
