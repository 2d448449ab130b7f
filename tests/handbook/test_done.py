"""The result, what is left over, what it costs (3.3, H43)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from deskapp.handbook.slots import Answer
from deskapp.handbook.step import Act
from deskapp.handbook.ticket.done import CarriedOver, ChargeAgreed, ChargeRefused
from deskapp.handbook.ticket.linked import IncidentOpened
from deskapp.handbook.ticket.state import DISPATCHED, DONE
from tests.handbook.desk_in_memory import (
    CONFIRMED,
    LIN,
    NOW,
    TAKEN,
    MemoryDesk,
    but,
    dispatched,
    in_hours,
    read_back,
    recorded,
    started,
    ticket_at,
    work_done,
)
from tests.handbook.told_no import no

LEFT = {
    "none_left": None, "leftover": "1102室天花板补漆",
    "leftover_person": "wu", "leftover_due": in_hours(48),
}  # fmt: skip
CHARGE = ChargeAgreed(
    basis="owner_part", amount=Decimal("200.00"), ceiling=Decimal("260.00"), payer="王女士",
    consent_by="王女士", consent_how="voice", amount_read_back=True,
)  # fmt: skip
FREE = ChargeRefused(free_part="关阀止水", risk="不修会漏到楼下", risk_told=True)


@pytest.mark.clause("3.3")
def test_what_was_done_the_result_and_no_left_over_make_it_done(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working")
    desk.later(hours=1)
    ticket = desk.do(number, work_done(ended_at=in_hours(0.8)))
    assert (ticket.state, ticket.result, ticket.done_at) == (DONE, "fixed", in_hours(0.8))
    assert ticket.worked == ("zhang",)


@pytest.mark.clause("3.3")
@pytest.mark.parametrize("field", ["process", "result"])
def test_what_was_done_and_the_result_are_both_given(desk: MemoryDesk, field: str) -> None:
    refusals = desk.refuses(ticket_at(desk, "working"), work_done(**{field: ""}))
    assert no(refusals) == [(field, "3.3", "hard")]


@pytest.mark.clause("3.3")
@pytest.mark.parametrize("said", [None, False])
def test_a_blank_left_over_is_not_none(desk: MemoryDesk, said: Answer) -> None:
    refusals = desk.refuses(ticket_at(desk, "working"), work_done(none_left=said))
    assert no(refusals) == [("none_left", "3.3", "hard")]


@pytest.mark.clause("3.3")
@pytest.mark.parametrize("field", ["leftover_person", "leftover_due"])
def test_a_left_over_has_a_person_and_a_date(desk: MemoryDesk, field: str) -> None:
    empty = {field: None if field == "leftover_due" else ""}
    step = work_done(**(LEFT | empty))
    assert no(desk.refuses(ticket_at(desk, "working"), step)) == [(field, "3.3", "hard")]


@pytest.mark.clause("3.3")
def test_something_left_over_and_nothing_left_over_is_refused(desk: MemoryDesk) -> None:
    step = work_done(**(LEFT | {"none_left": True}))
    assert no(desk.refuses(ticket_at(desk, "working"), step)) == [("none_left", "3.3", "hard")]


@pytest.mark.clause("3.3")
@pytest.mark.parametrize(
    "said", ["没有", "无", "暂无", "没有遗留问题", "none", "N/A", "nothing left"]
)
def test_nothing_written_out_opens_no_ticket(desk: MemoryDesk, said: str) -> None:
    step = work_done(**(LEFT | {"leftover": said}))
    refusals = desk.refuses(ticket_at(desk, "working"), step)
    assert no(refusals) == [("leftover", "3.3", "hard")]


@pytest.mark.clause("3.3")
@pytest.mark.parametrize("said", ["没有备件，下周装", "无线门铃没装", "No spare part yet"])
def test_what_is_left_may_begin_with_no(desk: MemoryDesk, said: str) -> None:
    step = work_done(**(LEFT | {"leftover": said}))
    assert desk.do(ticket_at(desk, "working"), step).leftover == said


@pytest.mark.clause("3.3")
def test_partly_done_with_nothing_left_is_asked_about(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working")
    step = work_done(result="partly")
    assert no(desk.refuses(number, step)) == [("none_left", "3.3", "soft")]
    why = replace(step, override="业主只要先止水", override_clauses=("3.3",))
    assert desk.do(number, why).state == DONE


@pytest.mark.clause("3.3")
def test_what_the_executor_told_the_owner_names_whom_and_when_and_is_asked_all_the_same(
    desk: MemoryDesk,
) -> None:
    number = ticket_at(desk, "working")
    told = work_done(told_owner=True)
    assert no(desk.refuses(number, told)) == [
        ("told_whom", "3.3", "hard"), ("told_at", "3.3", "hard"),
    ]  # fmt: skip
    ticket = desk.do(number, replace(told, told_whom="王女士", told_at=NOW))
    assert (ticket.state, ticket.close_code) == (DONE, "")


@pytest.mark.clause("3.3")
def test_work_does_not_end_before_they_came(desk: MemoryDesk) -> None:
    step = work_done(ended_at=in_hours(-1))
    assert no(desk.refuses(ticket_at(desk, "working"), step)) == [("ended_at", "3.3", "hard")]


@pytest.mark.clause("H43a")
@pytest.mark.parametrize("reporter", ["tenant", "family", "minor"])
def test_who_is_not_the_owner_names_the_owner_who_pays(desk: MemoryDesk, reporter: str) -> None:
    number = ticket_at(desk, "working", recorded(reporter=reporter))
    assert no(desk.refuses(number, CHARGE)) == [("owner_consent", "H43a", "hard")]
    assert desk.do(number, replace(CHARGE, owner_consent="王建军")).charge


@pytest.mark.clause("3.3")
def test_a_left_over_opens_a_ticket_of_its_own(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working")
    passed = desk.take(Act(number, work_done(**LEFT)))
    parent, child = desk.ticket(number), desk.ticket(passed[1].stream)
    assert parent.leftover == child.what == "1102室天花板补漆"
    assert (child.state, child.parent, child.person) == (DISPATCHED, number, "wu")
    assert (child.due, child.work_due, child.room) == (in_hours(48), in_hours(48), "3-2-1202")
    closed = desk.do(child.number, TAKEN, started(), work_done(), CONFIRMED)
    assert closed.close_code == "C-OK"


@pytest.mark.clause("3.3")
def test_a_left_over_that_may_not_be_opened_refuses_the_whole_deed(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working")
    step = work_done(**(LEFT | {"leftover_due": in_hours(-1)}))
    assert ("leftover_due", "3.3", "hard") in no(desk.refuses(number, step))
    assert desk.ticket(number).state == "working"


@pytest.mark.clause("3.3")
def test_a_left_over_is_only_ever_brought_by_the_work_that_left_it(desk: MemoryDesk) -> None:
    alone = CarriedOver(parent="R001", what="补漆", person="wu", due=in_hours(2))
    assert no(desk.refused(Act("", alone))) == [("", "3.3", "hard")]


@pytest.mark.clause("P0")
def test_a_ticket_learns_of_its_incident_only_from_the_incident(desk: MemoryDesk) -> None:
    refusals = desk.refuses(ticket_at(desk, "accepted"), IncidentOpened(incident="E001"))
    assert no(refusals) == [("", "P0", "hard")]


@pytest.mark.clause("3.3")
def test_work_that_nobody_took_is_not_done(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "dispatched")
    assert no(desk.refuses(number, work_done())) == [("", "3.3", "hard")]
    assert desk.do(number, TAKEN, work_done()).state == DONE


@pytest.mark.clause("H43a")
def test_nothing_is_charged_that_was_not_agreed(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working")
    step = work_done(charge=Decimal("1.00"))
    assert no(desk.refuses(number, step)) == [("charge", "H43a", "hard")]
    assert desk.do(number, work_done(charge=Decimal(0))).state == DONE


@pytest.mark.clause("H43a")
def test_nothing_is_charged_above_the_ceiling_until_it_is_agreed_anew(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working")
    desk.do(number, CHARGE)
    above = work_done(charge=Decimal("260.01"))
    assert no(desk.refuses(number, above)) == [("charge", "H43a", "hard")]
    desk.do(number, replace(CHARGE, ceiling=Decimal(300)))
    assert desk.do(number, above).final_charge == Decimal("260.01")


@pytest.mark.clause("H43a")
@pytest.mark.parametrize("field", ["basis", "payer", "consent_by", "consent_how"])
def test_a_charge_names_basis_payer_and_who_agreed_how(desk: MemoryDesk, field: str) -> None:
    step = but(CHARGE, field, "")
    assert no(desk.refuses(ticket_at(desk, "accepted"), step)) == [(field, "H43a", "hard")]


@pytest.mark.clause("H43a")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", None), ("amount", Decimal(-1)), ("amount", Decimal("1.005")),
        ("ceiling", None), ("ceiling", Decimal("199.99")),
        ("amount_read_back", False), ("amount_read_back", None),
    ],
)  # fmt: skip
def test_an_amount_has_a_ceiling_and_is_read_back(desk: MemoryDesk, field: str, value: Any) -> None:
    step = but(CHARGE, field, value)
    assert no(desk.refuses(ticket_at(desk, "accepted"), step)) == [(field, "H43a", "hard")]


@pytest.mark.clause("H43a")
def test_an_agreed_charge_stands_on_the_ticket(desk: MemoryDesk) -> None:
    charge = desk.do(ticket_at(desk, "dispatched"), CHARGE).charge
    assert charge is not None
    assert (charge.amount, charge.ceiling, charge.payer) == (Decimal(200), Decimal(260), "王女士")


@pytest.mark.clause("H43c")
def test_when_the_owner_does_not_pay_the_free_part_is_done_and_the_risk_told(
    desk: MemoryDesk,
) -> None:
    number = ticket_at(desk, "working")
    desk.do(number, CHARGE)
    ticket = desk.do(number, FREE)
    assert (ticket.charge, ticket.charge_refused) == (None, True)
    step = work_done(charge=Decimal(10))
    assert no(desk.refuses(number, step)) == [("charge", "H43a", "hard")]


@pytest.mark.clause("H43c")
@pytest.mark.parametrize(
    ("field", "value"), [("free_part", ""), ("risk", ""), ("risk_told", False), ("risk_told", None)]
)
def test_a_refused_charge_has_its_risk_told(desk: MemoryDesk, field: str, value: Any) -> None:
    step = but(FREE, field, value)
    assert no(desk.refuses(ticket_at(desk, "working"), step)) == [(field, "H43c", "hard")]


@pytest.mark.parametrize(("step", "clause"), [(CHARGE, "H43a"), (FREE, "H43c")])
def test_after_the_work_no_charge_is_agreed(desk: MemoryDesk, step: Any, clause: str) -> None:
    assert no(desk.refuses(ticket_at(desk, "done"), step)) == [("", clause, "hard")]


@pytest.mark.clause("3.3")
def test_the_supervisor_does_not_report_the_work(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working")
    assert no(desk.as_(LIN).refuses(number, work_done())) == [("", "3.3", "hard")]


def test_an_order_can_be_worked_in_one_deed_from_the_call_to_the_result(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "accepted")
    ticket = desk.do(number, dispatched(), TAKEN, started(), work_done())
    assert (ticket.state, ticket.done_at) == (DONE, NOW)
    desk.do(number, *read_back())
