"""Whatever happens to the file behind the desk's back, verify finds it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskapp.desk.desk import Desk
from deskapp.store import journal, search
from deskapp.store.journal import COLUMNS, Row
from deskapp.store.schema import TRIGGERS
from deskapp.store.verify import verify
from tests.calls import complain, dispatch, reopened, set_up, take_call, ticking

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = COLUMNS.split(", ")
CALLS = 3


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with a few calls, closed and in one file."""
    path = tmp_path / "desk.db"
    desk = set_up(path)
    for _ in range(CALLS):
        desk.take([dispatch(desk, take_call(desk))])
    desk.close()
    return path


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    desk = reopened(path)
    yield desk
    desk.close()


def without_guard(path: Path, sql: str, *values: object) -> None:
    """Do to the journal what the triggers forbid, and put them back."""
    conn = sqlite3.connect(path, isolation_level=None)
    for name in TRIGGERS:
        conn.execute(f"DROP TRIGGER {name}")
    conn.execute(sql, values)
    for trigger in TRIGGERS.values():
        conn.execute(trigger)
    conn.close()


def faults(path: Path, against: str = "") -> list[str]:
    desk = Desk.open(path, ticking())
    try:
        return verify(desk.store, against).faults
    finally:
        desk.close()


def test_a_past_that_nobody_touched_is_sound(desk: Desk) -> None:
    report = verify(desk.store, desk.store.fingerprint())
    assert report.faults == []
    assert report.rows == 3 + CALLS * 6


@pytest.mark.parametrize("column", [n for n in NAMES if n not in {"desk", "seq"}])
def test_a_change_of_any_column_is_found(path: Path, column: str) -> None:
    without_guard(path, f"UPDATE journal SET {column} = {column} || 'x' WHERE seq = 4")
    assert faults(path)


@pytest.mark.parametrize("column", ["facts", "words", "words_digest", "chain"])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_single_flipped_bit_is_found(
    tmp_path_factory: pytest.TempPathFactory, column: str, data: st.DataObject
) -> None:
    desk = sound_desk(tmp_path_factory)
    kept = [row for row in journal.all_rows(desk.store.conn) if getattr(row, column)]
    row = data.draw(st.sampled_from(kept))
    value: bytes = getattr(row, column)
    place = data.draw(st.integers(0, len(value) * 8 - 1))
    flipped = bytearray(value)
    flipped[place // 8] ^= 1 << place % 8
    desk.store.conn.execute("BEGIN")
    try:
        for name in TRIGGERS:
            desk.store.conn.execute(f"DROP TRIGGER {name}")
        desk.store.conn.execute(
            f"UPDATE journal SET {column} = ? WHERE desk = ? AND seq = ?",
            (bytes(flipped), row.desk, row.seq),
        )
        assert any(f":{row.seq} " in fault for fault in verify(desk.store).faults)
    finally:
        desk.store.conn.execute("ROLLBACK")


_SOUND: dict[str, Desk] = {}


def sound_desk(factory: pytest.TempPathFactory) -> Desk:
    """One desk for every example, as each leaves it as it was."""
    if "desk" not in _SOUND:
        desk = set_up(factory.mktemp("sound") / "desk.db")
        for _ in range(CALLS):
            desk.take([dispatch(desk, take_call(desk))])
        _SOUND["desk"] = desk
    return _SOUND["desk"]


@pytest.mark.parametrize("seq", [1, 7, 3 + CALLS * 6])
def test_a_missing_row_is_found_wherever_it_was(path: Path, seq: int) -> None:
    without_guard(path, "DELETE FROM journal WHERE seq = ?", seq)
    assert any(f":{seq} is missing" in fault for fault in faults(path))


def test_rows_that_changed_places_are_found(path: Path) -> None:
    without_guard(path, "UPDATE journal SET seq = CASE seq WHEN 5 THEN 500 ELSE seq END")
    assert faults(path)


def test_a_journal_cut_short_with_its_counters_is_found_through_the_head_file(path: Path) -> None:
    last = 3 + CALLS * 6
    without_guard(path, "DELETE FROM journal WHERE seq = ?", last)
    without_guard(
        path,
        "UPDATE desk SET seq = seq - 1, chain = (SELECT chain FROM journal WHERE seq = ?)",
        last - 1,
    )
    without_guard(path, "DELETE FROM ticket")
    assert any(f":{last} was noted beside" in fault for fault in faults_as_found(path))


def faults_as_found(path: Path) -> list[str]:
    """The faults of a file, seen on a copy, so that opening it here leaves the head file alone."""
    copy = path.with_name("copy.db")
    shutil.copy(path, copy)
    shutil.copy(path.with_name(path.name + ".head"), copy.with_name("copy.db.head"))
    return faults(copy)


def relinked(path: Path) -> None:
    """Another past, chained anew from its first row to its last."""
    conn = sqlite3.connect(path)
    rows = [Row(*r) for r in conn.execute(f"SELECT {COLUMNS} FROM journal ORDER BY desk, seq")]
    conn.close()
    chain = journal.GENESIS
    for row in rows:
        forged = row._replace(operator="nobody")
        chain = forged.chained_to(chain)
        without_guard(
            path, "UPDATE journal SET operator = 'nobody', chain = ? WHERE seq = ?", chain, row.seq
        )
    without_guard(path, "UPDATE desk SET chain = ?", chain)


def test_a_whole_relinked_past_is_found_by_the_fingerprint_that_was_written_down(
    path: Path,
) -> None:
    desk = Desk.open(path, ticking())
    written_down = desk.store.fingerprint()
    desk.close()
    relinked(path)
    path.with_name(path.name + ".head").unlink()
    assert f"the journal does not hold {written_down}" in faults(path, written_down)


def test_a_whole_relinked_past_is_found_through_the_head_file(path: Path) -> None:
    relinked(path)
    assert any("was noted beside the database" in fault for fault in faults_as_found(path))


def test_an_older_fingerprint_still_fits_after_more_work(desk: Desk) -> None:
    before = desk.store.fingerprint()
    take_call(desk)
    assert desk.store.fingerprint() != before
    assert verify(desk.store, before).sound


@pytest.mark.parametrize(
    "told", ["nonsense", "a-b-c", "other-1-00", "-", "x-99999999999999999999-0"]
)
def test_a_fingerprint_that_is_none_of_ours_is_told_so(desk: Desk, told: str) -> None:
    assert verify(desk.store, told).faults == [f"the journal does not hold {told}"]


def test_a_fingerprint_without_its_chain_proves_nothing(desk: Desk) -> None:
    told = f"{desk.store.desk.id}-1-"
    assert not verify(desk.store, told).sound


def test_the_head_file_names_the_last_row(desk: Desk) -> None:
    take_call(desk)
    desk.store.note_head()
    seq, chain = desk.store.head()
    noted = json.loads(desk.store.head_file.read_text(encoding="utf-8"))
    assert noted == {"desk": desk.store.desk.id, "seq": seq, "chain": chain.hex()}


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"desk": 1}', '{"desk":"a","seq":"x","chain":"zz"}']
)
def test_a_head_file_that_cannot_be_read_stops_nobody(path: Path, text: str) -> None:
    path.with_name(path.name + ".head").write_text(text, encoding="utf-8")
    assert faults(path) == []


def test_a_derived_row_that_does_not_follow_from_the_journal_is_found(desk: Desk) -> None:
    number = take_call(desk)
    desk.store.conn.execute("UPDATE ticket SET room = '9-9-999' WHERE number = ?", (number,))
    assert verify(desk.store).faults == [f"the table of tickets is out of step at {number}"]


def test_a_derived_row_that_is_missing_or_one_too_many_is_found(desk: Desk) -> None:
    number, other = take_call(desk), take_call(desk)
    desk.store.conn.execute("DELETE FROM ticket WHERE number = ?", (number,))
    desk.store.conn.execute("UPDATE ticket SET number = 'R999999-Z001' WHERE number = ?", (other,))
    found = verify(desk.store).faults
    assert f"the table of tickets is out of step at {number}" in found
    assert "the table of tickets holds R999999-Z001, the journal does not" in found


def test_a_record_that_the_search_would_not_find_is_told(desk: Desk) -> None:
    number = take_call(desk)
    key = desk.search(number)[0].key
    search.forget(desk.store.conn, key)
    assert verify(desk.store).faults == [f"the search is out of step at {number}"]
    search.index(desk.store.conn, key, "another text")
    assert verify(desk.store).faults == [f"the search is out of step at {number}"]


def test_an_index_that_lost_words_behind_its_text_is_told(desk: Desk) -> None:
    key = desk.search(take_call(desk))[0].key
    desk.store.conn.execute(
        "INSERT INTO search (search, rowid, body) "
        "VALUES ('delete', :key, (SELECT body FROM found WHERE key = :key))",
        {"key": key},
    )
    assert verify(desk.store).faults == ["the search index does not hold what it was made from"]


def test_a_complaint_that_whom_it_is_about_would_find_is_told(desk: Desk) -> None:
    number = complain(desk, about=desk.operator.id)
    desk.store.conn.execute("DELETE FROM hidden")
    assert verify(desk.store).faults == [f"{number} is not hidden from whom it is about"]
