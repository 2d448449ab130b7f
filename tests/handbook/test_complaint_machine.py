"""Each row of the complaint's machine, C01 to C33: where it leads, and each thing it asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, cast

import pytest

from deskapp.handbook.complaint.answering import ContactAttempted
from deskapp.handbook.complaint.assessing import Escalated
from deskapp.handbook.complaint.carrying_out import ActionsOpened
from deskapp.handbook.complaint.cause import RootCauseSet
from deskapp.handbook.complaint.closing import ClosedAnonymous, ClosedDisagreed, Withdrawn
from deskapp.handbook.complaint.consent import Objected
from deskapp.handbook.complaint.fairness import FinalAnswer, ReviewStarted
from deskapp.handbook.complaint.group import Merged, Unmerged
from deskapp.handbook.complaint.hearing import Acknowledged, Drafted
from deskapp.handbook.complaint.outside import Referred, Resumed, Suspended
from deskapp.handbook.complaint.repeats import Reopened
from deskapp.handbook.complaint.state import Complaint
from deskapp.handbook.complaint.verifying import Contacted, PersonHeard, Verified
from deskapp.handbook.people import EVERYONE, MANAGER, SUPERVISOR, Person
from deskapp.handbook.step import Act, Step
from tests.handbook.desk_in_memory import GUO, LIN, MA, NOW, ZHOU, MemoryDesk, in_hours
from tests.handbook.test_complaint import (
    ACKED,
    ACTION,
    ANSWERED,
    ASSESSED,
    CAUSE,
    EVIDENCE,
    FREE,
    HAPPY,
    PLANNED,
    POINT,
    PREVENTED,
    RECEIVED,
    SOLUTION,
    TOLD,
    TRUE,
    WAY,
    YES,
    refused,
    take,
    up_to,
)

HUNDRED = Decimal(100)
HEARD = Drafted(note="气死了")
CALLED = Contacted(said="先缓一缓，明早再打", next_call=in_hours(20))
NO = Objected(objection="太晚")
LOOK = ReviewStarted(reviewer="lin", said="还是不同意", told=True)
FINAL = FinalAnswer(said="只能下午，原因如下", told_at=NOW, how="voice", routes=("court",))
SOONER = replace(SOLUTION, plan="今天中午前派师傅上门修好")
GO = ActionsOpened()
NOT_TRUE = replace(TRUE, finding="not", why="记录里当天就派了")
REASONS = replace(ANSWERED, said="查过了，当天就派了", routes=("hotline",))
UNHAPPY = ClosedDisagreed(said="不满意")
BACK_OUT = Withdrawn(said="算了", how="phone", free_will=True)
THEIRS = Referred(body="sub_district", reference="2026-15", told=True, look_back_at=in_hours(48))
COURT = Suspended(body="court", reference="20261124")
OUTCOME = Resumed(outcome="判了，各付一半")
AGAIN = Reopened(said="又没人来了")
GRAVER = Escalated(level="K2", handler="lin", reason="同一件事第三次")
COSTS = replace(FREE, cost="owner", amount=HUNDRED, ceiling=HUNDRED, basis="estimate")
PAYS = replace(YES, amount=HUNDRED, ceiling=HUNDRED, read_back=True)
PROOF = ClosedAnonymous(proof="photo", seen="夜里去看过两次", verifier="guo")
UNNAMED = replace(RECEIVED, name="", contact="", anonymous=True)
UNTOLD = replace(ACKED, told=None, untold="anonymous")

Before = Callable[[MemoryDesk], str]
"""Brings a complaint to where a row begins; its number."""


def heard(desk: MemoryDesk) -> str:
    return desk.take(Act("", HEARD))[0].stream


def after(last: Step[Any], *more: tuple[Person, Step[Any]]) -> Before:
    """The straight way up to and with a step, then what others do."""

    def before(desk: MemoryDesk) -> str:
        number = up_to(desk, last)
        for who, step in more:
            take(desk.as_(who), number, step)
        desk.as_(ZHOU)
        return number

    return before


def instead(*steps: Step[Any]) -> Before:
    """From the first word by these steps, all by the receptionist."""

    def before(desk: MemoryDesk) -> str:
        number = heard(desk)
        take(desk, number, *steps)
        return number

    return before


def objected(desk: MemoryDesk) -> str:
    return after(FREE, (ZHOU, NO))(desk)


def in_review(desk: MemoryDesk) -> str:
    return after(FREE, (ZHOU, NO), (MA, LOOK))(desk)


def nothing_true(desk: MemoryDesk) -> str:
    return after(EVIDENCE, (ZHOU, NOT_TRUE), (ZHOU, Verified()), (ZHOU, TOLD))(desk)


def second_answer(desk: MemoryDesk) -> str:
    """Answered once more after a second look, the measure noted."""
    number = after(ANSWERED, (LIN, LOOK))(desk)
    take(desk.as_(MA), number, TOLD, FINAL, PREVENTED)
    return number


def nobody_known(upto: Step[Any]) -> Before:
    """An anonymous complaint on the straight way."""
    way = (POINT, UNNAMED, UNTOLD, *WAY[3:])
    return instead(*way[: WAY.index(upto) + 1])


def with_ticket(desk: MemoryDesk) -> str:
    number = nobody_known(RootCauseSet())(desk)
    take(desk, number, ACTION)
    return number


def nobody_to_ask(desk: MemoryDesk) -> str:
    number = nobody_known(RootCauseSet())(desk)
    take(desk.as_(LIN), number, ACTION, GO)
    take(desk.as_(ZHOU), number, TOLD, ANSWERED, PREVENTED)
    return number


def grouped(desk: MemoryDesk) -> str:
    one, other = up_to(desk, ASSESSED), up_to(desk, ASSESSED)
    take(desk.as_(LIN), other, Merged(group=one))
    return other


def closed(desk: MemoryDesk) -> str:
    return after(PREVENTED, (GUO, HAPPY))(desk)


@dataclass(frozen=True)
class Row:
    """One row of the machine: who takes which step from where, and where it leads."""

    id: str
    before: Before
    who: Person
    step: Step[Any]
    to: str


ROWS = [
    Row("C02", instead(POINT), GUO, RECEIVED, "received"),
    Row("C03", after(RECEIVED), GUO, ACKED, "acked"),
    Row("C03", nobody_known(RECEIVED), ZHOU, UNTOLD, "acked"),
    Row("C04", after(ACKED), ZHOU, ASSESSED, "assessed"),
    Row("C05", after(ASSESSED), ZHOU, PLANNED, "verifying"),
    Row("C05", after(ASSESSED), MA, PLANNED, "verifying"),
    Row("C06", after(PLANNED), ZHOU, CALLED, "verifying"),
    Row("C07", after(TRUE), ZHOU, Verified(), "verified"),
    Row("C08", after(CAUSE), ZHOU, RootCauseSet(), "caused"),
    Row("C09", after(SOLUTION), ZHOU, FREE, "proposed"),
    Row("C10", after(FREE), ZHOU, YES, "agreed"),
    Row("C11", after(FREE), ZHOU, NO, "objected"),
    Row("C12", after(FREE, (ZHOU, NO), (ZHOU, SOONER)), LIN, FREE, "proposed"),
    Row("C13", objected, LIN, LOOK, "review"),
    Row("C14", after(FREE, (ZHOU, NO), (MA, LOOK), (LIN, SOONER)), MA, FREE, "proposed"),
    Row("C15", after(FREE, (ZHOU, NO), (MA, LOOK), (MA, TOLD)), MA, FINAL, "answered"),
    Row("C16", after(ACTION), ZHOU, GO, "executing"),
    Row("C17", after(TOLD), ZHOU, ANSWERED, "answered"),
    Row("C18", nothing_true, LIN, REASONS, "answered"),
    Row("C20", after(PREVENTED), GUO, HAPPY, "closed"),
    Row("C21", after(ANSWERED), GUO, LOOK, "review"),
    Row("C22", after(ANSWERED), GUO, ContactAttempted(result="no_answer"), "answered"),
    Row("C23", second_answer, MA, UNHAPPY, "closed_disagreed"),
    *(Row("C24", after(last), ZHOU, BACK_OUT, "withdrawn") for last in (
        RECEIVED, ACKED, ASSESSED, PLANNED, WAY[7], WAY[9], FREE, YES, GO,
    )),
    Row("C24", objected, ZHOU, BACK_OUT, "withdrawn"),
    *(Row("C25", before, LIN, THEIRS, "referred") for before in (
        after(ASSESSED), after(PLANNED), after(WAY[7]), objected, in_review,
    )),
    *(Row("C26", before, MA, COURT, "suspended") for before in (
        after(ASSESSED), after(PLANNED), after(WAY[7]), after(WAY[9]), after(FREE), objected,
        after(YES), after(GO), in_review,
    )),
    Row("C27", after(PLANNED, (MA, COURT)), MA, OUTCOME, "review"),
    Row("C27", after(PLANNED, (LIN, THEIRS)), MA, OUTCOME, "review"),
    Row("C29", closed, ZHOU, AGAIN, "review"),
    Row("C29", after(ACKED, (ZHOU, BACK_OUT)), LIN, AGAIN, "review"),
    *(Row("C30", after(last), LIN, GRAVER, to) for last, to in (
        (RECEIVED, "received"), (ACKED, "acked"), (ASSESSED, "assessed"), (PLANNED, "verifying"),
        (WAY[7], "verified"), (WAY[9], "caused"), (FREE, "proposed"), (YES, "agreed"),
        (GO, "executing"),
    )),
    Row("C30", objected, MA, GRAVER, "objected"),
    Row("C31", grouped, LIN, Unmerged(why="不是同一天的事"), "assessed"),
    Row("C32", with_ticket, LIN, GO, "executing"),
    Row("C33", nobody_to_ask, LIN, PROOF, "closed"),
]  # fmt: skip


def _named(row: Row) -> str:
    return f"{row.id}-{row.to}-{row.who.id}"


@pytest.mark.clause("4.3")
@pytest.mark.parametrize("row", ROWS, ids=_named)
def test_a_row_leads_from_where_it_begins_to_where_it_ends(desk: MemoryDesk, row: Row) -> None:
    number = row.before(desk)
    assert take(desk.as_(row.who), number, row.step).state == row.to


@pytest.mark.clause("4.1")
def test_c01_any_contact_opens_a_draft_with_one_word(desk: MemoryDesk) -> None:
    case = cast("Complaint", desk.records[heard(desk)])
    assert (case.state, case.points) == ("draft", ())


@pytest.mark.clause("4.3")
def test_c28_from_received_acked_and_assessed_it_joins_a_group(desk: MemoryDesk) -> None:
    group = up_to(desk, ASSESSED)
    for last in (RECEIVED, ACKED, ASSESSED):
        other = up_to(desk.as_(ZHOU), last)
        assert take(desk.as_(LIN), other, Merged(group=group)).state == "merged"
    late = up_to(desk.as_(ZHOU), PLANNED)
    assert refused(desk.as_(LIN), late, Merged(group=group)) == [("", "4.3", "hard")]


@dataclass(frozen=True)
class Guard:
    """What a row asks for first: a step that misses it, and how that is refused."""

    id: str
    what: str
    before: Before
    step: Step[Any]
    field: str
    clause: str
    who: Person = ZHOU


def _no(step: Step[Any], **without: object) -> Step[Any]:
    return replace(step, **without)  # type: ignore[arg-type]


ABOUT_ME = replace(POINT, whom="zhou")
ABOUT_HIM = replace(POINT, whom="zhang")
GRAVE = replace(ASSESSED, level="K2", handler="lin")
GUARDS = [
    Guard("C02", "a point", instead(), RECEIVED, "", "4.1"),
    Guard("C02", "when and where", instead(POINT), _no(RECEIVED, happened=""), "happened", "4.1"),
    Guard("C02", "what is wanted", instead(POINT), _no(RECEIVED, wanted=""), "wanted", "4.1"),
    Guard("C02", "a name", instead(POINT), _no(RECEIVED, name=""), "name", "4.1"),
    Guard("C02", "a contact", instead(POINT), _no(RECEIVED, contact=""), "contact", "4.1"),
    Guard("C02", "restated", instead(POINT), _no(RECEIVED, restated=None), "restated", "4.1"),
    Guard("C02", "nothing missing", instead(POINT), _no(RECEIVED, restated=False), "restated",
          "4.1"),
    Guard("C02", "not the desk's", instead(ABOUT_ME, RECEIVED), ACKED, "", "X19"),
    Guard("C03", "told", after(RECEIVED), _no(ACKED, told=None), "told", "4.1"),
    Guard("C03", "the handler", after(RECEIVED), _no(ACKED, handler=""), "handler", "4.1"),
    Guard("C03", "the reply's time", after(RECEIVED), _no(ACKED, reply_by=None), "reply_by", "4.1"),
    Guard("C04", "the level", after(ACKED), _no(ASSESSED, level=""), "level", "4.2"),
    Guard("C04", "danger", after(ACKED), _no(ASSESSED, danger=None), "danger", "4.2"),
    Guard("C04", "scope", after(ACKED), _no(ASSESSED, in_scope=None), "in_scope", "4.2"),
    Guard("C04", "danger is K1", after(ACKED), _no(ASSESSED, danger=True), "level", "4.2"),
    Guard("C04", "five homes are K1", after(ACKED), _no(ASSESSED, homes=5), "level", "4.2"),
    Guard("C04", "not whom it is about", instead(ABOUT_HIM, RECEIVED, ACKED),
          _no(ASSESSED, handler="zhang"), "handler", "X19"),
    Guard("C05", "a plan", after(ASSESSED), _no(PLANNED, plan=""), "plan", "4.2"),
    Guard("C05", "by when", after(ASSESSED), _no(PLANNED, due=None), "due", "4.2"),
    Guard("C05", "above at K2", instead(POINT, RECEIVED, ACKED, GRAVE), PLANNED, "", "4.2"),
    Guard("C06", "what was said", after(PLANNED), _no(CALLED, said=""), "said", "4.2"),
    Guard("C07", "evidence", after(PLANNED), TRUE, "finding", "4.2"),
    Guard("C07", "a finding", after(EVIDENCE), Verified(), "", "4.2"),
    Guard("C07", "the handler", after(TRUE), Verified(), "", "4.2", who=LIN),
    Guard("C07", "the other side", instead(ABOUT_HIM, RECEIVED, ACKED, ASSESSED, PLANNED,
          EVIDENCE, TRUE), Verified(), "", "4.2"),
    Guard("C07", "why not heard", instead(ABOUT_HIM, RECEIVED, ACKED, ASSESSED, PLANNED),
          PersonHeard(point=1, heard=False, said=""), "said", "4.2"),
    Guard("C08", "a cause", after(WAY[7]), RootCauseSet(), "", "4.2"),
    Guard("C08", "one sentence why", after(WAY[7]), _no(CAUSE, why="忘了"), "why", "4.2"),
    Guard("C08", "why once more", after(WAY[7], (LIN, Escalated(level="K2", reason="第三次了"))),
          CAUSE, "deeper", "4.2"),
    Guard("C09", "a solution", after(WAY[9]), FREE, "", "4.3"),
    Guard("C09", "who", after(WAY[9]), _no(SOLUTION, person=""), "person", "4.3"),
    Guard("C09", "by when", after(WAY[9]), _no(SOLUTION, due=None), "due", "4.3"),
    Guard("C09", "a cause first", after(WAY[7]), SOLUTION, "", "4.3"),
    Guard("C09", "the cost", after(SOLUTION), _no(FREE, cost=""), "cost", "4.3"),
    Guard("C09", "the basis", after(SOLUTION), _no(COSTS, basis=""), "basis", "H43a"),
    Guard("C09", "a ceiling not under the amount", after(SOLUTION),
          _no(COSTS, ceiling=Decimal(99)), "ceiling", "H43a"),
    Guard("C09", "when the owner helps", after(SOLUTION), _no(FREE, help_what="let_in"), "help_at",
          "H43b"),
    Guard("C09", "explained when", after(SOLUTION), _no(FREE, explained_at=None), "explained_at",
          "4.3"),
    Guard("C09", "explained how", after(SOLUTION), _no(FREE, explained_how=""), "explained_how",
          "4.3"),
    Guard("C10", "who said yes", after(FREE), _no(YES, who=""), "who", "4.3"),
    Guard("C10", "how", after(FREE), _no(YES, how=""), "how", "4.3"),
    Guard("C10", "the amount", after(SOLUTION, (ZHOU, COSTS)), _no(PAYS, amount=Decimal(90)),
          "amount", "H43a"),
    Guard("C10", "the ceiling", after(SOLUTION, (ZHOU, COSTS)), _no(PAYS, ceiling=Decimal(900)),
          "ceiling", "H43a"),
    Guard("C10", "read back", after(SOLUTION, (ZHOU, COSTS)), _no(PAYS, read_back=None),
          "read_back", "H43a"),
    Guard("C11", "to what", after(FREE), _no(NO, objection=""), "objection", "4.3"),
    Guard("C12", "something new", objected, FREE, "", "4.3"),
    Guard("C13", "somebody new", objected, _no(LOOK, reviewer="zhou"), "reviewer", "4.3", who=LIN),
    Guard("C13", "the owner told who", objected, _no(LOOK, told=False), "told", "4.3", who=LIN),
    Guard("C13", "ordered above", objected, LOOK, "", "4.3"),
    Guard("C14", "the manager", after(FREE, (ZHOU, NO), (MA, LOOK), (LIN, SOONER)), FREE, "",
          "4.3", who=LIN),
    Guard("C15", "routes", after(FREE, (ZHOU, NO), (MA, LOOK), (MA, TOLD)), _no(FINAL, routes=()),
          "routes", "4.3", who=MA),
    Guard("C15", "reasons", after(FREE, (ZHOU, NO), (MA, LOOK), (MA, TOLD)), _no(FINAL, said=""),
          "said", "4.3", who=MA),
    Guard("C15", "every point", in_review, FINAL, "", "4.3", who=MA),
    Guard("C15", "the manager", in_review, FINAL, "", "4.3", who=LIN),
    Guard("C16", "a ticket", after(YES), GO, "", "4.3"),
    Guard("C16", "a person", after(YES), _no(ACTION, person=""), "person", "4.3"),
    Guard("C16", "a time", after(YES), _no(ACTION, due=None), "due", "4.3"),
    Guard("C16", "an agreement", after(WAY[9]), GO, "", "4.3"),
    Guard("C17", "point by point", after(GO), ANSWERED, "", "4.3"),
    Guard("C17", "told when", after(TOLD), _no(ANSWERED, told_at=None), "told_at", "4.3"),
    Guard("C18", "nothing true", after(WAY[7], (ZHOU, TOLD)), REASONS, "", "4.3", who=LIN),
    Guard("C18", "above", nothing_true, REASONS, "", "4.3"),
    Guard("C18", "routes", nothing_true, _no(REASONS, routes=()), "routes", "4.3", who=LIN),
    Guard("C20", "not the handler", after(PREVENTED), HAPPY, "", "H44a"),
    Guard("C20", "settled", after(PREVENTED), _no(HAPPY, settled="no"), "settled", "H44a", who=GUO),
    Guard("C20", "asked", after(PREVENTED), _no(HAPPY, score=""), "score", "H44a", who=GUO),
    Guard("C20", "prevention", after(ANSWERED), HAPPY, "", "H45a", who=GUO),
    Guard("C20", "who prevents", after(ANSWERED), _no(PREVENTED, person=""), "person", "H45a"),
    Guard("C20", "or why none", after(ANSWERED), _no(PREVENTED, measure=""), "measure", "H45a"),
    Guard("C21", "somebody new", after(ANSWERED), _no(LOOK, reviewer="zhou"), "reviewer", "4.3",
          who=GUO),
    Guard("C22", "not the handler", after(ANSWERED), ContactAttempted(result="busy"), "", "H44a"),
    Guard("C22", "in vain", after(ANSWERED), ContactAttempted(result="reached"), "result", "H44a",
          who=GUO),
    Guard("C23", "a second look", after(PREVENTED), UNHAPPY, "", "4.3", who=MA),
    Guard("C23", "the manager", second_answer, UNHAPPY, "", "4.3", who=LIN),
    Guard("C24", "their words", after(ACKED), _no(BACK_OUT, said=""), "said", "4.3"),
    Guard("C24", "how", after(ACKED), _no(BACK_OUT, how=""), "how", "4.3"),
    Guard("C24", "no pressure", after(ACKED), _no(BACK_OUT, free_will=False), "free_will", "4.3"),
    Guard("C24", "not after the answer", after(ANSWERED), BACK_OUT, "", "4.3"),
    Guard("C25", "a body", after(PLANNED), _no(THEIRS, body=""), "body", "4.3", who=LIN),
    Guard("C25", "their number", after(PLANNED), _no(THEIRS, reference=""), "reference", "4.3",
          who=LIN),
    Guard("C25", "who decided", after(PLANNED), _no(THEIRS, decided_by="zhang"), "decided_by",
          "4.3", who=LIN),
    Guard("C25", "a day to look back", after(PLANNED), _no(THEIRS, look_back_at=None),
          "look_back_at", "4.3", who=LIN),
    Guard("C25", "the owner told", after(PLANNED), _no(THEIRS, told=False), "told", "4.3", who=LIN),
    Guard("C26", "a reference", after(PLANNED), _no(COURT, reference=""), "reference", "4.3",
          who=MA),
    Guard("C26", "court, police, insurer", after(PLANNED), _no(COURT, body="committee"), "body",
          "4.3", who=MA),
    Guard("C26", "the manager", after(PLANNED), COURT, "", "4.3", who=LIN),
    Guard("C27", "an outcome", after(PLANNED, (MA, COURT)), _no(OUTCOME, outcome=""), "outcome",
          "4.3", who=MA),
    Guard("C27", "the manager", after(PLANNED, (MA, COURT)), OUTCOME, "", "4.3", who=LIN),
    Guard("C29", "their words", closed, _no(AGAIN, said=""), "said", "H45b"),
    Guard("C30", "a reason", after(PLANNED), _no(GRAVER, reason=""), "reason", "4.2", who=LIN),
    Guard("C30", "above", after(PLANNED), GRAVER, "", "4.2"),
    Guard("C30", "a change", after(PLANNED), _no(GRAVER, level="K3", handler=""), "level", "4.2",
          who=LIN),
    Guard("C31", "above", grouped, Unmerged(why="不是同一天的事"), "", "4.3"),
    Guard("C31", "a reason", grouped, Unmerged(why=""), "why", "4.3", who=LIN),
    Guard("C32", "above", with_ticket, GO, "", "4.3"),
    Guard("C32", "a ticket", nobody_known(RootCauseSet()), GO, "", "4.3", who=LIN),
    Guard("C32", "nothing paid", nobody_known(RootCauseSet()), _no(ACTION, paid=True), "paid",
          "H43a", who=LIN),
    Guard("C33", "proof by others", nobody_to_ask, _no(PROOF, verifier="zhou"), "verifier", "H44a",
          who=LIN),
    Guard("C33", "what was seen", nobody_to_ask, _no(PROOF, seen=""), "seen", "H44a", who=LIN),
    Guard("C33", "a notice without names", nobody_to_ask,
          _no(PROOF, notice="3-2-1202 的周敏已换岗"), "notice", "H44a", who=LIN),
    Guard("C33", "above", nobody_to_ask, PROOF, "", "H44a"),
    Guard("C33", "no owner to ask", after(PREVENTED), PROOF, "", "H44a", who=LIN),
]  # fmt: skip


@pytest.mark.clause("4.3")
@pytest.mark.parametrize("guard", GUARDS, ids=lambda g: f"{g.id} {g.what}")
def test_a_row_asks_first_for(desk: MemoryDesk, guard: Guard) -> None:
    number = guard.before(desk)
    said = refused(desk.as_(guard.who), number, guard.step)
    assert (guard.field, guard.clause, "hard") in said, said


def test_every_row_and_its_guards_are_here() -> None:
    told_elsewhere = {"C01", "C19", "C28"}
    """C19 is computed: who calls when stands with the complaint's clocks."""
    every = {f"C{n:02}" for n in range(1, 34)}
    assert {row.id for row in ROWS} | told_elsewhere == every
    assert {guard.id for guard in GUARDS} | told_elsewhere == every


BY = {
    Acknowledged: EVERYONE, Escalated: SUPERVISOR | MANAGER, Referred: SUPERVISOR | MANAGER,
    Suspended: MANAGER, Merged: SUPERVISOR | MANAGER, Unmerged: SUPERVISOR | MANAGER,
    ClosedAnonymous: SUPERVISOR | MANAGER,
}  # fmt: skip


@pytest.mark.clause("4.3")
@pytest.mark.parametrize("step", BY, ids=lambda one: one.about.kind)
def test_who_may_take_a_row_at_all(step: type[Step[Any]]) -> None:
    assert step.about.by == BY[step]


@pytest.mark.clause("4.3")
def test_c17_an_action_is_closed_or_has_a_time_to_come(desk: MemoryDesk) -> None:
    number = after(TOLD)(desk)
    desk.later(hours=24)
    assert refused(desk, number, replace(ANSWERED, told_at=desk.now))[0] == ("", "4.3", "hard")


@pytest.mark.clause("4.3")
def test_c16_every_true_point_has_its_ticket_and_what_is_planned_is_not_typed_again(
    desk: MemoryDesk,
) -> None:
    second = [replace(s, point=2) for s in (EVIDENCE, TRUE, CAUSE, SOLUTION)]
    number = instead(POINT, POINT, *WAY[1:6], second[0], TRUE, second[1], Verified(), CAUSE,
                     second[2], RootCauseSet(), SOLUTION, second[3], FREE, YES)(desk)  # fmt: skip
    offered = type(ACTION).suggest(take(desk, number), desk)
    assert offered["what"] == SOLUTION.plan
    assert offered["person"] == SOLUTION.person
    take(desk, number, replace(ACTION, point=1))
    assert refused(desk, number, GO) == [("", "4.3", "hard")]
    assert type(ACTION).suggest(take(desk, number), desk)["point"] == 2
    assert take(desk, number, replace(ACTION, point=2), GO).state == "executing"


@pytest.mark.clause("4.3")
def test_c18_what_is_not_ours_is_answered_with_reasons_and_routes(desk: MemoryDesk) -> None:
    not_ours = replace(ASSESSED, in_scope=False)
    number = instead(POINT, RECEIVED, ACKED, not_ours, *WAY[4:8], TOLD)(desk)
    assert take(desk.as_(LIN), number, REASONS).state == "answered"


@pytest.mark.clause("H44a")
def test_c19_the_follow_up_is_three_days_after_the_answer_and_not_the_handlers(
    desk: MemoryDesk,
) -> None:
    number = after(PREVENTED)(desk)
    case = take(desk, number)
    assert case.answered_at
    assert case.follow_up_due == case.answered_at + timedelta(days=3)
    assert refused(desk, number, HAPPY) == [("", "H44a", "hard")]
