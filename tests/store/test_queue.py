"""The views of the queue, page by page and by index."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskapp.store import queue
from deskapp.store.derived import KEYS_PER_MS, ms
from deskapp.store.views import FOLLOW_UPS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from tests.store.conftest import AddTicket

NOW = datetime(2026, 11, 23, 6, 2, tzinfo=UTC)
SUBS = ("REP.LEAK", "REP.POWER")
VIEWS = [view for view in queue.VIEWS if view != FOLLOW_UPS]
WAITS = {"P1": NOW - timedelta(minutes=10), "P2": NOW - timedelta(minutes=30)}


NOBODY_S = {"state": "accepted", "person": "", "priority": "P1"}


def at(minutes: float) -> int:
    """A due time so many minutes from now, as stored."""
    return ms(NOW + timedelta(minutes=minutes)) or 0


def page(conn: sqlite3.Connection, view: str, **asked: Any) -> list[queue.Line]:
    return queue.page(conn, view, now=NOW, operator="p1", subs=SUBS, waits=WAITS, **asked)


def numbers(lines: list[queue.Line]) -> list[str]:
    return [line.number for line in lines]


def test_danger_comes_first_then_the_earliest_due(
    conn: sqlite3.Connection, add_ticket: AddTicket
) -> None:
    add_ticket(number="later", sort_due=at(300))
    add_ticket(number="broken", sort_due=at(-300))
    add_ticket(number="danger", sort_due=at(600), danger=1)
    add_ticket(number="no time")
    add_ticket(number="shut", open=0, sort_due=at(-900), state="closed")
    assert numbers(page(conn, "all")) == ["danger", "broken", "later", "no time"]


@pytest.mark.parametrize(
    ("view", "columns"),
    [
        ("to_dispatch", {"state": "accepted"}),
        ("late", {"sort_due": at(-1)}),
        ("soon", {"sort_due": at(59)}),
        ("soon", {"sort_due": at(0)}),
        ("to_confirm", {"state": "done"}),
        ("mine", {"recorded_by": "p1"}),
        ("mine", {"person": "p1"}),
        ("mine", {"person": "p1", "recorded_by": "p1"}),
        ("rings", {"rings_at": at(0)}),
        ("rings", {"rings_at": at(-1), **NOBODY_S, "opened_at": at(-11)}),
        ("rings", {**NOBODY_S, "opened_at": at(-10)}),
        ("rings", {**NOBODY_S, "opened_at": at(-31), "priority": "P2"}),
        ("danger", {"danger": 1}),
        ("debts", {"debts": 1}),
        ("to_settle", {"clashed": 1}),
        ("to_settle", {"clashed": 1, "open": 0, "state": "closed"}),
        ("complaints", {"type": "CMP", "sub": "CMP.SLOW"}),
        ("department", {"sub": "REP.LEAK"}),
        ("department", {"sub": "REP.POWER"}),
        ("closed", {"open": 0, "state": "closed"}),
        ("closed", {"open": 0, "state": "merged"}),
    ],
)
def test_each_view_holds_its_tickets_and_no_other(
    conn: sqlite3.Connection, add_ticket: AddTicket, view: str, columns: dict[str, Any]
) -> None:
    add_ticket(sort_due=at(61), recorded_by="p2", person="p3", sub="PUB.LIFT", type="PUB")
    add_ticket(sort_due=at(61), **NOBODY_S, opened_at=at(-9)) if view == "rings" else None
    add_ticket(number="wanted", **{"sort_due": at(61), **columns})
    assert numbers(page(conn, view)) == ["wanted"]
    assert queue.counts(conn, [view], NOW, "p1", SUBS, WAITS) == {view: 1}


def test_everything_is_there_with_the_newest_first(
    conn: sqlite3.Connection, add_ticket: AddTicket
) -> None:
    keys = [add_ticket(open=n % 2, state="closed") for n in range(4)]
    assert [line.key for line in page(conn, "everything")] == keys[::-1]
    assert [line.key for line in page(conn, "closed")] == [keys[2], keys[0]]


def test_nobody_s_view_and_no_department_s_view_are_empty(
    conn: sqlite3.Connection, add_ticket: AddTicket
) -> None:
    add_ticket(person="", recorded_by="")
    assert queue.page(conn, "mine", now=NOW) == []
    assert queue.page(conn, "department", now=NOW) == []
    assert queue.counts(conn, ["mine", "department"], NOW) == {"mine": 0, "department": 0}


def fill(add_ticket: AddTicket, count: int) -> None:
    for n in range(count):
        add_ticket(
            danger=int(n % 5 == 0),
            sort_due=at(n * 7 % 40 - 20),
            open=int(n % 4 != 0),
            state=("accepted", "done", "working")[n % 3],
            recorded_by=f"p{n % 2}",
            person=f"p{n % 3}" if n % 6 else "",
            calls=n % 2,
            debts=n % 3,
            rings_at=at(n % 5 - 2),
            priority=("P1", "P2")[n % 2],
            opened_at=at(-n),
            clashed=n % 2,
            type=("CMP", "REP")[n % 2],
            sub=("REP.LEAK", "REP.POWER", "PUB.LIFT")[n % 3],
        )


@pytest.mark.parametrize("view", VIEWS)
def test_pages_forth_and_back_give_the_view_whole_and_in_order(
    conn: sqlite3.Connection, add_ticket: AddTicket, view: str
) -> None:
    fill(add_ticket, 60)
    whole = page(conn, view, limit=1000)
    assert len(whole) > 3
    assert len({line.key for line in whole}) == len(whole)
    assert whole == in_order(whole, newest=queue.VIEWS[view].newest)

    forth: list[queue.Line] = []
    while found := page(conn, view, after=forth[-1].mark if forth else None, limit=3):
        forth += found
    assert forth == whole

    back = queue.last_page(conn, view, now=NOW, operator="p1", subs=SUBS, waits=WAITS, limit=3)
    while found := page(conn, view, before=back[0].mark, limit=3):
        back = found + back
    assert back == whole


def in_order(lines: list[queue.Line], *, newest: bool) -> list[queue.Line]:
    if newest:
        return sorted(lines, key=lambda line: -line.key)
    return sorted(lines, key=lambda line: (not line.danger, line.sort_due, line.key))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    tickets=st.lists(st.tuples(st.booleans(), st.integers(-2, 2)), max_size=12),
    place=st.integers(0, 11),
    limit=st.integers(1, 5),
)
def test_a_page_begins_right_after_its_mark_however_many_share_a_due_time(
    conn: sqlite3.Connection,
    add_ticket: AddTicket,
    tickets: list[tuple[bool, int]],
    place: int,
    limit: int,
) -> None:
    conn.execute("DELETE FROM ticket")
    for danger, due in tickets:
        add_ticket(danger=int(danger), sort_due=due)
    whole = page(conn, "all")
    if place < len(whole):
        mark = whole[place].mark
        assert page(conn, "all", after=mark, limit=limit) == whole[place + 1 :][:limit]
        assert page(conn, "all", before=mark, limit=limit) == whole[:place][-limit:]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("back", [False, True])
def test_every_page_comes_by_its_index_without_sorting(
    conn: sqlite3.Connection, view: str, *, back: bool
) -> None:
    before = queue.VIEWS[view].end if back else None
    steps = plans(conn, lambda: page(conn, view, before=before))
    assert not [step for step in steps if "TEMP B-TREE" in step or step.startswith("SCAN")]
    for index, _ in queue.VIEWS[view].where:
        assert any((index or "PRIMARY KEY") in step for step in steps), steps


@pytest.mark.parametrize("view", [view for view in VIEWS if not queue.VIEWS[view].newest])
def test_every_count_comes_by_its_index(conn: sqlite3.Connection, view: str) -> None:
    steps = plans(conn, lambda: queue.counts(conn, [view], NOW, "p1", SUBS, WAITS))
    assert not [step for step in steps if step.startswith("SCAN ticket")]
    for index, _ in queue.VIEWS[view].where:
        assert any(f"{index} (" in step for step in steps), steps


@pytest.mark.parametrize(
    "asks",
    [
        lambda conn: queue.by_short_number(conn, "21-A041", date(2026, 11, 23)),
        lambda conn: queue.room_history(conn, "3-2-1202"),
        lambda conn: queue.load(conn, "p1"),
        lambda conn: queue.line(conn, "R261123-A041"),
    ],
    ids=["number", "room", "load", "line"],
)
def test_every_other_question_comes_by_index_without_sorting(
    conn: sqlite3.Connection, asks: Callable[[sqlite3.Connection], object]
) -> None:
    steps = plans(conn, lambda: asks(conn))
    assert all(step.startswith("SEARCH ticket USING") for step in steps), steps


def plans(conn: sqlite3.Connection, ask: Callable[[], object]) -> list[str]:
    """What SQLite does for every statement of a question."""
    seen: list[str] = []
    conn.set_trace_callback(seen.append)
    ask()
    conn.set_trace_callback(None)
    assert seen
    return [row[3] for sql in seen for row in conn.execute(f"EXPLAIN QUERY PLAN {sql}")]


def test_a_count_stops_at_a_thousand(conn: sqlite3.Connection, add_ticket: AddTicket) -> None:
    for n in range(queue.MANY + 5):
        add_ticket(key=n, number=str(n), debts=int(n < queue.MANY - 1))
    found = queue.counts(conn, ["all", "debts", "late"], NOW, "p1")
    assert found == {"all": queue.MANY, "debts": queue.MANY - 1, "late": 0}


def test_the_closed_since_a_day_come_by_index_the_oldest_first(
    conn: sqlite3.Connection, add_ticket: AddTicket
) -> None:
    for minutes in (-3, -90, -1, -5):
        add_ticket(number=f"{minutes}", open=0, state="closed", closed_at=at(minutes))
    since = NOW - timedelta(hours=1)
    assert numbers([*queue.closed_since(conn, since)]) == ["-5", "-3", "-1"]
    steps = plans(conn, lambda: [*queue.closed_since(conn, since)])
    assert [step for step in steps if "ticket_follow" in step] == steps


def test_a_line_tells_the_ticket_in_its_own_terms(
    conn: sqlite3.Connection, add_ticket: AddTicket
) -> None:
    due = NOW + timedelta(hours=1, milliseconds=7)
    key = add_ticket(
        number="R261123-A041", due=ms(due), danger=1, clashed=1, calls=2, room="6-1-903",
        what="热水器漏水", name="刘", contact="13600004417", score="5", opened_at=ms(NOW),
    )  # fmt: skip
    line = queue.line(conn, "R261123-A041")
    assert line is not None
    assert (line.key, line.room, line.what, line.calls) == (key, "6-1-903", "热水器漏水", 2)
    assert (line.due, line.work_due, line.opened_at) == (due, None, NOW)
    assert (line.danger, line.clashed, line.open) == (True, True, True)
    assert queue.line(conn, "R261123-A042") is None


def test_lines_come_in_the_order_they_are_asked_for(
    conn: sqlite3.Connection, add_ticket: AddTicket
) -> None:
    first, second, third = (add_ticket() for _ in range(3))
    found = queue.lines(conn, [third, 5, first, second])
    assert [line.key for line in found] == [third, first, second]
    assert queue.lines(conn, []) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("41", ["R261123-A041", "R261123-B041", "R261121-A041", "R261030-A041"]),
        ("041", ["R261123-A041", "R261123-B041", "R261121-A041", "R261030-A041"]),
        ("０４１", ["R261123-A041", "R261123-B041", "R261121-A041", "R261030-A041"]),
        ("A041", ["R261123-A041", "R261121-A041", "R261030-A041"]),
        ("b41", ["R261123-B041"]),
        ("21-A041", ["R261121-A041"]),
        ("21-041", ["R261121-A041"]),
        ("21 41", ["R261121-A041"]),
        ("1030-A041", ["R261030-A041"]),
        ("R261123-A041", ["R261123-A041"]),
        ("r261123-a041", ["R261123-A041"]),
        ("261123-A041", ["R261123-A041"]),
        ("Ｒ２６１１２３－Ａ０４１", ["R261123-A041"]),
        (" R261123-A041\n", ["R261123-A041"]),
        ("1041", ["R261122-A1041"]),
        ("42", []),
        ("%", []),
        ("", []),
        ("3-2-1202", []),
        ("漏水", []),
        ("9" * 7000, []),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_typed_number_means_today_s_ticket_first(
    conn: sqlite3.Connection, add_ticket: AddTicket, typed: str, found: list[str]
) -> None:
    for number in (
        "R261030-A041", "R261121-A041", "R261122-A1041", "R261123-A041", "R261123-A141",
        "R261123-B041",
    ):  # fmt: skip
        add_ticket(number=number)
    assert sorted(found) == sorted(queue.by_short_number(conn, typed, date(2026, 11, 23)))
    days = [number[1:7] for number in queue.by_short_number(conn, typed, date(2026, 11, 23))]
    assert days == sorted(days, reverse=True)


def test_a_desk_whose_clock_runs_ahead_does_not_hide_today_s_ticket(
    conn: sqlite3.Connection, add_ticket: AddTicket
) -> None:
    for number in ("R261122-A041", "R261123-A041", "R261201-B041"):
        add_ticket(number=number)
    found = queue.by_short_number(conn, "41", date(2026, 11, 22))
    assert found == ["R261122-A041", "R261123-A041", "R261201-B041"]


def test_a_room_s_open_tickets_come_before_its_newest(
    conn: sqlite3.Connection, add_ticket: AddTicket
) -> None:
    for number, is_open, room in (
        ("old open", 1, "3-2-1202"),
        ("old shut", 0, "3-2-1202"),
        ("elsewhere", 1, "3-2-1203"),
        ("new open", 1, "3-2-1202"),
        ("new shut", 0, "3-2-1202"),
    ):
        add_ticket(number=number, open=is_open, room=room)
    found = queue.room_history(conn, "3-2-1202", 3)
    assert numbers(found) == ["new open", "old open", "new shut"]


def test_a_person_s_load_is_what_they_still_have_to_do(
    conn: sqlite3.Connection, add_ticket: AddTicket
) -> None:
    add_ticket(person="p1", state="working")
    add_ticket(person="p1", state="waiting")
    add_ticket(person="p1", state="done")
    add_ticket(person="p1", state="closed", open=0)
    add_ticket(person="p2", state="working")
    assert queue.load(conn, "p1") == 2


def test_old_tickets_that_were_imported_do_not_come_first(
    conn: sqlite3.Connection, add_ticket: AddTicket
) -> None:
    add_ticket(number="today")
    add_ticket(number="imported", key=at(-500_000) * KEYS_PER_MS)
    assert numbers(page(conn, "everything")) == ["today", "imported"]
