"""Whatever is tried in whatever order, no ticket closes but as the handbook lets it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskapp.handbook.fields.text import has_substance
from deskapp.handbook.gate import Refused, fold, openness, refusals_of
from deskapp.handbook.step import STEPS, Act, Head, Step, Stream
from deskapp.handbook.streams import blank, steps_for
from deskapp.handbook.ticket.accepting import AcceptedEmergency, SettledOnSpot
from deskapp.handbook.ticket.calling import CallMade
from deskapp.handbook.ticket.closing import (
    Cancelled,
    ClosedUnhappy,
    ClosedWithoutContact,
    Confirmed,
    Reopened,
    Rework,
)
from deskapp.handbook.ticket.done import ChargeAgreed
from deskapp.handbook.ticket.given_up import ClosedForCost, ClosedNoAccess
from deskapp.handbook.ticket.imported import Imported
from deskapp.handbook.ticket.progress import Chased, ContactAttempted, DueChanged, FieldCorrected
from deskapp.handbook.ticket.read_back import ReadBack
from deskapp.handbook.ticket.recording import Abandoned
from deskapp.handbook.ticket.referral import LookedBack, Referred
from deskapp.handbook.ticket.state import Ticket
from deskapp.handbook.ticket.unreached import ClosedUnreached, NoticeLeft
from deskapp.handbook.ticket.visits import VisitBooked, VisitMissed
from tests.handbook.desk_in_memory import (
    NOW,
    STAFF,
    TAKEN,
    MemoryDesk,
    accepted,
    dispatched,
    in_hours,
    read_back,
    recorded,
    started,
    taken_up,
    work_done,
)
from tests.handbook.made_steps import any_step

REACHED: Counter[str] = Counter()
MUST_REACH = (
    "abandoned", "accepted", "dispatched", "taken", "working", "done", "closed", "cancelled",
    "referred",
)  # fmt: skip
AFTER_THE_END = (FieldCorrected, CallMade)
"""Steps that a closed ticket takes and stays closed."""
WITH_OWNERS_ANSWER = {"C-OK", "C-SPOT", "C-UNHAPPY"}


def lawful(ticket: Ticket, closing: Step[Any], desk: MemoryDesk) -> bool:
    """Whether the step that closed a ticket is one that the handbook lets close it (3.3)."""
    by = desk.operator.roles
    scores = {"3", "4", "5", "declined"}
    if isinstance(closing, Confirmed):
        return closing.solved == "yes" and closing.score in scores and ticket.close_code == "C-OK"
    if isinstance(closing, SettledOnSpot):
        return closing.settled is True and bool(closing.answer) and not ticket.danger
    if isinstance(closing, ClosedUnhappy):
        called = closing.called_at is not None and closing.complaint_offered is True
        chief = bool(by & (STAFF["lin"].roles | STAFF["ma"].roles))
        return chief and called and closing.solved == "yes" and closing.score in {"1", "2"}
    if isinstance(closing, ClosedWithoutContact):
        seen_by_another = closing.verifier not in {"", ticket.person, *ticket.worked}
        seen = seen_by_another or (closing.alone is True and ticket.self_confirmed)
        return seen and bool(closing.proof) and has_substance(closing.seen, 4)
    if isinstance(closing, (ClosedUnreached, ClosedForCost, ClosedNoAccess)):
        return bool(by & (STAFF["lin"].roles | STAFF["ma"].roles)) and _tried(ticket, closing)
    return _elsewhere(ticket, closing)


def _elsewhere(ticket: Ticket, closing: Step[Any]) -> bool:
    if isinstance(closing, LookedBack):
        return closing.result == "settled" and ticket.close_code == "C-REFERRED"
    return isinstance(closing, Imported) and ticket.close_code == "C-IMPORTED"


def _tried(ticket: Ticket, closing: Step[Any]) -> bool:
    if isinstance(closing, ClosedUnreached):
        return len(ticket.attempts) >= 3 and bool(ticket.notices) and ticket.priority > "P1"
    if isinstance(closing, ClosedForCost):
        return ticket.charge_refused and not ticket.affects_others
    return len(ticket.missed_visits) >= 2 and ticket.card_left and not ticket.affects_others


def check(desk: MemoryDesk, passed: int) -> None:
    """Judge everything that was written since `passed`."""
    for one in desk.written[passed:]:
        record = one.record
        if not isinstance(record, Ticket):
            continue
        REACHED[record.state] += 1
        if record.state == "closed" and not isinstance(one.step, AFTER_THE_END):
            assert lawful(record, one.step, desk)
        if record.close_code in WITH_OWNERS_ANSWER:
            assert record.solved == "yes"
        if record.due:
            assert record.work_due
            assert record.work_due.replace(second=0) == record.due.replace(second=0)
        if record.state in {"dispatched", "taken", "working"}:
            assert record.person in desk.people


def plausible(random: Random) -> list[Step[Any]]:
    """A deed such as a desk takes, now and then with one wrong value."""
    pick = random.choice
    call = recorded(
        what=pick(["厨房水管漏水", "楼上着火", "路灯不亮", "。。。。"]),
        reporter=pick(["owner", "anonymous", "staff"]),
        channel=pick(["phone", "patrol", "im"]),
    )
    nobody = replace(call, name="", contact="", missing=("name:anonymous", "contact:anonymous"))
    on_spot = accepted(on_spot=True, told=(), due=None)
    why = pick(["...", "业主赶着上班", ""])
    late = in_hours(pick([4, 20, 400]))
    score = pick(["1", "3", "5", "declined", "not_asked"])
    solved = pick(["yes", "yes", "no", "partly"])
    deeds: list[list[Step[Any]]] = [
        [call, *read_back(), accepted()],
        [nobody, *read_back(), accepted(sub="PUB.LIGHT", priority="P2")],
        [call, accepted(override=why, override_clauses=("2.2",))],
        [call, *read_back(), on_spot],
        [
            call,
            *read_back(),
            on_spot,
            SettledOnSpot(answer="已说清", settled=pick([True, False]), no_danger=True),
        ],
        [call, *read_back(), on_spot, dispatched()],
        [call, AcceptedEmergency(sub=pick(["EMG.FIRE", "REP.LEAK"]))],
        [call, Abandoned(reason="hung_up")],
        [
            Imported(
                opened_at=in_hours(-99),
                what="旧单",
                sub="REP.LEAK",
                priority="P1",
                closed_at=pick([None, NOW]),
            )
        ],
        [dispatched(person=pick(["zhang", "wu", "ENG"]), due=late)],
        [dispatched()],
        [TAKEN],
        [TAKEN],
        [started()],
        [started(checked=True)],
        [work_done()],
        [work_done()],
        [work_done(none_left=None, leftover="补漆", leftover_person="wu", leftover_due=late)],
        [Confirmed(solved=solved, score=score)],
        [Rework(still_wrong="还在滴水", new_due=late)],
        [
            ClosedUnhappy(
                solved=solved,
                score=score,
                called_at=NOW,
                said="等太久",
                offer="复查",
                complaint_offered=pick([True, False]),
                wants_complaint=False,
            )
        ],
        [
            ClosedWithoutContact(
                proof="photo", seen="路灯已亮", verifier=pick(["guo", "zhang", "wu", ""])
            )
        ],
        [
            Cancelled(
                asked_who="王女士", how="phone", said="自己修好", executor_told=pick([True, None])
            )
        ],
        [Reopened(reason="又坏了一次", person="wu", due=late)],
        [DueChanged(reason="parts", new_due=late, answer=pick(["agreed", "not_reached"]))],
        [ContactAttempted(result=pick(["no_answer", "reached"]))],
        [Chased()],
        [
            FieldCorrected(
                item=pick(["name", "channel", "state"]),
                new=pick(["汪女士", "closed"]),
                reason="登记时听错",
            )
        ],
        [Referred(body="供电公司", phone="95598", owner_told=True, look_back=late)],
        [LookedBack(result=pick(["settled", "not_taken"]), outcome="已经换了电表")],
        [NoticeLeft(place="door")],
        [ClosedUnreached(dispute=False)],
        [
            VisitBooked(
                help="let_in",
                visit_at=in_hours(1),
                agreed_by="王女士",
                adult_home=pick([True, None]),
            )
        ],
        [VisitMissed(came="zhang", card_left=True)],
        [ClosedNoAccess(danger_left=False)],
        [ClosedForCost(free_done=True, notice_given=True, danger_left=False)],
        [CallMade(call=pick(["tell_executor", "objected"]), whom="马骏", said="已经说了")],
        [replace(taken_up(call), reporter="owner"), *read_back(), accepted()],
        [ReadBack(chunk="who", outcome="yes")],
        [
            ChargeAgreed(
                basis="",
                amount=None,
                ceiling=None,
                payer="",
                consent_by="",
                consent_how="",
                amount_read_back=None,
            )
        ],
    ]
    return pick(deeds)


def walk(seed: int, deeds: int) -> MemoryDesk:
    """Many deeds of a desk, each on a new or an old ticket; every refusal must write nothing."""
    random = Random(seed)  # noqa: S311 - a walk, not a secret
    desk = MemoryDesk()
    for _ in range(deeds):
        desk.operator = random.choices(list(STAFF.values())[:4], [6, 2, 3, 1])[0]
        tickets = [n for n in desk.records if n.startswith("R")]
        steps = plausible(random)
        fresh = steps[0].about.opens == frozenset({""}) or not tickets
        number = desk.fresh() if fresh else random.choice(tickets[-6:])
        before, passed = dict(desk.records), len(desk.written)
        try:
            desk.take(*(Act(number, step) for step in steps))
        except Refused:
            unchanged = desk.records == before and len(desk.written) == passed
        else:
            unchanged = True
        assert unchanged, steps
        check(desk, passed)
    return desk


@pytest.mark.clause("3.3")
@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_no_day_at_the_desk_closes_a_ticket_against_the_handbook(seed: int) -> None:
    walk(seed, 120)


@pytest.mark.clause("3.3")
def test_a_long_day_reaches_every_state() -> None:
    REACHED.clear()
    for seed in range(12):
        walk(seed, 300)
    print("states reached:", dict(REACHED.most_common()))  # noqa: T201 - the count is the report
    assert {state: REACHED[state] for state in MUST_REACH if not REACHED[state]} == {}


@pytest.mark.clause("3.3")
@settings(max_examples=300, deadline=None)
@given(steps=st.lists(any_step("R"), max_size=8), operator=st.sampled_from(sorted(STAFF)))
def test_no_values_whatever_close_a_ticket_against_the_handbook(
    steps: list[Step[Any]], operator: str
) -> None:
    desk = MemoryDesk(operator=STAFF[operator])
    desk.do("R900", recorded(), *read_back(), accepted()) if operator in {"zhou", "guo"} else None
    for step in steps:
        passed = len(desk.written)
        try:
            desk.take(Act("R900", step))
        except Refused:
            continue
        check(desk, passed)


def at_head(step: Step[Any]) -> Head:
    """A head as another desk may have written it."""
    return Head(
        desk="B", seq=1, clock=1, stream=f"{step.letter}900", seen="", kind=step.about.kind,
        at=NOW, operator="somebody", deed="d",
    )  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(letter=st.sampled_from("REPS"), data=st.data())
def test_facts_of_another_desk_fold_on_any_state_in_any_order(
    letter: str, data: st.DataObject
) -> None:
    record: Stream = blank(letter)
    for step in data.draw(st.lists(any_step(letter), max_size=6)):
        record = fold(record, step, at_head(step))
    assert record.rows <= 6


@settings(max_examples=300, deadline=None)
@given(before=st.lists(any_step("R"), max_size=4), step=any_step("R"))
def test_judging_and_offering_never_break_whatever_stands_on_the_record(
    before: list[Step[Any]], step: Step[Any]
) -> None:
    desk = MemoryDesk()
    record: Stream = blank("R")
    for one in before:
        record = fold(record, one, at_head(one))
    opened = replace(record, state=min(step.about.opens))
    refusals_of(step, opened, desk)
    assert all(o.open or o.why_not for o in openness(steps_for("R"), record, desk))
    for cls in steps_for("R"):
        cls.suggest(opened, desk)
    assert step.line()
    assert isinstance(record, Ticket)
    assert isinstance(record.debts(), tuple)


def test_every_ticket_step_has_been_thought_of_in_the_walk() -> None:
    walked = {type(step).about.kind for seed in range(900) for step in plausible(Random(seed))}  # noqa: S311 - a walk
    by_brought = {"ticket.carried_over", "ticket.incident_opened"}
    by_merge = {"ticket.clash_settled"}
    rare = {"ticket.reassigned", "ticket.progress_noted", "ticket.charge_refused"}
    tickets = {kind for kind, cls in STEPS.items() if cls.letter == "R"}
    assert tickets - walked == by_brought | by_merge | rare
