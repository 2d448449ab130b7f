"""Which closed tickets are asked about once more, when, and who may ask (3.8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Protocol

from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import MANAGER, SUPERVISOR, Person
from deskapp.handbook.policy import FollowUpRule, Policy
from deskapp.handbook.reminder import Reminder
from deskapp.handbook.shown import Coded
from deskapp.handbook.ticket.state import Ticket
from deskapp.handbook.word_match import words_of

ASKED = frozenset({"C-SPOT", "C-OK", "C-UNHAPPY", "C-COST", "C-NOACCESS"})
"""Closings with an owner who can be reached; the others leave nobody to ask."""
UNHAPPY = frozenset({"1", "2"})
ALL, SAMPLE = "all", "sample"


class Closed(Protocol):
    """What the rules look at: a closed ticket, or its row of the queue."""

    @property
    def number(self) -> str:
        """The ticket's number."""

    @property
    def type(self) -> str:
        """The class's type."""

    @property
    def sub(self) -> str:
        """The class."""

    @property
    def priority(self) -> str:
        """The priority."""

    @property
    def score(self) -> str:
        """How satisfied the owner was."""

    @property
    def reworks(self) -> int:
        """How often the work had to be done again."""

    @property
    def paid(self) -> bool:
        """Whether the owner paid."""

    @property
    def contact(self) -> str:
        """How the owner is reached."""

    @property
    def close_code(self) -> str:
        """How it was closed."""

    @property
    def closed_at(self) -> datetime | None:
        """When it was closed."""

    @property
    def followed_at(self) -> datetime | None:
        """When the owner was asked once more."""

    @property
    def follow_tries(self) -> int:
        """How often that was tried in vain."""


@dataclass(frozen=True)
class FollowUpDue:
    """A follow-up call that is to be made: by which rule, from when and by when."""

    rule: FollowUpRule
    begins: datetime
    ends: datetime


Meets = Callable[[Closed, FollowUpRule, Policy], bool]
APPLIES: dict[str, Meets] = {
    "unhappy": lambda closed, _rule, _policy: closed.score in UNHAPPY,
    "rework": lambda closed, _rule, _policy: closed.reworks > 0,
    "complaint": lambda closed, _rule, _policy: closed.type == "CMP",
    "urgent": lambda closed, _rule, policy: _kind(closed, policy) == ALL,
    "paid": lambda closed, _rule, _policy: closed.paid,
    "leak": lambda closed, rule, _policy: closed.sub in words_of(rule.subs),
    "repair": lambda closed, _rule, policy: _kind(closed, policy) == SAMPLE,
}
"""What each rule of the policy is about, the most pressing first."""


def open_now(closed: Closed, policy: Policy, now: datetime) -> Iterator[FollowUpDue]:
    """The rules whose time has come and that nobody has answered, drawn for the sample or not."""
    if closed.closed_at is None or closed.close_code not in ASKED or not closed.contact:
        return
    for code, applies in APPLIES.items():
        rule = policy.follow_ups.get(code)
        if rule is None or not applies(closed, rule, policy):
            continue
        begins = closed.closed_at + timedelta(days=rule.after_days)
        answered = closed.followed_at is not None and closed.followed_at >= begins
        if begins <= now and not answered:
            ends = closed.closed_at + timedelta(days=rule.within_days)
            yield FollowUpDue(rule, begins, ends)


def due_now(closed: Closed, policy: Policy, seed: str, now: datetime) -> FollowUpDue | None:
    """The most pressing follow-up call of a closed ticket; None where none is to be made."""
    if unreached(closed, policy):
        return None
    due = open_now(closed, policy, now)
    return next((one for one in due if drawn(seed, closed.number, one.rule.share)), None)


def call_due(due: FollowUpDue) -> Reminder:
    """The follow-up call as the desk is reminded of it."""
    blanks = {"rule": Coded("follow_up_rules", due.rule.code), "due": due.ends}
    text = Msg(N_("Ask once more ({rule}), by {due}."), blanks)
    return Reminder(kind="follow_up", at=due.ends, message=text, clause="H44b")


def unreached(closed: Closed, policy: Policy) -> bool:
    """Whether it ended without reaching the owner: an outcome of its own, never a satisfied one."""
    given_up = closed.follow_tries >= policy.limit("follow_up_attempts")
    return given_up and closed.followed_at is None


def longest_days(policy: Policy) -> int:
    """So many days after the closing no rule asks any more."""
    return max((rule.within_days for rule in policy.follow_ups.values()), default=0)


def drawn(seed: str, number: str, share: int) -> bool:
    """Whether the lot falls on this ticket; the same seed always draws the same tickets (H44b)."""
    lot = int.from_bytes(sha256(f"{seed}:{number}".encode()).digest()[:4])
    return lot % 100 < share


def refusal_of(rule: FollowUpRule, ticket: Ticket, caller: Person) -> str:
    """Why this person does not make the call; empty if they may."""
    match rule.by:
        case "D" if not caller.roles & (SUPERVISOR | MANAGER):
            return N_("After rework or a low score the supervisor makes this call.")
        case "not_confirmer" if caller.id == ticket.confirmed_by:
            return N_("Whoever closed it with the owner does not ask again: let another call.")
        case "not_handler" if caller.id == ticket.person:
            return N_("Whoever handled it does not ask how it was: let another call.")
        case "not_executor" if caller.id in (*ticket.worked, ticket.person):
            return N_("Whoever did the work does not ask how it was: let another call.")
    return ""


def _kind(closed: Closed, policy: Policy) -> str:
    entry = policy.entries("priorities").get(closed.priority)
    return str(entry.extra.get("follow_up", "")) if entry else ""
