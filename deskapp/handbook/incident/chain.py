"""Who must know of an incident and by when: computed from its calls, never stored (3.6, G-7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from deskapp.handbook.incident.state import Call, Incident
from deskapp.handbook.site import Site

FIRE, LIFT, LIFT_FIRM, CAR = "EMG.FIRE", "EMG.LIFT", "lift", "car"
RESCUE = "119"
ANYBODY = frozenset({"rescue", "specialist"})
"""Links that whoever the class names first stands for."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """One of the chain: by when to call, how often in vain, when reached, by when on site."""

    whom: str
    due: datetime
    tries: int = 0
    tried_at: datetime | None = None
    reached_at: datetime | None = None
    arrived_at: datetime | None = None
    here_by: datetime | None = None


def chain(incident: Incident, site: Site) -> tuple[Link, ...]:
    """Everybody to be called, in order; who was not reached hands on to the next sooner."""
    since = incident.level_at or incident.reported_at or site.now
    next_min = timedelta(minutes=site.policy.limit("next_in_chain_min"))
    links: list[Link] = []
    sooner: datetime | None = None
    for whom, minutes in _whom(incident, site).items():
        due = since + timedelta(minutes=minutes)
        link = _link(incident, whom, min(due, sooner) if sooner else due, site)
        links.append(link)
        first_try = next((c.at for c in incident.calls if c.whom == whom), None)
        sooner = first_try + next_min if first_try and not link.reached_at else None
    return (*links, *_rescue(incident, links, site))


def _rescue(incident: Incident, links: list[Link], site: Site) -> tuple[Link, ...]:
    """119 as well, from the moment on when the lift firm should have been there (X14)."""
    late = next((one for one in links if one.here_by and not one.arrived_at), None)
    if late is None or late.here_by is None or incident.controlled_at or incident.authority:
        return ()
    if late.here_by > site.now or any(one.whom == RESCUE for one in links):
        return ()
    return (_link(incident, RESCUE, late.here_by, site),)


def next_call(incident: Incident, site: Site) -> Link | None:
    """Whom to call now: who is due and was never tried, then who was tried longest ago."""
    again = timedelta(minutes=site.policy.limit("next_in_chain_min"))
    waiting = [link for link in chain(incident, site) if not link.reached_at]
    fresh = [link for link in waiting if link.tried_at is None and link.due <= site.now]
    tried = [link for link in waiting if link.tried_at and link.tried_at + again <= site.now]
    fresh.sort(key=lambda link: link.whom != RESCUE)  # whoever saves lives before whoever must know
    return next(iter((*fresh, *tried)), None)


def again_at(link: Link, site: Site) -> datetime | None:
    """When to try somebody again who was called in vain (G-7)."""
    if link.tried_at is None or link.reached_at:
        return None
    return link.tried_at + timedelta(minutes=site.policy.limit("next_in_chain_min"))


def unreached(incident: Incident, site: Site) -> tuple[str, ...]:
    """Who should have been reached and never was."""
    return tuple(link.whom for link in chain(incident, site) if not link.reached_at)


def talk_due(incident: Incident, site: Site) -> datetime | None:
    """When to talk to the people in the lift again; None where nobody is inside (X14)."""
    if incident.sub != LIFT or incident.controlled_at or incident.reported_at is None:
        return None
    spoken = [call.at for call in incident.calls if call.whom == CAR]
    minutes = site.policy.limit("talk_lift_min")
    return max((*spoken, incident.reported_at)) + timedelta(minutes=minutes)


def usual_level(incident: Incident, site: Site) -> str:
    """The level that an incident of this class has at least; "" where the class says none."""
    entry = site.policy.entries("subcategories").get(incident.sub)
    return str(entry.extra.get("level", "")) if entry else ""


def level_of(incident: Incident, site: Site) -> str:
    """The level that was set, or until then the one that the class has at least."""
    return incident.level or usual_level(incident, site)


def reports_due(incident: Incident, site: Site) -> dict[str, datetime]:
    """The written reports that are still to be sent, each with its time (G-12)."""
    entry = site.policy.entries("incident_levels").get(level_of(incident, site))
    hours = entry.extra if entry else {}
    starts = {"first": incident.level_at or incident.reported_at, "full": incident.controlled_at}
    return {
        report: start + timedelta(hours=hours[f"written_{report}_h"])
        for report, start in starts.items()
        if start and f"written_{report}_h" in hours and report not in incident.reports
    }


def _whom(incident: Incident, site: Site) -> dict[str, int]:
    """Whom to call within how many minutes: the class's own first, then the level's chain."""
    known = site.policy.entries("subcategories").get(incident.sub)
    level = site.policy.entries("incident_levels").get(level_of(incident, site))
    own = tuple(known.extra.get("calls", ())) if known else ()
    by_level = dict(level.extra.get("chain", {})) if level else {}
    first = own[:1]  # the others of the class are offered, but only the first one must be called
    found = dict.fromkeys(first if level is None or ANYBODY & by_level.keys() else (), 0)
    if not first:
        return by_level
    return found | {whom: n for whom, n in by_level.items() if whom not in ANYBODY}


def _link(incident: Incident, whom: str, due: datetime, site: Site) -> Link:
    calls = [call for call in incident.calls if call.whom == whom]
    reached = next((call.at for call in calls if call.reached), None)
    arrived = next((call.arrived_at for call in calls if call.arrived_at), None)
    return Link(
        whom=whom, due=due, reached_at=reached, arrived_at=arrived,
        tries=sum(1 for call in calls if not call.reached),
        tried_at=calls[-1].at if calls else None,
        here_by=_here_by(whom, calls, site),
    )  # fmt: skip


def _here_by(whom: str, calls: list[Call], site: Site) -> datetime | None:
    """By when the lift firm must be there, from the call that reached it."""
    reached = next((call.at for call in calls if call.reached), None)
    if whom != LIFT_FIRM or reached is None:
        return None
    return reached + timedelta(minutes=site.policy.limit("lift_on_site_min"))
