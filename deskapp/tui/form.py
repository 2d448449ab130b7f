"""A form made from a step class: one field per slot, read and judged as the gate will."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from deskapp.desk.site import StillSite
from deskapp.handbook.fields.reading import Level, Reading
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.slots import Kind, Slot
from deskapp.handbook.typed import matches, read_typed
from deskapp.locale import _, language, timewords
from deskapp.tui.look.signs import sign
from deskapp.tui.widgets.field import Field, Options

YES_NO = {"yes": N_("yes"), "no": N_("no")}

TOLD_TO_OWNER = frozenset({
    "answer",
    "reason",
    "steps",
    "process",
    "leftover",
    "offer",
    "free_part",
    "risk",
})
"""Fields whose text the owner hears."""

SiteNow = Callable[[], StillSite]
Own = Callable[[], Mapping[str, str]]


def make_field(key: str, slot: Slot, site: SiteNow, own: Own = dict) -> Field:
    """A field for a slot; what is typed is read against the site as it stands at that moment.

    Args:
        key: The field's name.
        slot: What it holds.
        site: The site now.
        own: The choices that the record at hand gives this field.
    """

    def meaning(typed: str) -> Reading[Any]:
        return read_typed(replace(slot, own=own()), typed, site())

    field = Field(key, slot, meaning, options=options_for(slot, site, own))
    if slot.kind is Kind.PEOPLE:
        field.part = lambda code: _person_name(site(), code)
    return field


def options_for(slot: Slot, site: SiteNow, own: Own = dict) -> Options | None:
    """What may be chosen in a field of this slot; None where text is typed."""
    if slot.kind is Kind.CHOICE:
        return Options(
            lambda typed: matches(replace(slot, own=own()), typed, site()),
            lambda code: own().get(code, code),
        )
    if slot.kind is Kind.ANSWER:
        return Options(_yes_or_no, lambda code: _(YES_NO.get(code, "")))
    if slot.kind is Kind.PERSON:
        return Options(
            lambda typed: matches(slot, typed, site()),
            lambda code: _person_name(site(), code),
            lambda code: _person_detail(site(), code),
        )
    if slot.kind is Kind.CODE:
        return Options(
            lambda typed: matches(slot, typed, site()),
            lambda code: site().policy.label(slot.choices, code, language()),
        )
    return None


def _yes_or_no(typed: str) -> list[str]:
    wanted = typed.strip().casefold()
    if not wanted:
        return list(YES_NO)
    return [c for c, text in YES_NO.items() if _(text).startswith(wanted) or c.startswith(wanted)]


def _person_name(site: StillSite, code: str) -> str:
    known = site.people.get(code)
    return known.name if known else code


def _person_detail(site: StillSite, code: str) -> str:
    return f"{site.people[code].trade} {site.load(code)}".strip() if code in site.people else ""


def fill_field(field: Field, value: object, now: datetime) -> None:
    """Put a suggested value into a field, as somebody would have typed it."""
    if value in (None, "", ()):
        return
    if isinstance(value, bool):
        field.choose("yes" if value else "no")
    elif field.options:
        field.choose(str(value))
    elif isinstance(value, datetime):
        field.typed = typed_moment(value, field, now)
    elif isinstance(value, tuple):
        field.typed = ",".join(field.part(one) for one in value)
    else:
        field.typed = str(value)


def typed_moment(moment: datetime, field: Field, now: datetime) -> str:
    """A time as people say it where the field reads that back to the minute, else in full."""
    said = timewords.point(moment, now)
    read = field.meaning(said).value
    same = isinstance(read, datetime) and abs(read - moment) < timedelta(minutes=1)
    return said if same else moment.strftime("%Y-%m-%d %H:%M")


def offer_plain_words(field: Field, site: StillSite) -> None:
    """Under a text for the owner: the plain words for the jargon in it; it bars nothing (1.3)."""
    if field.key in TOLD_TO_OWNER:
        found = site.policy.plain_words(field.typed)
        lang, before = language(), field.example
        field.example = "  ".join(f"{e.code}{sign('goes')}{e.label(lang)}" for e in found)
        if field.example != before:
            field.show()


def read_fields(fields: Mapping[str, Field]) -> tuple[dict[str, Any], list[Field]]:
    """The values of the fields, and those fields that cannot be read, each now saying why."""
    values: dict[str, Any] = {}
    wrong = []
    for key, field in fields.items():
        reading = field.reading()
        if reading.level is Level.ERROR or (reading.value is None and reading.message):
            field.refuse(reading.message or Msg(N_("This cannot be read.")))
            wrong.append(field)
        else:
            values[key] = reading.value
    return values, wrong
