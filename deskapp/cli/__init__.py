"""The command line: every job without a screen, for scripts, screen readers and tests."""

from __future__ import annotations

from deskapp.cli import (
    cases,
    days,
    deeds,
    demonstration,
    deviations,
    doctor,
    exchanging,
    explaining,
    guessing,
    measuring,
    night,
    people,
    queries,
    upkeep,
)
from deskapp.cli.program import program, run
from deskapp.cli.session import Session

__all__ = [
    "Session",
    "cases",
    "days",
    "deeds",
    "demonstration",
    "deviations",
    "doctor",
    "exchanging",
    "explaining",
    "guessing",
    "measuring",
    "night",
    "people",
    "program",
    "queries",
    "run",
    "upkeep",
]
