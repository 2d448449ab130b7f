"""One row of another system's tickets as the step that takes it in, or what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskapp.exchange.errors import BadCell, BadCellError
from deskapp.handbook.gate import refusals_of
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.slots import Kind, Slot
from deskapp.handbook.step import slots_of
from deskapp.handbook.ticket.imported import Imported
from deskapp.handbook.ticket.state import Ticket
from deskapp.handbook.typed import options_of, read_typed

if TYPE_CHECKING:
    from datetime import datetime

    from deskapp.exchange.mapping import TicketMap
    from deskapp.exchange.tables import Row
    from deskapp.handbook.site import Site

OTHER = "OTH.OTHER"
ORDINARY = "P3"
"""The priority of a class that has none of a ticket's own, such as a complaint."""
NEVER_GUESSED = frozenset({"EMG", "CMP"})
"""An import raises no alarm and opens no complaint on the strength of a word."""
SLOTS = slots_of(Imported)


@dataclass(frozen=True)
class Past:
    """A row that can be taken: its line, its step, whether its class was guessed."""

    line: int
    step: Imported
    guessed: bool


class RowReader:
    """Reads the rows of one file with one mapping."""

    def __init__(self, mapping: TicketMap, site: Site) -> None:
        self.mapping = mapping
        self.site = site
        self._codes = {
            name: _code_names(SLOTS[name], site) for name in ("sub", "priority", "channel")
        }

    def read(self, row: Row) -> Past | BadCell:
        """The row as a step that the gate lets through, or the first thing that is wrong."""
        if row.broken:
            return BadCell(row.line, "", row.broken)
        try:
            return self._past(row)
        except BadCellError as bad:
            return BadCell(row.line, bad.column, bad.reason)

    def _past(self, row: Row) -> Past:
        texts = {name: self._text(row, name) for name in self.mapping.columns}
        texts |= {n: t for n, t in self.mapping.defaults.items() if not texts.get(n)}
        values = {name: self._value(name, text) for name, text in texts.items() if text}
        guessed = not values.get("sub")
        if guessed:
            values["sub"] = self._guess(str(values.get("what", "")))
        values.setdefault("priority", self._priority(values["sub"]))
        step = Imported(source=self.mapping.source, **values)
        for refusal in refusals_of(step, Ticket(), self.site):
            raise BadCellError(self._column(refusal.field), refusal.message)
        return Past(row.line, step, guessed)

    def _text(self, row: Row, name: str) -> str:
        cells = [row.cells.get(heading, "") for heading in self.mapping.columns[name]]
        tidied = [_tidied(cell) for cell in cells]
        return self.mapping.joins.get(name, "\n").join(t for t in dict.fromkeys(tidied) if t)

    def _value(self, name: str, text: str) -> Any:
        slot = SLOTS[name]
        meant = self.mapping.values.get(name, {}).get(text, text)
        if slot.kind is Kind.MOMENT:
            return self._moment(name, meant)
        if name in self._codes:
            return self._code(name, meant)
        reading = read_typed(slot, meant, self.site)
        if reading.value is None and slot.kind is Kind.CONTACT:
            return meant  # kept as the other system had it, masked or not
        if reading.message is None or reading.value is not None:
            return reading.value
        raise BadCellError(self._column(name), reading.message)

    def _moment(self, name: str, text: str) -> datetime:
        found = self.mapping.moment(text, self.site.now.tzinfo)
        if found is None:
            reason = Msg(N_("“{typed}” is no time written as the mapping says."), {"typed": text})
            raise BadCellError(self._column(name), reason)
        return found

    def _code(self, name: str, text: str) -> str:
        found = self._codes[name].get(text.casefold())
        if found is None and name != "sub":
            reason = Msg(N_("“{typed}” is not on this site's list."), {"typed": text})
            raise BadCellError(self._column(name), reason)
        return found or ""

    def _guess(self, what: str) -> str:
        guesses = (guess.sub for guess in self.site.policy.guess(what))
        fitting = (sub for sub in guesses if sub.partition(".")[0] not in NEVER_GUESSED)
        return next(fitting, OTHER)

    def _priority(self, sub: str) -> str:
        priority = self.site.policy.subcategory(sub).priority
        return priority if priority in self.site.policy.entries("priorities") else ORDINARY

    def _column(self, name: str) -> str:
        return ", ".join(self.mapping.columns.get(name, (name,)))


def _code_names(slot: Slot, site: Site) -> dict[str, str]:
    """Every code by the names it goes by; of two with one name, the first of the list."""
    options = options_of(slot, site)
    pairs = [(name.casefold(), code) for code, names in options.items() for name in names]
    return dict(reversed(pairs))


def _tidied(cell: str) -> str:
    """A text without the tabs, runs of blanks and empty lines that other systems pad it with."""
    lines = (" ".join(line.split()) for line in cell.split("\n"))
    return "\n".join(line for line in lines if line)
