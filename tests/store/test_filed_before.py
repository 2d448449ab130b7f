"""The class that this site's own past suggests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.handbook.step import Act
from deskapp.handbook.ticket.merging import Merged
from deskapp.handbook.ticket.state import Ticket
from tests.calls import set_up, take_call, whole_call

if TYPE_CHECKING:
    from pathlib import Path


def test_a_desk_remembers_where_it_filed_similar_words(tmp_path: Path) -> None:
    desk = set_up(tmp_path / "desk.db")
    assert desk.filed_before("老鼠爬进天花板") == []
    for what in ("天花板有老鼠", "阳台天花板鼓包", "水表箱盖子掉了"):
        take_call(desk, what)
    (best,) = desk.filed_before("老鼠爬进天花板")
    assert (best.sub, best.matters) == ("REP.LEAK", 2)
    assert best.word in {"老鼠", "天花", "花板"}
    desk.close()


def test_a_call_about_the_same_thing_is_accepted_and_merged_in_one_deed(tmp_path: Path) -> None:
    desk = set_up(tmp_path / "desk.db")
    first = take_call(desk, "厨房漏水")
    number = desk.start_draft("intake").number
    steps = whole_call(desk, number, "天花板漏水")
    desk.take([*steps, Act(number, Merged(target=first, same=True))])
    assert (ticket := desk.record(number))
    assert ticket.state == "merged"
    assert isinstance(target := desk.record(first), Ticket)
    assert [who.ticket for who in target.reporters] == [number]
    desk.close()
