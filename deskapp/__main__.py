"""The way in: the screens when nothing is asked for, else the command line."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp.locale import LANGUAGES, first_language, set_language
from deskapp.places import database_path

if TYPE_CHECKING:
    from collections.abc import Sequence

SCREEN_OPTIONS = frozenset({"--db", "--lang", "--theme"})
PLAIN = "--plain"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf8()
    try:
        code = _run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    return code


def _run(given: list[str]) -> int:
    screen = _screen_options(given)
    language = _language(given)
    set_language(language or first_language())
    if screen is not None:
        path = screen.get("--db") or os.environ.get("DESKAPP_DB")
        return open_screens(
            Path(path) if path else database_path(), language, screen.get("--theme", "")
        )
    from deskapp.cli import Session, run  # noqa: PLC0415 - click is not on the way to the first frame

    return run(given, Session(open_screens=open_screens))


def open_screens(path: Path, language: str = "", theme: str = "") -> int:
    """Open the desk on its screens; the exit code."""
    from deskapp.tui.app import run  # noqa: PLC0415 - a command needs no screens

    return run(path, language, theme)


def _screen_options(given: Sequence[str]) -> dict[str, str] | None:
    """The options, if nothing but the screens is asked for; else None."""
    found: dict[str, str] = {}
    rest = list(given)
    while rest:
        name, sign, value = rest.pop(0).partition("=")
        if name == PLAIN and not sign:
            found["--theme"] = "plain"
        elif name in SCREEN_OPTIONS and (sign or rest):
            found[name] = value if sign else rest.pop(0)
        else:
            return None
    return None if found.get("--lang", "zh") not in LANGUAGES else found


def _language(given: Sequence[str]) -> str:
    """The language asked for, empty if none; the command line's own help is in it too."""
    for option, value in zip(given, [*given[1:], ""], strict=True):
        name, _, inline = option.partition("=")
        if name == "--lang":
            wanted = inline or value
            return wanted if wanted in LANGUAGES else ""
    wanted = os.environ.get("DESKAPP_LANG", "")
    return wanted if wanted in LANGUAGES else ""


def _speak_utf8() -> None:
    """Print UTF-8 even where the console's code page is another."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
