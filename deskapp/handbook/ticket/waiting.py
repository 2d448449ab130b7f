"""The work waits and goes on; its clock may stand still meanwhile, the promise never (3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from deskapp.handbook import slots
from deskapp.handbook.fields.text import is_evasive
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK, SUPERVISOR
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Moment, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.accepting import far_refusals
from deskapp.handbook.ticket.dispatch import arrival_refusals, arrived, consent_bars
from deskapp.handbook.ticket.state import (
    TAKEN,
    WAITING,
    WORKING,
    Ticket,
    TicketStep,
    going_on,
)

COST = "cost"
"""Waiting for this, no work is charged for until the owner has answered."""


@step(
    "ticket.waiting",
    clause="3.2",
    by=DESK | SUPERVISOR,
    opens=frozenset({TAKEN, WORKING}),
    title=N_("Waits"),
    hint=N_("for what, ask when"),
    not_yet=N_("Only work that somebody has taken can wait."),
)
class Waiting(TicketStep):
    """What the work waits for, and when to look again."""

    kind: Code = slots.code(N_("Waits for"), "waiting_kinds")
    said: Words = slots.words(N_("For what"), most=200)
    next_check: Moment = slots.moment(N_("Ask again"), "future")
    pauses: Answer = slots.hidden(slots.Kind.ANSWER, default=None)

    def filled(self, record: Ticket, site: Site) -> Waiting:
        """Whether the work clock stands still; a clock that runs day and night never does."""
        entry = site.policy.entries("waiting_kinds").get(self.kind)
        limits = site.policy.limits.get(record.priority)
        ordinary = limits is not None and limits.clock == "service"
        stops = entry is not None and entry.extra.get("pauses") is True
        return replace(self, pauses=ordinary and stops)

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """Words that mean something; a next look soon enough, and before the promise is due."""
        if is_evasive(self.said):
            text = N_("“{said}” says nothing: write what is missing, and who brings it.")
            yield refuse("said", text, said=self.said.strip())
        yield from self._check_refusals(ticket, site)

    def _check_refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        due, check = ticket.ruling_due, self.next_check
        far = list(far_refusals("next_check", check, site))
        yield from far
        if check and due and not far and site.now < due < check:
            text = N_("The promise is for {due}: ask again before that, or agree a new time.")
            yield refuse("next_check", text, soft=True, due=due)

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Waiting; with the kinds that pause it the work clock stands still from now."""
        return evolve(
            ticket,
            state=WAITING,
            heard_at=head.at,
            waiting_for=self.kind,
            next_check=self.next_check or ticket.next_check,
            paused_at=head.at if self.pauses else None,
            cost_open=ticket.cost_open or self.kind == COST,
        )

    def line(self) -> tuple[Msg, ...]:
        """For what, until when, and whether the work clock stands still."""
        kind = Msg(N_("Waits: {kind}"), {"kind": Coded("waiting_kinds", self.kind)})
        again = Msg(N_("Ask again {at}"), {"at": self.next_check or ""})
        said = Msg("{said}", {"said": self.said})
        pause = (Msg(N_("The work clock stands still")),) if self.pauses else ()
        return (kind, said, again, *pause)


@step(
    "ticket.resumed",
    clause="3.2",
    by=DESK | SUPERVISOR,
    opens=frozenset({WAITING}),
    title=N_("Goes on"),
    hint=N_("what changed"),
    not_yet=N_("The work is not waiting."),
)
class Resumed(TicketStep):
    """What was waited for has come; the work goes on."""

    changed: Words = slots.words(N_("Changed"), most=200)
    adult_agreed: Answer = slots.answer(N_("Let in"), default=None)
    checked: Answer = slots.answer(N_("Checked"), default=None)

    @classmethod
    def bars(cls, record: Ticket, site: Site) -> Iterator[Refusal]:
        """No paid work before consent (H43a)."""
        yield from consent_bars(record)

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """A change that can be named; whoever comes for the first time is let in as ever."""
        if is_evasive(self.changed):
            text = N_("“{said}” says nothing: write what has come or changed.")
            yield refuse("changed", text, said=self.changed.strip())
        if ticket.started_at is None:
            yield from arrival_refusals(ticket, self.adult_agreed, self.checked)

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """In work again, or for the first time; the pause is added to the work's time."""
        going = going_on(ticket, head.at)
        if ticket.started_at is None:
            return arrived(going, head, None, self.checked)
        return evolve(going, state=WORKING, heard_at=head.at)

    def line(self) -> tuple[Msg, ...]:
        """What changed."""
        return (Msg(N_("Goes on: {said}"), {"said": self.changed}),)
