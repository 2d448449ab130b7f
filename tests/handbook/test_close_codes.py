"""Each close code is reached by one kind of step, and nothing else closes (3.3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskapp.handbook.gate import fold
from deskapp.handbook.shown import Coded
from deskapp.handbook.step import STEPS, Head, evolve
from deskapp.handbook.ticket.accepting import SettledOnSpot
from deskapp.handbook.ticket.answering import Answered
from deskapp.handbook.ticket.closing import ClosedUnhappy, ClosedWithoutContact, Confirmed
from deskapp.handbook.ticket.flags import flags
from deskapp.handbook.ticket.given_up import ClosedForCost, ClosedNoAccess
from deskapp.handbook.ticket.imported import Imported
from deskapp.handbook.ticket.referral import LookedBack
from deskapp.handbook.ticket.state import CLOSED, Ticket
from deskapp.handbook.ticket.unreached import ClosedUnreached
from tests.handbook.desk_in_memory import NOW, POLICY
from tests.handbook.made_steps import steps_of

CLOSERS: dict[str, tuple[type[Any], dict[str, Any]]] = {
    "C-SPOT": (SettledOnSpot, {}),
    "C-OK": (Confirmed, {}),
    "C-UNHAPPY": (ClosedUnhappy, {}),
    "C-UNREACHED": (ClosedUnreached, {}),
    "C-COST": (ClosedForCost, {}),
    "C-NOACCESS": (ClosedNoAccess, {}),
    "C-NOCONTACT": (ClosedWithoutContact, {}),
    "C-REFERRED": (LookedBack, {"result": "settled"}),
    "C-IMPORTED": (Imported, {"closed_at": NOW}),
}
ALSO = {Answered}
"""Closes an enquiry by the owner's word that the answer is clear, under the same code (1.3)."""
OWNERS_WORD = {"C-SPOT", "C-OK", "C-UNHAPPY"}
OTHERS = sorted(
    kind
    for kind, cls in STEPS.items()
    if cls.letter == "R" and cls not in {step for step, _values in CLOSERS.values()} | ALSO
)


def head_of(kind: str) -> Head:
    return Head(
        desk="A", seq=1, clock=1, stream="R900", seen="", kind=kind, at=NOW, operator="lin",
        deed="d",
    )  # fmt: skip


@pytest.mark.clause("3.3")
def test_every_code_of_the_policy_has_one_step_and_every_step_its_code() -> None:
    assert set(CLOSERS) == set(POLICY.entries("close_codes"))
    for code, (cls, values) in CLOSERS.items():
        step = cls(**values)
        before = Ticket(number="R900", state=min(step.about.opens), on_spot=True)
        after = fold(before, step, head_of(step.about.kind))
        assert isinstance(after, Ticket)
        assert (after.state, after.close_code, after.on_spot and code != "C-IMPORTED") == (
            CLOSED, code, False,
        )  # fmt: skip


@pytest.mark.clause("3.3")
def test_only_the_owners_own_word_counts_as_confirmed() -> None:
    codes = POLICY.entries("close_codes").items()
    assert {code for code, entry in codes if entry.extra["confirmed"]} == OWNERS_WORD


@pytest.mark.clause("3.3")
@pytest.mark.parametrize("kind", OTHERS)
def test_no_other_step_closes_whatever_it_holds(kind: str) -> None:
    cls = STEPS[kind]

    @settings(max_examples=15, deadline=None)
    @given(step=steps_of(cls), state=st.sampled_from(sorted(cls.about.opens - {CLOSED}) or [""]))
    def closes_nothing(step: object, state: str) -> None:
        before = Ticket(number="R900", state=state)
        after = fold(before, step, head_of(kind))  # type: ignore[arg-type]
        assert isinstance(after, Ticket)
        assert (after.state == CLOSED, after.close_code) == (False, "")

    check: Callable[[], None] = closes_nothing
    check()


@pytest.mark.clause("3.3")
def test_a_closed_ticket_says_which_code_whoever_asks() -> None:
    closed = evolve(Ticket(), state=CLOSED, close_code="C-COST")
    assert [flag.values["code"] for flag in flags(closed)] == [Coded("close_codes", "C-COST")]
