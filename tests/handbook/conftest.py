"""A desk in memory for every test of a rule."""

from __future__ import annotations

import pytest

from tests.handbook.desk_in_memory import MemoryDesk


@pytest.fixture
def desk() -> MemoryDesk:
    """周敏 at the front desk on a Tuesday at ten."""
    return MemoryDesk()
