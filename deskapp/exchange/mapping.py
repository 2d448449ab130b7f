"""How another system's columns and values become ours: a TOML file beside the import."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, Any

from deskapp.exchange import headings
from deskapp.exchange.errors import ExchangeError
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.step import slots_of
from deskapp.handbook.ticket.imported import Imported

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TABLES = frozenset({"source", "columns", "values", "defaults", "format", "joins"})
FIELDS = frozenset(
    name for name in slots_of(Imported) if not name.startswith("override") and name != "source"
)
TIME_FORMATS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y-%m-%d",
    "%Y/%m/%d",
)
"""How times are written where the mapping does not say."""


@dataclass(frozen=True)
class TicketMap:
    """Which columns make each field, what their values mean, how times are written."""

    source: str
    columns: Mapping[str, tuple[str, ...]]
    joins: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    time: tuple[str, ...] = TIME_FORMATS
    zone: tzinfo | None = None

    def moment(self, typed: str, here: tzinfo | None) -> datetime | None:
        """A time of the file, aware; None if it is written in no known way."""
        for form in self.time:
            try:
                found = datetime.strptime(typed, form)  # noqa: DTZ007 - the zone follows
            except ValueError:
                continue
            return found if found.tzinfo else found.replace(tzinfo=self.zone or here)
        return _iso(typed, self.zone or here)


def _iso(typed: str, zone: tzinfo | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=zone)


def map_of(names: tuple[str, ...], source: str) -> TicketMap:
    """The mapping that a file's own headings tell."""
    found = headings.columns_of(names, headings.TICKETS)
    return TicketMap(source, {name: (heading,) for name, heading in found.items()})


def read_map(path: Path, names: tuple[str, ...]) -> TicketMap:
    """Read a mapping file for a table with these headings; raises ExchangeError."""
    data = _toml(path)
    for table in data.keys() - TABLES:
        raise _wrong(path, N_("{path}: there is no table “{name}”."), name=table)
    columns = {name: _names(cells) for name, cells in _table(path, data, "columns").items()}
    _check_fields(path, data, columns)
    for heading in (h for cells in columns.values() for h in cells if h not in names):
        raise _wrong(path, N_("{path}: the file has no column “{name}”."), name=heading)
    form = _table(path, data, "format")
    return TicketMap(
        source=str(data.get("source", path.stem)),
        columns=columns,
        joins=_texts(_table(path, data, "joins")),
        values={n: _texts(v) for n, v in _table(path, data, "values").items()},
        defaults=_texts(_table(path, data, "defaults")),
        time=_names(form["time"]) if "time" in form else TIME_FORMATS,
        zone=_zone(path, str(form.get("offset", ""))),
    )


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _wrong(path, N_("{path} is no mapping file: {why}"), why=error) from error
    except OSError as error:
        text = N_("{path} cannot be read: {why}")
        raise _wrong(path, text, why=error.strerror or error) from error


def _wrong(path: Path, text: str, **blanks: object) -> ExchangeError:
    return ExchangeError(Msg(text, {"path": path, **blanks}))


def _table(path: Path, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = data.get(name, {})
    if not isinstance(table, dict):
        raise _wrong(path, N_("{path}: “{name}” must be a table."), name=name)
    return table


def _check_fields(
    path: Path, data: Mapping[str, Any], columns: Mapping[str, tuple[str, ...]]
) -> None:
    named = {*columns, *data.get("values", ()), *data.get("defaults", ()), *data.get("joins", ())}
    for name in sorted(named - FIELDS):
        text = N_("{path}: a ticket has no field “{name}”; there are: {fields}.")
        raise _wrong(path, text, name=name, fields=", ".join(sorted(FIELDS)))


def _names(cells: object) -> tuple[str, ...]:
    return tuple(map(str, cells)) if isinstance(cells, list) else (str(cells),)


def _texts(table: object) -> dict[str, str]:
    return {str(k): str(v) for k, v in table.items()} if isinstance(table, dict) else {}


def _zone(path: Path, offset: str) -> tzinfo | None:
    if not offset:
        return None
    try:
        parsed = datetime.strptime(offset, "%z").utcoffset()
    except ValueError as error:
        text = N_("{path}: “{offset}” is no offset like +08:00.")
        raise _wrong(path, text, offset=offset) from error
    return timezone(parsed or timedelta(0))
