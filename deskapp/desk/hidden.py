"""What may not be seen by whoever asks for it."""

from __future__ import annotations

from deskapp.handbook.message import N_, Msg


class Hidden(LookupError):  # noqa: N818 - an answer, not a fault
    """A complaint is about whoever asks for it: somebody else handles it (X19)."""

    clause = "X19"

    def __init__(self, number: str) -> None:
        super().__init__(number)
        text = N_("{number} has been passed on: somebody else handles it.")
        self.message = Msg(text, {"number": number})
