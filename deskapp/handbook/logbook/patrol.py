"""The hours in which nothing was written: a round is walked and noted, or all is quiet (G-8)."""

from __future__ import annotations

from datetime import datetime, timedelta

from deskapp.handbook.site import Site


def unwritten_for(last: datetime | None, site: Site) -> timedelta | None:
    """How long nothing was written since the last line, once that is too long; else None."""
    limit = site.policy.limit("log_gap_min")
    if not limit or last is None:
        return None
    gap = site.now - last
    return gap if gap > timedelta(minutes=limit) else None
