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
from deskapp.handbook.people import Role
from deskapp.handbook.step import STEPS, Act, Head, Step, Stream
from deskapp.handbook.streams import blank, steps_for
from deskapp.handbook.ticket.accepting import AcceptedEmergency, SettledOnSpot
from deskapp.handbook.ticket.answering import Answered, PraisePassed
from deskapp.handbook.ticket.authority import ExternalNoted
from deskapp.handbook.ticket.calling import CallMade
from deskapp.handbook.ticket.clarifying import Clarified
from deskapp.handbook.ticket.closing import (
    Cancelled,
    ClosedUnhappy,
    ClosedWithoutContact,
    Confirmed,
    Reopened,
    Rework,
)
from deskapp.handbook.ticket.declining import Declined
from deskapp.handbook.ticket.done import ChargeAgreed
from deskapp.handbook.ticket.follow_up import FollowedUp, FollowUpAttempted
from deskapp.handbook.ticket.given_up import ClosedForCost, ClosedNoAccess
from deskapp.handbook.ticket.imported import Imported
from deskapp.handbook.ticket.merging import Merged, ReporterLeft, ReporterTold, Unmerged
from deskapp.handbook.ticket.parts import HelperAdded, SubtaskAdded
from deskapp.handbook.ticket.progress import Chased, ContactAttempted, DueChanged, FieldCorrected
from deskapp.handbook.ticket.read_back import ReadBack
from deskapp.handbook.ticket.reclassifying import Reclassified
from deskapp.handbook.ticket.recording import Abandoned
from deskapp.handbook.ticket.referral import LookedBack, Referred
from deskapp.handbook.ticket.reminders import reminders, ringing, rings_at
from deskapp.handbook.ticket.state import Ticket
from deskapp.handbook.ticket.undoing import Undone
from deskapp.handbook.ticket.unreached import ClosedUnreached, NoticeLeft
from deskapp.handbook.ticket.visits import VisitBooked, VisitMissed
from deskapp.handbook.ticket.waiting import Resumed, Waiting
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
    "abandoned", "accepted", "dispatched", "taken", "working", "waiting", "done",
    "closed", "cancelled", "referred",
)  # fmt: skip
AFTER_THE_END = (
    CallMade, FieldCorrected, FollowedUp, FollowUpAttempted, PraisePassed, ReporterLeft,
    ReporterTold, Undone,
)  # fmt: skip
"""Steps that leave a closed ticket closed, or give it back so."""
WITH_OWNERS_ANSWER = {"C-OK", "C-SPOT", "C-UNHAPPY"}


def lawful(ticket: Ticket, closing: Step[Any], desk: MemoryDesk) -> bool:
    """Whether the step that closed a ticket is one that the handbook lets close it (3.3)."""
    by = desk.operator.roles
    scores = {"3", "4", "5", "declined"}
    if isinstance(closing, Confirmed):
        return closing.solved == "yes" and closing.score in scores and ticket.close_code == "C-OK"
    if isinstance(closing, SettledOnSpot):
        return closing.settled is True and bool(closing.answer) and not ticket.danger
    if isinstance(closing, Answered):
        words_only = ticket.type in {"ENQ", "SUG", "PRA"}
        return closing.clear is True and bool(closing.answer) and words_only
    if isinstance(closing, ClosedUnhappy):
        called = closing.called_at is not None and closing.complaint_offered is True
        chief = bool(by & (STAFF["lin"].roles | STAFF["ma"].roles))
        return chief and called and closing.solved == "yes" and closing.score in {"1", "2"}
    if isinstance(closing, ClosedWithoutContact):
        seen_by_another = closing.verifier not in {"", ticket.person, *ticket.worked}
        seen = seen_by_another or (closing.alone is True and ticket.self_confirmed)
        return seen and bool(closing.proof) and has_substance(closing.seen, 4)
    return _elsewhere(ticket, closing, by)


def _elsewhere(ticket: Ticket, closing: Step[Any], by: Role) -> bool:
    if isinstance(closing, (ClosedUnreached, ClosedForCost, ClosedNoAccess)):
        return bool(by & (STAFF["lin"].roles | STAFF["ma"].roles)) and _tried(ticket, closing)
    if isinstance(closing, LookedBack):
        return closing.result == "settled" and ticket.close_code == "C-REFERRED"
    return isinstance(closing, Imported) and ticket.close_code == "C-IMPORTED"


def has_paused(desk: MemoryDesk, number: str) -> bool:
    """Whether the work clock of a ticket ever stood still."""
    waits = (one.step for one in desk.written if one.stream == number)
    return any(isinstance(step, Waiting) and step.pauses for step in waits)


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
            work_due, due = record.work_due.replace(second=0), record.due.replace(second=0)
            assert work_due == due or (work_due > due and has_paused(desk, record.number))
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
    enquiry = accepted(
        sub=pick(["ENQ.FEE", "SUG.COMM", "PRA.STAFF"]), priority="P4", person="lin",
        unknown_reason=pick(["rule", ""]),
    )  # fmt: skip
    why = pick(["...", "业主赶着上班", ""])
    late = in_hours(pick([4, 20, 400]))
    score = pick(["1", "3", "5", "declined", "not_asked"])
    solved = pick(["yes", "yes", "no", "partly"])
    deeds: list[list[Step[Any]]] = [
        [call, *read_back(), accepted()],
        [nobody, *read_back(), accepted(sub="PUB.LIGHT", priority="P2")],
        [call, accepted(override=why, override_clauses=("2.2",))],
        [call, Clarified(question="since", answer=pick(["昨晚", ""])), *read_back(), enquiry],
        [Answered(answer="已问清", clear=pick([True, True, False]))],
        [PraisePassed(person=pick(["zhang", "gone"]), said="修得好")],
        [
            Reclassified(
                sub=pick(["ENQ.FEE", "REP.WATER", "CMP.SLOW", "EMG.FIRE"]),
                priority=pick(["P0", "P2", "P4"]),
                reason="问清后改",
                complaint=pick([True, None]),
            )
        ],
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
        [dispatched()],
        [dispatched()],
        [TAKEN],
        [TAKEN],
        [TAKEN],
        [started()],
        [started()],
        [started()],
        [started(checked=True)],
        [work_done()],
        [work_done()],
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
        [Declined(reason="skill", said=pick(["只会水电", "马上处理"]))],
        [Waiting(kind=pick(["owner", "parts", "cost"]), said="等业主在家", next_check=in_hours(2))],
        [Resumed(changed="业主回来了", adult_agreed=True)],
        [ExternalNoted(ext_no=pick(["HZ20261124001", "没有"]), ext_due=late)],
        [Chased()],
        [FollowedUp(solved=solved, score=score, said="阳台又渗水")],
        [FollowUpAttempted(result=pick(["no_answer", "reached"]))],
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
        [Merged(target=f"R{random.randrange(1, 90):03}", same=pick([True, False]))],
        [Unmerged(reason=pick(["不是一回事", "..."]))],
        [ReporterTold(ticket=f"R{random.randrange(1, 90):03}", result=pick(["told", "busy"]))],
        [HelperAdded(person=pick(["wu", "guo"]), task="一起抬水箱")],
        [SubtaskAdded(person="wu", due=late, requirement="先拆开吊顶")],
        [Undone(reason=pick(["按错了键", "..."]))],
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
    for seed in range(24):
        walk(seed, 300)
    print("states reached:", dict(REACHED.most_common()))  # noqa: T201 - the count is the report
    assert {state: REACHED[state] for state in MUST_REACH if not REACHED[state]} == {}


@pytest.mark.clause("3.3")
@settings(max_examples=150, deadline=None)
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


@settings(max_examples=150, deadline=None)
@given(letter=st.sampled_from("REPS"), data=st.data())
def test_facts_of_another_desk_fold_on_any_state_in_any_order(
    letter: str, data: st.DataObject
) -> None:
    record: Stream = blank(letter)
    for step in data.draw(st.lists(any_step(letter), max_size=6)):
        record = fold(record, step, at_head(step))
    assert record.rows <= 6


@settings(max_examples=150, deadline=None)
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


@pytest.mark.clause("3.2")
@settings(max_examples=150, deadline=None)
@given(
    steps=st.lists(any_step("R"), max_size=6),
    hours=st.tuples(st.floats(-50, 400), st.floats(0, 400)),
)
def test_time_alone_never_moves_a_reminder_and_nothing_rings_after_the_end(
    steps: list[Step[Any]], hours: tuple[float, float]
) -> None:
    desk, ticket = MemoryDesk(), blank("R")
    for step in steps:
        ticket = fold(ticket, step, at_head(step))
    assert isinstance(ticket, Ticket)
    desk.later(hours=hours[0])
    before, rung = reminders(ticket, desk), ringing(ticket, desk)
    desk.later(hours=hours[1])
    assert reminders(ticket, desk) == before
    rings = ringing(ticket, desk)
    assert all(one in rings for one in rung)
    assert all(one in before for one in rings)
    assert ticket.open or not before
    first = rings_at(ticket)
    assert first is None or first in {one.at for one in before}


def test_every_ticket_step_has_been_thought_of_in_the_walk() -> None:
    walked = {type(step).about.kind for seed in range(900) for step in plausible(Random(seed))}  # noqa: S311 - a walk
    by_brought = {
        "ticket.carried_over", "ticket.incident_opened", "ticket.reporter_joined",
        "ticket.reporter_left", "ticket.subtask_opened", "ticket.complaint_opened",
        "ticket.opened_for_complaint",
    }  # fmt: skip
    by_merge = {"ticket.clash_settled"}
    rare = {
        "ticket.complained_of",
        "ticket.reassigned",
        "ticket.progress_noted",
        "ticket.charge_refused",
    }
    tickets = {kind for kind, cls in STEPS.items() if cls.letter == "R"}
    assert tickets - walked == by_brought | by_merge | rare
