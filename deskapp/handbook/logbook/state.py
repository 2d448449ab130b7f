"""One line of the log as its rows have made it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from deskapp.handbook.message import N_
from deskapp.handbook.step import START, Step, Stream

WRITTEN = "written"
STRUCK = "struck"

NEW = frozenset({START})
STANDS = frozenset({WRITTEN})

STATE_NAMES: dict[str, str] = {
    START: N_("new"),
    WRITTEN: N_("written"),
    STRUCK: N_("struck out"),
}


@dataclass(frozen=True, kw_only=True)
class Correction:
    """Words struck out: they stay readable, with who, when and why."""

    struck: str
    why: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class LogLine(Stream):
    """A line: what happened, when it happened, when and by whom it was written."""

    state_names: ClassVar[dict[str, str]] = STATE_NAMES

    text: str = ""
    quiet: bool = False
    happened_at: datetime | None = None
    written_at: datetime | None = None
    by: str = ""
    late: bool = False
    late_reason: str = ""
    sheet: str = ""
    corrections: tuple[Correction, ...] = ()
    became: str = ""


class LogStep(Step[LogLine]):
    """A step of a line of the log."""

    letter = "L"
