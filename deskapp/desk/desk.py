"""The desk's one face to the world: take deeds, ask questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from deskapp.desk import due, events, searching
from deskapp.desk.clock import Clock, local_now
from deskapp.desk.due import Call
from deskapp.desk.hidden import Hidden
from deskapp.desk.matters import SOON
from deskapp.desk.site import LiveSite, StillSite
from deskapp.handbook import similar
from deskapp.handbook.access import LOGGED, Exported, may_read
from deskapp.handbook.gate import Gate, Openness, Passed, openness
from deskapp.handbook.handover.state import Handover
from deskapp.handbook.history import Entry
from deskapp.handbook.household import LETTER as HOUSE
from deskapp.handbook.incident.state import Incident
from deskapp.handbook.logbook.state import LogLine
from deskapp.handbook.outage import Outage
from deskapp.handbook.people import Person, Role, at_the_desk, roles_from
from deskapp.handbook.policy import Policy
from deskapp.handbook.shifts import card_waits, on_duty, shift_at
from deskapp.handbook.special_days import calendar_of
from deskapp.handbook.staff import SiteRecord, Staff
from deskapp.handbook.step import Act, Stream
from deskapp.handbook.streams import SITE, blank, kind_of, steps_for
from deskapp.handbook.ticket.reminders import undispatched_since
from deskapp.store import (
    asked,
    complaints,
    drafts,
    hits,
    journal,
    logbook,
    lookup,
    pins,
    queue,
    readbacks,
    register,
)
from deskapp.store.complaints import CaseLine
from deskapp.store.database import Store, open_database
from deskapp.store.drafts import STEP_FORM, Draft
from deskapp.store.hits import Hit
from deskapp.store.passed import passed_gates
from deskapp.store.policy_files import policy_beside
from deskapp.store.queue import Line, Mark
from deskapp.store.views import FOLLOW_UPS

FOUNDER = Person(id="", name="", roles=Role.A | Role.M)
"""Who acts while the staff list is empty: whoever sets the site up."""
NEWEST = 50
MOST_ALIKE = 400
"""Past tickets that are compared with a new matter."""


class NoSuchRecord(LookupError):  # noqa: N818 - an answer, not a fault
    """No record has this number."""


class Stale(Exception):  # noqa: N818 - a state of the form, not a fault
    """Somebody else took a step on the record while the form was filled; nothing was written."""


@dataclass(frozen=True)
class SiteFacts:
    """The site's name, its desk's telephone, its first language."""

    name: str
    phone: str
    language: str


class Desk:
    """One open desk. Every method belongs to the thread that opened it."""

    def __init__(self, store: Store, policy: Policy, clock: Clock = local_now) -> None:
        self.store = store
        self.policy = policy
        self.calendar = calendar_of(policy)
        self.clock = clock
        self.people: dict[str, Person] = {}
        self.operator = FOUNDER
        self.duty = SiteRecord()
        self.learn_people()

    @classmethod
    def open(cls, path: Path, clock: Clock = local_now) -> Desk:
        """Open the database and the policy; raises StoreError or PolicyError."""
        policy = policy_beside(path)
        return cls(open_database(path), policy, clock)

    def close(self) -> None:
        """Let go of the file."""
        self.store.close()

    # -- people and site

    def learn_people(self) -> None:
        """Read the staff list and the duty list again."""
        rows = self.store.conn.execute("SELECT * FROM person ORDER BY name")
        self.people = {
            id_: Person(
                id=id_, name=name, roles=roles_from(tuple(roles.split())), dept=dept,
                trade=trade, phone=phone, logs_in=bool(logs_in), active=bool(active),
            )
            for id_, name, roles, dept, trade, phone, logs_in, active in rows
        }  # fmt: skip
        site = self.store.record(SITE)
        self.duty = site if isinstance(site, SiteRecord) else SiteRecord()

    def operators(self) -> list[Person]:
        """Those who may sit at this desk, whoever is on duty now first."""
        self.learn_people()  # somebody may have been added on the command line meanwhile
        now, found = self.on_duty(), (p for p in self.people.values() if p.logs_in and p.active)
        return sorted(found, key=lambda person: person.id not in now)

    def on_duty(self) -> tuple[str, ...]:
        """Who is on duty in this shift, by the duty list."""
        return on_duty(self.duty, shift_at(self.clock(), self.policy))

    def relief(self) -> tuple[str, ...]:
        """Who is on duty next, by the list, but whoever sits here."""
        shift = shift_at(self.clock() + SOON, self.policy)
        here = {person.id for person in self.operators()} - {self.operator.id}
        return tuple(one for one in on_duty(self.duty, shift) if one in here)

    @property
    def acting(self) -> Person:
        """Whoever sits here, with the roles that the desk gives them."""
        me = self.operator
        return at_the_desk(me, self.people.values(), on_duty=me.id in self.on_duty())

    def with_pin(self) -> frozenset[str]:
        """Everybody who signs in with a PIN."""
        return pins.holders(self.store.conn)

    def card_waits(self) -> bool:
        """Whether whoever sits here has not read the card of this shift."""
        staff = self.record(self.operator.id)
        return isinstance(staff, Staff) and card_waits(staff, self.clock(), self.policy)

    def hints(self) -> bool:
        """Whether whoever sits here is shown hints."""
        staff = self.record(self.operator.id)
        return not isinstance(staff, Staff) or staff.hints

    def sign_in(self, person: str) -> Person:
        """Go on as this person; raises KeyError for nobody on the list."""
        self.operator = self.people[person]
        return self.operator

    def facts(self) -> SiteFacts | None:
        """The site's own facts; None before it has been set up."""
        row = self.store.conn.execute("SELECT name, phone, language FROM site").fetchone()
        return SiteFacts(*row) if row else None

    def site(self) -> LiveSite:
        """What the rules may look at, as of now."""
        return LiveSite(
            self.store, self.policy, self.calendar, self.people, self.acting, self.clock()
        )

    def still(self) -> StillSite:
        """The site as it stands now, for reading fields away from this thread."""
        loads = {p: queue.load(self.store.conn, p) for p in self.people}
        rooms = frozenset(r.room for r in register.all_rooms(self.store.conn))
        return StillSite(
            self.policy, self.calendar, self.people, self.acting, self.clock(), rooms, loads
        )

    # -- deeds

    def take(self, acts: Sequence[Act], seen: Mapping[str, str] | None = None) -> list[Passed]:
        """Take one deed: all of it or nothing.

        Args:
            acts: The steps, in order.
            seen: For each stream the last row that the form was filled on.

        Raises:
            Refused: The gate says no; the refusals say where and why.
            Stale: A stream has moved on since `seen`.
            StoreError: The disk says no.
        """
        return self.take_all([acts], seen)[0]

    def take_all(
        self, deeds: Iterable[Sequence[Act]], seen: Mapping[str, str] | None = None
    ) -> list[list[Passed]]:
        """Take several deeds in one transaction; if one is refused, none is taken."""
        site = self.site()
        taken = []
        with self.store.writing(site.now, self.operator.id) as writing:
            for stream, row in (seen or {}).items():
                record = site.record(stream)
                if record and record.last_row != row:
                    raise Stale(stream)
            for acts in deeds:
                writing.begin_deed()
                gate = Gate(site, writing.number, blank, writing.head)
                passed = gate.judge(acts)
                writing.write(passed)
                taken.append(passed)
                for one in passed:
                    site.forget(one.stream)
        if any(kind_of(one.stream) in {"P", SITE} for passed in taken for one in passed):
            self.learn_people()
        return taken

    # -- questions

    def record(self, number: str) -> Stream | None:
        """A record by its full number; raises Hidden from whom it is about."""
        self._keep_from_whom_it_is_about(number)
        return self.store.record(number)

    def entries(self, number: str) -> list[Entry]:
        """A record's past, oldest first; raises Hidden from whom it is about.

        Who looked, exported or mistyped a PIN is left out for whoever may not read the access log.
        """
        self._keep_from_whom_it_is_about(number)
        past = [row.entry() for row in journal.rows_of(self.store.conn, number)]
        if (
            kind_of(number) == Exported.letter
            and number != self.operator.id
            and may_read(self.site())
        ):
            return [entry for entry in past if entry.head.kind not in LOGGED]
        return past

    def hides(self, number: str) -> bool:
        """Whether a record is kept from whoever sits here: it is about them (X19)."""
        return complaints.is_hidden(self.store.conn, number, self.operator.id)

    def _keep_from_whom_it_is_about(self, number: str) -> None:
        if self.hides(number):
            raise Hidden(number, self.operator.id)

    def steps(self, number: str) -> list[Openness]:
        """Every step of a record's kind, open or not, and if not, why not."""
        record = self.record(number)
        if record is None and kind_of(number) == HOUSE:
            record = blank(number)  # any room may be opened, be it in the register or not
        if record is None:
            raise NoSuchRecord(number)
        return list(openness(steps_for(kind_of(number)), record, self.site()))

    def numbers_like(self, typed: str) -> list[str]:
        """Full numbers that a typed short one may mean, the likeliest first."""
        return queue.by_short_number(self.store.conn, typed, self.clock().date())

    def page(
        self, view: str, *, after: Mark | None = None, before: Mark | None = None,
        subs: tuple[str, ...] = (), limit: int = 100,
    ) -> list[Line]:  # fmt: skip
        """One page of a queue view; the follow-ups are one page, the most pressing ones."""
        if view == FOLLOW_UPS:
            return [] if after or before else due.follow_ups(self.site(), limit)
        now = self.clock()
        return queue.page(
            self.store.conn, view, now=now, operator=self.operator.id, subs=subs,
            waits=self._waits(now), after=after, before=before, limit=limit,
        )  # fmt: skip

    def last_page(self, view: str, *, subs: tuple[str, ...] = (), limit: int = 100) -> list[Line]:
        """The end of a queue view."""
        if view == FOLLOW_UPS:
            return due.follow_ups(self.site(), limit)
        now = self.clock()
        return queue.last_page(
            self.store.conn, view, now=now, operator=self.operator.id, subs=subs,
            waits=self._waits(now), limit=limit,
        )  # fmt: skip

    def line(self, number: str) -> Line | None:
        """One ticket's row of the queue."""
        return queue.line(self.store.conn, number)

    def counts(self, *views: str) -> dict[str, int]:
        """How many tickets each view holds, up to a thousand."""
        now = self.clock()
        found = queue.counts(
            self.store.conn, views, now=now, operator=self.operator.id, waits=self._waits(now)
        )
        if FOLLOW_UPS in found:
            found[FOLLOW_UPS] = len(due.follow_ups(self.site(), queue.MANY))
        return found

    def burning(self) -> tuple[int, int, int, int]:
        """How many dangers run, promises are broken, tickets and complaints call by themselves."""
        found = self.counts("danger", "late", "rings")
        alone = sum(1 for incident in self.running() if not incident.ticket)
        cases = complaints.count_ringing(self.store.conn, self.operator.id, self.clock())
        return found["danger"] + alone, found["late"], found["rings"], cases

    def calls(self, limit: int = NEWEST) -> list[Call[Line] | Call[CaseLine]]:
        """What is due by itself, each with its reason: danger, broken promises, then by time."""
        site, cases = self.site(), self.complaints("rings", limit)
        return [*due.calls(site, self.page("rings", limit=limit)), *due.case_calls(site, cases)]

    def reasons(self, lines: Sequence[Line]) -> list[Call[Line]]:
        """Why these tickets call; those that do not are left out."""
        return due.calls(self.site(), lines)

    def _waits(self, now: datetime) -> Mapping[str, datetime]:
        return undispatched_since(self.policy, self.calendar, now)

    def search(self, words: str, limit: int = NEWEST, before: int | None = None) -> list[Hit]:
        """The newest records that are meant: words, OR, -not, due:today cat:漏水 by:王 kind:投诉.

        A few people of the register stand first; `before` goes on after the last key of a page.
        """
        asked_for = searching.question(words, self.site())
        most = limit if asked_for.where.people else searching.PEOPLE
        people = [] if before else asked.find_people(self.store.conn, asked_for, most)
        keys = asked.find(self.store.conn, asked_for, limit, before)
        return hits.hits(self.store.conn, [*people, *keys])

    def hits_of(self, numbers: Sequence[str]) -> list[Hit]:
        """Tickets by their full numbers, as the search shows them."""
        lines = [line for number in numbers if (line := self.line(number))]
        return hits.hits(self.store.conn, [line.key for line in lines])

    def count_found(self, words: str) -> int:
        """How many records are meant, up to a thousand."""
        asked_for = searching.question(words, self.site())
        return asked.count(self.store.conn, asked_for, queue.MANY)

    def lines(self, keys: Sequence[int]) -> list[Line]:
        """The tickets of these keys, in their order."""
        return queue.lines(self.store.conn, keys)

    def filters(self) -> dict[str, str]:
        """The searches kept under a name."""
        site = self.record(SITE)
        return dict(site.filters) if isinstance(site, SiteRecord) else {}

    def read_backs(self) -> readbacks.ReadBacks:
        """How many read-backs were done, caught something, or were too quick to be credible."""
        credible = self.policy.limit("readback_credible_s")
        return readbacks.read_backs(self.store.conn, credible)

    def residents(self, room: str) -> list[register.Resident]:
        """Who lives in a room, by the register."""
        return register.residents_of(self.store.conn, room)

    def room_of(self, room: str) -> register.Room | None:
        """What the register knows of a room itself."""
        return register.room_of(self.store.conn, room)

    def other_rooms(self, who: register.Resident) -> list[str]:
        """The other rooms of the same person."""
        return register.other_rooms(self.store.conn, who)

    def look_up(self, typed: str, limit: int = 8) -> list[lookup.Found]:
        """Rooms and people that what was typed so far may mean, the likeliest first."""
        return lookup.look_up(self.store.conn, typed, limit)

    def first_rooms(self, limit: int) -> list[lookup.Found]:
        """Where the register begins."""
        return lookup.first_rooms(self.store.conn, limit)

    def filed_before(self, what: str) -> list[similar.Likeness]:
        """The classes under which this site filed similar words before, the likeliest first."""
        past = queue.filed_like(
            self.store.conn, similar.pieces(what)[: similar.MOST_ASKED], MOST_ALIKE
        )
        known = [(sub, matter) for sub, matter in past if sub in self.policy.classes]
        return similar.guess_from(what, known)

    def room_history(self, room: str, limit: int = 5) -> list[Line]:
        """A room's tickets, the open ones first."""
        return queue.room_history(self.store.conn, room, limit)

    def passed_gates(self, limit: int = NEWEST) -> list[Entry]:
        """The newest steps that were carried through a soft gate, with a reason."""
        found = passed_gates(self.store.conn, limit)
        return [entry for entry in found if not self.hides(entry.head.stream)]

    def complaints(self, view: str, limit: int = NEWEST) -> list[CaseLine]:
        """The complaints of a view, but those about whoever sits here."""
        return complaints.page(self.store.conn, view, self.operator.id, self.clock(), limit)

    def earlier_complaints(self, room: str, but: str = "", limit: int = 3) -> list[CaseLine]:
        """A room's complaints within the days of a repeat, but this one (H45b)."""
        days = timedelta(days=self.site().policy.limit("repeat_complaint_days"))
        person, since = self.operator.id, self.clock() - days
        found = complaints.of_room(self.store.conn, room, since, person, limit + 1)
        return [line for line in found if line.number != but][:limit]

    # -- the log and the handover

    def log(self, before: str = "", limit: int = NEWEST) -> list[LogLine]:
        """The last lines of the log, or those before one; the oldest first."""
        numbers = logbook.log_page(self.store.conn, before, limit)
        found = (self.record(number) for number in numbers)
        return [line for line in found if isinstance(line, LogLine)]

    def log_between(self, since: datetime | None, until: datetime | None) -> Iterator[LogLine]:
        """The lines of the log from one moment up to another, the oldest first."""
        for number in logbook.log_between(self.store.conn, since, until):
            line = self.record(number)
            if isinstance(line, LogLine):
                yield line

    def running(self) -> list[Incident]:
        """The incidents that run, the newest first."""
        found = (self.record(number) for number in logbook.open_incidents(self.store.conn))
        return [incident for incident in found if isinstance(incident, Incident)]

    def incidents(self, limit: int = NEWEST) -> list[Incident]:
        """Those that run, those under review, then the ended ones; each the newest first."""
        found = (self.record(number) for number in logbook.incident_page(self.store.conn, limit))
        return [incident for incident in found if isinstance(incident, Incident)]

    def incident_calls(self) -> list[Call[events.EventLine]]:
        """The incidents that call now, each with its weightiest reason."""
        return events.incident_calls(self.site())

    def unwritten(self) -> timedelta | None:
        """How long the log has been silent, once that is too long (G-8)."""
        return events.unwritten(self.site())

    def outages(self) -> list[Outage]:
        """What is off for many at once, and announced."""
        found = (self.record(number) for number in logbook.open_outages(self.store.conn))
        return [outage for outage in found if isinstance(outage, Outage)]

    def handover(self) -> Handover | None:
        """The newest handover, open or over; None before the first."""
        found = self.record(logbook.newest(self.store.conn, "H"))
        return found if isinstance(found, Handover) else None

    def ahead_of_clock(self) -> datetime | None:
        """The last entry's time where the PC's clock stands before it: it was set back (X29)."""
        last = self.store.last_at()
        skew = timedelta(minutes=self.policy.limit("clock_skew_min"))
        return last if last and self.clock() < last - skew else None

    # -- drafts

    def start_draft(self, form: str, letter: str = "R") -> Draft:
        """A draft with a number of its own, on disk when this returns."""
        now = self.clock()
        with self.store.writing(now, self.operator.id) as writing:
            draft = Draft(writing.number(letter), form, self.operator.id, now, now, {})
            drafts.save(self.store.conn, draft)
        return draft

    def save_draft(self, draft: Draft) -> Draft:
        """Keep what has been typed so far; the draft as it was saved."""
        saved = replace(draft, saved_at=self.clock())
        drafts.save(self.store.conn, saved)
        return saved

    def draft(self, number: str) -> Draft | None:
        """One draft; None if nothing is kept under this number."""
        return drafts.draft(self.store.conn, number)

    def drop_draft(self, number: str) -> None:
        """Let a draft go whose step was taken."""
        drafts.discard(self.store.conn, number)

    def drafts(self) -> list[Draft]:
        """Everything parked, newest first; the form of a step waits at its record instead."""
        return [d for d in drafts.drafts(self.store.conn) if d.form != STEP_FORM]
