"""The class guessed from what was filed before under similar words, with the words that say so."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from math import log, sqrt
from typing import NamedTuple

AGREES = 3
"""So many of the past's guesses may confirm one of the words."""
ENOUGH = 2
"""Pieces in common that make two matters alike."""
MOST_ASKED = 40
"""Pieces of a matter that the index is asked for."""
MOST_PIECES = 200
NEAREST = 15
"""So many of the most similar past matters have a say."""
LEAST = 0.02
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


def together(by_words: Sequence[str], by_past: Sequence[str]) -> list[str]:
    """What the words say first, then what the past says, then the rest of both in turn.

    Of several classes that the words may mean, the one that the past knows too comes first.
    """
    agreed = [sub for sub in by_words if sub in by_past[:AGREES]]
    turns = zip_longest(dict.fromkeys([*agreed, *by_words]), by_past)
    return list(dict.fromkeys(sub for turn in turns for sub in turn if sub))


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
    return Past(past).guess(text)


class Past:
    """What was filed before, made ready to be asked many times."""

    def __init__(self, filed: Iterable[tuple[str, str]]) -> None:
        self.filed = [(sub, frozenset(pieces(matter))) for sub, matter in filed]
        held = Counter(piece for _, matter in self.filed for piece in matter)
        self.rarity = {piece: log(1 + len(self.filed) / n) for piece, n in held.items()}
        self.most = max(self.rarity.values(), default=1.0)
        self.lengths = [self._length(matter) for _, matter in self.filed]
        self.holding: defaultdict[str, list[int]] = defaultdict(list)
        for at, (_, matter) in enumerate(self.filed):
            for piece in matter:
                self.holding[piece].append(at)

    def guess(self, text: str) -> list[Likeness]:
        """The classes of the matters most like this one, best first, with why."""
        mine = frozenset(pieces(text))
        scores: defaultdict[str, float] = defaultdict(float)
        shared_by: defaultdict[str, set[str]] = defaultdict(set)
        said: Counter[str] = Counter()
        for likeness, at in self._nearest(mine):
            sub, matter = self.filed[at]
            scores[sub] += likeness
            shared_by[sub] |= mine & matter
            said[sub] += 1
        best = sorted(scores, key=lambda sub: -scores[sub])
        rarest = {sub: max(sorted(shared_by[sub]), key=self.rarity.__getitem__) for sub in best}
        return [Likeness(sub, rarest[sub], said[sub]) for sub in best]

    def _nearest(self, mine: frozenset[str]) -> list[tuple[float, int]]:
        shared: defaultdict[int, float] = defaultdict(float)
        for piece in mine:
            for at in self.holding.get(piece, ()):
                shared[at] += self.rarity[piece] ** 2
        length = self._length(mine)
        alike = [(weight / (length * self.lengths[at]), at) for at, weight in shared.items()]
        near = sorted(alike, key=lambda one: (-one[0], one[1]))[:NEAREST]
        return [one for one in near if one[0] >= LEAST]

    def _length(self, matter: frozenset[str]) -> float:
        return sqrt(sum(self.rarity.get(piece, self.most) ** 2 for piece in matter)) or 1.0
