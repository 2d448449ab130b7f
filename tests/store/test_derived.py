"""The derived tables follow from the journal alone, and can be made anew at any time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from deskapp.handbook.gate import Refused
from deskapp.handbook.handover.giving import Prepared
from deskapp.handbook.incident.state import Incident
from deskapp.handbook.incident.steps import Reported
from deskapp.handbook.logbook.steps import Written
from deskapp.handbook.outage import OutageAnnounced
from deskapp.handbook.step import Act
from deskapp.handbook.ticket.accepting import AcceptedEmergency
from deskapp.store.derived import EPOCH, KEYS_PER_MS, free_key, ms
from deskapp.store.findable import STEP
from deskapp.store.rebuilding import rebuild
from deskapp.store.register import Resident, Room, replace_register
from deskapp.store.schema import DERIVED_TABLES
from deskapp.store.verify import verify
from tests.calls import NOON, complain, dispatch, set_up, take_call, whole_call

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from deskapp.desk.desk import Desk

LAST_NIGHT = NOON - timedelta(hours=10)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with a dispatched ticket, an accepted one, a danger and its incident,
    and a complaint about whoever sits there.
    """
    desk = set_up(tmp_path / "desk.db")
    replace_register(desk.store.conn, [Room("3-2-1202")], [Resident("3-2-1202", "王伟")])
    desk.take([dispatch(desk, take_call(desk))])
    take_call(desk, "客厅停电", room="5-1-301")
    number = desk.start_draft("intake").number
    recorded = whole_call(desk, number, "电梯困人，两个大人")[0]
    desk.take([recorded, Act(number, AcceptedEmergency(sub="EMG.LIFT"))])
    for step in (
        Written(text="巡楼，正常"),
        Written(text="电灯亮", happened_at=LAST_NIGHT, sheet="1"),
    ):
        desk.take([Act("", step)])
    desk.take([Act("", Prepared())])
    until = NOON + timedelta(hours=3)
    desk.take([Act("", OutageAnnounced(kind="water", until=until, say="水泵在修"))])
    complain(desk, about=desk.operators()[0].id)
    yield desk
    desk.close()


def tables(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Every derived table, all columns but the key."""
    conn = desk.store.conn
    found = {}
    for table in DERIVED_TABLES:
        names = [name for _, name, *_ in conn.execute(f"PRAGMA table_info({table})")]
        columns = ", ".join(name for name in names if name != "key" or table == "look_up")
        found[table] = conn.execute(f"SELECT {columns} FROM {table} ORDER BY 1").fetchall()
    return found


def test_rebuilding_makes_the_same_tables_as_the_steps_did(desk: Desk) -> None:
    before = tables(desk)
    assert all(before.values())
    rebuild(desk.store.conn)
    assert tables(desk) == before
    assert verify(desk.store).sound


def test_after_rebuilding_the_search_finds_what_it_found(desk: Desk) -> None:
    words = ("漏水", "停电", "5-1-301", "8000", "困人")
    before = [[line.number for line in desk.search(word)] for word in words]
    assert all(before)
    rebuild(desk.store.conn)
    assert [[line.number for line in desk.search(word)] for word in words] == before


def test_after_rebuilding_the_queue_stands_in_the_same_order(desk: Desk) -> None:
    before = [line.number for line in desk.page("all")]
    rebuild(desk.store.conn)
    assert [line.number for line in desk.page("all")] == before


@pytest.mark.parametrize("table", DERIVED_TABLES)
def test_rebuilding_heals_a_table_that_was_emptied(desk: Desk, table: str) -> None:
    before = tables(desk)
    desk.store.conn.execute(f"DELETE FROM {table}")
    rebuild(desk.store.conn)
    assert tables(desk) == before


def test_a_rebuild_that_fails_leaves_the_tables_as_they_were(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tables(desk)

    def fails(*_given: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("deskapp.store.rebuilding.derived.project", fails)
    with pytest.raises(RuntimeError):
        rebuild(desk.store.conn)
    assert tables(desk) == before


def test_an_incident_alone_has_its_derived_row(desk: Desk) -> None:
    step = Reported(what="大堂有烟", place="大堂", sub="EMG.FIRE", happened_at=NOON)
    number = desk.take([Act("", step)])[0].stream
    assert number in {row[0] for row in tables(desk)["incident"]}


def test_two_tickets_of_one_millisecond_get_keys_in_the_order_they_came(
    conn: sqlite3.Connection, add_ticket: Any
) -> None:
    first = free_key(conn, "ticket", 5)
    add_ticket(key=first)
    second = free_key(conn, "ticket", 5)
    assert (first, second) == (5 * KEYS_PER_MS, 5 * KEYS_PER_MS + STEP)


def test_a_full_millisecond_gives_its_next_key_to_the_following_one(
    conn: sqlite3.Connection, add_ticket: Any
) -> None:
    add_ticket(key=6 * KEYS_PER_MS - STEP)
    assert free_key(conn, "ticket", 5) == 6 * KEYS_PER_MS


def test_times_are_whole_milliseconds_since_1970() -> None:
    assert ms(EPOCH) == 0
    assert ms(NOON) == int(NOON.timestamp() * 1000)
    assert ms(None) is None


def test_the_log_stands_as_it_was_written_and_paper_lines_where_they_happened(desk: Desk) -> None:
    desk.clock = lambda: NOON - timedelta(hours=2)
    desk.take([Act("", Written(text="钟调慢了两小时"))])
    before = [line.text for line in desk.log()]
    assert before == ["电灯亮", "巡楼，正常", "钟调慢了两小时"]
    rebuild(desk.store.conn)
    assert [line.text for line in desk.log()] == before


def test_the_numbers_of_the_log_have_no_gap_after_a_line_that_was_refused(desk: Desk) -> None:
    with pytest.raises(Refused):
        desk.take([Act("", Written(text=""))])
    desk.take([Act("", Written(text="东门访客两人"))])
    numbers = sorted(line.number for line in desk.log())
    assert numbers == ["L-A0001", "L-A0002", "L-A0003"]


def test_what_is_open_is_gathered_for_the_handover_each_matter_once(desk: Desk) -> None:
    shift = desk.handover()
    assert shift is not None
    kinds = {line.number: line.kind for line in shift.lines}
    assert len(kinds) == len(shift.lines)
    incidents = [desk.record(number) for number, kind in kinds.items() if kind == "incident"]
    tickets = {incident.ticket for incident in incidents if isinstance(incident, Incident)}
    assert tickets
    assert not tickets & set(kinds), "an incident speaks for its ticket"
