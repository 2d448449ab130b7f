"""Rooms and people as the site's spreadsheet says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from deskapp.store import register
from deskapp.store.register import Resident, Room

if TYPE_CHECKING:
    import sqlite3

ROOMS = [
    Room("3-2-1201", "3", "2", "12", "flat", "89.5"),
    Room("3-2-1202", "3", "2", "12", "flat", "120"),
    Room("3-2-201", "3", "2", "2"),
    Room("13-2-1201", "13", "2", "12"),
    Room("车位B1-023", kind="parking"),
]
WANG = Resident("3-2-1202", "王伟", "owner", "13800138000", "021-62345678", "夜间勿电")
LI = Resident("3-2-1202", "李芳", "family", "13900138000")
ZHAO = Resident("9-9-909", "赵敏", "tenant", "", "13700137001")


@pytest.fixture
def site(conn: sqlite3.Connection) -> sqlite3.Connection:
    register.replace_register(conn, ROOMS, [WANG, LI, ZHAO])
    return conn


def test_a_site_without_a_register_knows_no_room(conn: sqlite3.Connection) -> None:
    assert not register.has_register(conn)
    assert not register.room_exists(conn, "3-2-1202")
    assert register.counts(conn) == (0, 0)


def test_the_register_knows_its_rooms(site: sqlite3.Connection) -> None:
    assert register.has_register(site)
    assert register.room_exists(site, "3-2-1202")
    assert not register.room_exists(site, "3-2-1203")
    assert register.counts(site) == (5, 3)
    assert {room.room for room in register.all_rooms(site)} == {room.room for room in ROOMS}


def test_a_room_s_people_come_in_the_spreadsheet_s_order(site: sqlite3.Connection) -> None:
    assert register.residents_of(site, "3-2-1202") == [WANG, LI]
    assert register.residents_of(site, "3-2-1201") == []


@pytest.mark.parametrize(
    ("typed", "rooms"),
    [
        ("3-2-12", ["3-2-1201", "3-2-1202"]),
        ("3-2-", ["3-2-1201", "3-2-1202", "3-2-201"]),
        ("车位", ["车位B1-023"]),
        ("3-2-9", []),
        ("%", []),
    ],
)
def test_rooms_are_listed_while_they_are_typed(
    site: sqlite3.Connection, typed: str, rooms: list[str]
) -> None:
    assert [room.room for room in register.rooms_starting(site, typed)] == rooms


def test_no_more_rooms_are_listed_than_asked_for(site: sqlite3.Connection) -> None:
    assert register.rooms_starting(site, "3-2-", limit=1) == [ROOMS[0]]


def test_rooms_are_listed_from_the_index(site: sqlite3.Connection) -> None:
    seen: list[str] = []
    site.set_trace_callback(seen.append)
    register.rooms_starting(site, "3-2-")
    register.people_by_phone_tail(site, "8000")
    site.set_trace_callback(None)
    for sql in seen:
        steps = [row[3] for row in site.execute(f"EXPLAIN QUERY PLAN {sql}")]
        assert not [s for s in steps if s.startswith("SCAN") and "json_each" not in s], steps


@pytest.mark.parametrize(
    ("tail", "people"),
    [
        ("8000", [WANG, LI]),
        ("38000", [WANG, LI]),
        ("13800138000", [WANG]),
        ("５６７８", [WANG]),
        ("021-62345678", [WANG]),
        ("7001", [ZHAO]),
        ("800", []),
        ("", []),
        ("0138", []),
        ("%000", []),
    ],
)
def test_people_are_found_by_the_last_digits_of_a_phone(
    site: sqlite3.Connection, tail: str, people: list[Resident]
) -> None:
    assert register.people_by_phone_tail(site, tail) == people


def test_a_new_register_takes_the_old_one_s_place(site: sqlite3.Connection) -> None:
    register.replace_register(site, [Room("1-101"), Room("1-101", kind="flat")], [])
    assert register.all_rooms(site) == [Room("1-101", kind="flat")]
    assert register.counts(site) == (1, 0)


def test_the_export_loses_nobody_and_no_empty_room(site: sqlite3.Connection) -> None:
    rows = list(register.export_rows(site))
    assert {room.room for room, person in rows if person is None} == {
        "3-2-1201",
        "3-2-201",
        "13-2-1201",
        "车位B1-023",
    }
    assert [person for _, person in rows if person] == [WANG, LI, ZHAO]
    assert rows[-1] == (Room("9-9-909"), ZHAO)
