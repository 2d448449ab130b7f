"""The shape of the code: what may know what, how long things grow, how files are opened."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import statistics
import subprocess
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import deskapp
from deskapp import tui

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(deskapp.__file__).parent
ROOT = Path(__file__).parents[1]
SOURCES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
FIRST_FRAME = "deskapp.tui.app deskapp.tui.screens.queue"
HEAVY = {"click", "sqlite_utils", "babel", "faker", "phonenumbers", "openpyxl", "argon2"}
IMPURE = {"textual", "rich", "sqlite3", "sqlite_utils", "click", "gettext", "deskapp.locale"}
SQL = re.compile(r"\b(SELECT\b.*\bFROM|INSERT (OR \w+ )?INTO|DELETE FROM|PRAGMA)\b|UPDATE \w+ SET")
# Brackets keep the pattern from finding itself.
FORBIDDEN = re.compile(
    r"[c]laude|[c]hatgpt|[c]opilot|[o]penai|[a]nthropic|[a]ssistant|"
    r"[p]ypi\.org|[p]ythonhosted|/[w]ork/|/[r]oot/|C:\\[U]sers|"
    r"[r]ealdata|\b([H]ANDBOOK|[D]ESIGN|[S]TYLE|[L]OOK)\.md|\b([T]ODO|[F]IXME|[X]XX)\b",
    re.IGNORECASE,
)
WRITTEN = {".py", ".toml", ".md", ".po", ".tcss", ".json", ".lock", ""}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def loaded_by(modules: str) -> set[str]:
    """The names of all modules that a fresh interpreter holds after importing these."""
    code = f"import sys; [__import__(name) for name in {modules.split()!r}]; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8", cwd=ROOT
    )
    return set(done.stdout.split())


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Every function of a file and how many lines it has."""
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            yield f"{path.name}:{node.name}", (node.end_lineno or 0) - node.lineno + 1


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def written_files() -> Iterator[Path]:
    """The files that people wrote, wherever the tests were unpacked."""
    folders = (ROOT / name for name in ("deskapp", "data", "tests", ".ci", ".github"))
    everything = chain(ROOT.glob("*"), *(folder.rglob("*") for folder in folders))
    for path in everything:
        if path.is_file() and path.suffix in WRITTEN and "__pycache__" not in path.parts:
            yield path


def test_the_handbook_loads_no_screen_no_disk_and_no_language() -> None:
    assert not IMPURE & loaded_by("deskapp.handbook.streams")


def test_the_first_frame_loads_nothing_heavy() -> None:
    assert not HEAVY & loaded_by(FIRST_FRAME)


def test_no_function_is_longer_than_a_screen() -> None:
    longest = max(chain.from_iterable(map(functions, SOURCES)), key=lambda found: found[1])
    assert longest[1] <= 50, longest


def test_most_functions_are_a_few_lines() -> None:
    lengths = sorted(lines for path in SOURCES for _, lines in functions(path))
    assert statistics.median(lengths) <= 8
    assert lengths[len(lengths) * 9 // 10] <= 25


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_file_grows_beyond_one_subject(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500


def bindings() -> Iterator[tuple[str, str]]:
    """Every key that a class of the screens binds."""
    for module in pkgutil.walk_packages(tui.__path__, "deskapp.tui."):
        for made in vars(importlib.import_module(module.name)).values():
            if isinstance(made, type) and issubclass(made, DOMNode):
                for bound in vars(made).get("BINDINGS", ()):
                    keys = bound.key if isinstance(bound, Binding) else bound[0]
                    yield from ((made.__name__, key.strip()) for key in keys.split(","))


def test_no_command_is_a_single_letter_because_input_methods_swallow_letters() -> None:
    found = set(bindings())
    assert ("DeskApp", "f2") in found
    assert not [(where, key) for where, key in found if len(key) == 1]


def test_the_screens_speak_no_sql() -> None:
    texts = [
        (path.name, node.value)
        for path in (PACKAGE / "tui").rglob("*.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert not [found for found in texts if SQL.search(found[1])]


def opens_text_without_encoding(node: ast.AST) -> bool:
    """Whether this is a call that would leave the encoding to the PC it runs on."""
    if not isinstance(node, ast.Call) or any(k.arg == "encoding" for k in node.keywords):
        return False
    match node.func:
        case ast.Name("open") | ast.Attribute(attr="write_text"):
            pass
        case ast.Attribute(attr="read_text") if not node.args:
            pass
        case ast.Attribute(ast.Name(owner), "open") if owner not in {"os", "Desk", "cls"}:
            pass
        case _:
            return False
    modes = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
    return not any(isinstance(mode, str) and "b" in mode for mode in modes)


@pytest.mark.parametrize("path", [*SOURCES, *TESTS], ids=lambda path: path.stem)
def test_every_text_file_is_opened_with_its_encoding(path: Path) -> None:
    assert not [ast.unparse(n) for n in ast.walk(tree(path)) if opens_text_without_encoding(n)]


@pytest.mark.parametrize(
    ("code", "left_open"),
    [
        ("open(p)", True),
        ("p.read_text()", True),
        ("p.open('a')", True),
        ("p.write_text(t)", True),
        ("open(p, 'rb')", False),
        ("p.read_text(encoding='utf-8')", False),
        ("Desk.open(p)", False),
    ],
)
def test_a_forgotten_encoding_is_seen(code: str, *, left_open: bool) -> None:
    assert opens_text_without_encoding(ast.parse(code, mode="eval").body) is left_open


def test_no_file_names_a_workplace_a_helper_or_work_to_be_done() -> None:
    found = [
        (str(path.relative_to(ROOT)), match[0])
        for path in written_files()
        for match in FORBIDDEN.finditer(path.read_text(encoding="utf-8"))
    ]
    assert not found
