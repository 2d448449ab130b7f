"""Calls that a rule has put on the desk's list; each stands until it is answered (3.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from deskapp.handbook import slots
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE, Role, roles_from
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Code, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.state import DRAFT, NEW, STATE_NAMES, Ticket, TicketStep


@step(
    "ticket.call_made",
    clause="3.2",
    by=EVERYONE,
    opens=frozenset(STATE_NAMES) - NEW - {DRAFT},
    title=N_("Call made"),
    hint=N_("off the list"),
    not_yet=N_("There is no ticket yet."),
)
class CallMade(TicketStep):
    """One call of the list made and answered: whom, and what was said."""

    call: Code = slots.code(N_("Call"), "calls_to_make")
    whom: Words = slots.named(N_("Whom"))
    said: Words = slots.words(N_("Said"), least=4, lines=2)

    @classmethod
    def bars(cls, record: Ticket, site: Site) -> Iterator[Refusal]:
        """There is a call to be made."""
        if not record.calls_to_make:
            yield refuse("", N_("No call is to be made for this ticket."))

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """One of the calls that stand."""
        if self.call and self.call not in ticket.calls_to_make:
            standing = tuple(Coded("calls_to_make", c) for c in ticket.calls_to_make)
            yield refuse("call", N_("Not this call; on the list: {calls}"), calls=standing)

    @classmethod
    def suggest(cls, record: Ticket, site: Site) -> Mapping[str, object]:
        """The call that stands longest, and who is to be called."""
        if not record.calls_to_make:
            return {}
        call = record.calls_to_make[0]
        return {"call": call, "whom": _whom(call, record, site)}

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Off the list; a second call of the same kind still stands."""
        calls = list(ticket.calls_to_make)
        if self.call in calls:
            calls.remove(self.call)
        return evolve(ticket, calls_to_make=tuple(calls))

    def line(self) -> tuple[Msg, ...]:
        """Whom, why, and what was said."""
        blanks = {"whom": self.whom, "call": Coded("calls_to_make", self.call)}
        return Msg(N_("Called {whom}: {call}"), blanks), Msg("{said}", {"said": self.said})


def _whom(call: str, ticket: Ticket, site: Site) -> str:
    """The name of whoever the policy wants called: the executor, or somebody of a role."""
    entry = site.policy.entries("calls_to_make").get(call)
    role = roles_from((str(entry.extra.get("role", "")),)) if entry else Role.NONE
    if role is Role.E:
        known = site.people.get(ticket.person)
        return known.name if known else ""
    return next((p.name for p in site.people.values() if p.active and p.roles & role), "")
