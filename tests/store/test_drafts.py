"""What was typed is on the disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskapp.store import drafts
from deskapp.store.drafts import Draft

if TYPE_CHECKING:
    import sqlite3

NOW = datetime(2026, 11, 23, 14, 2, 11, 5, tzinfo=timezone(timedelta(hours=8)))


def a_draft(number: str = "R261123-A041", minutes: int = 0) -> Draft:
    saved = NOW + timedelta(minutes=minutes)
    return Draft(number, "ticket", "p1", NOW, saved, {"room": "3-2-1202", "what": "漏水\n很急"})


def test_what_was_typed_comes_back_as_it_was(conn: sqlite3.Connection) -> None:
    drafts.save(conn, a_draft())
    assert drafts.draft(conn, "R261123-A041") == a_draft()
    assert drafts.draft(conn, "R261123-A042") is None


def test_saving_again_keeps_one_draft_with_the_last_words(conn: sqlite3.Connection) -> None:
    drafts.save(conn, a_draft())
    later = replace(a_draft(minutes=1), values={"what": "停电"}, operator="p2")
    drafts.save(conn, later)
    assert drafts.drafts(conn) == [later]


def test_the_draft_last_typed_in_comes_first(conn: sqlite3.Connection) -> None:
    one, two, three = a_draft("A", 5), a_draft("B", 9), a_draft("C", 7)
    for draft in (one, two, three):
        drafts.save(conn, draft)
    assert drafts.drafts(conn) == [two, three, one]


def test_the_order_holds_across_offsets_and_whole_seconds(conn: sqlite3.Connection) -> None:
    whole = NOW.replace(microsecond=0)
    early = replace(a_draft("A"), saved_at=whole)
    late = replace(a_draft("B"), saved_at=(whole + timedelta(milliseconds=1)).astimezone(UTC))
    drafts.save(conn, early)
    drafts.save(conn, late)
    assert [draft.number for draft in drafts.drafts(conn)] == ["B", "A"]


def test_a_discarded_draft_is_gone_and_the_others_stay(conn: sqlite3.Connection) -> None:
    drafts.save(conn, a_draft("A"))
    drafts.save(conn, a_draft("B"))
    drafts.discard(conn, "A")
    drafts.discard(conn, "none")
    assert [draft.number for draft in drafts.drafts(conn)] == ["B"]


def test_times_and_amounts_come_back_as_text(conn: sqlite3.Connection) -> None:
    typed = {"due": datetime(2026, 11, 23, 6, tzinfo=UTC), "fee": Decimal("12.50"), "of": ("a",)}
    drafts.save(conn, replace(a_draft(), values=typed))
    kept = drafts.draft(conn, "R261123-A041")
    assert kept is not None
    assert kept.values == {"due": "2026-11-23T06:00:00Z", "fee": "12.50", "of": ["a"]}


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text())
def test_any_text_survives_the_disk(conn: sqlite3.Connection, text: str) -> None:
    drafts.save(conn, replace(a_draft(), values={"what": text}))
    kept = drafts.draft(conn, "R261123-A041")
    assert kept is not None
    assert kept.values == {"what": text}
