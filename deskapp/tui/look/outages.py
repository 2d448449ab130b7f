"""When an outage begins or ends, in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from deskapp.locale import _, fill
from deskapp.locale.timewords import point

if TYPE_CHECKING:
    from deskapp.handbook.outage import Outage


def outage_time(outage: Outage, now: datetime) -> tuple[str, bool]:
    """From when, until when, or since when it should be over; and whether that time is past."""
    if outage.begins and not outage.on(now):
        return fill(_("from {time}"), {"time": point(outage.begins, now)}), False
    if not outage.until:
        return "", False
    late = outage.overdue(now)
    words = _("was due {time}") if late else _("until {time}")
    return fill(words, {"time": point(outage.until, now)}), late
