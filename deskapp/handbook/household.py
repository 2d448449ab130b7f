"""A room's people as the register knows them: corrected, moved in and out, what they need (1.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from deskapp.handbook import slots
from deskapp.handbook.fields.contact import mask_phone, read_contact
from deskapp.handbook.fields.fold import fold_line
from deskapp.handbook.fields.name import mask_name, read_name
from deskapp.handbook.fields.reading import Level, Reading, error, ok
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK, EVERYONE, MANAGER, SUPERVISOR, Role
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Words
from deskapp.handbook.step import START, Head, Refusal, Step, Stream, evolve, refuse, step

HERE = "here"
LETTER = "D"
"""A room's record is called by this letter and the room: D3-2-1202."""
ANY = frozenset({START, HERE})
NAME, PHONES, HOUR, BEST = "name", frozenset({"phone", "phone2"}), "not_after", "best"
FIRST, SECOND = "", "phone2"
WORDS_FOR = {
    FIRST: frozenset({"", "1", "电话", "电话1", "phone", "first"}),
    SECOND: frozenset({"2", "电话2", "备用电话", "phone2", "second"}),
}
"""Which of the two numbers is rung first, as lists and people say it."""
KEEPERS = DESK | SUPERVISOR | MANAGER | Role.A
MOST_VALUE, MOST_NOTE = 80, 60
_AREA = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*(?:㎡|m2|m²|平方米|平米|平|sqm)?", re.IGNORECASE)
_HOUR = re.compile(r"([01]?\d|2[0-3])(?:[:：点]([0-5]\d)?)?")


@dataclass(frozen=True, kw_only=True)
class CareNote:
    """What somebody in a room agreed to have noted, by the row that noted it."""

    row: str
    code: str
    who: str
    said: str


@dataclass(frozen=True, kw_only=True)
class ContactPlan:
    """Who answers a room and when, until the manager looks at it again (X22)."""

    person: str
    hours: str
    review_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Household(Stream):
    """One room of the register: what was changed by hand, and what its people need."""

    state_names: ClassVar[dict[str, str]] = {START: N_("as imported"), HERE: N_("in the register")}
    notes: tuple[CareNote, ...] = ()
    plan: ContactPlan | None = None

    @property
    def room(self) -> str:
        """The room that this record is about."""
        return self.number.removeprefix(LETTER)


class HouseholdStep(Step[Household]):
    """Base of the steps on a room of the register."""

    letter = LETTER

    def after(self, record: Household, head: Head) -> Household:
        """Known beyond the imported list."""
        return evolve(record, state=HERE)

    @classmethod
    def choices(cls, record: Household, site: Site) -> Mapping[str, Mapping[str, str]]:
        """Who lives there, masked."""
        living = site.living_in(record.room)
        labels = {
            who.name: f"{mask_name(who.name, 'zh')} {mask_phone(who.phone)}" for who in living
        }
        return {"who": labels} if "who" in cls.about.slots else {}

    def stranger(self, who: str, record: Household, site: Site) -> Iterator[Refusal]:
        """Only somebody who lives there."""
        if who and all(one.name != who for one in site.living_in(record.room)):
            text = N_("Nobody of this name is registered in {room}.")
            yield refuse("who", text, room=record.room)


@step(
    "register.corrected",
    clause="1.1",
    by=KEEPERS,
    opens=ANY,
    title=N_("Correct"),
    hint=N_("one item"),
    not_yet=N_("There is no such room."),
)
class Corrected(HouseholdStep):
    """One item of one person in the register, with how the desk made sure."""

    who: Words = slots.choice(N_("Resident"))
    item: Code = slots.code(N_("Item"), "register_items")
    value: Words = slots.words(N_("Correct"), default="", least=0, most=MOST_VALUE)
    proof: Code = slots.code(N_("Proof"), "register_proofs")
    was: Words = slots.hidden(slots.Kind.TEXT, default="")

    def filled(self, record: Household, site: Site) -> Corrected:
        """What stood there before, and the new value in its stored form."""
        living = (one for one in site.living_in(record.room) if one.name == self.who)
        before = str(getattr(next(living, None), self.item, "")) if self.item else ""
        read = read_item(self.item, self.value).value
        return replace(self, value=self.value if read is None else read, was=before)

    def refusals(self, record: Household, site: Site) -> Iterator[Refusal]:
        """Somebody there, a value that can be read, and a change at all."""
        yield from self.stranger(self.who, record, site)
        reading = read_item(self.item, self.value)
        if reading.level is Level.ERROR and reading.message:
            yield Refusal("value", reading.message)
        elif self.value == self.was:
            yield refuse("value", N_("This is what the register says already."))

    def line(self) -> tuple[Msg, ...]:
        """Which item, of whom; the values stay masked."""
        blanks = {"item": Coded("register_items", self.item), "who": mask_name(self.who, "zh")}
        return (
            Msg(N_("{item} of {who} corrected"), blanks),
            Msg("{proof}", {"proof": Coded("register_proofs", self.proof)}),
        )


def read_item(item: str, value: str) -> Reading[str]:
    """What was typed for an item of the register, as it is kept."""
    if item == NAME:
        return read_name(value)
    if item in PHONES and value:
        return read_contact(value)
    if item == HOUR and value:
        return _hour(value)
    if item == BEST:
        return _best(value)
    return ok(value.strip())


def _best(value: str) -> Reading[str]:
    said = fold_line(value).casefold()
    found = [best for best, words in WORDS_FOR.items() if said in words]
    return ok(found[0]) if found else error(Msg(N_("Give 1 or 2: which number is rung first.")))


def _hour(value: str) -> Reading[str]:
    found = _HOUR.fullmatch(value.strip())
    if found:
        return ok(f"{int(found[1]):02d}:{found[2] or '00'}")
    return error(Msg(N_("Give an hour, such as 21:00.")))


@step(
    "register.described",
    clause="1.1",
    by=KEEPERS,
    opens=ANY,
    title=N_("Room data"),
    hint=N_("use, area, riser"),
    not_yet=N_("There is no such room."),
)
class Described(HouseholdStep):
    """What the room itself is; a room that no list knows gets into the register by it."""

    kind: Code = slots.code(N_("Use"), "room_kinds", default="room")
    area: str = slots.words(N_("Area"), default="", least=0, most=12)
    riser: str = slots.words(N_("Riser"), default="", least=0, most=20)

    @classmethod
    def suggest(cls, record: Household, site: Site) -> Mapping[str, object]:
        """What the register says."""
        return dict(site.room_data(record.room))

    def filled(self, record: Household, site: Site) -> Described:
        """The area as a bare number."""
        return replace(self, area=read_area(self.area).value or self.area)

    def refusals(self, record: Household, site: Site) -> Iterator[Refusal]:
        """An area that is one, and a change at all."""
        reading = read_area(self.area)
        if reading.value is None and reading.message:
            yield Refusal("area", reading.message)
        if site.room_data(record.room) == {i: getattr(self, i) for i in ("kind", "area", "riser")}:
            yield refuse("kind", N_("This is what the register says already."))

    def line(self) -> tuple[Msg, ...]:
        """What it is."""
        blanks = {"use": Coded("room_kinds", self.kind), "area": self.area, "riser": self.riser}
        return (Msg(N_("{use}  {area} ㎡  {riser}"), blanks),)


def read_area(typed: str) -> Reading[str]:
    """An area as it is kept: the number of square metres."""
    found = _AREA.fullmatch(typed.strip())
    if typed.strip() and not found:
        text = N_("“{typed}” is no area in square metres.")
        return error(Msg(text, {"typed": typed}))
    return ok(found[1] if found else "")


@step(
    "register.moved_in",
    clause="1.1",
    by=KEEPERS,
    opens=ANY,
    title=N_("Move in"),
    hint=N_("one more person"),
    not_yet=N_("There is no such room."),
)
class MovedIn(HouseholdStep):
    """Somebody who lives there from now on."""

    name: Words = slots.named(N_("Name"))
    relation: str = slots.words(N_("Relation"), default="", least=0, most=20)
    phone: Words = slots.contact(N_("Phone"), default="")
    plate: Words = slots.words(N_("Plate"), default="", least=0, most=20)
    proof: Code = slots.code(N_("Proof"), "register_proofs")

    def refusals(self, record: Household, site: Site) -> Iterator[Refusal]:
        """Nobody moves in twice."""
        if any(one.name == self.name for one in site.living_in(record.room)):
            yield refuse("name", N_("Somebody of this name lives there already."))

    def line(self) -> tuple[Msg, ...]:
        """Who, masked."""
        return (Msg(N_("{who} moved in"), {"who": mask_name(self.name, "zh")}),)


@step(
    "register.moved_out",
    clause="1.1",
    by=KEEPERS,
    opens=ANY,
    title=N_("Move out"),
    hint=N_("off the register"),
    not_yet=N_("There is no such room."),
)
class MovedOut(HouseholdStep):
    """Somebody who no longer lives there; what they needed is forgotten with them."""

    who: Words = slots.choice(N_("Resident"))
    proof: Code = slots.code(N_("Proof"), "register_proofs")

    def refusals(self, record: Household, site: Site) -> Iterator[Refusal]:
        """Only somebody who lives there."""
        yield from self.stranger(self.who, record, site)

    def after(self, record: Household, head: Head) -> Household:
        """Their care notes go too."""
        staying = tuple(note for note in record.notes if note.who != self.who or not self.who)
        return evolve(record, state=HERE, notes=staying)

    def line(self) -> tuple[Msg, ...]:
        """Who, masked."""
        return (Msg(N_("{who} moved out"), {"who": mask_name(self.who, "zh")}),)


@step(
    "register.care_noted",
    clause="1.1",
    by=KEEPERS,
    opens=ANY,
    title=N_("Care note"),
    hint=N_("what they need"),
    not_yet=N_("There is no such room."),
)
class CareNoted(HouseholdStep):
    """A need that somebody agreed to have noted."""

    note: Code = slots.code(N_("Need"), "care_notes")
    who: Words = slots.choice(N_("Whose"), default="")
    said: Words = slots.words(N_("Words"), default="", least=0, most=MOST_NOTE)
    consent: Answer = slots.answer(N_("Agreed"))

    def refusals(self, record: Household, site: Site) -> Iterator[Refusal]:
        """What is sensitive stands there only with a yes."""
        yield from self.stranger(self.who, record, site)
        entry = site.policy.entries("care_notes").get(self.note)
        if entry and entry.extra.get("sensitive") and self.consent is not True:
            text = N_("This is sensitive: note it only if they have agreed to it.")
            yield refuse("consent", text)
        elif self.consent is False:
            yield refuse("consent", N_("Who does not want it noted has no note."))
        if any((one.code, one.who) == (self.note, self.who) for one in record.notes):
            yield refuse("note", N_("This stands there already."))

    def after(self, record: Household, head: Head) -> Household:
        """One more."""
        made = CareNote(row=head.row, code=self.note, who=self.who, said=self.said)
        return evolve(record, state=HERE, notes=(*record.notes, made))

    def line(self) -> tuple[Msg, ...]:
        """The need."""
        return (Msg(N_("Noted: {note}"), {"note": Coded("care_notes", self.note)}),)


def _within(hour: str, begins: str, ends: str) -> bool:
    """Whether a time of day lies in a span, which may go over midnight."""
    return begins <= hour < ends if begins < ends else hour >= begins or hour < ends


def no_call_refusals(field: str, at: datetime | None, room: str, site: Site) -> Iterator[Refusal]:
    """A call promised for the hours in which this room asked not to be called needs a reason."""
    known = site.record(f"{LETTER}{room}")
    if at is None or not isinstance(known, Household):
        return
    entries, hour = site.policy.entries("care_notes"), f"{at.astimezone(site.now.tzinfo):%H:%M}"
    for note in known.notes:
        entry = entries.get(note.code)
        begins, ends = entry.extra.get("no_calls", ("", "")) if entry else ("", "")
        if begins and _within(hour, begins, ends):
            text = N_("They asked not to be called from {begins} to {ends}.")
            yield refuse(field, text, clause="1.1", soft=True, begins=begins, ends=ends)


@step(
    "register.care_ended",
    clause="1.1",
    by=KEEPERS,
    opens=frozenset({HERE}),
    title=N_("End note"),
    hint=N_("no longer needed"),
    not_yet=N_("No need is noted here."),
)
class CareEnded(HouseholdStep):
    """A need that is over, or no longer agreed to."""

    note: str = slots.choice(N_("Need"))

    @classmethod
    def bars(cls, record: Household, site: Site) -> Iterator[Refusal]:
        """Only where one stands."""
        if not record.notes:
            yield refuse("", N_("No need is noted here."))

    @classmethod
    def choices(cls, record: Household, site: Site) -> Mapping[str, Mapping[str, str]]:
        """Those that stand, by the row that noted them."""
        entries = site.policy.entries("care_notes")
        return {"note": {n.row: entries[n.code].zh for n in record.notes if n.code in entries}}

    def refusals(self, record: Household, site: Site) -> Iterator[Refusal]:
        """Only one that stands."""
        if self.note and all(one.row != self.note for one in record.notes):
            yield refuse("note", N_("No such need is noted here."))

    def after(self, record: Household, head: Head) -> Household:
        """Gone."""
        staying = tuple(one for one in record.notes if one.row != self.note)
        return evolve(record, state=HERE, notes=staying)


@step(
    "register.revealed",
    clause="1.1",
    by=EVERYONE,
    opens=ANY,
    title=N_("Reveal"),
    hint=N_("names and numbers"),
    not_yet=N_("There is no such room."),
)
class Revealed(HouseholdStep):
    """Somebody looked at the names and numbers of a room, and why."""

    reason: Code = slots.code(N_("Reason"), "reveal_reasons")

    def line(self) -> tuple[Msg, ...]:
        """Why."""
        return (Msg(N_("Looked at: {why}"), {"why": Coded("reveal_reasons", self.reason)}),)
