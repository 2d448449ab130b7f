"""Two desks work on while the line between them is down; afterwards both know the same."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from deskapp.handbook.step import Act
from deskapp.handbook.ticket.linked import ClashSettled
from deskapp.handbook.ticket.progress import Chased, ProgressNoted
from deskapp.handbook.ticket.undoing import Undone
from deskapp.store import journal, queue
from deskapp.store.database import Store, open_database
from deskapp.store.derived import TICKET_COLUMNS
from deskapp.store.rebuilding import rebuild
from deskapp.store.verify import verify
from tests.calls import NOON, dispatch, set_up, take_call

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from deskapp.desk.desk import Desk
    from deskapp.store.journal import Row

SHUFFLES = 200


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Desk]:
    desk = set_up(tmp_path / "first.db")
    yield desk
    desk.close()


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Desk]:
    desk = lettered(set_up(tmp_path / "second.db"), "B")
    yield desk
    desk.close()


def lettered(desk: Desk, letter: str) -> Desk:
    """The desk with the letter in its numbers that another desk does not have."""
    desk.store.conn.execute("UPDATE desk SET letter = ? WHERE here = 1", (letter,))
    desk.store.desk = replace(desk.store.desk, letter=letter)
    return desk


def rows(desk: Desk) -> list[Row]:
    return list(journal.all_rows(desk.store.conn))


def own_rows(desk: Desk) -> list[Row]:
    return [row for row in rows(desk) if row.desk == desk.store.desk.id]


def give(giver: Desk, taker: Desk) -> set[str]:
    return taker.store.receive(rows(giver), taker.clock())


def derived_row(store: Store, number: str) -> tuple[Any, ...]:
    columns = ", ".join(TICKET_COLUMNS)
    found: tuple[Any, ...] = store.conn.execute(
        f"SELECT {columns} FROM ticket WHERE number = ?", (number,)
    ).fetchone()
    return found


@pytest.fixture
def number(first: Desk, second: Desk) -> str:
    """A ticket of the first desk on which both have gone on from the same row."""
    number = take_call(first)
    give(first, second)
    for desk in (first, second):
        desk.learn_people()
        desk.sign_in(first.operator.id)
    first.take([dispatch(first, number)])
    second.take([Act(number, Chased(who="王伟", said="水漫到楼下了"))])
    second.take([Act(number, ProgressNoted(where="已通知水工"))])
    return number


def test_both_desks_see_the_same_ticket_after_they_have_met(
    first: Desk, second: Desk, number: str
) -> None:
    give(second, first)
    give(first, second)
    assert first.record(number) == second.record(number)
    assert derived_row(first.store, number) == derived_row(second.store, number)


def test_what_both_wrote_counts_and_the_clash_waits_to_be_settled(
    first: Desk, second: Desk, number: str
) -> None:
    assert [line.number for line in first.page("to_settle")] == []
    give(second, first)
    record = first.record(number)
    assert record is not None
    assert record.clashed
    assert {entry.head.kind for entry in first.entries(number)} >= {
        "ticket.dispatched",
        "ticket.chased",
        "ticket.progress_noted",
    }
    assert [line.number for line in first.page("to_settle")] == [number]
    first.take([Act(number, ClashSettled(holds="以甲台的进展为准"))])
    assert [line.number for line in first.page("to_settle")] == []


def test_a_ticket_on_which_one_desk_worked_alone_does_not_clash(
    first: Desk, second: Desk, number: str
) -> None:
    alone = take_call(second)
    give(second, first)
    record = first.record(alone)
    assert record is not None
    assert not record.clashed
    assert number != alone


def test_in_whatever_order_the_rows_arrive_they_make_one_state(
    first: Desk, second: Desk, number: str, tmp_path: Path
) -> None:
    arriving = [*own_rows(first), *own_rows(second)]
    chance = random.Random(3)  # noqa: S311 - an order, not a secret
    empty = open_database(tmp_path / "empty.db")
    found = set()
    for _ in range(SHUFFLES):
        chance.shuffle(arriving)
        cut = chance.randrange(len(arriving))
        store = in_memory(empty)
        store.receive(arriving[:cut], NOON)
        store.receive(arriving[cut:], NOON)
        found.add((repr(store.record(number)), derived_row(store, number)))
        assert [line.number for line in queue.page(store.conn, "to_settle", now=NOON)] == [number]
        assert verify(store).faults == []
        store.conn.close()
    empty.close()
    assert len(found) == 1
    assert "clashed=True" in found.pop()[0]


def in_memory(store: Store) -> Store:
    """A copy of a store that needs no disk."""
    conn = sqlite3.connect(":memory:", isolation_level=None)
    store.conn.backup(conn)
    return replace(store, conn=conn)


def test_receiving_the_same_rows_twice_changes_nothing(
    first: Desk, second: Desk, number: str
) -> None:
    give(second, first)
    before = (rows(first), derived_row(first.store, number), first.store.head())
    assert give(second, first) == set()
    assert (rows(first), derived_row(first.store, number), first.store.head()) == before


def test_what_arrived_verifies_and_can_be_rebuilt(first: Desk, second: Desk, number: str) -> None:
    give(second, first)
    before = derived_row(first.store, number)
    assert verify(first.store).faults == []
    rebuild(first.store.conn)
    assert derived_row(first.store, number) == before


def test_the_clock_moves_past_everything_that_arrived(
    first: Desk, second: Desk, number: str
) -> None:
    for _ in range(5):
        take_call(second)
    give(second, first)
    newest = max(row.clock for row in rows(first))
    first.take([Act(number, Chased(said="又来电"))])
    assert own_rows(first)[-1].clock > newest
    assert first.entries(number)[-1].head.kind == "ticket.chased"


@pytest.mark.usefixtures("number")
def test_rows_of_a_third_desk_are_passed_on(first: Desk, second: Desk, tmp_path: Path) -> None:
    give(second, first)
    third = set_up(tmp_path / "third.db")
    give(first, third)
    assert [row for row in rows(third) if row.desk == second.store.desk.id] == own_rows(second)
    assert verify(third.store).faults == []
    third.close()


@pytest.mark.usefixtures("number")
def test_a_gap_in_what_arrived_is_found_until_the_rest_has_come(first: Desk, second: Desk) -> None:
    missing, *rest = own_rows(second)
    first.store.receive(rest, first.clock())
    assert verify(first.store).faults == [f"{missing.desk}:{missing.seq} is missing"]
    first.store.receive([missing], first.clock())
    assert verify(first.store).faults == []


@pytest.mark.usefixtures("number")
def test_a_row_changed_on_the_way_is_found(first: Desk, second: Desk) -> None:
    *before, last = own_rows(second)
    first.store.receive([*before, last._replace(operator="somebody else")], first.clock())
    assert verify(first.store).faults == [f"{last.desk}:{last.seq} has been changed"]


@pytest.mark.usefixtures("number")
@pytest.mark.parametrize("kind", ["incident.notified", "person.added", "site.opened"])
def test_a_row_that_belongs_to_another_kind_of_record_is_kept_and_counted(
    first: Desk, second: Desk, number: str, kind: str
) -> None:
    *before, last = own_rows(second)
    first.store.receive([*before, last._replace(kind=kind)], first.clock())
    record = first.record(number)
    assert record is not None
    assert record.unread_rows == 1
    assert first.entries(number)[-1].head.kind == kind


@pytest.mark.usefixtures("number")
def test_a_row_of_a_record_that_this_version_does_not_know_stops_nobody(
    first: Desk, second: Desk
) -> None:
    *before, last = own_rows(second)
    first.store.receive([*before, last._replace(stream="Z261123-B001")], first.clock())
    record = first.record("Z261123-B001")
    assert record is not None
    assert record.unread_rows == 1
    assert first.steps("Z261123-B001") == []


def test_an_undone_step_is_undone_at_the_other_desk_and_in_the_tables(
    first: Desk, second: Desk, number: str
) -> None:
    give(second, first)
    give(first, second)
    before = derived_row(first.store, number)
    first.take([Act(number, Chased())])
    first.take([Act(number, Undone(reason="点错了工单"))])
    give(first, second)
    assert first.record(number) == second.record(number)
    assert verify(second.store).faults == []
    updated_at = TICKET_COLUMNS.index("updated_at")
    after = derived_row(second.store, number)
    rebuild(second.store.conn)
    assert derived_row(second.store, number) == after
    assert [v for n, v in enumerate(after) if n != updated_at] == [
        v for n, v in enumerate(before) if n != updated_at
    ]


def test_a_step_that_another_desk_went_on_from_stands_beside_its_undoing(
    first: Desk, second: Desk
) -> None:
    number = take_call(first)
    first.take([dispatch(first, number)])
    give(first, second)
    second.learn_people()
    second.sign_in(first.operator.id)
    second.take([Act(number, ProgressNoted(where="师傅已出发"))])
    first.take([Act(number, Chased())])
    first.take([Act(number, Undone(reason="点错了工单"))])
    give(second, first)
    give(first, second)
    record = first.record(number)
    assert record == second.record(number)
    assert record is not None
    assert record.clashed
    assert verify(first.store).faults == []
