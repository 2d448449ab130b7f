"""Database files that cannot be used: one sentence, exit 1, and nothing touched."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def deskapp(
    *arguments: str, environment: dict[str, str] | None = None, encoding: str = "utf-8"
) -> subprocess.CompletedProcess[str]:
    known = {k: v for k, v in os.environ.items() if not k.startswith(("DESKAPP", "PYTHONIO"))}
    return subprocess.run(
        [sys.executable, "-m", "deskapp", *arguments],
        cwd=ROOT, env=known | (environment or {}), capture_output=True, encoding=encoding,
        check=False,
    )  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    assert deskapp("--db", str(path), "new", "site", "name=翠湖花园").returncode == 0
    return path


def assert_one_sentence(found: subprocess.CompletedProcess[str]) -> None:
    assert found.returncode == 1
    assert not found.stdout
    assert len(found.stderr.splitlines()) == 1
    assert "Traceback" not in found.stderr


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"SQLite format 3\x00" + b"\x00" * 200, bytes(range(256)) * 20]
)
def test_a_file_that_is_no_desk_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(content)
    found = deskapp("--db", str(path), "queue")
    if content:
        assert_one_sentence(found)
        assert path.read_bytes() == content
    assert "Traceback" not in found.stderr


def test_another_programs_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE t (a)")
    conn.close()
    before = path.read_bytes()
    assert_one_sentence(deskapp("--db", str(path), "queue"))
    assert path.read_bytes() == before


def test_a_newer_database_is_left_as_it_is(site: Path) -> None:
    conn = sqlite3.connect(site)
    conn.execute("PRAGMA user_version = 99")
    conn.close()
    before = site.read_bytes()
    found = deskapp("--db", str(site), "queue")
    assert_one_sentence(found)
    assert site.read_bytes() == before


def test_a_locked_database_says_that_it_is_in_use(site: Path) -> None:
    conn = sqlite3.connect(site, isolation_level=None)
    conn.execute("BEGIN EXCLUSIVE")
    try:
        person = ("name=周晓燕", "roles=R", "logs_in=yes")
        assert_one_sentence(deskapp("--db", str(site), "new", "person", *person))
    finally:
        conn.execute("ROLLBACK")
        conn.close()


@pytest.mark.parametrize("path", ["//server/share/desk.db", "\\\\server\\share\\desk.db"])
def test_a_network_share_is_refused(path: str) -> None:
    assert_one_sentence(deskapp("--db", path, "new", "site", "name=翠湖花园"))


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert_one_sentence(deskapp("--db", str(tmp_path), "queue"))


def test_a_damaged_page_is_told_in_one_sentence(site: Path) -> None:
    data = bytearray(site.read_bytes())
    data[4096 * 2 : -10] = b"\xff" * (len(data) - 4096 * 2 - 10)
    site.write_bytes(data)
    found = deskapp("--db", str(site), "queue")
    assert found.returncode == 1
    assert "Traceback" not in found.stderr


def test_chinese_is_printed_where_the_console_speaks_another_code(site: Path) -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
    found = deskapp("--db", str(site), "--lang", "zh", "show", "S", environment=ascii_only)
    assert found.returncode == 0
    assert "Traceback" not in found.stderr


def test_a_reader_that_leaves_early_is_no_error(site: Path) -> None:
    command = [sys.executable, "-m", "deskapp", "--db", str(site), "steps"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert not process.stderr.read()


def test_the_screens_need_a_terminal_and_the_way_to_them_no_click(tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv[1:] = ['--db', r'%s', '--lang', 'en']\n"
        "from deskapp.__main__ import main\n"
        "code = main(); print('click' in sys.modules, code)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code % (tmp_path / "desk.db")],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert found.stdout.split() == ["False", "1"]
    assert len(found.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", [("--lang", "xx"), ("--db",), ("nothing",)])
def test_wrong_options_are_exit_code_2(arguments: tuple[str, ...]) -> None:
    assert deskapp(*arguments).returncode == 2
