"""What can be wrong with a file that is taken in or written out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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


class BadCellError(Exception):
    """A cell that cannot be taken."""

    def __init__(self, column: str, reason: Msg) -> None:
        super().__init__(column)
        self.column = column
        self.reason = reason
