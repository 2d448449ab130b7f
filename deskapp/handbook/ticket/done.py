"""The result, and what it costs (3.3, site policy on charges)."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.handbook import slots
from deskapp.handbook.fields.text import says_none
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK, SUPERVISOR
from deskapp.handbook.shown import By, Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Moment, Money, Words
from deskapp.handbook.step import Act, Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.dispatch import consent_bars
from deskapp.handbook.ticket.progress import NOT_OPEN
from deskapp.handbook.ticket.state import (
    DISPATCHED,
    DONE,
    IN_HAND,
    NEW,
    TAKEN,
    WORKING,
    Charge,
    Promise,
    Ticket,
    TicketStep,
)


@step(
    "ticket.work_done",
    clause="3.3",
    by=DESK,
    opens=frozenset({TAKEN, WORKING}),
    title=N_("Done"),
    hint=N_("what, what left"),
    not_yet=N_("Nobody has taken the work yet."),
)
class WorkDone(TicketStep):
    """What was done, the result, and what is left over: text, person and date, or none."""

    process: Words = slots.words(N_("Was done"), least=4, lines=2)
    result: Code = slots.code(N_("Result"), "results")
    none_left: Answer = slots.answer(N_("None left"), default=None)
    leftover: Words = slots.words(N_("Left over"), default="", least=2)
    leftover_person: str = slots.person(N_("By whom"), default="")
    leftover_due: Moment = slots.moment(N_("By"), "future", default=None)
    ended_at: Moment = slots.moment(N_("Ended"), "past", default=None)
    worked_with: Words = slots.words(N_("Helped"), default="", least=0, most=100)
    parts: Words = slots.words(N_("Parts"), default="", least=0, most=200)
    charge: Money = slots.money(N_("Charge"), default=None)
    told_owner: Answer = slots.answer(N_("Told"), default=None)
    told_whom: Words = slots.named(N_("Told whom"), default="")
    told_at: Moment = slots.moment(N_("Told at"), "past", default=None)

    @classmethod
    def bars(cls, record: Ticket, site: Site) -> Iterator[Refusal]:
        """No paid work before consent."""
        yield from consent_bars(record)

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """Left-overs are named or denied; nothing is charged beyond what was agreed."""
        yield from self._leftover_refusals()
        yield from self._charge_refusals(ticket)
        if self.told_owner and not self.told_whom:
            yield refuse("told_whom", N_("Whom at home did the executor tell?"))
        if self.told_owner and not self.told_at:
            yield refuse("told_at", N_("When did the executor tell them?"))
        if self.ended_at and ticket.started_at and self.ended_at < ticket.started_at:
            text = N_("It ended before they arrived at {at}: check the time.")
            yield refuse("ended_at", text, at=ticket.started_at)

    def _leftover_refusals(self) -> Iterator[Refusal]:
        if says_none(self.leftover):
            text = N_("“{said}” is nothing left over: leave this empty, answer yes to “none left”.")
            yield refuse("leftover", text, said=self.leftover.strip())
        elif self.leftover and self.none_left:
            yield refuse("none_left", N_("Something is left over, or nothing: not both."))
        elif self.leftover:
            if not self.leftover_person:
                yield refuse("leftover_person", N_("Name who does what is left over."))
            if not self.leftover_due:
                yield refuse("leftover_due", N_("Say by when the left-over is done."))
        elif not self.none_left:
            yield refuse("none_left", N_("Say what is left over, or that nothing is."))
        elif self.result == "partly":
            text = N_("Partly done, and nothing left over? Name what is left, or say why.")
            yield refuse("none_left", text, soft=True)

    def _charge_refusals(self, ticket: Ticket) -> Iterator[Refusal]:
        if self.charge and ticket.cost_open:
            text = N_("The owner has not answered about the cost yet: record the answer first.")
            yield refuse("charge", text, clause="H43a")
        elif self.charge and ticket.charge is None:
            yield refuse("charge", N_("The owner has not agreed to any charge."), clause="H43a")
        elif self.charge and ticket.charge and self.charge > ticket.charge.ceiling:
            text = N_("Above the ceiling of {ceiling} that the owner agreed to; ask again first.")
            yield refuse("charge", text, clause="H43a", ceiling=ticket.charge.ceiling)

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Done, and now the owner's word is awaited."""
        return evolve(
            ticket,
            state=DONE,
            done_at=self.ended_at or head.at,
            result=self.result,
            leftover=self.leftover,
            worked=(*ticket.worked, ticket.person),
            final_charge=self.charge,
        )

    def brings(self, ticket: Ticket, site: Site) -> Iterator[Act]:
        """A left-over becomes a ticket of its own, with person and date."""
        if self.leftover:
            yield Act(
                "",
                CarriedOver(
                    parent=ticket.number,
                    what=self.leftover,
                    person=self.leftover_person,
                    due=self.leftover_due,
                    room=ticket.room,
                    name=ticket.name,
                    contact=ticket.contact,
                    contact_kind=ticket.contact_kind,
                    sub=ticket.sub,
                    priority=ticket.priority,
                ),
            )

    def line(self) -> tuple[Msg, ...]:
        """What was done, and what is left."""
        done = Msg(
            N_("Done, {result}: {said}"),
            {"result": Coded("results", self.result), "said": self.process},
        )
        more = [Msg(N_("Left over: {left}"), {"left": self.leftover})] if self.leftover else []
        if self.told_owner:
            blanks = {"who": self.told_whom, "at": self.told_at or ""}
            more.append(Msg(N_("The executor told {who} at {at}"), blanks))
        return (done, *more)


@step(
    "ticket.carried_over",
    clause="3.3",
    by=DESK,
    opens=NEW,
    title=N_("Left over"),
    brought=True,
)
class CarriedOver(TicketStep):
    """What another ticket left over, as a ticket of its own."""

    parent: str = slots.number(N_("From"))
    what: Words = slots.words(N_("Matter"))
    person: str = slots.person(N_("Person"))
    due: Moment = slots.moment(N_("Finish by"), "future")
    room: str = slots.room(N_("Room"), default="")
    name: Words = slots.named(N_("Name"), default="")
    contact: Words = slots.contact(N_("Phone"), default="")
    contact_kind: Code = slots.code(N_("Reach by"), "contact_types", default="")
    sub: Code = slots.code(N_("Class"), "subcategories", default="")
    priority: Code = slots.code(N_("Priority"), "priorities", default="")
    subtask: Answer = slots.hidden(slots.Kind.ANSWER, default=None)

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Already somebody's, with the date the owner will be told."""
        promise = (Promise(due=self.due, at=head.at, by=head.operator),) if self.due else ()
        return evolve(
            ticket,
            state=DISPATCHED,
            parent=self.parent,
            reporter="staff" if self.subtask else "",
            what=self.what,
            person=self.person,
            promises=promise,
            work_due=self.due,
            requirement=self.what,
            room=self.room,
            name=self.name,
            contact=self.contact,
            contact_kind=self.contact_kind,
            sub=self.sub,
            priority=self.priority,
            opened_at=head.at,
            dispatched_at=head.at,
            recorded_by=head.operator,
        )

    def brings(self, ticket: Ticket, site: Site) -> Iterator[Act]:
        """The ticket that it is a part of learns its number."""
        from deskapp.handbook.ticket.parts import SubtaskOpened  # noqa: PLC0415 - mutual

        if self.subtask:
            yield Act(self.parent, SubtaskOpened(number=ticket.number))

    def line(self) -> tuple[Msg, ...]:
        """Where it comes from and whose it is."""
        blanks = {"parent": self.parent, "person": By(self.person)}
        part, left = (
            N_("Part of {parent}, sent to {person}"),
            N_("Left over from {parent}, sent to {person}"),
        )
        return (Msg(part if self.subtask else left, blanks),)


@step(
    "ticket.charge_agreed",
    clause="H43a",
    by=DESK | SUPERVISOR,
    opens=IN_HAND,
    title=N_("Charge"),
    hint=N_("before paid work"),
    not_yet=NOT_OPEN,
    calls=True,
)
class ChargeAgreed(TicketStep):
    """Amount, basis and ceiling told, agreed by whom and how, and read back, before the work."""

    basis: Code = slots.code(N_("Basis"), "charge_basis")
    amount: Money = slots.money(N_("Amount"))
    ceiling: Money = slots.money(N_("At most"))
    payer: Words = slots.named(N_("Who pays"))
    consent_by: Words = slots.named(N_("Agreed by"))
    consent_how: Code = slots.code(N_("How"), "consent_how")
    amount_read_back: Answer = slots.answer(N_("Read back"))
    owner_consent: Words = slots.named(N_("Owner"), default="")

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """The ceiling holds the amount, and the owner heard the amount again."""
        if self.ceiling is not None and self.amount is not None and self.ceiling < self.amount:
            yield refuse("ceiling", N_("The ceiling is lower than the amount."))
        if self.amount_read_back is False:
            text = N_("Read the amount back to the owner and have it confirmed.")
            yield refuse("amount_read_back", text)
        caller = site.policy.entries("reporter_kinds").get(ticket.reporter)
        if caller and caller.extra.get("owner_word") and not self.owner_consent:
            text = N_("{caller} called: name the owner who agreed to the charge.")
            who = Coded("reporter_kinds", ticket.reporter)
            yield refuse("owner_consent", text, caller=who)

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Paid work may begin, up to the ceiling."""
        if self.amount is None or self.ceiling is None:
            return ticket
        charge = Charge(
            amount=self.amount, ceiling=self.ceiling, payer=self.payer, basis=self.basis
        )
        return evolve(ticket, charge=charge, charge_refused=False, cost_open=False)

    def line(self) -> tuple[Msg, ...]:
        """The amount and its ceiling."""
        blanks = {"amount": self.amount or 0, "ceiling": self.ceiling or 0}
        head = Msg(N_("Charge agreed: {amount}, at most {ceiling}"), blanks)
        if self.owner_consent:
            return head, Msg(N_("The owner agreed: {who}"), {"who": self.owner_consent})
        return (head,)


@step(
    "ticket.charge_refused",
    clause="H43c",
    by=DESK | SUPERVISOR,
    opens=IN_HAND,
    title=N_("No pay"),
    hint=N_("risk told"),
    not_yet=NOT_OPEN,
)
class ChargeRefused(TicketStep):
    """The owner does not pay: the free part is done, the risk is told."""

    free_part: Words = slots.words(N_("Free part"))
    risk: Words = slots.words(N_("Risk told"))
    risk_told: Answer = slots.answer(N_("Told"))

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """The risk has been told."""
        if self.risk_told is False:
            yield refuse("risk_told", N_("Tell the owner the risk first."))

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """No paid work any more."""
        return evolve(ticket, charge=None, charge_refused=True, cost_open=False)

    def line(self) -> tuple[Msg, ...]:
        """What is done for nothing, and what was warned of."""
        blanks = {"free": self.free_part, "risk": self.risk}
        return Msg(N_("Charge refused")), Msg(N_("Free: {free}; risk told: {risk}"), blanks)
