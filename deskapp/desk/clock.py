"""The clock of the desk PC."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]


def local_now() -> datetime:
    """The PC's time with its offset."""
    return datetime.now().astimezone()
