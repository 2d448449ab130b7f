"""The signs of the desk: one cell each, with an ASCII set for plain consoles."""

from __future__ import annotations

from dataclasses import dataclass

_FULL = {
    "here": "▸",
    "danger": "‼",
    "late": "!",
    "soon": "◔",
    "dispatch": "▹",
    "ask": "?",
    "waits": "=",
    "hand": "▪",
    "done": "✓",
    "refused": "✗",
    "cut": "…",
    "goes": "→",
    "rule": "─",
    "wall": "│",
    "gauge": "━",
}
_ASCII = {
    "here": ">",
    "danger": "!!",
    "late": "!",
    "soon": "~",
    "dispatch": "-",
    "ask": "?",
    "waits": "=",
    "hand": ".",
    "done": "+",
    "refused": "x",
    "cut": "~",
    "goes": "->",
    "rule": "-",
    "wall": "|",
    "gauge": "=",
}
_AMBIGUOUS = str.maketrans({_FULL[n]: _ASCII[n] for n in ("cut", "goes", "rule", "wall", "gauge")})


@dataclass
class Signs:
    """One set of signs; `plain` chooses the ASCII one."""

    plain: bool = False

    def sign(self, name: str) -> str:
        """Return the sign of a state or role, such as `here` or `late`; KeyError if unknown."""
        return (_ASCII if self.plain else _FULL)[name]

    def text(self, text: str) -> str:
        """Return `text` without the characters that old consoles draw two cells wide."""
        return text.translate(_AMBIGUOUS) if self.plain else text


_signs = Signs()


def use_plain(*, plain: bool) -> None:
    """Choose the ASCII signs for the whole program, or the full ones."""
    _signs.plain = plain


def is_plain() -> bool:
    """Tell whether the ASCII signs are in use."""
    return _signs.plain


def sign(name: str) -> str:
    """Return the sign of a state or role in the set now in use."""
    return _signs.sign(name)


def plain_text(text: str) -> str:
    """Return `text` as the set now in use may show it."""
    return _signs.text(text)
