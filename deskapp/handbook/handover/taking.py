"""The relief's part: each line taken over, then the whole, with a reservation, or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Self

from deskapp.handbook import slots
from deskapp.handbook.handover.giving import not_a_line
from deskapp.handbook.handover.state import (
    ACCEPTED,
    NO_RELIEF,
    NOTED,
    OFFERED,
    PREPARING,
    Handover,
    HandoverStep,
    chief,
    evolve_line,
    is_alone,
)
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK, SUPERVISOR
from deskapp.handbook.shown import By
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Money, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step

NOT_OFFERED = N_("The outgoing person offers the handover first.")
TO_ONESELF = N_(
    "Nobody hands over to themselves: the relief signs in with Ctrl+O and takes it over."
)


class Taking(HandoverStep):
    """What only the relief does; on a site with one person the desk itself takes over."""

    @classmethod
    def bars(cls, record: Handover, site: Site) -> Iterator[Refusal]:
        """Somebody else than whoever hands over (H03)."""
        if record.outgoing == site.operator.id and not is_alone(site):
            yield refuse("", TO_ONESELF)


@step(
    "handover.line_taken",
    clause="H47",
    by=DESK,
    opens=frozenset({OFFERED}),
    title=N_("Take line"),
    hint=N_("read it back"),
    not_yet=NOT_OFFERED,
)
class LineTaken(Taking):
    """One line read back by the relief and taken over."""

    number: str = slots.choice(N_("Line"))

    @classmethod
    def choices(cls, record: Handover, site: Site) -> Mapping[str, Mapping[str, str]]:
        """The lines that wait."""
        return {"number": {line.number: line.number for line in record.waits}}

    def refusals(self, handover: Handover, site: Site) -> Iterator[Refusal]:
        """One of the lines."""
        yield from not_a_line(self.number, handover)

    def after(self, handover: Handover, head: Head) -> Handover:
        """Taken."""
        return handover.with_line(self.number, taken_by=head.operator, taken_at=head.at)

    def line(self) -> tuple[Msg, ...]:
        """Which."""
        return (Msg(N_("Read back: {number}"), {"number": self.number}),)


@step(
    "handover.accepted",
    clause="H47",
    by=DESK,
    opens=frozenset({OFFERED}),
    title=N_("Take over"),
    hint=N_("counts agree"),
    not_yet=NOT_OFFERED,
    ends=True,
)
class Accepted(Taking):
    """The shift taken over: all that must be watched is read back, the counts agree."""

    keys: int | None = slots.count(N_("Keys held"))
    radios: int | None = slots.count(N_("Radios"))
    papers: int | None = slots.count(N_("Papers"), default=None)
    cash: Money = slots.money(N_("Cash"), default=None)
    by_desk: Answer = slots.hidden(slots.Kind.ANSWER, default=None)

    def filled(self, record: Handover, site: Site) -> Self:
        """Whether the desk takes over from itself."""
        return replace(self, by_desk=record.outgoing == site.operator.id)

    def refusals(self, handover: Handover, site: Site) -> Iterator[Refusal]:
        """Every line to watch read back, the same numbers on both sides."""
        yield from unread(handover)
        for name, value in vars(handover.counts).items():
            if getattr(self, name) != value:
                text = N_("Counted otherwise by whoever hands over: take over with a reservation.")
                yield refuse(name, text)

    def after(self, handover: Handover, head: Head) -> Handover:
        """The shift has changed hands; what was not ticked singly was taken with the rest."""
        taken: dict[str, object] = {"taken_by": head.operator, "taken_at": head.at}
        lines = tuple(one if one.taken_by else evolve_line(one, taken) for one in handover.lines)
        return evolve(
            handover, state=ACCEPTED, incoming=head.operator, by_desk=bool(self.by_desk),
            ended_at=head.at, lines=lines,
        )  # fmt: skip

    def line(self) -> tuple[Msg, ...]:
        """By whom; a desk with one person says so."""
        return (Msg(N_("Taken over by the desk") if self.by_desk else N_("Taken over")),)


@step(
    "handover.accepted_with_reservation",
    clause="H47",
    by=DESK,
    opens=frozenset({OFFERED}),
    title=N_("Reserve"),
    hint=N_("something differs"),
    not_yet=NOT_OFFERED,
    ends=True,
)
class AcceptedWithReservation(Accepted):
    """The shift taken over although something differs; the supervisor is called."""

    difference: Words = slots.words(N_("Differs"), least=4, most=500)

    @classmethod
    def suggest(cls, record: Handover, site: Site) -> Mapping[str, object]:
        """The numbers that need no second look."""
        return {name: value for name, value in vars(record.counts).items() if value is not None}

    def refusals(self, handover: Handover, site: Site) -> Iterator[Refusal]:
        """Every line to watch read back; the numbers may differ."""
        yield from unread(handover)

    def after(self, handover: Handover, head: Head) -> Handover:
        """Taken over, and a call to make."""
        over = evolve(super().after(handover, head), state=NOTED)
        return evolve(over, difference=self.difference, call_due=True)

    def line(self) -> tuple[Msg, ...]:
        """What differs."""
        text = N_("Taken over with a reservation: {what}")
        return (Msg(text, {"what": self.difference}),)


@step(
    "handover.refused",
    clause="H47",
    by=DESK,
    opens=frozenset({OFFERED}),
    title=N_("Refuse"),
    hint=N_("with the reason"),
    not_yet=NOT_OFFERED,
)
class HandoverRefused(Taking):
    """The shift not taken over, and why; whoever has it stays on duty."""

    why: Words = slots.words(N_("Why"), least=4, most=500)

    def after(self, handover: Handover, head: Head) -> Handover:
        """Back to whoever hands over; every line is read back anew."""
        back: dict[str, object] = {"taken_by": "", "taken_at": None}
        lines = tuple(evolve_line(one, back) for one in handover.lines)
        refusals = (*handover.refusals, self.why)
        return evolve(handover, state=PREPARING, lines=lines, refusals=refusals)

    def line(self) -> tuple[Msg, ...]:
        """Why."""
        return (Msg(N_("Not taken over: {why}"), {"why": self.why}),)


@step(
    "handover.supervisor_called",
    clause="H47",
    by=DESK | SUPERVISOR,
    opens=frozenset({NOTED, NO_RELIEF}),
    title=N_("Call D"),
    hint=N_("reached, answer"),
    not_yet=N_("There is nothing to call the supervisor about."),
)
class SupervisorCalled(HandoverStep):
    """The supervisor told of the difference or of the missing relief."""

    called: str = slots.person(N_("Called"))
    reached: Answer = slots.answer(N_("Reached"))
    said: Words = slots.words(N_("Answer"), default="", least=0, most=200)

    @classmethod
    def suggest(cls, record: Handover, site: Site) -> Mapping[str, object]:
        """Whoever leads the desk."""
        return {"called": chief(site)}

    @classmethod
    def bars(cls, record: Handover, site: Site) -> Iterator[Refusal]:
        """Until they were reached."""
        if not record.call_due:
            yield refuse("", N_("The supervisor knows already."))

    def after(self, handover: Handover, head: Head) -> Handover:
        """Told, or still to be told."""
        return evolve(handover, call_due=self.reached is not True)

    def line(self) -> tuple[Msg, ...]:
        """Whom, and the answer."""
        text = N_("Called {who}, not reached") if self.reached is False else N_("Called {who}")
        return Msg(text, {"who": By(self.called)}), Msg("{said}", {"said": self.said})


def unread(handover: Handover) -> Iterator[Refusal]:
    """The lines to watch that the relief has not read back."""
    left = tuple(line.number for line in handover.waits if line.watch)
    if left:
        yield refuse("", N_("Read back first: {lines}."), lines=left)
