"""When Python looks for garbage: seldom, and never among what stands for the whole shift."""

from __future__ import annotations

import gc

NEW_OBJECTS, YOUNG_ROUNDS, OLD_ROUNDS = 20_000, 20, 100
"""Collect after so many new objects; older ones after so many rounds. By default 700, 10, 10,
which puts a dozen pauses into one deed and a full one between a key and its letter."""


def collect_seldom() -> None:
    """Set aside all that has been loaded so far, and collect what comes after it less often."""
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, YOUNG_ROUNDS, OLD_ROUNDS)
