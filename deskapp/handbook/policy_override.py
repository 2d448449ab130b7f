"""A site's own entries, put over the policy that comes with the program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def overridden(data: Mapping[str, Any], site: Mapping[str, Any]) -> dict[str, Any]:
    """The policy's tables with the site's over them: entry by entry, and part by part."""
    return {**data, **{name: _over(data.get(name), table) for name, table in site.items()}}


def _over(table: object, own: object) -> object:
    if not isinstance(table, Mapping) or not isinstance(own, Mapping):
        return own
    return {**table, **{code: _entry_over(table.get(code), raw) for code, raw in own.items()}}


def _entry_over(old: object, new: object) -> object:
    before, after = _named(old), _named(new)
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return {**before, **after}
    return new


def _named(raw: object) -> object:
    """An entry written as a pair of names, as a table."""
    match raw:
        case [str(zh), str(en)]:
            return {"zh": zh, "en": en}
        case _:
            return raw
