"""The demonstration site."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from deskapp.desk.desk import Desk
from deskapp.exchange import demo
from deskapp.exchange.errors import ExchangeError
from deskapp.handbook.ticket.state import Ticket
from deskapp.store import register
from deskapp.store.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from deskapp.store.queue import Line

NOW = datetime(2026, 3, 5, 14, 20, tzinfo=timezone(timedelta(hours=8)))


def of_complaint(desk: Desk, line: Line) -> bool:
    """Whether a ticket carries out what a complaint asked for."""
    ticket = desk.record(line.number)
    return isinstance(ticket, Ticket) and bool(ticket.complaint)


def test_a_demonstration_has_tickets_in_every_state_and_a_danger_that_runs(
    tmp_path: Path,
) -> None:
    path = demo.make(tmp_path / "desk.db", tickets=40, rooms=60, now=NOW)
    desk = Desk.open(path, lambda: NOW)
    try:
        assert verify(desk.store).sound
        assert register.counts(desk.store.conn)[0] == 60
        views = ("danger", "late", "soon", "to_dispatch", "to_confirm", "closed", "debts")
        counts = desk.counts(*views)
        assert all(counts[view] for view in views), counts
        called_in = [t for t in desk.page("everything", limit=1000) if not of_complaint(desk, t)]
        assert len(called_in) == 40
        assert {p.name for p in desk.operators()} == {"周晓燕", "马强", "林主管", "陈经理"}
    finally:
        desk.close()


def test_a_demonstration_has_complaints_on_their_way_and_one_about_the_desk(
    tmp_path: Path,
) -> None:
    path = demo.make(tmp_path / "desk.db", tickets=5, rooms=60, now=NOW)
    desk = Desk.open(path, lambda: NOW)
    people = {person.name: person.id for person in desk.operators()}
    try:
        desk.sign_in(people["林主管"])
        seen = {case.number: case.state for case in desk.complaints("running")}
        assert set(seen.values()) == {"acked", "verifying", "proposed", "executing", "answered"}
        assert [case.state for case in desk.complaints("ended")] == ["closed"]
        desk.sign_in(people["周晓燕"])
        hidden = set(seen) - {case.number for case in desk.complaints("running")}
        assert [seen[number] for number in hidden] == ["verifying"]
    finally:
        desk.close()


def test_a_demonstration_has_a_night_behind_it(tmp_path: Path) -> None:
    path = demo.make(tmp_path / "desk.db", tickets=5, rooms=60, now=NOW)
    desk = Desk.open(path, lambda: NOW)
    try:
        lines = desk.log()
        assert any(line.late for line in lines)
        assert any(line.quiet for line in lines)
        assert any(line.corrections for line in lines)
        handover = desk.handover()
        assert handover is not None
        assert handover.state == "accepted"
    finally:
        desk.close()


def test_two_demonstrations_of_one_day_are_alike(tmp_path: Path) -> None:
    seen = []
    for name in ("one", "two"):
        path = demo.make(tmp_path / name / "desk.db", tickets=60, rooms=30, now=NOW)
        desk = Desk.open(path, lambda: NOW)
        seen.append([(t.number, t.what, t.state) for t in desk.page("everything")])
        desk.close()
    assert seen[0] == seen[1]


def test_many_tickets_are_past_ones(tmp_path: Path) -> None:
    path = demo.make(tmp_path / "desk.db", tickets=260, rooms=30, now=NOW)
    desk = Desk.open(path, lambda: NOW + timedelta(minutes=1))
    try:
        assert sum(not of_complaint(desk, t) for t in desk.page("everything", limit=1000)) == 260
    finally:
        desk.close()


def test_a_demonstration_never_writes_over_a_database(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    path.write_bytes(b"mine")
    with pytest.raises(ExchangeError):
        demo.make(path, tickets=1, rooms=1, now=NOW)
    assert path.read_bytes() == b"mine"
