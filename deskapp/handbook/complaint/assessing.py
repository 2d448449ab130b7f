"""How grave it is, whose it is, what to look at; and what changes both later (3.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Self

from deskapp.handbook import slots
from deskapp.handbook.complaint.clocks import answer_by, cap_of, feedback_by, tell_above_by
from deskapp.handbook.complaint.handlers import handler_refusals, rank
from deskapp.handbook.complaint.repeats import is_repeat, least_level, likely_repeat
from deskapp.handbook.complaint.state import (
    ACKED,
    ASSESSED,
    BEFORE_ANSWER,
    LEVELS,
    REVIEW,
    VERIFYING,
    Complaint,
    ComplaintStep,
)
from deskapp.handbook.incident.steps import Reported
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE, MANAGER, ROLE_NAMES, SUPERVISOR, Role, roles_from
from deskapp.handbook.shown import By, Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Code, Moment, Words
from deskapp.handbook.step import Act, Head, Refusal, evolve, refuse, step

ORDINARY = LEVELS[0]


class Levelled(ComplaintStep):
    """What sets a level sets its clocks, all from the first word on."""

    def filled(self, record: Complaint, site: Site) -> Self:
        """With the clocks of its level."""
        return self.with_clocks(record, site)

    def with_clocks(self, record: Complaint, site: Site) -> Self:
        """The clocks of the level; by when somebody above must know, unless they set it."""
        level = getattr(self, "level", "")
        if level not in site.policy.entries("complaint_levels"):
            return self
        start = record.opened_at or site.now
        knows = record.told_above_at or site.operator.roles & (Role.D | Role.M)
        return replace(
            self, feedback_due=feedback_by(level, start, site),
            answer_due=answer_by(level, start, site), cap=cap_of(level, start, site),
            tell_above_by=None if knows else tell_above_by(level, site.now, site),
        )  # type: ignore[call-arg]  # fmt: skip


def of_too_low_a_level(handler: str, level: str, site: Site) -> Iterator[Refusal]:
    """Who handles a level by the policy; somebody below with a reason (3.3)."""
    known = site.policy.entries("complaint_levels").get(level)
    wanted = roles_from((known.extra.get("handler", ""),)) if known else Role.NONE
    if wanted in HIGHEST and handler in site.people and rank(handler, site) < HIGHEST[wanted]:
        text = N_("{level} is handled by: {role}. Name one, or say why not.")
        role = Msg(ROLE_NAMES[wanted])
        yield refuse("handler", text, soft=True, level=level, role=role)


HIGHEST = {Role.D: 1, Role.M: 2}


@step(
    "complaint.assessed",
    clause="4.2",
    by=EVERYONE,
    opens=frozenset({ACKED}),
    title=N_("Assess"),
    hint=N_("level, danger, who"),
    not_yet=N_("Acknowledge the complaint first; later the level is changed instead."),
)
class Assessed(Levelled):
    """Level, danger, scope, homes and handler (C04)."""

    level: Code = slots.code(N_("Level"), "complaint_levels")
    danger: Answer = slots.answer(N_("Danger"))
    in_scope: Answer = slots.answer(N_("Ours"))
    homes: int | None = slots.count(N_("Homes"), default=1)
    handler: str = slots.person(N_("Handler"))
    repeat_of: str = slots.number(N_("Repeats"), default="")
    feedback_due: Moment = slots.hidden(slots.Kind.MOMENT, default=None)
    answer_due: Moment = slots.hidden(slots.Kind.MOMENT, default=None)
    cap: Moment = slots.hidden(slots.Kind.MOMENT, default=None)
    tell_above_by: Moment = slots.hidden(slots.Kind.MOMENT, default=None)

    @classmethod
    def suggest(cls, record: Complaint, site: Site) -> Mapping[str, object]:
        """Whoever was told to the owner, and the level that the topic usually has."""
        usual = site.policy.subcategory(record.sub).priority if record.sub else ""
        level = usual if usual in LEVELS else ""
        return {"handler": record.handler, "homes": record.homes, "level": level}

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """As grave as its homes and its repetition make it; nobody judges himself."""
        least = least_level(self.homes or 1, self.repeat_of, site)
        if self.danger:
            least = LEVELS[-1]
        if self.level in LEVELS and LEVELS.index(self.level) < LEVELS.index(least):
            text = N_("This is at least {level}: danger, many homes, or a repeat.")
            yield refuse("level", text, level=least)
        if self.repeat_of and not is_repeat(complaint, self.repeat_of, site):
            text = N_("{number} is no complaint of this room within the time of a repeat.")
            yield refuse("repeat_of", text, clause="H45b", number=self.repeat_of)
        likely = "" if self.repeat_of else likely_repeat(complaint, site)
        if likely:
            text = N_("{number} was about the same: name it, or say why it is no repeat.")
            yield refuse("repeat_of", text, clause="H45b", soft=True, number=likely)
        barred = tuple(handler_refusals("handler", self.handler, complaint, site))
        yield from barred or of_too_low_a_level(self.handler, self.level, site)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Its level rules its clocks."""
        return evolve(
            complaint, state=ASSESSED, level=self.level, levelled_at=head.at,
            danger=self.danger is True, in_scope=self.in_scope is not False,
            homes=self.homes or 1, handler=self.handler,
            handlers=(*complaint.handlers, self.handler), repeat_of=self.repeat_of,
            feedback_due=self.feedback_due, answer_due=self.answer_due, cap=self.cap,
            tell_above_by=self.tell_above_by,
        )  # fmt: skip

    def brings(self, complaint: Complaint, site: Site) -> Iterator[Act]:
        """Danger is an incident at once."""
        if self.danger:
            what = complaint.points[0].words if complaint.points else complaint.note
            yield Act("", Reported(what=what, place=complaint.room or complaint.number))

    def line(self) -> tuple[Msg, ...]:
        """Level and handler; danger, homes, what it repeats, where it is not ours."""
        said = (
            Msg(N_("Danger now")) if self.danger else None,
            Msg(N_("Not ours")) if self.in_scope is False else None,
            Msg(N_("Homes: {n}"), {"n": self.homes or 1}) if (self.homes or 1) > 1 else None,
            Msg(N_("Repeats {number}"), {"number": self.repeat_of}) if self.repeat_of else None,
        )
        return (
            Msg(N_("Assessed: {level}"), {"level": Coded("complaint_levels", self.level)}),
            Msg("{who}", {"who": By(self.handler)}), *filter(None, said),
        )  # fmt: skip


@step(
    "complaint.verify_started",
    clause="4.2",
    by=EVERYONE,
    opens=frozenset({ASSESSED}),
    title=N_("Plan check"),
    hint=N_("what, whom, when"),
    not_yet=N_("Set the level first."),
)
class VerifyStarted(ComplaintStep):
    """What to look at, whom to hear, by when (C05)."""

    plan: Words = slots.words(N_("Look at"), least=4, most=500, lines=2)
    due: Moment = slots.moment(N_("By"), "future")

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """A graver one is planned by a supervisor or manager."""
        above = Role.D | Role.M
        if record.level != ORDINARY and not site.operator.roles & above:
            yield refuse("", N_("Above the ordinary level a supervisor or manager plans it."))

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """The looking begins."""
        return evolve(complaint, state=VERIFYING, plan=self.plan, plan_due=self.due)

    def line(self) -> tuple[Msg, ...]:
        """The plan."""
        return Msg(N_("Verification planned")), Msg("{said}", {"said": self.plan})


@step(
    "complaint.escalated",
    clause="4.2",
    by=SUPERVISOR | MANAGER,
    opens=BEFORE_ANSWER | {REVIEW},
    title=N_("Change"),
    hint=N_("level or handler"),
    not_yet=N_("Only between the first word and the answer do level and handler change."),
)
class Escalated(Levelled):
    """Another level or another handler, and why (C30)."""

    level: Code = slots.code(N_("Level"), "complaint_levels", default="")
    handler: str = slots.person(N_("Handler"), default="")
    reason: Words = slots.words(N_("Reason"), least=4, most=300)
    feedback_due: Moment = slots.hidden(slots.Kind.MOMENT, default=None)
    answer_due: Moment = slots.hidden(slots.Kind.MOMENT, default=None)
    cap: Moment = slots.hidden(slots.Kind.MOMENT, default=None)
    tell_above_by: Moment = slots.hidden(slots.Kind.MOMENT, default=None)

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """Something changes, and not into the hands of whom it is about."""
        same_level = self.level in ("", complaint.level)
        if same_level and self.handler in ("", complaint.handler):
            yield refuse("level", N_("Give another level or another handler."))
        if self.handler:
            barred = tuple(handler_refusals("handler", self.handler, complaint, site))
            level = self.level or complaint.level
            yield from barred or of_too_low_a_level(self.handler, level, site)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Its clocks run from the first word, whatever the level."""
        handler = self.handler or complaint.handler
        return evolve(
            complaint, level=self.level or complaint.level, handler=handler,
            levelled_at=head.at if self.level else complaint.levelled_at,
            handlers=tuple(filter(None, (*complaint.handlers, handler))),
            tell_above_by=self.tell_above_by or complaint.tell_above_by,
            feedback_due=self.feedback_due or complaint.feedback_due,
            answer_due=self.answer_due or complaint.answer_due,
            cap=min((t for t in (self.cap, complaint.cap) if t), default=None),
        )  # fmt: skip

    def line(self) -> tuple[Msg, ...]:
        """What changed, and why."""
        level = Msg("{level}", {"level": Coded("complaint_levels", self.level)})
        handler = Msg("{who}", {"who": By(self.handler)})
        return (
            Msg(N_("Level or handler changed")), *((level,) if self.level else ()),
            *((handler,) if self.handler else ()), Msg("{said}", {"said": self.reason}),
        )  # fmt: skip
