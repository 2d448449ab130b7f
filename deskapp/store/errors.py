"""What can be wrong with a database, each in one plain sentence."""

from __future__ import annotations

from deskapp.handbook.message import Msg


class StoreError(Exception):
    """The database cannot be used; `message` says why, and nothing was touched."""

    def __init__(self, message: Msg) -> None:
        super().__init__(message.text)
        self.message = message
