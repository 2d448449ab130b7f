"""Writing a line, striking it out, and noting what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Self

from deskapp.handbook import slots
from deskapp.handbook.fields.fold import fold_line
from deskapp.handbook.logbook.state import (
    NEW,
    STANDS,
    STRUCK,
    WRITTEN,
    Correction,
    LogLine,
    LogStep,
)
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK, EVERYONE, MANAGER, SUPERVISOR
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Answer, Moment, Words
from deskapp.handbook.step import Head, Refusal, evolve, refuse, step


@step(
    "log.written",
    clause="H46",
    by=EVERYONE,
    opens=NEW,
    title=N_("Log line"),
)
class Written(LogStep):
    """One line: what happened; the time of the event is kept apart from the time of entry."""

    text: Words = slots.words(N_("Line"), least=1, most=500)
    happened_at: Moment = slots.moment(N_("Happened"), "past", default=None)
    late_reason: Words = slots.words(N_("Why late"), default="", least=2, most=200)
    sheet: Words = slots.words(N_("Sheet no."), default="", least=0, most=20)
    again: Answer = slots.answer(N_("Once more"), default=None)
    quiet: Answer = slots.hidden(slots.Kind.ANSWER, default=None)
    late: Answer = slots.hidden(slots.Kind.ANSWER, default=None)

    def filled(self, record: LogLine, site: Site) -> Self:
        """Whether it is a late entry: written long after the event, or from paper (G-5)."""
        return replace(self, late=bool(self.sheet) or is_late(self.happened_at, site))

    def refusals(self, record: LogLine, site: Site) -> Iterator[Refusal]:
        """A late line says why; the same line twice within seconds is asked about."""
        if is_late(self.happened_at, site) and not (self.late_reason or self.sheet):
            limit = site.policy.limit("late_entry_min")
            text = N_("Over {n} minutes ago: say why it is written late, or name the paper sheet.")
            yield refuse("late_reason", text, n=limit)
        if not self.again and self._just_written(site):
            text = N_("The same line was written just now: say yes if it happened again.")
            yield refuse("again", text)

    def _just_written(self, site: Site) -> bool:
        last = site.record(site.newest(self.letter))
        if not isinstance(last, LogLine) or last.written_at is None or last.state != WRITTEN:
            return False
        if self.happened_at and self.happened_at != last.happened_at:
            return False
        # On a clock that was set back the last line lies in the future: that is no repetition.
        since = site.now - last.written_at
        soon = timedelta() <= since <= timedelta(seconds=site.policy.limit("log_twice_s"))
        return soon and fold_line(last.text) == fold_line(self.text)

    def after(self, line: LogLine, head: Head) -> LogLine:
        """On the log."""
        return evolve(
            line,
            state=WRITTEN,
            text=self.text,
            quiet=bool(self.quiet),
            happened_at=self.happened_at or head.at,
            written_at=head.at,
            by=head.operator,
            late=bool(self.late),
            late_reason=self.late_reason,
            sheet=self.sheet,
        )

    def line(self) -> tuple[Msg, ...]:
        """The words; a late entry says that it is one."""
        text = N_("Late entry, {when}: {text}") if self.late else "{text}"
        head = Msg(text, {"when": self.happened_at or "", "text": self.text})
        why = Msg("{why}", {"why": self.late_reason}) if self.late_reason else None
        sheet = Msg(N_("from paper, sheet {sheet}"), {"sheet": self.sheet}) if self.sheet else None
        return tuple(filter(None, (head, why, sheet)))


@step(
    "log.struck",
    clause="H46",
    by=EVERYONE,
    opens=STANDS,
    title=N_("Strike"),
    hint=N_("wrong, with reason"),
    not_yet=N_("This line has been struck out already."),
)
class Struck(LogStep):
    """The words struck out for a reason, the right ones under them; nothing is deleted."""

    why: Words = slots.words(N_("Why"), least=2, most=200)
    text: Words = slots.words(N_("Now"), default="", least=1, most=500)

    @classmethod
    def bars(cls, record: LogLine, site: Site) -> Iterator[Refusal]:
        """Only who wrote it corrects it, or a supervisor."""
        chief = site.operator.roles & (SUPERVISOR | MANAGER)
        if record.by and record.by != site.operator.id and not chief:
            author = site.people.get(record.by)
            text = N_("Only {name}, who wrote it, or a supervisor corrects this line.")
            yield refuse("", text, name=author.name if author else record.by)

    def refusals(self, record: LogLine, site: Site) -> Iterator[Refusal]:
        """A correction says something else."""
        if self.text and self.text == record.text:
            yield refuse("text", N_("These are the same words; write what is right."))

    def after(self, line: LogLine, head: Head) -> LogLine:
        """Struck out; with new words the line goes on standing."""
        made = Correction(struck=line.text, why=self.why, by=head.operator, at=head.at)
        state = WRITTEN if self.text else STRUCK
        return evolve(line, state=state, text=self.text, corrections=(*line.corrections, made))

    def line(self) -> tuple[Msg, ...]:
        """Why, and what holds instead."""
        head = Msg(N_("Struck out: {why}"), {"why": self.why})
        return (head, Msg(N_("Now: {text}"), {"text": self.text})) if self.text else (head,)


@step(
    "log.passed_on",
    clause="H46",
    by=DESK | SUPERVISOR,
    opens=STANDS,
    title=N_("Pass on"),
    hint=N_("became a record"),
    not_yet=N_("This line has been struck out already."),
)
class PassedOn(LogStep):
    """The number of the incident or ticket that the line became."""

    number: str = slots.number(N_("Number"))

    @classmethod
    def bars(cls, record: LogLine, site: Site) -> Iterator[Refusal]:
        """Once."""
        if record.became:
            yield refuse("", N_("This line became {number} already."), number=record.became)

    def after(self, line: LogLine, head: Head) -> LogLine:
        """Linked."""
        return evolve(line, became=self.number)

    def line(self) -> tuple[Msg, ...]:
        """The number."""
        return (Msg(N_("Became {number}"), {"number": self.number}),)


def is_late(happened_at: datetime | None, site: Site) -> bool:
    """Whether a line about this moment is a late entry by now (G-5)."""
    limit = timedelta(minutes=site.policy.limit("late_entry_min"))
    return happened_at is not None and site.now - happened_at > limit


def quiet_line(text: str) -> Written:
    """Nothing to report is a line too (G-8)."""
    return Written(text=text, quiet=True)
