"""A step as bytes: countable facts apart from personal words, and back again."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec

from deskapp.handbook.slots import WORDS
from deskapp.handbook.step import STEPS, Step

_ENCODER = msgspec.json.Encoder(decimal_format="string")


@dataclass(frozen=True)
class Unreadable:
    """A row that this version cannot read: kept whole, shown as such, passed on."""

    kind: str
    facts: bytes
    words: bytes | None
    why: str


@dataclass(frozen=True)
class _Shape:
    """What reading and writing a step class takes, worked out once."""

    words: frozenset[str]
    defaults: dict[str, Any]
    decoder: msgspec.json.Decoder[Step[Any]]


_SHAPES: dict[str, _Shape] = {}


def _shape_of(cls: type[Step[Any]]) -> _Shape:
    kind = cls.about.kind
    if kind not in _SHAPES:
        defaults = {f.name: f.default for f in dataclasses.fields(cls)}
        _SHAPES[kind] = _Shape(_private(cls), defaults, msgspec.json.Decoder(cls))
    return _SHAPES[kind]


def _private(cls: type[Step[Any]]) -> frozenset[str]:
    hints = get_type_hints(cls, include_extras=True)
    return frozenset(
        name
        for name, hint in hints.items()
        if get_origin(hint) is Annotated and WORDS in get_args(hint)
    )


def words_of(cls: type[Step[Any]]) -> frozenset[str]:
    """The names of a step's fields that hold personal or free text."""
    return _shape_of(cls).words


def dump(step: Step[Any]) -> tuple[bytes, dict[str, str]]:
    """A step's facts as JSON bytes, and its words by field; empty fields are left out."""
    shape = _shape_of(type(step))
    filled = {
        name: value
        for name, default in shape.defaults.items()
        if (value := getattr(step, name)) != default
    }
    facts = {name: value for name, value in filled.items() if name not in shape.words}
    return _ENCODER.encode(facts), {n: v for n, v in filled.items() if n in shape.words}


def load(kind: str, facts: bytes, words: bytes | None) -> Step[Any] | Unreadable:
    """Read a row back; what cannot be read comes back whole as Unreadable."""
    cls = STEPS.get(kind)
    if cls is None:
        return Unreadable(kind, facts, words, "unknown kind")
    try:
        if not words:
            return _shape_of(cls).decoder.decode(facts)
        # Both are JSON objects with no key in common, so joining the bytes is joining the objects.
        joined = msgspec.json.decode(facts) | msgspec.json.decode(words)
        read: Step[Any] = msgspec.convert(joined, cls)
    except (msgspec.MsgspecError, TypeError, ValueError, RecursionError) as error:
        return Unreadable(kind, facts, words, str(error))
    return read


def encode_words(words: dict[str, str], salt: str) -> bytes | None:
    """Words with the salt that keeps their digest from being guessed; None if there are none."""
    return _ENCODER.encode(words | {"": salt}) if words else None
