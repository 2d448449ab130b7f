"""The whole record of one incident, to be printed: the written report is written from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from deskapp.exchange.sheet import Fact, Sheet, foot
from deskapp.handbook.fields.private import mask_numbers
from deskapp.handbook.gate import state_name
from deskapp.handbook.incident.chain import level_of, reports_due, unreached
from deskapp.handbook.message import N_
from deskapp.handbook.shown import By, Coded
from deskapp.locale import _

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.handbook.incident.state import Incident
    from deskapp.handbook.site import Site
    from deskapp.locale.telling import Teller


def incident_record(incident: Incident, desk: Desk, teller: Teller) -> Iterator[str]:
    """The record line by line: what it is, who was called, what is due, every row."""
    sheet, site = Sheet(teller), desk.site()
    yield "  ".join((_("Incident"), incident.number, _(state_name(incident))))
    yield from sheet.facts(_head(incident, site))
    calls = list(sheet.facts(_calls(incident, site)))
    yield from ("", _("Calls"), *calls) if calls else ()
    after = list(sheet.facts(_after(incident, site)))
    yield from ("", _("Afterwards"), *after) if after else ()
    yield from ("", _("Everything in order"))
    for entry in desk.entries(incident.number):
        yield from map(mask_numbers, sheet.row(entry))
    yield from ("", *sheet.facts(foot(desk)))


def _head(incident: Incident, site: Site) -> Iterator[Fact]:
    level = level_of(incident, site)
    for one in incident.amendments:
        text = (one.struck, By(one.by), one.at, one.why)
        yield (N_("Struck what") if one.item == "what" else N_("Struck where")), text
    yield N_("What"), incident.what
    yield N_("Where"), incident.place
    yield N_("Class"), Coded("subcategories", incident.sub) if incident.sub else ""
    yield N_("Level"), (level, Coded("incident_levels", level)) if level else ""
    yield N_("Happened"), incident.happened_at
    yield N_("Reported"), (By(incident.reported_by), incident.reported_at)
    yield N_("Ticket"), incident.ticket
    yield N_("Log line"), incident.log
    yield N_("Trapped"), "" if incident.trapped is None else str(incident.trapped)
    yield N_("Hurt"), "" if incident.hurt is None else str(incident.hurt)


def _calls(incident: Incident, site: Site) -> Iterator[Fact]:
    for call in incident.calls:
        how = _("reached") if call.reached else _("not reached")
        came = (_("came"), call.arrived_at) if call.arrived_at else ()
        said = (mask_numbers(call.said),) if call.said else ()
        number = (mask_numbers(call.number),) if call.number else ()
        yield N_("Call"), (call.at, Coded("incident_calls", call.whom), *number, how, *said, *came)
    missed = tuple(Coded("incident_calls", whom) for whom in unreached(incident, site))
    yield N_("Never reached"), missed


def _after(incident: Incident, site: Site) -> Iterator[Fact]:
    yield N_("Checklist"), tuple(Coded("checklist", item) for item in incident.checked)
    yield N_("With"), Coded("authorities", incident.authority) if incident.authority else ""
    yield N_("Danger over"), incident.controlled_at
    for report, sent in incident.reports.items():
        yield N_("Report sent"), (Coded("report_kinds", report), sent)
    for report, due in reports_due(incident, site).items():
        yield N_("Report by"), (Coded("report_kinds", report), due)
    yield N_("Flats told"), incident.told
    yield N_("To tell"), incident.to_tell
    yield N_("Damage"), incident.damage
    for one in incident.footage:
        saved = (_("saved"), one.saved_at) if one.saved_at else ()
        yield N_("Footage"), (one.camera, one.begins, one.ends, one.keeper, *saved)
    yield N_("Legal hold"), _("yes") if incident.legal_hold else ""
    yield N_("Ended"), incident.ended_at
