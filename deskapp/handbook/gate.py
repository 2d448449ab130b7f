"""The one gate: every step of every deed is judged here, whoever brings it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from deskapp.handbook.fields.text import has_substance
from deskapp.handbook.judging import field_refusals
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import CHIEFS, ROLE_NAMES, Role
from deskapp.handbook.site import Site
from deskapp.handbook.step import Act, Deviation, Head, Last, Refusal, Step, Stream, evolve, refuse

REASON_LETTERS = 4
"""A reason for passing a soft gate has at least this many letters (0-4)."""


class Refused(Exception):  # noqa: N818 - the desk's own word for it
    """The gate did not let a deed through; nothing was written."""

    def __init__(self, act: Act, refusals: tuple[Refusal, ...]) -> None:
        super().__init__(act.step.about.kind, *(r.message.text for r in refusals))
        self.act = act
        self.refusals = refusals


@dataclass(frozen=True)
class Openness:
    """Whether a step class is open to a record now, and if not, why not."""

    step: type[Step[Any]]
    why_not: Refusal | None

    @property
    def open(self) -> bool:
        """True if the step may be tried."""
        return self.why_not is None


def closed_because(cls: type[Step[Any]], record: Stream, site: Site) -> Refusal | None:
    """The first reason why a step class is not open, before any form exists."""
    about = cls.about
    if record.state not in about.opens:
        text = about.not_yet or N_("Not open while the state is: {state}.")
        return refuse("", text, clause=about.clause, state=Msg(state_name(record)))
    if not (site.operator.roles & about.by):
        return refuse(
            "", N_("This is for: {roles}."), clause=about.clause, roles=_role_names(about.by)
        )
    kept_open = record.kept_open_by(site) if about.ends else ()
    return next((_with_clause(r, cls) for r in (*cls.bars(record, site), *kept_open)), None)


def openness(classes: Iterable[type[Step[Any]]], record: Stream, site: Site) -> Iterator[Openness]:
    """Each step class with the reason why it is not open, if it is not."""
    for cls in classes:
        yield Openness(cls, _only_brought(cls) or closed_because(cls, record, site))


def state_name(record: Stream) -> str:
    """The msgid of a record's state."""
    names: dict[str, str] = getattr(type(record), "state_names", {})
    return names.get(record.state, record.state)


def refusals_of(step: Step[Any], record: Stream, site: Site) -> tuple[Refusal, ...]:
    """Everything that stands against a step, soft refusals passed with a reason left out."""
    barred = closed_because(type(step), record, site)
    if barred:
        return (barred,)
    stands_in = _standing_in(step, site)
    own = [_with_clause(r, type(step)) for r in (*stands_in, *step.refusals(record, site))]
    told = {r.field for r in own}
    # Where the step has a sentence of its own for a field, the general one says less.
    general = (r for r in field_refusals(step, site) if r.field not in told)
    found = (*(_with_clause(r, type(step)) for r in general), *own)
    passed = [r for r in found if r.soft and _passes(step, r)]
    standing = (r for r in found if r not in passed)
    return (*standing, *(_unsupervised(step, passed, site) if passed else ()))


def fold(record: Stream, step: Step[Any], head: Head) -> Stream:
    """The record after one row; total, whatever the row says."""
    seen = record.with_row(head)
    if step.override_clauses:  # a fact: it stands when the words of the reason are erased
        passed = Deviation(
            clauses=tuple(step.override_clauses),
            why=step.override,
            by=step.override_by or head.operator,
            self_approved=step.override_by in ("", head.operator),
        )
        seen = evolve(seen, deviations=(*seen.deviations, passed))
    after: Stream = step.after(seen, head)
    return evolve(after, last=Last(head, step, evolve(record, last=None)))


@dataclass(frozen=True)
class Passed:
    """A step that the gate let through, with the stream it belongs to."""

    stream: str
    seen: str
    step: Step[Any]
    head: Head
    record: Stream


@dataclass
class Gate:
    """Judges one deed, step by step, each on the state that the former left.

    `number` names a new stream for a letter; `blank` is the empty record for a letter;
    `head` numbers a row. Raises Refused at the first step that may not be taken.
    """

    site: Site
    number: Callable[[str], str]
    blank: Callable[[str], Stream]
    head: Callable[[str, str, Step[Any]], Head]

    def judge(self, acts: Iterable[Act]) -> list[Passed]:
        """Judge a deed and what it brings; all of it passes or none."""
        now: dict[str, Stream] = {}
        passed: list[Passed] = []
        waiting = list(acts)
        _refuse_brought(waiting)
        last: dict[str, Act] = {}
        while waiting:
            act = waiting.pop(0)
            stream = act.stream or self.number(act.step.letter)
            record = now.get(stream) or self.site.record(stream) or self.blank(act.step.letter)
            refusals = _other_kind(act, stream)
            step = act.step if refusals else act.step.filled(record, self.site)
            refusals = refusals or refusals_of(step, record, self.site)
            if refusals:
                raise Refused(act, refusals)
            head = self.head(stream, record.last_row, step)
            now[stream] = fold(record, step, head)
            passed.append(Passed(stream, record.last_row, step, head, now[stream]))
            last[stream] = act
            waiting.extend(step.brings(now[stream], self.site))
        for stream, act in last.items():
            half = now[stream].half_done()
            if half:
                raise Refused(act, (half,))
        return passed


def _refuse_brought(acts: Iterable[Act]) -> None:
    for act in acts:
        barred = _only_brought(type(act.step))
        if barred:
            raise Refused(act, (barred,))


def _only_brought(cls: type[Step[Any]]) -> Refusal | None:
    if not cls.about.brought:
        return None
    text = N_("This is never taken by itself: the step that it belongs to brings it.")
    return refuse("", text, clause=cls.about.clause)


def _other_kind(act: Act, stream: str) -> tuple[Refusal, ...]:
    if stream.startswith(act.step.letter):
        return ()
    text = N_("This step does not belong to {number}.")
    return (refuse("", text, clause=act.step.about.clause, number=stream),)


def _passes(step: Step[Any], refusal: Refusal) -> bool:
    return refusal.clause in step.override_clauses and has_substance(step.override, REASON_LETTERS)


def supervised(clauses: Iterable[str], site: Site) -> str:
    """The first of these clauses that this operator passes only with a supervisor; "" if none."""
    if site.operator.roles & CHIEFS or not any(supervisor(p, site) for p in site.people):
        return ""
    return next((c for c in clauses if c in site.policy.entries("supervised_gates")), "")


def supervisor(person: str, site: Site) -> bool:
    """Whether this is somebody who may let others pass a gate."""
    known = site.people.get(person)
    return bool(known and known.active and known.roles & CHIEFS)


def _standing_in(step: Step[Any], site: Site) -> Iterator[Refusal]:
    """A step of somebody whom this site does not have: the next below takes it, and says why."""
    about, me = step.about, site.operator
    if not about.brought and not me.roles & ~me.stands_in & about.by:
        text = N_("This is for: {roles}. Nobody here is one: say why you do it.")
        yield refuse("", text, soft=True, roles=_role_names(about.by))


def _unsupervised(step: Step[Any], passed: Iterable[Refusal], site: Site) -> Iterator[Refusal]:
    clause = supervised((r.clause for r in passed), site)
    if clause and not supervisor(step.override_by, site):
        text = N_("Only a supervisor lets this pass: name the one who did.")
        yield refuse("override_by", text, clause=clause)


def _with_clause(refusal: Refusal, cls: type[Step[Any]]) -> Refusal:
    return refusal if refusal.clause else replace(refusal, clause=cls.about.clause)


def _role_names(roles: Role) -> tuple[Msg, ...]:
    return tuple(Msg(name) for role, name in ROLE_NAMES.items() if role & roles)
