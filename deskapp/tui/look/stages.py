"""A complaint's stages in two rows: where it stands, and when it came so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from deskapp.handbook.message import N_
from deskapp.locale import _
from deskapp.tui.look.rows import LABEL, MARGIN, Row
from deskapp.tui.look.signs import sign

STAGES: tuple[tuple[str, str], ...] = (
    ("received", N_("Heard")),
    ("acked", N_("Aware")),
    ("assessed", N_("Level")),
    ("verifying", N_("Check")),
    ("verified", N_("Found")),
    ("caused", N_("Cause")),
    ("proposed", N_("Plan")),
    ("agreed", N_("Agree")),
    ("executing", N_("Do")),
    ("answered", N_("Reply")),
    ("follow_up", N_("After")),
    ("closed", N_("End")),
)
"""The usual way of a complaint: its states, each with its word of at most five letters."""
INSTEAD: Mapping[str, tuple[str, str]] = {
    "objected": ("agreed", N_("No")),
    "review": ("agreed", N_("Again")),
    "referred": ("agreed", N_("Away")),
    "suspended": ("agreed", N_("Away")),
    "closed_disagreed": ("closed", N_("End")),
    "withdrawn": ("closed", N_("Off")),
    "merged": ("closed", N_("Joint")),
}
"""States beside the way: the stage in whose place they stand, and their word."""
SLOT = 6
"""Cells from one stage to the next."""


def stage_rows(width: int, state: str, reached: Mapping[str, datetime], now: datetime) -> list[Row]:
    """Draw the stages and under each when it was reached; the current one says so."""
    rows = [Row(width), Row(width)]
    place, word = INSTEAD.get(state, (state, ""))
    for column, (stage, label) in _slots(width, place):
        here = stage == place
        at = reached.get(stage)
        style = "bold $d-accent" if here else "" if at else "$d-muted"
        rows[0].put(column, _(word if here and word else label), style, limit=SLOT)
        rows[1].put(column, *_when(at, now, here=here), limit=SLOT)
    return rows


def _slots(width: int, place: str) -> list[tuple[int, tuple[str, str]]]:
    """Where each stage stands; a narrow screen shows those around the current one."""
    room = width - LABEL - MARGIN
    fit = max(1, min(len(STAGES), room // SLOT))
    at = next((n for n, (stage, _label) in enumerate(STAGES) if stage == place), 0)
    first = max(0, min(at - fit // 2, len(STAGES) - fit))
    shown: Sequence[tuple[str, str]] = STAGES[first : first + fit]
    return [(LABEL + n * SLOT, stage) for n, stage in enumerate(shown)]


def _when(at: datetime | None, now: datetime, *, here: bool) -> tuple[str, str]:
    if here:
        return _("now"), "bold $d-accent"
    if at is None:
        return "", ""
    return f"{sign('done')} {at.astimezone(now.tzinfo).day}", "$d-muted"
