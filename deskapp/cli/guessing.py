"""How good the guessed class is, on a file of the site's own."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from deskapp.cli.program import program
from deskapp.cli.session import Session
from deskapp.cli.telling import columns, echo, echo_json, told
from deskapp.exchange.guessing import WAYS, Score, measure, read_filed
from deskapp.handbook.message import N_, Msg
from deskapp.locale import _

MOST_FOLDS = 50


@program.command("guess", help=_("How often the guessed class is right, on a file with classes."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--text", default="what", show_default=True, help=_("The column of the matter."))
@click.option("--label", default="sub", show_default=True, help=_("The column of its class."))
@click.option(
    "--parts", type=click.IntRange(2, MOST_FOLDS), default=5, show_default=True,
    help=_("Each part is held out once and guessed from the others."),
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))
@click.pass_obj
def guess(
    session: Session, file: Path, text: str, label: str, parts: int, *, as_json: bool
) -> None:
    """Hold out each part once; print how often the first and the first three guesses are right."""
    with session.desk() as desk:
        filed = read_filed(file, text, label)
        scores = measure(filed, desk.policy, parts)
        strange = {sub for sub, _matter in filed} - desk.policy.classes.keys()
    if as_json:
        echo_json([asdict(score) for score in scores])
        return
    for line in columns([_row(score) for score in scores]):
        echo(line)
    if strange:
        words = N_("{n} of its classes are not this site's: the policy's words know none of them.")
        echo(told(Msg(words, {"n": len(strange)}), session))


def _row(score: Score) -> tuple[str, ...]:
    return (
        _(WAYS[score.way]),
        f"top-1 {_share(score.first, score.n)}",
        f"top-3 {_share(score.three, score.n)}",
        f"n={score.n}",
    )


def _share(right: int, n: int) -> str:
    return f"{100 * right / n:.1f} %"
