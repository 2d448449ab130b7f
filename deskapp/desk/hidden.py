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
    """A complaint is about whoever asks for it, or they do not say who they are (X19)."""

    def __init__(self, number: str, asker: str) -> None:
        text = N_("{number} has been passed on: somebody else handles it.")
        unnamed = N_("{number} is about somebody of the staff: say who asks with --as NAME.")
        super().__init__(Msg(text if asker else unnamed, {"number": number}), "X19")
