"""What a program asked of the disk, read from strace."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.faults.terminal import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CALLS = "openat,pwrite64,write,fdatasync,fsync,ftruncate,unlink"
LONGEST = 1 << 20
STDOUT = 1
_LINE = re.compile(r"\d+\s+(?P<name>\w+)\((?P<given>.*)\)\s+= (?P<result>-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FILE = re.compile(r"(?P<number>\d+)<(?P<path>[^>]*)>")


@dataclass(frozen=True)
class Write:
    """Bytes written to a file at an offset."""

    file: str
    data: bytes
    offset: int


@dataclass(frozen=True)
class Cut:
    """A file cut, or stretched, to a size."""

    file: str
    size: int


@dataclass(frozen=True)
class Flush:
    """A file's writes, or a folder's names, forced onto the disk."""

    file: str


@dataclass(frozen=True)
class Removed:
    """A file's name taken away."""

    file: str


@dataclass(frozen=True)
class Told:
    """A line that the program printed."""

    line: str


Event = Write | Cut | Flush | Removed | Told


def needs_strace() -> pytest.MarkDecorator:
    """Skip where strace is not installed or may not be used."""
    program = shutil.which("strace")
    usable = (
        bool(program)
        and not subprocess.run([program or "", "true"], capture_output=True, check=False).returncode
    )
    return pytest.mark.skipif(not usable, reason="needs strace, allowed to trace")


def trace(folder: Path, module: str, *arguments: str) -> list[Event]:
    """Run a Python module under strace; what it did to the files of a folder, and what it told."""
    log = folder.with_name(f"{folder.name}.strace")
    subprocess.run(
        ["strace", "-f", "-qq", "-y", "-xx", "-s", str(LONGEST), "-e", f"trace={CALLS}",
         "-o", str(log), sys.executable, "-m", module, *arguments],
        cwd=ROOT, stdout=subprocess.DEVNULL, check=True,
    )  # fmt: skip
    return list(events(log.read_text(encoding="utf-8", errors="replace"), folder))


def events(log: str, folder: Path) -> Iterator[Event]:
    """The events of a trace, in order."""
    for found in map(_LINE.match, log.splitlines()):
        if found and int(found["result"]) >= 0:
            event = _event(found["name"], found["given"], folder)
            if event:
                yield event


def _event(name: str, given: str, folder: Path) -> Event | None:
    if name == "unlink":
        path = _unescaped(given).decode()
        return Removed(path.rpartition("/")[2]) if path.startswith(str(folder)) else None
    file = _FILE.match(given)
    if not file:
        return None
    path = _plain(file["path"])
    if name == "write":
        return Told(_unescaped(given).decode()) if int(file["number"]) == STDOUT else None
    if not path.startswith(str(folder)):
        return None
    return _on_file(name, path.rpartition("/")[2], given)


def _on_file(name: str, file: str, given: str) -> Event | None:
    last = given.rpartition(", ")[2]
    if name == "pwrite64":
        return Write(file, _unescaped(given), int(last))
    if name == "ftruncate":
        return Cut(file, int(last))
    return Flush(file) if name in {"fsync", "fdatasync"} else None


def _unescaped(given: str) -> bytes:
    found = _TEXT.search(given)
    return bytes.fromhex(found[1].replace("\\x", "")) if found else b""


def _plain(path: str) -> str:
    return bytes.fromhex(path.replace("\\x", "")).decode() if path.startswith("\\x") else path
