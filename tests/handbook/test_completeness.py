"""Every step class has its words: title, labels, clause, lists, and what must come first."""

from __future__ import annotations

import ast
import gettext
import inspect
import re
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

import deskapp.locale
from deskapp.handbook.step import START, STEPS, Step, slots_of
from tests.handbook.desk_in_memory import POLICY

ALL = sorted(STEPS)
LABEL_CELLS = 9
CLAUSE = re.compile(r"0(-\d)?|\d\.\d|P0|H\d\d[a-c]?")
FOLDER = Path(__file__).parent
ZH = gettext.translation(
    "deskapp", Path(deskapp.locale.__file__).parent, languages=["zh_CN"], fallback=True
)


def shown_labels(cls: type[Step[Any]]) -> list[str]:
    return [slot.label for slot in slots_of(cls).values() if slot.shown]


def in_chinese(text: str) -> str:
    """The Chinese of a label, empty while the catalogue has none."""
    translated = ZH.gettext(text)
    return "" if translated == text else translated


@pytest.mark.parametrize("kind", ALL)
def test_its_labels_and_title_fit_the_margin_in_both_languages(kind: str) -> None:
    texts = [*shown_labels(STEPS[kind]), STEPS[kind].about.title]
    most = dict.fromkeys(shown_labels(STEPS[kind]), LABEL_CELLS)
    both = [*texts, *filter(None, map(in_chinese, texts))]
    wide = [t for t in both if cell_len(t) > most.get(t, LABEL_CELLS + 1)]
    assert wide == []


@pytest.mark.parametrize("kind", ALL)
def test_it_has_a_title_a_clause_and_says_what_it_is(kind: str) -> None:
    cls = STEPS[kind]
    assert cls.about.title
    assert CLAUSE.fullmatch(cls.about.clause)
    assert (inspect.getdoc(cls) or "").endswith((".", ")"))
    assert cls.about.by


@pytest.mark.parametrize("kind", ALL)
def test_it_says_what_must_come_first_unless_it_begins_a_record(kind: str) -> None:
    about = STEPS[kind].about
    assert about.not_yet or about.opens == frozenset({START})


@pytest.mark.parametrize("kind", ALL)
def test_its_lists_stand_in_the_policy(kind: str) -> None:
    lists = {slot.choices for slot in slots_of(STEPS[kind]).values() if slot.choices}
    assert {name for name in lists if not POLICY.entries(name)} == set()


@pytest.mark.parametrize("kind", ALL)
def test_its_fields_all_have_an_empty_value(kind: str) -> None:
    STEPS[kind]()
    assert all(slot.label for slot in slots_of(STEPS[kind]).values() if slot.shown)


def names_used() -> set[str]:
    """Every name in the tests of rules, but for the generated ones."""
    generated = {"made_steps.py", "test_codec.py", "test_completeness.py", "test_properties.py"}
    files = [f for f in FOLDER.glob("test_*.py") if f.name not in generated]
    trees = (
        ast.parse(f.read_text(encoding="utf-8")) for f in [*files, FOLDER / "desk_in_memory.py"]
    )
    return {n.id for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Name)}


def test_every_step_class_is_told_in_a_test_of_its_own() -> None:
    used = names_used()
    assert sorted(cls.__name__ for cls in STEPS.values() if cls.__name__ not in used) == []


def test_every_clause_that_a_step_carries_out_is_named_by_a_test() -> None:
    told = "".join(f.read_text(encoding="utf-8") for f in FOLDER.glob("test_*.py"))
    marked = set(re.findall(r'mark\.clause\("([^"]+)"\)', told))
    assert {cls.about.clause for cls in STEPS.values()} - marked == set()
