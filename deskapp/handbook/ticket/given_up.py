"""Closed though the work was not finished: the charge refused, or nobody let us in (3.3)."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.handbook import slots
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import MANAGER, SUPERVISOR
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.state import (
    DOOR,
    TAKEN,
    WAITING,
    WORKING,
    Ticket,
    TicketStep,
    close,
)
from deskapp.handbook.ticket.unreached import still_missing

CHIEFS = SUPERVISOR | MANAGER
ON_THE_WAY = frozenset({TAKEN, WORKING, WAITING})
NOBODY_TOOK_IT = N_("Nobody has taken the work yet.")


def _others_hit(ticket: Ticket) -> Iterator[Refusal]:
    if ticket.danger or ticket.affects_others:
        text = N_("Others are hit by it: it cannot end here. Make it safe first, then report it.")
        yield refuse("", text)


def _danger_left(answer: Answer) -> Iterator[Refusal]:
    if answer:
        text = N_("Somebody is in danger: make it safe first, whoever pays or opens.")
        yield refuse("danger_left", text)


@step(
    "ticket.closed_for_cost",
    clause="H43c",
    by=CHIEFS,
    opens=ON_THE_WAY,
    title=N_("Not paid"),
    hint=N_("charge refused"),
    not_yet=NOBODY_TOOK_IT,
    ends=True,
)
class ClosedForCost(TicketStep):
    """The owner refused the charge: the free part is done, the danger told in writing."""

    free_done: Answer = slots.answer(N_("Free done"))
    notice_given: Answer = slots.answer(N_("Notice"))
    danger_left: Answer = slots.answer(N_("Danger"))
    said: Words = slots.words(N_("Said"), default="", least=0, lines=2)

    @classmethod
    def bars(cls, record: Ticket, site: Site) -> Iterator[Refusal]:
        """A refusal of the charge stands, with the risk told, and only the owner is hit."""
        yield from _others_hit(record)
        if not record.charge_refused:
            yield refuse("", N_("No charge was refused: record that first, with the risk told."))

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """What costs nothing is done, and the safety notice given."""
        if self.free_done is False:
            yield refuse("free_done", N_("Do first what costs the owner nothing."))
        if self.notice_given is False:
            yield refuse("notice_given", N_("Give the owner the safety notice first."))
        yield from _danger_left(self.danger_left)

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Closed as an exception."""
        return _ended(ticket, "C-COST", head)

    def line(self) -> tuple[Msg, ...]:
        """Why it ended."""
        head = Msg(N_("Closed, charge refused; free part done, notice given"))
        return (head, Msg("{said}", {"said": self.said})) if self.said else (head,)


@step(
    "ticket.closed_no_access",
    clause="H43b",
    by=CHIEFS,
    opens=ON_THE_WAY,
    title=N_("No access"),
    hint=N_("visits in vain"),
    not_yet=NOBODY_TOOK_IT,
    ends=True,
)
class ClosedNoAccess(TicketStep):
    """Booked visits in vain, a card at the door, a call that did not help."""

    danger_left: Answer = slots.answer(N_("Danger"))
    note: Words = slots.words(N_("Note"), default="", least=0, lines=2)

    @classmethod
    def bars(cls, record: Ticket, site: Site) -> Iterator[Refusal]:
        """Only the owner is hit, and everything was tried."""
        yield from _others_hit(record)
        yield from still_missing(_unvisited(record, site))

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """Nobody is left in danger."""
        yield from _danger_left(self.danger_left)

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Closed as an exception."""
        return _ended(ticket, "C-NOACCESS", head)

    def line(self) -> tuple[Msg, ...]:
        """Why it ended."""
        head = Msg(N_("Closed, nobody let us in"))
        return (head, Msg("{said}", {"said": self.note})) if self.note else (head,)


def _unvisited(ticket: Ticket, site: Site) -> Iterator[Msg]:
    missed = ticket.missed_visits
    if short := max(site.policy.limit("missed_visits") - len(missed), 0):
        yield Msg(N_("missed visits: {n} more"), {"n": short})
    if not ticket.card_left:
        yield Msg(N_("a card left at the door"))
    if not any(a.way != DOOR and (not missed or a.at >= missed[0]) for a in ticket.attempts):
        yield Msg(N_("a try to call the owner"))


def _ended(ticket: Ticket, code: str, head: Head) -> Ticket:
    """Closed without the owner's word that it is solved."""
    return evolve(close(ticket, code, head.at, head.operator), confirmed_by="", visit_at=None)
