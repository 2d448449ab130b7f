"""The last night of a demonstration site: the guard's log, and the shift handed over at dawn."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from deskapp.exchange.demo_stories import DAY, MINUTE, Narrator, Story
from deskapp.handbook.handover.giving import Counted, LineWorded, Offered, Prepared
from deskapp.handbook.handover.state import Handover
from deskapp.handbook.handover.taking import Accepted, LineTaken
from deskapp.handbook.logbook.steps import Struck, Written, quiet_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

GUARD, RELIEF = "马强", "周晓燕"
DAWN = time(7)
KEYS, RADIOS = 12, 4


def night(narrator: Narrator, lines: Sequence[Mapping[str, Any]], today: datetime) -> Story:
    """Line by line through the last night that is over, then the handover."""
    dawn = datetime.combine(today, DAWN, today.tzinfo)
    if dawn + 10 * MINUTE > today:
        dawn -= DAY
    for line in lines:
        at = _before(dawn, line["at"])
        yield at
        number = narrator.take(at, "", _written(line, dawn), by=GUARD)
        if "struck" in line:
            yield at + 2 * MINUTE
            struck = Struck(why=line["struck"], text=line["now"])
            narrator.take(at + 2 * MINUTE, number, struck, by=GUARD)
    yield from _handed_over(narrator, dawn)


def _before(dawn: datetime, clock: str) -> datetime:
    """This time of day in the night that ends at dawn."""
    at = datetime.combine(dawn, time.fromisoformat(clock), dawn.tzinfo)
    return at if at < dawn else at - DAY


def _written(line: Mapping[str, Any], dawn: datetime) -> Written:
    if line.get("quiet"):
        return quiet_line("巡视一圈，没有异常")
    happened = _before(dawn, line["of"]) if "of" in line else None
    return Written(text=line["text"], happened_at=happened, late_reason=line.get("late", ""))


def _handed_over(narrator: Narrator, dawn: datetime) -> Story:
    yield dawn
    number = narrator.take(dawn, "", Prepared(), by=GUARD)
    handover = narrator.desk.record(number)
    watched = [
        LineWorded(number=line.number, word="夜里没有变化，早上先看这件")
        for line in (handover.lines if isinstance(handover, Handover) else ())
        if line.watch
    ]
    counted = Counted(keys=KEYS, radios=RADIOS, note="送水车还在2号楼后面")
    narrator.take(dawn, number, *watched, counted, Offered(), by=GUARD)
    at = dawn + 6 * MINUTE
    yield at
    read = [LineTaken(number=line.number) for line in watched]
    narrator.take(at, number, *read, Accepted(keys=KEYS, radios=RADIOS), by=RELIEF)
