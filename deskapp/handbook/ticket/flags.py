"""What must be seen of a ticket at once, beside its past."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.handbook.message import N_, Msg
from deskapp.handbook.shown import Coded
from deskapp.handbook.ticket.state import Ticket


def flags(ticket: Ticket) -> Iterator[Msg]:
    """How it was closed and whether by its own worker, a child's call, the calls that stand."""
    if ticket.close_code:
        yield Msg(N_("Closed as: {code}"), {"code": Coded("close_codes", ticket.close_code)})
    if ticket.self_confirmed:
        yield Msg(N_("Confirmed by whoever did the work"))
    if ticket.sensitive:
        yield Msg(N_("A child called: no score, call a guardian back"))
    for call in ticket.calls_to_make:
        yield Msg(N_("To call: {call}"), {"call": Coded("calls_to_make", call)})
