"""The spreadsheets of this PC, to be chosen from while somebody types."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = frozenset({".xlsx", ".csv", ".jsonl", ".xls"})
USUAL = ("", "Desktop", "Downloads", "Documents", "桌面", "下载", "文档")
"""Where people keep such files, under their home folder."""
MOST = 60


def files_like(typed: str, beside: Path) -> list[Path]:
    """Folders and spreadsheets that what was typed may mean; the newest usual ones for nothing.

    Args:
        typed: A path, its beginning, or part of a file's name.
        beside: One more folder that is looked into.
    """
    path = meant(typed)
    words = str(path) if typed.strip() else ""
    if words and path.is_file():
        return [path]
    if words and path.is_absolute():
        return _in_folder(path, "") if path.is_dir() else _in_folder(path.parent, path.name)
    folders = [beside, Path.cwd(), *(Path.home() / name for name in USUAL)]
    found = {file for folder in dict.fromkeys(folders) for file in _spreadsheets(folder)}
    fitting = (file for file in found if words.casefold() in file.name.casefold())
    return sorted(fitting, key=_newest_first)[:MOST]


def meant(typed: str) -> Path:
    """The path typed: a terminal puts signs round one that is dragged into it."""
    return Path(typed.strip().strip("\"'")).expanduser()


def _in_folder(folder: Path, begins: str) -> list[Path]:
    wanted = begins.casefold()
    folders = (one for one in _entries(folder) if one.is_dir() and not one.name.startswith("."))
    found = [*sorted(folders), *sorted(_spreadsheets(folder))]
    return [one for one in found if one.name.casefold().startswith(wanted)][:MOST]


def _spreadsheets(folder: Path) -> Iterator[Path]:
    # A file that a spreadsheet program has open leaves a ~$ beside it.
    return (
        one
        for one in _entries(folder)
        if one.suffix.casefold() in SUFFIXES and not one.name.startswith(("~$", "."))
    )


def _entries(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return [Path(entry.path) for entry in entries]
    except OSError:
        return []


def _newest_first(file: Path) -> tuple[float, str]:
    try:
        return -file.stat().st_mtime, file.name
    except OSError:
        return 0.0, file.name
