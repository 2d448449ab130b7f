"""The site's own rules for the guard's night: log, handover, incidents, signing in."""

from __future__ import annotations

from deskapp.handbook.clauses import Mode, Sentence
from deskapp.handbook.message import N_

HARD = Mode.HARD

NIGHT = (
    Sentence(
        id="H46", gist=N_("The log: one line a fact, its time apart, never rubbed out."),
        modes=(HARD,), steps=("log.written", "log.struck", "log.passed_on"),
        tests=(
            "test_logbook::test_g4_the_old_words_stay_with_who_when_and_why",
            "test_logbook::test_g5_a_line_about_an_hour_ago_is_a_late_entry_with_its_reason",
        ),
    ),
    Sentence(
        id="H47", gist=N_("A shift ends when somebody else has taken it over, line by line."),
        modes=(HARD,),
        steps=(
            "handover.prepared", "handover.line_added", "handover.refilled",
            "handover.line_worded", "handover.counted", "handover.offered",
            "handover.no_relief", "handover.line_taken", "handover.accepted",
            "handover.accepted_with_reservation", "handover.refused",
            "handover.supervisor_called", "site.duty_listed",
        ),
        limits=("relief_min",),
        tests=(
            "test_handover::test_h03_nobody_hands_over_to_themselves",
            "test_handover::test_h06_no_relief_is_a_state_and_no_dead_end",
        ),
    ),
    Sentence(
        id="H48", gist=N_("An incident runs to its end: who knows, what was done, what changes."),
        modes=(HARD,),
        steps=(
            "incident.confirmed", "incident.level_changed", "incident.action",
            "incident.checked", "incident.arrived", "incident.false_alarm", "incident.amended",
            "incident.reopened", "incident.controlled", "incident.handed_to_authority",
            "incident.returned", "incident.report_written", "incident.flats_listed",
            "incident.flat_told", "incident.review_started", "incident.closed",
            "incident.logged", "incident.call_answered", "incident.footage_noted",
            "incident.footage_saved", "incident.damage_linked",
        ),
        limits=(
            "next_in_chain_min", "talk_lift_min", "lift_on_site_min", "cctv_remind_days",
            "cctv_days",
        ),
        tests=(
            "test_incidents::test_g7_who_is_not_reached_hands_on_to_the_next_and_is_tried_again",
            "test_incidents::test_i11_it_closes_with_cause_loss_and_what_is_changed",
        ),
    ),
    Sentence(
        id="H49", gist=N_("Who sits here signs with their own PIN; an idle screen locks."),
        modes=(HARD,), steps=("person.pin_set", "person.pin_failed", "person.exported"),
        keys=("person",),
        limits=("lock_min", "lock_night_min", "pin_digits", "pin_tries", "reveals_per_h"),
        tests=(
            "test_signing::test_a_pin_that_everybody_tries_is_refused",
            "test_pins::test_wrong_pins_are_kept_and_make_the_next_one_wait",
            "test_access::test_fifty_looks_in_an_hour_are_flagged",
        ),
    ),
    Sentence(
        id="H50", gist=N_("Names and numbers are masked; a look has a reason and is logged."),
        modes=(HARD,), steps=("person.looked",), limits=("reveal_s", "reveals_per_h"),
        tests=(
            "test_looking::test_a_look_needs_a_reason_and_stays_in_the_past_of_who_looked",
            "test_access::test_fifty_looks_in_an_hour_are_flagged",
        ),
    ),
)  # fmt: skip
