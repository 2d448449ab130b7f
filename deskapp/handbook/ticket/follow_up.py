"""Asking once more after the closing, by somebody else (3.8)."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.handbook import slots
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Code, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step
from deskapp.handbook.ticket.closing import SCORES
from deskapp.handbook.ticket.follow_up_rules import open_now, refusal_of, unreached
from deskapp.handbook.ticket.progress import REACHED
from deskapp.handbook.ticket.state import CLOSED, YES, Attempt, FollowUp, Ticket, TicketStep

NOT_CLOSED = N_("It is still open: ask the owner when the work is done.")


@step(
    "ticket.followed_up",
    clause="H44b",
    by=EVERYONE,
    opens=frozenset({CLOSED}),
    title=N_("Follow up"),
    hint=N_("asked once more"),
    not_yet=NOT_CLOSED,
    calls=True,
)
class FollowedUp(TicketStep):
    """What the owner says some days later: whether it is still solved, how satisfied they are."""

    solved: Code = slots.code(N_("Solved"), "solved")
    score: Code = slots.code(N_("Satisfied"), "scores")
    channel: Code = slots.code(N_("Asked by"), "channels", default="phone")
    said: Words = slots.words(N_("Said"), default="", least=0, lines=2)

    @classmethod
    def bars(cls, record: Ticket, site: Site) -> Iterator[Refusal]:
        """Not by whoever closed it, did it or handled it, as the rule has it."""
        for due in open_now(record, site.policy, site.now):
            if text := refusal_of(due.rule, record, site.operator):
                yield refuse("", text)
                return

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """Whoever was asked has given a score or declined; what is not solved is told in words."""
        if self.score not in SCORES | {"declined"}:
            text = N_("Ask how satisfied the owner is; “declined” is an answer too.")
            yield refuse("score", text)
        if self.solved != YES and not self.said:
            yield refuse("said", N_("Write down what is wrong, in the owner's words."))

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """Asked once more."""
        made = FollowUp(at=head.at, by=head.operator, solved=self.solved, score=self.score)
        return evolve(ticket, follow_ups=(*ticket.follow_ups, made))

    def line(self) -> tuple[Msg, ...]:
        """Both answers."""
        blanks = {"solved": Coded("solved", self.solved), "score": Coded("scores", self.score)}
        head = Msg(N_("Followed up: solved {solved}, {score}"), blanks)
        return (head, Msg("{said}", {"said": self.said})) if self.said else (head,)


@step(
    "ticket.follow_up_attempted",
    clause="H44b",
    by=EVERYONE,
    opens=frozenset({CLOSED}),
    title=N_("No reply"),
    hint=N_("follow-up failed"),
    not_yet=NOT_CLOSED,
    calls=True,
)
class FollowUpAttempted(TicketStep):
    """A follow-up call that did not reach the owner."""

    result: Code = slots.code(N_("Result"), "attempt_results")
    channel: Code = slots.code(N_("Channel"), "channels", default="phone")

    @classmethod
    def bars(cls, record: Ticket, site: Site) -> Iterator[Refusal]:
        """After the policy's tries it has ended as not reached."""
        if unreached(record, site.policy):
            text = N_("Tried {n} times: the follow-up has ended as not reached.")
            yield refuse("", text, n=record.follow_tries)

    def refusals(self, ticket: Ticket, site: Site) -> Iterator[Refusal]:
        """Whoever was reached has answered."""
        if self.result == REACHED:
            yield refuse("result", N_("The owner was reached: record what was said instead."))

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """One more try."""
        attempt = Attempt(at=head.at, result=self.result, channel=self.channel)
        return evolve(ticket, follow_up_attempts=(*ticket.follow_up_attempts, attempt))

    def line(self) -> tuple[Msg, ...]:
        """The way and the result."""
        blanks = {
            "channel": Coded("channels", self.channel),
            "result": Coded("attempt_results", self.result),
        }
        return (Msg(N_("Follow-up, not reached, {channel}: {result}"), blanks),)
