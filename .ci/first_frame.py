"""Start the program in a pseudo-terminal, see its first frame, leave, and expect exit code 0."""

from __future__ import annotations

import sys
import time

import pexpect
import pyte

ROWS, COLUMNS = 24, 80
START_S = 300
"""Seconds to wait for the frame: the command may install the program first."""
LEAVE_S = 30
LEAVE, YES = "\x11", "\r"
SIGN = "F1"
"""It stands in the bottom line of every screen."""


def main(command: list[str]) -> int:
    """Run the command; 0 if the first frame came and the program could be left."""
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.ByteStream(screen)
    child = pexpect.spawn(command[0], command[1:], dimensions=(ROWS, COLUMNS), timeout=5)
    came = _wait(child, stream, screen)
    print("\n".join(line.rstrip() for line in screen.display))  # noqa: T201 - for the log
    if not came:
        child.close(force=True)
        return 1
    return _exit_code(child, stream)


def _wait(child: pexpect.spawn[bytes], stream: pyte.ByteStream, screen: pyte.Screen) -> bool:
    deadline = time.monotonic() + START_S
    while SIGN not in screen.display[-1]:
        if time.monotonic() > deadline or not _read(child, stream):
            return False
    return True


def _read(child: pexpect.spawn[bytes], stream: pyte.ByteStream) -> bool:
    """Feed what comes; False once the program has ended."""
    try:
        stream.feed(child.read_nonblocking(65536, timeout=1))
    except pexpect.TIMEOUT:
        return True
    except pexpect.EOF:
        return False
    return True


def _exit_code(child: pexpect.spawn[bytes], stream: pyte.ByteStream) -> int:
    """Ask to leave and say yes, again while keys are not heard yet; the exit code."""
    deadline = time.monotonic() + LEAVE_S
    while time.monotonic() < deadline:
        child.send(LEAVE)
        if not _settled(child, stream):
            break
        child.send(YES)
        if not _settled(child, stream):
            break
    child.close(force=True)
    return 1 if child.exitstatus is None else int(child.exitstatus)


def _settled(child: pexpect.spawn[bytes], stream: pyte.ByteStream) -> bool:
    """Read for a second; False once the program has ended."""
    until = time.monotonic() + 1
    while time.monotonic() < until:
        if not _read(child, stream):
            return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
