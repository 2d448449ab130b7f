"""How long a person waits: from the shell to the queue, and from a key to its letter.

Run with `python -m pytest tests/bench/bench_screens.py`. Each is measured in turns with a bare
Textual app in the same terminal, so that whatever slows the one slows the other.
"""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("pexpect")

from tests.calls import real_clock, set_up, take_call
from tests.faults.terminal import ENTER, F2, Terminal, desk_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture

STARTS, KEYS = 12, 200
TICKETS = 50
LETTER = "鱼"
BACKSPACE = "\x7f"

BARE_LABEL = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("ready")

Bare().run(mouse=False)
"""
BARE_INPUT = """
from textual.app import App
from textual.widgets import Input

class Bare(App):
    def compose(self):
        yield Input(placeholder="ready")

Bare().run(mouse=False)
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("screens") / "desk.db"
    desk = set_up(path, real_clock)
    for _ in range(TICKETS):
        take_call(desk)
    desk.close()
    return path


@pytest.mark.parametrize("shown", ["F2", "A001"], ids=["first frame", "queue"])
def test_from_the_shell_to_the(benchmark: BenchmarkFixture, path: Path, shown: str) -> None:
    floor: list[float] = []
    times: list[float] = []

    def desk_start() -> None:
        times.append(timed_start(desk_terminal(path), shown))

    def bare_start() -> None:
        floor.append(timed_start(Terminal("-c", BARE_LABEL), "ready"))

    pedantic: Any = benchmark.pedantic
    pedantic(desk_start, setup=bare_start, rounds=STARTS, warmup_rounds=1)
    report(benchmark, median(times[1:]), median(floor[1:]))


def timed_start(terminal: Terminal, shown: str) -> float:
    """Seconds until the text stands on the screen; then the program is ended."""
    begun = time.perf_counter()
    terminal.wait_until_said(shown)
    needed = time.perf_counter() - begun
    terminal.close()
    return needed


def test_from_a_key_to_its_letter_in_the_matter(benchmark: BenchmarkFixture, path: Path) -> None:
    bare = Terminal("-c", BARE_INPUT)
    bare.wait_until_shown("ready")
    desk = desk_terminal(path)
    desk.wait_until_shown("Queue")
    desk.type(F2)
    desk.wait_until_shown("Matter")
    for text in ("3-2-1202", "王伟", "", "13800138000"):
        desk.type(text)
        desk.wait_until_shown(text)
        desk.type(ENTER)
    desk.wait_until_shown("▸ Matter")
    floor: list[float] = []
    times: list[float] = []
    pedantic: Any = benchmark.pedantic
    pedantic(
        lambda: times.append(typed(desk)), setup=lambda: floor.append(typed(bare)), rounds=KEYS
    )
    report(benchmark, sorted(times)[KEYS * 99 // 100], sorted(floor)[KEYS * 99 // 100])
    benchmark.extra_info["ratio_of_medians"] = round(median(times) / median(floor), 2)
    bare.close()
    desk.close()


def typed(terminal: Terminal) -> float:
    """Seconds from a key to the moment that its letter is drawn; then it is taken away again."""
    since = len(terminal.said)
    begun = time.perf_counter()
    terminal.type(LETTER)
    terminal.wait_until_said(LETTER, since)
    needed = time.perf_counter() - begun
    terminal.type(BACKSPACE)
    assert terminal.wait_for(lambda: LETTER not in terminal.text)
    return needed


def report(benchmark: BenchmarkFixture, found: float, floor: float) -> None:
    """Put both times and their ratio into the report."""
    benchmark.extra_info.update(
        ms=round(found * 1e3, 1), floor_ms=round(floor * 1e3, 1), ratio=round(found / floor, 2)
    )
