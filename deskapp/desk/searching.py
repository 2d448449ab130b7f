"""The operators of the search, read with the site's own classes, people and days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from deskapp.handbook.fields.room import read_room, room_prefix
from deskapp.store.asked import Question, Where, asked
from deskapp.store.derived import ms
from deskapp.store.findable import PERSON, TABLES
from deskapp.store.search import any_of, query_of
from deskapp.store.tokens import SHORTEST_TAIL, mark, room_token, tail_token

if TYPE_CHECKING:
    from deskapp.desk.site import LiveSite

DAYS = {
    "today": (0, 1), "今天": (0, 1), "今日": (0, 1), "tomorrow": (1, 2), "明天": (1, 2),
    "week": (0, 7), "本周": (0, 7),
}  # fmt: skip
LATE = frozenset({"late", "overdue", "已过", "逾期", "超期"})
STANDS = {
    "open": "open", "在办": "open", "未结": "open", "closed": "ended", "ended": "ended",
    "已结": "ended", "办结": "ended",
}  # fmt: skip
"""Open or at an end, as the index marks it."""
STATES = {
    "待派": "accepted", "待派单": "accepted", "已派": "dispatched", "已派单": "dispatched",
    "已接单": "taken", "处理中": "working", "等待": "waiting", "待确认": "done",
    "取消": "cancelled", "已合并": "merged", "已核实": "verified", "已答复": "answered",
}  # fmt: skip
"""How a record stands, by its Chinese name; else the state's own word is meant."""
WHATS = {
    "R": ("ticket", "工单", "报修", "单"), "C": ("complaint", "投诉"),
    "E": ("incident", "事件", "突发"), "L": ("log", "日志", "值班", "值班记录"),
    PERSON: ("person", "people", "resident", "人", "人员", "住户", "业主"),
}  # fmt: skip
KINDS = {word: letter for letter, words in WHATS.items() for word in words}
PEOPLE = 5
"""People shown before the records; kind:人 shows as many as anything else."""
Told = Mapping[str, object]
NOTHING: Told = {"nothing": True}


def question(typed: str, site: LiveSite) -> Question:
    """What was typed as a question; an operator that means nothing here finds nothing."""
    told = asked(typed)
    found: dict[str, object] = {}
    terms: list[str] = []
    for name, value in told.operators:
        read = dict(_READERS[name](value, site))
        terms += [term] if (term := str(read.pop("term", ""))) else []
        found |= read
    return Question(told, Where(tuple(terms), **found), site.operator.id)  # type: ignore[arg-type]


def _any(kind: str, values: Iterable[str]) -> Told:
    term = any_of(mark(kind, value) for value in values)
    return {"term": term} if term else NOTHING


def _kind(value: str, _site: LiveSite) -> Told:
    letter = KINDS.get(value.casefold().removesuffix("s"), "")
    return {**_any("kind", filter(None, [letter])), "people": letter == PERSON}


def _cat(value: str, site: LiveSite) -> Told:
    wanted = value.casefold()
    named = [
        code
        for code, one in site.policy.classes.items()
        if wanted in {code.casefold(), one.type.casefold()}
        or wanted in one.zh.casefold()
        or wanted in one.en.casefold()
    ]
    return _any("class", named or [guess.sub for guess in site.policy.guess(value)[:1]])


def _by(value: str, site: LiveSite) -> Told:
    wanted = value.casefold()
    return _any("person", (p.id for p in site.people.values() if wanted in p.name.casefold()))


def _due(value: str, site: LiveSite) -> Told:
    midnight = site.now.replace(hour=0, minute=0, second=0, microsecond=0)
    days = DAYS.get(value.casefold())
    if value.casefold() in LATE:
        return {"term": any_of([mark("open")]), "due": (0, ms(site.now))}
    return {"term": any_of([mark("open")]), "due": _span(midnight, *days)} if days else NOTHING


def _span(midnight: datetime, first: int, behind: int) -> tuple[int | None, int | None]:
    return ms(midnight + timedelta(days=first)), ms(midnight + timedelta(days=behind))


def _is(value: str, site: LiveSite) -> Told:
    wanted = value.casefold()
    if wanted in LATE:
        return _due(value, site)
    if wanted in STANDS:
        return {"term": any_of([mark(STANDS[wanted])])}
    state = STATES.get(wanted, wanted)
    term = any_of(mark("kind", letter) for letter in TABLES)
    return {"term": term, "state": state} if state.isascii() else NOTHING


def _room(value: str, _site: LiveSite) -> Told:
    """Everything of a room or of all rooms that begin so, and whatever names it."""
    reading = read_room(value)
    begins = reading.value if reading.kind == "room" and reading.value else room_prefix(value)
    term = any_of([room_token(begins)]) if "-" in begins else query_of(value)
    return {"term": term} if term else NOTHING


def _phone(value: str, _site: LiveSite) -> Told:
    digits = "".join(sign for sign in value if sign.isdecimal())
    return {"term": any_of([tail_token(digits)])} if len(digits) >= SHORTEST_TAIL else NOTHING


_READERS = {
    "kind": _kind, "cat": _cat, "by": _by, "due": _due, "is": _is, "room": _room, "phone": _phone,
}  # fmt: skip
