"""Who looked at, took out or tried what: kept for ever, read by whoever answers for it (P-13)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from deskapp.handbook import slots
from deskapp.handbook.fields.text import has_substance
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import CHIEFS, MANAGER, Role
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Words
from deskapp.handbook.staff import ANYBODY, HERE, Staff
from deskapp.handbook.step import Refusal, Step, refuse, step

ANSWERABLE = MANAGER | Role.A
"""Who reads the access log, and who may take data out unmasked (P-13, P-15)."""
LOOKS = ("register.revealed", "person.looked")
LOGGED = (*LOOKS, "person.exported", "person.pin_failed", "person.pin_set")
"""The steps that make up the access log; worded in the journal's index in this order."""
HOUR = timedelta(hours=1)
REASON = 4


@step(
    "person.exported",
    clause="H49",
    by=ANYBODY,
    opens=frozenset({HERE}),
    title=N_("Export"),
    not_yet=N_("Only somebody on the staff list takes data out."),
)
class Exported(Step[Staff]):
    """A list or a record written to a file or printed: what, how much, masked or not, and why."""

    letter = "P"

    what: Code = slots.code(N_("What"), "exports")
    rows: int | None = slots.count(N_("Rows"), most=100_000_000)
    full: Answer = slots.answer(N_("In full"), default=None)
    reason: Words = slots.words(N_("Reason"), default="", least=0, most=200)
    with_pin: Answer = slots.hidden(slots.Kind.ANSWER, default=None)
    """Whether one's own PIN stands behind it; None on a site without PINs."""

    @classmethod
    def bars(cls, record: Staff, site: Site) -> Iterator[Refusal]:
        """In one's own name."""
        if record.person and record.person.id != site.operator.id:
            yield refuse("", N_("Everybody takes data out in their own name."))

    def refusals(self, record: Staff, site: Site) -> Iterator[Refusal]:
        """Unmasked only by whoever answers for it, with their PIN and a reason (P-15)."""
        if self.full and not answers_for_it(site):
            text = N_("Names and numbers in full are for a manager or a data administrator.")
            yield refuse("full", text, clause="P-15")
        elif self.full and self.with_pin is False:
            text = N_("A full export needs a PIN of your own: set one first.")
            yield refuse("full", text, clause="P-15")
        elif self.full and not has_substance(self.reason, REASON):
            text = N_("Say why names and numbers are needed in full.")
            yield refuse("reason", text, clause="P-15")

    def line(self) -> tuple[Msg, ...]:
        """What, how much, and whether in full."""
        text = N_("Taken out in full: {what}, {n} rows")
        if not self.full:
            text = N_("Taken out, masked: {what}, {n} rows")
        blanks = {"what": Coded("exports", self.what), "n": self.rows}
        return Msg(text, blanks), Msg("{why}", {"why": self.reason})


def answers_for_it(site: Site) -> bool:
    """Whether whoever sits here answers for personal data; where nobody does, a supervisor."""
    there = Role.NONE
    for person in site.people.values():
        if person.active and person.logs_in:
            there |= person.roles
    mine = site.operator.roles & ~site.operator.stands_in
    return bool(mine & (ANSWERABLE if there & ANSWERABLE else CHIEFS))


def may_read(site: Site) -> Refusal | None:
    """Why whoever sits here may not read the access log; None if they may."""
    if answers_for_it(site):
        return None
    text = N_("The access log is for a data administrator or a manager.")
    return refuse("", text, clause="P-13")


def too_many(looks: Sequence[tuple[str, datetime]], most: int) -> list[bool]:
    """Which of these looks, oldest first, made so many by one person within the hour."""
    flagged, recent = [], dict[str, list[datetime]]()
    for who, at in looks:
        mine = [one for one in recent.get(who, []) if at - one < HOUR]
        recent[who] = [*mine, at]
        flagged.append(len(recent[who]) >= most)
    return flagged
