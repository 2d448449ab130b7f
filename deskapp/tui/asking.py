"""The questions of a class as they are asked: one at a time, each answer kept under its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.handbook.ticket.clarifying import Clarified

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskapp.handbook.policy import Policy, Question


class Asking:
    """Which question is being asked; the answers outlive a change of class."""

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}
        self.questions: tuple[Question, ...] = ()
        self.at = 0

    def about(self, policy: Policy, sub: str, lang: str) -> None:
        """Ask what belongs to this class, from its first open question on."""
        self.questions = policy.questions(sub, lang) if sub in policy.classes else ()
        self.at = self._first_open()

    def _first_open(self) -> int:
        codes = [q.code for q in self.questions]
        return next((n for n, code in enumerate(codes) if code not in self.answers), 0)

    @property
    def now(self) -> Question | None:
        """The question being asked; None where the class is not known."""
        return self.questions[self.at] if self.questions else None

    @property
    def done(self) -> bool:
        """True if every question of the class has its answer."""
        return all(q.code in self.answers for q in self.questions)

    def keep(self, answer: str) -> None:
        """Put an answer under the question being asked; an empty one takes it away."""
        if self.now is None:
            return
        self.answers.pop(self.now.code, None)
        if answer.strip():
            self.answers[self.now.code] = answer.strip()

    def turn(self, by: int) -> bool:
        """The next or the former question; False if there is none that way."""
        if not 0 <= self.at + by < len(self.questions):
            return False
        self.at += by
        return True

    def go_on(self) -> bool:
        """To the first question without an answer; False if there is none."""
        self.at = self._first_open()
        return not self.done

    def restore(self, answers: Mapping[str, str]) -> None:
        """Go on where a draft stood."""
        self.answers = dict(answers)

    def steps(self) -> list[Clarified]:
        """What was asked and answered, as steps of the call's deed."""
        return [Clarified(question=code, answer=said) for code, said in self.answers.items()]
