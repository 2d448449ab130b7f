"""The past of one record: its rows in order, folded into what it is now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from deskapp.handbook.codec import Unreadable
from deskapp.handbook.gate import fold
from deskapp.handbook.step import Head, Step, Stream, evolve


@dataclass(frozen=True)
class Entry:
    """One row of the journal, read: its head and its step, or what could not be read."""

    head: Head
    step: Step[Any] | Unreadable


def replay(blank: Stream, entries: Iterable[Entry]) -> Stream:
    """Fold rows in their order; two rows that were written on the same state clash."""
    record = blank
    seen: set[str] = set()
    for entry in entries:
        record = add(record, entry)
        if entry.head.seen in seen:
            record = evolve(record, clashed=True)
        seen.add(entry.head.seen)
    return record


def add(record: Stream, entry: Entry) -> Stream:
    """The record after one more row; what cannot be read is counted and changes nothing else."""
    step = entry.step
    # A row of another kind of record can only come from another desk, and means nothing here.
    if isinstance(step, Unreadable) or not entry.head.stream.startswith(step.letter):
        return evolve(record.with_row(entry.head), unread_rows=record.unread_rows + 1, last=None)
    return fold(record, step, entry.head)
