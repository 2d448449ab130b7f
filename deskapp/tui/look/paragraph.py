"""Running text for reading: as many lines as it needs."""

from __future__ import annotations

import re

from rich.cells import cell_len

from deskapp.tui.look.rows import tidy

_CLOSING = "。？！，；：、」』）"
_UNITS = re.compile(rf"[\x21-\x7e]+\s*[{_CLOSING}]*|.[{_CLOSING}]*")
"""What is never broken: a Latin word, a Han character with the marks that close it."""


def wrap(text: str, measure: int) -> list[str]:
    """Break text into lines of at most `measure` cells, between words."""
    lines = [""]
    for unit in _UNITS.findall(" ".join(tidy(text).split())):
        if lines[-1] and cell_len((lines[-1] + unit).rstrip()) > measure:
            lines.append("")
        lines[-1] += unit
    return [line.strip() for line in lines]
