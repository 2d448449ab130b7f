"""The sentences on complaints, each with what carries it out (4.1 to 4.3)."""

from __future__ import annotations

from deskapp.handbook.clauses import Mode, Sentence
from deskapp.handbook.message import N_

HARD, PROMPT, RECORD = Mode.HARD, Mode.PROMPT, Mode.RECORD

COMPLAINTS = (
    Sentence(
        id="4.1-1", gist=N_("Stay calm, hear it out, neither argue nor excuse."),
        modes=(PROMPT,), steps=(
            "ticket.complained_of", "ticket.complaint_opened", "complaint.drafted",
            "complaint.noted",
            "complaint.abuse_noted",
        ),
        tests=("test_complaint::test_one_word_opens_it_and_points_come_before_receiving",),
        missing=N_("the phrases at every stage"),
    ),
    Sentence(
        id="4.1-2", gist=N_("Give room to speak, and show that you listen."),
        modes=(PROMPT, RECORD), steps=(
            "complaint.point_noted",
            "complaint.received",
            "complaint.acknowledged",
        ),
        tests=("test_complaint::test_one_word_opens_it_and_points_come_before_receiving",),
        missing=N_("the phrases at every stage"),
    ),
    Sentence(
        id="4.2-1", gist=N_("Once they are calm, find out fairly what is true."),
        modes=(HARD, PROMPT), steps=(
            "complaint.assessed",
            "complaint.verify_started",
            "complaint.escalated",
            "complaint.above_told",
            "complaint.sealed",
            "complaint.contacted",
            "complaint.evidence_noted",
            "complaint.person_heard",
            "complaint.finding_set",
            "complaint.verified",
        ),
        tests=("test_complaint::test_no_finding_without_evidence_and_no_plan_without_cause","test_complaint::test_whom_it_is_about_is_heard_or_it_is_said_why_not"),
    ),
    Sentence(
        id="4.2-2", gist=N_("Name the cause: our service, a device, our words, or others."),
        modes=(HARD,), steps=(
            "complaint.cause_set",
            "complaint.root_cause_set",
        ),
        tests=("test_complaint::test_no_finding_without_evidence_and_no_plan_without_cause",),
    ),
    Sentence(
        id="4.3-1", gist=N_("Offer what fits the cause, explain it, win agreement."),
        modes=(HARD,), steps=(
            "complaint.solution_noted",
            "complaint.proposed",
            "complaint.objected",
            "complaint.review_started",
            "complaint.final_answer",
            "complaint.point_answered",
            "complaint.answered",
            "complaint.closed_disagreed",
            "complaint.withdrawn",
            "complaint.inside_settled",
            "complaint.merged",
            "complaint.member_joined",
            "complaint.member_told",
            "complaint.unmerged",
            "complaint.member_left",
            "complaint.referred",
            "complaint.disclosed",
            "complaint.suspended",
            "complaint.resumed",
        ),
        tests=("test_complaint::test_objection_second_look_and_closed_as_disagreed",),
    ),
    Sentence(
        id="4.3-2", gist=N_("What costs money or needs the owner's help needs their yes."),
        modes=(HARD,), steps=(
            "ticket.charge_agreed", "ticket.opened_for_complaint", "complaint.agreed",
            "complaint.cost_refused", "complaint.action_opened", "complaint.action_linked",
            "complaint.actions_opened",
        ),
        tests=("test_done::test_nothing_is_charged_that_was_not_agreed",),
            ),
)  # fmt: skip
"""How a complaint is heard, verified and settled."""
