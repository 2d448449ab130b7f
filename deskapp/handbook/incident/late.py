"""A row's own time beside the time of its entry, and the mark of what was entered late (I14)."""

from __future__ import annotations

from datetime import timedelta

from deskapp.handbook.codec import Unreadable
from deskapp.handbook.history import Entry
from deskapp.handbook.incident.state import IncidentStep
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.policy import Policy

SAME = timedelta(minutes=1)
"""Times that lie no further apart are one moment to a reader."""


def lines_of(entry: Entry, policy: Policy) -> tuple[Msg, ...]:
    """The sentences of a row of any record; those of an incident with their own time."""
    if isinstance(entry.step, Unreadable):
        text = N_("A row of the kind {kind} that this version cannot read.")
        return (Msg(text, {"kind": entry.step.kind}),)
    said: tuple[Msg, ...] = entry.step.line()
    if not isinstance(entry.step, IncidentStep):
        return said
    at = entry.step.happened()
    if at is None or entry.head.at - at < SAME:
        return said
    late = entry.head.at - at > timedelta(minutes=policy.limit("late_entry_min"))
    text = N_("Late entry, {when}: {text}") if late else N_("{when}: {text}")
    return (Msg(text, {"when": at, "text": said[0]}), *said[1:])
