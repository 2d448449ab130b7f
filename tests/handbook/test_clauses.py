"""The table of sentences says nothing that is not so, and forgets no sentence and no step."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import deskapp
from deskapp.handbook.clauses import (
    CLAUSES,
    Mode,
    Sentence,
    Status,
    by_clause,
    carried_by,
    heading,
    sentences,
)
from deskapp.handbook.step import STEPS, Step, slots_of
from deskapp.handbook.streams import steps_for
from deskapp.store.views import VIEWS
from deskapp.tui.app import DeskApp
from deskapp.tui.key_names import desk_keys
from tests.handbook.desk_in_memory import POLICY

ROOT = Path(__file__).parents[2]
SENTENCES_IN = {
    "0": 4, "1.1": 4, "1.2": 6, "1.3": 5, "2.1": 7, "2.2": 3, "2.3": 3, "3.1": 2, "3.2": 3,
    "3.3": 4, "4.1": 2, "4.2": 2, "4.3": 2,
}  # fmt: skip
"""How many sentences each clause of the handbook has."""
OPEN = {"0-2", "1.1-3", "1.2-5"}
"""Sentences that nothing carries out yet: this may only shrink."""
PARTLY = {
    "0-1", "1.3-3", "2.1-2", "2.1-4", "2.3-2", "3.1-1", "3.2-1", "3.3-1", "3.3-4", "4.1-1",
    "4.1-2", "H44a", "H45b",
}  # fmt: skip
"""Sentences of which a part is missing: this may only shrink."""
EVERY = pytest.mark.parametrize("sentence", sentences(), ids=lambda s: s.id)


@cache
def said_in_code() -> frozenset[str]:
    """Every text constant of the program beside the table itself."""
    every = Path(deskapp.__file__).parent.rglob("*.py")
    files = [file for file in every if not file.name.startswith("sentences")]
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    nodes = (node for tree in trees for node in ast.walk(tree))
    texts = (node.value for node in nodes if isinstance(node, ast.Constant))
    return frozenset(text for text in texts if isinstance(text, str))


@cache
def names_in(module: str) -> frozenset[str]:
    """The functions of the one test module of this name."""
    (file,) = (ROOT / "tests").rglob(f"{module}.py")
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = (n for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(function.name for function in functions)


def test_every_sentence_of_the_handbook_has_its_line() -> None:
    numbered = [s.id for s in sentences() if s.id[0].isdigit()]
    assert numbered == [f"{c}-{n}" for c, most in SENTENCES_IN.items() for n in range(1, most + 1)]
    assert len(numbered) == 47
    assert len({s.id for s in sentences()}) == len(sentences())


def test_no_sentence_is_left_out_of_its_clause() -> None:
    assert [s.id for _, held in by_clause() for s in held] == [s.id for s in sentences()]
    assert all(held for _, held in by_clause())
    assert set(SENTENCES_IN) < set(CLAUSES)


@EVERY
def test_what_carries_a_sentence_is_there(sentence: Sentence) -> None:
    assert set(sentence.steps) <= set(STEPS)
    assert set(sentence.views) <= set(VIEWS)
    assert set(sentence.keys) <= {key.name for key in desk_keys(DeskApp.BINDINGS)}
    for field in sentence.fields:
        kind, _, name = field.rpartition(".")
        assert name in slots_of(STEPS[kind])


@EVERY
def test_a_phrase_or_limit_counts_only_where_the_desk_uses_it(sentence: Sentence) -> None:
    # The read-back says the phrase of its chunk, by the chunk's name.
    spoken = {p for p in sentence.phrases if p not in {"rb.who", "rb.phone", "rb.what"}}
    assert set(sentence.phrases) <= set(POLICY.entries("phrases"))
    assert set(sentence.limits) <= set(POLICY.entries("limits"))
    assert spoken | set(sentence.limits) <= said_in_code()


@EVERY
def test_a_sentence_that_is_carried_names_the_test_that_holds_it(sentence: Sentence) -> None:
    assert bool(sentence.tests) is bool(sentence.carried)
    for test in sentence.tests:
        module, _, function = test.partition("::")
        assert function in names_in(module)


@EVERY
def test_a_sentence_that_must_hold_is_held_by_a_step_or_a_field(sentence: Sentence) -> None:
    held = {Mode.HARD, Mode.SOFT} & set(sentence.modes)
    assert not held or sentence.status is Status.OPEN or sentence.steps or sentence.fields


def test_what_is_not_carried_out_yet_is_said_and_nothing_else() -> None:
    by_status = {status: {s.id for s in sentences() if s.status is status} for status in Status}
    assert by_status[Status.OPEN] == OPEN
    assert by_status[Status.PARTLY] == PARTLY


@pytest.mark.parametrize("cls", STEPS.values(), ids=lambda cls: cls.about.kind)
def test_every_step_carries_a_sentence_of_its_own_clause(cls: type[Step[Any]]) -> None:
    assert cls.about.clause in {sentence.clause for sentence in carried_by(cls)}
    assert heading(cls.about.clause) in CLAUSES
    assert cls in steps_for(cls.letter)


@pytest.mark.clause("1.3")
def test_greeting_and_farewell_are_courteous() -> None:
    for name in ("greet.phone", "greet.walkin"):
        assert "您好" in POLICY.phrase(name, "zh")
        assert "Hello" in POLICY.phrase(name, "en")
    assert "谢谢" in POLICY.phrase("bye", "zh")
    assert "thank you" in POLICY.phrase("bye", "en")
