"""Records and queue rows as the command line shows them, personal data masked."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import msgspec

from deskapp.cli.telling import columns, told
from deskapp.exchange.case_record import case_record
from deskapp.exchange.incident_record import incident_record
from deskapp.handbook.complaint.state import Complaint
from deskapp.handbook.fields.contact import mask_phone
from deskapp.handbook.fields.name import mask_name
from deskapp.handbook.fields.private import mask_numbers
from deskapp.handbook.gate import state_name
from deskapp.handbook.incident.late import lines_of
from deskapp.handbook.incident.state import Incident
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.shown import By, Coded
from deskapp.handbook.step import evolve
from deskapp.handbook.ticket.flags import flags
from deskapp.handbook.ticket.merging import reporter_label
from deskapp.handbook.ticket.state import STATE_NAMES, Reporter, Ticket
from deskapp.locale import _, language
from deskapp.locale.timewords import point

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskapp.cli.session import Session
    from deskapp.desk.desk import Desk
    from deskapp.handbook.history import Entry
    from deskapp.handbook.reminder import Reminder
    from deskapp.handbook.step import Stream
    from deskapp.store.hits import Hit
    from deskapp.store.queue import Line

WHAT_CELLS = 40


def line_row(line: Line, session: Session) -> tuple[str, ...]:
    """One ticket of the queue in columns."""
    due = line.due or line.work_due
    return (
        line.number,
        told(Msg(STATE_NAMES.get(line.state, line.state)), session),
        line.priority,
        told(Msg("{due}", {"due": due}), session),
        line.room,
        told(Msg("{sub}", {"sub": Coded("subcategories", line.sub)}), session),
        told(Msg("{who}", {"who": By(line.person)}), session) if line.person else "",
        _short(line.what),
    )


def _short(text: str) -> str:
    words = " ".join(mask_numbers(text).split())
    return words if len(words) <= WHAT_CELLS else words[: WHAT_CELLS - 1] + "…"


def line_facts(line: Line, session: Session) -> dict[str, Any]:
    """One ticket of the queue for programs; the times are UTC."""
    facts = asdict(line)
    for name in ("key", "sort_due", "rings_at"):
        del facts[name]
    facts["person_name"] = told(Msg("{who}", {"who": By(line.person)}), session)
    return facts | {"what": mask_numbers(line.what)} | _masked(line.name, line.contact)


WHATS = {
    "R": ("ticket", N_("Ticket")), "C": ("complaint", N_("Complaint")),
    "E": ("incident", N_("Incident")), "L": ("log", N_("Log")), "D": ("person", N_("Resident")),
}  # fmt: skip


def hit_row(hit: Hit, session: Session) -> tuple[str, ...]:
    """Something found in columns."""
    masked = _masked(hit.name, hit.contact)
    return (
        _(WHATS[hit.kind][1]),
        hit.number,
        told(Msg("{at}", {"at": hit.at or ""}), session),
        hit.room,
        masked["name"],
        masked["contact"],
        _short(hit.what),
    )


def hit_facts(hit: Hit) -> dict[str, Any]:
    """Something found for programs; the time is UTC."""
    facts = asdict(hit) | {"kind": WHATS[hit.kind][0], "what": mask_numbers(hit.what)}
    del facts["key"]
    return facts | _masked(hit.name, hit.contact)


def why_row(why: Reminder | None, session: Session) -> tuple[str, ...]:
    """Why a ticket calls and since when, as two more columns."""
    if why is None:
        return ()
    return told(why.message, session), told(Msg("{at}", {"at": why.at}), session)


def why_facts(why: Reminder | None, session: Session) -> dict[str, Any]:
    """Why a ticket calls, for programs."""
    if why is None:
        return {}
    return {"why": why.kind, "why_told": told(why.message, session), "since": why.at}


def _masked(name: str, contact: str) -> dict[str, str]:
    return {
        "name": mask_name(name, language()) if name else "",
        "contact": mask_phone(contact) if contact else "",
    }


def record_lines(desk: Desk, number: str, session: Session) -> Iterator[str]:
    """A record to be read: its facts, then its history, oldest first."""
    record = desk.record(number)
    if record is None:
        return
    if isinstance(record, Complaint) and session.teller:
        yield from case_record(record, desk, session.teller)
        return
    if isinstance(record, Incident) and session.teller:
        yield from incident_record(record, desk, session.teller)
        return
    yield f"{number}  {_(state_name(record))}"
    facts = [(name, value) for name, value in _facts(record, session) if value]
    yield from columns(facts) if facts else ()
    yield ""
    for entry in desk.entries(number):
        yield from _entry_lines(entry, desk, session)


def _facts(record: Stream, session: Session) -> Iterator[tuple[str, str]]:
    if isinstance(record, Ticket):
        for label, value in _ticket_facts(record).items():
            yield _(label), told(Msg("{value}", {"value": value}), session)
        for promise in record.promises:
            yield _("Promised by"), told(Msg("{due}", {"due": promise.due}), session)
        for flag in flags(record):
            yield "!", told(flag, session)


def _ticket_facts(ticket: Ticket) -> dict[str, object]:
    masked = _masked(ticket.name, ticket.contact)
    return {
        N_("Class"): Coded("subcategories", ticket.sub),
        N_("Priority"): Coded("priorities", ticket.priority),
        N_("Room"): ticket.room,
        N_("Name"): masked["name"],
        N_("Phone"): masked["contact"],
        N_("Matter"): ticket.what,
        N_("Wants"): ticket.wanted,
        N_("Raised"): ticket.raised_at,
        N_("Person"): By(ticket.person) if ticket.person else "",
        N_("Job"): ticket.requirement,
        N_("Finish by"): ticket.work_due,
        N_("Their no."): ticket.ext_no,
        N_("Their due"): ticket.ext_due,
        N_("Closed"): ticket.closed_at,
        N_("Incident"): ticket.incident,
        N_("Merged in"): ticket.merged_into,
        N_("To tell"): tuple(map(reporter_label, ticket.to_tell())),
        N_("Helpers"): tuple(By(h.person) for h in ticket.helpers),
        N_("Parts"): ticket.subtasks,
        N_("Chased"): ticket.chased or "",
        N_("Still owed"): tuple(ticket.debts()),
    }


def _entry_lines(entry: Entry, desk: Desk, session: Session) -> Iterator[str]:
    when = point(entry.head.at, desk.clock())
    who = told(Msg("{who}", {"who": By(entry.head.operator)}), session)
    first, *rest = entry_sentences(entry, desk, session)
    yield "  ".join(filter(None, (when, who, first)))
    yield from (f"    {line}" for line in rest)


def entry_sentences(entry: Entry, desk: Desk, session: Session) -> list[str]:
    """A row of the history in sentences, phone numbers masked."""
    said = [told(msg, session) for msg in lines_of(entry, desk.policy)]
    return [mask_numbers(line) for line in said]


def _reporter_facts(who: Reporter) -> dict[str, Any]:
    facts: dict[str, Any] = msgspec.to_builtins(who)
    return facts | _masked(who.name, who.contact)


def record_facts(desk: Desk, number: str, session: Session) -> dict[str, Any]:
    """A record for programs: its facts as stored, and its history."""
    record = desk.record(number)
    facts: dict[str, Any] = msgspec.to_builtins(record and evolve(record, last=None))
    if isinstance(record, Ticket | Complaint):
        facts |= _masked(record.name, record.contact)
    if isinstance(record, Ticket):
        facts["reporters"] = [_reporter_facts(who) for who in record.reporters]
    del facts["last"]
    history = [
        {
            "kind": entry.head.kind,
            "at": entry.head.at,
            "operator": entry.head.operator,
            "told": entry_sentences(entry, desk, session),
        }
        for entry in desk.entries(number)
    ]
    return facts | {"history": history}
