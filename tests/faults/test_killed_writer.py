"""A desk killed in the middle of its work has kept every call that it said it took."""

from __future__ import annotations

import random
import subprocess
import sys
from typing import TYPE_CHECKING

from deskapp.store.database import open_database
from deskapp.store.logbook import log_page
from deskapp.store.verify import verify
from tests.calls import set_up
from tests.faults.terminal import ROOT

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 8
MOST_CALLS = 6


def test_a_desk_killed_at_any_moment_has_kept_every_call_it_took(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    set_up(path).close()
    chance = random.Random(9)  # noqa: S311 - moments, not secrets
    taken: list[str] = []
    for _ in range(KILLS):
        taken += taken_before_the_kill(path, chance.randrange(1, MOST_CALLS))
        store = open_database(path)
        kept = {number for (number,) in store.conn.execute("SELECT number FROM ticket")}
        assert set(taken) <= kept
        assert verify(store).faults == []
        lines = log_page(store.conn)
        assert lines == [f"L-A{place:04}" for place in range(1, len(lines) + 1)]
        store.close()
    assert len(taken) >= KILLS
    assert len(set(taken)) == len(taken)


def taken_before_the_kill(path: Path, calls: int) -> list[str]:
    """Start a writer, kill it after so many calls or a little later; the calls it took."""
    command = [sys.executable, "-m", "tests.faults.writer", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8") as writer:
        assert writer.stdout is not None
        lines: list[str] = []
        while sum(line.startswith("taken") for line in lines) < calls:
            lines.append(writer.stdout.readline())
            assert lines[-1], "the writer has stopped by itself"
        writer.kill()
        lines += writer.stdout.readlines()
    return [line.split()[1] for line in lines if line.startswith("taken") and line[-1] == "\n"]
