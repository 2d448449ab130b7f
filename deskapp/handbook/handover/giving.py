"""The outgoing person's part: what is open, what must be watched, keys and radios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Self

from deskapp.handbook import slots
from deskapp.handbook.handover.state import (
    NEW,
    NO_RELIEF,
    OFFERED,
    PREPARING,
    Counts,
    Handover,
    HandoverLine,
    HandoverStep,
    chief,
    relief_late,
)
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK, MANAGER, SUPERVISOR
from deskapp.handbook.shown import By, Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Moment, Money, Words
from deskapp.handbook.step import Act, Head, Refusal, evolve, refuse, step

NOT_PREPARING = N_("The handover has been offered already.")
COUNTED = ("keys", "radios")
"""What is counted at every handover; papers and cash only where there are any."""


@step(
    "handover.prepared",
    clause="H47",
    by=DESK,
    opens=NEW,
    title=N_("Prepare"),
)
class Prepared(HandoverStep):
    """Begins a handover; what is open fills it by itself."""

    @classmethod
    def bars(cls, record: Handover, site: Site) -> Iterator[Refusal]:
        """One at a time."""
        before = site.record(site.newest(cls.letter))
        if isinstance(before, Handover) and before.open:
            text = N_("Handover {number} is still open: finish it first.")
            yield refuse("", text, number=before.number)

    def after(self, handover: Handover, head: Head) -> Handover:
        """Being prepared by whoever holds the shift."""
        return evolve(handover, state=PREPARING, outgoing=head.operator, prepared_at=head.at)

    def brings(self, handover: Handover, site: Site) -> Iterator[Act]:
        """A line for each open matter."""
        yield from lines_for(handover, site)


@step(
    "handover.line_added",
    clause="H47",
    by=DESK,
    opens=frozenset({PREPARING}),
    title=N_("Line"),
    brought=True,
    not_yet=NOT_PREPARING,
)
class LineAdded(HandoverStep):
    """One open matter, and why the next shift must know it."""

    kind: Code = slots.code(N_("Why"), "handover_kinds")
    number: str = slots.number(N_("Number"))
    watch: Answer = slots.hidden(slots.Kind.ANSWER, default=None)

    def filled(self, record: Handover, site: Site) -> Self:
        """Whether it must be watched, as the policy says."""
        entry = site.policy.entries("handover_kinds").get(self.kind)
        return replace(self, watch=bool(entry and entry.extra.get("watch")))

    def after(self, handover: Handover, head: Head) -> Handover:
        """One line more; the same matter has one line only."""
        others = (line for line in handover.lines if line.number != self.number)
        made = HandoverLine(kind=self.kind, number=self.number, watch=bool(self.watch))
        return evolve(handover, lines=(*others, made))

    def line(self) -> tuple[Msg, ...]:
        """Why and which."""
        blanks = {"why": Coded("handover_kinds", self.kind), "number": self.number}
        return (Msg(N_("{why}: {number}"), blanks),)


@step(
    "handover.refilled",
    clause="H47",
    by=DESK,
    opens=frozenset({PREPARING}),
    title=N_("Fill again"),
    hint=N_("what came since"),
    not_yet=NOT_PREPARING,
)
class Refilled(HandoverStep):
    """What has come up since the handover was begun is added to it."""

    def brings(self, handover: Handover, site: Site) -> Iterator[Act]:
        """A line for each matter that has none yet."""
        yield from lines_for(handover, site)


@step(
    "handover.line_worded",
    clause="H47",
    by=DESK,
    opens=frozenset({PREPARING}),
    title=N_("Say of it"),
    hint=N_("what to watch"),
    not_yet=NOT_PREPARING,
)
class LineWorded(HandoverStep):
    """What the outgoing person says of one line: where it stands, what to watch."""

    number: str = slots.choice(N_("Line"))
    word: Words = slots.words(N_("Watch"), least=2, most=200)

    @classmethod
    def choices(cls, record: Handover, site: Site) -> Mapping[str, Mapping[str, str]]:
        """The lines, those without a word first."""
        ordered = sorted(record.lines, key=lambda line: (bool(line.word), not line.watch))
        return {"number": {line.number: line.number for line in ordered}}

    @classmethod
    def bars(cls, record: Handover, site: Site) -> Iterator[Refusal]:
        """The words are the outgoing person's own."""
        yield from not_outgoing(record, site)
        if not record.lines:
            yield refuse("", N_("Nothing is open: there is no line to speak of."))

    def refusals(self, handover: Handover, site: Site) -> Iterator[Refusal]:
        """One of the lines."""
        yield from not_a_line(self.number, handover)

    def after(self, handover: Handover, head: Head) -> Handover:
        """Said."""
        return handover.with_line(self.number, word=self.word)

    def line(self) -> tuple[Msg, ...]:
        """The words."""
        return (Msg(N_("{number}: {word}"), {"number": self.number, "word": self.word}),)


@step(
    "handover.counted",
    clause="H47",
    by=DESK,
    opens=frozenset({PREPARING}),
    title=N_("Count"),
    hint=N_("keys, radios, note"),
    not_yet=NOT_PREPARING,
)
class Counted(HandoverStep):
    """Keys, radios, papers and cash as the outgoing person counts them, and a note."""

    keys: int | None = slots.count(N_("Keys held"))
    radios: int | None = slots.count(N_("Radios"))
    papers: int | None = slots.count(N_("Papers"), default=None)
    cash: Money = slots.money(N_("Cash"), default=None)
    note: Words = slots.words(N_("Note"), default="", least=2, most=1000, lines=2)

    @classmethod
    def bars(cls, record: Handover, site: Site) -> Iterator[Refusal]:
        """By the outgoing person."""
        yield from not_outgoing(record, site)

    @classmethod
    def suggest(cls, record: Handover, site: Site) -> Mapping[str, object]:
        """What was counted before."""
        counts = {name: value for name, value in vars(record.counts).items() if value is not None}
        return counts | ({"note": record.note} if record.note else {})

    def after(self, handover: Handover, head: Head) -> Handover:
        """Counted."""
        counts = Counts(keys=self.keys, radios=self.radios, papers=self.papers, cash=self.cash)
        return evolve(handover, counts=counts, note=self.note)

    def line(self) -> tuple[Msg, ...]:
        """The numbers."""
        text = N_("Keys {keys}, radios {radios}")
        return Msg(text, {"keys": self.keys, "radios": self.radios}), Msg(
            "{note}", {"note": self.note}
        )


@step(
    "handover.offered",
    clause="H47",
    by=DESK,
    opens=frozenset({PREPARING, NO_RELIEF}),
    title=N_("Offer"),
    hint=N_("relief is here"),
    not_yet=NOT_PREPARING,
)
class Offered(HandoverStep):
    """Ready for the relief: every matter to watch has its words, keys and radios are counted."""

    @classmethod
    def bars(cls, record: Handover, site: Site) -> Iterator[Refusal]:
        """The outgoing person offers it."""
        yield from not_outgoing(record, site)

    def refusals(self, handover: Handover, site: Site) -> Iterator[Refusal]:
        """Words for what must be watched, numbers for what is handed on."""
        mute = tuple(line.number for line in handover.lines if line.watch and not line.word)
        if mute:
            yield refuse("", N_("Say what to watch first: {lines}."), lines=mute)
        if any(getattr(handover.counts, name) is None for name in COUNTED):
            yield refuse("", N_("Count keys and radios first."))

    def after(self, handover: Handover, head: Head) -> Handover:
        """Waits for the relief."""
        return evolve(handover, state=OFFERED, offered_at=head.at)


@step(
    "handover.no_relief",
    clause="H47",
    by=DESK,
    opens=frozenset({PREPARING, OFFERED}),
    title=N_("No relief"),
    hint=N_("who was called"),
    not_yet=N_("The relief is here, or was missed already."),
)
class NoRelief(HandoverStep):
    """The relief did not come: since when, and which supervisor was called; one stays on duty."""

    since: Moment = slots.moment(N_("Since"), "past")
    called: str = slots.person(N_("Called"))
    reached: Answer = slots.answer(N_("Reached"))
    said: Words = slots.words(N_("Answer"), default="", least=0, most=200)

    @classmethod
    def bars(cls, record: Handover, site: Site) -> Iterator[Refusal]:
        """Told by whoever stays."""
        yield from not_outgoing(record, site)

    @classmethod
    def suggest(cls, record: Handover, site: Site) -> Mapping[str, object]:
        """Since the shift began that should have relieved this one; else from now on."""
        late = relief_late(record, site.now, site.policy)
        return {"since": site.now - late if late else site.now, "called": chief(site)}

    def after(self, handover: Handover, head: Head) -> Handover:
        """The outgoing person stays responsible."""
        return evolve(
            handover,
            state=NO_RELIEF,
            late_since=self.since or head.at,
            call_due=self.reached is not True,
        )

    def line(self) -> tuple[Msg, ...]:
        """Who was called, and what they said."""
        text = N_("No relief; called {who}")
        if self.reached is False:
            text = N_("No relief; called {who}, not reached")
        return Msg(text, {"who": By(self.called)}), Msg("{said}", {"said": self.said})


def lines_for(handover: Handover, site: Site) -> Iterator[Act]:
    """A line for each open matter that has none yet."""
    known = {line.number for line in handover.lines}
    for matter in site.to_hand_over():
        if matter.number not in known:
            known.add(matter.number)
            yield Act(handover.number, LineAdded(kind=matter.kind, number=matter.number))


def not_outgoing(record: Handover, site: Site) -> Iterator[Refusal]:
    """Only whoever hands over, or a supervisor in their place."""
    chief = site.operator.roles & (SUPERVISOR | MANAGER)
    if record.outgoing and site.operator.id != record.outgoing and not chief:
        person = site.people.get(record.outgoing)
        text = N_("{name} hands this shift over: it is theirs to say.")
        yield refuse("", text, name=person.name if person else record.outgoing)


def not_a_line(number: str, handover: Handover) -> Iterator[Refusal]:
    """A line that the handover does not have."""
    if number and number not in {line.number for line in handover.lines}:
        yield refuse("number", N_("{number} is no line of this handover."), number=number)
