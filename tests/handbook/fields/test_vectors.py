"""What desks type, row by row: field, typed, and what it must become."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from deskapp.handbook.fields.contact import read_contact, say_phone
from deskapp.handbook.fields.moment import read_moment
from deskapp.handbook.fields.name import read_name
from deskapp.handbook.fields.room import read_room, say_room

if TYPE_CHECKING:
    from deskapp.handbook.fields.reading import Reading

ROWS = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))


def _read(row: dict[str, Any]) -> Reading[Any]:
    match row["field"]:
        case "phone":
            return read_contact(row["typed"])
        case "room":
            return read_room(row["typed"], row.get("register", ()))
        case "name":
            return read_name(row["typed"])
        case _:
            return read_moment(row["typed"], datetime.fromisoformat(row["now"]), row["mode"])


@pytest.mark.parametrize(
    "row", [r for r in ROWS if "level" in r], ids=lambda r: f"{r['field']}:{r['typed']!a}"
)
def test_what_is_typed_becomes_what_is_stored(row: dict[str, Any]) -> None:
    reading = _read(row)
    value = reading.value.isoformat() if isinstance(reading.value, datetime) else reading.value
    assert (reading.level, value) == (row["level"], row["stored"])


@pytest.mark.parametrize("row", [r for r in ROWS if "spoken" in r], ids=lambda r: r["typed"])
def test_what_is_stored_is_spoken(row: dict[str, Any]) -> None:
    said = say_phone(row["typed"]) if row["field"] == "say_phone" else say_room(row["typed"], "zh")
    assert said == row["spoken"]
