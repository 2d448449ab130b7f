"""What can be wrong with a file that is taken in or written out."""

from __future__ import annotations

from dataclasses import dataclass

from deskapp.handbook.message import Msg


class ExchangeError(Exception):
    """A file cannot be used; `message` says why, and nothing was taken or written."""

    def __init__(self, message: Msg) -> None:
        super().__init__(message.text)
        self.message = message


@dataclass(frozen=True)
class BadCell:
    """What is wrong in one row: the file's line, the column's heading, the reason."""

    line: int
    column: str
    reason: Msg
