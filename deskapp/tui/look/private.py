"""Names and numbers as a screen may show them: masked, or in full for a moment (P-12)."""

from __future__ import annotations

from deskapp.handbook.fields.contact import group_phone, mask_phone
from deskapp.handbook.fields.name import mask_name
from deskapp.handbook.fields.private import mask_numbers


def person_and_number(name: str, contact: str, lang: str, *, in_full: bool) -> str:
    """Return who it is and how to reach them."""
    if in_full:
        return "  ".join(filter(None, (name, group_phone(contact) if contact else "")))
    return "  ".join(filter(None, (mask_name(name, lang), mask_phone(contact) if contact else "")))


def private(text: str, *, in_full: bool = False) -> str:
    """Return a free text with the numbers of people in it masked, unless they may be seen."""
    return text if in_full else mask_numbers(text)
