"""The line that is offered about a ticket fits its state, and no blank stays empty."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from deskapp.desk.saying import line_now
from deskapp.handbook.ticket.state import ACCEPTED, DISPATCHED, DONE, Promise, Ticket
from tests.handbook.desk_in_memory import NOW, POLICY

LATER = NOW + timedelta(hours=2)
REPAIR = Ticket(
    number="R261123-A001", state=ACCEPTED, opened_at=NOW, sub="REP.LEAK", priority="P1",
    room="3-2-1202", name="王女士", contact="13800138000", what="厨房漏水", work_due=LATER,
    promises=(Promise(due=LATER, at=NOW, by="lin"),),
)  # fmt: skip
DANGER = replace(REPAIR, sub="EMG.LIFT", priority="P0", promises=(), work_due=None)
CASES = {
    "danger": (DANGER, "Do not force the door"),
    "a promised reply": (replace(REPAIR, person="lin"), "I will call back by"),
    "waiting to be sent": (REPAIR, "All noted"),
    "sent out": (
        replace(REPAIR, state=DISPATCHED, person="zhang", requirement="close the valve"),
        "close the valve",
    ),
    "done": (replace(REPAIR, state=DONE), "solved"),
}


@pytest.mark.parametrize("case", CASES)
def test_the_line_fits_the_state(case: str) -> None:
    ticket, said = CASES[case]
    line = line_now(ticket, POLICY, NOW, "en")
    assert said in line
    assert "…" not in line
    assert " ." not in line
