"""How a refusal is told in the tests: its field, its clause, soft or hard."""

from __future__ import annotations

from collections.abc import Iterable

from deskapp.handbook.step import Refusal


def no(refusals: Iterable[Refusal]) -> list[tuple[str, str, str]]:
    """Each refusal as field, clause and “hard” or “soft”."""
    return [(r.field, r.clause, "soft" if r.soft else "hard") for r in refusals]


def words(refusals: Iterable[Refusal]) -> list[str]:
    """What the refusals say."""
    return [r.message.text for r in refusals]
