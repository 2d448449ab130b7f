"""Invented residents for a demonstration site, as a site's own spreadsheet would list them."""

from __future__ import annotations

from itertools import islice, product
from random import Random
from typing import TYPE_CHECKING, Any

from deskapp.exchange.errors import ExchangeError
from deskapp.exchange.tables import write_csv
from deskapp.handbook.message import N_, Msg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEADINGS = ("楼栋", "单元", "房号", "姓名", "关系", "联系电话", "面积", "备注")
UNITS, FLOORS, DOORS = 3, 25, 4
MOST_BUILDINGS = 999
AREAS = ("68.5", "89.2", "105.6", "128")
EMPTY_SHARE, SECOND_SHARE, TENANT_SHARE = 0.08, 0.45, 0.2
NOTES = ("", "", "", "", "", "独居老人", "家有婴儿，轻敲门", "先发消息再来电")


def write_residents(path: Path, rooms: int, chance: Random) -> None:
    """Write a list of so many rooms with their people; raises ExchangeError without Faker."""
    faker = _faker(chance)
    write_csv(path, HEADINGS, _rows(rooms, faker, chance))


def _faker(chance: Random) -> Any:
    try:
        from faker import Faker  # noqa: PLC0415 - an extra that only the demonstration needs
    except ImportError as error:
        text = N_('The demonstration needs Faker: pip install "deskapp[demo]".')
        raise ExchangeError(Msg(text)) from error
    faker = Faker("zh_CN")
    faker.seed_instance(chance.randrange(1 << 30))
    return faker


def _rows(rooms: int, faker: Any, chance: Random) -> Iterator[tuple[str, ...]]:
    places = product(
        range(1, MOST_BUILDINGS), range(1, UNITS + 1), range(1, FLOORS + 1), range(1, DOORS + 1)
    )
    for building, unit, floor, door in islice(places, rooms):
        place = (f"{building}栋", f"{unit}单元", f"{floor}{door:02}")
        area = AREAS[door - 1]
        if chance.random() < EMPTY_SHARE:
            yield (*place, "", "", "", area, "空置")
            continue
        for relation in _household(chance):
            yield (
                *place,
                faker.name(),
                relation,
                faker.phone_number(),
                area,
                chance.choice(NOTES) if relation == "业主" else "",
            )


def _household(chance: Random) -> tuple[str, ...]:
    if chance.random() < TENANT_SHARE:
        return ("业主", "租户")
    return ("业主", "家属") if chance.random() < SECOND_SHARE else ("业主",)
