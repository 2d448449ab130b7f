"""Values inside sentences that are shown in the reader's language: codes and people."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Coded:
    """A code of a policy list, shown by its label."""

    choices: str
    code: str


@dataclass(frozen=True)
class By:
    """A person, shown by name."""

    person: str
