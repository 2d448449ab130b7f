"""The desk's keys as people read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.actions import parse
from textual.binding import Binding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType

_SHOWN = {"escape": "Esc", "ctrl": "Ctrl", "pageup": "PgUp", "pagedown": "PgDn"}


@dataclass(frozen=True)
class DeskKey:
    """One thing that a key of the desk does: its name, its label (a msgid), its keys."""

    name: str
    label: str
    keys: tuple[str, ...]


def shown_key(key: str) -> str:
    """Return a key as it is printed on the keyboard: ctrl+t is Ctrl+T."""
    return "+".join(_SHOWN.get(part, part.title()) for part in key.split("+"))


def desk_keys(bindings: Iterable[BindingType]) -> list[DeskKey]:
    """Return what the desk's keys do, in the order of the bindings, each thing once."""
    found: dict[str, DeskKey] = {}
    for binding in bindings:
        if not isinstance(binding, Binding):
            continue
        _space, action, words = parse(binding.action)
        if action == "desk":
            name = str(words[0])
            before = found.get(name)
            keys = (*(before.keys if before else ()), shown_key(binding.key))
            found[name] = DeskKey(name, binding.description, keys)
    return list(found.values())
