"""PINs: kept as hashes beside the journal, wrong ones counted over a restart."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from deskapp.desk.access import access_log
from deskapp.desk.desk import FOUNDER, Desk
from deskapp.desk.hidden import Withheld
from deskapp.desk.signing import give_lost_pin, refused_pin, set_pin
from deskapp.handbook.gate import Refused
from deskapp.handbook.staff import PersonAdded, SiteOpened
from deskapp.handbook.step import Act

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=timezone(timedelta(hours=8)))


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


def opened(path: Path, clock: Clock) -> tuple[Desk, str]:
    desk = Desk.open(path, clock)
    if not desk.operators():
        guard = PersonAdded(name="赵刚", roles=("G",), logs_in=True)
        desk.take([Act("", SiteOpened(name="翠湖花园")), Act("", guard)])
    person = desk.operators()[0].id
    desk.sign_in(person)
    return desk, person


def test_the_right_pin_lets_in_and_is_nowhere_in_the_file(tmp_path: Path) -> None:
    desk, person = opened(tmp_path / "desk.db", Clock())
    assert refused_pin(desk, person, "") is None
    set_pin(desk, person, "2580")
    assert desk.with_pin() == {person}
    assert refused_pin(desk, person, "2580") is None
    desk.close()
    assert b"2580" not in (tmp_path / "desk.db").read_bytes()


def test_wrong_pins_are_kept_and_make_the_next_one_wait(tmp_path: Path) -> None:
    clock = Clock()
    desk, person = opened(tmp_path / "desk.db", clock)
    set_pin(desk, person, "2580")
    for _try in range(3):
        assert refused_pin(desk, person, "1111")
    desk.close()
    desk, person = opened(tmp_path / "desk.db", clock)
    waits = refused_pin(desk, person, "2580")
    assert waits is not None
    assert waits.values == {"n": 16}
    clock.now += timedelta(seconds=16)
    assert refused_pin(desk, person, "2580") is None
    kinds = [entry.head.kind for entry in desk.entries(person)]
    assert kinds == ["person.added", "person.pin_set", *["person.pin_failed"] * 3]
    desk.close()


def test_the_only_supervisor_s_lost_pin_is_set_at_the_pc_and_it_is_logged(tmp_path: Path) -> None:
    desk, person = opened(tmp_path / "desk.db", Clock())
    set_pin(desk, person, "2580")
    desk.close()
    desk = Desk.open(tmp_path / "desk.db", Clock())
    give_lost_pin(desk, person, "7391")
    assert refused_pin(desk, person, "7391") is None
    assert [entry.head.operator for entry in desk.entries(person)][-1] == ""
    boss = desk.take([Act("", PersonAdded(name="马经理", roles=("M",), logs_in=True))])[0].stream
    with pytest.raises(Refused):
        give_lost_pin(desk, person, "8462")
    give_lost_pin(desk, boss, "8462")
    desk.close()


def test_the_access_log_tells_of_every_pin_and_cannot_be_cleared(tmp_path: Path) -> None:
    clock = Clock()
    desk, person = opened(tmp_path / "desk.db", clock)
    desk.operator = FOUNDER
    boss = desk.take([Act("", PersonAdded(name="马经理", roles=("M",), logs_in=True))])[0].stream
    desk.sign_in(person)
    set_pin(desk, person, "2580")
    assert refused_pin(desk, person, "1111")
    with pytest.raises(Withheld):
        access_log(desk)
    desk.sign_in(boss)
    kinds = [(one.head.kind, one.about) for one in access_log(desk)]
    assert kinds == [("person.pin_failed", person), ("person.pin_set", person)]
    assert access_log(desk, since=NOW + timedelta(days=1)) == []
    with pytest.raises(sqlite3.IntegrityError):
        desk.store.conn.execute("DELETE FROM journal WHERE kind = 'person.pin_failed'")
    desk.close()
