"""The policy's files: the shipped ones, and a site's own over them."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from deskapp.data_folder import data_folder
from deskapp.handbook.message import N_
from deskapp.handbook.policy import Policy, PolicyError
from deskapp.handbook.policy_override import overridden
from deskapp.handbook.special_days import special_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_LINE = re.compile(r"line (\d+)")


def default_policy_folder() -> Path:
    """The folder of the policy that comes with the program."""
    return data_folder() / "policy"


def policy_beside(database: Path) -> Policy:
    """The policy that holds for a database: the shipped one, and the site's own beside it."""
    beside = database.with_name("policy")
    return load_policy(default_policy_folder(), beside if beside.is_dir() else None)


def load_policy(folder: Path, site_folder: Path | None = None) -> Policy:
    """Read every .toml of the folder, then the site's entries over them, code by code.

    Raises PolicyError, naming the file and the line, for what cannot be read or used.
    """
    files = sorted(folder.glob("*.toml"))
    own = sorted(site_folder.glob("*.toml")) if site_folder else []
    if not files:
        raise PolicyError(N_("{where}: there is no policy in this folder."), where=str(folder))
    data = _merged(files)
    try:
        policy = Policy.from_data(overridden(data, _merged(own)) if own else data)
        special_days(policy)
    except PolicyError as error:
        raise _located(error, [*reversed(own), *files]) from error
    return policy


def _merged(files: Iterable[Path]) -> dict[str, Any]:
    """The files' tables together; one table may not stand in two files."""
    data: dict[str, Any] = {}
    homes: dict[str, str] = {}
    for file in files:
        for name, table in _read(file).items():
            if name in data:
                problem = N_("{where}: the table {name} stands in {other} already.")
                raise PolicyError(problem, where=file.name, name=name, other=homes[name])
            data[name], homes[name] = table, file.name
    return data


def _read(file: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        problem = N_("{where}: this line cannot be read ({why}).")
        raise PolicyError(problem, where=f"{file.name}:{_line(error, file)}", why=error) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        problem = N_("{where}: this file is not saved as UTF-8.")
        raise PolicyError(problem, where=f"{file.name}:{line}") from error
    except OSError as error:
        problem = N_("{where}: this file cannot be opened ({why}).")
        raise PolicyError(problem, where=file.name, why=error.strerror) from error


def _line(error: tomllib.TOMLDecodeError, file: Path) -> int:
    """The line at fault; the parser names none when the file ends too early."""
    match = _LINE.search(str(error))
    return int(match[1]) if match else file.read_bytes().count(b"\n") + 1


def _located(error: PolicyError, files: Iterable[Path]) -> PolicyError:
    """The same refusal, with the file and line where its entry stands."""
    place = next((found for file in files if (found := _place(file, *error.at))), None)
    if place is None:
        return error
    values = {**error.message.values, "where": place}
    return PolicyError(error.message.text, error.at, **values)


def _place(file: Path, table: str, code: str) -> str | None:
    head = None
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), 1):
        if line.startswith("["):
            head = line.partition("#")[0].strip().strip("[]")
        key = line.partition("=")[0].strip().strip('"')
        if head == table and code and key == code:
            return f"{file.name}:{number}"
    return None
