"""Lines to be spoken: broken where the speaker breathes, the same on every screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len

from deskapp.tui.look.rows import cut, tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

MEASURE = 66
"""Cells of a spoken line from 80 columns on."""
NARROW_MEASURE = 46
"""Cells of a spoken line below 80 columns."""

_BREATHS = (
    re.compile(r".+?(?:[。？！]+[」』]?|[.?!](?=\s)\s*|$)"),
    re.compile(r".+?(?:[。？！，；]+[」』]?|[.?!,;](?=\s)\s*|$)"),
    re.compile(r"[\x21-\x7e]+\s*[。？！，；：、」』]*|.[。？！，；：、」』]*"),
)
"""Where a phrase may break: after sentences, after clauses, between words."""


def wrap_say(phrase: str, measure: int = MEASURE, rows: int = 2) -> list[str]:
    """Break a phrase into at most `rows` lines of `measure` cells, at the strongest breaks
    that fit; what is longer still ends in the cut sign.
    """
    words = " ".join(tidy(phrase).split())
    for breath in _BREATHS:
        if lines := _fewest(breath.findall(words), measure, rows):
            return lines
    return _filled(_BREATHS[-1].findall(words), measure, rows)


def _fewest(units: Sequence[str], measure: int, rows: int) -> list[str] | None:
    """Return the units in as few lines as they fit, as even as they go; None if they do not."""
    for count in range(1, rows + 1):
        if lines := _even(units, measure, count):
            return lines
    return None


def _even(units: Sequence[str], measure: int, count: int) -> list[str] | None:
    """Return exactly `count` lines, the longest as short as it can be."""
    if count == 1:
        line = "".join(units).strip()
        return [line] if cell_len(line) <= measure else None
    best: list[str] | None = None
    for at in range(1, len(units)):
        first = "".join(units[:at]).strip()
        if cell_len(first) > measure:
            break
        rest = _even(units[at:], measure, count - 1)
        if rest and (best is None or _longest([first, *rest]) < _longest(best)):
            best = [first, *rest]
    return best


def _longest(lines: Sequence[str]) -> int:
    return max(map(cell_len, lines))


def _filled(units: Sequence[str], measure: int, rows: int) -> list[str]:
    """Fill line after line; the last one takes the rest and is cut."""
    lines = [""]
    for unit in units:
        full = cell_len((lines[-1] + unit).rstrip()) > measure
        if full and lines[-1] and len(lines) < rows:
            lines.append("")
        lines[-1] += unit
    return [cut(line.strip(), measure) for line in lines]
