"""What to say now: the site's phrases, filled from a record and a moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from deskapp.handbook.fields.contact import say_phone
from deskapp.handbook.fields.name import call_name
from deskapp.handbook.fields.private import mask_numbers
from deskapp.handbook.fields.room import say_room
from deskapp.handbook.phrases import phrase
from deskapp.handbook.policy import Policy
from deskapp.handbook.ticket.state import ACCEPTED, CLOSED, DONE, Ticket
from deskapp.locale import timewords

SUMMARY = 24
"""Characters of the matter that fit into a spoken line."""
NOON, EVENING = 12, 18
UNCHECKED = frozenset({"read_back.who", "read_back.phone"})
"""Debts that whoever goes there settles with the owner."""
OPTION_HOURS = (3, 18)
"""How much later the two times lie that are offered when a promise cannot be kept."""


def daypart(now: datetime, lang: str) -> str:
    """The greeting's part of the day."""
    words = {"zh": ("上午", "下午", "晚上"), "en": ("morning", "afternoon", "evening")}[lang]
    return words[(now.hour >= NOON) + (now.hour >= EVENING)]


def summary(text: str) -> str:
    """The matter in one spoken breath: its first line without the final stop, numbers masked."""
    text = mask_numbers(text)
    first = text.strip().splitlines()[0].strip(" 。.") if text.strip() else ""
    return first if len(first) <= SUMMARY else first[:SUMMARY] + "…"


def blanks(ticket: Ticket, policy: Policy, now: datetime, lang: str) -> dict[str, object]:
    """What a phrase about this ticket may name."""
    dept = policy.subcategory(ticket.sub).dept if ticket.sub else ""
    due = ticket.due or ticket.work_due
    return {
        "no": ticket.number.partition("-")[2] or ticket.number,
        "room_say": say_room(ticket.room, lang),
        "name_call": call_name(ticket.name),
        "phone_say": say_phone(ticket.contact, lang),
        "summary": summary(ticket.what),
        "time_say": timewords.spoken(ticket.raised_at, now) if ticket.raised_at else "",
        "dept": policy.label("departments", dept, lang),
        "due": timewords.spoken(due, now) if due else "",
        "requirement": mask_numbers(ticket.requirement),
        "left": ticket.leftover,
    }


def say(
    step: str, ticket: Ticket, policy: Policy, now: datetime, lang: str,
    more: Mapping[str, object] | None = None,
) -> str:  # fmt: skip
    """A phrase of the policy about a ticket."""
    return phrase(policy, step, lang, blanks(ticket, policy, now, lang) | dict(more or {}))


def order(ticket: Ticket, policy: Policy, now: datetime, lang: str) -> str:
    """The work order to read out or copy: room, what, requirement, time (3.1); the telephone
    only where the owner agreed to it (P-17).

    What was never read back to the owner is checked first (X01).
    """
    text = say("dispatch", ticket, policy, now, lang)
    if ticket.phone_agreed and ticket.contact:
        number = say("dispatch.phone", ticket, policy, now, lang)
        text = f"{text}{number}" if lang == "zh" else f"{text} {number}"
    if not UNCHECKED & set(ticket.debts()):
        return text
    first = policy.phrase("dispatch.check", lang)
    return f"{first}{text}" if lang == "zh" else f"{first} {text}"


def line_now(ticket: Ticket, policy: Policy, now: datetime, lang: str) -> str:
    """The line to say if this ticket's owner is on the phone now; empty if none fits."""
    due = ticket.due
    if ticket.danger and ticket.open:
        return danger_line(ticket.sub, policy, lang)
    if ticket.state == DONE:
        return say("confirm.solved", ticket, policy, now, lang)
    if due and ticket.open and due < now:
        return say("delay", ticket, policy, now, lang, _delay(ticket, due, policy, now, lang))
    if ticket.state == ACCEPTED and ticket.person and due:
        return say("unknown", ticket, policy, now, lang)
    if ticket.open and ticket.person and ticket.requirement:
        return order(ticket, policy, now, lang)
    return say("bye", ticket, policy, now, lang) if ticket.state != CLOSED else ""


def _delay(
    ticket: Ticket, due: datetime, policy: Policy, now: datetime, lang: str
) -> dict[str, object]:
    """Why it is late, as far as the ticket says, and the two times that can be offered."""
    first, second = ((now + timedelta(hours=h)).replace(minute=0, second=0) for h in OPTION_HOURS)
    given = next((p.reason for p in reversed(ticket.promises) if p.reason), "")
    known = given in policy.entries("delay_reasons")
    return {
        "old_due": timewords.spoken(due, now),
        "reason": policy.label("delay_reasons", given if known else "scope", lang),
        "opt1": timewords.spoken(first, now),
        "opt2": timewords.spoken(second, now),
    }


def danger_line(sub: str, policy: Policy, lang: str) -> str:
    """What to tell somebody in danger, at once."""
    entry = policy.entries("subcategories").get(sub)
    return policy.phrase(
        str(entry.extra.get("say", "safety.first")) if entry else "safety.first", lang
    )
