"""One line that tells it all: a number and a time beside the matter, taken out of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from deskapp.handbook.fields.fold import fold_in_place
from deskapp.handbook.fields.moment import read_moment
from deskapp.handbook.fields.reading import Level

_NUMBER = re.compile(r"1[3-9]\d{9}|0\d{2,3}-\d{7,8}|1[3-9]\d-\d{4}-\d{4}")


@dataclass(frozen=True)
class Told:
    """The matter without what was told beside it; number and time as they were typed."""

    what: str
    contact: str = ""
    raised: str = ""


def quick(words: str, now: datetime) -> Told:
    """A whole number anywhere between blanks, and a time at either end; the rest is the matter."""
    if "\n" in words.strip():
        return Told(words)
    parts = words.split(" ")
    contact = next((p for p in parts if _NUMBER.fullmatch(fold_in_place(p))), "")
    if contact:
        parts.remove(contact)
    parts = [part for part in parts if part]
    ends = (at for at in (len(parts) - 1, 0) if len(parts) > 1 and _is_time(parts[at], now))
    at = next(ends, None)
    raised = parts.pop(at) if at is not None else ""
    return Told(" ".join(parts), contact, raised)


def _is_time(word: str, now: datetime) -> bool:
    reading = read_moment(word, now, "past")
    return not word.isdecimal() and reading.value is not None and reading.level is not Level.ERROR
