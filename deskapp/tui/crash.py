"""A crash written down without anybody's name or number in it."""

from __future__ import annotations

import traceback
from pathlib import Path


def write_crash_log(database: Path, error: BaseException | None) -> Path:
    """Append where it failed, never with what values, to a file beside the database."""
    log = database.with_name("crash.log")
    frames = traceback.extract_tb(error.__traceback__) if error else []
    where = "".join(f"{frame.filename}:{frame.lineno} {frame.name}\n" for frame in frames)
    try:
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{type(error).__name__}\n{where}\n")
    except OSError:
        pass
    return log
