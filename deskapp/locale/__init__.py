"""The words of the desk: English in the source, Chinese from the catalogue."""

from __future__ import annotations

import gettext
import locale
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp.handbook.message import Msg

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CATALOGUES", "LANGUAGES", "_", "first_language", "language", "say", "set_language"]

CATALOGUES = Path(__file__).parent
LANGUAGES = ("zh", "en")
_FOLDERS = {"zh": "zh_CN", "en": "en"}
_BLANK = re.compile(r"\{(\w+)\}")


class _Words:
    """The language in use and its catalogue."""

    language = "en"
    catalogue: gettext.NullTranslations = gettext.NullTranslations()


def set_language(code: str) -> None:
    """Use "zh" or "en" from now on; anything else is a ValueError."""
    if code not in LANGUAGES:
        message = f"No such language: {code}"
        raise ValueError(message)
    folder = [_FOLDERS[code]]
    _Words.catalogue = gettext.translation("deskapp", CATALOGUES, folder, fallback=True)
    _Words.language = code


def language() -> str:
    """Return the language in use, "zh" or "en"."""
    return _Words.language


def _(msgid: str) -> str:
    """Translate a sentence of the source."""
    return _Words.catalogue.gettext(msgid) if msgid else ""


def fill(text: str, values: Mapping[str, object]) -> str:
    """Fill the {blanks} of `text`; a blank without a value stays as it stands."""

    def value(blank: re.Match[str]) -> str:
        name = blank[1]
        return _shown(values[name]) if name in values else blank[0]

    return _BLANK.sub(value, text)


def say(msg: Msg) -> str:
    """Return a message in the language in use, its blanks filled."""
    return fill(_(msg.text), msg.values)


def first_language() -> str:
    """Return the language that the system speaks: "zh" or, for all others, "en"."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return _of_locale(value)
    return _of_locale(locale.getlocale()[0] or "")


def _of_locale(name: str) -> str:
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def _shown(value: object) -> str:
    return say(value) if isinstance(value, Msg) else str(value)
