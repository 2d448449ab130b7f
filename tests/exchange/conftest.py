"""A small site on a real database, with a clock that stands still."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from deskapp.desk.desk import Desk
from deskapp.handbook.staff import PersonAdded, SiteOpened
from deskapp.handbook.step import Act
from deskapp.locale import set_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOW = datetime(2026, 3, 5, 14, 20, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk.open(tmp_path / "site" / "desk.db", lambda: NOW)
    desk.take([Act("S", SiteOpened(name="翠湖花园", phone="0571-88001234"))])
    added = PersonAdded(name="周晓燕", roles=("R", "D"), dept="CS", logs_in=True)
    person = desk.take([Act("", added)])[0].stream
    desk.take([Act("", PersonAdded(name="王建国", roles=("E",), dept="ENG"))])
    desk.sign_in(person)
    yield desk
    desk.close()


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Write a file with this name and content."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
