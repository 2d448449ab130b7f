"""Random days of complaints: whatever the people try, none ends against the handbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, TypeVar, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskapp.handbook.complaint.above import AboveTold, Sealed
from deskapp.handbook.complaint.abuse import AbuseNoted
from deskapp.handbook.complaint.answering import Answered, ContactAttempted, PointAnswered
from deskapp.handbook.complaint.assessing import Assessed, Escalated, VerifyStarted
from deskapp.handbook.complaint.carrying_out import ActionOpened, ActionsOpened
from deskapp.handbook.complaint.cause import CauseSet, RootCauseSet
from deskapp.handbook.complaint.closing import (
    Closed,
    ClosedAnonymous,
    ClosedDisagreed,
    InsideSettled,
    PreventionNoted,
    Withdrawn,
)
from deskapp.handbook.complaint.consent import Agreed, CostRefused, Objected
from deskapp.handbook.complaint.fairness import FinalAnswer, ReviewStarted
from deskapp.handbook.complaint.group import MemberTold, Merged, Unmerged
from deskapp.handbook.complaint.hearing import Acknowledged, Drafted, Noted, PointNoted, Received
from deskapp.handbook.complaint.outside import Disclosed, Referred, Resumed, Suspended
from deskapp.handbook.complaint.proposing import Proposed, SolutionNoted
from deskapp.handbook.complaint.repeats import Reopened
from deskapp.handbook.complaint.state import (
    CLOSED_DISAGREED,
    STATE_NAMES,
    WITHDRAWN,
    Complaint,
    Point,
)
from deskapp.handbook.complaint.unreached import ClosedUnreached, NoticeLeft
from deskapp.handbook.complaint.verifying import (
    Contacted,
    EvidenceNoted,
    FindingSet,
    PersonHeard,
    Verified,
)
from deskapp.handbook.gate import Passed, Refused, closed_because
from deskapp.handbook.step import Act, Step
from deskapp.handbook.streams import steps_for
from tests.handbook.desk_in_memory import GUO, LIN, MA, ZHOU, MemoryDesk

AT_THE_DESK = (ZHOU, GUO, LIN, MA)
HUNDRED = Decimal(100)
REACHED: Counter[str] = Counter()
StepT = TypeVar("StepT", bound=Step[Any])


@dataclass(frozen=True)
class Whim:
    """What somebody may type: mostly what fits, now and then what does not."""

    random: Random
    now: datetime
    others: tuple[str, ...]

    def one(self, *values: Any) -> Any:
        """One of these."""
        return self.random.choice(values)

    def mostly(self, right: Any, wrong: Any) -> Any:
        """The right one but for one in eight."""
        return self.random.choice([right] * 7 + [wrong])

    @property
    def yes(self) -> bool:
        """True but for one in eight."""
        return self.random.randrange(8) > 0

    @property
    def soon(self) -> datetime:
        """Some hours from now."""
        return self.now + timedelta(hours=self.one(1, 5, 30))

    @property
    def somebody(self) -> str:
        """Anybody of the staff."""
        return str(self.one("zhou", "guo", "lin", "ma", "zhang"))

    def point(self, complaint: Complaint, done: Callable[[Point], Any]) -> int:
        """The first point that misses something, mostly."""
        left = [p.number for p in complaint.points if not done(p)]
        return int(self.mostly(left[0] if left else 1, 2))


def _proposed(w: Whim) -> Step[Any]:
    money = w.one(None, HUNDRED)
    return Proposed(
        cost="owner" if money else w.one("none", "owner"), amount=money, ceiling=money,
        basis="estimate", explained_at=w.now, explained_how="voice",
    )  # fmt: skip


def _agreed(c: Complaint, w: Whim) -> Step[Any]:
    sum_ = c.proposal.amount if c.proposal else None
    return Agreed(who="王女士", how="voice", amount=sum_, ceiling=sum_, read_back=w.yes)


def _received(w: Whim) -> Step[Any]:
    known = bool(w.one(1, 1, 0))
    return Received(
        anonymous=not known, name="王女士" if known else "", contact="13800138000" if known else "",
        room="3-2-1202", happened=w.mostly("这个月三次", ""), wanted="今天修好", restated=w.yes,
    )  # fmt: skip


def typed(c: Complaint, w: Whim) -> list[Step[Any]]:
    """Every step as somebody may type it for this complaint."""
    return [
        Noted(note="还说了一句"),
        PointNoted(words="报修没人来", whom=w.mostly("", w.somebody)),
        _received(w),
        Acknowledged(handler=w.somebody, reply_by=w.soon, told=True),
        Assessed(
            level=w.one("K3", "K3", "K2", "K1"), danger=not w.yes,
            in_scope=w.yes, homes=1, handler=w.somebody,
        ),
        VerifyStarted(plan="看记录问师傅", due=w.soon),
        Escalated(level=w.one("", "K2"), handler=w.somebody, reason="换人办理"),
        Contacted(said="还在查"),
        EvidenceNoted(
            point=w.point(c, lambda p: p.evidence), kind="record", where="派单记录", who="周敏",
            at=w.now,
        ),
        PersonHeard(
            point=w.point(c, lambda p: p.heard_asked), heard=True, said="他说没接到单"
        ),
        FindingSet(
            point=w.point(c, lambda p: p.finding), finding=w.one("true", "not", "partly"),
            why="记录如此",
        ),
        Verified(),
        CauseSet(
            point=w.point(c, lambda p: p.cause2 or not p.holds), cause="A2", why="交接时漏了这一单",
            deeper=w.mostly("没有逐单打勾", ""),
        ),
        RootCauseSet(),
        SolutionNoted(
            point=w.point(c, lambda p: not p.holds or p.planned_in > len(c.proposals)),
            plan="今天下午派师傅上门修好", person="zhang", due=w.soon,
        ),
        _proposed(w),
        _agreed(c, w),
        CostRefused(who="王女士", risk="还会再漏水", free_part="先关阀止水"),
        Objected(objection="下午太晚"),
        ReviewStarted(
            reviewer=w.somebody, said="还是不同意", told=w.yes
        ),
        FinalAnswer(
            said="只能下午，原因如下", told_at=w.now, how="voice", routes=w.mostly(("court",), ())
        ),
        ActionOpened(
            what="修厨房水管", person="zhang", due=w.soon, paid=w.one(0, 1) == 1
        ),
        ActionsOpened(),
        PointAnswered(
            point=w.point(c, lambda p: p.answered), answer="师傅今天来修好了"
        ),
        Answered(
            said="漏派了，已经修好", told_at=w.now, how="voice", routes=w.one((), ("court",))
        ),
        ContactAttempted(result="no_answer"),
        PreventionNoted(
            point=w.point(c, lambda p: p.prevented or not p.holds), none_needed="只此一次的事"
        ),
        Closed(settled=w.one("yes", "no"), score=w.one("5", "2", "declined")),
        ClosedUnreached(why="三天都没接"),
        NoticeLeft(place="door"),
        InsideSettled(found="门岗确实睡着了", done="换岗并培训"),
        AboveTold(person=w.somebody, how="voice"),
        Sealed(to="总部客服部", how="挂号信", look_back_at=w.soon),
        ClosedAnonymous(proof="photo", seen="夜里去看过两次", verifier=w.somebody),
        ClosedDisagreed(said="不满意"),
        Withdrawn(said="算了", how="phone", free_will=w.yes),
        Referred(
            body="sub_district", reference="2026-1", told=True, look_back_at=w.soon
        ),
        Suspended(body="court", reference="2026-2"),
        Disclosed(body="police", officer="张警官", paper="2026-1", given="来电记录"),
        AbuseNoted(said="你们都是骗子", warned=w.yes),
        Resumed(outcome="判了，各付一半"),
        Reopened(said="又没人来了"),
        Merged(group=w.one(*w.others)),
        Unmerged(why="不是同一天的事"),
        MemberTold(complaint=w.one(*w.others), how="voice"),
    ]  # fmt: skip


RARELY = (
    AbuseNoted,
    Disclosed,
    AboveTold,
    MemberTold,
    Withdrawn,
    Merged,
    Escalated,
    Contacted,
    Noted,
    PointNoted,
    ContactAttempted,
    Suspended,
    Referred,
)
SOMETIMES = (CostRefused, EvidenceNoted, PersonHeard, FindingSet, CauseSet)
"""What would end or fill most complaints before they are halfway is not tried as often."""
BROUGHT = {"complaint.action_linked", "complaint.member_joined", "complaint.member_left"}
"""What only another step brings with it."""


def walk(seed: int, tries: int) -> MemoryDesk:
    """People at the desk try one thing after another on a few complaints."""
    random, desk = Random(seed), MemoryDesk()  # noqa: S311 - a story, not a secret
    for one in range(tries):
        if one % 50 == 0:
            desk.take(Act("", Drafted(note="气死了")))
        desk.later(hours=random.choice((0, 0, 0, 1, 20)))
        numbers = tuple(n for n in desk.records if n.startswith("C"))
        complaint = cast("Complaint", desk.records[random.choice(numbers)])
        in_hand = [who for who in AT_THE_DESK if who.id == complaint.handler]
        desk.as_(random.choice((*AT_THE_DESK, *in_hand * 4)))
        whim = Whim(random, desk.now, numbers)
        steps = [t for t in typed(complaint, whim) if not closed_because(type(t), complaint, desk)]
        often = [
            1 if isinstance(t, RARELY) else 5 if isinstance(t, SOMETIMES) else 20 for t in steps
        ]
        if steps:
            _try(desk, complaint, random.choices(steps, often)[0])
    return desk


def _try(desk: MemoryDesk, before: Complaint, step: Step[Any]) -> None:
    try:
        desk.take(Act(before.number, step))
    except Refused:
        return
    after = cast("Complaint", desk.records[before.number])
    REACHED[after.state] += 1
    assert desk.operator.id not in before.hidden_from, step
    if step.about.ends:
        check_the_end([one for one in desk.written if one.stream == before.number], after)


def check_the_end(rows: list[Passed], complaint: Complaint) -> None:
    """What the rows themselves must show before an end, whatever the fold made of them."""
    end = rows[-1].step
    if complaint.state == WITHDRAWN:
        assert isinstance(end, Withdrawn)
        assert end.free_will is True
        return
    points = set(range(1, 1 + len(steps(rows, PointNoted))))
    latest = {one.point: one.finding for one in steps(rows, FindingSet)}
    assert {one.point for one in steps(since_a_second_look(rows), PointAnswered)} >= points
    prevented = {one.point for one in steps(rows, PreventionNoted)}
    assert prevented >= {n for n, found in latest.items() if found in {"true", "partly"}}
    if complaint.state == CLOSED_DISAGREED:
        assert steps(rows, ReviewStarted)
        assert complaint.score == ""
    elif isinstance(end, Closed):
        assert end.settled == "yes"
        assert rows[-1].head.operator not in handled(rows)
    elif isinstance(end, ClosedAnonymous):
        assert steps(rows, Received)[0].anonymous
        assert end.verifier not in handled(rows)
    else:
        assert isinstance(end, ClosedUnreached)
        assert len(steps(rows, ContactAttempted)) >= 3


def since_a_second_look(rows: list[Passed]) -> list[Passed]:
    """The rows since what was answered was last not accepted."""
    anew = [i for i, one in enumerate(rows) if isinstance(one.step, (Reopened, ReviewStarted))]
    return rows[anew[-1] :] if anew else rows


def steps(rows: list[Passed], kind: type[StepT]) -> list[StepT]:
    """The steps of a kind among rows."""
    return [one.step for one in rows if isinstance(one.step, kind)]


def handled(rows: list[Passed]) -> set[str]:
    """Everybody in whose hands it was."""
    named = (getattr(one.step, "handler", getattr(one.step, "reviewer", "")) for one in rows)
    return set(named) - {""}


@pytest.mark.clause("H45a")
@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_no_day_ends_a_complaint_without_every_answer_and_the_owners_word(seed: int) -> None:
    walk(seed, 150)


@pytest.mark.clause("4.3")
def test_a_long_day_of_complaints_reaches_every_state() -> None:
    REACHED.clear()
    for seed in range(40):
        walk(seed, 300)
    print("states reached:", dict(REACHED.most_common()))  # noqa: T201 - the count is the report
    assert set(STATE_NAMES) - {""} - set(REACHED) == set()


def test_every_step_of_a_complaint_is_tried_in_the_walk() -> None:
    desk = MemoryDesk()
    number = desk.take(Act("", Drafted(note="气死了")))[0].stream
    complaint = cast("Complaint", desk.records[number])
    whim = Whim(Random(1), desk.now, (number,))  # noqa: S311 - a story, not a secret
    tried = {step.about.kind for step in typed(complaint, whim)} | {Drafted.about.kind} | BROUGHT
    assert {cls.about.kind for cls in steps_for("C")} == tried
