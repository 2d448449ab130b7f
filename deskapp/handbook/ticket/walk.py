"""The read-back as it is walked through: chunk by chunk, each answered by itself (2.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from deskapp.handbook.ticket.read_back import ReadBack
from deskapp.handbook.ticket.state import CHUNKS, CORRECTED, ITEMS_OF, NO_ANSWER, NOT_POSSIBLE, YES

LISTEN = 0.5
"""Seconds that a chunk must have been on the screen before an answer counts (RB-5)."""
LONGEST = 999
"""More seconds than this are a call that was left open; they say no more than this many."""
BURST = 0.05
"""Keys closer together than this many seconds are a paste, never consent."""
OFFER_SILENT = 2
"""After this many times without an answer the desk asks once more in other words (RB-7)."""


@dataclass
class Walk:
    """Where the read-back stands. Times are seconds of a clock that never goes back."""

    began: float
    at: int = 0
    shown: float = 0.0
    last_key: float = 0.0
    steps: list[ReadBack] = field(default_factory=list)
    outcomes: dict[str, str] = field(default_factory=dict)
    silent: dict[str, int] = field(default_factory=dict)

    @classmethod
    def begin(cls, tick: float) -> Walk:
        """The first chunk appears now."""
        return cls(began=tick, shown=tick, last_key=tick)

    @property
    def chunk(self) -> str:
        """The chunk being read; empty when all have been answered."""
        return CHUNKS[self.at] if self.at < len(CHUNKS) else ""

    @property
    def finished(self) -> bool:
        """True when every chunk has its answer."""
        return not self.chunk

    def heard(self, tick: float) -> bool:
        """Whether a key pressed now may count as the owner's answer."""
        since_key, self.last_key = tick - self.last_key, tick
        return tick - self.shown >= LISTEN and since_key >= BURST

    def confirm(self, tick: float, tail: str = "") -> None:
        """The owner said that the chunk is right."""
        self._answer(
            ReadBack(
                chunk=self.chunk, outcome=YES, tail=tail,
                seconds=_whole(tick - self.shown), rb_seconds=self._lasted(tick),
            )
        )  # fmt: skip
        self._go_on(tick)

    def leave(self, reason: str, tick: float) -> None:
        """No answer, or reading it was not possible."""
        outcome = NO_ANSWER if reason == NO_ANSWER else NOT_POSSIBLE
        if outcome == NO_ANSWER:
            self.silent[self.chunk] = self.silent.get(self.chunk, 0) + 1
        self._answer(
            ReadBack(
                chunk=self.chunk, outcome=outcome, reason=reason, rb_seconds=self._lasted(tick)
            )
        )
        self._go_on(tick)

    def correct(
        self, old: Mapping[str, object], new: Mapping[str, object], shown: Mapping[str, str],
        tick: float,
    ) -> None:  # fmt: skip
        """Keep old and new of every item that changed; the chunk is read again.

        Args:
            old: The chunk's items as they were read.
            new: The items as they are now.
            shown: The old items as text.
            tick: Now.
        """
        for item in ITEMS_OF[self.chunk]:
            if old[item] != new[item]:
                self._answer(_correction(self.chunk, item, shown[item], new[item]))
        self.shown = self.last_key = tick

    def back(self, tick: float) -> None:
        """Read the former chunk again."""
        self.at = max(self.at - 1, 0)
        self.shown = self.last_key = tick

    def again(self, tick: float) -> None:
        """Read the chunk at hand again; the owner is back on the line (X01)."""
        self.shown = self.last_key = tick

    def cut_off(self, tick: float) -> None:
        """The owner is gone: whatever has no answer yet stays unread."""
        while not self.finished:
            self.leave("hung_up", tick)

    def _answer(self, step: ReadBack) -> None:
        self.steps.append(step)
        self.outcomes[step.chunk] = step.outcome

    def _go_on(self, tick: float) -> None:
        self.at += 1
        self.shown = self.last_key = tick

    def _lasted(self, tick: float) -> int | None:
        """Seconds from the first chunk to the last one's answer; None before the last (RB-10)."""
        return _whole(tick - self.began) if self.chunk == CHUNKS[-1] else None


def _whole(seconds: float) -> int:
    return min(int(seconds), LONGEST)


def _correction(chunk: str, item: str, old: str, new: object) -> ReadBack:
    if item == "room":
        return ReadBack(chunk=chunk, outcome=CORRECTED, item=item, old=old, room=str(new))
    if isinstance(new, datetime):
        said = new.isoformat(timespec="minutes")
        return ReadBack(chunk=chunk, outcome=CORRECTED, item=item, old=old, new=said, raised_at=new)
    return ReadBack(chunk=chunk, outcome=CORRECTED, item=item, old=old, new=str(new))


def not_read(reason: str) -> list[ReadBack]:
    """Every chunk marked as not read back, for a caller who is not there to answer."""
    return [ReadBack(chunk=chunk, outcome=NOT_POSSIBLE, reason=reason) for chunk in CHUNKS]
