"""The program's own options, and errors told in one sentence each."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deskapp import __version__
from deskapp.cli.session import PlainError, Session
from deskapp.cli.telling import refusal_lines, unread_lines
from deskapp.desk.desk import NoSuchRecord, Stale
from deskapp.desk.hidden import Withheld
from deskapp.exchange.call import Unread
from deskapp.exchange.errors import ExchangeError
from deskapp.handbook.gate import Refused
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.policy import PolicyError
from deskapp.locale import LANGUAGES, _, say, set_language
from deskapp.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence


class Program(click.Group):
    """The group of all commands; what a desk refuses becomes one plain sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, and tell in sentences why it could not be done."""
        try:
            return super().invoke(ctx)
        except (StoreError, PolicyError, ExchangeError, Withheld) as error:
            raise PlainError(say(error.message)) from error
        except Refused as refused:
            raise PlainError("\n".join(refusal_lines(refused, _session(ctx)))) from refused
        except Unread as unread:
            raise PlainError("\n".join(unread_lines(unread, _session(ctx)))) from unread
        except NoSuchRecord as error:
            text = N_("No record has the number {number}.")
            raise PlainError(say(Msg(text, {"number": error}))) from error
        except Stale as error:
            text = N_("{number} has moved on meanwhile; look at it and try again.")
            raise PlainError(say(Msg(text, {"number": error}))) from error
        except UnicodeEncodeError as error:
            text = N_("Something typed is not UTF-8; set the terminal to UTF-8 and type it again.")
            raise PlainError(say(Msg(text))) from error
        except sqlite3.DatabaseError as error:
            text = N_("The database {path} cannot be used: {why}")
            blanks = {"path": _session(ctx).path, "why": error}
            raise PlainError(say(Msg(text, blanks))) from error


def _session(ctx: click.Context) -> Session:
    session: Session = ctx.obj
    return session


@click.group(
    cls=Program,
    help=_("The front desk at the keyboard. Without a command the screens open."),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--db",
    envvar="DESKAPP_DB",
    type=click.Path(path_type=Path),
    help=_("The database; by default in your own data folder."),
)
@click.option(
    "--lang", envvar="DESKAPP_LANG", type=click.Choice(LANGUAGES), help=_("The language.")
)
@click.option(
    "--as",
    "operator",
    envvar="DESKAPP_OPERATOR",
    default="",
    help=_("Who acts, by name; needed where several people sign in."),
)
@click.version_option(__version__, prog_name="deskapp")
@click.pass_context
def program(ctx: click.Context, db: Path | None, lang: str | None, operator: str) -> None:
    """Keep what every command needs."""
    session = ctx.ensure_object(Session)
    session.choose(db, operator)
    if lang:
        set_language(lang)


def run(arguments: Sequence[str], session: Session) -> int:
    """Run a command line; the exit code: 0 done, 1 refused or not possible, 2 wrong usage."""
    try:
        code = program.main(list(arguments), "deskapp", standalone_mode=False, obj=session)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Abort:
        return 1
    return code if isinstance(code, int) else 0
