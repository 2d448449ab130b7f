"""The rows that never move: title, say band, rule, message, keys; drawn for any width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from deskapp.handbook.message import N_
from deskapp.locale import _, fill
from deskapp.locale.timewords import day_row, log_clock
from deskapp.tui.look.rows import LABEL, MARGIN, VALUE, Row, cut, tidy
from deskapp.tui.look.saying import MEASURE, NARROW_MEASURE, wrap_say

if TYPE_CHECKING:
    from datetime import datetime

SMALL, FULL, WIDE = 60, 80, 120
"""Columns from which a screen shows all its parts narrowly, in full, and with a pane."""
WALL, PANE = 80, 82
"""The column of the rule before the pane, and the pane's first one."""
SLOT = 13
"""Cells from one key to the next."""
SENTENCE = 4
"""The column of the sentence in the message row; its sign stands at the labels."""

Keys = Sequence[tuple[str, str]]
"""Key names, each with what it does here."""

_FEW_KEYS = ("F2", "F3", "F5", "F10")
_KINDS = {
    "info": ("", "$d-muted"),
    "saved": ("done", "$d-muted"),
    "refused": ("refused", "bold $d-danger"),
    "warn": ("late", "bold $d-warn"),
    "danger": ("danger", "bold $d-danger"),
}


@dataclass(frozen=True)
class Standing:
    """Where and when the operator sits: the right half of the title."""

    site: str
    shift: str
    operator: str
    now: datetime


@dataclass(frozen=True)
class Message:
    """One sentence for the message row; `kind` is info, saved, refused or warn."""

    sentence: str = ""
    kind: str = "info"
    clause: str = ""


@dataclass(frozen=True)
class Counts:
    """What is burning now, and how many tickets and complaints call by themselves."""

    danger: int = 0
    late: int = 0
    rings: int = 0
    complaints: int = 0


def title_row(width: int, place: str, state: str, standing: Standing) -> Row:
    """Draw place and state at the left; at the right what there is room for, the clock always."""
    left = cell_len(place) + (cell_len(state) + 2 if state else 0)
    room = width - LABEL - MARGIN - left - 2
    day, time = day_row(standing.now.date()), log_clock(standing.now)
    person = " ".join(filter(None, (standing.shift, standing.operator)))
    choices = ((standing.site, person, day), (standing.operator, day), (day,), ())
    shown = ["  ".join(filter(None, names)) for names in choices]
    names = next((one for one in shown if cell_len(one) + 2 + len(time) <= room), "")
    row = Row(width).right([(f"{names}  " if names else "", "$d-muted"), (time, "bold")])
    return row.put(LABEL, [(place, "bold"), (f"  {state}" if state else "", "")])


def say_rows(width: int, phrase: str, answers: Keys = ()) -> list[Row]:
    """Draw the words to say now, and the keys that take the answer: always three rows,
    of which the third is blank paper unless the phrase needs it.
    """
    narrow = width < FULL
    measure = min(NARROW_MEASURE if narrow else MEASURE, max(1, width - VALUE - MARGIN))
    lines = wrap_say(phrase, measure, rows=3 if narrow and not answers else 2)
    rows = [Row(width) for _row in range(3)]
    rows[0].put(LABEL, _("Say"), "bold $d-accent")
    for row, line in zip(rows, lines, strict=False):
        row.put(VALUE, line, "bold")
    if answers:
        rows[len(lines)].put(LABEL, _("Answer")).put(VALUE, _answers(answers))
    used = max(2, len(lines) + bool(answers))
    for row in rows[:used]:
        row.fill("on $d-say")
    return rows


def rule_row(width: int, more: str, *, pane: bool) -> Row:
    """Draw the thin rule above the message, with what is still to come at its right end."""
    row, edge = Row(width), width - MARGIN
    if not more:
        return row.rule(LABEL, edge)
    if pane:
        row.rule(PANE, edge)
        edge = WALL - MARGIN
    row.rule(LABEL, edge - cell_len(more) - 3)
    return row.right(more, "$d-muted", edge)


def message_row(width: int, message: Message, counts: Counts) -> Row:
    """Draw the last sentence at the left, the counts that leave it room at the right."""
    mark, style = _KINDS[message.kind]
    sentence = tidy(message.sentence)
    clause = f"  {message.clause}" if message.clause else ""
    room = width - SENTENCE - MARGIN - 2 - cell_len(clause)
    choices = list(_counts(counts))
    fitting = (runs for runs in choices if cell_len(sentence) + _cells(runs) <= room)
    shown = next(fitting, choices[-1])
    row = Row(width).right(shown)
    row.put(SENTENCE, cut(sentence, room - _cells(shown)) + clause, style)
    return row.sign(LABEL, mark, style) if mark and sentence else row


def keys_row(width: int, keys: Keys, more: Keys = ()) -> Row:
    """Draw the keys in their slots; the last of `keys` is the main action here."""
    row = Row(width)
    *others, (main, action) = [one for one in keys if _is_shown(one[0], width)]
    for slot, (key, does) in enumerate(others):
        row.put(LABEL + slot * SLOT, [(f"{key} ", "bold"), (does, "$d-muted")])
    row.put(LABEL + len(others) * SLOT, f"{main} {action}", "bold $d-accent")
    if width >= WIDE:
        row.right(_spaced([(f"{key} ", does) for key, does in more], "  "))
    return row


def _cells(runs: Sequence[tuple[str, str]]) -> int:
    return sum(cell_len(text) for text, _style in runs)


def _is_shown(key: str, width: int) -> bool:
    if width >= FULL:
        return True
    return key in _FEW_KEYS if width >= SMALL else key == _FEW_KEYS[-1]


def _answers(answers: Keys) -> list[tuple[str, str]]:
    return _spaced([(f"{key} ", does) for key, does in answers], "   ")


def _spaced(pairs: Keys, gap: str) -> list[tuple[str, str]]:
    """Return keys in bold and what they do muted, `gap` between them."""
    runs: list[tuple[str, str]] = []
    for key, does in pairs:
        runs += [(gap if runs else "", ""), (key, "bold"), (does, "$d-muted")]
    return runs


def _counts(counts: Counts) -> Iterator[list[tuple[str, str]]]:
    """Yield the counts as runs: all, then only those above zero, then danger alone."""
    named = [
        (counts.danger, N_("Danger {n}"), "bold $d-danger"),
        (counts.late, N_("Late {n}"), "bold"),
        (counts.rings, N_("Due {n}"), "$d-muted"),
    ]
    if counts.complaints:
        named.append((counts.complaints, N_("Complaints {n}"), "bold"))
    burning = [one for one in named if one[0]]
    for chosen in (named, burning, [one for one in burning if one is named[0]]):
        runs: list[tuple[str, str]] = []
        for number, words, style in chosen:
            runs.append(("  " if runs else "", ""))
            runs.append((fill(_(words), {"n": number}), style if number else "$d-muted"))
        yield runs
