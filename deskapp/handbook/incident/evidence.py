"""What must not be lost after an incident: recordings, and the tickets of what is broken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from deskapp.handbook import slots
from deskapp.handbook.incident.state import EVER, Footage, Incident, IncidentStep
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Moment, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step

NO_INCIDENT = N_("There is no incident yet.")


@step(
    "incident.footage_noted",
    clause="H48",
    by=EVERYONE,
    opens=EVER,
    title=N_("Footage"),
    hint=N_("camera, from, to"),
    not_yet=NO_INCIDENT,
)
class FootageNoted(IncidentStep):
    """Where a recording lies: camera, from when to when, who keeps it; never the picture (G-10)."""

    camera: Words = slots.words(N_("Camera"), least=1, most=60)
    begins: Moment = slots.moment(N_("From"), "past")
    ends: Moment = slots.moment(N_("To"), "past")
    keeper: Words = slots.words(N_("Keeper"), least=1, most=60)

    @classmethod
    def suggest(cls, record: Incident, site: Site) -> Mapping[str, object]:
        """From the event until now."""
        return {"begins": record.happened_at, "ends": site.now}

    def refusals(self, incident: Incident, site: Site) -> Iterator[Refusal]:
        """From before to."""
        if self.begins and self.ends and self.ends < self.begins:
            yield refuse("ends", N_("A recording does not end before it begins."))

    def after(self, incident: Incident, head: Head) -> Incident:
        """Pointed at; it must be saved before it is recorded over."""
        made = Footage(
            camera=self.camera, begins=self.begins or head.at, ends=self.ends or head.at,
            keeper=self.keeper,
        )  # fmt: skip
        return evolve(incident, footage=(*incident.footage, made))

    def line(self) -> tuple[Msg, ...]:
        """Which camera, from when to when, who keeps it."""
        blanks = {"camera": self.camera, "begins": self.begins, "ends": self.ends}
        head = Msg(N_("Recording {camera}, {begins} to {ends}"), blanks)
        return head, Msg(N_("Kept by {who}"), {"who": self.keeper})


@step(
    "incident.footage_saved",
    clause="H48",
    by=EVERYONE,
    opens=EVER,
    title=N_("Saved"),
    hint=N_("the recording"),
    not_yet=NO_INCIDENT,
)
class FootageSaved(IncidentStep):
    """A recording has been copied, or is not needed any more: where it is, or why not."""

    which: str = slots.choice(N_("Which"))
    where: Words = slots.words(N_("Where now"), least=2, most=200)

    @classmethod
    def choices(cls, record: Incident, site: Site) -> Mapping[str, Mapping[str, str]]:
        """Those that nobody has saved."""
        waiting = {str(n): f.camera for n, f in enumerate(record.footage, 1) if not f.saved_at}
        return {"which": waiting}

    @classmethod
    def bars(cls, record: Incident, site: Site) -> Iterator[Refusal]:
        """While there is one to save."""
        if all(one.saved_at for one in record.footage):
            yield refuse("", N_("No recording waits to be saved."))

    def refusals(self, incident: Incident, site: Site) -> Iterator[Refusal]:
        """One of those that wait."""
        if self.which and self.which not in self.choices(incident, site)["which"]:
            yield refuse("which", N_("No recording waits to be saved."))

    def after(self, incident: Incident, head: Head) -> Incident:
        """Saved."""
        footage = tuple(
            replace(one, saved_at=head.at) if str(n) == self.which else one
            for n, one in enumerate(incident.footage, 1)
        )
        return evolve(incident, footage=footage)

    def line(self) -> tuple[Msg, ...]:
        """Where it is."""
        return Msg(N_("Recording saved")), Msg("{where}", {"where": self.where})


@step(
    "incident.damage_linked",
    clause="H48",
    by=EVERYONE,
    opens=EVER,
    title=N_("Damage"),
    hint=N_("its ticket"),
    not_yet=NO_INCIDENT,
)
class DamageLinked(IncidentStep):
    """The ticket under which something is repaired that the incident broke (I10)."""

    ticket: str = slots.number(N_("Ticket"))

    def refusals(self, incident: Incident, site: Site) -> Iterator[Refusal]:
        """A ticket of this site, once."""
        if self.ticket and (self.ticket[:1] != "R" or site.record(self.ticket) is None):
            yield refuse("ticket", N_("No ticket has the number {number}."), number=self.ticket)
        elif self.ticket in incident.damage:
            yield refuse("ticket", N_("This ticket is linked already."))

    def after(self, incident: Incident, head: Head) -> Incident:
        """Linked."""
        return evolve(incident, damage=(*incident.damage, self.ticket))

    def line(self) -> tuple[Msg, ...]:
        """The number."""
        return (Msg(N_("Damage: {number}"), {"number": self.ticket}),)


def footage_reminders(incident: Incident, site: Site) -> Iterator[tuple[Footage, datetime]]:
    """Each recording that nobody has saved, with the moment from which it is pressing."""
    days = timedelta(days=site.policy.limit("cctv_remind_days"))
    for one in incident.footage:
        if one.saved_at is None:
            yield one, one.ends + days


def kept_until(one: Footage, site: Site) -> datetime:
    """Until when a recording must be kept; after that it may be recorded over."""
    return one.ends + timedelta(days=site.policy.limit("cctv_days"))
