"""Who works here: the staff list, the duty list, PINs, and who looked at what."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from deskapp.cli.program import program
from deskapp.cli.queries import AS_JSON
from deskapp.cli.session import Session, plain
from deskapp.cli.telling import columns, echo, echo_json, told
from deskapp.desk.access import Access, access_log
from deskapp.desk.signing import give_lost_pin, set_pin
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import ROLE_NAMES, Role
from deskapp.handbook.shifts import MOST_DAYS, SHIFTS, Shift, on_duty, shift_at
from deskapp.handbook.shown import By, Coded
from deskapp.locale import _
from deskapp.locale.telling import listed

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.handbook.people import Person

MONTH = "%Y-%m"


@program.command("people", help=_("The staff list: who signs in, who works outside, who has left."))
@click.option("--all", "everybody", is_flag=True, help=_("Those too who have left."))
@AS_JSON
@click.pass_obj
def people(session: Session, *, everybody: bool, as_json: bool) -> None:
    """List everybody with the number that the steps on them take."""
    with session.desk() as desk:
        found = [p for p in desk.people.values() if p.active or everybody]
        with_pin, now = desk.with_pin(), desk.on_duty()
        facts = [
            _person(one) | {"pin": one.id in with_pin, "on_duty": one.id in now} for one in found
        ]
        if as_json:
            echo_json(facts)
            return
        for line in columns([_person_row(one, desk, session) for one in found]):
            echo(line)


@program.command("duty", help=_("Who is on duty: this shift and those of the days to come."))
@click.option("--days", type=click.IntRange(1, MOST_DAYS), default=7, show_default=True)
@AS_JSON
@click.pass_obj
def duty(session: Session, days: int, *, as_json: bool) -> None:
    """List the shifts; one is filled with: do S site.duty_listed shift=night."""
    with session.desk() as desk:
        listed_for = [(shift, on_duty(desk.duty, shift)) for shift in _shifts(desk, days)]
        if as_json:
            echo_json([
                {"day": shift.day.isoformat(), "shift": shift.code, "people": list(names)}
                for shift, names in listed_for
            ])
            return
        for line in columns([_duty_row(shift, names, session) for shift, names in listed_for]):
            echo(line)


@program.command("pin", help=_("Set a PIN: your own, or a lost one given anew by a supervisor."))
@click.argument("name", required=False, default="")
@click.option(
    "--lost", is_flag=True, help=_("Nobody is left who could give it: set it at this PC.")
)
@click.pass_obj
def pin(session: Session, name: str, *, lost: bool) -> None:
    """Ask for the new PIN twice and set it; the old one is asked for on the way in."""
    with session.desk() if lost else session.acting() as desk:
        person = _meant(desk, name)
        fresh = click.prompt(
            told(Msg(N_("New PIN for {name}"), {"name": person.name}), session),
            hide_input=True, confirmation_prompt=_("Once more, to be sure."), err=True,
        )  # fmt: skip
        (give_lost_pin if lost else set_pin)(desk, person.id, fresh)
        echo(_("PIN set"))


@program.command("access", help=_("Who looked at, took out or tried what; for those who answer."))
@click.option("--month", type=click.DateTime([MONTH]), help=_("One month, such as 2026-11."))
@click.option("--limit", type=click.IntRange(1), default=200, show_default=True)
@AS_JSON
@click.pass_obj
def access(session: Session, month: datetime | None, limit: int, *, as_json: bool) -> None:
    """Print the access log, newest first; what was too much in an hour is marked."""
    with session.acting() as desk:
        since = month.replace(tzinfo=desk.clock().tzinfo) if month else None
        until = (since + timedelta(days=32)).replace(day=1) if since else None
        found = access_log(desk, since, until, limit)
        if as_json:
            echo_json([_access_facts(one, session) for one in found])
        elif found:
            for line in columns([_access_row(one, session) for one in found]):
                echo(line)
        else:
            echo(_("Nothing found."))


def _person(person: Person) -> dict[str, Any]:
    roles = [code for code, role in Role.__members__.items() if role & person.roles]
    return {
        "number": person.id, "name": person.name, "roles": roles, "dept": person.dept,
        "trade": person.trade, "signs_in": person.logs_in, "active": person.active,
    }  # fmt: skip


def _person_row(person: Person, desk: Desk, session: Session) -> tuple[str, ...]:
    roles = listed([_(name) for role, name in ROLE_NAMES.items() if role & person.roles])
    dept = told(Msg("{v}", {"v": Coded("departments", person.dept)}), session)
    signs = _("signs in") if person.logs_in else ""
    if person.id in desk.with_pin():
        signs = _("signs in with a PIN")
    state = _("on duty") if person.id in desk.on_duty() else ""
    return (
        person.id, person.name, roles, dept, person.trade, signs,
        state if person.active else _("left"),
    )  # fmt: skip


def _shifts(desk: Desk, days: int) -> list[Shift]:
    shift = shift_at(desk.clock(), desk.policy)
    found = [shift]
    while len(found) < days * len(SHIFTS):
        shift = shift_at(shift.ends, desk.policy)
        found.append(shift)
    return found


def _duty_row(shift: Shift, names: tuple[str, ...], session: Session) -> tuple[str, ...]:
    people = tuple(By(name) for name in names)
    return (
        shift.day.isoformat(),
        told(Msg("{v}", {"v": Coded("shifts", shift.code)}), session),
        told(Msg("{v}", {"v": people}), session) if names else _("nobody listed"),
    )


def _meant(desk: Desk, name: str) -> Person:
    found = [p for p in desk.operators() if name in {p.name, p.id}]
    if not name and desk.operator.id:
        return desk.operator
    if len(found) == 1:
        return found[0]
    raise plain(N_("Nobody who signs in here is called “{name}”."), name=name)


def _access_facts(one: Access, session: Session) -> dict[str, Any]:
    return {
        "at": one.head.at, "kind": one.head.kind, "number": one.head.stream,
        "about": _name(one.about, session), "by": one.head.operator,
        "by_name": _name(one.head.operator, session), "flagged": one.flagged,
        "what": [told(msg, session) for msg in one.step.line()],
    }  # fmt: skip


def _access_row(one: Access, session: Session) -> tuple[str, ...]:
    what = "  ".join(filter(None, (told(msg, session) for msg in one.step.line())))
    mark = _("! very many in an hour") if one.flagged else ""
    at = told(Msg("{at}", {"at": one.head.at}), session)
    by = _name(one.head.operator, session) or _("nobody signed in")
    return at, by, _name(one.about, session), what, mark


def _name(person: str, session: Session) -> str:
    """A person's name; a room as it is."""
    return told(Msg("{who}", {"who": By(person)}), session)
