"""Ask the owner, then close; or rework, cancel, reopen, close without a contact (3.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from deskapp.handbook import slots
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK, MANAGER, SUPERVISOR
from deskapp.handbook.shown import By, Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Moment, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.accepting import finish_limit
from deskapp.handbook.ticket.state import (
    CANCELLED,
    CLOSED,
    DISPATCHED,
    DONE,
    MINOR,
    OPEN,
    POSTPONED,
    REFERRED,
    WITH_EXECUTOR,
    YES,
    Promise,
    Ticket,
    TicketStep,
    close,
    promised,
)

NOT_DONE = N_("The work has not been reported done yet.")
UNHAPPY = frozenset({"1", "2"})
SCORES = frozenset({"1", "2", "3", "4", "5"})
CONTENT = frozenset({"4", "5"})
NOT_ASKED = "not_asked"
NO_WAY_TO_ASK = frozenset({"patrol", "staff"})
SECOND, THIRD = 2, 3
NOBODY_TO_ASK = frozenset({"anonymous", "passer", "visitor", "neighbour", "staff", "contractor"})
SOONER = {"P2": "P1", "P3": "P2", "P4": "P3"}


@step(
    "ticket.confirmed",
    clause="3.3",
    by=DESK | SUPERVISOR,
    opens=frozenset({DONE}),
    title=N_("Ask owner"),
    hint=N_("solved? satisfied?"),
    not_yet=NOT_DONE,
    ends=True,
    calls=True,
)
class Confirmed(TicketStep):
    """The owner says it is solved, and how satisfied they are: two questions, two answers."""

    solved: Code = slots.code(N_("Solved"), "solved")
    score: Code = slots.code(N_("Satisfied"), "scores")
    channel: Code = slots.code(N_("Asked by"), "channels", default="phone")
    said: Words = slots.words(N_("Said"), default="", least=0)

    @classmethod
    def suggest(cls, record: Ticket, site: Site) -> Mapping[str, object]:
        """Asked by telephone, as most are; a child gives no score."""
        asked = {"channel": "phone"}
        return asked | {"score": NOT_ASKED} if record.reporter == MINOR else asked

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """Only a solved matter closes; what does not fit together is asked about."""
        if self.solved != YES:
            text = N_("Not solved: send it back for rework, on the same ticket.")
            yield refuse("solved", text)
        else:
            yield from self._score_refusals(ticket)
            yield from self._contradictions(ticket)
        if self.channel in NO_WAY_TO_ASK:
            yield refuse("channel", N_("Nobody is asked that way: choose how the owner was asked."))

    def _score_refusals(self, ticket: Ticket) -> Iterator[Refusal]:
        if ticket.reporter == MINOR:
            if self.score != NOT_ASKED:
                yield refuse("score", N_("A child gives no score: choose “not asked”."))
        elif self.score in UNHAPPY:
            text = N_("The owner is not satisfied: the supervisor calls, then closes.")
            yield refuse("score", text)
        elif self.score not in SCORES | {"declined"}:
            yield refuse(
                "score", N_("Ask how satisfied the owner is; “declined” is an answer too.")
            )

    def _contradictions(self, ticket: Ticket) -> Iterator[Refusal]:
        if ticket.result and ticket.result != "fixed":
            text = N_("Reported as “{result}”, and yet solved? Ask again, or say why.")
            yield refuse("solved", text, soft=True, result=Coded("results", ticket.result))
        if ticket.leftover and self.score in CONTENT:
            text = N_("Satisfied, though this is left over: {left}? Ask again, or say why.")
            yield refuse("score", text, soft=True, left=ticket.leftover)

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Closed with the owner's own words."""
        closed = close(ticket, "C-OK", head.at, head.operator)
        own_work = did_the_work(head.operator, ticket)
        return evolve(closed, solved=self.solved, score=self.score, self_confirmed=own_work)

    def line(self) -> tuple[Msg, ...]:
        """Both answers."""
        blanks = {"solved": Coded("solved", self.solved), "score": Coded("scores", self.score)}
        head = Msg(N_("Confirmed: solved {solved}, {score}"), blanks)
        return (head, Msg("{said}", {"said": self.said})) if self.said else (head,)


@step(
    "ticket.rework",
    clause="3.3",
    by=DESK | SUPERVISOR,
    opens=frozenset({DONE}),
    title=N_("Rework"),
    hint=N_("not solved"),
    not_yet=NOT_DONE,
)
class Rework(TicketStep):
    """The owner says what is still wrong; the same ticket goes out again."""

    solved: Code = slots.code(N_("Solved"), "solved", default="no")
    still_wrong: Words = slots.words(N_("Still bad"), lines=2)
    new_due: Moment = slots.moment(N_("New time"), "future")
    person: str = slots.person(N_("Person"), default="")

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """What is solved needs no rework."""
        if self.solved == YES:
            yield refuse("solved", N_("Solved is solved: confirm it with the owner instead."))
        known = site.people.get(self.person or ticket.person)
        if not self.person and (known is None or not known.active):
            yield refuse("person", N_("Whoever had it has left: name another person."))

    @classmethod
    def suggest(cls, record: Ticket, site: Site) -> Mapping[str, object]:
        """The same person, within the limit of the class."""
        limit = finish_limit(record.priority, record.sub, site.now, site)
        return {"solved": "no", "person": record.person, "new_due": limit}

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Out again; the second rework is more urgent, the third goes to the manager."""
        times = ticket.reworks + 1
        promise = new_promise(self.new_due, head, "rework")
        return evolve(
            ticket,
            state=DISPATCHED,
            reworks=times,
            person=self.person or ticket.person,
            promises=promised(ticket, promise),
            work_due=self.new_due or ticket.work_due,
            priority=SOONER.get(ticket.priority, ticket.priority)
            if times == SECOND
            else ticket.priority,
            calls_to_make=(*ticket.calls_to_make, "reworked_often")
            if times >= THIRD
            else ticket.calls_to_make,
            attempts_since_due=0,
            done_at=None,
            leftover="",
        )

    def line(self) -> tuple[Msg, ...]:
        """The owner's words and the new time."""
        return (
            Msg(N_("Rework: {said}"), {"said": self.still_wrong}),
            Msg(N_("Promised by {due}"), {"due": self.new_due or ""}),
        )


@step(
    "ticket.closed_unhappy",
    clause="3.3",
    by=SUPERVISOR | MANAGER,
    opens=frozenset({DONE}),
    title=N_("Unhappy"),
    hint=N_("after a call"),
    not_yet=NOT_DONE,
    ends=True,
    calls=True,
)
class ClosedUnhappy(TicketStep):
    """Solved, but the owner is not satisfied: the supervisor called, and offered a complaint."""

    solved: Code = slots.code(N_("Solved"), "solved")
    score: Code = slots.code(N_("Satisfied"), "scores")
    called_at: Moment = slots.moment(N_("Called at"), "past")
    said: Words = slots.words(N_("Said"), lines=2)
    offer: Words = slots.words(N_("Offered"))
    complaint_offered: Answer = slots.answer(N_("Complain?"))
    wants_complaint: Answer = slots.answer(N_("Wants it"))

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """Solved, a low score, and the way of complaint named."""
        if self.solved != YES:
            text = N_("Not solved: send it back for rework, on the same ticket.")
            yield refuse("solved", text)
        if self.score not in UNHAPPY:
            yield refuse("score", N_("This closing is for the two lowest scores only."))
        if self.complaint_offered is False:
            yield refuse("complaint_offered", N_("Offer to take it up as a complaint."))

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Closed, and never counted as satisfied."""
        closed = close(ticket, "C-UNHAPPY", head.at, head.operator)
        own_work = did_the_work(head.operator, ticket)
        return evolve(closed, solved=self.solved, score=self.score, self_confirmed=own_work)

    def line(self) -> tuple[Msg, ...]:
        """The score and the talk."""
        return (
            Msg(N_("Closed, {score}"), {"score": Coded("scores", self.score)}),
            Msg(N_("{said}; offered: {offer}"), {"said": self.said, "offer": self.offer}),
        )


@step(
    "ticket.closed_without_contact",
    clause="3.3",
    by=DESK | SUPERVISOR,
    opens=frozenset({DONE}),
    title=N_("No owner"),
    hint=N_("proof needed"),
    not_yet=NOT_DONE,
    ends=True,
)
class ClosedWithoutContact(TicketStep):
    """Anonymous, passer-by or patrol: proof of the result instead of an owner's word."""

    proof: Code = slots.code(N_("Proof"), "proof_kinds")
    seen: Words = slots.words(N_("Seen"), least=4)
    verifier: str = slots.person(N_("Seen by"))
    alone: Answer = slots.answer(N_("Alone"), default=None)

    @classmethod
    def bars(cls, record: Ticket, site: Site) -> Iterator[Refusal]:
        """Where there is somebody to ask, they are asked."""
        if not nobody_to_ask(record):
            yield refuse("", N_("There is an owner to ask: ask first."))

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """A second pair of eyes, unless nobody else is on shift (X27)."""
        if did_the_work(self.verifier, ticket) and not self.alone:
            text = N_("Whoever did the work does not check it, unless alone on shift: say so then.")
            yield refuse("verifier", text)

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Closed as an exception, and reported as one; checked by the worker, it is marked."""
        closed = close(ticket, "C-NOCONTACT", head.at, head.operator)
        own_work = did_the_work(self.verifier, ticket)
        return evolve(closed, confirmed_by="", self_confirmed=own_work)

    def line(self) -> tuple[Msg, ...]:
        """Who looked, and what they saw."""
        return (
            Msg(N_("Closed, seen by {person}"), {"person": By(self.verifier)}),
            Msg("{said}", {"said": self.seen}),
        )


def did_the_work(person: str, ticket: Ticket) -> bool:
    """Whether this person worked on it, and so should not be the one who confirms it."""
    return person in (*ticket.worked, ticket.person)


def nobody_to_ask(ticket: Ticket) -> bool:
    """Whether there is no owner whose word could be had (X03, X27)."""
    return _found_by_us(ticket) or _stranger(ticket) or _no_contact(ticket)


def _found_by_us(ticket: Ticket) -> bool:
    by_staff = ticket.channel == "staff" and not ticket.reporter
    return ticket.channel == "patrol" or ticket.reporter == "staff" or by_staff


def _stranger(ticket: Ticket) -> bool:
    return ticket.reporter in NOBODY_TO_ASK and not ticket.contact


def new_promise(due: datetime | None, head: Head, reason: str) -> Promise | None:
    """The promise that a step makes, if it names a time."""
    return Promise(due=due, at=head.at, by=head.operator, reason=reason) if due else None


def _no_contact(ticket: Ticket) -> bool:
    why = ticket.missing.get("contact", "")
    return not ticket.contact and bool(why) and why not in POSTPONED


@step(
    "ticket.cancelled",
    clause="3.2",
    by=DESK | SUPERVISOR,
    opens=OPEN,
    title=N_("Cancel"),
    hint=N_("no longer wanted"),
    not_yet=N_("The ticket has come to its end."),
    ends=True,
)
class Cancelled(TicketStep):
    """The owner no longer wants it; not while others are in danger or hit by it (X12)."""

    asked_who: Words = slots.named(N_("Who said"))
    how: Code = slots.code(N_("How"), "cancel_how")
    said: Words = slots.words(N_("Said"))
    executor_told: Answer = slots.answer(N_("Told"), default=None)

    @classmethod
    def bars(cls, record: Ticket, site: Site) -> Iterator[Refusal]:
        """The owner's interest may end; the job does not."""
        if record.danger or record.affects_others:
            yield refuse("", N_("Others are hit by it: the owner may withdraw, the job goes on."))

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """Whoever is on the way is told."""
        if ticket.state in WITH_EXECUTOR and not self.executor_told:
            yield refuse("executor_told", N_("Tell whoever has the work first."))

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """At its end, in the owner's words."""
        return evolve(ticket, state=CANCELLED, closed_at=head.at)

    def line(self) -> tuple[Msg, ...]:
        """Who cancelled, and why."""
        return (
            Msg(N_("Cancelled by {who}"), {"who": self.asked_who}),
            Msg("{said}", {"said": self.said}),
        )


@step(
    "ticket.reopened",
    clause="3.3",
    by=DESK | SUPERVISOR,
    opens=frozenset({CLOSED, CANCELLED, REFERRED}),
    title=N_("Reopen"),
    hint=N_("it came back"),
    not_yet=N_("It is still open."),
)
class Reopened(TicketStep):
    """It came back: the same ticket, the first promise kept readable, a second one begun."""

    reason: Words = slots.words(N_("Came back"), least=4, lines=2)
    person: str = slots.person(N_("Person"))
    due: Moment = slots.moment(N_("New time"), "future")

    @classmethod
    def bars(cls, record: Ticket, site: Site) -> Iterator[Refusal]:
        """Within the policy's days; an owner who was not reached may come at any time."""
        days = site.policy.limit("reopen_days")
        unasked = record.close_code == "C-UNREACHED"
        late = record.closed_at and site.now - record.closed_at > timedelta(days=days)
        if late and not unasked:
            yield refuse("", N_("Closed more than {n} days ago: record it anew."), n=days)

    @classmethod
    def suggest(cls, record: Ticket, site: Site) -> Mapping[str, object]:
        """The same person, within the limit of the class."""
        limit = finish_limit(record.priority, record.sub, site.now, site)
        return {"person": record.person, "due": limit}

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Out again under its old number."""
        promise = new_promise(self.due, head, "reopened")
        return evolve(
            ticket,
            state=DISPATCHED,
            person=self.person,
            promises=promised(ticket, promise),
            work_due=self.due,
            requirement=self.reason,
            reopened=ticket.reopened + 1,
            attempts_since_due=0,
            leftover="",
            closed_at=None,
            close_code="",
            solved="",
            score="",
            self_confirmed=False,
            done_at=None,
            missed_visits=(),
            card_left=False,
            referred_to="",
            look_back_at=None,
        )

    def line(self) -> tuple[Msg, ...]:
        """Why, and until when."""
        return (
            Msg(N_("Reopened: {said}"), {"said": self.reason}),
            Msg(N_("Promised by {due}"), {"due": self.due or ""}),
        )
