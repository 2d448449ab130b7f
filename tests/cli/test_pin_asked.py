"""Whoever has a PIN shows it on the command line too."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from deskapp.cli import Session, program
from deskapp.desk.desk import Desk
from deskapp.desk.signing import set_pin
from deskapp.locale import set_language
from tests.calls import set_up

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RIGHT, WRONG = "5827", "9041"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A site whose only operator has a PIN."""
    set_language("en")
    path = tmp_path / "desk.db"
    desk = set_up(path, lambda: datetime.now(UTC))
    set_pin(desk, desk.operator.id, RIGHT)
    desk.close()
    return path


@pytest.fixture
def run(path: Path) -> Callable[..., Result]:
    def run(pin: str | None) -> Result:
        given = ["--db", str(path), "new", "person", "name=赵强", "roles=G"]
        return CliRunner(env={"DESKAPP_PIN": pin}).invoke(program, given, obj=Session())

    return run


def is_on_the_staff(path: Path, name: str) -> bool:
    desk = Desk.open(path)
    names = {person.name for person in desk.people.values()}
    desk.close()
    return name in names


@pytest.mark.clause("H49")
def test_the_right_pin_lets_a_script_act(run: Callable[..., Result], path: Path) -> None:
    assert run(RIGHT).exit_code == 0
    assert is_on_the_staff(path, "赵强")


@pytest.mark.clause("H49")
def test_a_wrong_pin_and_none_write_nothing(run: Callable[..., Result], path: Path) -> None:
    for pin in (WRONG, None, ""):
        refused = run(pin)
        assert refused.exit_code == 1
        assert "PIN" in refused.output
    assert not is_on_the_staff(path, "赵强")


@pytest.mark.clause("H49")
def test_wrong_pins_are_slowed_down_as_on_the_screen(run: Callable[..., Result]) -> None:
    outputs = [run(WRONG).output for _try in range(6)]
    assert "wait" in outputs[-1]
    assert "wait" in run(RIGHT).output
