"""Numbers of people inside free text, hidden where whoever reads it need not know them (P-12)."""

from __future__ import annotations

import re

from deskapp.handbook.fields.contact import mask_phone
from deskapp.handbook.fields.text import personal_numbers

_WIDE = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0B: "+", 0xFF0D: "-"}
_PHONE = re.compile(
    r"(?<![\d+])(?:"
    r"(?:(?:\+|00)?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
    r"|0\d{2,3}[- ]?[2-8]\d{2,3}[- ]?\d{4}"
    r"|\+\d(?:[- ]?\d){6,14}"
    r")(?!\d)"
)
_LEFT = 4


def mask_numbers(text: str) -> str:
    """A text with its telephone, ID card and bank card numbers masked; all else as it was."""
    plain = text.translate(_WIDE)
    if not any(char.isdecimal() for char in plain):
        return text
    spans = [
        (found.start(), found.end(), _only_end(found[0]))
        for number in dict.fromkeys(personal_numbers(plain))
        for found in re.finditer(re.escape(number), plain)
    ]
    spans += [(m.start(), m.end(), _phone(m[0])) for m in _PHONE.finditer(plain)]
    shown, end = "", 0
    for start, stop, masked in sorted(spans):
        if start >= end:
            shown += text[end:start] + masked
            end = stop
    return shown + text[end:]


def mask_personal(text: str) -> str:
    """A text with its ID card and bank card numbers masked; telephone numbers stay (P-01)."""
    for number in personal_numbers(text):
        text = text.replace(number, _only_end(number))
    return text


def _phone(told: str) -> str:
    if told.startswith("0") and not told.startswith("00"):
        area, number = _landline(told)
        return mask_phone(f"{area}-{number}")
    digits = "".join(char for char in told if char.isdecimal())
    home = re.sub("^(?:00)?86(?=1)", "", digits)
    return mask_phone(home) if len(home) == 11 else _only_end(told)  # noqa: PLR2004 - a mobile


def _landline(told: str) -> tuple[str, str]:
    digits = "".join(char for char in told if char.isdecimal())
    three = 3 if digits.startswith(("010", "02")) else 4
    return digits[:three], digits[three:]


def _only_end(number: str) -> str:
    return "*" * (len(number) - _LEFT) + number[-_LEFT:]
