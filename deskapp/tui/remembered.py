"""Theme and language as they were chosen last, in a small file beside the database."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from deskapp.locale import LANGUAGES
from deskapp.tui.look.palette import THEMES

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Remembered:
    """What was chosen; empty for what nobody chose yet."""

    theme: str = ""
    language: str = ""


def file_beside(database: Path) -> Path:
    """Where the choice of a database's desk is kept."""
    return database.with_name(database.name + ".look")


def recall(database: Path) -> Remembered:
    """What was chosen last; nothing where the file is missing or makes no sense."""
    try:
        kept = json.loads(file_beside(database).read_text(encoding="utf-8"))
        theme, lang = kept.get("theme"), kept.get("language")
    except (OSError, ValueError, AttributeError, RecursionError):
        return Remembered()
    return Remembered(
        theme if isinstance(theme, str) and theme in THEMES else "",
        lang if isinstance(lang, str) and lang in LANGUAGES else "",
    )


def remember(database: Path, chosen: Remembered) -> None:
    """Keep the choice, whole or not at all; a disk that says no costs only the choice."""
    path = file_beside(database)
    fresh = path.with_name(path.name + ".new")
    with suppress(OSError):
        fresh.write_text(json.dumps(asdict(chosen)), encoding="utf-8")
        fresh.replace(path)
