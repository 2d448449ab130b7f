"""An incident on its page: when it happened, who is hurt, who knows, what is still to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.handbook.gate import state_name
from deskapp.handbook.incident.chain import level_of
from deskapp.handbook.incident.evidence import footage_reminders, kept_until
from deskapp.handbook.incident.state import ENDED
from deskapp.handbook.message import N_, Msg
from deskapp.locale import _, fill, timewords
from deskapp.tui.look.chain_rows import chain_rows
from deskapp.tui.look.rows import LABEL, VALUE, Row
from deskapp.tui.look.signs import sign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskapp.handbook.incident.state import Incident
    from deskapp.tui.app import DeskApp

CHECKLIST = "checklist"


def head_rows(incident: Incident, app: DeskApp, width: int) -> list[Row]:
    """Where, what level and class, how it stands; then the matter."""
    policy, level = app.site_now().policy, level_of(incident, app.site_now())
    label = policy.label("subcategories", incident.sub, app.lang)
    first = Row(width).put(LABEL, incident.place, "bold")
    first.right([
        (f"{level} {label}".strip(), "bold $d-danger" if incident.open else ""),
        (f"  {_(state_name(incident))}", "bold"),
    ])
    matter = Row(width).put(LABEL, _("Matter"), "$d-muted").put(VALUE, incident.what, "bold")
    return [first, matter]


def incident_rows(incident: Incident, app: DeskApp, width: int, most: int) -> list[Row]:
    """At most so many rows; where it is too many, whoever was reached leaves the page first."""
    facts = list(_facts(incident, app, width))
    links = chain_rows(incident, app, width)[1:] if incident.state not in ENDED else []
    while len(links) > max(most - len(facts), 0):
        links.pop(next((at for at, row in enumerate(links) if _is_settled(row)), -1))
    return [*facts[:1], *links, *facts[1:]][:most]


def _facts(incident: Incident, app: DeskApp, width: int) -> Iterator[Row]:
    now = app.now()
    if incident.happened_at:
        row = Row(width).put(LABEL, _("Happened"), "$d-muted")
        row.put(VALUE, timewords.full(incident.happened_at, now))
        yield row.right(_people(incident), "bold")
    points = [p for p in app.site_now().policy.entries(CHECKLIST) if _of(p, incident)]
    if points and incident.state not in ENDED:
        text = fill(_("{n} of {all} done"), {"n": len(set(incident.checked)), "all": len(points)})
        yield _row(width, N_("Checklist"), text)
    if incident.to_tell:
        rooms = app.told(Msg("{rooms}", {"rooms": incident.to_tell}))
        yield _row(width, N_("To tell"), rooms, "bold")
    for one, _at in footage_reminders(incident, app.site_now()):
        until = timewords.full(kept_until(one, app.site_now()), now)
        text = fill(_("{camera}, keep before {until}"), {"camera": one.camera, "until": until})
        yield _row(width, N_("Footage"), text)


def _is_settled(row: Row) -> bool:
    return row.content().plain.lstrip().startswith(sign("done"))


def _row(width: int, label: str, text: str, style: str = "") -> Row:
    return Row(width).put(LABEL, _(label), "$d-muted").put(VALUE, text, style)


def _of(point: str, incident: Incident) -> bool:
    return bool(incident.sub) and point.startswith(f"{incident.sub}.")


def _people(incident: Incident) -> str:
    told = {N_("{n} trapped"): incident.trapped, N_("{n} hurt"): incident.hurt}
    return "  ".join(fill(_(text), {"n": n}) for text, n in told.items() if n is not None)
