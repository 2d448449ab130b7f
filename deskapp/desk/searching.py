"""The operators of the search, read with the site's own classes, people and days."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from deskapp.handbook.fields.room import read_room, room_prefix
from deskapp.store.asked import Question, Where, asked
from deskapp.store.derived import ms

if TYPE_CHECKING:
    from deskapp.handbook.site import Site

OPEN = frozenset({"open", "在办", "未结"})
DAYS = {
    "today": (0, 1), "今天": (0, 1), "今日": (0, 1), "tomorrow": (1, 2), "明天": (1, 2),
    "week": (0, 7), "本周": (0, 7),
}  # fmt: skip
LATE = frozenset({"late", "overdue", "已过", "逾期"})


def question(typed: str, site: Site) -> Question:
    """What was typed as a question; an operator that means nothing here finds nothing."""
    told = asked(typed)
    found: dict[str, object] = {}
    for name, value in told.operators:
        found |= _READERS[name](value, site)
    return Question(told, Where(**found))  # type: ignore[arg-type]


def _cat(value: str, site: Site) -> dict[str, object]:
    wanted = value.casefold()
    named = [
        code
        for code, one in site.policy.classes.items()
        if wanted in {code.casefold(), one.type.casefold()}
        or wanted in one.zh.casefold()
        or wanted in one.en.casefold()
    ]
    return {"subs": tuple(named or [guess.sub for guess in site.policy.guess(value)[:1]])}


def _by(value: str, site: Site) -> dict[str, object]:
    ids = (p.id for p in site.people.values() if value.casefold() in p.name.casefold())
    return {"people": tuple(ids)}


def _due(value: str, site: Site) -> dict[str, object]:
    midnight = site.now.replace(hour=0, minute=0, second=0, microsecond=0)
    if value.casefold() in LATE:
        return {"due": (0, ms(site.now))}
    days = DAYS.get(value.casefold())
    return {"due": _span(midnight, *days) if days else (0, 0)}


def _span(midnight: datetime, first: int, behind: int) -> tuple[int | None, int | None]:
    return ms(midnight + timedelta(days=first)), ms(midnight + timedelta(days=behind))


def _is(value: str, _site: Site) -> dict[str, object]:
    return {"open": value.casefold() in OPEN}


def _room(value: str, _site: Site) -> dict[str, object]:
    reading = read_room(value)
    return {"room": (reading.value if reading.kind == "room" else room_prefix(value)) or value}


_READERS = {"cat": _cat, "by": _by, "due": _due, "is": _is, "room": _room}
