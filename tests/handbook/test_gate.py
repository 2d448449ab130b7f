"""The one gate: reasons, roles, whole deeds, and nothing written when it says no (0-4, 0-1)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.handbook.codec import dump, load
from deskapp.handbook.fields.text import has_substance
from deskapp.handbook.gate import fold, openness
from deskapp.handbook.incident.steps import Reported, ResponseStarted
from deskapp.handbook.people import Person
from deskapp.handbook.step import Act, Step, Stream, evolve
from deskapp.handbook.streams import steps_for
from deskapp.handbook.ticket.closing import Cancelled
from deskapp.handbook.ticket.progress import Chased
from deskapp.handbook.ticket.recording import Recorded
from deskapp.handbook.ticket.state import STATE_NAMES, Ticket
from tests.handbook.desk_in_memory import (
    LIN,
    MA,
    WAYS,
    ZHANG,
    ZHOU,
    MemoryDesk,
    accepted,
    dispatched,
    in_hours,
    read_back,
    recorded,
    ticket_at,
)
from tests.handbook.told_no import no

UNREAD = [(f"read_back.{chunk}", "2.2", "soft") for chunk in ("who", "phone", "what")]


@pytest.mark.clause("0-4")
def test_skipping_the_read_back_asks_for_a_reason_and_dots_are_none(desk: MemoryDesk) -> None:
    assert no(desk.refuses("", recorded(), accepted())) == UNREAD
    for why in ("...", "。。。。。", "好好", "哈哈哈哈", "    ", "1234"):
        step = accepted(override=why, override_clauses=("2.2",))
        assert no(desk.refuses("", recorded(), step)) == UNREAD


@pytest.mark.clause("0-4")
def test_a_reason_passes_the_soft_gate_and_stands_on_the_ticket(desk: MemoryDesk) -> None:
    step = accepted(override="业主赶着上班", override_clauses=("2.2",), override_by="lin")
    (deviation,) = desk.do("", recorded(), step).deviations
    assert (deviation.why, deviation.clauses, deviation.by) == ("业主赶着上班", ("2.2",), "lin")
    assert not deviation.self_approved
    alone = replace(step, override_by="")
    assert desk.do("", recorded(), alone).deviations[0].self_approved


@pytest.mark.clause("0-4")
def test_a_reason_for_one_clause_passes_no_other(desk: MemoryDesk) -> None:
    step = accepted(override="业主赶着上班", override_clauses=("2.3", "3.1"))
    assert no(desk.refuses("", recorded(), step)) == UNREAD


@pytest.mark.clause("0-4")
def test_no_reason_passes_a_hard_gate(desk: MemoryDesk) -> None:
    step = dispatched(person="ENG", override="师傅都认识", override_clauses=("3.1",))
    assert no(desk.refuses(ticket_at(desk, "accepted"), step)) == [("person", "3.1", "hard")]


@pytest.mark.clause("0-4")
def test_whoever_let_it_pass_is_somebody_on_the_list(desk: MemoryDesk) -> None:
    step = accepted(override="业主赶着上班", override_clauses=("2.2",), override_by="nobody")
    assert no(desk.refuses("", recorded(), step)) == [("override_by", "2.3", "hard")]


@pytest.mark.clause("0-4")
def test_that_a_gate_was_passed_still_shows_when_the_reason_is_erased(desk: MemoryDesk) -> None:
    step = accepted(override="业主赶着上班", override_clauses=("2.2",))
    one = desk.take(*(Act("R900", s) for s in (recorded(), step)))[-1]
    facts, _ = dump(one.step)
    erased = load(one.head.kind, facts, None)
    assert isinstance(erased, Step)
    (deviation,) = fold(desk.ticket("R900"), erased, one.head).deviations[1:]
    assert (deviation.clauses, deviation.why) == (("2.2",), "")


@pytest.mark.clause("0-4")
def test_where_the_policy_says_so_only_a_supervisor_lets_it_pass(desk: MemoryDesk) -> None:
    late = accepted(due=in_hours(30), override="配件明天才到", override_clauses=("3.1",))
    call = (recorded(), *read_back())
    asked = [("override_by", "3.1", "hard")]
    assert no(desk.refuses("", *call, late)) == asked
    for colleague in ("guo", "zhang", "zhou"):
        assert no(desk.refuses("", *call, replace(late, override_by=colleague))) == asked
    for supervisor in ("lin", "ma"):
        (deviation,) = desk.do("", *call, replace(late, override_by=supervisor)).deviations
        assert (deviation.by, deviation.self_approved) == (supervisor, False)


@pytest.mark.clause("0-4")
def test_a_supervisor_at_the_desk_needs_no_other_and_the_record_says_so(desk: MemoryDesk) -> None:
    desk.people["zhou"] = desk.operator = replace(ZHOU, roles=ZHOU.roles | LIN.roles)
    late = accepted(due=in_hours(30), override="配件明天才到", override_clauses=("3.1",))
    assert desk.do("", recorded(), *read_back(), late).deviations[0].self_approved


@pytest.mark.clause("0-4")
def test_where_there_is_no_supervisor_a_reason_is_enough(desk: MemoryDesk) -> None:
    desk.people = {name: p for name, p in desk.people.items() if name not in {"lin", "ma"}}
    late = accepted(due=in_hours(30), override="配件明天才到", override_clauses=("3.1",))
    assert desk.do("", recorded(), *read_back(), late).deviations


@given(st.text(max_size=12))
def test_only_four_letters_that_differ_are_a_reason(why: str) -> None:
    desk = MemoryDesk()
    step = accepted(override=why, override_clauses=("2.2",))
    if has_substance(why, 4):
        assert desk.do("", recorded(), step).deviations
    else:
        assert no(desk.refuses("", recorded(), step)) == UNREAD


def test_a_deed_is_all_or_none(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "accepted")
    before = desk.ticket(number)
    desk.refuses(number, Chased(who="王女士"), dispatched(), dispatched())
    assert desk.ticket(number) is before


def test_each_step_of_a_deed_is_judged_on_what_the_former_left(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "accepted")
    desk.do(number, Chased(), Chased(), dispatched())
    assert (desk.ticket(number).chased, desk.ticket(number).state) == (2, "dispatched")
    heads = [one.head for one in desk.written if one.stream == number]
    assert [h.seen for h in heads[1:]] == [h.row for h in heads[:-1]]


def test_one_deed_may_open_several_records(desk: MemoryDesk) -> None:
    passed = desk.take(
        Act("", Reported(what="冒烟", place="3栋")), Act("", Reported(what="积水", place="车库"))
    )
    assert len({one.stream for one in passed}) == 2


def test_a_step_is_not_taken_on_a_record_of_another_kind(desk: MemoryDesk) -> None:
    incident = desk.take(Act("", Reported(what="冒烟", place="3栋")))[0].stream
    cancel = Cancelled(asked_who="王女士", how="phone", said="不用了")
    assert no(desk.refused(Act(incident, cancel))) == [("", "3.2", "hard")]
    assert no(desk.refused(Act("E999", recorded()))) == [("", "2.2", "hard")]
    ticket = ticket_at(desk, "accepted")
    assert no(desk.refused(Act(ticket, ResponseStarted(whom="119")))) == [("", "P0", "hard")]


@pytest.mark.clause("2.2")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("channel", ""),
        ("channel", "鸽子"),
        ("reporter", "房东"),
        ("room", "!" * 81),
        ("name", "///"),
        ("what", "水" * 1999 + "管漏"),
        ("note", "漏水" * 10_001),
        ("contact_kind", "fax"),
        ("wanted", "快修" * 101),
    ],
)
def test_every_field_is_judged_by_its_own_shape_and_list(
    desk: MemoryDesk, field: str, value: str
) -> None:
    call = recorded(**{field: value})
    assert [r.field for r in desk.refuses("", call, *read_back(), accepted())] == [field]


def test_a_caller_who_is_nobody_is_refused_at_every_field_at_once(desk: MemoryDesk) -> None:
    fields = {r.field for r in desk.refuses("", Recorded(channel=""))}
    assert fields == {"channel", "room", "name", "contact", "what", "raised_at", "policy"}


@pytest.mark.clause("0-3")
@pytest.mark.parametrize("operator", [ZHOU, LIN, MA, ZHANG], ids=lambda person: person.id)
@pytest.mark.parametrize("state", STATE_NAMES)
def test_in_every_state_a_step_is_open_or_says_why_not_and_by_which_clause(
    desk: MemoryDesk, state: str, operator: Person
) -> None:
    record: Stream = evolve(Ticket(), state=state)
    if state in WAYS:
        record = desk.ticket(ticket_at(desk, state))
    for one in openness(steps_for("R"), record, desk.as_(operator)):
        if not one.open:
            assert one.why_not
            assert one.why_not.message.text
            assert one.why_not.clause
        assert not (one.open and one.step.about.brought)
