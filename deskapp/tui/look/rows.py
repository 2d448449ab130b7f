"""The grid: rows of text that fill their width exactly, and the lines to be spoken."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rich.cells import cell_len
from textual.content import Content, Span

from deskapp.tui.look.signs import plain_text, sign

GUTTER, LABEL, VALUE, SECOND = 0, 2, 12, 22
"""The columns of every screen: sign gutter, labels, values, second values."""
MARGIN = 2
"""Blank cells between the right edge of the text and that of the screen."""

Text = str | Sequence[tuple[str, str]]
"""Words in one style, or runs of words each with a style of its own."""

_BLANKS = {"Cc", "Zl", "Zp"}


def tidy(text: str) -> str:
    """Return `text` as one row can hold it: no controls, no joiners that change a width."""
    if text.isascii() and text.isprintable():
        return text
    return plain_text("".join(map(_tidy_character, text)))


def _tidy_character(character: str) -> str:
    category = unicodedata.category(character)
    if category in _BLANKS:
        return " "
    if category == "Cf" or "\ufe00" <= character <= "\ufe0f":
        return ""
    return "?" if category == "Cs" else character


def cut(text: str, limit: int) -> str:
    """Return `text` in at most `limit` cells, a longer one ending in the cut sign."""
    if cell_len(text) <= limit:
        return text
    if limit < 1:
        return ""
    return _first_cells(text, limit - 1).rstrip() + sign("cut")


def _first_cells(text: str, limit: int) -> str:
    used = 0
    for at, character in enumerate(text):
        used += cell_len(character)
        if used > limit:
            return text[:at]
    return text


@dataclass(frozen=True)
class _Piece:
    """Runs of words at a column; `end` is the first cell they may not enter."""

    start: int
    runs: tuple[tuple[str, str], ...]
    end: int
    gap: int = 1

    @property
    def cells(self) -> int:
        return sum(cell_len(text) for text, _style in self.runs)

    def within(self, end: int) -> Iterator[tuple[str, str]]:
        """Yield the runs, cut so that they stay before `end`."""
        room = min(end, self.end) - self.start
        for at, (text, style) in enumerate(self.runs):
            rest = sum(cell_len(later) for later, _style in self.runs[at + 1 :])
            fits = cell_len(text) + min(rest, 1) <= room
            shown = text if fits else cut(f"{text} " if rest else text, room)
            yield shown, style
            room -= cell_len(shown)
            if not fits:
                return


class Row:
    """One row of exactly `width` cells. A text yields to what begins at its right:
    it is cut, with one blank between. Words are never markup.
    """

    def __init__(self, width: int) -> None:
        self.width = width
        self._pieces: dict[int, _Piece] = {}
        self._remarks: list[_Piece] = []
        self._fills: list[Span] = []

    def put(self, col: int, text: Text, style: str = "", limit: int | None = None) -> Row:
        """Write `text` from `col` on, in at most `limit` cells; replaces what began there."""
        end = self.width if limit is None else col + limit
        self._pieces[col] = _Piece(col, _runs(text, style), end)
        return self

    def sign(self, col: int, name: str, style: str = "") -> Row:
        """Put a sign at `col`; one of two cells starts earlier and may touch the gutter."""
        shown = sign(name)
        start = max(0, col + 1 - len(shown))
        self._pieces[start] = _Piece(start, ((shown, style),), self.width, gap=0)
        return self

    def right(self, text: Text, style: str = "", edge: int | None = None) -> Row:
        """Write a remark that ends at `edge`, by default the right edge of the screen.
        When it and the text before it do not both fit, each has half of the room.
        """
        end = self.width - MARGIN if edge is None else edge
        self._remarks.append(_Piece(0, _runs(text, style), end))
        return self

    def rule(self, start: int, end: int) -> Row:
        """Draw a thin rule from `start` up to, not into, `end`."""
        line = sign("rule") * max(0, end - start)
        self._pieces[start] = _Piece(start, ((line, "$d-rule"),), end, gap=0)
        return self

    def fill(self, style: str, start: int = 0, end: int | None = None) -> Row:
        """Lay a style, such as `on $d-sel`, under the cells from `start` to `end`."""
        self._fills.append(Span(start, self.width if end is None else end, style))
        return self

    def content(self) -> Content:
        """Return the row, `width` cells wide."""
        text, spans = "", list[Span]()
        for words, style in self._laid_out():
            if style:
                spans.append(Span(len(text), len(text) + len(words), style))
            text += words
        return Content(text, [*self._filled(text), *spans])

    def _filled(self, text: str) -> Iterator[Span]:
        """Yield the fills, their cells turned into offsets of the text."""
        cells = list(accumulate(map(cell_len, text), initial=0))
        for start, end, style in self._fills:
            yield Span(bisect_left(cells, start), bisect_left(cells, min(end, self.width)), style)

    def _laid_out(self) -> Iterator[tuple[str, str]]:
        pieces = self._in_order()
        at = 0
        ends = [after.start - after.gap for after in pieces[1:]]
        for piece, end in zip(pieces, [*ends, self.width], strict=False):
            if end <= piece.start:
                continue
            yield " " * (piece.start - at), ""
            at = piece.start
            for words, style in piece.within(end):
                yield words, style
                at += cell_len(words)
        yield " " * (self.width - at), ""

    def _in_order(self) -> list[_Piece]:
        pieces = {
            start: piece
            for start, piece in self._pieces.items()
            if 0 <= start < self.width and piece.runs
        }
        for remark in filter(lambda piece: piece.runs, self._remarks):
            placed = self._placed(remark)
            pieces.setdefault(placed.start, placed)
        return [pieces[start] for start in sorted(pieces)]

    def _placed(self, remark: _Piece) -> _Piece:
        edge = min(remark.end, self.width)
        before = [piece for start, piece in self._pieces.items() if 0 <= start < edge]
        last = max(before, key=lambda piece: piece.start, default=_Piece(0, (), 0))
        room = edge - last.start
        free = room - min(last.cells, last.end - last.start) - 1
        start = edge - min(remark.cells, max(free, room // 2, 1))
        return _Piece(max(0, start), remark.runs, edge)


def page(rows: Iterable[Row]) -> Content:
    """Return rows under each other."""
    return Content("\n").join(row.content() for row in rows)


def _runs(text: Text, style: str) -> tuple[tuple[str, str], ...]:
    runs = [(text, style)] if isinstance(text, str) else text
    tidied = ((tidy(words), own) for words, own in runs)
    return tuple((words, own) for words, own in tidied if words)
