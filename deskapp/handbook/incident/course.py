"""While it runs: confirmed, its level, what was done, who arrived, words put right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Self

from deskapp.handbook import slots
from deskapp.handbook.incident.chain import FIRE, usual_level
from deskapp.handbook.incident.state import (
    CONFIRMED,
    CONTROLLED,
    ENDED,
    EVER,
    FALSE_ALARM,
    OUTSIDE,
    REPORTED,
    RESPONDING,
    REVIEW,
    RUNNING,
    Amendment,
    Incident,
    IncidentStep,
)
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK, EVERYONE, MANAGER, SUPERVISOR, Role
from deskapp.handbook.shown import By, Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Code, Moment, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step

NO_LONGER = N_("The incident does not run any more.")


@step(
    "incident.confirmed",
    clause="H48",
    by=DESK,
    opens=frozenset({REPORTED}),
    title=N_("Confirm"),
    hint=N_("seen by, level"),
    not_yet=N_("It has been seen to already."),
)
class Confirmed(IncidentStep):
    """Somebody looked: who, when, what was seen; the level starts the chain of calls."""

    looked: str = slots.person(N_("Looked"))
    looked_at: Moment = slots.moment(N_("When"), "past", default=None)
    seen: Words = slots.words(N_("Seen"), least=2, most=500)
    level: Code = slots.code(N_("Level"), "incident_levels")

    @classmethod
    def suggest(cls, record: Incident, site: Site) -> Mapping[str, object]:
        """The level that the class has at least."""
        return {"looked": site.operator.id, "level": usual_level(record, site)}

    def happened(self) -> datetime | None:
        """When they looked."""
        return self.looked_at

    def after(self, incident: Incident, head: Head) -> Incident:
        """Confirmed; the times of the chain run from here."""
        return evolve(incident, state=CONFIRMED, level=self.level, level_at=head.at)

    def line(self) -> tuple[Msg, ...]:
        """The level, and what was seen."""
        head = Msg(N_("Confirmed, {level}"), {"level": Coded("incident_levels", self.level)})
        return head, Msg("{seen}", {"seen": self.seen})


@step(
    "incident.level_changed",
    clause="H48",
    by=DESK | SUPERVISOR,
    opens=RUNNING,
    title=N_("Level"),
    hint=N_("worse, or less bad"),
    not_yet=NO_LONGER,
)
class LevelChanged(IncidentStep):
    """Another level, and why; the chain of the new level starts."""

    level: Code = slots.code(N_("Level"), "incident_levels")
    why: Words = slots.words(N_("Why"), least=2, most=500)

    @classmethod
    def suggest(cls, record: Incident, site: Site) -> Mapping[str, object]:
        """The usual one, where none is set yet."""
        return {} if record.level else {"level": usual_level(record, site)}

    def refusals(self, incident: Incident, site: Site) -> Iterator[Refusal]:
        """Another one than before."""
        if self.level and self.level == incident.level:
            yield refuse("level", N_("It has this level already."))

    def after(self, incident: Incident, head: Head) -> Incident:
        """The new level from now on."""
        return evolve(incident, level=self.level, level_at=head.at)

    def line(self) -> tuple[Msg, ...]:
        """The level, and why."""
        head = Msg(N_("Level {level}"), {"level": Coded("incident_levels", self.level)})
        return head, Msg("{why}", {"why": self.why})


@step(
    "incident.action",
    clause="H48",
    by=DESK | SUPERVISOR,
    opens=frozenset({RESPONDING, CONTROLLED, OUTSIDE}),
    title=N_("Action"),
    hint=N_("what was done"),
    not_yet=N_("Log the first call first."),
)
class ActionTaken(IncidentStep):
    """One thing that was done, stamped; how many are hurt or trapped; who commands now."""

    did: Words = slots.words(N_("What done"), least=1, most=500)
    hurt: int | None = slots.count(N_("Hurt"), default=None)
    trapped: int | None = slots.count(N_("Trapped"), default=None)
    command: Words = slots.words(N_("Commands"), default="", least=1, most=50)
    done_at: Moment = slots.moment(N_("When"), "past", default=None)

    def happened(self) -> datetime | None:
        """When it was done."""
        return self.done_at

    def after(self, incident: Incident, head: Head) -> Incident:
        """The numbers as they were told last."""
        hurt = incident.hurt if self.hurt is None else self.hurt
        trapped = incident.trapped if self.trapped is None else self.trapped
        return evolve(incident, hurt=hurt, trapped=trapped)

    def line(self) -> tuple[Msg, ...]:
        """What was done."""
        head = Msg("{did}", {"did": self.did})
        who = Msg(N_("In command: {who}"), {"who": self.command}) if self.command else None
        return (head, who) if who else (head,)


@step(
    "incident.checked",
    clause="H48",
    by=DESK | SUPERVISOR,
    opens=RUNNING,
    title=N_("Checklist"),
    hint=N_("one point done"),
    not_yet=NO_LONGER,
)
class Checked(IncidentStep):
    """One point of the danger's checklist, done and stamped."""

    item: Code = slots.code(N_("Point"), "checklist")

    def after(self, incident: Incident, head: Head) -> Incident:
        """Done."""
        return evolve(incident, checked=(*incident.checked, self.item))

    def line(self) -> tuple[Msg, ...]:
        """Which."""
        return (Msg("{item}", {"item": Coded("checklist", self.item)}),)


@step(
    "incident.arrived",
    clause="H48",
    by=DESK | SUPERVISOR,
    opens=RUNNING,
    title=N_("Arrived"),
    hint=N_("who came, when"),
    not_yet=NO_LONGER,
)
class Arrived(IncidentStep):
    """Somebody who was called has come."""

    whom: Code = slots.code(N_("Who"), "incident_calls")
    arrived_at: Moment = slots.moment(N_("When"), "past", default=None)

    def refusals(self, incident: Incident, site: Site) -> Iterator[Refusal]:
        """Somebody who was called, after they were."""
        called = [call.at for call in incident.calls if call.whom == self.whom]
        if self.whom and not called:
            yield refuse("whom", N_("No call to them is logged; log the call first."))
        elif called and self.arrived_at and self.arrived_at < min(called):
            yield refuse("arrived_at", N_("Nobody arrives before they are called."))

    def happened(self) -> datetime | None:
        """When they came."""
        return self.arrived_at

    def after(self, incident: Incident, head: Head) -> Incident:
        """Their last call has its arrival."""
        return with_last_call(incident, self.whom, arrived_at=self.arrived_at or head.at)

    def line(self) -> tuple[Msg, ...]:
        """Who."""
        return (Msg(N_("{who} arrived"), {"who": Coded("incident_calls", self.whom)}),)


@step(
    "incident.call_answered",
    clause="H48",
    by=DESK | SUPERVISOR,
    opens=RUNNING,
    title=N_("They said"),
    hint=N_("to the last call"),
    not_yet=NO_LONGER,
)
class CallAnswered(IncidentStep):
    """What somebody said back to the call that was stamped before (G-6)."""

    whom: Code = slots.code(N_("Who"), "incident_calls")
    said: Words = slots.words(N_("Answer"), least=1, most=500)

    def refusals(self, incident: Incident, site: Site) -> Iterator[Refusal]:
        """Somebody who was called."""
        if self.whom and self.whom not in {call.whom for call in incident.calls}:
            yield refuse("whom", N_("No call to them is logged; log the call first."))

    def after(self, incident: Incident, head: Head) -> Incident:
        """Their last call has its answer."""
        return with_last_call(incident, self.whom, said=self.said)

    def line(self) -> tuple[Msg, ...]:
        """Who, and what they said."""
        head = Msg(N_("{who} said"), {"who": Coded("incident_calls", self.whom)})
        return head, Msg("{said}", {"said": self.said})


@step(
    "incident.false_alarm",
    clause="H48",
    by=Role.G | SUPERVISOR,
    opens=frozenset({REPORTED, CONFIRMED, RESPONDING}),
    title=N_("No danger"),
    hint=N_("what it was"),
    not_yet=NO_LONGER,
)
class FalseAlarm(IncidentStep):
    """It was nothing: who looked, what it was, who reset the panel."""

    looked: str = slots.person(N_("Looked"))
    was: Words = slots.words(N_("It was"), least=2, most=500)
    reset_by: str = slots.person(N_("Reset by"), default="")

    @classmethod
    def suggest(cls, record: Incident, site: Site) -> Mapping[str, object]:
        """Whoever sits here looked; in a fire alarm they reset the panel too."""
        here = {"looked": site.operator.id}
        return here | {"reset_by": site.operator.id} if record.sub == FIRE else here

    def refusals(self, incident: Incident, site: Site) -> Iterator[Refusal]:
        """A fire alarm is reset by somebody."""
        if incident.sub == FIRE and not self.reset_by:
            yield refuse("reset_by", N_("Fire: who reset the panel, or saw that none rang?"))

    def after(self, incident: Incident, head: Head) -> Incident:
        """Over."""
        return evolve(incident, state=FALSE_ALARM, ended_at=head.at)

    def line(self) -> tuple[Msg, ...]:
        """What it was, who looked, who reset the panel."""
        head = Msg(N_("False alarm: {was}"), {"was": self.was})
        seen = Msg(N_("Seen by {who}"), {"who": By(self.looked)})
        reset = Msg(N_("Panel reset by {who}"), {"who": By(self.reset_by)})
        return (head, seen, reset) if self.reset_by else (head, seen)


@step(
    "incident.amended",
    clause="H48",
    by=EVERYONE,
    opens=EVER,
    title=N_("Amend"),
    hint=N_("wrong words, why"),
    not_yet=N_("There is no incident yet."),
)
class Amended(IncidentStep):
    """Words put right: the old ones stay struck out, with who, when and why (I14)."""

    item: Code = slots.code(N_("Which"), "amendable")
    now: Words = slots.words(N_("Now"), least=1, most=500)
    why: Words = slots.words(N_("Why"), least=2, most=200)
    was: Words = slots.hidden(slots.Kind.TEXT, default="")

    @classmethod
    def bars(cls, record: Incident, site: Site) -> Iterator[Refusal]:
        """Only who reported it puts it right, or a supervisor."""
        chief = site.operator.roles & (SUPERVISOR | MANAGER)
        if record.reported_by and record.reported_by != site.operator.id and not chief:
            author = site.people.get(record.reported_by)
            text = N_("Only {name}, who wrote it, or a supervisor corrects this line.")
            yield refuse("", text, name=author.name if author else record.reported_by)

    def filled(self, record: Incident, site: Site) -> Self:
        """The words that are struck out, so that the row by itself tells both."""
        return replace(self, was=_standing(record, self.item) or "")

    def refusals(self, record: Incident, site: Site) -> Iterator[Refusal]:
        """A correction says something else."""
        if self.now and self.now == _standing(record, self.item):
            yield refuse("now", N_("These are the same words; write what is right."))

    def after(self, incident: Incident, head: Head) -> Incident:
        """The new words; the old ones beside them."""
        old = _standing(incident, self.item)
        if old is None:
            return incident
        made = Amendment(item=self.item, struck=old, why=self.why, by=head.operator, at=head.at)
        amended = evolve(incident, amendments=(*incident.amendments, made))
        if self.item == "what":
            return evolve(amended, what=self.now)
        return evolve(amended, place=self.now)

    def line(self) -> tuple[Msg, ...]:
        """What was struck out, what holds instead, and why."""
        now = Msg(N_("Now: {text}"), {"text": self.now})
        struck = Msg(N_("Struck out: {text}"), {"text": self.was}) if self.was else None
        return tuple(filter(None, (struck, now, Msg("{why}", {"why": self.why}))))


@step(
    "incident.reopened",
    clause="H48",
    by=SUPERVISOR | MANAGER,
    opens=ENDED,
    title=N_("Reopen"),
    hint=N_("new facts"),
    not_yet=N_("Only what has ended is reopened."),
)
class Reopened(IncidentStep):
    """New facts about what had ended: it is looked at again."""

    facts: Words = slots.words(N_("New facts"), least=4, most=1000)

    def after(self, incident: Incident, head: Head) -> Incident:
        """Under review again."""
        return evolve(incident, state=REVIEW, ended_at=None)

    def line(self) -> tuple[Msg, ...]:
        """The facts."""
        return Msg(N_("Reopened")), Msg("{facts}", {"facts": self.facts})


def with_last_call(incident: Incident, whom: str, **changes: Any) -> Incident:
    """The incident with its last call to somebody changed; nothing changes without one."""
    at = max((n for n, call in enumerate(incident.calls) if call.whom == whom), default=-1)
    calls = list(incident.calls)
    if at >= 0:
        calls[at] = replace(calls[at], **changes)
    return evolve(incident, calls=tuple(calls))


def _standing(incident: Incident, item: str) -> str | None:
    """The words that hold now; None for what is no such item."""
    return {"what": incident.what, "place": incident.place}.get(item)
