"""The parts of a complaint's page: stages, what stops the next, points; exact in every width."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from deskapp.handbook.complaint.state import CAUSED, CLOSED, VERIFIED, Complaint, Evidence, Point
from deskapp.handbook.gate import Openness
from deskapp.handbook.message import Msg
from deskapp.handbook.step import refuse
from deskapp.handbook.ticket.closing import Confirmed
from deskapp.locale import _, say, set_language
from deskapp.store.policy_files import default_policy_folder, load_policy
from deskapp.tui.look.case_saying import case_line
from deskapp.tui.look.complaint_head import head_rows
from deskapp.tui.look.next_stage import NEXT, next_row
from deskapp.tui.look.points import case_rows
from deskapp.tui.look.stages import INSTEAD, STAGES, stage_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskapp.tui.app import DeskApp
    from deskapp.tui.look.rows import Row

NOW = datetime(2026, 11, 23, 14, 2, tzinfo=UTC)
WIDTHS = (60, 80, 120)


SHOWN = Evidence(
    kind="record",
    where="派单记录 15:10 接单，18:50 到场",
    who="周晓燕",
    at=NOW - timedelta(hours=4),
)
POINT = Point(
    number=1, words="报修两次，都说马上到，等了一下午没人来。" * 3, finding="true",
    evidence=(SHOWN,), heard="张建国：一个人跑四栋，忘了回电", cause2="A1",
    why="晚班只有一位水电工", prevent="晚班加一位",
)  # fmt: skip
CASE = Complaint(
    number="C261121-A006", state=VERIFIED, room="7-1-302", name="赵丽 女士", contact="13912345120",
    level="K2", sub="CMP.EQUIP", note="等了一下午", wanted="给个说法",
    points=(POINT, Point(number=2, words="说话冲")), feedback_due=NOW + timedelta(hours=2),
    answer_due=NOW + timedelta(hours=20), cap=NOW + timedelta(days=8),
)  # fmt: skip


@pytest.fixture(params=["zh", "en"])
def app(request: pytest.FixtureRequest) -> Iterator[DeskApp]:
    set_language(request.param)
    policy = load_policy(default_policy_folder())
    me = SimpleNamespace(id="lin")
    site = SimpleNamespace(policy=policy, people={}, now=NOW, operator=me)
    made = SimpleNamespace(lang=request.param, now=lambda: NOW, site_now=lambda: site, told=say)
    yield cast("DeskApp", made)
    set_language("en")


def exact(rows: list[Row], width: int) -> str:
    drawn = [row.content() for row in rows]
    assert {one.cell_length for one in drawn} <= {width}
    return "\n".join(one.plain for one in drawn)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_row_of_a_complaint_fills_its_width(app: DeskApp, width: int) -> None:
    case = CASE
    text = exact([*head_rows(case, app, width), *case_rows(case, app, width)], width)
    assert "7-1-302" in text
    assert "13912345120" not in text  # it may be read over a shoulder
    assert "晚班加一位" in text


@pytest.mark.parametrize("state", [*(name for name, _label in STAGES), *INSTEAD])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.usefixtures("app")
def test_where_it_stands_is_in_sight_in_every_state(state: str, width: int) -> None:
    reached = {"received": NOW - timedelta(days=2)}
    text = exact(stage_rows(width, state, reached, NOW), width)
    assert _("now") in text


@pytest.mark.usefixtures("app")
def test_at_full_width_all_stages_are_named_and_the_past_ones_dated() -> None:
    text = exact(stage_rows(80, "acked", {"received": NOW - timedelta(days=2)}, NOW), 80)
    assert len(text.splitlines()[0].split()) == len(STAGES)
    assert "21" in text.splitlines()[1]


@pytest.mark.clause("4.2")
def test_what_stops_the_next_stage_stands_there_with_its_clause(app: DeskApp) -> None:
    about = Confirmed.about
    kinds = {**NEXT, "verified": (about.kind,)}
    why = refuse("", "Point 1 still needs a why.", clause="4.2")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("deskapp.tui.look.next_stage.NEXT", kinds)
        stopped = exact([next_row(80, "verified", [Openness(Confirmed, why)], app)], 80)
        goes_on = exact([next_row(80, "verified", [Openness(Confirmed, None)], app)], 80)
    assert app.told(Msg("Point 1 still needs a why.")) in stopped
    assert "4.2" in stopped
    assert "✗" in stopped
    assert "✗" not in goes_on


@pytest.mark.clause("4.2")
def test_the_line_to_say_names_the_finding_and_the_cause(app: DeskApp) -> None:
    line = case_line(replace(CASE, state=CAUSED), app)
    assert ("响应慢" if app.lang == "zh" else "Slow response") in line
    assert case_line(replace(CASE, state=CLOSED), app) == ""
