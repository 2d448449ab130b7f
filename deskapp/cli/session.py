"""What a command works with: which database, who acts, how the screens are opened."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from deskapp.desk.desk import FOUNDER, Desk
from deskapp.desk.signing import refused_pin
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.people import Person, Role
from deskapp.locale import _, language, say
from deskapp.locale.telling import Teller, listed
from deskapp.places import database_path

MAY_ADD_PEOPLE = Role.D | Role.M | Role.A
PIN = "DESKAPP_PIN"
"""Where a script gives the PIN of whoever acts; never an argument, which others would see."""
Opener = Callable[[Path, str], int]


class PlainError(click.ClickException):
    """What stands in the way, in the user's own language: nothing else is printed."""

    def show(self, file: object = None) -> None:  # noqa: ARG002 - click's signature
        """Print the sentences as they are."""
        click.echo(self.format_message(), err=True)


def plain(text: str, **blanks: object) -> PlainError:
    """A plain error from a marked sentence and its blanks."""
    return PlainError(say(Msg(text, blanks)))


def no_screens(_path: Path, _language: str) -> int:
    """What opens the screens where there are none."""
    raise plain(N_("The screens cannot be opened from here."))


@dataclass
class Session:
    """One run of the command line."""

    path: Path = Path()
    operator: str = ""
    open_screens: Opener = no_screens
    known: Desk | None = None
    """The desk that was opened last; sentences take names and labels from it."""

    def choose(self, path: Path | None, operator: str) -> None:
        """Settle on a database and on who acts."""
        self.path = path or database_path()
        self.operator = operator

    @property
    def lang(self) -> str:
        """The language in use."""
        return language()

    @property
    def teller(self) -> Teller | None:
        """Puts messages into words once a desk has been opened."""
        if self.known is None:
            return None
        return Teller(self.known.policy, self.known.people, self.known.clock())

    @contextmanager
    def desk(self, *, make: bool = False) -> Iterator[Desk]:
        """The open desk; unless `make`, a database that is not there yet stays so."""
        if not make and not self.path.exists():
            text = N_("There is no database {path} yet: run deskapp once, or deskapp new site.")
            raise plain(text, path=self.path)
        desk = Desk.open(self.path)
        self.known = desk
        try:
            if self.operator and not make:
                self.sign_in(desk)  # who asks decides what may be seen (X19)
            yield desk
        finally:
            desk.close()

    @contextmanager
    def acting(self) -> Iterator[Desk]:
        """The open desk with somebody signed in who takes the steps."""
        with self.desk() as desk:
            if not self.operator:
                self.sign_in(desk)
            yield desk

    @contextmanager
    def asking(self) -> Iterator[Desk]:
        """The open desk for a question: whoever was named asks, else nobody in particular."""
        with self.acting() if self.operator else self.desk() as desk:
            yield desk

    @contextmanager
    def founding(self) -> Iterator[Desk]:
        """The desk for setting up: while nobody may add people, whoever sits here may."""
        with self.desk(make=True) as desk:
            able = [p for p in desk.operators() if p.roles & MAY_ADD_PEOPLE]
            if self.operator or able:
                self.sign_in(desk)
            yield desk

    def sign_in(self, desk: Desk) -> None:
        """Go on as the person named, or as the only one there is."""
        people = desk.operators()
        if self.operator:
            _let_in(desk, _named(self.operator, people))
        elif len(people) == 1:
            _let_in(desk, people[0])
        elif people:
            text = N_("Say who acts with --as NAME: {names}.")
            raise plain(text, names=_names(people))
        else:
            desk.operator = FOUNDER


def _let_in(desk: Desk, person: Person) -> None:
    """Somebody with a PIN shows it, as on the screen; wrong ones are counted alike (P-10)."""
    if person.id in desk.with_pin():
        refusal = refused_pin(desk, person.id, _pin(person))
        if refusal:
            raise PlainError(say(refusal))
    desk.sign_in(person.id)


def _pin(person: Person) -> str:
    given = os.environ.get(PIN)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        text = N_("{name} has a PIN: scripts give it in {variable}.")
        raise plain(text, name=person.name, variable=PIN)
    asked: str = click.prompt(_("PIN"), hide_input=True, err=True)
    return asked


def _named(wanted: str, people: list[Person]) -> Person:
    found = [p for p in people if wanted in {p.name, p.id}]
    if len(found) == 1:
        return found[0]
    text = N_("Nobody who signs in here is called “{name}”. There are: {names}.")
    raise plain(text, name=wanted, names=_names(people))


def _names(people: list[Person]) -> str:
    return listed([p.name for p in people])
