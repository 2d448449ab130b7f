"""What the help says of each place, in our own words: the handbook's rules and the keys."""

from __future__ import annotations

from dataclasses import dataclass

from deskapp.handbook.message import N_
from deskapp.handbook.slots import Kind


@dataclass(frozen=True)
class Topic:
    """One place: rules by clause and keys, each with a paragraph (a msgid)."""

    rules: tuple[tuple[str, str], ...] = ()
    keys: tuple[tuple[str, str], ...] = ()


_ARROWS = N_("Up and Down choose, PgUp and PgDn turn the page.")
_NARROW = N_("Type and the list narrows; the arrows choose without leaving the line.")
_BACK = N_("Back; nothing typed is lost.")

TOPICS: dict[str, Topic] = {
    "intake": Topic(
        rules=(
            (
                "2.1",
                N_(
                    "Answer within three rings and say who we are. Note the rings only if you heard them."
                ),
            ),
            (
                "2.2",
                N_(
                    "Five things make a call: who, which room, how to reach them, what is wrong, since when."
                ),
            ),
            ("2.2", N_("What cannot be had needs a reason instead. A blank is neither.")),
            (
                "2.2",
                N_("Read it back in three pieces; each is confirmed by the caller, never by you."),
            ),
            (
                "2.2",
                N_("A number from the register is not read out: ask for its last four digits."),
            ),
            ("2.3", N_("Answer at once what can be answered, and ask whether it is clear.")),
            (
                "2.3",
                N_(
                    "Otherwise tell four things: why not now, what happens next, by when, whom to ring."
                ),
            ),
            ("0-4", N_("A rule may be passed with a reason. The supervisor sees the reason.")),
        ),
        keys=(
            (
                "Enter",
                N_("The next field. In the read-back: the caller said that this piece is right."),
            ),
            ("→", N_("In the read-back: correct this piece.")),
            (
                "Del",
                N_(
                    "In an empty field: why it is missing. In the read-back: no answer, or not possible."
                ),
            ),
            ("Ctrl+G", N_("Danger: what and where are enough, everything else comes later.")),
            ("Esc", N_("One stage back; from the first one the call is parked.")),
        ),
    ),
    "queue": Topic(
        rules=(
            (
                "1.1",
                N_(
                    "Danger stands first, then broken promises, then what is due next; never who shouts."
                ),
            ),
            ("3.1", N_("What is accepted and not yet dispatched has a clock of its own.")),
            (
                "3.2",
                N_("Before a promise breaks, ring the owner first and agree on something new."),
            ),
        ),
        keys=(
            ("F3", N_("The next view.")),
            ("0-9", N_("Type a number, then Enter: that ticket opens.")),
            ("Enter", N_("Open the ticket.")),
            ("Up Down", _ARROWS),
        ),
    ),
    "record": Topic(
        rules=(
            (
                "3.1",
                N_(
                    "One named person, a time and a clear requirement: only then is work dispatched."
                ),
            ),
            (
                "3.2",
                N_(
                    "A new time is agreed with the owner, not set by us; each try to reach them is noted."
                ),
            ),
            ("3.3", N_("The report says what was done, what came of it and what is left over.")),
            (
                "3.3",
                N_(
                    "Closed means that the owner was asked two things: is it solved, and how satisfied."
                ),
            ),
            ("0-1", N_("Nothing is rubbed out: a correction stands beside what it corrects.")),
        ),
        keys=(
            ("Enter", N_("Take the step chosen.")),
            ("Up Down", N_("Choose a step. A step that is not open says what must happen first.")),
            ("Esc", _BACK),
        ),
    ),
    "step": Topic(
        keys=(
            ("Enter", N_("The next field.")),
            (
                "Up Down",
                N_("Choose in a field that has choices, else go to the field above or below."),
            ),
            ("0-9", N_("In a field that has choices: the one with this number.")),
            ("F10", N_("Take the step. If something is missing, the cursor goes there.")),
            ("Esc", N_("Back without taking the step.")),
        ),
    ),
    "search": Topic(
        rules=(
            ("0-1", N_("All that was ever said about a room or a person can be found again.")),
            ("", N_("Names and numbers are masked here; they stand in full in the ticket.")),
            (
                "",
                N_(
                    "A number, a room, a name, the last four digits, or words of the matter; all must fit."
                ),
            ),
        ),
        keys=(
            ("Enter", N_("Open the ticket chosen.")),
            ("Up Down", _ARROWS),
            ("Esc", _BACK),
        ),
    ),
    "menu": Topic(
        keys=(
            ("A-Z 中文", _NARROW),
            ("0-9", N_("The entry with this number.")),
            ("Enter", N_("Do it.")),
            ("Esc", _BACK),
        ),
    ),
    "parked": Topic(
        rules=(
            (
                "2.2",
                N_(
                    "A call that was begun is accepted or abandoned with a reason; it never just vanishes."
                ),
            ),
        ),
        keys=(
            ("Enter", N_("Go on with this call where it stopped.")),
            ("Up Down", _ARROWS),
            ("Esc", N_("Back; the calls stay parked.")),
        ),
    ),
    "give_up": Topic(
        rules=(
            (
                "2.2",
                N_(
                    "A call that was begun is accepted or abandoned with a reason; it never just vanishes."
                ),
            ),
            ("", N_("Where danger was named, a call cannot be abandoned.")),
        ),
        keys=(("Enter", N_("Abandon the call for this reason.")), ("Esc", N_("The call goes on."))),
    ),
    "person": Topic(
        rules=(
            (
                "3.1",
                N_("Every step keeps the name of the person who took it, so sign in as yourself."),
            ),
        ),
        keys=(("Enter", N_("Go on as this person.")), ("Up Down", _ARROWS)),
    ),
    "first_run": Topic(
        rules=(
            ("2.1", N_("The site's name is what the desk says when it answers.")),
            (
                "3.1",
                N_(
                    "Work goes to named people: add the others from F9 as soon as the desk is open."
                ),
            ),
            ("", N_("Roles are letters with commas between; one person may hold several.")),
        ),
        keys=(
            ("Enter", N_("The next field.")),
            ("F10", N_("Open the desk.")),
            ("Ctrl+L", N_("The other language.")),
        ),
    ),
    "leave": Topic(
        keys=(("Enter", N_("Leave; parked calls are kept.")), ("Esc", N_("Stay."))),
    ),
    "": Topic(keys=(("Esc", _BACK),)),
}
"""The places by the name that their screen gives in HELP."""

KIND_HINTS: dict[Kind, str] = {
    Kind.TEXT: N_("words"),
    Kind.NAME: N_("a name"),
    Kind.ROOM: N_("a room or place"),
    Kind.CONTACT: N_("a number"),
    Kind.MOMENT: N_("a time, such as 18:00, +2h or 1830"),
    Kind.CODE: N_("one of a list"),
    Kind.CODES: N_("some of a list, with commas between"),
    Kind.PERSON: N_("somebody on the staff list"),
    Kind.ANSWER: N_("yes or no"),
    Kind.MONEY: N_("an amount"),
    Kind.COUNT: N_("a whole number"),
    Kind.NUMBER: N_("a ticket's number"),
}
"""What each kind of field takes."""
