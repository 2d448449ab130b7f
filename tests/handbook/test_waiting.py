"""The work waits and goes on; the promise never pauses, the work clock may (3.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.handbook.step import Act
from deskapp.handbook.ticket.closing import Cancelled, Reopened
from deskapp.handbook.ticket.dispatch import Reassigned
from deskapp.handbook.ticket.done import ChargeAgreed, ChargeRefused
from deskapp.handbook.ticket.progress import DueChanged, FieldCorrected
from deskapp.handbook.ticket.state import (
    CANCELLED,
    DISPATCHED,
    WAITING,
    WORKING,
    Ticket,
    going_on,
)
from deskapp.handbook.ticket.waiting import Resumed, Waiting
from tests.handbook.desk_in_memory import (
    NOW,
    POLICY,
    MemoryDesk,
    in_hours,
    recorded,
    ticket_at,
    work_done,
)
from tests.handbook.told_no import no

FOR_OWNER = Waiting(kind="owner", said="业主下午才在家", next_check=in_hours(3))
FOR_PARTS = replace(FOR_OWNER, kind="parts", said="等供应商寄软管")
FOR_COST = replace(FOR_OWNER, kind="cost", said="换阀要另收费")
GOES_ON = Resumed(changed="业主回来了", adult_agreed=True)
AGREED = ChargeAgreed(
    basis="estimate", amount=Decimal(80), ceiling=Decimal(100), payer="王女士", consent_by="王女士",
    consent_how="voice", amount_read_back=True,
)  # fmt: skip
HANDED_ON = Reassigned(person="wu", reason="张师傅请假", done_so_far="已关总阀")


def ordinary(desk: MemoryDesk, state: str = "working") -> str:
    """An ordinary repair, whose work clock runs in the hours of service."""
    return ticket_at(desk, state, priority="P2", due=in_hours(20))


@pytest.mark.clause("3.2")
def test_what_the_work_waits_for_is_said_with_a_time_to_ask_again(desk: MemoryDesk) -> None:
    ticket = desk.do(ordinary(desk, "taken"), FOR_PARTS)
    assert (ticket.state, ticket.waiting_for, ticket.next_check) == (WAITING, "parts", in_hours(3))
    for field, empty in (("kind", ""), ("said", ""), ("next_check", None)):
        step = replace(FOR_PARTS, **{field: empty})  # type: ignore[arg-type]
        assert no(desk.refuses(ordinary(desk), step)) == [(field, "3.2", "hard")]


@pytest.mark.clause("3.2")
@pytest.mark.parametrize("state", ["accepted", "dispatched", "done", "closed"])
def test_only_work_that_somebody_has_taken_waits(desk: MemoryDesk, state: str) -> None:
    assert no(desk.refuses(ordinary(desk, state), FOR_PARTS)) == [("", "3.2", "hard")]


@pytest.mark.clause("3.2")
@pytest.mark.parametrize("said", ["尽快", "正在协调处理", "ASAP"])
def test_haste_is_no_matter_to_wait_for(desk: MemoryDesk, said: str) -> None:
    number = ordinary(desk)
    assert no(desk.refuses(number, replace(FOR_PARTS, said=said))) == [("said", "3.2", "hard")]
    desk.do(number, FOR_PARTS)
    step = replace(GOES_ON, changed=said)
    assert no(desk.refuses(number, step)) == [("changed", "3.2", "hard")]


@pytest.mark.clause("3.2")
def test_the_next_look_lies_ahead_not_years_away_and_before_the_promise(desk: MemoryDesk) -> None:
    number = ordinary(desk)

    def says_no(hours: float) -> list[tuple[str, str, str]]:
        return no(desk.refuses(number, replace(FOR_PARTS, next_check=in_hours(hours))))

    far_days = POLICY.limit("due_far_days")
    assert says_no(-1) == [("next_check", "3.2", "hard")]
    assert says_no(24 * (far_days + 1)) == [("next_check", "3.2", "soft")]
    assert says_no(21) == [("next_check", "3.2", "soft")]
    reason = {"override": "厂家只说下周三", "override_clauses": ("3.2",)}
    late = replace(FOR_PARTS, next_check=in_hours(21), **reason)  # type: ignore[arg-type]
    assert desk.do(number, late).state == WAITING


@pytest.mark.clause("3.2")
def test_a_promise_that_is_broken_already_sets_the_next_look_no_bound(desk: MemoryDesk) -> None:
    number = ordinary(desk)
    desk.later(hours=21)
    assert desk.do(number, replace(FOR_PARTS, next_check=in_hours(30))).state == WAITING


@pytest.mark.clause("3.2")
@pytest.mark.parametrize(
    ("step", "moved"),
    [(FOR_OWNER, 2), (FOR_COST, 2), (FOR_PARTS, 0)],
    ids=lambda one: str(one)[:20],
)
def test_the_work_is_due_later_by_the_pause_and_the_promise_is_not(
    desk: MemoryDesk, step: Waiting, moved: int
) -> None:
    number = ordinary(desk)
    waiting = desk.do(number, step)
    assert waiting.paused is (moved > 0)
    ticket = desk.later(hours=2).do(number, GOES_ON)
    assert (ticket.state, ticket.paused, ticket.next_check) == (WORKING, False, None)
    assert (ticket.due, ticket.work_due) == (in_hours(20), in_hours(20 + moved))


@pytest.mark.clause("3.2")
def test_an_urgent_clock_never_stands_still(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working", priority="P1", due=in_hours(20))
    assert not desk.do(number, replace(FOR_OWNER, pauses=True)).paused
    assert desk.later(hours=2).do(number, GOES_ON).work_due == in_hours(20)


@pytest.mark.clause("3.2")
@pytest.mark.parametrize("kind", sorted(POLICY.entries("waiting_kinds")))
def test_pausing_and_going_on_at_the_same_moment_changes_no_time(
    desk: MemoryDesk, kind: str
) -> None:
    number = ordinary(desk)
    before = desk.ticket(number)
    after = desk.do(number, replace(FOR_OWNER, kind=kind), GOES_ON)
    assert (after.promises, after.work_due, after.state) == (
        before.promises, before.work_due, before.state,
    )  # fmt: skip


@given(
    due=st.datetimes(timezones=st.just(UTC)),
    paused=st.datetimes(timezones=st.just(UTC)),
    at=st.datetimes(timezones=st.just(UTC)),
)
def test_no_pause_brings_the_work_forward_whatever_the_pc_s_clock_says(
    due: datetime, paused: datetime, at: datetime
) -> None:
    waiting = Ticket(state=WAITING, work_due=due, paused_at=paused)
    later = going_on(waiting, at).work_due
    assert later is not None
    assert later >= due
    if at <= paused:
        assert later == due


@pytest.mark.clause("3.2")
def test_a_new_time_agreed_while_waiting_counts_from_the_agreement(desk: MemoryDesk) -> None:
    number = ordinary(desk)
    desk.do(number, FOR_OWNER)
    agreed = DueChanged(reason="access", new_due=in_hours(48), answer="agreed")
    assert desk.later(hours=2).do(number, agreed).state == WAITING
    ticket = desk.later(hours=1).do(number, GOES_ON)
    assert (ticket.due, ticket.work_due) == (in_hours(48), in_hours(49))


@pytest.mark.clause("3.1")
def test_handed_on_while_waiting_it_waits_no_longer(desk: MemoryDesk) -> None:
    number = ordinary(desk)
    desk.do(number, FOR_OWNER)
    ticket = desk.later(hours=2).do(number, HANDED_ON)
    assert (ticket.state, ticket.person, ticket.work_due) == (DISPATCHED, "wu", in_hours(22))
    assert (ticket.waiting_for, ticket.paused) == ("", False)


@pytest.mark.clause("3.2")
def test_what_waits_is_corrected_and_cancelled_but_not_reported_done(desk: MemoryDesk) -> None:
    number = ordinary(desk)
    desk.do(number, FOR_OWNER)
    assert no(desk.refuses(number, work_done())) == [("", "3.3", "hard")]
    assert desk.do(number, FieldCorrected(item="name", new="汪女士", reason="登记时听错")).paused
    asked = Cancelled(asked_who="王女士", how="phone", said="自己修好", executor_told=True)
    cancelled = desk.do(number, asked)
    assert (cancelled.state, cancelled.paused) == (CANCELLED, False)
    again = Reopened(reason="又坏了一次", person="wu", due=in_hours(30))
    assert desk.later(hours=9).do(number, again).work_due == in_hours(30)
    assert desk.later(hours=1).do(number, replace(HANDED_ON, person="zhang")).work_due == in_hours(
        30
    )


@pytest.mark.clause("3.2")
def test_whoever_never_came_is_let_in_by_an_adult_when_it_goes_on(desk: MemoryDesk) -> None:
    number = ordinary(desk, "taken")
    desk.do(number, replace(FOR_OWNER, kind="no_access"))
    alone = replace(GOES_ON, adult_agreed=None)
    assert no(desk.refuses(number, alone)) == [("adult_agreed", "3.2", "hard")]
    assert desk.later(hours=1).do(number, GOES_ON).started_at == in_hours(1)


@pytest.mark.clause("3.2")
def test_whoever_was_inside_already_goes_on_without_asking(desk: MemoryDesk) -> None:
    number = ordinary(desk)
    desk.do(number, FOR_PARTS)
    ticket = desk.later(hours=1).do(number, replace(GOES_ON, adult_agreed=None))
    assert (ticket.state, ticket.started_at) == (WORKING, NOW)
    assert no(desk.refuses(number, GOES_ON)) == [("", "3.2", "hard")]


@pytest.mark.clause("H43a")
def test_while_the_cost_is_open_no_work_is_charged_for(desk: MemoryDesk) -> None:
    number = ordinary(desk)
    desk.do(number, AGREED)
    desk.do(number, FOR_COST)
    desk.do(number, GOES_ON)
    paid = work_done(charge=Decimal(80))
    assert no(desk.refuses(number, paid)) == [("charge", "H43a", "hard")]
    desk.do(number, replace(AGREED, ceiling=Decimal(200)))
    assert desk.do(number, paid).final_charge == 80


@pytest.mark.clause("H43c")
def test_free_work_goes_on_and_a_refusal_settles_the_cost(desk: MemoryDesk) -> None:
    number = ordinary(desk)
    desk.do(number, FOR_COST)
    refused = ChargeRefused(free_part="只关阀", risk="水管会再漏", risk_told=True)
    assert not desk.do(number, refused).cost_open
    desk.do(number, GOES_ON)
    assert no(desk.refuses(number, work_done(charge=Decimal(80)))) == [("charge", "H43a", "hard")]
    assert desk.do(number, work_done()).final_charge is None


@pytest.mark.clause("2.2")
def test_the_old_value_of_a_correction_is_the_record_s_whoever_takes_it(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "accepted", recorded())
    step = FieldCorrected(item="name", new="汪女士", old="谁", reason="登记时听错")
    (passed,) = desk.take(Act(number, step))
    assert isinstance(passed.step, FieldCorrected)
    assert passed.step.old == "王女士"


def test_a_pause_of_days_is_a_pause_of_days(desk: MemoryDesk) -> None:
    number = ordinary(desk)
    desk.do(number, FOR_OWNER)
    ticket = desk.later(days=3).do(number, GOES_ON)
    assert ticket.work_due == in_hours(20) + timedelta(days=3)
