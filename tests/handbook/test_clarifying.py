"""Questions and their answers, another class, replies, praise, paid service (1.3, 2.2, 2.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from deskapp.handbook.ticket.accepting import SettledOnSpot, finish_limit
from deskapp.handbook.ticket.answering import Answered, PraisePassed
from deskapp.handbook.ticket.clarifying import Clarified
from deskapp.handbook.ticket.dispatch import Taken
from deskapp.handbook.ticket.done import ChargeAgreed, ChargeRefused
from deskapp.handbook.ticket.progress import DueChanged
from deskapp.handbook.ticket.reclassifying import Reclassified
from deskapp.handbook.ticket.recording import Abandoned
from deskapp.handbook.ticket.state import ACCEPTED, CLOSED, DONE, WORKING
from tests.handbook.desk_in_memory import (
    LIN,
    NOW,
    TAKEN,
    MemoryDesk,
    accepted,
    dispatched,
    in_hours,
    read_back,
    recorded,
    started,
    ticket_at,
    work_done,
)
from tests.handbook.told_no import no

ANSWER = Answered(answer="周六八点半到五点半可以办", channel="phone", clear=True)
OTHER = Reclassified(sub="REP.WATER", priority="P2", reason="是龙头坏了，没有漏")
PRAISE = PraisePassed(person="zhang", said="修得又快又干净")
CONSENT = ChargeAgreed(
    basis="catalogue", amount=Decimal("80.00"), ceiling=Decimal("100.00"), payer="王女士",
    consent_by="王女士", consent_how="voice", amount_read_back=True,
)  # fmt: skip


def enquiry(desk: MemoryDesk) -> str:
    """An enquiry that 李琳 promised to answer within three hours."""
    step = accepted(
        sub="ENQ.PARK", priority="P4", due=in_hours(3), person="lin", unknown_reason="rule"
    )
    return desk.do("", recorded(what="月卡周六能办吗"), *read_back(), step).number


# -- questions


@pytest.mark.clause("2.2")
def test_each_question_of_a_leak_has_an_answer_of_its_own(desk: MemoryDesk) -> None:
    said = {
        "room_in": "厨房水槽下", "since": "昨晚", "running": "还在滴", "wet_below": "不知道",
        "valve": "关了",
    }  # fmt: skip
    answers = [Clarified(question=q, answer=a) for q, a in said.items()]
    ticket = desk.do("", recorded(), *answers, *read_back(), accepted())
    assert ticket.answers == said
    assert [q.code for q in desk.policy.questions("REP.LEAK", "zh")] == list(said)
    assert (
        desk.do(ticket.number, Clarified(question="since", answer="前天")).answers["since"]
        == "前天"
    )


@pytest.mark.clause("2.2")
@pytest.mark.parametrize(
    ("question", "answer", "field"),
    [("since", "", "answer"), ("", "昨晚", "question"), ("mood", "好", "question")],
)
def test_a_question_of_the_list_and_an_answer_belong_together(
    desk: MemoryDesk, question: str, answer: str, field: str
) -> None:
    number = ticket_at(desk, "accepted")
    step = Clarified(question=question, answer=answer)
    assert no(desk.refuses(number, step)) == [(field, "2.2", "hard")]


@pytest.mark.clause("2.2")
def test_the_outcome_that_the_owner_would_like_stands_on_the_ticket(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "accepted")
    assert desk.do(number, Clarified(question="wanted", answer="今晚修好")).wanted == "今晚修好"
    assert desk.do(number, Clarified(question="since", answer="昨晚")).wanted == "今晚修好"


@pytest.mark.clause("2.2")
def test_the_next_question_without_an_answer_is_offered(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "accepted")
    assert Clarified.suggest(desk.ticket(number), desk) == {"question": "room_in"}
    desk.do(number, Clarified(question="room_in", answer="厨房"))
    assert Clarified.suggest(desk.ticket(number), desk) == {"question": "since"}


# -- the class


@pytest.mark.clause("2.3")
def test_another_class_keeps_the_former_one_and_the_promise(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "dispatched")
    before = desk.ticket(number)
    ticket = desk.do(number, OTHER)
    assert (ticket.sub, ticket.priority, ticket.former_subs) == ("REP.WATER", "P2", ("REP.LEAK",))
    assert (ticket.promises, ticket.state) == (before.promises, before.state)


@pytest.mark.clause("2.3")
def test_a_class_is_changed_to_another_one_with_a_reason(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "accepted")
    same = replace(OTHER, sub="REP.LEAK", priority="P1")
    assert no(desk.refuses(number, same)) == [("sub", "2.3", "hard")]
    assert no(desk.refuses(number, replace(OTHER, reason="错"))) == [("reason", "2.3", "hard")]


@pytest.mark.clause("4.1")
def test_a_change_to_a_complaint_asks_the_owner_and_keeps_the_wish(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "accepted")
    slow = replace(OTHER, sub="CMP.SLOW", reason="业主说报了三次")
    assert no(desk.refuses(number, slow)) == [("complaint", "4.1", "hard")]
    ticket = desk.do(number, replace(slow, complaint=True))
    assert (ticket.type, ticket.former_subs) == ("CMP", ("REP.LEAK",))
    assert ticket.calls_to_make == ("complaint_wanted",)
    other = ticket_at(desk, "accepted")
    assert desk.do(other, replace(slow, complaint=False)).calls_to_make == ()


@pytest.mark.clause("P0")
def test_a_danger_that_shows_later_opens_its_incident(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "dispatched")
    flood = replace(OTHER, sub="EMG.FLOOD", priority="P1", reason="总管爆了")
    assert no(desk.refuses(number, flood)) == [("priority", "P0", "hard")]
    ticket = desk.do(number, replace(flood, priority="P0"))
    assert desk.incident(ticket.incident).sub == "EMG.FLOOD"
    assert ticket.affects_others


@pytest.mark.clause("P0")
def test_only_the_supervisor_says_that_a_danger_is_none(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "accepted")
    desk.do(number, replace(OTHER, sub="EMG.FLOOD", priority="P0"))
    assert no(desk.refuses(number, OTHER)) == [("priority", "P0", "hard")]
    assert not desk.as_(LIN).do(number, OTHER).danger


@pytest.mark.clause("2.3")
def test_other_has_to_be_described(desk: MemoryDesk) -> None:
    other = accepted(sub="OTH.OTHER", priority="P4")
    short = desk.refuses("", recorded(what="问点事情"), *read_back(), other)
    assert no(short) == [("what", "2.3", "hard")]
    desk.do("", recorded(what="想借会议室开楼组会"), *read_back(), other)
    number = desk.do("", recorded(what="水管漏了"), *read_back(), accepted()).number
    step = replace(OTHER, sub="OTH.OTHER", priority="P4")
    assert no(desk.refuses(number, step)) == [("sub", "2.3", "hard")]


# -- replies


@pytest.mark.clause("1.3")
def test_a_promised_reply_closes_the_enquiry_with_the_owners_word(desk: MemoryDesk) -> None:
    number = enquiry(desk)
    assert desk.ticket(number).state == ACCEPTED
    ticket = desk.later(hours=2).do(number, ANSWER)
    assert (ticket.state, ticket.close_code, ticket.solved) == (CLOSED, "C-OK", "yes")


@pytest.mark.clause("1.3")
def test_a_reply_without_an_answer_or_that_is_not_clear_closes_nothing(desk: MemoryDesk) -> None:
    number = enquiry(desk)
    assert no(desk.refuses(number, replace(ANSWER, answer=""))) == [("answer", "1.3", "hard")]
    for clear in (False, None):
        assert no(desk.refuses(number, replace(ANSWER, clear=clear))) == [("clear", "1.3", "hard")]


@pytest.mark.clause("1.3")
def test_work_never_ends_with_a_reply(desk: MemoryDesk) -> None:
    assert no(desk.refuses(ticket_at(desk, "accepted"), ANSWER)) == [("", "1.3", "hard")]


@pytest.mark.clause("1.3")
@pytest.mark.parametrize(
    ("field", "value"),
    [("unknown_reason", ""), ("unknown_reason", "mood"), ("due", in_hours(-1)), ("person", "gone")],
)
def test_an_enquiry_kept_open_says_what_it_depends_on_until_when_and_whose_it_is(
    desk: MemoryDesk, field: str, value: object
) -> None:
    step = accepted(
        sub="ENQ.PARK", priority="P4", due=in_hours(3), person="lin", unknown_reason="rule"
    )
    deed = (recorded(what="月卡周六能办吗"), *read_back())
    refusals = no(desk.refuses("", *deed, replace(step, **{field: value})))  # type: ignore[arg-type]
    assert [(at, how) for at, _clause, how in refusals] == [(field, "hard")]


@pytest.mark.clause("2.3")
def test_a_suggestion_is_answered_within_five_days_of_service(desk: MemoryDesk) -> None:
    limit = finish_limit("P4", "SUG.FACIL", NOW, desk)
    assert limit is not None
    assert limit - NOW > timedelta(days=4)
    step = accepted(sub="SUG.FACIL", priority="P4", due=limit)
    deed = (recorded(what="大堂加一排椅子"), *read_back())
    assert no(desk.refuses("", *deed, replace(step, due=limit + timedelta(hours=1)))) == [
        ("due", "3.1", "soft")
    ]
    assert desk.do(desk.do("", *deed, step).number, ANSWER).close_code == "C-OK"


@pytest.mark.clause("2.3")
def test_a_praise_reaches_the_person_it_is_for(desk: MemoryDesk) -> None:
    praise = accepted(sub="PRA.STAFF", priority="P4", due=in_hours(3))
    number = desk.do("", recorded(what="张师傅修得好"), *read_back(), praise).number
    assert no(desk.refuses(number, ANSWER)) == [("", "2.3", "hard")]
    assert desk.do(number, PRAISE).praised == "zhang"
    assert desk.do(number, replace(ANSWER, answer="已经转告张师傅")).state == CLOSED


@pytest.mark.clause("2.3")
def test_a_praise_that_was_thanked_for_at_once_is_still_passed_on(desk: MemoryDesk) -> None:
    at_once = accepted(sub="PRA.STAFF", priority="P4", due=None, told=(), on_spot=True)
    thanks = SettledOnSpot(answer="谢谢您，我们转告他", settled=True)
    deed = (recorded(what="张师傅修得好"), *read_back(), at_once, thanks)
    number = desk.do("", *deed).number
    ticket = desk.do(number, PRAISE)
    assert (ticket.praised, ticket.close_code) == ("zhang", "C-SPOT")
    assert no(desk.refuses(ticket_at(desk, "accepted"), PRAISE)) == [("", "2.3", "hard")]
    gone = replace(PRAISE, person="gone")
    assert no(desk.refuses(number, gone)) == [("person", "2.3", "hard")]


# -- paid service


@pytest.mark.clause("H43a")
def test_paid_work_waits_for_the_owners_yes(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "taken", sub="SVC.CLEAN", priority="P3")
    for step in (started(), work_done()):
        assert no(desk.refuses(number, step)) == [("", "H43a", "hard")]
    desk.do(number, CONSENT)
    assert desk.do(number, started()).state == WORKING
    assert desk.do(number, work_done(charge=Decimal("80.00"))).state == DONE


@pytest.mark.clause("H43c")
def test_who_does_not_pay_still_gets_the_free_part(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "taken", sub="SVC.REPAIR", priority="P2")
    desk.do(number, ChargeRefused(free_part="查明原因", risk="会继续漏", risk_told=True))
    assert desk.do(number, started()).state == WORKING
    assert no(desk.refuses(number, work_done(charge=Decimal("80.00")))) == [
        ("charge", "H43a", "hard")
    ]


# -- checked by whoever goes there, given up, far away


@pytest.mark.clause("2.2")
def test_what_was_never_read_back_may_be_checked_when_the_work_is_taken(desk: MemoryDesk) -> None:
    unread = read_back("not_possible", reason="hung_up")
    number = desk.do("", recorded(), *unread, accepted(), dispatched()).number
    taken = Taken(room_repeated=True, due_repeated=True, checked=True)
    assert desk.do(number, taken).debts() == ("read_back.what",)
    other = desk.do("", recorded(), *unread, accepted(), dispatched(), TAKEN)
    assert "read_back.who" in other.debts()


@pytest.mark.clause("2.2")
@pytest.mark.parametrize("said", ["楼上着火", "家里燃气味", "电梯里有人被困", "地上有血"])
def test_whoever_names_a_danger_is_never_given_up(desk: MemoryDesk, said: str) -> None:
    call = recorded(what=said, room="", missing=("room:hung_up",))
    refusals = desk.refuses("", call, Abandoned(reason="hung_up"))
    assert {r.field for r in refusals} == {"reason"}


@pytest.mark.clause("3.2")
def test_a_time_years_away_is_no_time(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "accepted")
    step = DueChanged(reason="parts", new_due=in_hours(24 * 367), answer="agreed")
    assert no(desk.refuses(number, step)) == [("new_due", "3.2", "hard")]
    assert desk.do(number, replace(step, new_due=in_hours(24 * 365))).postponed == 1
