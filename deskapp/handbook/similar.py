"""The class guessed from what was filed before under similar words, with the words that say so."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from math import log, sqrt
from typing import NamedTuple

ENOUGH = 2
"""Pieces in common that make two matters alike."""
MOST_PIECES = 40
NEAREST = 7
"""So many of the most similar past matters have a say."""
LEAST = 0.06
"""Matters less alike than this say nothing of each other."""

_RUNS = re.compile(r"[\u3400-\u9fff]+|[a-z]{3,}")


class Likeness(NamedTuple):
    """A class, the words that spoke for it most, and how many past matters did."""

    sub: str
    word: str
    matters: int


def pieces(text: str) -> tuple[str, ...]:
    """A matter in pieces that can be compared: pairs of characters, and words."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    found: dict[str, None] = {}
    for run in _RUNS.findall(plain):
        found |= dict.fromkeys([run] if run.isascii() else _pairs(run))
    return tuple(found)[:MOST_PIECES]


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


def alike(one: str, other: str) -> bool:
    """Whether two matters may be the same thing: two pieces in common, or all of a short one."""
    here, there = set(pieces(one)), set(pieces(other))
    shared = len(here & there)
    return shared >= ENOUGH or bool(shared and shared == min(len(here), len(there)))


def guess_from(text: str, past: Iterable[tuple[str, str]]) -> list[Likeness]:
    """The classes of the past matters that are most like this one, best first.

    Args:
        text: The matter.
        past: Each past matter with the class it was filed under: (class, matter).
    """
    filed = [(sub, frozenset(pieces(matter))) for sub, matter in past]
    rarity = _rarity(filed)
    mine = frozenset(pieces(text))
    alike = sorted(
        ((_likeness(mine, other, rarity), sub, mine & other) for sub, other in filed),
        key=lambda one: -one[0],
    )
    near = [one for one in alike[:NEAREST] if one[0] >= LEAST]
    scores: defaultdict[str, float] = defaultdict(float)
    shared_by: defaultdict[str, set[str]] = defaultdict(set)
    for likeness, sub, shared in near:
        scores[sub] += likeness
        shared_by[sub] |= shared
    said = Counter(sub for _, sub, _ in near)
    best = sorted(scores, key=lambda sub: -scores[sub])
    return [Likeness(sub, max(shared_by[sub], key=rarity.__getitem__), said[sub]) for sub in best]


def _rarity(filed: list[tuple[str, frozenset[str]]]) -> dict[str, float]:
    held = Counter(piece for _, matter in filed for piece in matter)
    return {piece: log(1 + len(filed) / times) for piece, times in held.items()}


def _likeness(mine: frozenset[str], other: frozenset[str], rarity: dict[str, float]) -> float:
    shared = sum(rarity[piece] ** 2 for piece in mine & other)
    return shared / (_length(mine, rarity) * _length(other, rarity)) if shared else 0.0


def _length(matter: frozenset[str], rarity: dict[str, float]) -> float:
    most = max(rarity.values(), default=1.0)
    return sqrt(sum(rarity.get(piece, most) ** 2 for piece in matter)) or 1.0
