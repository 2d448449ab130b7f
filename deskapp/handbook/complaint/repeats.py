"""The same matter once more: it counts, and raises the level (H45b)."""

from __future__ import annotations

from datetime import timedelta

from deskapp.handbook.complaint.state import LEVELS, Complaint
from deskapp.handbook.site import Site


def is_repeat(complaint: Complaint, number: str, site: Site) -> bool:
    """Whether this is an earlier complaint of the same room within the policy's days."""
    other = site.record(number)
    if not isinstance(other, Complaint) or other.number == complaint.number:
        return False
    days = timedelta(days=site.policy.limit("repeat_complaint_days"))
    opened, earlier = complaint.opened_at or site.now, other.opened_at
    return bool(complaint.room) and other.room == complaint.room and (
        earlier is not None and timedelta() <= opened - earlier <= days
    )  # fmt: skip


def least_level(homes: int, repeat_of: str, site: Site) -> str:
    """The lowest level that homes and repetition leave."""
    if homes >= site.policy.limit("group_homes"):
        return LEVELS[-1]
    other = site.record(repeat_of) if repeat_of else None
    return raised(other.level) if isinstance(other, Complaint) else LEVELS[0]


def raised(level: str) -> str:
    """One level higher; the highest stays."""
    return LEVELS[min(LEVELS.index(level) + 1, len(LEVELS) - 1)] if level in LEVELS else LEVELS[1]
