"""Past tickets of another system, taken in whole or not at all."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from deskapp.exchange.errors import ExchangeError
from deskapp.exchange.tickets import export_tickets, import_tickets, read_past
from deskapp.handbook.ticket.state import ACCEPTED, CLOSED, Ticket
from deskapp.store import journal
from deskapp.store.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from deskapp.desk.desk import Desk

CSV = """\
id,open,close,target,type,text,how
7,2011-07-01 01:32:33,2011-07-02 08:00:00,2059-01-01 00:00:00,Street Light Outages,lamp out,Call
8,2011-07-03 09:00:00,,,Rumbling,"\t loud \xa0 music

  at night ",Self
"""
MAP = """\
source = "City"
[columns]
their_number = "id"
opened_at = "open"
closed_at = "close"
due = "target"
sub = "type"
what = ["type", "text"]
channel = "how"
[values.sub]
"Street Light Outages" = "PUB.LIGHT"
[values.channel]
Call = "phone"
Self = "app"
[format]
time = "%Y-%m-%d %H:%M:%S"
offset = "-04:00"
"""


def tickets(desk: Desk) -> dict[str, Ticket]:
    found = [desk.record(line.number) for line in desk.page("everything")]
    return {t.what: t for t in found if isinstance(t, Ticket)}


def test_past_tickets_keep_their_times_and_claim_no_read_back(
    desk: Desk, file: Callable[[str, str | bytes], Path]
) -> None:
    read = read_past(desk, file("past.csv", CSV), file("map.toml", MAP))
    assert import_tickets(desk, read) == 2
    lamp = tickets(desk)["Street Light Outages\nlamp out"]
    assert lamp.opened_at == datetime(2011, 7, 1, 1, 32, 33, tzinfo=timezone(-timedelta(hours=4)))
    assert (lamp.state, lamp.sub, lamp.channel) == (CLOSED, "PUB.LIGHT", "phone")
    assert lamp.work_due is not None
    assert lamp.work_due.year == 2059
    assert lamp.read_back == {}
    assert lamp.promises == ()


def test_an_unmapped_class_is_guessed_from_the_words_and_padding_goes(
    desk: Desk, file: Callable[[str, str | bytes], Path]
) -> None:
    read = read_past(desk, file("past.csv", CSV), file("map.toml", MAP))
    assert read.guessed == 1
    import_tickets(desk, read)
    noise = tickets(desk)["Rumbling\nloud music\nat night"]
    assert (noise.state, noise.sub) == (ACCEPTED, "PUB.NOISE")


def test_what_was_imported_before_is_told_and_not_doubled(
    desk: Desk, file: Callable[[str, str | bytes], Path]
) -> None:
    path, mapping = file("past.csv", CSV), file("map.toml", MAP)
    import_tickets(desk, read_past(desk, path, mapping))
    again = read_past(desk, path, mapping)
    assert [number for _, number in again.already] == ["7", "8"]
    assert import_tickets(desk, again) == 0


def test_tickets_without_a_number_are_known_again_by_their_time_and_words(
    desk: Desk, file: Callable[[str, str | bytes], Path]
) -> None:
    path = file("past.csv", "opened,text\n2024-05-02 10:00,灯不亮\n2024-05-02 10:00,灯又灭了\n")
    assert import_tickets(desk, read_past(desk, path)) == 2
    assert len(read_past(desk, path).already) == 2


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("9,yesterday,,,Noise,loud,Call", "open"),
        ("9,2059-01-01 00:00:00,,,Noise,loud,Call", "open"),
        ("9,2011-07-03 09:00:00,2011-07-02 09:00:00,,Noise,loud,Call", "close"),
        ("9,2011-07-03 09:00:00,,,Noise,loud,Pigeon", "how"),
        ("9,2011-07-03 09:00:00,,,,,Call", "type, text"),
    ],
)
def test_a_row_that_cannot_be_mapped_is_listed_and_nothing_is_half_imported(
    desk: Desk, file: Callable[[str, str | bytes], Path], row: str, column: str
) -> None:
    read = read_past(desk, file("past.csv", f"{CSV}{row}\n"), file("map.toml", MAP))
    assert [(bad.line, bad.column) for bad in read.bad] == [(6, column)]
    with pytest.raises(ExchangeError):
        import_tickets(desk, read)
    assert tickets(desk) == {}
    assert import_tickets(desk, read, skip_bad=True) == 2


def test_an_import_is_found_by_the_search_and_the_past_stays_whole(
    desk: Desk, file: Callable[[str, str | bytes], Path]
) -> None:
    rows = [
        {
            "受理时间": "2024/5/1 9:05",
            "内容": "厨房漏水" + "。\t\xa0\n" * 2000 + "完",
            "类别": "渗漏水",
        },
        {"受理时间": "2024-05-02 10:00", "内容": "电梯停在三楼", "类别": "电梯"},
    ]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    read = read_past(desk, file("past.jsonl", lines))
    import_tickets(desk, read)
    (leak,) = desk.search("漏水")
    assert [hit.key for hit in desk.search("cat:REP.LEAK")] == [leak.key]
    assert [line.what for line in desk.search("电梯")] == ["电梯停在三楼"]
    assert verify(desk.store).sound


@pytest.mark.parametrize(
    "broken",
    [
        "[columns]\ncolour = 'id'",
        "[columns]\nwhat = 'nowhere'",
        "[colours]\nwhat = 'text'",
        "columns = 3",
        "[columns",
        "[columns]\nopened_at='open'\nwhat='text'\n[format]\noffset = 'east'",
        "[columns]\nwhat='text'",
    ],
)
def test_a_mapping_that_fits_nothing_is_refused(
    desk: Desk, file: Callable[[str, str | bytes], Path], broken: str
) -> None:
    with pytest.raises(ExchangeError):
        read_past(desk, file("past.csv", CSV), file("map.toml", broken))


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl"])
def test_exported_tickets_are_masked_and_can_be_imported_elsewhere(
    desk: Desk, file: Callable[[str, str | bytes], Path], tmp_path: Path, name: str
) -> None:
    text = "opened,name,phone,text\n2024-05-02 10:00,王芳,13800138000,灯不亮\n"
    import_tickets(desk, read_past(desk, file("past.csv", text)))
    out = tmp_path / name
    assert export_tickets(desk, out) == 1
    assert "13800138000" not in out.read_text(encoding="utf-8")
    read = read_past(desk, out)
    assert [past.step.what for past in read.past] == ["灯不亮"]
    assert not read.bad


def test_a_past_ticket_of_another_desk_that_cannot_be_read_stops_no_import(
    desk: Desk, file: Callable[[str, str | bytes], Path]
) -> None:
    path, mapping = file("past.csv", CSV), file("map.toml", MAP)
    import_tickets(desk, read_past(desk, path, mapping))
    *_, last = journal.all_rows(desk.store.conn)
    strange = [
        last._replace(desk="b", seq=1, stream="R110701-B001", facts=b"{torn"),
        last._replace(desk="b", seq=2, stream="R110701-B002", facts=b'{"source": "City"}'),
    ]
    desk.store.receive(strange, desk.clock())
    assert len(read_past(desk, path, mapping).already) == 2
