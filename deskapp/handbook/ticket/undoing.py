"""The last step taken back within some minutes: one row more, none rewritten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import cast

from deskapp.handbook import slots
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE
from deskapp.handbook.shown import By
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Words
from deskapp.handbook.step import START, Head, Last, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.state import NEW, STATE_NAMES, Ticket, TicketStep


@step(
    "ticket.undone",
    clause="0",
    by=EVERYONE,
    opens=frozenset(STATE_NAMES) - NEW,
    title=N_("Undo"),
    hint=N_("the last step"),
    not_yet=N_("There is no ticket yet."),
)
class Undone(TicketStep):
    """The step before this one does not hold; which one that is, says the row's `seen`."""

    reason: Words = slots.words(N_("Reason"), least=4, most=200)

    @classmethod
    def bars(cls, record: Ticket, site: Site) -> Iterator[Refusal]:
        """Only one's own last step, at once, and only if nothing else hangs on it."""
        last = record.last
        if last is None:
            yield refuse("", N_("The last row cannot be read here, so it cannot be undone."))
        elif isinstance(last.step, Undone):
            yield refuse("", N_("This has just been undone; take the right step instead."))
        elif last.before.state == START or last.before.half_done():
            yield refuse("", N_("The call itself is not undone: correct it, or cancel it."))
        elif last.step.about.brought or any(last.step.brings(record, site)):
            yield refuse("", N_("Another record hangs on the last step; it cannot be undone."))
        else:
            yield from _too_late(last, site)

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """As before the step; where another desk's row came between, both stand and clash."""
        last = ticket.last
        if last is None or last.head.row != head.seen:
            return ticket
        before = cast("Ticket", last.before)
        return evolve(
            before,
            last_row=ticket.last_row,
            rows=ticket.rows,
            clashed=ticket.clashed or before.clashed,
        )

    def line(self) -> tuple[Msg, ...]:
        """Why."""
        return Msg(N_("Undone: the step before")), Msg("{said}", {"said": self.reason})


def _too_late(last: Last, site: Site) -> Iterator[Refusal]:
    minutes = site.policy.limit("undo_min")
    if last.head.operator != site.operator.id:
        text = N_("Only {person}, who took the last step, can undo it.")
        yield refuse("", text, person=By(last.head.operator))
    elif site.now - last.head.at > timedelta(minutes=minutes):
        text = N_("The last step is more than {n} minutes old: record what is right instead.")
        yield refuse("", text, n=minutes)
