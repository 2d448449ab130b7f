"""Report what and where, then call; nothing else may be asked for first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Self

from deskapp.handbook import slots
from deskapp.handbook.incident.chain import next_call
from deskapp.handbook.incident.state import (
    CONFIRMED,
    CONTROLLED,
    NEW,
    OUTSIDE,
    REPORTED,
    RESPONDING,
    Call,
    Incident,
    IncidentStep,
)
from deskapp.handbook.logbook.state import LogLine
from deskapp.handbook.logbook.steps import PassedOn
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK, SUPERVISOR
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Moment, Words
from deskapp.handbook.step import Act, Head, Refusal, evolve, refuse, step

PLACE = 40
"""Letters of a line that stand for its place where none is recognised."""


@step(
    "incident.reported",
    clause="P0",
    by=DESK,
    opens=NEW,
    title=N_("Report"),
)
class Reported(IncidentStep):
    """What and where; the time of the event is kept apart from the time of entry."""

    what: Words = slots.words(N_("What"), least=1)
    place: str = slots.room(N_("Where"))
    sub: Code = slots.code(N_("Class"), "subcategories", default="")
    happened_at: Moment = slots.moment(N_("Happened"), "past", default=None)
    ticket: str = slots.hidden(slots.Kind.NUMBER, default="")
    log: str = slots.hidden(slots.Kind.NUMBER, default="")

    def after(self, incident: Incident, head: Head) -> Incident:
        """On the log."""
        return evolve(
            incident,
            state=REPORTED,
            what=self.what,
            place=self.place,
            sub=self.sub,
            happened_at=self.happened_at or head.at,
            reported_at=head.at,
            reported_by=head.operator,
            ticket=self.ticket,
            log=self.log,
        )

    def happened(self) -> datetime | None:
        """The event's own time."""
        return self.happened_at

    def brings(self, incident: Incident, site: Site) -> Iterator[Act]:
        """The ticket or the line of the log learns the number of its incident."""
        from deskapp.handbook.ticket.linked import IncidentOpened  # noqa: PLC0415 - mutual

        if self.log:
            yield Act(self.log, PassedOn(number=incident.number))
        if self.ticket:
            yield Act(self.ticket, IncidentOpened(incident=incident.number))

    def line(self) -> tuple[Msg, ...]:
        """What and where."""
        return (Msg(N_("{where}: {what}"), {"where": self.place, "what": self.what}),)


@step(
    "incident.response_started",
    clause="P0",
    by=DESK,
    opens=frozenset({REPORTED, CONFIRMED}),
    title=N_("1st call"),
    hint=N_("whom, reached"),
    not_yet=N_("Help has been called already; add the next call."),
)
class ResponseStarted(IncidentStep):
    """The first call or the first person sent; never held up by anything missing."""

    whom: Code = slots.code(N_("Called"), "incident_calls")
    reached: Answer = slots.answer(N_("Reached"), default=True)
    said: Words = slots.words(N_("Answer"), default="", least=0)
    number: Words = slots.contact(N_("Number"), default="", service=True)

    @classmethod
    def suggest(cls, record: Incident, site: Site) -> Mapping[str, object]:
        """Whom the policy calls first in this danger."""
        known = site.policy.entries("subcategories").get(record.sub)
        calls = known.extra.get("calls", ()) if known else ()
        return {"whom": next(iter(calls), ""), "reached": True}

    def filled(self, record: Incident, site: Site) -> Self:
        """The number that the site has for them."""
        return replace(self, number=self.number or number_of(self.whom, site))

    def after(self, incident: Incident, head: Head) -> Incident:
        """Somebody is on the way."""
        call = Call(
            whom=self.whom, at=head.at, reached=self.reached is not False,
            number=self.number, said=self.said,
        )  # fmt: skip
        return evolve(incident, state=RESPONDING, calls=(*incident.calls, call))

    def line(self) -> tuple[Msg, ...]:
        """Whom, and the answer."""
        return call_line(self.whom, self.number, self.reached, self.said)


@step(
    "incident.notified",
    clause="P0",
    by=DESK | SUPERVISOR,
    opens=frozenset({RESPONDING, CONTROLLED, OUTSIDE}),
    title=N_("Log call"),
    hint=N_("whom, reached"),
    not_yet=N_("Log the first call first."),
)
class Notified(IncidentStep):
    """A call line: whom, number, when, reached or not, what was said back."""

    whom: Code = slots.code(N_("Called"), "incident_calls")
    number: Words = slots.contact(N_("Number"), default="", service=True)
    called_at: Moment = slots.moment(N_("When"), "past", default=None)
    reached: Answer = slots.answer(N_("Reached"))
    said: Words = slots.words(N_("Answer"), default="", least=0)
    arrived_at: Moment = slots.moment(N_("Arrived"), "past", default=None)

    def refusals(self, incident: Incident, site: Site) -> Iterator[Refusal]:
        """Nobody arrives before they are called."""
        if self.arrived_at and self.called_at and self.arrived_at < self.called_at:
            yield refuse("arrived_at", N_("Nobody arrives before they are called."))

    @classmethod
    def suggest(cls, record: Incident, site: Site) -> Mapping[str, object]:
        """Whom the chain wants called now."""
        wanted = next_call(record, site)
        return {"called_at": site.now, "whom": wanted.whom if wanted else ""}

    def filled(self, record: Incident, site: Site) -> Self:
        """The number that the site has for them."""
        return replace(self, number=self.number or number_of(self.whom, site))

    def after(self, incident: Incident, head: Head) -> Incident:
        """One more line of the chain."""
        call = Call(
            whom=self.whom, at=self.called_at or head.at, reached=bool(self.reached),
            number=self.number, said=self.said, arrived_at=self.arrived_at,
        )  # fmt: skip
        return evolve(incident, calls=(*incident.calls, call))

    def happened(self) -> datetime | None:
        """When the call was made."""
        return self.called_at

    def line(self) -> tuple[Msg, ...]:
        """Whom, reached or not, and the answer."""
        return call_line(self.whom, self.number, self.reached, self.said)


def number_of(whom: str, site: Site) -> str:
    """The number under which the site calls somebody; "" where it has none."""
    entry = site.policy.entries("incident_calls").get(whom)
    return str(entry.extra.get("number", "")) if entry else ""


def call_line(whom: str, number: str, reached: Answer, said: str) -> tuple[Msg, ...]:
    """How a call stands in the time line."""
    text = N_("Called {whom}, not reached") if reached is False else N_("Called {whom}")
    who: Coded | Msg = Coded("incident_calls", whom)
    if number:
        who = Msg("{who} {number}", {"who": who, "number": number})
    head = Msg(text, {"whom": who})
    return (head, Msg("{said}", {"said": said})) if said else (head,)


def from_line(line: LogLine, site: Site) -> Reported:
    """The incident that a line of the log tells of: nothing of it is typed again."""
    from deskapp.handbook.fields.told import find_room  # noqa: PLC0415 - only when a line is raised

    found = find_room(line.text)
    dangers = site.policy.dangers(line.text)
    return Reported(
        what=line.text,
        place=found[0] if found else re.split("[，,。；;]", line.text)[0][:PLACE],
        sub=dangers[0].sub if dangers else "",
        happened_at=line.happened_at,
        log=line.number,
    )
