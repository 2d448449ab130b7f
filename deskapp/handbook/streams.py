"""Every kind of record by the letter its numbers begin with; importing this knows all steps."""

from __future__ import annotations

from typing import Any

from deskapp.handbook import contact_plan, household, outage, shifts, signing
from deskapp.handbook.complaint import (
    above,
    abuse,
    assessing,
    carrying_out,
    cause,
    consent,
    fairness,
    group,
    hearing,
    outside,
    proposing,
    verifying,
)
from deskapp.handbook.complaint import (
    answering as complaint_answering,
)
from deskapp.handbook.complaint import (
    closing as complaint_closing,
)
from deskapp.handbook.complaint import (
    unreached as complaint_unreached,
)
from deskapp.handbook.complaint.state import Complaint
from deskapp.handbook.handover import giving, taking
from deskapp.handbook.handover.state import Handover
from deskapp.handbook.household import Household
from deskapp.handbook.incident import course, ending, evidence
from deskapp.handbook.incident import steps as incident
from deskapp.handbook.incident.state import Incident
from deskapp.handbook.logbook import steps as logbook
from deskapp.handbook.logbook.state import LogLine
from deskapp.handbook.outage import Outage
from deskapp.handbook.staff import SiteRecord, Staff
from deskapp.handbook.step import STEPS, Step, Stream
from deskapp.handbook.ticket import (
    accepting,
    answering,
    authority,
    calling,
    clarifying,
    closing,
    complained,
    declining,
    dispatch,
    done,
    follow_up,
    given_up,
    imported,
    linked,
    merging,
    parts,
    progress,
    read_back,
    reclassifying,
    recording,
    referral,
    undoing,
    unreached,
    visits,
    waiting,
)
from deskapp.handbook.ticket.state import Ticket

RECORDS: dict[str, type[Stream]] = {
    "R": Ticket, "C": Complaint, "E": Incident, "L": LogLine, "H": Handover,
    "P": Staff, "S": SiteRecord, "D": Household, "N": Outage,
}  # fmt: skip
SITE = "S"
"""The one stream of the site itself."""

ORDER = (
    recording,
    clarifying,
    read_back,
    accepting,
    reclassifying,
    answering,
    dispatch,
    declining,
    progress,
    waiting,
    authority,
    done,
    closing,
    follow_up,
    calling,
    visits,
    referral,
    done,
    closing,
    unreached,
    given_up,
    linked,
    merging,
    parts,
    undoing,
    complained,
    imported,
    hearing,
    assessing,
    verifying,
    cause,
    proposing,
    consent,
    fairness,
    carrying_out,
    complaint_answering,
    complaint_closing,
    complaint_unreached,
    group,
    above,
    outside,
    abuse,
    incident,
    course,
    ending,
    evidence,
    logbook,
    giving,
    taking,
    shifts,
    signing,
    household,
    contact_plan,
    outage,
)
"""The modules of steps in the handbook's order, which menus and help keep."""


_BARE = Stream()
_BLANK = {letter: made() for letter, made in RECORDS.items()}


def blank(letter: str) -> Stream:
    """An empty record of the kind that a number's letter names, a bare one for none of ours."""
    return _BLANK.get(letter, _BARE)


def kind_of(number: str) -> str:
    """The letter of a record's number, empty if it is none of ours."""
    return number[:1] if number[:1] in RECORDS else ""


def steps_for(letter: str) -> tuple[type[Step[Any]], ...]:
    """The step classes of a kind of record, in the handbook's order."""
    modules = [module.__name__ for module in ORDER]
    mine = (cls for cls in STEPS.values() if cls.letter == letter)
    return tuple(
        sorted(mine, key=lambda c: modules.index(c.__module__) if c.__module__ in modules else 0)
    )
