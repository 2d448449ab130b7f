"""A hotline's own number and time stand beside the promise; the earlier rules (X30)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deskapp.handbook.step import slots_of
from deskapp.handbook.ticket.authority import ExternalNoted
from deskapp.handbook.ticket.progress import DueChanged
from deskapp.handbook.typed import read_typed
from deskapp.store.derived import TICKET_COLUMNS, ms, ticket_values
from tests.handbook.desk_in_memory import NOW, MemoryDesk, in_hours, recorded, ticket_at
from tests.handbook.told_no import no

THEIRS = ExternalNoted(ext_no="HZ20261124001", ext_due=in_hours(10))
GOV = recorded(channel="gov")


@pytest.mark.clause("3.2")
@pytest.mark.parametrize(("hours", "rules"), [(10, 10), (30, 20)])
def test_of_two_times_the_earlier_rules(desk: MemoryDesk, hours: int, rules: int) -> None:
    number = ticket_at(desk, "working", GOV, due=in_hours(20))
    ticket = desk.do(number, replace(THEIRS, ext_due=in_hours(hours)))
    assert (ticket.due, ticket.ext_due, ticket.ruling_due) == (
        in_hours(20), in_hours(hours), in_hours(rules),
    )  # fmt: skip
    row = dict(zip(TICKET_COLUMNS, ticket_values(ticket, NOW), strict=True))
    assert row["sort_due"] == row["due"] == ms(in_hours(rules))


@pytest.mark.clause("3.2")
def test_their_time_rules_where_nothing_was_promised(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "accepted", GOV)
    ticket = replace(desk.do(number, THEIRS), promises=(), work_due=None)
    assert ticket.ruling_due == in_hours(10)
    assert replace(ticket, ext_due=None).ruling_due is None


@pytest.mark.clause("3.2")
@pytest.mark.parametrize(
    ("step", "told"),
    [
        (replace(THEIRS, ext_no=""), [("ext_no", "3.2", "hard")]),
        (replace(THEIRS, ext_no="没有"), [("ext_no", "3.2", "hard")]),
        (replace(THEIRS, ext_due=None), [("ext_due", "3.2", "hard")]),
        (replace(THEIRS, ext_due=in_hours(-5)), [("ext_due", "3.2", "soft")]),
        (replace(THEIRS, ext_due=in_hours(24 * 800)), [("ext_due", "3.2", "soft")]),
    ],
)
def test_their_number_and_their_time_are_such(
    desk: MemoryDesk, step: ExternalNoted, told: list[tuple[str, str, str]]
) -> None:
    assert no(desk.refuses(ticket_at(desk, "accepted", GOV), step)) == told


@pytest.mark.clause("3.2")
def test_no_agreement_with_the_owner_moves_their_time(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "working", GOV)
    desk.do(number, THEIRS)
    later = DueChanged(reason="parts", new_due=in_hours(20), answer="agreed")
    assert no(desk.refuses(number, later)) == [("new_due", "3.2", "soft")]
    reason = replace(later, override="街道同意延后两天", override_clauses=("3.2",))
    assert desk.do(number, reason).ruling_due == in_hours(10)


@pytest.mark.clause("3.2")
def test_nothing_is_noted_after_the_end(desk: MemoryDesk) -> None:
    assert no(desk.refuses(ticket_at(desk, "closed", GOV), THEIRS)) == [("", "3.2", "hard")]


@pytest.mark.clause("3.2")
@pytest.mark.parametrize(
    ("typed", "hours"), [("+3h", 3), ("15:00", 5), ("昨天 16:00", -18), ("2026-11-24 08:00", -2)]
)
def test_their_time_is_typed_as_it_stands_ahead_or_gone_by(
    desk: MemoryDesk, typed: str, hours: int
) -> None:
    slot = slots_of(ExternalNoted)["ext_due"]
    assert read_typed(slot, typed, desk).value == in_hours(hours)
    assert read_typed(slot, "25:00", desk).value is None
