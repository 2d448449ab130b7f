"""The site's phrases with their blanks filled: what to say now."""

from __future__ import annotations

from collections.abc import Mapping

from deskapp.handbook.policy import Policy


class _Blanks(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return "…"


def phrase(policy: Policy, step: str, lang: str, values: Mapping[str, object]) -> str:
    """A phrase of the policy; a blank that nothing fills stays visible as an ellipsis."""
    safe = {name: str(value) for name, value in values.items()}
    return policy.phrase(step, lang).format_map(_Blanks(safe))
