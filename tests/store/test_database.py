"""A file that is no sound database of ours is refused in one sentence and left as it is."""

from __future__ import annotations

import gzip
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from deskapp.__main__ import main
from deskapp.desk.desk import Desk
from deskapp.store import database
from deskapp.store.database import HEADER, open_database
from deskapp.store.errors import StoreError
from deskapp.store.schema import APPLICATION_ID, VERSION
from deskapp.store.verify import verify
from tests.calls import set_up, take_call, ticking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


@pytest.fixture(autouse=True)
def _short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_MS", 20)


def text_file(path: Path) -> None:
    path.write_text("王伟 13800138000\n" * 500, encoding="utf-8")


def few_bytes(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00")


def foreign_database(path: Path) -> None:
    conn = sqlite3.connect(path)
    conn.execute("CREATE TABLE address (name TEXT)")
    conn.close()


def newer_database(path: Path) -> None:
    open_database(path).close()
    conn = sqlite3.connect(path)
    conn.execute(f"PRAGMA user_version = {VERSION + 1}")
    conn.close()


def damaged_schema(path: Path) -> None:
    open_database(path).close()
    content = bytearray(path.read_bytes())
    content[HEADER:PAGE] = b"\xaa" * (PAGE - HEADER)
    path.write_bytes(content)


def cut_short(path: Path) -> None:
    set_up(path).close()
    path.write_bytes(path.read_bytes()[: 3 * PAGE])


def without_tables(path: Path) -> None:
    conn = sqlite3.connect(path)
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    conn.execute(f"PRAGMA user_version = {VERSION}")
    conn.close()


OF_VERSION_1 = Path(__file__).with_name("version_1.db.gz")
"""A small desk as the first version of the program wrote it."""

UNFIT: dict[str, tuple[Callable[[Path], object], str]] = {
    "a text file": (text_file, "not a deskapp database"),
    "a beginning and no more": (few_bytes, "not a deskapp database"),
    "another program's database": (foreign_database, "not a deskapp database"),
    "a newer program's database": (newer_database, "newer deskapp"),
    "a damaged schema": (damaged_schema, "damaged"),
    "a file cut short": (cut_short, "damaged"),
    "an empty schema under our name": (without_tables, "no longer protected"),
}


@pytest.mark.parametrize(("spoil", "sentence"), UNFIT.values(), ids=UNFIT.keys())
def test_an_unfit_file_is_refused_in_one_sentence_and_not_touched(
    path: Path, spoil: Callable[[Path], object], sentence: str
) -> None:
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=sentence):
        open_database(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(("spoil", "sentence"), UNFIT.values(), ids=UNFIT.keys())
def test_a_command_on_an_unfit_file_says_one_sentence_and_ends_with_1(
    path: Path,
    spoil: Callable[[Path], object],
    sentence: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    spoil(path)
    assert main(["--lang", "en", "--db", str(path), "queue"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert sentence in told.err
    assert told.err.count("\n") == 1


def test_an_empty_file_becomes_a_database(path: Path) -> None:
    path.touch()
    set_up(path).close()
    desk = Desk.open(path, ticking())
    assert verify(desk.store).sound
    desk.close()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        open_database(tmp_path)


def test_missing_folders_on_the_way_are_made(tmp_path: Path) -> None:
    open_database(tmp_path / "new" / "folder" / "desk.db").close()
    assert (tmp_path / "new" / "folder" / "desk.db").exists()


def test_a_place_where_no_folder_can_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be opened"):
        open_database(tmp_path / "file" / "desk.db")


@pytest.fixture
def held(path: Path) -> Iterator[sqlite3.Connection]:
    """The database while another program holds it for itself alone."""
    set_up(path).close()
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("PRAGMA locking_mode = EXCLUSIVE")
    conn.execute("BEGIN EXCLUSIVE")
    yield conn
    conn.close()


@pytest.mark.usefixtures("held")
def test_a_database_that_another_program_holds_is_refused(path: Path) -> None:
    with pytest.raises(StoreError, match="in use by another program"):
        open_database(path)


@pytest.mark.usefixtures("held")
def test_a_command_on_a_database_that_another_program_holds_ends_with_1(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "--db", str(path), "queue"]) == 1
    assert "in use by another program" in capsys.readouterr().err


def test_while_another_program_writes_a_deed_is_refused_and_may_be_tried_again(path: Path) -> None:
    desk = set_up(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="in use by another program"):
        take_call(desk)
    other.execute("ROLLBACK")
    other.close()
    take_call(desk)
    desk.close()


def test_two_programs_on_one_database_see_each_others_deeds(path: Path) -> None:
    first = set_up(path)
    second = Desk.open(path, ticking())
    second.sign_in(first.operator.id)
    numbers = [take_call(desk) for desk in (first, second, first, second)]
    assert len(set(numbers)) == len(numbers)
    assert {line.number for line in first.page("all")} == set(numbers)
    assert verify(second.store).faults == []
    second.close()
    first.close()


@pytest.mark.parametrize("table", ["journal", "ticket", "found"])
def test_a_damaged_page_is_found_and_told_without_a_crash(
    path: Path, table: str, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = set_up(path)
    for _ in range(40):
        take_call(desk)
    sql = "SELECT rootpage FROM sqlite_master WHERE name = ?"
    (page,) = desk.store.conn.execute(sql, (table,)).fetchone()
    desk.store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    desk.close()
    content = bytearray(path.read_bytes())
    content[(page - 1) * PAGE : page * PAGE] = b"\xaa" * PAGE
    path.write_bytes(content)
    assert main(["--lang", "en", "--db", str(path), "verify"]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_the_head_file_and_the_database_are_all_that_a_closed_desk_leaves(path: Path) -> None:
    set_up(path).close()
    assert sorted(file.name for file in path.parent.iterdir()) == ["desk.db", "desk.db.head"]


def test_a_commit_waits_for_the_disk(path: Path) -> None:
    store = open_database(path)
    full = 2
    assert store.conn.execute("PRAGMA synchronous").fetchone() == (full,)
    assert store.conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    store.close()


def test_a_database_of_the_first_version_is_brought_up_whole(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    path.write_bytes(gzip.decompress(OF_VERSION_1.read_bytes()))
    desk = Desk.open(path)
    repair, lift = desk.page("all")[::-1]
    assert (repair.state, lift.danger) == ("taken", True)
    assert [line.number for line in desk.search("漏水")] == [repair.number]
    assert verify(desk.store).sound
    assert desk.people
    desk.close()


def test_whoever_is_stopped_while_bringing_it_up_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "desk.db"
    path.write_bytes(gzip.decompress(OF_VERSION_1.read_bytes()))

    def stopped(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr("deskapp.store.rebuilding.derived.project", stopped)
        with pytest.raises(KeyboardInterrupt):
            open_database(path)
    desk = Desk.open(path)
    assert len(desk.page("all")) == 2
    assert verify(desk.store).sound
    desk.close()
