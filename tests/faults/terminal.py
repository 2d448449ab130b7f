"""The program in a real pseudo-terminal: keys go in, a screen comes out."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pexpect
import pyte

if TYPE_CHECKING:
    import signal
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
COLUMNS, ROWS = 80, 24
PATIENCE = 20.0
"""Seconds after which what was waited for is taken to have failed."""
F2, F10, ENTER, CTRL_T, CTRL_Q = "\x1bOQ", "\x1b[21~", "\r", "\x14", "\x11"
ALTERNATE_ON, ALTERNATE_OFF = b"\x1b[?1049h", b"\x1b[?1049l"
CURSOR_OFF, CURSOR_ON = b"\x1b[?25l", b"\x1b[?25h"


class Terminal:
    """One run of Python in a terminal of 80 by 24."""

    def __init__(self, *arguments: str) -> None:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("DESKAPP")}
        self.said = b""
        self._drawn = 0
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self.child = pexpect.spawn(
            sys.executable,
            list(arguments),
            cwd=ROOT,
            env={**kept, "TERM": "xterm-256color", "LANG": "C.UTF-8"},
            dimensions=(ROWS, COLUMNS),
        )
        self.child.delaybeforesend = None

    def read(self, seconds: float = 0.02) -> None:
        """Take what has been written since, waiting this long for the first of it."""
        try:
            chunk = self.child.read_nonblocking(1 << 16, seconds)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return
        self.said += chunk

    @property
    def text(self) -> str:
        """The screen as lines of text; a wide character takes one place."""
        self._stream.feed(self.said[self._drawn :])
        self._drawn = len(self.said)
        return "\n".join(
            "".join(line[column].data for column in range(COLUMNS))
            for line in (self._screen.buffer[row] for row in range(ROWS))
        )

    def wait_for(self, fact: Callable[[], object], seconds: float = PATIENCE) -> bool:
        """Read until something is so; False if it did not become so in time."""
        end = time.monotonic() + seconds
        while not fact():
            if time.monotonic() > end:
                return False
            self.read()
        return True

    def wait_until_shown(self, text: str) -> None:
        """Read until the text stands on the screen."""
        assert self.wait_for(lambda: text in self.text), f"no {text!r} in\n{self.text}"

    def wait_until_said(self, text: str, since: int = 0) -> None:
        """Read until the text has been written after a place in what was said.

        This costs less than drawing the screen: it is for taking times.
        """
        told = text.encode()
        assert self.wait_for(lambda: told in self.said[since:]), f"no {text!r} in\n{self.text}"

    def type(self, keys: str) -> None:
        """Press keys."""
        self.child.send(keys)

    def kill(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self.child.kill(number)

    def end(self) -> int:
        """Read to the end; the exit code, or minus the signal's number."""
        assert self.wait_for(lambda: not self.child.isalive()), self.text
        self.read()
        self.child.close()
        code = self.child.exitstatus
        return -int(self.child.signalstatus) if code is None else int(code)

    def close(self) -> None:
        """End it, however it stands."""
        self.child.close(force=True)


def desk_terminal(database: Path, language: str = "en") -> Terminal:
    """The desk's screens on a database."""
    return Terminal("-m", "deskapp", "--db", str(database), "--lang", language)
