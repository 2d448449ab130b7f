"""How often the guessed class is right, measured on a file of matters that people have filed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from deskapp.exchange.errors import ExchangeError
from deskapp.exchange.tables import read_table
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.similar import Past, together

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from deskapp.handbook.policy import Policy

Filed = tuple[str, str]
"""A class and the matter that was filed under it."""
FIRST, FIRST_THREE = 1, 3
WAYS = {
    "commonest": N_("always the commonest class"),
    "words": N_("the policy's words alone"),
    "past": N_("what was filed before alone"),
    "both": N_("as the desk does: words, then the past"),
}


@dataclass(frozen=True)
class Score:
    """How one way of guessing did on matters that it had not seen."""

    way: str
    n: int
    first: int
    """So many were right at once."""
    three: int
    """So many had the right class among the first three."""
    silent: int
    """For so many nothing was guessed."""


def read_filed(path: Path, text: str, label: str) -> list[Filed]:
    """The matters of a file and their classes; raises ExchangeError if none has both."""
    rows = [row.cells for row in read_table(path).rows]
    filed = [(row.get(label, "").strip(), row.get(text, "").strip()) for row in rows]
    known = [(sub, matter) for sub, matter in filed if sub and matter]
    if not known:
        words = N_("No row of {path} has both “{text}” and “{label}”.")
        raise ExchangeError(Msg(words, {"path": path, "text": text, "label": label}))
    return known


def measure(filed: Sequence[Filed], policy: Policy, folds: int, seed: int = 1) -> list[Score]:
    """Hold out each part of the matters once, and guess it from the others alone."""
    mixed = list(filed)
    Random(seed).shuffle(mixed)  # noqa: S311 - the same parts every time
    told: dict[str, list[tuple[str, list[str]]]] = {way: [] for way in WAYS}
    for part in range(folds):
        past = [one for at, one in enumerate(mixed) if at % folds != part]
        ways = _ways(policy, past)
        for sub, matter in mixed[part::folds]:
            for way, guess in ways.items():
                told[way].append((sub, guess(matter)))
    return [_score(way, guesses) for way, guesses in told.items()]


def _ways(policy: Policy, past: Sequence[Filed]) -> dict[str, Callable[[str], list[str]]]:
    common = [sub for sub, _ in Counter(sub for sub, _ in past).most_common()]

    filed, ours = Past(past), any(sub in policy.classes for sub in common)

    def words(matter: str) -> list[str]:
        return [guess.sub for guess in policy.guess(matter)] if ours else []

    def before(matter: str) -> list[str]:
        return [one.sub for one in filed.guess(matter)]

    def both(matter: str) -> list[str]:
        return together(words(matter), before(matter))

    return {"commonest": lambda _matter: common, "words": words, "past": before, "both": both}


def _score(way: str, guesses: Sequence[tuple[str, list[str]]]) -> Score:
    return Score(
        way,
        n=len(guesses),
        first=sum(sub in found[:FIRST] for sub, found in guesses),
        three=sum(sub in found[:FIRST_THREE] for sub, found in guesses),
        silent=sum(not found for _, found in guesses),
    )
