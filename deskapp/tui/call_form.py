"""A call being taken: its fields, what they mean together, and the deed that they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from deskapp.handbook.fields.contact import group_phone
from deskapp.handbook.fields.quick import quick
from deskapp.handbook.fields.reading import Level
from deskapp.handbook.fields.room import find_room, say_room
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.policy import Danger
from deskapp.handbook.slots import Kind, Slot
from deskapp.handbook.step import Step, slots_of
from deskapp.handbook.ticket.accepting import Accepted, SettledOnSpot, finish_limit
from deskapp.handbook.ticket.merging import Merged
from deskapp.handbook.ticket.progress import ContactAttempted
from deskapp.handbook.ticket.recording import DraftRecovered, Recorded
from deskapp.handbook.ticket.state import Ticket
from deskapp.handbook.ticket.walk import Walk, not_read
from deskapp.handbook.typed import matches
from deskapp.locale import _, timewords
from deskapp.tui.asking import Asking
from deskapp.tui.form import fill_field, make_field, read_fields
from deskapp.tui.widgets.field import Field

if TYPE_CHECKING:
    from deskapp.desk.context import Context
    from deskapp.desk.site import StillSite
    from deskapp.handbook.similar import Likeness
    from deskapp.tui.app import DeskApp

RECORD = (
    ("channel", "rings"),
    ("room", "name", "reporter"),
    ("contact",),
    ("what", "ask", "raised_at", "late_reason"),
    ("sub", "priority"),
)
"""The fields of the record in their groups."""
PROMISE = (
    ("answer", "settled", "no_danger"),
    ("unknown_reason", "reason", "steps", "due", "person"),
    ("thanked", "caller_hung_up_first"),
)
"""The fields of the promise, or of the answer given at once."""
TOLD_BY = {"reason": ("reason",), "steps": ("steps",), "due": ("due", "contact")}
"""What is told with each field; the desk's number stands in the same spoken line as the time."""
STORY = 12
"""More characters than this in the room's field, with no room in them, are the story itself."""
LIKELY = 3
"""Classes of similar matters that are offered first."""
FOR_ENQUIRIES = ("unknown_reason", "person")
NOT_FOR_A_CHILD = ("channel", "rings", "ask", "raised_at", "late_reason", "sub", "priority")
"""What a child is not asked: name, place, matter and an adult's number are enough (X25)."""
NOT_RECORDED = frozenset({"rings", "ask"})
EXTRA = {
    "ask": Slot(kind=Kind.TEXT, label=N_("Ask"), need=False),
    "rings": Slot(kind=Kind.CODE, label=N_("Rings"), choices="rings", need=False),
    "thanked": Slot(kind=Kind.ANSWER, label=N_("Thanked"), need=False),
    "caller_hung_up_first": Slot(kind=Kind.ANSWER, label=N_("Hung up"), need=False),
}


class CallForm:
    """Everything that is known of the call at hand; no widget, but it holds the fields."""

    def __init__(self, app: DeskApp) -> None:
        self.app = app
        self.record_step: type[Recorded] = Recorded
        self.walk: Walk | None = None
        self.missing: dict[str, str] = {}
        self.contact_source, self.tail = "said", ""
        self.told: set[str] = set()
        self.called_back = ""
        self.joins = ""
        self.overrides: dict[str, dict[str, Any]] = {}
        self.class_by_hand = False
        self.likely: tuple[str, ...] = ()
        self.asking = Asking()
        self.began: datetime = app.now()
        steps = (SettledOnSpot, Accepted, Recorded)
        slots = {name: slot for cls in steps for name, slot in slots_of(cls).items()} | EXTRA
        keys = [key for group in (*RECORD, *PROMISE) for key in group]
        self.fields: dict[str, Field] = {
            key: make_field(key, slots[key], self.site) for key in keys
        }
        for field in self.fields.values():
            field.tell = app.told
        options = self.fields["sub"].options
        if options:
            options.matching = self._classes
        for key in ("late_reason", "ask"):
            self.fields[key].display = False

    def __getitem__(self, key: str) -> Field:
        return self.fields[key]

    def site(self) -> StillSite:
        """The site as of this moment."""
        return self.app.site_now()

    def suggest(self) -> None:
        """What the step offers for a call that begins now."""
        for key, value in Recorded.suggest(Ticket(), self.site()).items():
            if key in self.fields and key != "raised_at":
                fill_field(self.fields[key], value, self.app.now())

    def order(self, stage: str) -> list[str]:
        """The fields in sight, in the order in which Enter visits them."""
        groups = PROMISE if stage == "promise" else RECORD
        return [k for group in groups for k in group if self.fields[k].display]

    def has_words(self) -> bool:
        """True if anything was typed that must not be lost."""
        return any(not self.fields[k].empty for k in ("room", "name", "contact", "what"))

    def is_live(self) -> bool:
        """True if the caller is there to hear a read-back."""
        channels = self.site().policy.entries("channels")
        return bool(channels[self.fields["channel"].chosen or "phone"].extra.get("live"))

    # -- who calls

    @property
    def outsider(self) -> bool:
        """True if nothing of the register may be shown for this caller (X04)."""
        kinds = self.site().policy.entries("reporter_kinds")
        kind = kinds.get(self.fields["reporter"].chosen)
        return bool(kind and kind.extra.get("outsider"))

    @property
    def anonymous(self) -> bool:
        """True if the caller gives no name (X03)."""
        return self.fields["reporter"].chosen == "anonymous"

    @property
    def child(self) -> bool:
        """True if the caller is under age (X25)."""
        return self.fields["reporter"].chosen == "minor"

    def reporter_chosen(self) -> None:
        """A stranger gets nothing of the register, a child is asked four things only."""
        if self.outsider and self.contact_source == "register":
            self.fields["contact"].typed = ""
            self.contact_source, self.tail = "said", ""
        self._excuse_anonymous()
        for key in NOT_FOR_A_CHILD:
            self.fields[key].display = not self.child
        self.fields["late_reason"].display = False
        text = _("The number of an adult who answers for the child.") if self.child else ""
        self.fields["contact"].example = text
        self.show_question()

    def _excuse_anonymous(self) -> None:
        for item in ("name", "contact"):
            if self.anonymous and self.fields[item].empty:
                self.missing[item] = "anonymous"
                self.fields[item].remark = dict(self.excuses(item))["anonymous"]
            elif self.missing.get(item) == "anonymous":
                del self.missing[item]
                self.fields[item].remark = ""
            self.fields[item].show()

    # -- understanding what was typed

    def dangers(self) -> tuple[Danger, ...]:
        """The danger words in what was said so far."""
        said = "\n".join(self.fields[k].typed for k in ("room", "what"))
        return self.site().policy.dangers(said)

    def take_story(self, told: str) -> None:
        """Split a told story into the room and the matter; a room alone stays a room."""
        found = find_room(told)
        room = self.fields["room"]
        rest = ""
        if found:
            room.typed, rest = found
        elif "\n" in told or len(told.strip()) > STORY:
            room.typed, rest = "", told.strip()
        self.add_to_matter(self._beside(rest))
        reading = room.reading()
        spoken = say_room(reading.value or "", self.app.lang)
        room.remark = self.app.told(reading.message) if reading.message else spoken
        room.show()

    def _beside(self, rest: str) -> str:
        """The matter; a number and a time told with it stand in their own fields, to be seen."""
        told = quick(rest, self.app.now())
        contact, raised = self.fields["contact"], self.fields["raised_at"]
        if (told.contact and not contact.empty) or (told.raised and not raised.empty):
            return rest
        if told.contact:
            contact.typed = told.contact
            self._group_number(contact)
            contact.show()
        if told.raised:
            raised.typed = told.raised
            self.show_raised()
        return told.what

    def add_to_matter(self, words: str) -> None:
        """More of the story, after what is there."""
        if words.strip():
            what = self.fields["what"]
            what.typed = f"{what.typed}\n{words.strip()}".strip()
            self.guess_class()

    def take_contact(self, context: Context) -> None:
        """A number is shown in groups; four digits may name one that the register knows."""
        field = self.fields["contact"]
        tail = field.typed.strip()
        number = context.number_ending(tail)
        if number and number != tail:
            field.typed = number
            self.contact_source, self.tail = "register", tail
            field.clear_refusal()
            field.remark = _("tail matches the register")
        elif self.contact_source == "said":
            self._group_number(field)
        field.show()

    def _group_number(self, field: Field) -> None:
        reading = field.reading()
        if reading.value and reading.level is not Level.ERROR:
            field.typed = group_phone(reading.value)
            kind = self.site().policy.label("contact_types", reading.kind, self.app.lang)
            field.remark = self.app.told(reading.message) if reading.message else kind

    def show_raised(self) -> None:
        """What the time said means, at the right of it."""
        field = self.fields["raised_at"]
        when = field.reading().value or (self.app.now() if field.empty else None)
        field.remark = timewords.full(when, self.app.now()) if when else ""
        field.show()

    def guess_class(self) -> None:
        """The class from the words, never over a choice made by hand."""
        if self.class_by_hand:
            return
        found = Accepted.suggest(Ticket(what=self.fields["what"].typed), self.site())
        for key in ("sub", "priority"):
            if key in found:
                self.fields[key].choose(str(found[key]))
        if found:
            self.fields["sub"].remark = _("guessed")
            self.fields["sub"].show()
        self.show_question()

    def class_from_past(self, found: Sequence[Likeness]) -> None:
        """Where the policy has no word for it, similar matters lead; none is taken."""
        self.likely = tuple(one.sub for one in found[:LIKELY])
        if found and not self.class_by_hand:
            label = self.site().policy.label("subcategories", found[0].sub, self.app.lang)
            blanks = {"label": label, "word": found[0].word, "n": found[0].matters}
            text = Msg(N_("{label}? as before: {word}, {n}×"), blanks)
            self.fields["sub"].remark = self.app.told(text)
            self.fields["sub"].show()

    def _classes(self, typed: str) -> list[str]:
        """The classes that fit what was typed; while nothing is typed the likely ones lead."""
        fitting = matches(self.fields["sub"].slot, typed, self.site())
        likely = [sub for sub in self.likely if sub in fitting] if not typed else []
        return list(dict.fromkeys([*likely, *fitting]))

    def class_chosen(self, key: str) -> None:
        """A class was chosen by hand: its priority follows, no guess comes over it."""
        self.class_by_hand = True
        self.fields[key].remark = ""
        sub = self.fields["sub"].chosen
        if key == "sub" and sub:
            self.fields["priority"].choose(self.site().policy.subcategory(sub).priority)
        self.show_question()

    def show_question(self) -> None:
        """The question being asked stands in its own row until an answer is typed over it."""
        field, asking = self.fields["ask"], self.asking
        sub = self.fields["sub"].chosen
        asking.about(self.site().policy, sub, self.app.lang)
        self.put_question()
        field.display = asking.now is not None and not self.child

    def put_question(self) -> None:
        """The question of this moment, with the answer it already has."""
        field, asking = self.fields["ask"], self.asking
        if asking.now is None:
            return
        field.hint = asking.now.text
        field.typed = asking.answers.get(asking.now.code, "")
        field.example = _("Enter keeps the answer and asks the next; Down passes over.")
        field.remark = f"{len(asking.answers)}/{len(asking.questions)}"
        field.show()

    def excuses(self, item: str) -> list[tuple[str, str]]:
        """The typed exceptions that an item may have instead of a value."""
        entries = self.site().policy.entries("missing_reasons").items()
        return [(c, e.label(self.app.lang)) for c, e in entries if item in e.extra.get("of", ())]

    # -- the promise

    def offer_promise(self) -> None:
        """The words for the class, the time within its limit, and who will answer an enquiry."""
        site, sub = self.site(), self.fields["sub"].chosen
        for key in ("reason", "steps"):
            if sub and self.fields[key].empty:
                self.fields[key].typed = site.policy.template(key, sub, self.app.lang)
        priority = self.fields["priority"].chosen
        if priority and self.fields["due"].empty:
            due = finish_limit(priority, sub, site.now, site)
            fill_field(self.fields["due"], due, site.now)
        for key in FOR_ENQUIRIES:
            self.fields[key].display = sub.startswith("ENQ.")
        if self.fields["person"].display and self.fields["person"].empty:
            self.fields["person"].choose(site.operator.id)
        self.show_settling()

    def show_settling(self) -> None:
        """The questions about an answer given at once show only when there is one."""
        answered = not self.fields["answer"].empty
        self.fields["settled"].display = answered
        self.fields["no_danger"].display = answered and self.fields["priority"].chosen == "P1"

    def mark_told(self, key: str) -> None:
        """The owner has been told this."""
        self.told.update(TOLD_BY.get(key, ()))
        self.fields[key].remark = _("told")
        self.fields[key].mark = "done"
        self.fields[key].show()

    # -- the deed

    def recorded(self) -> Recorded | None:
        """The record as it stands; None if a field cannot be read, which then says so."""
        keys = [k for group in RECORD[:-1] for k in group if k not in NOT_RECORDED]
        values, wrong = read_fields({k: self.fields[k] for k in keys})
        if wrong:
            return None
        site = self.site()
        if not values["raised_at"] and "raised_at" not in self.missing:
            values["raised_at"] = site.now
        asked = {k: self.fields[k].reading().value for k in ("thanked", "caller_hung_up_first")}
        filled: dict[str, Any] = values | asked | {"contact_kind": self._contact_kind()}
        return replace(
            self._head(),
            **filled,
            raised_said=self.fields["raised_at"].typed,
            contact_source=self.contact_source,
            **self.overrides.get(self.record_step.about.kind, {}),
        )

    def _head(self) -> Recorded:
        return self.record_step(
            channel=self.fields["channel"].chosen or "phone",
            rings=self.fields["rings"].chosen,
            missing=self._missing(self.missing),
            contact_start=self.began,
            policy=self.site().policy.version,
        )

    @staticmethod
    def _missing(reasons: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(f"{item}:{why}" for item, why in reasons.items())

    def _contact_kind(self) -> str:
        kinds = self.site().policy.entries("contact_types")
        excuse = self.missing.get("contact", "")
        if excuse:
            return excuse if excuse in kinds else "none"
        kind = self.fields["contact"].reading().kind
        return kind if kind in kinds else ""

    def deed(self) -> list[Step[Any]] | None:
        """Recorded, each chunk read back, accepted, and settled if it was answered at once."""
        recorded = self.recorded()
        values, wrong = read_fields({k: self.fields[k] for k in self.order("promise")})
        if recorded is None or wrong:
            return None
        readings = self.walk.steps if self.walk else not_read("not_live")
        said = [recorded, *self.asking.steps(), *readings]
        if values.get("answer"):
            settled = SettledOnSpot(
                answer=values["answer"],
                settled=values["settled"],
                no_danger=values.get("no_danger"),
            )
            return [*said, self._accepted({}, on_spot=True), *self.tries(), settled]
        joined = [Merged(target=self.joins, same=True)] if self.joins else []
        return [*said, self._accepted(values, on_spot=False), *self.tries(), *joined]

    def _accepted(self, values: Mapping[str, Any], *, on_spot: bool) -> Accepted:
        return Accepted(
            sub=self.fields["sub"].chosen,
            priority=self.fields["priority"].chosen,
            on_spot=on_spot,
            reason=values.get("reason", ""),
            steps=values.get("steps", ""),
            due=values.get("due"),
            unknown_reason=values.get("unknown_reason", ""),
            person=values.get("person", ""),
            told=tuple(sorted(self.told)),
            desk_phone=self.app.desk_phone,
            **self.overrides.get("ticket.accepted", {}),
        )

    def may_call_back(self) -> bool:
        """True if there is a number to call and it has not been tried yet."""
        kind = self.fields["contact"].reading().kind
        return not self.called_back and kind in {"mobile", "landline"}

    def tries(self) -> list[ContactAttempted]:
        """The one call back after the line was cut, if it did not get through (X01)."""
        if self.called_back != "no_answer":
            return []
        return [ContactAttempted(result=self.called_back, channel="phone")]

    def in_danger(self) -> Recorded:
        """What there is, for the fast path: whatever is missing is an emergency's debt."""
        items = ("room", "name", "contact", "reporter")
        said: dict[str, Any] = {key: self._readable(key) for key in items}
        said["room"] = said["room"] or self._readable("room", self.fields["what"].typed)
        missing = {i: "emergency" for i in ("name", "contact") if not said[i]} | self.missing
        return replace(
            self._head(),
            **said,
            what=self.fields["what"].typed,
            contact_kind=self._contact_kind() if said["contact"] else "",
            raised_at=self.app.now(),
            missing=self._missing(missing),
        )

    def given_up(self) -> Recorded:
        """What there is, for a draft that is abandoned; nothing said is lost."""
        kept = self.in_danger()
        what = self._readable("what")
        items = {"room": kept.room, "name": kept.name, "contact": kept.contact, "what": what}
        missing = {i: "hung_up" for i, value in items.items() if not value} | self.missing
        note = "" if what else kept.what
        return replace(kept, what=what, note=note, missing=self._missing(missing))

    def _readable(self, key: str, typed: str = "") -> str:
        field = self.fields[key]
        reading = field.meaning(typed) if typed else field.reading()
        return "" if reading.level is Level.ERROR else str(reading.value or "")

    # -- on disk

    def values(self) -> dict[str, object]:
        """Everything typed so far, as it is kept on disk."""
        return {
            "typed": {k: f.chosen or f.typed for k, f in self.fields.items() if f.typed},
            "missing": dict(self.missing),
            "contact_source": self.contact_source,
            "tail": self.tail,
            "by_hand": self.class_by_hand,
            "joins": self.joins,
            "answers": dict(self.asking.answers),
            "again": self.record_step is DraftRecovered,
        }

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Go on where a draft stood."""
        for key, value in kept.get("typed", {}).items():
            if key in self.fields:
                fill_field(self.fields[key], value, self.app.now())
        self.missing = dict(kept.get("missing", {}))
        self.contact_source = str(kept.get("contact_source", "said"))
        self.tail = str(kept.get("tail", ""))
        self.class_by_hand = bool(kept.get("by_hand"))
        self.joins = str(kept.get("joins", ""))
        self.asking.restore(kept.get("answers", {}))
        self.reporter_chosen()
        self.record_step = DraftRecovered if kept.get("again") else Recorded
