"""Sentences for people: marked here, translated where they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for the marker
    """Mark a sentence for the catalogues; it is translated where it is shown."""
    return text


@dataclass(frozen=True)
class Msg:
    """A sentence with its blanks: `text` is a msgid, `values` fill its {names}."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)
