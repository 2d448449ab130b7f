"""The command line: every job without a screen, for scripts, screen readers and tests."""

from __future__ import annotations

from deskapp.cli import (
    days,
    deeds,
    demonstration,
    deviations,
    doctor,
    exchanging,
    explaining,
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
    "days",
    "deeds",
    "demonstration",
    "deviations",
    "doctor",
    "exchanging",
    "explaining",
    "measuring",
    "night",
    "people",
    "program",
    "queries",
    "run",
    "upkeep",
]
