"""Several complaints of one event: one is handled, everybody is told (4.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Self

from deskapp.handbook import slots
from deskapp.handbook.complaint.assessing import Levelled
from deskapp.handbook.complaint.state import (
    ACKED,
    ASSESSED,
    LEVELS,
    MERGED,
    OPEN,
    RECEIVED,
    Complaint,
    ComplaintStep,
    Member,
)
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import EVERYONE, MANAGER, SUPERVISOR
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Code, Moment, Words
from deskapp.handbook.step import Act, Head, Refusal, evolve, refuse, step

ENDED = N_("The complaint has come to its end.")


@step(
    "complaint.merged",
    clause="4.3",
    by=SUPERVISOR | MANAGER,
    opens=frozenset({RECEIVED, ACKED, ASSESSED}),
    title=N_("Into group"),
    hint=N_("the same event"),
    not_yet=N_("Only before the verification is it joined to a group."),
)
class Merged(ComplaintStep):
    """The same event as another complaint; its owner stays on the list to be told (C28)."""

    group: str = slots.number(N_("Group"))

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """Another open complaint."""
        other = site.record(self.group)
        fits = isinstance(other, Complaint) and other.state in OPEN
        if self.group == complaint.number or not fits:
            yield refuse("group", N_("Name another open complaint of the same event."))
        elif isinstance(other, Complaint) and other.handler in complaint.about:
            text = N_("{number} is handled by somebody whom this one is about.")
            yield refuse("group", text, clause="X19", number=self.group)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Part of a group."""
        return evolve(complaint, state=MERGED, group=self.group)

    def brings(self, complaint: Complaint, site: Site) -> Iterator[Act]:
        """The group knows whom to tell, whoever was to be told here too."""
        yield Act(self.group, MemberJoined(complaint=complaint.number, room=complaint.room))
        for member in complaint.members:
            yield Act(self.group, MemberJoined(complaint=member.complaint, room=member.room))

    def line(self) -> tuple[Msg, ...]:
        """Which group."""
        return (Msg(N_("Joined to {number}"), {"number": self.group}),)


@step(
    "complaint.member_joined",
    clause="4.3",
    by=EVERYONE,
    opens=OPEN,
    title=N_("Member"),
    not_yet=ENDED,
    brought=True,
)
class MemberJoined(Levelled):
    """One more who complains about the same event; many homes make it grave."""

    complaint: str = slots.number(N_("Complaint"))
    room: str = slots.room(N_("Room"), default="")
    level: Code = slots.hidden(slots.Kind.CODE, choices="complaint_levels", default="")
    feedback_due: Moment = slots.hidden(slots.Kind.MOMENT, default=None)
    answer_due: Moment = slots.hidden(slots.Kind.MOMENT, default=None)
    cap: Moment = slots.hidden(slots.Kind.MOMENT, default=None)
    tell_above_by: Moment = slots.hidden(slots.Kind.MOMENT, default=None)

    def filled(self, record: Complaint, site: Site) -> Self:
        """From so many homes on the highest level, with its clocks."""
        many = _homes(record) >= site.policy.limit("group_homes")
        rises = many and record.level not in ("", LEVELS[-1])
        return replace(self, level=LEVELS[-1]).with_clocks(record, site) if rises else self

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """One more to tell."""
        member = Member(complaint=self.complaint, room=self.room)
        joined = evolve(complaint, members=(*complaint.members, member), homes=_homes(complaint))
        if not self.level:
            return joined
        return evolve(
            joined, level=self.level, levelled_at=head.at, feedback_due=self.feedback_due,
            answer_due=self.answer_due, cap=self.cap, tell_above_by=self.tell_above_by,
        )  # fmt: skip

    def line(self) -> tuple[Msg, ...]:
        """Which complaint."""
        return (Msg(N_("{number} joins"), {"number": self.complaint}),)


def _homes(complaint: Complaint) -> int:
    """How many homes complain once one more has joined."""
    return max(complaint.homes, len(complaint.members) + 2)


@step(
    "complaint.member_told",
    clause="4.3",
    by=EVERYONE,
    opens=OPEN,
    title=N_("Tell"),
    hint=N_("one of the group"),
    not_yet=ENDED,
)
class MemberTold(ComplaintStep):
    """One of the group was told what came of it."""

    complaint: str = slots.number(N_("Complaint"))
    how: Code = slots.code(N_("How"), "consent_how")
    said: Words = slots.words(N_("Said"), default="", least=0)

    @classmethod
    def lacks(cls, record: Complaint, site: Site) -> Iterator[Refusal]:
        """There is a group."""
        if not record.members:
            yield refuse("", N_("Nobody else complains with this one."))

    @classmethod
    def suggest(cls, record: Complaint, site: Site) -> Mapping[str, object]:
        """The first who was not told yet."""
        return {"complaint": next((m.complaint for m in record.members if not m.told_at), "")}

    def refusals(self, complaint: Complaint, site: Site) -> Iterator[Refusal]:
        """One of this group."""
        if self.complaint not in (m.complaint for m in complaint.members):
            yield refuse("complaint", N_("{number} is not in this group."), number=self.complaint)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """Told."""
        members = (
            replace(m, told_at=head.at) if m.complaint == self.complaint else m
            for m in complaint.members
        )
        return evolve(complaint, members=tuple(members))

    def line(self) -> tuple[Msg, ...]:
        """Who, and how."""
        blanks = {"number": self.complaint, "how": Coded("consent_how", self.how)}
        return Msg(N_("{number} told: {how}"), blanks), Msg("{said}", {"said": self.said})


@step(
    "complaint.unmerged",
    clause="4.3",
    by=SUPERVISOR | MANAGER,
    opens=frozenset({MERGED}),
    title=N_("Take out"),
    hint=N_("not the same"),
    not_yet=N_("It is in no group."),
)
class Unmerged(ComplaintStep):
    """Not the same event after all: on its own again (C31)."""

    why: Words = slots.words(N_("Why"), least=4, most=300)

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """As it was."""
        return evolve(complaint, state=ASSESSED, group="", level=complaint.level or "K3")

    def brings(self, complaint: Complaint, site: Site) -> Iterator[Act]:
        """The group's list loses it."""
        before = complaint.last.before if complaint.last else None
        if isinstance(before, Complaint) and before.group:
            yield Act(before.group, MemberLeft(complaint=complaint.number))

    def line(self) -> tuple[Msg, ...]:
        """Why."""
        return Msg(N_("Out of the group")), Msg("{said}", {"said": self.why})


@step(
    "complaint.member_left",
    clause="4.3",
    by=EVERYONE,
    opens=OPEN | {"closed", "closed_disagreed", "withdrawn"},
    title=N_("Left group"),
    not_yet=ENDED,
    brought=True,
)
class MemberLeft(ComplaintStep):
    """One who did not belong to the group."""

    complaint: str = slots.number(N_("Complaint"))

    def after(self, complaint: Complaint, head: Head) -> Complaint:
        """One less to tell."""
        members = tuple(m for m in complaint.members if m.complaint != self.complaint)
        return evolve(complaint, members=members)

    def line(self) -> tuple[Msg, ...]:
        """Which complaint."""
        return (Msg(N_("{number} leaves"), {"number": self.complaint}),)
