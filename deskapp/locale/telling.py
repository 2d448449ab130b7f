"""A sentence of the handbook told in full: codes by their labels, people by name, times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from deskapp.handbook.message import Msg
from deskapp.handbook.shown import By, Coded
from deskapp.locale import _, fill, language
from deskapp.locale.timewords import point

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskapp.handbook.people import Person
    from deskapp.handbook.policy import Policy


@dataclass(frozen=True)
class Teller:
    """Puts messages into words, in the language in use, as of `now`."""

    policy: Policy
    people: Mapping[str, Person]
    now: datetime

    def tell(self, msg: Msg) -> str:
        """A message with every value in it as people say it."""
        told = {name: self.value(value) for name, value in msg.values.items()}
        return fill(_(msg.text), told)

    def value(self, value: object) -> str:
        """One value as people say it; nothing for what is not there."""
        match value:
            case Msg():
                return self.tell(value)
            case Coded():
                return self.label(value.choices, value.code)
            case By():
                return self.name(value.person)
            case tuple() | list():
                return listed([self.value(one) for one in value])
            case _:
                return self._plain(value)

    def _plain(self, value: object) -> str:
        match value:
            case None:
                return ""
            case bool():
                return _("yes") if value else _("no")
            case datetime():
                return point(value, self.now)
            case Decimal():
                return f"{value:.2f}"
            case _:
                return str(value)

    def label(self, choices: str, code: str) -> str:
        """A code's label; a code or list that the policy does not know is shown as it is."""
        if choices not in self.policy.lists:
            return code
        return self.policy.label(choices, code, language())

    def name(self, person: str) -> str:
        """A person's name; the id of somebody who is not on the staff list."""
        known = self.people.get(person)
        return known.name if known else person


def listed(words: list[str]) -> str:
    """Several words in one sentence: 张三、李四 or Ann, Ben."""
    return ("、" if language() == "zh" else ", ").join(words)
