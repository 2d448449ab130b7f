"""What may not be seen by whoever asks for it."""

from __future__ import annotations

from deskapp.handbook.message import N_, Msg


class Hidden(LookupError):  # noqa: N818 - an answer, not a fault
    """A complaint is about whoever asks for it, or they do not say who they are (X19)."""

    clause = "X19"

    def __init__(self, number: str, asker: str) -> None:
        super().__init__(number)
        text = N_("{number} has been passed on: somebody else handles it.")
        unnamed = N_("{number} is about somebody of the staff: say who asks with --as NAME.")
        self.message = Msg(text if asker else unnamed, {"number": number})
