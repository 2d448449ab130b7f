"""What is off for many at once, until when, and what whoever answers the phone says of it (1.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from deskapp.handbook import slots
from deskapp.handbook.fields.fold import fold_line
from deskapp.handbook.fields.room import room_parts, room_prefix
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK, MANAGER, SUPERVISOR
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Code, Moment, Words
from deskapp.handbook.step import START, Head, Refusal, Step, Stream, evolve, refuse, step
from deskapp.handbook.word_match import without

LETTER = "N"
RUNNING, OVER = "running", "over"
ANNOUNCERS = DESK | SUPERVISOR | MANAGER
MOST_SAID = 120
NO_FACTS = ("恢复正常", "恢复", "back to normal", "back")
"""What every announcement says, and what tells a caller nothing."""


@dataclass(frozen=True, kw_only=True)
class Outage(Stream):
    """One outage: what is off, where, since when, until when, and what to say."""

    state_names: ClassVar[dict[str, str]] = {
        START: N_("new"), RUNNING: N_("running"), OVER: N_("over"),
    }  # fmt: skip
    kind: str = ""
    where: str = ""
    """The beginning of the rooms that it touches: 3, 3-2; empty for the whole site."""
    begins: datetime | None = None
    until: datetime | None = None
    say: str = ""
    ended_at: datetime | None = None

    def touches(self, place: str) -> bool:
        """Whether somebody there notices it; a place that is no room may be anywhere."""
        if not self.where or not room_parts(place):
            return True
        return place == self.where or place.startswith(f"{self.where}-")

    def on(self, now: datetime) -> bool:
        """Whether it has begun and is not over."""
        return self.state == RUNNING and (self.begins is None or self.begins <= now)

    def overdue(self, now: datetime) -> bool:
        """Whether the time told is over and nobody has said more."""
        return self.state == RUNNING and self.until is not None and self.until < now


class OutageStep(Step[Outage]):
    """Base of the steps on an outage."""

    letter = LETTER

    until: Moment
    say: Words

    def told_wrong(self, site: Site) -> Iterator[Refusal]:
        """Callers get a fact and a time, not “soon”."""
        fact = without(self.say, NO_FACTS)
        if self.say and site.policy.says_nothing(fact):
            yield refuse("say", N_("That tells a caller nothing: what is off, and why."))


@step(
    "outage.announced",
    clause="1.3",
    by=ANNOUNCERS,
    opens=frozenset({START}),
    title=N_("Announce"),
    hint=N_("what is off, until when"),
    not_yet=N_("This has been announced already."),
)
class OutageAnnounced(OutageStep):
    """Something is off for many; every intake shows it while it runs."""

    kind: Code = slots.code(N_("Cut off"), "outage_kinds")
    where: str = slots.words(N_("Where"), default="", least=0, most=30)
    begins: Moment = slots.moment(N_("Since"), "any", default=None)
    until: Moment = slots.moment(N_("Until"), "future")
    say: Words = slots.words(N_("Tell them"), most=MOST_SAID)

    def filled(self, record: Outage, site: Site) -> OutageAnnounced:
        """The place in its stored form, and now where no beginning is given."""
        begins = self.begins or site.now
        return replace(self, where=stored_place(self.where) or self.where, begins=begins)

    def refusals(self, record: Outage, site: Site) -> Iterator[Refusal]:
        """A place that can be compared with rooms, and times in their order."""
        yield from self.told_wrong(site)
        if self.where and not stored_place(self.where):
            text = N_("Give a building or a unit, such as 3 or 3-2; nothing is the whole site.")
            yield refuse("where", text)
        if self.begins and self.until and self.until <= self.begins:
            yield refuse("until", N_("It cannot end before it begins."))

    def after(self, record: Outage, head: Head) -> Outage:
        """It runs, or will."""
        return evolve(
            record, state=RUNNING, kind=self.kind, where=self.where, begins=self.begins or head.at,
            until=self.until, say=self.say,
        )  # fmt: skip

    def line(self) -> tuple[Msg, ...]:
        """What, where, until when, and what is said."""
        blanks = {"what": Coded("outage_kinds", self.kind), "where": self.where or WHOLE_SITE}
        return (
            Msg(N_("{what}, {where}, until {until}"), {**blanks, "until": self.until or ""}),
            Msg("{said}", {"said": self.say}),
        )


WHOLE_SITE = Msg(N_("the whole site"))


def stored_place(typed: str) -> str:
    """A building or unit as rooms begin with it: 3栋2单元 is 3-2; empty if it is none."""
    words = fold_line(typed)
    return room_prefix(words).strip("-")


@step(
    "outage.updated",
    clause="1.3",
    by=ANNOUNCERS,
    opens=frozenset({RUNNING}),
    title=N_("News"),
    hint=N_("another time, other words"),
    not_yet=N_("It is over."),
)
class OutageUpdated(OutageStep):
    """Another time until when, or other words to say."""

    until: Moment = slots.moment(N_("Until"), "future")
    say: Words = slots.words(N_("Tell them"), most=MOST_SAID)

    @classmethod
    def suggest(cls, record: Outage, site: Site) -> Mapping[str, object]:
        """What has been said so far."""
        until = record.until if record.until and record.until > site.now else None
        return {"say": record.say, "until": until}

    def refusals(self, record: Outage, site: Site) -> Iterator[Refusal]:
        """Something that was not said before."""
        yield from self.told_wrong(site)
        if (self.until, self.say) == (record.until, record.say):
            yield refuse("say", N_("This is what is said already."))

    def after(self, record: Outage, head: Head) -> Outage:
        """Callers hear this from now on."""
        return evolve(record, until=self.until, say=self.say)

    def line(self) -> tuple[Msg, ...]:
        """Until when, and what is said."""
        told = Msg(N_("Until {until}"), {"until": self.until or ""})
        return (told, Msg("{said}", {"said": self.say}))


@step(
    "outage.ended",
    clause="1.3",
    by=ANNOUNCERS,
    opens=frozenset({RUNNING}),
    title=N_("Over"),
    hint=N_("it works again"),
    not_yet=N_("It is over."),
)
class OutageEnded(Step[Outage]):
    """It works again; no caller is told of it any more."""

    letter = LETTER

    note: Words = slots.words(N_("Note"), default="", least=0, most=MOST_SAID)

    def after(self, record: Outage, head: Head) -> Outage:
        """Over."""
        return evolve(record, state=OVER, ended_at=head.at)

    def line(self) -> tuple[Msg, ...]:
        """What was noted."""
        return (Msg("{said}", {"said": self.note}),) if self.note else ()
