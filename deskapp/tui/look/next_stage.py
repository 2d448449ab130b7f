"""What brings a complaint to its next stage, and what still stops that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from deskapp.handbook.complaint.state import DRAFT
from deskapp.handbook.message import N_, Msg
from deskapp.locale import _
from deskapp.tui.look.rows import LABEL, VALUE, Row
from deskapp.tui.look.signs import sign

if TYPE_CHECKING:
    from deskapp.handbook.complaint.state import Complaint
    from deskapp.handbook.gate import Openness
    from deskapp.tui.app import DeskApp

NEXT: Mapping[str, tuple[str, ...]] = {
    "draft": ("complaint.received",),
    "received": ("complaint.acknowledged",),
    "acked": ("complaint.assessed",),
    "assessed": ("complaint.verify_started",),
    "verifying": ("complaint.verified",),
    "verified": ("complaint.root_cause_set",),
    "caused": ("complaint.proposed",),
    "proposed": ("complaint.agreed",),
    "agreed": ("complaint.actions_opened",),
    "executing": ("complaint.answered",),
    "answered": ("complaint.closed", "complaint.closed_disagreed"),
    "follow_up": ("complaint.closed", "complaint.closed_disagreed"),
    "objected": ("complaint.review_started", "complaint.proposed"),
    "review": ("complaint.final_answer", "complaint.proposed"),
    "suspended": ("complaint.resumed",),
    "referred": ("complaint.resumed",),
    "withdrawn": ("complaint.inside_settled",),
}
"""The steps that go on from each state, the usual one first."""


def next_step(state: str, steps: Sequence[Openness]) -> Openness | None:
    """The step that goes on from here: the first that is open, else the usual one."""
    by_kind = {one.step.about.kind: one for one in steps}
    found = [by_kind[kind] for kind in NEXT.get(state, ()) if kind in by_kind]
    return next((one for one in found if one.open), next(iter(found), None))


def leading_step(case: Complaint, steps: Sequence[Openness]) -> Openness | None:
    """The step under the cursor: the one that goes on, or what it still misses."""
    going_on = next_step(case.state, steps)
    if going_on and going_on.open:
        return going_on
    kind = "complaint.point_noted" if case.state == DRAFT else case.missing()[0]
    missing = (one for one in steps if one.step.about.kind == kind and one.open)
    return next(missing, going_on)


def stop_of(state: str, steps: Sequence[Openness]) -> tuple[Msg, str]:
    """What stops the next stage, or that nothing does; and the clause."""
    one = next_step(state, steps)
    if one is None:
        return Msg(""), ""
    if one.why_not is None:
        return Msg(N_("Next: {step}"), {"step": Msg(one.step.about.title)}), one.step.about.clause
    return one.why_not.message, one.why_not.clause


def next_row(width: int, state: str, steps: Sequence[Openness], app: DeskApp) -> Row:
    """The line under the stages."""
    one, row = next_step(state, steps), Row(width)
    if one is None:
        return row
    message, clause = stop_of(state, steps)
    row.put(LABEL, _("Next"), "$d-muted").right(clause, "$d-muted")
    if one.open:
        return row.put(
            VALUE, [(_(one.step.about.title), "bold"), (f"  {_(one.step.about.hint)}", "$d-muted")]
        )
    mark = f"{sign('refused')} {_(one.step.about.title)}"
    return row.put(VALUE, [(mark, "$d-muted"), (f"  {app.told(message)}", "bold")])
