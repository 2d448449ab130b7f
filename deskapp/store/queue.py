"""The queue: pages of tickets by index and keyset, so that row one of a million costs no more."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from deskapp.handbook.fields.fold import fold_line
from deskapp.store.derived import EPOCH, ms
from deskapp.store.views import FARTHEST, VIEWS, Mark, View

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

__all__ = [
    "MANY",
    "SOON",
    "VIEWS",
    "Line",
    "Mark",
    "View",
    "by_short_number",
    "closed_since",
    "counts",
    "last_page",
    "line",
    "lines",
    "load",
    "page",
    "room_history",
]

Waits = Mapping[str, datetime]
"""Priorities with the latest opening for which nobody may still be missing."""
_NO_WAITS: Waits = MappingProxyType({})
SOON = timedelta(minutes=60)
MANY = 1000
"""Nobody counts further: a count of this many means 999+."""
_MOST_LIKE = 20


@dataclass(frozen=True)
class Line:
    """One ticket as a row of the queue; times are UTC.

    `sort_due` is the earlier of promise and work limit in ms since 1970, as the views sort it;
    `rings_at`, likewise, the first moment at which the ticket calls the desk by itself.
    """

    key: int
    number: str
    state: str
    open: bool
    danger: bool
    sort_due: int
    sub: str
    type: str
    priority: str
    room: str
    what: str
    name: str
    contact: str
    reporter: str
    person: str
    recorded_by: str
    due: datetime | None
    work_due: datetime | None
    opened_at: datetime
    closed_at: datetime | None
    next_check: datetime | None
    updated_at: datetime
    close_code: str
    score: str
    calls: int
    debts: int
    clashed: bool
    unread_rows: int
    parent: str
    rings_at: int
    reworks: int
    paid: bool
    followed_at: datetime | None
    follow_tries: int

    @property
    def mark(self) -> Mark:
        """This ticket's place in a view: what the next page starts after."""
        return Mark(int(self.danger), self.sort_due, self.key)


_COLUMNS = tuple(field.name for field in fields(Line))
_TIMES = [n for n, f in enumerate(fields(Line)) if "datetime" in str(f.type)]
_FLAGS = [n for n, f in enumerate(fields(Line)) if f.type == "bool"]
SELECT = f"SELECT {', '.join(_COLUMNS)} FROM ticket"

_TYPED = re.compile(
    r"(?:R?(?P<day>\d\d|\d{4}|\d{6})[-\s]+)?(?P<desk>[A-Z]{0,3})-?0*(?P<running>\d{1,5})"
)
_RUNNING = "ltrim(substr(number, 9), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')"
_DAY = "substr(number, 2, 6)"


def page(  # noqa: PLR0913 - what a view may ask for, all by name
    conn: sqlite3.Connection,
    view: str,
    *,
    now: datetime,
    operator: str = "",
    subs: Sequence[str] = (),
    waits: Waits = _NO_WAITS,
    after: Mark | None = None,
    before: Mark | None = None,
    limit: int = 100,
) -> list[Line]:
    """The tickets of a view that follow one mark, or go before another, in the view's order."""
    asked = VIEWS[view]
    back = before is not None
    parts = _parts(asked, operator, subs, waits)
    if not parts:
        return []
    mark = before or after or asked.start
    values = _values(now, operator, subs, waits) | {"limit": limit}
    walk = _by_key if asked.newest else _by_due
    found = walk(conn, parts, values, mark, back=back)
    return found[::-1] if back else found


def last_page(  # noqa: PLR0913 - as for a page
    conn: sqlite3.Connection,
    view: str,
    *,
    now: datetime,
    operator: str = "",
    subs: Sequence[str] = (),
    waits: Waits = _NO_WAITS,
    limit: int = 100,
) -> list[Line]:
    """The end of a view, in the view's order."""
    end = VIEWS[view].end
    return page(
        conn, view, now=now, operator=operator, subs=subs, waits=waits, before=end, limit=limit
    )


def counts(
    conn: sqlite3.Connection,
    names: Iterable[str],
    now: datetime,
    operator: str = "",
    subs: Sequence[str] = (),
    waits: Waits = _NO_WAITS,
) -> dict[str, int]:
    """How many tickets each view holds; MANY stands for that many and more."""
    values = _values(now, operator, subs, waits) | {"limit": MANY}
    parts = {name: _parts(VIEWS[name], operator, subs, waits) for name in names}
    return {name: _count(conn, VIEWS[name], parts[name], values) for name in names}


def closed_since(conn: sqlite3.Connection, since: datetime) -> Iterator[Line]:
    """The tickets that were closed since then, the oldest closing first."""
    rows = conn.execute(
        f"{SELECT} INDEXED BY ticket_follow WHERE state = 'closed' AND closed_at >= ? "
        "ORDER BY closed_at, key",
        (ms(since),),
    )
    return map(line_of, rows)


def line(conn: sqlite3.Connection, number: str) -> Line | None:
    """One ticket's row; None if there is no such ticket."""
    row = conn.execute(f"{SELECT} WHERE number = ?", (number,)).fetchone()
    return line_of(row) if row else None


def lines(conn: sqlite3.Connection, keys: Sequence[int]) -> list[Line]:
    """The rows of these keys, in the order of the keys; a key without a ticket has none."""
    rows = conn.execute(
        f"{SELECT} WHERE key IN (SELECT value FROM json_each(?))", (json.dumps(list(keys)),)
    )
    by_key = {row[0]: row for row in rows}
    return [line_of(by_key[key]) for key in keys if key in by_key]


def room_history(conn: sqlite3.Connection, room: str, limit: int = 20) -> list[Line]:
    """A room's tickets: the open ones first, then the newest."""
    rows = conn.execute(
        f"{SELECT} INDEXED BY ticket_room WHERE room = ? ORDER BY open DESC, key DESC LIMIT ?",
        (room, limit),
    )
    return [line_of(row) for row in rows]


def filed_like(
    conn: sqlite3.Connection, tokens: Sequence[str], limit: int
) -> list[tuple[str, str]]:
    """Class and matter of the newest tickets that share any of these tokens of the index."""
    if not tokens:
        return []
    either = " OR ".join(f'"{token}"' for token in tokens)
    return conn.execute(
        "SELECT sub, what FROM ticket WHERE sub <> '' AND key IN (SELECT rowid FROM search "
        "WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?)",
        (either, limit),
    ).fetchall()


def load(conn: sqlite3.Connection, person: str) -> int:
    """How many tickets a person has in hand; work that is done waits for the desk, not for them."""
    (count,) = conn.execute(
        "SELECT count(*) FROM ticket INDEXED BY ticket_person "
        "WHERE open = 1 AND person = ? AND state <> 'done'",
        (person,),
    ).fetchone()
    return int(count)


def by_short_number(conn: sqlite3.Connection, typed: str, today: date) -> list[str]:
    """What 41, A041, 21-A033 or R261123-A041 may mean: today's, this month's, then the newest."""
    found = _TYPED.fullmatch(fold_line(typed).upper())
    if not found:
        return []
    running = f"{int(found['running']):03d}"
    rows = conn.execute(
        f"SELECT number FROM ticket INDEXED BY ticket_short WHERE {_RUNNING} = :running "
        f"AND {_DAY} LIKE '%' || :day AND (:desk = '' OR substr(number, 9) = :desk || :running) "
        f"ORDER BY {_DAY} DESC LIMIT {_MOST_LIKE}",
        {"running": running, "day": found["day"] or "", "desk": found["desk"]},
    )
    day = today.strftime("%y%m%d")
    numbers = [str(number) for (number,) in rows]
    return sorted(numbers, key=lambda n: (n[1:7] != day, n[1:5] != day[:4]))


def _values(
    now: datetime, operator: str, subs: Sequence[str], waits: Waits
) -> dict[str, int | str | None]:
    values: dict[str, int | str | None] = {f"sub{n}": sub for n, sub in enumerate(subs)}
    for n, (priority, since) in enumerate(waits.items()):
        values |= {f"wait{n}": priority, f"since{n}": ms(since)}
    return values | {"now": ms(now), "soon": ms(now + SOON), "operator": operator}


def _parts(view: View, operator: str, subs: Sequence[str], waits: Waits) -> list[str]:
    """The view's conditions as the ends of a SELECT, each with its index; none if one is unmet."""
    if view.needs == "operator" and not operator:
        return []
    times = len(waits if view.needs == "waits" else subs)
    return [
        f"{f'INDEXED BY {index}' if index else ''} WHERE {meets.format(n=n)}"
        for index, meets in view.where
        for n in range(times if "{n}" in meets else 1)
    ]


def _count(
    conn: sqlite3.Connection, view: View, parts: Sequence[str], values: Mapping[str, Any]
) -> int:
    if not parts:
        return 0
    # Naming both bands of danger lets the index seek to the due time within each.
    bands = "" if view.newest else "AND danger IN (0, 1)"
    each = " UNION ALL ".join(f"SELECT 1 FROM ticket {part} {bands}" for part in parts)
    (count,) = conn.execute(f"SELECT count(*) FROM ({each} LIMIT :limit)", values).fetchone()
    return int(count)


def _by_due(
    conn: sqlite3.Connection,
    parts: Sequence[str],
    values: Mapping[str, Any],
    mark: Mark,
    *,
    back: bool,
) -> list[Line]:
    sign, order, edge = ("<", "DESC", FARTHEST) if back else (">", "ASC", -FARTHEST)
    each = " UNION ALL ".join(
        f"{SELECT} {part} AND danger = :danger AND (sort_due, key) {sign} (:sort_due, :key)"
        for part in parts
    )
    sql = f"{each} ORDER BY sort_due {order}, key {order} LIMIT :limit"
    found: list[Line] = []
    for danger in range(mark.danger, 2) if back else range(mark.danger, -1, -1):
        here = danger == mark.danger
        place = {
            "danger": danger,
            "sort_due": mark.sort_due if here else edge,
            "key": mark.key if here else edge,
            "limit": values["limit"] - len(found),
        }
        found += map(line_of, conn.execute(sql, {**values, **place}))
    return found


def _by_key(
    conn: sqlite3.Connection,
    parts: Sequence[str],
    values: Mapping[str, Any],
    mark: Mark,
    *,
    back: bool,
) -> list[Line]:
    sign, order = (">", "ASC") if back else ("<", "DESC")
    (part,) = parts
    rows = conn.execute(
        f"{SELECT} {part} AND key {sign} :key ORDER BY key {order} LIMIT :limit",
        {**values, "key": mark.key},
    )
    return [line_of(row) for row in rows]


def line_of(row: Sequence[Any]) -> Line:
    values = list(row)
    for place in _TIMES:
        if values[place] is not None:
            values[place] = EPOCH + timedelta(milliseconds=values[place])
    for place in _FLAGS:
        values[place] = bool(values[place])
    return Line(*values)
