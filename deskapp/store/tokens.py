"""What the search index holds of a record: its text cut into tokens, and a few tokens besides.

SQLite's `ascii` tokenizer splits a body at blanks and nothing else, as every sign used here is
beyond ASCII: what is a word is decided in this module alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from deskapp.handbook.fields.fold import strip_controls
from deskapp.handbook.fields.room import find_room, room_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BREAK = "‖"
"""Stands where a sign parts a Chinese run from a Latin word, so that no phrase reaches across."""
_BEGINS, _ROOM, _PHONE, _JOINS, _MARK = "›", "⌂", "☏", "∙", "⌗"  # no typed word can contain them
_SIGNS = str.maketrans("-+._ ", "－＋．＿＿")  # ASCII signs would split the token

_PAIRED = (
    "\u3005-\u3007\u3040-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(rf"(?P<paired>[{_PAIRED}]+)|[^\W_{_PAIRED}]+")
_LONG_NUMBER = re.compile(r"[0-9]{7,}")
_DIGITS = re.compile(r"[0-9]+")

SHORTEST_BEGINNING = 3
MOST_JOINED = 4
"""Latin words that signs join into one token: the parts of a room, a landline, a number."""
SHORTEST_TAIL, LONGEST_TAIL = 4, 11


class Run(NamedTuple):
    """Letters that stand together: of a script written without blanks, or one word."""

    text: str
    paired: bool
    gap: str
    """What stood before it, since the run before."""

    def tokens(self) -> list[str]:
        """A word itself; a Chinese run's overlapping pairs, then its last character alone."""
        return [*pairs(self.text), self.text[-1]] if self.paired else [self.text]

    def aids(self) -> Iterable[str]:
        """What else finds this run: each of its characters, or the beginnings of the word."""
        if self.paired:
            return self.text
        if not self.text.isalpha():
            return ()
        ends = range(SHORTEST_BEGINNING, len(self.text) + 1)
        return (beginning(self.text[:end]) for end in ends)


def pairs(run: str) -> list[str]:
    """The overlapping pairs of a Chinese run."""
    return [run[place : place + 2] for place in range(len(run) - 1)]


def runs(text: str) -> Iterator[Run]:
    """The runs of a text, folded: full-width forms, case and unseen signs make no difference."""
    plain = normalize("NFKC", strip_controls(text))
    plain = normalize("NFKC", plain.casefold())
    end = 0
    for found in _RUN.finditer(plain):
        yield Run(found[0], found["paired"] is not None, plain[end : found.start()])
        end = found.end()


def tokens_of(text: str) -> str:
    """A text's tokens in their order, then what else finds them."""
    found = list(runs(text))
    tokens: list[str] = []
    for place, run in enumerate(found):
        if place and run.paired != found[place - 1].paired and run.gap.strip(" "):
            tokens.append(BREAK)
        tokens += run.tokens()
    aids = {aid for run in found for aid in run.aids()}.union(_joined(found))
    return " ".join([*tokens, BREAK, *sorted(aids.difference(tokens))]) if tokens else ""


def joined(*texts: str) -> str:
    """The token of Latin words that signs join, or of one with the Chinese that follows it."""
    return _JOINS.join(texts)


def _joined(found: list[Run]) -> Iterator[str]:
    """3-2-1202 is found whole and by any of its parts together, 12楼 whole."""
    for place, run in enumerate(found):
        if run.paired:
            continue
        words = [run.text]
        for after in found[place + 1 : place + MOST_JOINED]:
            if after.paired or any(sign.isspace() for sign in after.gap):
                break
            words.append(after.text)
            yield joined(*words)
        after = found[place + 1] if place + 1 < len(found) else run
        if after.paired and not after.gap.strip(" "):
            yield joined(run.text, after.text[0])


def document(  # noqa: PLR0913 - what a record may have, all by name
    *, room: str, what: str, name: str, contact: str, number: str, extra: str,
    rooms: Iterable[str] = (), marks: Iterable[str] = (),
) -> str:  # fmt: skip
    """A record's body in the index: its texts, its rooms' beginnings, its phones' tails, and
    the marks by which operators find it.
    """
    words = tokens_of(f"{room}\n{what}\n{name}\n{contact}\n{number}\n{extra}")
    told = find_room(what)
    found = set(marks)
    for place in (room, told[0] if told else "", *rooms):
        found.update(_room_tokens(place))
    found.update(_tails(_DIGITS.findall(normalize("NFKC", contact))))
    for text in (what, extra):
        for long_number in _LONG_NUMBER.findall(normalize("NFKC", text)):
            found.update(_tails([long_number]))
    return " ".join([words, *sorted(found)])


def mark(kind: str, value: str = "") -> str:
    """The token of something that a record is, and no word of it: its kind, class, person."""
    return f"{_MARK}{kind}{value}".casefold().translate(_SIGNS)


def beginning(word: str) -> str:
    """The token of a word's beginning, three letters or more."""
    return _BEGINS + word


def room_token(room: str) -> str:
    """The token of a room, or of a beginning of one that holds at least the building: 3-2-12."""
    return _ROOM + room.casefold().translate(_SIGNS)


def tail_token(digits: str) -> str:
    """The token of a phone number's last four to eleven digits."""
    return _PHONE + digits[-LONGEST_TAIL:]


def _room_tokens(room: str) -> Iterator[str]:
    parts = room_parts(room)
    if parts is None:
        return
    for label in {room, *(str(replace(parts, room=flat)) for flat in parts.flats)}:
        for end in range(label.index("-") + 1, len(label) + 1):
            yield room_token(label[:end])


def _tails(groups: list[str]) -> Iterator[str]:
    """The tails of a number told in groups, with and without what follows, such as an extension."""
    told = ""
    for group in groups:
        told += group
        for size in range(SHORTEST_TAIL, min(len(told), LONGEST_TAIL) + 1):
            yield tail_token(told[-size:])
