"""The clocks of a complaint by its level (3.3): first word, answer, and the cap."""

from __future__ import annotations

from datetime import datetime, timedelta

from deskapp.handbook.site import Site


def feedback_by(level: str, start: datetime, site: Site) -> datetime | None:
    """When the owner must have heard from us."""
    return site.calendar.contact_by(site.policy, level, start)


def answer_by(level: str, start: datetime, site: Site) -> datetime | None:
    """When the owner must have the answer."""
    return site.calendar.finish_by(site.policy, level, start)


def cap_of(level: str, start: datetime, site: Site) -> datetime:
    """The hard end; it runs day and night and never stops."""
    return start + timedelta(days=_days(level, "cap_days", site))


def follow_up_by(level: str, start: datetime, site: Site) -> datetime:
    """When somebody must have asked the owner once more (H44a)."""
    return start + timedelta(days=_days(level, "follow_up_days", site))


def tell_above_by(level: str, start: datetime, site: Site) -> datetime | None:
    """When supervisor or manager must know of it at the latest (3.3)."""
    minutes = site.policy.entries("complaint_levels")[level].extra.get("supervisor_min")
    return start + timedelta(minutes=int(minutes)) if minutes else None


def _days(level: str, name: str, site: Site) -> int:
    return int(site.policy.entries("complaint_levels")[level].extra[name])
