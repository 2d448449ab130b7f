"""What an incident calls for by itself: whom to ring, whom to talk to, what to send, to save."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from deskapp.handbook.incident.chain import again_at, next_call, reports_due, talk_due
from deskapp.handbook.incident.evidence import footage_reminders, kept_until
from deskapp.handbook.incident.state import ENDED, Incident
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.reminder import Reminder
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site

BEFORE = timedelta(hours=1)
"""So long before a written report is due the desk is told."""
CLAUSE, CALLING = "H48", "P0"


def reminders(incident: Incident, site: Site) -> Iterator[Reminder]:
    """Everything that calls for this incident, now or later, the danger itself first."""
    if incident.open:
        yield from _calls(incident, site)
    if incident.state not in ENDED:
        yield from _reports(incident, site)
    yield from _footage(incident, site)


def _calls(incident: Incident, site: Site) -> Iterator[Reminder]:
    wanted = next_call(incident, site)
    if wanted:
        who = Coded("incident_calls", wanted.whom)
        text = N_("call {who} again") if wanted.tried_at else N_("call {who} now")
        at = again_at(wanted, site) or wanted.due
        yield Reminder(kind="danger", at=at, message=Msg(text, {"who": who}), clause=CALLING)
    talk = talk_due(incident, site)
    if talk:
        message = Msg(N_("talk to the people in the lift again"))
        yield Reminder(kind="danger", at=talk, message=message, clause=CALLING)


def _reports(incident: Incident, site: Site) -> Iterator[Reminder]:
    for report, due in reports_due(incident, site).items():
        blanks = {"report": Coded("report_kinds", report), "due": due}
        message = Msg(N_("{report} by {due}"), blanks)
        yield Reminder(kind="warn", at=due - BEFORE, message=message, clause=CLAUSE)


def _footage(incident: Incident, site: Site) -> Iterator[Reminder]:
    for one, at in footage_reminders(incident, site):
        blanks = {"camera": one.camera, "until": kept_until(one, site)}
        message = Msg(N_("have the recording of {camera} saved before {until}"), blanks)
        yield Reminder(kind="warn", at=at, message=message, clause=CLAUSE)
