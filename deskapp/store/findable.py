"""What the search finds of each record, and which kind of record stands under a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.handbook.complaint.state import Complaint
from deskapp.handbook.incident.state import Incident
from deskapp.handbook.logbook.state import LogLine
from deskapp.handbook.ticket.state import Ticket
from deskapp.store.tokens import document, mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskapp.handbook.step import Stream

TABLES = {"R": "ticket", "C": "complaint", "E": "incident", "L": "log"}
"""The derived table of each kind of record that the search finds, by the letter of its number."""
PERSON = "D"
"""The letter for somebody of the register, found with their room."""
KINDS = (*TABLES, PERSON)
STEP = 8
"""A key's rest by this says its kind, so that keys of all kinds sort by time and never meet."""
_REST = {table: rest for rest, table in enumerate(TABLES.values())}


def rest_of(table: str) -> int:
    """By what the keys of a table differ from those of the others that the search finds."""
    return _REST.get(table, 0)


def kind_at(key: int) -> str:
    """The letter of what stands under a key; people stand before all time."""
    return PERSON if key < 0 else list(TABLES)[key % STEP]


def text_of(record: Stream) -> str:
    """A record's body in the index; empty for a kind that the search does not find."""
    if isinstance(record, Ticket):
        return _ticket(record)
    if isinstance(record, Complaint):
        return _complaint(record)
    if isinstance(record, Incident):
        return _incident(record)
    return _log_line(record) if isinstance(record, LogLine) else ""


def matter_of(case: Complaint) -> str:
    """What a complaint is about, in the owner's words."""
    return "；".join(point.words for point in case.points) or case.note


def _ticket(ticket: Ticket) -> str:
    others = [f"{who.name} {who.contact}" for who in ticket.reporters]
    told = (ticket.requirement, ticket.note, ticket.wanted, ticket.ext_no, ticket.leftover)
    return document(
        room=ticket.room, what=ticket.what, name=ticket.name, contact=ticket.contact,
        number=ticket.number, extra="\n".join((*told, *others)),
        rooms=[who.room for who in ticket.reporters],
        marks=_marks(ticket, ticket.sub, ticket.person, *(h.person for h in ticket.helpers)),
    )  # fmt: skip


def _complaint(case: Complaint) -> str:
    return document(
        room=case.room, what=matter_of(case), name=case.name, contact=case.contact,
        number=case.number, extra=f"{case.note}\n{case.wanted}\n{case.reference}",
        marks=_marks(case, case.sub, case.handler),
    )  # fmt: skip


def _incident(incident: Incident) -> str:
    return document(
        room=incident.place, what=incident.what, name="", contact="", number=incident.number,
        extra="\n".join(told.struck for told in incident.amendments), rooms=incident.flats,
        marks=_marks(incident, incident.sub, incident.reported_by),
    )  # fmt: skip


def _log_line(line: LogLine) -> str:
    return document(
        room="", what=line.text, name="", contact="", number=line.number,
        extra="\n".join(told.struck for told in line.corrections),
        marks=_marks(line, "", line.by),
    )  # fmt: skip


def _marks(
    record: Ticket | Complaint | Incident | LogLine, sub: str, *people: str
) -> Iterator[str]:
    yield mark("kind", record.number[:1])
    if sub:
        yield mark("class", sub)
    if not isinstance(record, LogLine):
        yield mark("open" if record.open else "ended")
    for person in filter(None, people):
        yield mark("person", person)
