"""The 47 sentences of the handbook and the site's own rules, each with what carries it out.

A new step is entered by adding its kind to the sentence that it carries; what is then no longer
missing is deleted from `missing`.
"""

from __future__ import annotations

from deskapp.handbook.clauses import Mode, Sentence
from deskapp.handbook.message import N_
from deskapp.handbook.sentences_complaints import COMPLAINTS
from deskapp.handbook.sentences_night import NIGHT

HARD, SOFT, PROMPT = Mode.HARD, Mode.SOFT, Mode.PROMPT
RECORD, SHOW, MEASURE = Mode.RECORD, Mode.SHOW, Mode.MEASURE
FIGURE = N_("the figure")
CARD_TEST = ("test_shifts::test_the_card_is_read_once_in_a_shift",)

PREFACE = (
    Sentence(
        id="0-1", gist=N_("A job is one story from the first word to the last."), modes=(SHOW,),
        steps=("ticket.imported", "ticket.incident_opened", "ticket.undone"),
        views=("everything",), keys=("search",),
        tests=(
            "test_incident_and_staff::test_the_ticket_learns_the_number_of_its_incident",
            "test_queue::test_a_room_s_open_tickets_come_before_its_newest",
            "test_undoing::test_t40_a_wrong_dispatch_is_undone_and_both_rows_stay",
        ),
        missing=N_("complaints and handovers in the same story"),
    ),
    Sentence(
        id="0-2", gist=N_("Good service shows in content owners, not in speed alone."),
        modes=(MEASURE,), missing=FIGURE,
    ),
    Sentence(
        id="0-3", gist=N_("The same steps for everybody, by one version of the rules."),
        modes=(HARD,), steps=("site.opened", "register.imported", "filter.saved"),
        fields=("ticket.recorded.policy",),
        tests=(
            "test_intake::test_after_a_change_of_limits_a_new_ticket_names_the_new_policy_an_old_one_its_own",
            "test_intake::test_a_form_of_an_older_policy_is_checked_again",
        ),
    ),
    Sentence(
        id="0-4", gist=N_("A rule may be passed with a reason; the supervisor sees it."),
        modes=(SOFT,), fields=("ticket.recorded.override", "ticket.recorded.override_by"),
        tests=(
            "test_gate::test_skipping_the_read_back_asks_for_a_reason_and_dots_are_none",
            "test_gate::test_no_reason_passes_a_hard_gate",
            "test_commands::test_every_gate_that_was_passed_is_on_one_list",
            "test_gate::test_where_the_policy_says_so_only_a_supervisor_lets_it_pass",
        ),
    ),
)  # fmt: skip

CONDUCT = (
    Sentence(
        id="1.1-1", gist=N_("Service is talking until both sides understand."), modes=(SHOW,),
        missing=N_("the tip of the day"),
    ),
    Sentence(
        id="1.1-2",
        gist=N_("Danger stands first, then broken promises, then what is due next."),
        modes=(RECORD,), views=("all", "danger"),
        tests=("test_queue::test_danger_comes_first_then_the_earliest_due",),
    ),
    Sentence(
        id="1.1-3", gist=N_("Stay friendly and patient, and say that you feel with them."),
        modes=(PROMPT,), missing=N_("the phrases at every stage"),
    ),
    Sentence(
        id="1.1-4", gist=N_("Owners differ: know what each of them needs."), modes=(RECORD,),
        steps=(
            "register.corrected", "register.moved_in", "register.moved_out",
            "register.care_noted", "register.care_ended", "register.revealed",
            "register.contact_planned", "register.described",
        ),
        keys=("register",),
        tests=("test_household::test_a_sensitive_need_is_noted_only_with_a_yes",),
    ),
    Sentence(
        id="1.2-1", gist=N_("Neat dress shows that we know our work."), modes=(SHOW,),

        steps=("person.shift_begun",), tests=CARD_TEST,
    ),
    Sentence(
        id="1.2-2", gist=N_("The uniform is complete and clean."), modes=(SHOW,),
        steps=("person.shift_begun",), tests=CARD_TEST,
    ),
    Sentence(
        id="1.2-3", gist=N_("Hair, face and hands are tidy."), modes=(SHOW,),
        steps=("person.shift_begun",), tests=CARD_TEST,
    ),
    Sentence(
        id="1.2-4", gist=N_("Stand and sit upright."), modes=(SHOW,),
        steps=("person.shift_begun",), tests=CARD_TEST,
    ),
    Sentence(
        id="1.2-5", gist=N_("Look at whoever speaks, and let them finish."), modes=(PROMPT,),
        missing=N_("a free note that is sorted into fields later"),
    ),
    Sentence(
        id="1.2-6", gist=N_("Let others pass first, and keep the noise down."), modes=(SHOW,),
        limits=("quiet_from_h", "quiet_to_h"),
        tests=("test_what_is_due::test_at_night_only_danger_makes_a_sound",),
        steps=("person.shift_begun",),
    ),
    Sentence(
        id="1.3-1", gist=N_("Words are the bridge; here they stand in two languages."),
        modes=(SHOW,), keys=("language",),
        tests=("test_frame::test_every_word_changes_with_the_language",),
    ),
    Sentence(
        id="1.3-2", gist=N_("Speak politely, to the point, clearly and briefly."),
        modes=(PROMPT,), phrases=("greet.phone", "onspot", "later", "bye"),
        tests=("test_policy_phrases::test_a_filled_phrase_fits_two_lines",),
    ),
    Sentence(
        id="1.3-3", gist=N_("Greeting, please and thanks belong into every talk."),
        modes=(PROMPT,), phrases=("greet.phone", "greet.late", "bye"),
        tests=("test_clauses::test_greeting_and_farewell_are_courteous",),
        missing=N_("the words to avoid, shown in practice"),
    ),
    Sentence(
        id="1.3-4", gist=N_("Answer rightly; if you cannot, say why and by when, and keep it."),
        modes=(HARD,), steps=(
            "ticket.accepted", "ticket.settled_on_spot", "ticket.answered",
            "outage.announced", "outage.updated", "outage.ended",
        ),
        phrases=("unknown",), views=("rings",),
        tests=(
            "test_intake::test_an_enquiry_without_an_answer_and_without_a_reply_time_is_refused",
            "test_intake::test_an_enquiry_kept_open_has_reason_time_and_person",
            "test_reminders::test_a_promised_reply_rings_at_its_time_until_it_is_given",
            "test_clarifying::test_a_promised_reply_closes_the_enquiry_with_the_owners_word",
        ),
    ),
    Sentence(
        id="1.3-5", gist=N_("A warm voice, no hurry, plain words for the trade's own."),
        modes=(PROMPT,), fields=("ticket.accepted.steps",),
        tests=(
            "test_at_the_first_word::test_jargon_for_an_owner_is_offered_in_plain_words_and_bars_nothing",
        ),
    ),
)  # fmt: skip

RECEPTION = (
    Sentence(
        id="2.1-1", gist=N_("Calls and visits begin at the desk, and so does their clock."),
        modes=(RECORD,), keys=("intake",),
        fields=("ticket.recorded.channel", "ticket.recorded.contact_start"),
        tests=(
            "test_intake::test_a_call_opens_as_a_phone_call_that_begins_now",
        ),
    ),
    Sentence(
        id="2.1-2", gist=N_("Pick up within three rings and say who we are."),
        modes=(PROMPT, RECORD, MEASURE), fields=("ticket.recorded.rings",),
        phrases=("greet.phone", "greet.late", "greet.night"),
        tests=(
            "test_greeting::test_after_the_fourth_ring_the_greeting_is_an_apology",
        ),
        missing=FIGURE,
    ),
    Sentence(
        id="2.1-3", gist=N_("Hear them out, and write it down while they speak."),
        modes=(RECORD,), fields=("ticket.recorded.what", "ticket.recorded.note"), keys=("parked",),
        tests=(
            "test_killed_screens::test_a_kill_in_any_field_loses_the_last_second_of_typing_at_most",
        ),
    ),
    Sentence(
        id="2.1-4", gist=N_("Thank them, and let them hang up first."),
        modes=(PROMPT, RECORD, MEASURE), phrases=("bye",),
        fields=("ticket.recorded.thanked", "ticket.recorded.caller_hung_up_first"),
        tests=("test_greeting::test_thanks_and_who_hung_up_are_kept_when_ticked",),
        missing=FIGURE,
    ),
    Sentence(
        id="2.1-5", gist=N_("For a visitor: stand up, smile, greet."), modes=(PROMPT,),
        phrases=("greet.walkin",),
        tests=("test_greeting::test_a_visitor_is_greeted_and_offered_a_seat",),
    ),
    Sentence(
        id="2.1-6", gist=N_("Offer a seat and some water."), modes=(PROMPT,),
        phrases=("greet.walkin",),
        tests=("test_greeting::test_a_visitor_is_greeted_and_offered_a_seat",),
    ),
    Sentence(
        id="2.1-7", gist=N_("Whoever is there has all our attention; the rest waits."),
        modes=(PROMPT,), views=("rings",),
        tests=("test_what_is_due::test_while_somebody_is_served_only_danger_speaks_up",),
    ),
)  # fmt: skip

RECORDING = (
    Sentence(
        id="2.2-1", gist=N_("Ask until it is clear what they really need."),
        modes=(PROMPT, RECORD), steps=("ticket.clarified",), fields=("ticket.recorded.wanted",),
        tests=(
            "test_policy::test_a_leak_is_asked_about_where_since_when_running_below_and_the_valve",
            "test_clarifying::test_each_question_of_a_leak_has_an_answer_of_its_own",
            "test_at_the_first_word::test_a_leak_is_asked_about_and_each_answer_stands_under_its_question",
        ),
    ),
    Sentence(
        id="2.2-2", gist=N_("Five things make a call: who, where, contact, what, since when."),
        modes=(SOFT,),
        steps=(
            "ticket.recorded", "ticket.abandoned", "ticket.field_corrected", "ticket.imported",
            "ticket.draft_recovered",
        ),
        limits=("raised_reason_h", "clock_skew_min"),
        tests=(
            "test_intake::test_five_missing_items_are_five_refusals",
            "test_intake::test_an_item_that_is_neither_given_nor_excused_is_named",
            "test_the_ends::test_a_call_that_was_given_up_goes_on_with_everything_that_was_said",
        ),
    ),
    Sentence(
        id="2.2-3", gist=N_("Read it back in three pieces; the caller confirms each one."),
        modes=(SOFT, MEASURE), steps=("ticket.read_back", "ticket.field_corrected"),
        phrases=("rb.who", "rb.phone", "rb.what", "rb.silent"), views=("debts",),
        tests=(
            "test_intake::test_a_chunk_that_was_not_read_back_is_named",
            "test_readback::test_rb_5_one_enter_confirms_one_chunk_only",
            "test_commands::test_the_figures_of_the_read_back_are_for_the_supervisor",
        ),
    ),
    Sentence(
        id="2.3-1", gist=N_("Every matter has its class: repair, common area, enquiry, other."),
        modes=(HARD,),
        steps=(
            "ticket.accepted", "ticket.accepted_emergency", "ticket.reclassified",
            "ticket.praise_passed",
        ),
        tests=(
            "test_intake::test_a_class_and_a_priority_are_needed",
            "test_clarifying::test_another_class_keeps_the_former_one_and_the_promise",
            "test_clarifying::test_a_praise_reaches_the_person_it_is_for",
        ),
    ),
    Sentence(
        id="2.3-2", gist=N_("What can be answered is answered now; ask whether it is clear."),
        modes=(RECORD, MEASURE), steps=("ticket.settled_on_spot",), phrases=("onspot",),
        tests=(
            "test_intake::test_without_the_owners_yes_nothing_is_settled_and_the_call_goes_on",
        ),
        missing=FIGURE,
    ),
    Sentence(
        id="2.3-3", gist=N_("Otherwise tell four things: why, what next, by when, whom to ring."),
        modes=(SOFT,), steps=("ticket.accepted", "ticket.referred", "ticket.looked_back"),
        phrases=("later",),
        tests=(
            "test_intake::test_each_of_the_four_things_told_is_asked_for",
            "test_ends::test_a_referral_names_body_number_and_date_and_the_owner_knows",
            "test_ends::test_looking_back_ends_it_only_when_it_is_settled_there",
        ),
    ),
)  # fmt: skip

WORK = (
    Sentence(
        id="3.1-1", gist=N_("Accepted and not yet dispatched: that has a clock of its own."),
        modes=(RECORD, MEASURE), steps=("ticket.dispatched", "ticket.declined"),
        views=("to_dispatch", "rings"),
        tests=(
            "test_queue::test_each_view_holds_its_tickets_and_no_other",
            "test_reminders::test_a_ticket_that_nobody_has_rings_when_its_time_to_dispatch_is_over",
            "test_declining::test_a_declined_order_is_nobody_s_and_somebody_is_called",
        ),
        missing=FIGURE,
    ),
    Sentence(
        id="3.1-2", gist=N_("Work goes to one named person, with a time and a clear task."),
        modes=(HARD,), phrases=("dispatch",),
        steps=(
            "ticket.dispatched", "ticket.taken", "ticket.reassigned", "person.added",
            "person.left",
        ),
        tests=(
            "test_dispatch::test_none_of_the_three_may_be_missing",
            "test_dispatch::test_a_department_or_somebody_who_left_is_not_a_person",
            "test_dispatch::test_as_soon_as_possible_is_no_job",
        ),
    ),
    Sentence(
        id="3.2-1", gist=N_("The person responsible follows the work to its end."),
        modes=(RECORD, MEASURE),
        steps=(
            "ticket.started", "ticket.progress_noted", "ticket.chased",
            "ticket.contact_attempted", "ticket.cancelled", "ticket.waiting", "ticket.resumed",
            "ticket.external_noted",
        ),
        views=("soon", "mine", "rings"),
        tests=(
            "test_progress::test_progress_says_where_it_stands_and_when_to_ask_again",
            "test_reminders::test_the_desk_asks_at_half_the_time_and_calls_the_owner_before_it_runs_out",
            "test_waiting::test_what_the_work_waits_for_is_said_with_a_time_to_ask_again",
            "test_authority::test_of_two_times_the_earlier_rules",
        ),
        missing=FIGURE,
    ),
    Sentence(
        id="3.2-2", gist=N_("Before a promise breaks, ring the owner and agree on a new one."),
        modes=(HARD,), steps=("ticket.due_changed", "ticket.call_made"), phrases=("delay",),
        views=("late",),
        tests=(
            "test_progress::test_not_reached_counts_only_after_a_logged_try",
            "test_progress::test_a_new_time_needs_reason_time_and_the_owners_answer",
            "test_ends::test_a_call_stands_until_it_is_answered",
        ),
    ),
    Sentence(
        id="3.2-3", gist=N_("Departments stay in touch and solve it together."), modes=(RECORD,),
        steps=(
            "ticket.clash_settled", "ticket.helper_added", "ticket.subtask_added",
            "ticket.subtask_opened", "ticket.merged", "ticket.unmerged", "ticket.reporter_joined",
            "ticket.reporter_left",
        ),
        views=("to_settle",),
        tests=(
            "test_linked::test_a_clash_is_settled_by_saying_what_holds",
            "test_parts::test_3_2_3_the_whole_does_not_close_over_an_open_part_and_says_which",
            "test_parts::test_t32_a_helper_is_one_person_with_one_task",
            "test_merging::test_t21_whoever_reported_it_stays_on_the_list_of_the_other_ticket",
            "test_merging::test_t24_taken_out_it_stands_as_it_stood",
        ),
    ),
    Sentence(
        id="3.3-1", gist=N_("Whoever did the work reports at once, to desk or owner."),
        modes=(RECORD, MEASURE), steps=("ticket.work_done",),
        fields=("ticket.work_done.ended_at", "ticket.work_done.told_owner"),
        tests=(
            "test_done::test_what_was_done_the_result_and_no_left_over_make_it_done",
        ),
        missing=FIGURE,
    ),
    Sentence(
        id="3.3-2",
        gist=N_("A report says what was done, what came of it, what is left over."),
        modes=(HARD,), steps=("ticket.work_done", "ticket.carried_over"),
        tests=(
            "test_done::test_a_blank_left_over_is_not_none",
            "test_done::test_a_left_over_has_a_person_and_a_date",
            "test_done::test_a_left_over_opens_a_ticket_of_its_own",
        ),
    ),
    Sentence(
        id="3.3-3", gist=N_("Ask the owner two things: is it solved, and how satisfied?"),
        modes=(HARD,), steps=("ticket.confirmed", "ticket.rework", "ticket.closed_unhappy"),
        phrases=("confirm.solved",), views=("to_confirm",),
        tests=(
            "test_closing::test_they_are_two_questions_and_each_has_its_answer",
            "test_closing::test_not_solved_is_never_closed_whatever_the_score",
        ),
    ),
    Sentence(
        id="3.3-4", gist=N_("Closed means that the owner said so; other ends are named."),
        modes=(MEASURE,),
        steps=(
            "ticket.confirmed", "ticket.closed_without_contact", "ticket.reopened",
            "ticket.reporter_told", "ticket.notice_left", "ticket.closed_unreached",
        ),
        views=("closed",), limits=("reopen_days",),
        tests=(
            "test_properties::test_no_day_at_the_desk_closes_a_ticket_against_the_handbook",
            "test_merging::test_x11_three_reports_ask_for_all_tells_before_it_is_closed",
            "test_close_codes::test_only_the_owners_own_word_counts_as_confirmed",
            "test_ends::test_three_tries_in_one_hour_stay_locked_and_say_what_is_missing",
        ),
        missing=N_("the split by code in the figures"),
    ),
)  # fmt: skip

OWN = (
    Sentence(
        id="P0", gist=N_("Danger: what and where are enough, the rest comes later."),
        modes=(HARD,), phrases=("safety.first",), views=("danger",), keys=("danger",),
        steps=(
            "ticket.accepted_emergency", "ticket.incident_opened", "incident.reported",
            "incident.response_started", "incident.notified",
        ),
        tests=("test_intake::test_in_danger_what_and_where_are_enough",),
    ),
    Sentence(
        id="H43a", gist=N_("Paid work: tell amount and ceiling, and have a yes first."),
        modes=(HARD,), steps=("ticket.charge_agreed",),
        tests=(
            "test_done::test_nothing_is_charged_that_was_not_agreed",
            "test_done::test_nothing_is_charged_above_the_ceiling_until_it_is_agreed_anew",
        ),
    ),
    Sentence(
        id="H43b", gist=N_("The owner's own part has its time; an adult is at home."),
        modes=(SOFT,),
        steps=("ticket.visit_booked", "ticket.visit_missed", "ticket.closed_no_access"),
        tests=(
            "test_ends::test_a_visit_is_booked_with_help_time_name_and_an_adult",
            "test_ends::test_two_visits_in_vain_a_card_and_a_call_close_it",
        ),
    ),
    Sentence(
        id="H43c", gist=N_("Not paid: do what is free, and tell the risk."), modes=(HARD,),
        steps=("ticket.charge_refused", "ticket.closed_for_cost"),
        tests=(
            "test_done::test_a_refused_charge_has_its_risk_told",
            "test_ends::test_the_free_part_and_the_safety_notice_come_first",
        ),
    ),
    Sentence(
        id="H44a", gist=N_("After a complaint somebody else calls within days."),
        modes=(SOFT, MEASURE), steps=(
            "complaint.contact_attempted",
            "complaint.closed",
            "complaint.notice_left",
            "complaint.closed_unreached",
            "complaint.closed_anonymous",
        ),
        tests=(
            "test_complaint::test_a_simple_complaint_comes_to_a_happy_end",
            "test_complaint_rows::test_c22_not_reached_takes_tries_days_bands_a_notice_and_waiting_and_then_the_manager",
        ),
        missing=N_("the phrases at every stage"),
    ),
    Sentence(
        id="H44b", gist=N_("Of ordinary repairs a drawn sample is called afterwards."),
        modes=(MEASURE,), steps=("ticket.followed_up", "ticket.follow_up_attempted"),
        views=("followups",),
        tests=(
            "test_follow_up::test_the_same_seed_draws_the_same_third_another_seed_another",
            "test_follow_up::test_after_three_tries_it_ends_unreached_which_is_not_satisfied",
        ),
    ),
    Sentence(
        id="H45a", gist=N_("What was justified gets a measure against the next one."),
        modes=(HARD,), steps=(
            "complaint.prevention_noted",
        ),
        tests=("test_complaint::test_objection_second_look_and_closed_as_disagreed",),
    ),
    Sentence(
        id="H45b", gist=N_("The same fault in the same room is shown as coming back."),
        modes=(PROMPT,), steps=("complaint.reopened",),
        tests=(
            "test_complaint::test_who_comes_back_in_time_goes_on_one_level_higher",
        ),
        missing=N_("the notice of a fault that comes back"),
    ),
)  # fmt: skip

SENTENCES = (*PREFACE, *CONDUCT, *RECEPTION, *RECORDING, *WORK, *COMPLAINTS, *OWN, *NIGHT)
"""Every sentence in the handbook's order, then the site's own."""
