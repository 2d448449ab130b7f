"""What is due by itself, out of a real database: rows, reasons, counts (3.2, 3.8)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from deskapp.handbook.complaint.answering import Answered, PointAnswered
from deskapp.handbook.complaint.assessing import Assessed, VerifyStarted
from deskapp.handbook.complaint.hearing import Acknowledged
from deskapp.handbook.complaint.verifying import EvidenceNoted, FindingSet, Verified
from deskapp.handbook.step import Act
from deskapp.handbook.ticket.closing import Confirmed
from deskapp.handbook.ticket.dispatch import Taken
from deskapp.handbook.ticket.done import WorkDone
from deskapp.handbook.ticket.follow_up import FollowedUp
from deskapp.store.rebuilding import rebuild
from deskapp.store.verify import verify
from tests.calls import NOON, complain, dispatch, set_up, take_call

if TYPE_CHECKING:
    from pathlib import Path

    from deskapp.desk.desk import Desk

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


class Now:
    """A clock that stands until the test moves it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Now:
    return Now()


@pytest.fixture
def desk(tmp_path: Path, clock: Now) -> Desk:
    return set_up(tmp_path / "desk.db", clock)


def due(desk: Desk) -> list[tuple[str, str]]:
    return [(call.line.number, call.why.kind) for call in desk.calls()]


def closed(desk: Desk) -> str:
    number = take_call(desk)
    desk.take([dispatch(desk, number)])
    steps = (
        Taken(room_repeated=True, due_repeated=True),
        WorkDone(process="换了进水软管", result="fixed", none_left=True),
        Confirmed(solved="yes", score="5"),
    )
    desk.take([Act(number, step) for step in steps])
    return number


@pytest.mark.clause("3.1")
def test_what_nobody_has_stands_in_the_list_after_its_limit_and_leaves_it_with_the_dispatch(
    desk: Desk, clock: Now
) -> None:
    number = take_call(desk)
    clock.now += 9 * MINUTE
    assert due(desk) == []
    clock.now += MINUTE
    assert due(desk) == [(number, "undispatched")]
    assert desk.burning() == (0, 0, 1, 0)
    desk.take([dispatch(desk, number)])
    assert due(desk) == []
    assert desk.burning() == (0, 0, 0, 0)


@pytest.mark.clause("1.1")
def test_broken_promises_stand_before_what_is_only_due(desk: Desk, clock: Now) -> None:
    early = take_call(desk)
    desk.take([dispatch(desk, early)])
    clock.now += 10 * timedelta(hours=1)
    late = take_call(desk)
    desk.take([dispatch(desk, late)])
    clock.now += 14 * timedelta(hours=1)
    assert due(desk) == [(early, "broken"), (late, "half")]


@pytest.mark.clause("3.8")
def test_a_closed_ticket_is_in_the_work_list_until_it_is_followed_up(
    desk: Desk, clock: Now
) -> None:
    number = closed(desk)
    lines = desk.page("followups")
    assert [line.number for line in lines] == [number]
    assert [call.why.at for call in desk.reasons(lines)] == [clock.now + DAY]
    assert desk.last_page("followups") == lines
    assert desk.page("followups", after=lines[0].mark) == []
    assert desk.counts("followups", "closed") == {"followups": 1, "closed": 1}
    clock.now += MINUTE
    desk.take([Act(number, FollowedUp(solved="yes", score="4"))])
    assert desk.page("followups") == []
    clock.now += 31 * DAY
    assert desk.counts("followups") == {"followups": 1}
    clock.now += 31 * DAY
    assert desk.page("followups") == []


@pytest.mark.clause("3.8")
def test_the_seed_is_the_site_s_own_and_comes_back_with_the_journal(desk: Desk) -> None:
    seed = desk.site().seed()
    assert seed
    rebuild(desk.store.conn)
    assert desk.site().seed() == seed


def test_the_columns_of_what_is_due_agree_with_the_journal(desk: Desk, clock: Now) -> None:
    number = closed(desk)
    clock.now += MINUTE
    desk.take([Act(number, FollowedUp(solved="yes", score="4"))])
    take_call(desk)
    assert verify(desk.store).sound
    kept = desk.page("everything")
    rebuild(desk.store.conn)
    assert desk.page("everything") == kept
    desk.store.conn.execute("UPDATE ticket SET rings_at = 1 WHERE number = ?", (number,))
    assert not verify(desk.store).sound


@pytest.mark.clause("4.3")
def test_a_complaint_calls_by_itself_but_not_whom_it_is_about(desk: Desk, clock: Now) -> None:
    number = complain(desk)
    assert (due(desk), desk.burning()) == ([], (0, 0, 0, 0))
    clock.now += 4 * 60 * MINUTE
    assert due(desk) == [(number, "broken")]
    assert desk.burning() == (0, 0, 0, 1)
    other = complain(desk, about=desk.operator.id)
    clock.now += 4 * 60 * MINUTE
    assert other not in dict(due(desk))
    assert desk.burning() == (0, 0, 0, 1)
    rebuild(desk.store.conn)
    assert desk.burning() == (0, 0, 0, 1)


@pytest.mark.clause("H44a")
def test_a_complaint_that_is_due_in_the_next_shift_or_late_is_handed_over(
    desk: Desk, clock: Now
) -> None:
    number = complain(desk)
    assert handed_over(desk) == {number: "due"}
    clock.now += 5 * 60 * MINUTE
    assert handed_over(desk) == {number: "broken"}


@pytest.mark.clause("H44a")
def test_a_follow_up_is_handed_over_on_its_last_day_and_late_on_the_next(
    desk: Desk, clock: Now
) -> None:
    number = complain(desk)
    me, end = desk.operator.id, clock.now + DAY
    way = (
        Acknowledged(handler=me, reply_by=end, told=True),
        Assessed(level="K3", danger=False, in_scope=False, homes=1, handler=me),
        VerifyStarted(plan="看派单记录", due=end),
        EvidenceNoted(point=1, kind="record", where="派单记录", who="周敏", at=clock.now),
        FindingSet(point=1, finding="not", why="记录里当天就派了"),
        Verified(),
        PointAnswered(point=1, answer="当天就派了"),
    )
    for step in way:
        desk.take([Act(number, step)])
    answer = Answered(said="查过了，当天就派了", told_at=clock.now, how="voice", routes=("court",))
    desk.take([Act(number, answer)])
    assert handed_over(desk) == {}
    clock.now += 3 * DAY
    assert handed_over(desk) == {number: "follow_up"}
    clock.now += DAY
    assert handed_over(desk) == {number: "broken"}


def handed_over(desk: Desk) -> dict[str, str]:
    """Number and reason of each line that the next shift would get."""
    return {matter.number: matter.kind for matter in desk.site().to_hand_over()}
