"""Where the data that comes with the program lies."""

from __future__ import annotations

from pathlib import Path


def data_folder() -> Path:
    """The folder of shipped data: inside an installed package, beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "data"
