"""Which sentence of the handbook is carried out by what: the table behind help and proof."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from deskapp.handbook.message import N_
from deskapp.handbook.step import Step


class Mode(StrEnum):
    """How the desk is held to a sentence."""

    HARD = "hard"
    SOFT = "soft"
    PROMPT = "prompt"
    RECORD = "record"
    SHOW = "show"
    MEASURE = "measure"


MODE_NAMES = {
    Mode.HARD: N_("enforced"),
    Mode.SOFT: N_("asks for a reason"),
    Mode.PROMPT: N_("prompted"),
    Mode.RECORD: N_("recorded"),
    Mode.SHOW: N_("shown"),
    Mode.MEASURE: N_("measured"),
}


class Status(StrEnum):
    """Whether a sentence is carried out yet."""

    DONE = "done"
    PARTLY = "partly"
    OPEN = "open"


STATUS_NAMES = {
    Status.DONE: N_("carried out"),
    Status.PARTLY: N_("partly"),
    Status.OPEN: N_("not carried out yet"),
}


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One sentence of the handbook in our own words, and everything that carries it out.

    Everything is named as the code names it: steps by kind, fields as kind.field, keys by the
    desk's action, tests as module::function. `missing` says what is not there yet.
    """

    id: str
    gist: str
    modes: tuple[Mode, ...]
    steps: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    missing: str = ""

    @property
    def clause(self) -> str:
        """The clause that the sentence stands in."""
        return self.id.partition("-")[0]

    @property
    def carried(self) -> dict[str, tuple[str, ...]]:
        """What carries it, by kind; kinds that carry nothing are left out."""
        found = {
            "steps": self.steps, "fields": self.fields, "phrases": self.phrases,
            "views": self.views, "limits": self.limits, "keys": self.keys,
        }  # fmt: skip
        return {kind: names for kind, names in found.items() if names}

    @property
    def status(self) -> Status:
        """Done when nothing is missing, open when nothing carries it."""
        if not self.missing:
            return Status.DONE
        return Status.PARTLY if self.carried else Status.OPEN


CARRIER_NAMES = {
    "steps": N_("Steps"),
    "fields": N_("Fields"),
    "phrases": N_("Phrases"),
    "views": N_("Views"),
    "limits": N_("Limits"),
    "keys": N_("Keys"),
}
CLAUSES = {
    "0": N_("What the handbook is for"),
    "1.1": N_("Attitude"),
    "1.2": N_("Appearance and manners"),
    "1.3": N_("Language"),
    "2.1": N_("Receiving calls and visitors"),
    "2.2": N_("Recording and reading back"),
    "2.3": N_("Classifying, answering, promising"),
    "3.1": N_("Dispatching"),
    "3.2": N_("Following up"),
    "3.3": N_("Reporting, confirming, closing"),
    "4.1": N_("Hearing a complaint"),
    "4.2": N_("Finding what is true and why"),
    "4.3": N_("Agreeing on a way out"),
    "P0": N_("Danger (the site's own)"),
    "H43": N_("Cost and the owner's help (the site's own)"),
    "H44": N_("Calling afterwards (the site's own)"),
    "H45": N_("Preventing the next one (the site's own)"),
    "H46": N_("The guard's log (the site's own)"),
    "H47": N_("Handing over the shift (the site's own)"),
    "H48": N_("Incidents (the site's own)"),
    "H49": N_("Signing in (the site's own)"),
    "H50": N_("Names and numbers (the site's own)"),
}
"""Every clause by what it is about; those that begin with a letter the site added itself."""


def sentences() -> tuple[Sentence, ...]:
    """All sentences in the handbook's order."""
    from deskapp.handbook.sentences import SENTENCES  # noqa: PLC0415 - it is made of this module

    return SENTENCES


def by_clause() -> Iterator[tuple[str, list[Sentence]]]:
    """Each clause with its sentences."""
    for clause in CLAUSES:
        yield clause, [s for s in sentences() if heading(s.clause) == clause]


def heading(clause: str) -> str:
    """The clause under which the table shows a step's or sentence's clause."""
    return clause if clause in CLAUSES else clause.rstrip("abc")


def carried_by(cls: type[Step[Any]]) -> tuple[Sentence, ...]:
    """The sentences that a step carries out."""
    return tuple(s for s in sentences() if cls.about.kind in s.steps)


def gist_of(sentence_id: str) -> tuple[str, str]:
    """A sentence's clause and gist (a msgid); KeyError for none of ours."""
    found = {s.id: (s.clause, s.gist) for s in sentences()}
    return found[sentence_id]
