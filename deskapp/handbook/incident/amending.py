"""Words of an incident put right: the old ones stay readable, with who, when and why (I14)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple, Self

from deskapp.handbook import slots
from deskapp.handbook.incident.state import EVER, Amendment, Incident, IncidentStep
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE, MANAGER, SUPERVISOR
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Code, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step

ACTION = "action"
NOT_YOURS = N_("Only {name}, who wrote it, or a supervisor corrects this line.")


class Standing(NamedTuple):
    """Words that hold now, and whose they are."""

    text: str
    by: str


@step(
    "incident.amended",
    clause="H48",
    by=EVERYONE,
    opens=EVER,
    title=N_("Amend"),
    hint=N_("wrong words, why"),
    not_yet=N_("There is no incident yet."),
)
class Amended(IncidentStep):
    """What, where or something that was done, put right; the old words stay struck out."""

    item: Code = slots.code(N_("Which"), "amendable")
    action: str = slots.choice(N_("Action"), default="")
    now: Words = slots.words(N_("Now"), least=1, most=500)
    why: Words = slots.words(N_("Why"), least=2, most=200)
    was: Words = slots.hidden(slots.Kind.TEXT, default="")

    @classmethod
    def choices(cls, record: Incident, site: Site) -> Mapping[str, Mapping[str, str]]:
        """What was done, by number."""
        return {"action": {str(n): one.text for n, one in enumerate(record.actions, 1)}}

    @classmethod
    def bars(cls, record: Incident, site: Site) -> Iterator[Refusal]:
        """Only who wrote something of it puts it right, or a supervisor."""
        authors = {record.reported_by, *(one.by for one in record.actions)}
        if record.reported_by and not _may(authors, site):
            yield _not_yours(record.reported_by, site)

    def filled(self, record: Incident, site: Site) -> Self:
        """The words that are struck out, so that the row by itself tells both."""
        standing = self._standing(record)
        return replace(self, was=standing.text if standing else "")

    def refusals(self, record: Incident, site: Site) -> Iterator[Refusal]:
        """Words of one's own, and other ones than before."""
        standing = self._standing(record)
        if standing is None:
            if self.item == ACTION:
                yield refuse("action", N_("Choose which of the things that were done."))
        elif standing.by and not _may({standing.by}, site):
            yield replace(_not_yours(standing.by, site), field="item")
        elif self.now and self.now == standing.text:
            yield refuse("now", N_("These are the same words; write what is right."))

    def after(self, incident: Incident, head: Head) -> Incident:
        """The new words; the old ones beside them."""
        old = self._standing(incident)
        if old is None:
            return incident
        made = Amendment(
            item=self.item, struck=old.text, why=self.why, by=head.operator, at=head.at
        )
        amended = evolve(incident, amendments=(*incident.amendments, made))
        if self.item == "what":
            return evolve(amended, what=self.now)
        if self.item == "place":
            return evolve(amended, place=self.now)
        actions = (
            replace(one, text=self.now) if str(n) == self.action else one
            for n, one in enumerate(incident.actions, 1)
        )
        return evolve(amended, actions=tuple(actions))

    def _standing(self, incident: Incident) -> Standing | None:
        """The words that hold now; None for what is no such item."""
        if self.item == ACTION:
            found = (one for n, one in enumerate(incident.actions, 1) if str(n) == self.action)
            action = next(found, None)
            return Standing(action.text, action.by) if action else None
        texts = {"what": incident.what, "place": incident.place}
        text = texts.get(self.item)
        return None if text is None else Standing(text, incident.reported_by)

    def line(self) -> tuple[Msg, ...]:
        """What was struck out, what holds instead, and why."""
        now = Msg(N_("Now: {text}"), {"text": self.now})
        struck = Msg(N_("Struck out: {text}"), {"text": self.was}) if self.was else None
        return tuple(filter(None, (struck, now, Msg("{why}", {"why": self.why}))))


def _may(authors: set[str], site: Site) -> bool:
    chief = site.operator.roles & (SUPERVISOR | MANAGER)
    return bool(chief) or site.operator.id in authors


def _not_yours(author: str, site: Site) -> Refusal:
    known = site.people.get(author)
    return refuse("", NOT_YOURS, name=known.name if known else author)
