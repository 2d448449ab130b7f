"""The command line: every job without a screen, for scripts, screen readers and tests."""

from __future__ import annotations

from deskapp.cli import deeds, demonstration, exchanging, queries, upkeep
from deskapp.cli.program import program

__all__ = ["deeds", "demonstration", "exchanging", "program", "queries", "upkeep"]
