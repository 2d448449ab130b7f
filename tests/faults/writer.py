"""A desk that takes calls as fast as it can and says after each commit which it took.

usage: python -m tests.faults.writer DATABASE [CALLS]
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from deskapp.handbook.logbook.steps import Written
from deskapp.handbook.step import Act
from tests.calls import real_clock, reopened, whole_call

IDLE_EVERY = 5


def main(database: Path, calls: range | count[int]) -> None:
    """Take calls until told otherwise; every few calls do what waits for an idle moment."""
    desk = reopened(database, real_clock)
    for place in calls:
        number = desk.start_draft("intake").number
        tell("started", number)
        desk.take(whole_call(desk, number, f"厨房水管漏水 {place}"))
        tell("taken", number)
        desk.take([Act("", Written(text=f"巡楼 {place}", again=True))])
        if place % IDLE_EVERY == IDLE_EVERY - 1:
            desk.store.idle()
    desk.close()


def tell(word: str, number: str) -> None:
    """One line, out of this process when this returns."""
    sys.stdout.write(f"{word} {number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), range(int(sys.argv[2])) if len(sys.argv) > 2 else count())
