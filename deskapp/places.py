"""Where a desk's own files lie on this PC."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def database_path() -> Path:
    """The database in the user's data folder."""
    from platformdirs import user_data_path  # noqa: PLC0415 - only where no path was given

    return user_data_path("deskapp", appauthor=False) / "desk.db"
