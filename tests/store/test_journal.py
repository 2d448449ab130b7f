"""The journal keeps every row as it was written, in a chain without gaps."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from deskapp.desk.desk import Desk
from deskapp.handbook.codec import Unreadable
from deskapp.handbook.gate import Refused
from deskapp.handbook.step import Act
from deskapp.handbook.ticket.progress import Chased
from deskapp.store import journal
from deskapp.store.errors import StoreError
from deskapp.store.journal import COLUMNS, Row, digest
from deskapp.store.schema import TRIGGERS
from deskapp.store.verify import verify
from tests.calls import dispatch, set_up, take_call, ticking, whole_call

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = COLUMNS.split(", ")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = set_up(tmp_path / "desk.db")
    yield desk
    desk.close()


def rows(desk: Desk) -> list[Row]:
    return list(journal.all_rows(desk.store.conn))


def whole_file(desk: Desk) -> list[list[tuple[Any, ...]]]:
    """Every table, row by row."""
    names = [
        name
        for (name,) in desk.store.conn.execute("SELECT name FROM sqlite_master WHERE type='table'")
    ]
    return [
        desk.store.conn.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names
    ]


# -- append-only


@pytest.mark.parametrize("column", [name for name in NAMES if name != "words"])
def test_no_column_of_a_row_can_be_changed(desk: Desk, column: str) -> None:
    before = rows(desk)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        desk.store.conn.execute(f"UPDATE journal SET {column} = 'x' WHERE seq = 1")
    assert rows(desk) == before


def test_words_cannot_be_put_in_the_place_of_other_words(desk: Desk) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        desk.store.conn.execute("UPDATE journal SET words = '{}' WHERE seq = 1")


def test_a_row_cannot_be_taken_out(desk: Desk) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        desk.store.conn.execute("DELETE FROM journal WHERE seq = 1")


def test_a_row_cannot_be_written_over(desk: Desk) -> None:
    before = rows(desk)
    changed = before[0]._replace(operator="somebody else")
    marks = ", ".join("?" * len(changed))
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        desk.store.conn.execute(f"INSERT OR REPLACE INTO journal VALUES ({marks})", changed)
    assert rows(desk) == before


def test_words_can_be_let_go_and_the_chain_still_holds_but_verify_asks_who_erased_them(
    desk: Desk,
) -> None:
    desk.store.conn.execute("UPDATE journal SET words = NULL WHERE seq = 2")
    assert verify(desk.store).faults == [
        f"{desk.store.desk.id}:2 lost its words without an erasure",
    ]


@pytest.mark.parametrize("name", TRIGGERS)
@pytest.mark.parametrize(
    "instead", ["", "CREATE TRIGGER {name} AFTER INSERT ON desk BEGIN SELECT 1; END"]
)
def test_a_desk_whose_journal_lost_its_guard_does_not_open(
    desk: Desk, tmp_path: Path, name: str, instead: str
) -> None:
    desk.store.conn.execute(f"DROP TRIGGER {name}")
    if instead:
        desk.store.conn.execute(instead.format(name=name))
    with pytest.raises(StoreError, match="no longer protected"):
        Desk.open(tmp_path / "desk.db")


# -- the chain


@pytest.mark.parametrize("column", [n for n in NAMES if n not in {"words", "chain"}])
def test_the_chain_value_depends_on_every_column(desk: Desk, column: str) -> None:
    row = rows(desk)[-1]
    more = {int: 1, str: "x", bytes: b"x"}
    value = getattr(row, column)
    changed = row._replace(**{column: value + more[type(value)]})
    assert changed.chained_to(b"before") != row.chained_to(b"before")


def test_the_chain_value_depends_on_what_went_before(desk: Desk) -> None:
    row = rows(desk)[-1]
    assert row.chained_to(b"one past") != row.chained_to(b"another")


def test_text_that_moves_from_one_column_to_its_neighbour_changes_the_chain() -> None:
    assert digest(b"ab", b"c") != digest(b"a", b"bc")


def test_the_words_digest_cannot_be_guessed_from_the_words(desk: Desk) -> None:
    first, second = (take_call(desk) for _ in range(2))
    digests = [
        {row.words_digest for row in journal.rows_of(desk.store.conn, number) if row.words}
        for number in (first, second)
    ]
    assert digests[0]
    assert not digests[0] & digests[1]


# -- whole deeds, numbers without gaps


def test_the_numbers_of_a_desks_rows_have_no_gap(desk: Desk) -> None:
    for _ in range(3):
        desk.take([dispatch(desk, take_call(desk))])
    assert [row.seq for row in rows(desk)] == list(range(1, len(rows(desk)) + 1))
    assert {row.desk for row in rows(desk)} == {desk.store.desk.id}


def test_the_rows_of_one_call_are_one_deed(desk: Desk) -> None:
    deeds = [
        {row.deed for row in journal.rows_of(desk.store.conn, take_call(desk))} for _ in range(2)
    ]
    assert [len(deed) for deed in deeds] == [1, 1]
    assert deeds[0] != deeds[1]


def test_a_deed_is_one_transaction(desk: Desk) -> None:
    number = desk.start_draft("intake").number
    told: list[str] = []
    call = whole_call(desk, number)
    desk.store.conn.set_trace_callback(told.append)
    desk.take(call)
    desk.store.conn.set_trace_callback(None)
    assert [sql for sql in told if sql.startswith(("BEGIN", "COMMIT"))] == [
        "BEGIN IMMEDIATE",
        "COMMIT",
    ]


def test_several_deeds_taken_together_are_one_transaction_and_several_deeds(desk: Desk) -> None:
    numbers = [desk.start_draft("intake").number for _ in range(2)]
    told: list[str] = []
    calls = [whole_call(desk, number) for number in numbers]
    desk.store.conn.set_trace_callback(told.append)
    desk.take_all(calls)
    desk.store.conn.set_trace_callback(None)
    assert told.count("COMMIT") == 1
    assert len({row.deed for row in rows(desk) if row.stream in numbers}) == len(numbers)
    assert verify(desk.store).sound


def test_a_refused_deed_leaves_nothing_not_even_a_used_number(desk: Desk) -> None:
    before = whole_file(desk)
    half = whole_call(desk, "")[:1]  # recorded, and neither accepted nor abandoned
    with pytest.raises(Refused):
        desk.take(half)
    assert whole_file(desk) == before


def test_if_the_last_of_several_deeds_is_refused_the_first_leaves_nothing(desk: Desk) -> None:
    number = take_call(desk)
    before = whole_file(desk)
    with pytest.raises(Refused):
        desk.take_all([[dispatch(desk, number)], [dispatch(desk, number)]])
    assert whole_file(desk) == before


def test_a_deed_that_the_disk_refuses_leaves_nothing(desk: Desk) -> None:
    number = desk.start_draft("intake").number
    call = whole_call(desk, number)
    (pages,) = desk.store.conn.execute("PRAGMA page_count").fetchone()
    before = whole_file(desk)
    call += [Act(number, Chased(said="又来电催" * 400)) for _ in range(40)]
    desk.store.conn.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="disk is full"):
        desk.take(call)
    assert whole_file(desk) == before
    desk.store.conn.execute("PRAGMA max_page_count = 1000000")
    desk.take(call)
    assert verify(desk.store).sound


# -- rows that this version cannot read


def foreign_rows(*given: tuple[str, str, bytes]) -> list[Row]:
    """Rows of another desk, whole in chain and digest: stream, kind, facts."""
    made: list[Row] = []
    chain = journal.GENESIS
    for seq, (stream, kind, facts) in enumerate(given, 1):
        row = Row(
            "other", seq, f"other:{seq}", 1000 + seq, stream, f"seen{seq}", kind,
            "2026-11-23T04:00:00+00:00", 480, "", facts, None, None, b"",
        )  # fmt: skip
        chain = row.chained_to(chain)
        made.append(row._replace(chain=chain))
    return made


def test_rows_that_cannot_be_read_are_kept_counted_and_passed_on(
    desk: Desk, tmp_path: Path
) -> None:
    number = take_call(desk)
    state = getattr(desk.record(number), "state", "")
    arrived = foreign_rows(
        (number, "ticket.teleported", b'{"to":"the moon"}'),
        (number, "ticket.dispatched", b'{"due":"never"}'),
        (number, "ticket.taken", b"\xff not even JSON"),
    )
    desk.store.receive(arrived, desk.clock())
    report = verify(desk.store)
    assert (report.faults, report.unknown, report.unreadable) == ([], 1, 2)
    record = desk.record(number)
    assert record is not None
    assert (record.state, record.unread_rows) == (state, 3)
    unread = [entry.step for entry in desk.entries(number)[-3:]]
    assert all(isinstance(step, Unreadable) for step in unread)

    carried = [row for row in rows(desk) if row.desk == "other"]
    assert carried == arrived
    third = set_up(tmp_path / "third.db", ticking())
    third.store.receive(carried, third.clock())
    assert [row for row in rows(third) if row.desk == "other"] == arrived
    third.close()


def test_a_ticket_with_unread_rows_still_takes_steps(desk: Desk) -> None:
    number = take_call(desk)
    desk.store.receive(foreign_rows((number, "ticket.teleported", b"{}")), desk.clock())
    desk.take([dispatch(desk, number)])
    assert getattr(desk.record(number), "state", "") == "dispatched"
    assert verify(desk.store).sound
