"""What became of a typed value: ok, ok but look again, or not readable."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from deskapp.handbook.message import Msg

T = TypeVar("T")


class Level(StrEnum):
    """How a typed value was taken: ok, warn (shown once), error (cannot be stored)."""

    OK = "ok"
    WARN = "warn"
    ERROR = "error"


@dataclass(frozen=True)
class Reading(Generic[T]):
    """A typed value as read: `value` is what would be stored, None on an error."""

    level: Level
    value: T | None
    message: Msg | None = None
    kind: str = ""


def ok(value: T, kind: str = "") -> Reading[T]:
    """A value that may be stored as it is."""
    return Reading(Level.OK, value, None, kind)


def warn(value: T, message: Msg, kind: str = "") -> Reading[T]:
    """A value that may be stored once the person has seen the message."""
    return Reading(Level.WARN, value, message, kind)


def error(message: Msg) -> Reading[Any]:
    """Nothing to store; the message says what would be right."""
    return Reading(Level.ERROR, None, message)
