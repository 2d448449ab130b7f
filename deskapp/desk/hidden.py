"""What may not be seen by whoever asks for it."""

from __future__ import annotations

from deskapp.handbook.message import N_, Msg


class Withheld(LookupError):  # noqa: N818 - an answer, not a fault
    """What is asked for is not for whoever sits here."""

    def __init__(self, message: Msg, clause: str) -> None:
        super().__init__(message.text)
        self.message = message
        self.clause = clause


class Hidden(Withheld):
    """A complaint is about whoever asks for it: somebody else handles it (X19)."""

    def __init__(self, number: str) -> None:
        text = N_("{number} has been passed on: somebody else handles it.")
        super().__init__(Msg(text, {"number": number}), "X19")
