"""The site itself and its people, as steps like any other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from deskapp.handbook import slots
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import MANAGER, Person, Role, roles_from
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Codes, Words
from deskapp.handbook.step import START, Head, Refusal, Step, Stream, evolve, refuse, step

HERE = "here"
FOUNDER = MANAGER | Role.A
ANYBODY = Role.R | Role.G | Role.D | Role.M | Role.E | Role.A


@dataclass(frozen=True, kw_only=True)
class SiteRecord(Stream):
    """The site: its name, its telephone, its language."""

    state_names: ClassVar[dict[str, str]] = {START: N_("new"), HERE: N_("open")}
    name: str = ""
    phone: str = ""
    language: str = ""
    seed: str = ""
    columns: Codes = ()
    """Which column held which field in the last list imported: room=房号."""
    filters: tuple[tuple[str, str], ...] = ()
    """Searches kept for everybody: name and words."""


@dataclass(frozen=True, kw_only=True)
class Staff(Stream):
    """One person on the staff list."""

    state_names: ClassVar[dict[str, str]] = {START: N_("new"), HERE: N_("on the staff list")}
    person: Person | None = None
    shift_at: datetime | None = None


@step(
    "site.opened",
    clause="0",
    by=ANYBODY,
    opens=frozenset({START}),
    title=N_("Open site"),
    not_yet=N_("The site has been set up already."),
)
class SiteOpened(Step[SiteRecord]):
    """The site's name, its desk's telephone and its first language."""

    letter = "S"

    name: str = slots.words(N_("Site"), most=40)
    phone: str = slots.contact(N_("Desk tel."), default="", service=True)
    language: str = slots.hidden(slots.Kind.TEXT, default="zh")

    def after(self, record: SiteRecord, head: Head) -> SiteRecord:
        """Open for business; the deed's own random name is the seed of every sample (3.8)."""
        return evolve(
            record, state=HERE, name=self.name, phone=self.phone, language=self.language,
            seed=head.deed,
        )  # fmt: skip


@step(
    "register.imported",
    clause="0",
    by=ANYBODY,
    opens=frozenset({HERE}),
    title=N_("Register"),
    not_yet=N_("Set the site up first."),
)
class RegisterImported(Step[SiteRecord]):
    """One list of rooms and people taken in: how many, and the list's fingerprint."""

    letter = "S"

    rooms: int | None = slots.count(N_("Rooms"), most=1_000_000)
    people: int | None = slots.count(N_("People"), most=1_000_000)
    fingerprint: str = slots.hidden(slots.Kind.TEXT, default="")
    columns: Codes = slots.hidden(slots.Kind.CODES, default=())

    def after(self, record: SiteRecord, head: Head) -> SiteRecord:
        """The next list of the same shape is understood without asking."""
        return evolve(record, columns=self.columns or record.columns)


@step(
    "filter.saved",
    clause="0",
    by=ANYBODY,
    opens=frozenset({HERE}),
    title=N_("Keep"),
    not_yet=N_("Set the site up first."),
)
class FilterSaved(Step[SiteRecord]):
    """A search kept under a name, for everybody; empty words forget it."""

    letter = "S"

    name: Words = slots.words(N_("Name"), least=1, most=20)
    asked: Words = slots.words(N_("Find"), default="", least=0, most=200)

    def refusals(self, record: SiteRecord, site: Site) -> Iterator[Refusal]:
        """Only what is there can be forgotten."""
        if self.name and not self.asked and self.name not in dict(record.filters):
            yield refuse("asked", N_("Type what is to be looked for."))

    def after(self, record: SiteRecord, head: Head) -> SiteRecord:
        """Kept, in place of an older one of this name."""
        others = tuple(one for one in record.filters if one[0] != self.name)
        kept = ((self.name, self.asked),) if self.asked and self.name else ()
        return evolve(record, filters=(*others, *kept))


@step(
    "person.added",
    clause="3.1",
    by=FOUNDER | Role.D,
    opens=frozenset({START}),
    title=N_("New staff"),
    not_yet=N_("This person is on the list already."),
)
class PersonAdded(Step[Staff]):
    """Somebody who signs in, or a worker who is named and never signs in."""

    letter = "P"

    name: Words = slots.named(N_("Full name"))
    roles: Codes = slots.codes(N_("Roles"), "roles")
    dept: str = slots.code(N_("Dept."), "departments", default="")
    trade: str = slots.words(N_("Trade"), default="", least=0, most=40)
    phone: Words = slots.contact(N_("Phone"), default="")
    logs_in: Answer = slots.answer(N_("Signs in"), default=None)

    def refusals(self, record: Staff, site: Site) -> Iterator[Refusal]:
        """Two people of one name could not be told apart when one is named."""
        if any(p.active and p.name == self.name for p in site.people.values()):
            text = N_("“{name}” is on the list already; add something that tells them apart.")
            yield refuse("name", text, name=self.name)

    def after(self, record: Staff, head: Head) -> Staff:
        """On the list."""
        person = Person(
            id=head.stream,
            name=self.name,
            roles=roles_from(self.roles),
            dept=self.dept,
            trade=self.trade,
            phone=self.phone,
            logs_in=bool(self.logs_in),
        )
        return evolve(record, state=HERE, person=person)

    def line(self) -> tuple[Msg, ...]:
        """The name."""
        return (Msg(N_("Added {name}"), {"name": self.name}),)


@step(
    "person.left",
    clause="3.1",
    by=FOUNDER | Role.D,
    opens=frozenset({HERE}),
    title=N_("Left"),
    not_yet=N_("Nobody to take off the list."),
)
class PersonLeft(Step[Staff]):
    """No longer named for new work; the past keeps the name."""

    letter = "P"

    @classmethod
    def bars(cls, record: Staff, site: Site) -> Iterator[Refusal]:
        """Nobody leaves twice."""
        if record.person and not record.person.active:
            yield refuse("", N_("This person has left the list already."))

    def after(self, record: Staff, head: Head) -> Staff:
        """Off the list."""
        gone = evolve(record.person, active=False) if record.person else None
        return evolve(record, person=gone)
