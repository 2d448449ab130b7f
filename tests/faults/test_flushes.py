"""Every accepted deed costs one flush of the disk, no more and no less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.calls import set_up
from tests.faults.traced import Flush, Told, needs_strace, trace

if TYPE_CHECKING:
    from pathlib import Path

DEEDS = 12


@needs_strace()
def test_each_deed_is_one_flush(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    set_up(folder / "desk.db").close()
    flushes: list[int] = []
    for event in trace(folder, "tests.faults.writer", str(folder / "desk.db"), str(DEEDS)):
        if isinstance(event, Told) and event.line.startswith("started"):
            flushes.append(0)
        elif isinstance(event, Told):
            assert flushes[-1] == 1, event.line
        elif isinstance(event, Flush) and flushes:
            flushes[-1] += 1
    assert len(flushes) == DEEDS
