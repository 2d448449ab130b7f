"""One named person, a deadline and a requirement; taken, handed on, begun (3.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from deskapp.handbook import slots
from deskapp.handbook.fields.text import is_evasive
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK, SUPERVISOR
from deskapp.handbook.shown import By
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Moment, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.accepting import finish_limit, late_due_refusals
from deskapp.handbook.ticket.state import (
    ACCEPTED,
    CHECKED,
    DISPATCHED,
    PHONE,
    TAKEN,
    WHO,
    WITH_EXECUTOR,
    WORKING,
    ReadBackResult,
    Ticket,
    TicketStep,
    going_on,
)

MANY_REASSIGNMENTS = 3
IN_HOME = frozenset({"REP", "SVC"})
LEAST_REQUIREMENT = 4


def due_refusals(due: datetime | None, ticket: Ticket, site: Site) -> Iterator[Refusal]:
    """The work is due when the owner was told; without a promise, within the policy."""
    if due is None:
        return
    if ticket.due is None:
        start = ticket.opened_at or site.now
        yield from late_due_refusals(due, ticket.priority, ticket.sub, site, start)
    elif _to_the_minute(due) != _to_the_minute(ticket.due):
        text = N_("The owner was told {promised}; agree a new time with the owner first.")
        yield refuse("due", text, clause="3.2", promised=ticket.due)


def _to_the_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def requirement_refusals(requirement: str) -> Iterator[Refusal]:
    """A requirement says what to do; “as soon as possible” does not."""
    if is_evasive(requirement):
        text = N_("“{said}” does not say what to do.")
        yield refuse("requirement", text, said=requirement.strip())


def best_person(ticket: Ticket, site: Site) -> str:
    """The person to offer first: of the class's department, not one who declined, least in hand."""
    known = site.policy.classes.get(ticket.sub)
    dept = known.dept if known else ""
    fitting = [p for p in site.people.values() if p.active and p.dept == dept]
    asked = ticket.declined_by
    order = sorted(fitting, key=lambda p: (p.id in asked, site.load(p.id), p.name))
    return order[0].id if order else ""


@step(
    "ticket.dispatched",
    clause="3.1",
    by=DESK | SUPERVISOR,
    opens=frozenset({ACCEPTED}),
    title=N_("Send out"),
    hint=N_("person, time, job"),
    not_yet=N_("Only an accepted ticket that nobody has yet is dispatched."),
)
class Dispatched(TicketStep):
    """To one named person, by a time, with what is to be done."""

    person: str = slots.person(N_("Person"))
    due: Moment = slots.moment(N_("Finish by"), "future")
    requirement: Words = slots.words(N_("Job"), least=LEAST_REQUIREMENT, most=500, lines=2)
    phone_agreed: Answer = slots.answer(N_("Phone ok"), default=None)
    """The owner agreed that whoever comes from outside is given the number (P-17)."""

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """A deadline that keeps the promise and a requirement of substance."""
        if self.phone_agreed and not ticket.contact:
            yield refuse("phone_agreed", N_("There is no number on the record to give."))
        yield from due_refusals(self.due, ticket, site)
        yield from requirement_refusals(self.requirement)

    @classmethod
    def suggest(cls, record: Ticket, site: Site) -> Mapping[str, object]:
        """The person with the least in hand and the time that was promised."""
        limit = finish_limit(record.priority, record.sub, record.opened_at or site.now, site)
        return {
            "person": record.person or best_person(record, site),
            "due": record.due or record.work_due or limit,
        }

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Somebody has it."""
        return evolve(
            ticket,
            state=DISPATCHED,
            person=self.person,
            work_due=self.due,
            requirement=self.requirement,
            phone_agreed=bool(self.phone_agreed),
            dispatched_at=head.at,
        )

    def line(self) -> tuple[Msg, ...]:
        """To whom, and the order."""
        sent = Msg(N_("Sent to {person}"), {"person": By(self.person)})
        agreed = (Msg(N_("The owner agreed to give the number")),) if self.phone_agreed else ()
        return (sent, Msg("{said}", {"said": self.requirement}), *agreed)


@step(
    "ticket.taken",
    clause="3.1",
    by=DESK,
    opens=frozenset({DISPATCHED}),
    title=N_("Taken"),
    hint=N_("repeated right"),
    not_yet=N_("Dispatch it to somebody first."),
)
class Taken(TicketStep):
    """The executor has it, and repeated the room and the time."""

    room_repeated: Answer = slots.answer(N_("Room said"))
    due_repeated: Answer = slots.answer(N_("Time said"))
    checked: Answer = slots.answer(N_("Checked"), default=None)

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """Both were repeated right (RB-11)."""
        for name in ("room_repeated", "due_repeated"):
            if getattr(self, name) is False:
                yield refuse(name, N_("Read the order again until it is repeated right."))

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """On the executor's hands."""
        return evolve(checked_by_executor(ticket, self.checked), state=TAKEN, heard_at=head.at)

    def line(self) -> tuple[Msg, ...]:
        """The repeat was right."""
        return (Msg(N_("Taken; room and time repeated right")),)


@step(
    "ticket.reassigned",
    clause="3.1",
    by=DESK | SUPERVISOR,
    opens=WITH_EXECUTOR,
    title=N_("Hand on"),
    hint=N_("to whom, why"),
    not_yet=N_("Dispatch it to somebody first."),
)
class Reassigned(TicketStep):
    """Another person, with the reason and what is done so far."""

    person: str = slots.person(N_("Person"))
    reason: Words = slots.words(N_("Reason"), least=4, most=200)
    done_so_far: Words = slots.words(N_("Done yet"), least=1, most=500)

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """Somebody else, indeed."""
        if self.person == ticket.person:
            yield refuse("person", N_("This person has it already."))

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """The new person has to take it; the third change goes to the manager."""
        times = ticket.reassigned + 1
        calls = ("reassigned_often",) if times >= MANY_REASSIGNMENTS else ()
        return evolve(
            going_on(ticket, head.at),
            state=DISPATCHED,
            person=self.person,
            reassigned=times,
            dispatched_at=head.at,
            calls_to_make=(*ticket.calls_to_make, *calls),
        )

    def line(self) -> tuple[Msg, ...]:
        """To whom, and why."""
        return (
            Msg(N_("Handed on to {person}"), {"person": By(self.person)}),
            Msg(N_("{why}; done so far: {done}"), {"why": self.reason, "done": self.done_so_far}),
        )


def checked_by_executor(ticket: Ticket, checked: Answer) -> Ticket:
    """Room and phone, never read back, are checked at the first contact with the owner (X01)."""
    verified = {
        c: ReadBackResult(outcome=CHECKED)
        for c in ticket.pending_chunks()
        if checked and c in {WHO, PHONE}
    }
    return evolve(ticket, read_back={**ticket.read_back, **verified})


def arrival_refusals(ticket: Ticket, adult_agreed: Answer, checked: Answer) -> Iterator[Refusal]:
    """In a home an adult agreed; what was never read back is checked at the door (X01)."""
    if ticket.type in IN_HOME and not adult_agreed:
        yield refuse("adult_agreed", N_("In a home an adult must have agreed to let them in."))
    if ticket.pending_chunks() and checked is None and ticket.debts():
        text = N_("Room and phone were never read back: have they been checked on site?")
        yield refuse("checked", text, clause="2.2")


def arrived(ticket: Ticket, head: Head, at: Moment, checked: Answer) -> Ticket:
    """The ticket in work since the arrival; what was checked at the door is owed no longer."""
    met = checked_by_executor(ticket, checked)
    return evolve(
        met,
        state=WORKING,
        started_at=at or head.at,
        heard_at=head.at,
        visit_at=None,
        missed_visits=(),
        card_left=False,
    )


def consent_bars(ticket: Ticket) -> Iterator[Refusal]:
    """A paid service waits for the owner's yes to its price (H43a)."""
    if ticket.type == "SVC" and ticket.charge is None and not ticket.charge_refused:
        text = N_("Paid work waits for the owner's yes: record what it costs first.")
        yield refuse("", text, clause="H43a")


@step(
    "ticket.started",
    clause="3.2",
    by=DESK,
    opens=frozenset({TAKEN}),
    title=N_("On site"),
    hint=N_("arrived, let in"),
    not_yet=N_("The executor has not taken it yet."),
)
class Started(TicketStep):
    """The executor is there; at home only with an adult's leave."""

    arrived_at: Moment = slots.moment(N_("Arrived"), "past")
    adult_agreed: Answer = slots.answer(N_("Let in"), default=None)
    checked: Answer = slots.answer(N_("Checked"), default=None)

    @classmethod
    def bars(cls, record: Ticket, site: Site) -> Iterator[Refusal]:
        """No paid work before consent."""
        yield from consent_bars(record)

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """What holds for whoever comes to the door."""
        yield from arrival_refusals(ticket, self.adult_agreed, self.checked)

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """At work since the arrival."""
        return arrived(ticket, head, self.arrived_at, self.checked)

    def line(self) -> tuple[Msg, ...]:
        """When they came."""
        return (Msg(N_("On site at {at}"), {"at": self.arrived_at or ""}),)
