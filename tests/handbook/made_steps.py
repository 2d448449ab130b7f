"""Every step class made of plausible and implausible values, by the types of its fields."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from deskapp.handbook.slots import Kind, Slot
from deskapp.handbook.step import STEPS, Step, slots_of
from tests.handbook.desk_in_memory import NOW, POLICY, STAFF

TEXTS = st.text(max_size=30)
ZONES = [UTC, timezone(timedelta(hours=8)), timezone(-timedelta(hours=3.5))]
MOMENTS = st.one_of(
    st.integers(-3000, 3000).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    st.datetimes(
        datetime(2000, 1, 1), datetime(2100, 1, 1),  # noqa: DTZ001 - the zone is drawn beside it
        timezones=st.sampled_from(ZONES),
    ),
)  # fmt: skip


def _codes(slot: Slot) -> st.SearchStrategy[str]:
    known = sorted(POLICY.entries(slot.choices)) if slot.choices else []
    return st.one_of(st.sampled_from(known), TEXTS) if known else TEXTS


def values_of(slot: Slot) -> st.SearchStrategy[Any]:
    """Values of a field's kind; a kind without any fails here."""
    made: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.TEXT: TEXTS,
        Kind.NAME: st.one_of(st.sampled_from(["王女士", "张建国", ""]), TEXTS),
        Kind.ROOM: st.one_of(st.sampled_from(["3-2-1202", "车库", ""]), TEXTS),
        Kind.CONTACT: st.one_of(st.sampled_from(["13800138000", ""]), TEXTS),
        Kind.MOMENT: st.none() | MOMENTS,
        Kind.PERSON: st.one_of(st.sampled_from(sorted(STAFF)), TEXTS),
        Kind.ANSWER: st.none() | st.booleans(),
        Kind.MONEY: st.none() | st.decimals(0, 10_000, places=2),
        Kind.COUNT: st.none() | st.integers(-5, 2_000),
        Kind.NUMBER: TEXTS,
        Kind.CHOICE: TEXTS,
        Kind.PEOPLE: st.lists(st.sampled_from(sorted(STAFF)) | TEXTS, max_size=3).map(tuple),
        Kind.CODES: st.lists(TEXTS | st.just("2.2"), max_size=3).map(tuple),
        Kind.CODE: _codes(slot),
    }
    return made[slot.kind]


def steps_of(cls: type[Step[Any]]) -> st.SearchStrategy[Step[Any]]:
    """Steps of one class with any values."""
    fields = {name: values_of(slot) for name, slot in slots_of(cls).items()}
    return st.builds(cls, **fields)


def any_step(letter: str = "") -> st.SearchStrategy[Step[Any]]:
    """Any step of a kind of record, of any kind without one."""
    classes = [cls for cls in STEPS.values() if cls.letter.startswith(letter)]
    return st.sampled_from(classes).flatmap(steps_of)
