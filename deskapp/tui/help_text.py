"""What the help says of each place, in our own words: the handbook's rules and the keys."""

from __future__ import annotations

from dataclasses import dataclass

from deskapp.handbook.message import N_
from deskapp.handbook.slots import Kind

Paragraphs = tuple[tuple[str, str], ...]
"""A clause or key, and a sentence about it (a msgid)."""


@dataclass(frozen=True)
class Topic:
    """One place: the handbook's rules by clause, and its own keys."""

    rules: Paragraphs = ()
    keys: Paragraphs = ()


_ARROWS = (N_("Up Down"), N_("Choose; PgUp and PgDn turn the page."))
_NARROW = (N_("Letters"), N_("The list narrows as you type, in either language."))
_BACK = ("Esc", N_("Back; nothing typed is lost."))
_NEXT = ("Enter", N_("The next field."))
_BEGUN = ("2.2", N_("A call once begun is accepted, or abandoned with a reason."))

TOPICS: dict[str, Topic] = {
    "register": Topic(
        rules=(
            ("1.1", N_("Note what somebody needs only if they agree to it.")),
            ("2.2", N_("A register number is never read out: ask for its last four digits.")),
        ),
        keys=(
            _NARROW,
            _ARROWS,
            ("Ctrl+R", N_("Names and numbers in full for a moment; the reason is logged.")),
            ("F9", N_("Import or export the register: type the first letters.")),
            _BACK,
        ),
    ),
    "outages": Topic(
        rules=(
            ("1.3", N_("Say what is off, why, and till when; every call shows it.")),
            ("1.3", N_("When that time is over: news, or it works again.")),
        ),
        keys=(
            ("Enter", N_("The first row announces one; another is opened.")),
            _ARROWS,
            _BACK,
        ),
    ),
    "import": Topic(
        rules=(
            ("", N_("A spreadsheet takes the register's place: whole, or not at all.")),
            ("", N_("What would be new, change or go is shown first, masked.")),
            ("", N_("Columns are remembered; Enter on the first row sets them right.")),
        ),
        keys=(
            (N_("Letters"), N_("Part of a file's name, or a folder such as D:\\ or /home.")),
            ("F10", N_("Take it in, or write it.")),
            ("Esc", N_("Stop a long list; else back with nothing changed.")),
            _ARROWS,
        ),
    ),
    "intake": Topic(
        rules=(
            ("2.1", N_("Pick up within three rings and say who we are.")),
            ("2.1", N_("Note the rings only if somebody heard them.")),
            ("2.2", N_("Five things make a call: who, where, contact, what, since when.")),
            ("2.2", N_("What cannot be had needs its reason; a blank is no reason.")),
            ("2.2", N_("Ask what the class asks; Enter keeps an answer and asks the next.")),
            ("2.2", N_("If the line is cut in the read-back, call back once.")),
            ("2.2", N_("Read it back in three pieces; the caller confirms each one.")),
            ("2.2", N_("A register number is never read out: ask for its last four digits.")),
            ("2.3", N_("What can be answered is answered now; ask whether it is clear.")),
            ("2.3", N_("Otherwise tell four things: why, what next, by when, whom to ring.")),
            ("0-4", N_("A rule may be passed with a reason; the supervisor sees it.")),
        ),
        keys=(
            (N_("One line"), N_("Room, matter, number and time in the first field fill the form.")),
            ("Enter", N_("The next field; in the read-back: the caller said it is right.")),
            ("→", N_("In the read-back: correct this piece.")),
            ("Del", N_("In an empty field: say why it is missing.")),
            ("Del", N_("In the read-back: no answer, or not possible.")),
            ("Ctrl+K", N_("The same is in hand already: join it, or keep this apart again.")),
            ("Ctrl+G", N_("Danger: what and where are enough, the rest comes later.")),
            ("Esc", N_("One stage back; from the first stage the call is parked.")),
        ),
    ),
    "queue": Topic(
        rules=(
            ("1.1", N_("Danger stands first, then broken promises, then what is due next.")),
            ("1.1", N_("Who shouts loudest changes nothing in this order.")),
            ("3.1", N_("Accepted and not yet dispatched: that has a clock of its own.")),
            ("3.2", N_("Before a promise breaks, ring the owner and agree on a new one.")),
        ),
        keys=(
            ("F3", N_("The next view.")),
            ("F4", N_("The complaints; once more there: a new one.")),
            ("0-9", N_("Type a number, then Enter: that ticket opens.")),
            ("Enter", N_("Open the ticket.")),
            ("Ctrl+K", N_("Keep this search under a name, for everybody.")),
            _ARROWS,
        ),
    ),
    "record": Topic(
        rules=(
            ("3.1", N_("Work goes to one named person, with a time and a clear task.")),
            ("3.2", N_("A new time is agreed with the owner; every try counts.")),
            ("3.3", N_("A report says what was done, what came of it, what is left over.")),
            ("3.3", N_("Closed means: the owner was asked, is it solved, how satisfied.")),
            ("0-1", N_("Nothing is rubbed out; a correction stands beside the old words.")),
        ),
        keys=(
            ("Enter", N_("Take the step chosen.")),
            ("Ctrl+K", N_("The owner asks again: counted at once.")),
            ("Ctrl+N", N_("Ring the next of those who reported the same.")),
            ("Ctrl+Z", N_("Undo the last step, with a reason, within some minutes.")),
            ("Ctrl+E", N_("Make it a complaint; nothing is typed twice.")),
            ("Ctrl+G", N_("Whom to call in it, one key a call.")),
            ("Ctrl+R", N_("Open the complaint that belongs to it.")),
            (N_("Up Down"), N_("Choose a step; one that is not open says what must come first.")),
            _BACK,
        ),
    ),
    "complaints": Topic(
        rules=(
            ("4.1", N_("What is due first stands first; above it, what stops it.")),
            ("4.1", N_("Nobody finds or reads a complaint about himself.")),
            ("H44a", N_("Days after the answer, somebody else asks the owner again.")),
        ),
        keys=(
            ("F4", N_("A new complaint: hear them out and write.")),
            (N_("Sideways"), N_("Those running, mine, those closed.")),
            ("Enter", N_("Open the complaint.")),
            _ARROWS,
            _BACK,
        ),
    ),
    "complaint_note": Topic(
        rules=(
            ("4.1", N_("Hear them out: write, do not argue, do not interrupt.")),
            ("4.1", N_("Nothing else is asked yet; one word is enough to save.")),
            ("4.1", N_("The points come afterwards, in the owner's words.")),
            ("H45b", N_("A room in the notes shows its earlier complaints.")),
        ),
        keys=(
            ("Enter", N_("A new line.")),
            ("Ctrl+B", N_("Call a colleague over; the time is kept.")),
            ("Ctrl+G", N_("Danger: what and where are enough, the rest comes later.")),
            ("F10", N_("Save the notes and go on to the points.")),
            ("Esc", N_("Hide the lines at the side; once more: back, and it is parked.")),
        ),
    ),
    "complaint": Topic(
        rules=(
            ("4.1", N_("Points in the owner's words; read them out: anything missing?")),
            ("4.2", N_("Each point needs a finding, and each finding its evidence.")),
            ("4.2", N_("Whoever is complained about is heard, or it says why not.")),
            ("4.2", N_("A cause on two levels; an honest one may be: not established.")),
            ("4.3", N_("A proposal says who, by when, and what it costs.")),
            ("4.3", N_("Nothing that costs the owner money starts before a yes.")),
            ("H45a", N_("Each true point needs something that prevents the next one.")),
            ("X20", N_("About the highest here: seal it for head office, which decides.")),
            ("X21", N_("Withdrawn: danger, conduct and privacy go on inside.")),
        ),
        keys=(
            ("Enter", N_("Take the step chosen.")),
            (N_("Arrows"), N_("Choose a step; one that is not open says what must come first.")),
            (N_("PgUp PgDn"), N_("Move through the points and the past.")),
            ("F9", N_("Its whole record to a file, for a dispute.")),
            ("Ctrl+R", N_("Open the ticket that belongs to it.")),
            _BACK,
        ),
    ),
    "step": Topic(
        keys=(
            _NEXT,
            (N_("Up Down"), N_("Choose in a field with choices, else go up or down a field.")),
            ("0-9", N_("In a field with choices: the one with this number.")),
            ("F10", N_("Take the step; if something is missing, the cursor goes there.")),
            ("Esc", N_("Back without taking the step.")),
        ),
    ),
    "search": Topic(
        rules=(
            ("0-1", N_("Whatever was told about a room or a person is found again here.")),
            ("", N_("A number, a room, a name, four last digits, words; all must fit.")),
            ("OR -", N_("OR finds either of two words; a dash leaves a word out.")),
            ("due:", N_("due:today, cat:漏水, by:王, room:3-2, is:open narrow it.")),
            ("", N_("Names and numbers are masked; the ticket shows them in full.")),
        ),
        keys=(
            ("Enter", N_("Open the ticket.")),
            _ARROWS,
            _BACK,
        ),
    ),
    "menu": Topic(
        keys=(
            _NARROW,
            ("0-9", N_("The entry with this number.")),
            ("Enter", N_("Do it.")),
            _BACK,
        ),
    ),
    "parked": Topic(
        rules=(_BEGUN,),
        keys=(
            ("Enter", N_("Go on with this call where it stopped.")),
            _ARROWS,
            ("Esc", N_("Back; the calls stay parked.")),
        ),
    ),
    "passed": Topic(
        rules=(
            ("0-4", N_("A rule may be passed with a reason; the supervisor sees it.")),
            ("0-4", N_("Who passes a rule for himself is shown as such, and not hidden.")),
        ),
        keys=(("Enter", N_("Open the record on which the rule was passed.")), _ARROWS, _BACK),
    ),
    "give_up": Topic(
        rules=(
            _BEGUN,
            ("2.2", N_("Where danger was named, a call cannot be abandoned.")),
        ),
        keys=(
            ("Enter", N_("Abandon the call for this reason.")),
            ("Esc", N_("The call goes on.")),
        ),
    ),
    "calls": Topic(
        rules=(("P0", N_("Call first; every form can wait.")),),
        keys=(
            ("Enter", N_("Called, and they answered; the time is stamped.")),
            ("Del", N_("Called, and nobody answered.")),
            ("→", N_("What they said back to the last call.")),
            ("Ctrl+E", N_("They have come: the time is stamped.")),
            _ARROWS,
            ("Esc", N_("To the incident.")),
        ),
    ),
    "incidents": Topic(
        rules=(
            ("H48", N_("What happened, who was called, what changes: to its named end.")),
            ("H48", N_("Whoever is not reached hands on to the next, and is tried again.")),
            ("H48", N_("First and full report have their times; the law is told, or why not.")),
            ("H48", N_("A recording is pointed at, and saved before it is recorded over.")),
        ),
        keys=(
            ("Enter", N_("Open it.")),
            ("Ctrl+G", N_("Whom to call in it, one key a call.")),
            _ARROWS,
            _BACK,
        ),
    ),
    "log": Topic(
        rules=(
            ("H46", N_("The log: one line a fact, its time apart, never rubbed out.")),
            ("H46", N_("Who, what, when, where, how, what was done; no opinions.")),
            ("H46", N_("Nobody is searched, no papers kept: note that they were checked.")),
            ("H46", N_("For an alarm or a camera note which one and from when to when.")),
            ("P0", N_("Call first; every form can wait.")),
        ),
        keys=(
            ("Enter", N_("Write the line; 00:05 or -20 first is when it happened.")),
            ("F5", N_("The incidents: those that run, those to be closed.")),
            ("F10", N_("All is quiet: that is a line too; else to the incident.")),
            (N_("Up Down"), N_("Choose a line: Enter opens it, Del strikes it out.")),
            ("Ctrl+G", N_("The line is an incident: whom to call stands there at once.")),
            ("F2", N_("The line becomes a ticket.")),
            ("Ctrl+R", N_("Lines from paper: the sheet's number, then each with its time.")),
            _BACK,
        ),
    ),
    "handover": Topic(
        rules=(
            ("H47", N_("A shift ends when somebody else has taken it over, line by line.")),
            ("H47", N_("Whoever hands over says what to watch, and counts the keys.")),
            ("H47", N_("The relief signs in, reads each line back, and counts too.")),
            ("H47", N_("Something differs: take over with a reservation, call D.")),
            ("H47", N_("No relief: stay, call D, and go on when they are here.")),
        ),
        keys=(
            ("Enter", N_("The line: say what to watch; for the relief: read back.")),
            ("F10", N_("The next thing to do here.")),
            ("F9", N_("The other steps: refuse, reserve, no relief.")),
            ("Ctrl+O", N_("The relief signs in; nothing typed is lost.")),
            _ARROWS,
            _BACK,
        ),
    ),
    "person": Topic(
        rules=(("3.1", N_("Every step keeps the name of who took it: sign in as yourself.")),),
        keys=(
            ("Enter", N_("Go on as this person.")),
            _ARROWS,
        ),
    ),
    "pin": Topic(
        rules=(
            ("H49", N_("Who sits here signs with their own PIN; an idle screen locks.")),
            ("H49", N_("Lost: a supervisor gives a new one from F9.")),
        ),
        keys=(("Enter", N_("Sign in.")), _BACK),
    ),
    "card": Topic(
        rules=(("1.2", N_("Neat dress shows that we know our work.")),),
        keys=(("Enter", N_("Begin the shift.")),),
    ),
    "first_run": Topic(
        rules=(
            ("2.1", N_("The site's name is what the desk says when it answers.")),
            ("3.1", N_("Work goes to named people: add them from F9 once the desk is open.")),
            ("", N_("Roles are letters and commas; one person may hold several.")),
        ),
        keys=(
            _NEXT,
            ("F10", N_("Open the desk.")),
            ("Ctrl+L", N_("The other language.")),
        ),
    ),
    "leave": Topic(
        keys=(
            ("Enter", N_("Leave; parked calls are kept.")),
            ("Esc", N_("Stay.")),
        ),
    ),
    "": Topic(
        keys=(_BACK,),
    ),
}
"""The places by the name that their screen gives in HELP."""

KIND_HINTS: dict[Kind, str] = {
    Kind.TEXT: N_("words"),
    Kind.NAME: N_("a name"),
    Kind.ROOM: N_("a room or place"),
    Kind.CONTACT: N_("a number"),
    Kind.MOMENT: N_("a time, such as 18:00, +2h or 1830"),
    Kind.CODE: N_("one of a list"),
    Kind.CHOICE: N_("one of a list"),
    Kind.CODES: N_("some of a list, with commas between"),
    Kind.PERSON: N_("somebody on the staff list"),
    Kind.ANSWER: N_("yes or no"),
    Kind.MONEY: N_("an amount"),
    Kind.COUNT: N_("a whole number"),
    Kind.NUMBER: N_("the number of a record"),
}
"""What each kind of field takes."""
