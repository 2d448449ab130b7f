"""The site itself and its people, as steps like any other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Self

from deskapp.handbook import slots
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import CHIEFS, MANAGER, Person, Role, roles_from
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Codes, Words
from deskapp.handbook.step import START, Head, Refusal, Step, Stream, evolve, refuse, step

HERE = "here"
FOUNDER = MANAGER | Role.A
KEEPERS = FOUNDER | Role.D
"""Who keeps the staff list and the duty list."""
GIVEN_ABOVE = CHIEFS | Role.A
"""Roles that only a manager or a data administrator gives."""
ANYBODY = Role.R | Role.G | Role.D | Role.M | Role.E | Role.A


@dataclass(frozen=True)
class Duty:
    """Who is on duty in one shift of one day."""

    day: str
    shift: str
    people: Codes = ()


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
    duty: tuple[Duty, ...] = ()
    """Who is on duty in which shift."""


@dataclass(frozen=True, kw_only=True)
class Staff(Stream):
    """One person on the staff list."""

    state_names: ClassVar[dict[str, str]] = {START: N_("new"), HERE: N_("on the staff list")}
    person: Person | None = None
    shift_at: datetime | None = None
    hints: bool = True
    """Whether the hint of the day is shown."""


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
    by=KEEPERS,
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

    def filled(self, record: Staff, site: Site) -> Self:
        """Whoever works at the desk signs in, unless it is said that they do not."""
        works_here = bool(roles_from(self.roles) & ~Role.E)
        return replace(self, logs_in=works_here if self.logs_in is None else self.logs_in)

    def refusals(self, record: Staff, site: Site) -> Iterator[Refusal]:
        """Two people of one name could not be told apart when one is named."""
        yield from _namesake(self.name, record, site)
        yield from _given_above(roles_from(self.roles), site)

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
    "person.changed",
    clause="3.1",
    by=KEEPERS,
    opens=frozenset({HERE}),
    title=N_("Amend"),
    hint=N_("name, roles, phone"),
    not_yet=N_("Only somebody on the staff list can be changed."),
)
class PersonChanged(Step[Staff]):
    """Another name, other roles, another telephone; what is left blank stays as it was."""

    letter = "P"

    name: Words = slots.named(N_("Full name"), default="")
    roles: Codes = slots.codes(N_("Roles"), "roles", default=())
    dept: str = slots.code(N_("Dept."), "departments", default="")
    trade: str = slots.words(N_("Trade"), default="", least=0, most=40)
    phone: Words = slots.contact(N_("Phone"), default="")
    logs_in: Answer = slots.answer(N_("Signs in"), default=None)

    @classmethod
    def bars(cls, record: Staff, site: Site) -> Iterator[Refusal]:
        """Of somebody who is here."""
        yield from _gone(record)

    @classmethod
    def suggest(cls, record: Staff, site: Site) -> Mapping[str, object]:
        """As it is now."""
        person = record.person
        if person is None:
            return {}
        roles = tuple(code for code, role in Role.__members__.items() if role & person.roles)
        return {
            "name": person.name, "roles": roles, "dept": person.dept, "trade": person.trade,
            "phone": person.phone, "logs_in": person.logs_in,
        }  # fmt: skip

    def refusals(self, record: Staff, site: Site) -> Iterator[Refusal]:
        """A name of their own; roles that are the operator's to give; somebody still leads."""
        after = _changed(record.person, self)
        yield from _namesake(self.name, record, site)
        if record.person and after:
            yield from _given_above(after.roles ^ record.person.roles, site)
            yield from _still_led(record, after, site)

    def after(self, record: Staff, head: Head) -> Staff:
        """Changed."""
        return evolve(record, person=_changed(record.person, self))

    def line(self) -> tuple[Msg, ...]:
        """What is new."""
        roles = tuple(Coded("roles", code) for code in self.roles)
        yes_or_no = N_("signs in") if self.logs_in else N_("does not sign in")
        signs = () if self.logs_in is None else (Msg(yes_or_no),)
        text = N_("Changed: {name} {roles}")
        return (Msg(text, {"name": self.name, "roles": roles}), *signs)


@step(
    "person.left",
    clause="3.1",
    by=KEEPERS,
    opens=frozenset({HERE}),
    title=N_("Left"),
    hint=N_("off the list"),
    not_yet=N_("Nobody to take off the list."),
)
class PersonLeft(Step[Staff]):
    """No longer named for new work; the past keeps the name."""

    letter = "P"

    @classmethod
    def bars(cls, record: Staff, site: Site) -> Iterator[Refusal]:
        """Nobody leaves twice, and the list is never left without a keeper."""
        yield from _gone(record)
        if record.person and record.person.active:
            yield from _given_above(record.person.roles, site)
            yield from _still_led(record, evolve(record.person, active=False), site)

    def refusals(self, record: Staff, site: Site) -> Iterator[Refusal]:
        """Their work goes on in other hands."""
        count = site.load(record.person.id) if record.person else 0
        if count:
            text = N_("{n} open tickets are in their hands: give them to somebody first.")
            yield refuse("", text, soft=True, n=count)

    def after(self, record: Staff, head: Head) -> Staff:
        """Off the list."""
        gone = evolve(record.person, active=False) if record.person else None
        return evolve(record, person=gone)


@step(
    "person.returned",
    clause="3.1",
    by=KEEPERS,
    opens=frozenset({HERE}),
    title=N_("Returned"),
    hint=N_("on the list again"),
    not_yet=N_("Nobody to put back on the list."),
)
class PersonReturned(Step[Staff]):
    """Somebody who had left works here again."""

    letter = "P"

    @classmethod
    def bars(cls, record: Staff, site: Site) -> Iterator[Refusal]:
        """Only somebody who had left, and under a name of their own."""
        if record.person and record.person.active:
            yield refuse("", N_("This person is on the list already."))
        elif record.person:
            yield from _given_above(record.person.roles, site)
            yield from _namesake(record.person.name, record, site)

    def after(self, record: Staff, head: Head) -> Staff:
        """On the list again."""
        here = evolve(record.person, active=True) if record.person else None
        return evolve(record, person=here)


def _changed(person: Person | None, step: PersonChanged) -> Person | None:
    if person is None:
        return None
    said = {
        "name": step.name, "roles": roles_from(step.roles), "dept": step.dept,
        "trade": step.trade, "phone": step.phone,
    }  # fmt: skip
    signs = person.logs_in if step.logs_in is None else step.logs_in
    return evolve(person, logs_in=signs, **{key: value for key, value in said.items() if value})


def _gone(record: Staff) -> Iterator[Refusal]:
    if record.person and not record.person.active:
        yield refuse("", N_("This person has left the list already."))


def _namesake(name: str, record: Staff, site: Site) -> Iterator[Refusal]:
    own = record.person.id if record.person else ""
    if any(p.active and p.name == name and p.id != own for p in site.people.values()):
        text = N_("“{name}” is on the list already; add something that tells them apart.")
        yield refuse("name", text, name=name)


def _given_above(roles: Role, site: Site) -> Iterator[Refusal]:
    above = any(p.active and p.logs_in and p.roles & FOUNDER for p in site.people.values())
    mine = site.operator.roles & ~site.operator.stands_in
    if roles & GIVEN_ABOVE and above and not mine & FOUNDER:
        text = N_("A manager or a data administrator gives and takes these roles.")
        yield refuse("roles", text, clause="P-10")


def _still_led(record: Staff, after: Person, site: Site) -> Iterator[Refusal]:
    others = (p for p in site.people.values() if record.person and p.id != record.person.id)
    keeps = [p for p in (*others, after) if p.active and p.logs_in and p.roles & KEEPERS]
    led = record.person and record.person.logs_in and record.person.roles & KEEPERS
    if led and not keeps:
        text = N_("Nobody would be left to keep the staff list: add somebody for it first.")
        yield refuse("", text)
