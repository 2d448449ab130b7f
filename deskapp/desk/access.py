"""The access log as whoever answers for it reads it, and what is noted in it (P-13, P-15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from deskapp.desk.hidden import Withheld
from deskapp.handbook.access import LOOKS, Exported, may_read, too_many
from deskapp.handbook.codec import Unreadable
from deskapp.handbook.household import LETTER
from deskapp.handbook.step import Act
from deskapp.store.access import accesses

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.handbook.step import Head, Step

FOR_EVER = timedelta(days=36500)
MOST = 5000
"""Rows that are read at most; a month of a busy site has fewer."""


@dataclass(frozen=True)
class Access:
    """One row of the access log; `flagged` where it made too many looks in an hour."""

    head: Head
    step: Step[Any]
    flagged: bool = False

    @property
    def about(self) -> str:
        """The person whose PIN it was, or the room that was looked at."""
        return self.head.stream.removeprefix(LETTER)


def access_log(
    desk: Desk, since: datetime | None = None, until: datetime | None = None, limit: int = MOST
) -> list[Access]:
    """The log, newest first; raises Withheld from whom it is not for."""
    site = desk.site()
    refusal = may_read(site)
    if refusal:
        raise Withheld(refusal.message, refusal.clause)
    first, last = since or site.now - FOR_EVER, until or site.now + FOR_EVER
    found = list(accesses(desk.store.conn, first, last, limit))
    rows = [(e.head, e.step) for e in found if not isinstance(e.step, Unreadable)]
    flags = _flags([head for head, _ in rows], desk.policy.limit("reveals_per_h"))
    return [Access(head, step, head.row in flags) for head, step in rows]


def _flags(heads: Sequence[Head], most: int) -> frozenset[str]:
    looks = [head for head in reversed(heads) if head.kind in LOOKS]
    flagged = too_many([(head.operator, head.at) for head in looks], most)
    return frozenset(head.row for head, one in zip(looks, flagged, strict=True) if one)


def note_export(desk: Desk, what: str, rows: int, *, full: bool = False, reason: str = "") -> None:
    """Note that data is being taken out; raises Refused where it may not be."""
    me, pins = desk.operator.id, desk.with_pin()
    if me:
        step = Exported(
            what=what, rows=rows, full=full, reason=reason, with_pin=me in pins if pins else None
        )
        desk.take([Act(me, step)])
