"""How words of the policy are found in what a caller said, in Chinese and in English."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SEPARATOR = re.compile(r"[,，\n]")
_SILENT = re.compile(r"[\W_]+")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a list written with commas."""
    return tuple(word for part in _SEPARATOR.split(text) if (word := part.strip()))


def longest_first(words: Iterable[str]) -> tuple[str, ...]:
    """The words in the order in which they must be taken out of a text."""
    return tuple(sorted(words, key=len, reverse=True))


def folded(text: str) -> str:
    """The text without differences of width and case."""
    return unicodedata.normalize("NFKC", text).casefold()


def occurs(word: str, text: str) -> bool:
    """Whether a word, or every part of "a+b", stands in a folded text."""
    return all(_part_occurs(part, text) for part in word.split("+"))


def without(text: str, words: Iterable[str]) -> str:
    """The text with these words taken out; what stood around them does not join."""
    for word in words:
        text = text.replace(word, "\n")
    return text


def is_silent(text: str) -> bool:
    """Whether nothing is left but blanks and punctuation."""
    return not _SILENT.sub("", text)


def weight(word: str) -> int:
    """How much a word says: a Chinese character counts for two letters."""
    return sum(1 if char.isascii() else 2 for char in word)


def _part_occurs(part: str, text: str) -> bool:
    """English counts as a whole word, its plural or verb form; Chinese has no word borders."""
    if part not in text:
        return False
    bounded = rf"(?<![a-z]){re.escape(part)}(?:s|es|ed|ing)?(?![a-z])"
    return not part.isascii() or re.search(bounded, text) is not None
