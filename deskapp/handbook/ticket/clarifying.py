"""The questions that clear up a matter, each with its own answer (2.2)."""

from __future__ import annotations

from collections.abc import Mapping

from deskapp.handbook import slots
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import DESK
from deskapp.handbook.shown import Coded
from deskapp.handbook.site import Site
from deskapp.handbook.slots import Code, Words
from deskapp.handbook.step import Head, evolve, step
from deskapp.handbook.ticket.state import DRAFT, OPEN, Ticket, TicketStep

WANTED = "wanted"
"""The question whose answer is the outcome that the owner would like."""


@step(
    "ticket.clarified",
    clause="2.2",
    by=DESK,
    opens=OPEN | {DRAFT},
    title=N_("Clarify"),
    hint=N_("question, answer"),
    not_yet=N_("There is no open call or ticket to ask about."),
)
class Clarified(TicketStep):
    """One question of the class, and what the owner said to it."""

    question: Code = slots.code(N_("Question"), "questions")
    answer: Words = slots.words(N_("Answer"), least=0, most=200)

    @classmethod
    def suggest(cls, record: Ticket, site: Site) -> Mapping[str, object]:
        """The first question of the class that has no answer yet."""
        if record.sub not in site.policy.classes:
            return {}
        asked = (q.code for q in site.policy.questions(record.sub, ""))
        return {"question": next((q for q in asked if q not in record.answers), "")}

    def after(self, ticket: Ticket, head: Head) -> Ticket:
        """The answer in its own place; a later one to the same question takes it."""
        answers = {**ticket.answers, self.question: self.answer}
        wanted = self.answer if self.question == WANTED else ticket.wanted
        return evolve(ticket, answers=answers, wanted=wanted)

    def line(self) -> tuple[Msg, ...]:
        """The question, and the answer under it."""
        asked = Msg("{question}", {"question": Coded("questions", self.question)})
        return asked, Msg("{said}", {"said": self.answer})
