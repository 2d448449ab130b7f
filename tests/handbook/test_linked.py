"""Two desks on one ticket: somebody looks at both and says what holds (3.2)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deskapp.handbook.ticket.linked import ClashSettled
from tests.handbook.desk_in_memory import MemoryDesk, but, ticket_at
from tests.handbook.told_no import no

SETTLED = ClashSettled(holds="以甲台的进展为准")


@pytest.mark.clause("3.2")
def test_where_nobody_wrote_past_anybody_there_is_nothing_to_settle(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "dispatched")
    assert no(desk.refuses(number, SETTLED)) == [("", "3.2", "hard")]


@pytest.mark.clause("3.2")
def test_a_clash_is_settled_by_saying_what_holds(desk: MemoryDesk) -> None:
    number = ticket_at(desk, "dispatched")
    desk.records[number] = replace(desk.ticket(number), clashed=True)
    assert no(desk.refuses(number, but(SETTLED, "holds", "。。。。"))) == [("holds", "3.2", "hard")]
    assert not desk.do(number, SETTLED).clashed
