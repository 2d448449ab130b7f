"""A step on disk: countable facts apart from personal words, and what cannot be read is kept."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskapp.handbook.codec import Unreadable, dump, encode_words, load, words_of
from deskapp.handbook.step import STEPS
from deskapp.handbook.streams import RECORDS
from deskapp.handbook.ticket.recording import Recorded
from tests.handbook.desk_in_memory import PHONE_NUMBER, recorded
from tests.handbook.made_steps import steps_of

ALL = sorted(STEPS)


@pytest.mark.parametrize("kind", ALL)
@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_every_step_comes_back_as_it_went(kind: str, data: st.DataObject) -> None:
    step = data.draw(steps_of(STEPS[kind]))
    facts, words = dump(step)
    assert load(kind, facts, encode_words(words, "salt")) == step


@pytest.mark.parametrize("kind", ALL)
@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_facts_never_hold_words_and_words_hold_all_of_them(kind: str, data: st.DataObject) -> None:
    step = data.draw(steps_of(STEPS[kind]))
    facts, words = dump(step)
    private = words_of(STEPS[kind])
    assert not private & msgspec.json.decode(facts).keys()
    assert words == {name: getattr(step, name) for name in private if getattr(step, name)}


@pytest.mark.parametrize("kind", ALL)
@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_erased_words_read_as_nothing_and_the_facts_stay(kind: str, data: st.DataObject) -> None:
    step = data.draw(steps_of(STEPS[kind]))
    facts, _ = dump(step)
    erased = load(kind, facts, None)
    assert not isinstance(erased, Unreadable)
    assert all(getattr(erased, name) == "" for name in words_of(STEPS[kind]))
    assert dump(erased)[0] == facts


@pytest.mark.parametrize("kind", ALL)
def test_a_row_older_than_every_field_reads_with_empty_ones(kind: str) -> None:
    assert load(kind, b"{}", None) == STEPS[kind]()


def test_name_phone_and_matter_are_words_and_the_room_is_a_fact() -> None:
    facts, words = dump(recorded())
    assert {"name", "contact", "what"} <= words.keys()
    assert PHONE_NUMBER.encode() not in facts
    assert msgspec.json.decode(facts)["room"] == "3-2-1202"


def test_a_code_that_has_left_the_list_still_reads() -> None:
    step = load("ticket.recorded", b'{"channel":"telex"}', None)
    assert isinstance(step, Recorded)
    assert step.channel == "telex"


def test_a_field_that_this_version_does_not_know_is_passed_over() -> None:
    assert load("ticket.recorded", b'{"channel":"phone","colour":"red"}', None) == Recorded(
        channel="phone"
    )


@pytest.mark.parametrize(
    ("kind", "facts", "words"),
    [
        ("ticket.levitated", b"{}", None),
        ("ticket.recorded", b"", None),
        ("ticket.recorded", b"{", None),
        ("ticket.recorded", b"[]", None),
        ("ticket.recorded", b"[]", b'{"name":"x"}'),
        ("ticket.recorded", b'"x"', b"{}"),
        ("ticket.recorded", b"\xff\xfe", None),
        ("ticket.recorded", b"{}", b"\xff"),
        ("ticket.recorded", b"{}", b"[1]"),
        ("ticket.recorded", b'{"channel":7}', None),
        ("ticket.recorded", b'{"channel":7}', b'{"name":"x"}'),
        ("ticket.recorded", b'{"raised_at":"last night"}', None),
        ("ticket.recorded", b"{}", b'{"name":5}'),
        ("ticket.recorded", b"[" * 100_000, None),
        ("ticket.recorded", b'{"x":' * 100_000, b'{"name":"x"}'),
        ("ticket.charge_agreed", b'{"amount":"much"}', b'{"payer":"x"}'),
    ],
)
def test_what_cannot_be_read_is_kept_whole(kind: str, facts: bytes, words: bytes | None) -> None:
    row = load(kind, facts, words)
    assert isinstance(row, Unreadable)
    assert (row.kind, row.facts, row.words) == (kind, facts, words)
    assert row.why


@given(
    kind=st.sampled_from(ALL),
    facts=st.binary(max_size=60),
    words=st.none() | st.binary(max_size=60),
)
def test_no_bytes_ever_stop_a_reader(kind: str, facts: bytes, words: bytes | None) -> None:
    assert load(kind, facts, words) is not None


def test_no_words_are_no_bytes_and_the_salt_is_among_them() -> None:
    assert encode_words({}, "salt") is None
    assert msgspec.json.decode(encode_words({"name": "王"}, "salt") or b"") == {
        "name": "王",
        "": "salt",
    }


def test_every_step_belongs_to_a_kind_of_record() -> None:
    assert {cls.letter for cls in STEPS.values()} == set(RECORDS)
