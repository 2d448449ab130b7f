"""A picture of what the app shows, for the eye."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App


def save_picture(app: App[Any], path: str | Path) -> None:
    """Write the screen in front to `path`, as SVG."""
    Path(path).write_text(app.export_screenshot(), encoding="utf-8")
