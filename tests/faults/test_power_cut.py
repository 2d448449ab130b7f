"""A power cut at any moment leaves a sound database with every call that was said to be taken.

The program runs once under strace. From its trace the disk is made as a power cut could leave it:
what was flushed is there; of the later writes any may be missing, or torn at a sector's end.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from deskapp.store.database import open_database
from deskapp.store.verify import verify
from tests.calls import set_up
from tests.faults.traced import Cut, Event, Flush, Removed, Told, Write, needs_strace, trace

if TYPE_CHECKING:
    from pathlib import Path

CALLS, CUTS = 12, 200
SECTOR = 512
LOST = (0.0, 0.3, 0.6, 1.0)
"""The shares of unflushed writes that a cut loses."""
TORN = 0.15
DATABASE = "desk.db"


@dataclass
class Disk:
    """What is surely on the disk, and what is only on its way there."""

    folder: str
    chance: random.Random
    sure: dict[str, bytes]
    waiting: dict[str, list[Write | Cut]] = field(default_factory=dict)
    removed: dict[str, bytes] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def see(self, event: Event) -> None:
        """One more thing that the program did."""
        if isinstance(event, Write | Cut):
            self.removed.pop(event.file, None)
            self.waiting.setdefault(event.file, []).append(event)
        elif isinstance(event, Removed):
            self.removed[event.file] = self.sure.pop(event.file, b"")
            self.waiting.pop(event.file, None)
        elif isinstance(event, Told):
            word, number = event.line.split()
            self.taken |= {number} if word == "taken" else set()
        else:
            self._flush(event)

    def _flush(self, event: Flush) -> None:
        if event.file == self.folder:
            self.removed.clear()
        for change in self.waiting.pop(event.file, []):
            self._apply(self.sure, change)

    def after_a_cut(self) -> dict[str, bytes]:
        """The files as they might be found when the power is back."""
        files = dict(self.sure)
        files |= {f: b for f, b in self.removed.items() if self.chance.random() < 0.5}
        lost = self.chance.choice(LOST)
        for changes in self.waiting.values():
            for change in changes:
                if self.chance.random() >= lost:
                    self._apply(files, self._torn(change))
        return files

    def _torn(self, change: Write | Cut) -> Write | Cut:
        sectors = len(change.data) // SECTOR if isinstance(change, Write) else 0
        if isinstance(change, Write) and sectors > 1 and self.chance.random() < TORN:
            kept = SECTOR * self.chance.randrange(1, sectors)
            return Write(change.file, change.data[:kept], change.offset)
        return change

    @staticmethod
    def _apply(files: dict[str, bytes], change: Write | Cut) -> None:
        old = files.get(change.file, b"")
        if isinstance(change, Cut):
            files[change.file] = old[: change.size].ljust(change.size, b"\0")
        else:
            end = change.offset + len(change.data)
            before = old[: change.offset].ljust(change.offset, b"\0")
            files[change.file] = before + change.data + old[end:]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes, list[Event]]:
    """A folder, the database in it at first, and what the writer then did there."""
    folder = tmp_path_factory.mktemp("site")
    set_up(folder / DATABASE).close()
    first = (folder / DATABASE).read_bytes()
    seen = trace(folder, "tests.faults.writer", str(folder / DATABASE), str(CALLS))
    # SQLite makes its shared memory anew after a cut, whatever stands in it.
    seen = [event for event in seen if not getattr(event, "file", "").endswith("-shm")]
    return folder, first, seen


@needs_strace()
def test_after_a_power_cut_every_call_that_was_taken_is_there(
    site: tuple[Path, bytes, list[Event]], tmp_path: Path
) -> None:
    folder, first, seen = site
    chance = random.Random(5)  # noqa: S311 - moments, not secrets
    assert sum(isinstance(event, Flush) for event in seen) > CALLS
    for place in range(CUTS):
        disk = Disk(folder.name, chance, {DATABASE: first})
        for event in seen[: chance.randrange(1, len(seen) + 1)]:
            disk.see(event)
        found = tmp_path / str(place)
        found.mkdir()
        for name, content in disk.after_a_cut().items():
            (found / name).write_bytes(content)
        assert_kept(found / DATABASE, disk.taken)


def assert_kept(database: Path, taken: set[str]) -> None:
    store = open_database(database)
    kept = {number for (number,) in store.conn.execute("SELECT number FROM ticket")}
    assert taken <= kept
    assert verify(store).faults == []
    store.close()
