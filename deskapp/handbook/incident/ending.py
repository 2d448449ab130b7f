"""How an incident ends: under control, in others' hands, reported, reviewed, closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from deskapp.handbook import slots
from deskapp.handbook.incident.chain import level_of, reports_due, unreached
from deskapp.handbook.incident.state import (
    CLOSED,
    CONFIRMED,
    CONTROLLED,
    LOG_ONLY,
    OUTSIDE,
    REPORTED,
    RESPONDING,
    REVIEW,
    WITH_MANAGER,
    Incident,
    IncidentStep,
)
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK, MANAGER, SUPERVISOR, Role
from deskapp.handbook.shown import By, Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Codes, Moment, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step

ON_THE_SPOT = Role.G | SUPERVISOR | MANAGER
NOT_RESPONDING = N_("Log the first call first.")
BEGUN = frozenset({RESPONDING, CONTROLLED, OUTSIDE, REVIEW})


@step(
    "incident.controlled",
    clause="H48",
    by=ON_THE_SPOT,
    opens=frozenset({RESPONDING}),
    title=N_("Safe now"),
    hint=N_("who says so"),
    not_yet=NOT_RESPONDING,
)
class Controlled(IncidentStep):
    """The danger is over: when, who says so, the place made safe, the evidence kept."""

    over_at: Moment = slots.moment(N_("When"), "past", default=None)
    says: Words = slots.words(N_("Says so"), least=1, most=50)
    safe: Words = slots.words(N_("Made safe"), least=2, most=500)
    evidence: Words = slots.words(N_("Evidence"), default="", least=0, most=500)

    @classmethod
    def suggest(cls, record: Incident, site: Site) -> Mapping[str, object]:
        """Now, and whoever sits here."""
        return {"over_at": site.now, "says": site.operator.name}

    def refusals(self, incident: Incident, site: Site) -> Iterator[Refusal]:
        """Nobody is still inside."""
        if incident.trapped:
            text = N_("{n} are noted as trapped: note first that nobody is inside any more.")
            yield refuse("safe", text, n=incident.trapped)
        if not self.evidence:
            text = N_("Say what is kept as evidence and where; if there is nothing, say so.")
            yield refuse("evidence", text)

    def happened(self) -> datetime | None:
        """When the danger was over."""
        return self.over_at

    def after(self, incident: Incident, head: Head) -> Incident:
        """Under control."""
        return evolve(incident, state=CONTROLLED, controlled_at=self.over_at or head.at)

    def line(self) -> tuple[Msg, ...]:
        """Who says so, and how it was made safe."""
        head = Msg(N_("Under control, says {who}"), {"who": self.says})
        return head, Msg("{safe}", {"safe": self.safe}), Msg("{kept}", {"kept": self.evidence})


@step(
    "incident.handed_to_authority",
    clause="H48",
    by=ON_THE_SPOT,
    opens=frozenset({RESPONDING, CONTROLLED}),
    title=N_("Hand over"),
    hint=N_("police, fire, 120"),
    not_yet=NOT_RESPONDING,
)
class HandedToAuthority(IncidentStep):
    """Police, fire service, ambulance or a utility took over: who, when, their receipt."""

    body: Code = slots.code(N_("Body"), "authorities")
    who: Words = slots.words(N_("Name, car"), least=1, most=80)
    at: Moment = slots.moment(N_("When"), "past", default=None)
    receipt: Words = slots.words(N_("Receipt"), default="", least=0, most=40)

    def happened(self) -> datetime | None:
        """When they took over."""
        return self.at

    def after(self, incident: Incident, head: Head) -> Incident:
        """In their hands."""
        return evolve(incident, state=OUTSIDE, authority=self.body)

    def line(self) -> tuple[Msg, ...]:
        """Who has it."""
        head = Msg(N_("Taken over by {who}"), {"who": Coded("authorities", self.body)})
        return head, Msg("{who}", {"who": self.who}), Msg("{no}", {"no": self.receipt})


@step(
    "incident.returned",
    clause="H48",
    by=ON_THE_SPOT,
    opens=frozenset({OUTSIDE}),
    title=N_("They left"),
    hint=N_("what is left to us"),
    not_yet=N_("No authority has it."),
)
class Returned(IncidentStep):
    """The authority has left: when, and what it left us to do."""

    at: Moment = slots.moment(N_("When"), "past", default=None)
    left: Words = slots.words(N_("Left us"), least=1, most=500)

    def happened(self) -> datetime | None:
        """When they left."""
        return self.at

    def after(self, incident: Incident, head: Head) -> Incident:
        """Ours again, under control."""
        over = incident.controlled_at or self.at or head.at
        return evolve(incident, state=CONTROLLED, controlled_at=over)

    def line(self) -> tuple[Msg, ...]:
        """What is left."""
        return Msg(N_("The authority has left")), Msg("{left}", {"left": self.left})


@step(
    "incident.report_written",
    clause="H48",
    by=DESK | SUPERVISOR | MANAGER,
    opens=BEGUN,
    title=N_("Report"),
    hint=N_("first, full"),
    not_yet=NOT_RESPONDING,
)
class ReportWritten(IncidentStep):
    """A written report went out: the first one, or the full one."""

    report: Code = slots.code(N_("Which"), "report_kinds")
    sent_at: Moment = slots.moment(N_("Sent"), "past", default=None)
    to: Words = slots.words(N_("To"), least=1, most=80)

    @classmethod
    def suggest(cls, record: Incident, site: Site) -> Mapping[str, object]:
        """The one that is due next."""
        due = reports_due(record, site)
        return {"report": min(due, key=due.__getitem__)} if due else {}

    def happened(self) -> datetime | None:
        """When it went out."""
        return self.sent_at

    def after(self, incident: Incident, head: Head) -> Incident:
        """When it went out."""
        reports = incident.reports | {self.report: self.sent_at or head.at}
        return evolve(incident, reports=reports)

    def line(self) -> tuple[Msg, ...]:
        """Which, and to whom."""
        head = Msg(N_("{report} sent"), {"report": Coded("report_kinds", self.report)})
        return head, Msg("{to}", {"to": self.to})


@step(
    "incident.flats_listed",
    clause="H48",
    by=DESK | SUPERVISOR,
    opens=BEGUN,
    title=N_("Flats hit"),
    hint=N_("to be told"),
    not_yet=NOT_RESPONDING,
)
class FlatsListed(IncidentStep):
    """The flats that it touched: each is told before the incident is closed."""

    rooms: Codes = slots.codes(N_("Flats"), "")

    @classmethod
    def suggest(cls, record: Incident, site: Site) -> Mapping[str, object]:
        """The flats below, by the register (X16)."""
        return {"rooms": tuple(site.rooms_below(record.place))}

    def refusals(self, incident: Incident, site: Site) -> Iterator[Refusal]:
        """Rooms of this site."""
        for room in self.rooms:
            if not site.knows_room(room):
                yield refuse("rooms", N_("The register knows no room {room}."), room=room)

    def after(self, incident: Incident, head: Head) -> Incident:
        """On the list, each once."""
        return evolve(incident, flats=tuple(dict.fromkeys((*incident.flats, *self.rooms))))

    def line(self) -> tuple[Msg, ...]:
        """Which."""
        return (Msg(N_("To be told: {rooms}"), {"rooms": self.rooms}),)


@step(
    "incident.flat_told",
    clause="H48",
    by=DESK | SUPERVISOR,
    opens=BEGUN,
    title=N_("Tell flat"),
    hint=N_("reached or not"),
    not_yet=NOT_RESPONDING,
)
class FlatTold(IncidentStep):
    """One of the flats was told, or tried."""

    room: str = slots.choice(N_("Flat"))
    result: Code = slots.code(N_("Result"), "tell_results")

    @classmethod
    def choices(cls, record: Incident, site: Site) -> Mapping[str, Mapping[str, str]]:
        """Those that have not heard of it."""
        return {"room": {room: room for room in record.to_tell}}

    @classmethod
    def bars(cls, record: Incident, site: Site) -> Iterator[Refusal]:
        """While there is one to tell."""
        if not record.to_tell:
            yield refuse("", N_("No flat waits to be told."))

    def after(self, incident: Incident, head: Head) -> Incident:
        """Told, by voice or by a note; a try in vain changes nothing."""
        heard = self.result in {"told", "message"}
        return evolve(incident, told=(*incident.told, self.room)) if heard else incident

    def line(self) -> tuple[Msg, ...]:
        """Which, and how it went."""
        blanks = {"room": self.room, "result": Coded("tell_results", self.result)}
        return (Msg(N_("{room}: {result}"), blanks),)


@step(
    "incident.review_started",
    clause="H48",
    by=SUPERVISOR | MANAGER,
    opens=frozenset({CONTROLLED}),
    title=N_("Review"),
    hint=N_("chain, report"),
    not_yet=N_("The danger must be over first."),
)
class ReviewStarted(IncidentStep):
    """Looked back on: everybody in the chain was reached or the gap explained."""

    gaps: Words = slots.words(N_("Gaps"), default="", least=4, most=500)
    touched: Answer = slots.answer(N_("Flats hit"), default=None)
    damage: Answer = slots.answer(N_("Damage"), default=None)

    def refusals(self, incident: Incident, site: Site) -> Iterator[Refusal]:
        """The chain is whole, the first report is out."""
        missed = tuple(Coded("incident_calls", whom) for whom in unreached(incident, site))
        if missed and not self.gaps:
            text = N_("Never reached: {who}. Say why.")
            yield refuse("gaps", text, who=missed)
        if _report_due(incident, "written_first_h", site) and "first" not in incident.reports:
            yield refuse("", N_("The first written report is not out yet."))
        yield from self._owners_and_damage(incident)

    def _owners_and_damage(self, incident: Incident) -> Iterator[Refusal]:
        """Whoever was touched is on the list; what is broken has its ticket."""
        if not incident.flats and self.touched is not False:
            text = N_("Was a flat touched? Yes: list it first, step “Flats hit”; no: answer no.")
            yield refuse("touched", text)
        if not incident.damage and self.damage is not False:
            text = N_("Is anything broken? Yes: link its ticket first, step “Damage”; no: say no.")
            yield refuse("damage", text)

    def after(self, incident: Incident, head: Head) -> Incident:
        """Under review."""
        return evolve(incident, state=REVIEW)


@step(
    "incident.closed",
    clause="H48",
    by=SUPERVISOR | MANAGER,
    opens=frozenset({REVIEW}),
    title=N_("Close"),
    hint=N_("cause, prevention"),
    not_yet=N_("It is reviewed before it is closed."),
    ends=True,
)
class Closed(IncidentStep):
    """Closed with its cause, its loss, who was hurt, and what is changed by whom until when."""

    cause: Words = slots.words(N_("Cause"), least=4, most=1000)
    loss: Words = slots.words(N_("Loss"), least=1, most=500)
    hurt: int | None = slots.count(N_("Hurt"))
    prevention: Words = slots.words(N_("Changed"), least=4, most=1000)
    prevented_by: str = slots.person(N_("By"))
    prevented_until: Moment = slots.moment(N_("Until"), "future")
    authority_told: Answer = slots.answer(N_("Told law"))
    authority_why: Words = slots.words(N_("Why"), least=2, most=500)
    legal_hold: Answer = slots.answer(N_("Hold"))

    @classmethod
    def bars(cls, record: Incident, site: Site) -> Iterator[Refusal]:
        """A grave one is the manager's to close; every flat knows."""
        if level_of(record, site) in WITH_MANAGER and not site.operator.roles & MANAGER:
            yield refuse("", N_("An incident of this level is closed by the project manager."))
        if record.to_tell:
            yield refuse("", N_("Not told yet: {rooms}."), rooms=record.to_tell)
        if _report_due(record, "written_full_h", site) and "full" not in record.reports:
            yield refuse("", N_("The full report is not out yet."))

    @classmethod
    def suggest(cls, record: Incident, site: Site) -> Mapping[str, object]:
        """As many hurt as were noted."""
        return {"hurt": record.hurt or 0}

    def after(self, incident: Incident, head: Head) -> Incident:
        """Closed."""
        hold = bool(self.legal_hold)
        return evolve(incident, state=CLOSED, ended_at=head.at, hurt=self.hurt, legal_hold=hold)

    def line(self) -> tuple[Msg, ...]:
        """Cause, loss, what is changed, whether the law was told."""
        changed = {
            "what": self.prevention, "who": By(self.prevented_by), "due": self.prevented_until,
        }  # fmt: skip
        told = N_("Reported: {why}") if self.authority_told else N_("Needs no report: {why}")
        hold = Msg(N_("Legal hold")) if self.legal_hold else None
        lines = (
            Msg(N_("Closed: {cause}"), {"cause": self.cause}),
            Msg(N_("Loss: {loss}"), {"loss": self.loss}),
            Msg(N_("{what}, by {who} until {due}"), changed),
            Msg(told, {"why": self.authority_why}),
            hold,
        )
        return tuple(filter(None, lines))


@step(
    "incident.logged",
    clause="H48",
    by=Role.G,
    opens=frozenset({REPORTED, CONFIRMED}),
    title=N_("Log only"),
    hint=N_("nothing follows"),
    not_yet=N_("Help was called: it ends with a review."),
    ends=True,
)
class Logged(IncidentStep):
    """Nothing more than a line of the log: signed off by the guard."""

    @classmethod
    def bars(cls, record: Incident, site: Site) -> Iterator[Refusal]:
        """Only what has no level above."""
        if record.level not in {"", LOG_ONLY}:
            yield refuse("", N_("It has a level: it ends with a review."))

    def after(self, incident: Incident, head: Head) -> Incident:
        """Over."""
        return evolve(incident, state=CLOSED, level=LOG_ONLY, ended_at=head.at)


def _report_due(incident: Incident, limit: str, site: Site) -> bool:
    """Whether this level asks for such a report (G-12)."""
    entry = site.policy.entries("incident_levels").get(level_of(incident, site))
    return bool(entry and limit in entry.extra)
