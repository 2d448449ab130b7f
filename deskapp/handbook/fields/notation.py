"""The notations of a room: 3栋2单元1202室, 3#2-1202 and 3 2 1202 are one room."""

from __future__ import annotations

import re

from deskapp.handbook.fields.flat import DOOR, RoomParts
from deskapp.handbook.fields.fold import digits_of

_GAP = r"(?:\s*[-/._,、]\s*|\s+)"
_MARK = rf"(?:\s*(?:{{word}}){_GAP}?|{_GAP})"
_BUILDING_MARK = _MARK.format(word="栋|幢|座|号楼|号院|号|#楼|#|楼(?=[^楼]*(?:单元|门))")
_UNIT_MARK = _MARK.format(word="单元|门|梯")
_ROOM = re.compile(
    rf"(?:(?P<phase>\d{{1,4}}[期弄区]|[A-Z东南西北中][期区]){_GAP}?)?"
    rf"(?:\#?(?P<building>[A-Z]\d{{0,3}}|\d{{1,3}}[A-Z]?){_BUILDING_MARK})?"
    rf"(?:(?P<unit>[A-Z]?\d{{1,2}}|[A-Z]){_UNIT_MARK})?"
    rf"(?:(?P<floor>\d{{1,2}}[A-Z]?)[层楼]{_GAP}?)?"
    rf"(?P<below>-|负|地下)?(?P<doors>{DOOR}(?:\+{DOOR})*)\s*(?:号?[室房]|号|户)?"
)
_FLAT = r"\d{3,4}[A-Z]?"
_AND = r"\s*(?:[+&/、,]|和|与|跟|及)\s*"
_MERGED = re.compile(rf"(?<=\d{{3}}){_AND}(?={_FLAT}(?:{_AND}{_FLAT})*\s*[室房]?$)")
_BARS = re.compile(r"(?<=\d)一(?=\d)")  # the dash that a Chinese keyboard has nearest
_ENGLISH = (
    (re.compile(r"\bPHASE\s*(\w+)\b,?"), r"\1期"),
    (re.compile(r"\b(?:BUILDING|BLDG\.?|BLOCK|TOWER)\s*(\w+)\b,?"), r"\1栋"),
    (re.compile(r"\bUNIT\s*(\w+)\b,?"), r"\1单元"),
    (re.compile(r"\b(?:ROOM|RM\.?|FLAT|APARTMENT|APT\.?)\s*(?=\w)"), ""),
    (re.compile(r"\bPARKING(?:\s+(?:SPACE|SPOT|BAY))?\s*(?=\w)"), "车位"),
    (re.compile(r"\bSHOP\s*(?=\w)"), "商铺"),
)
_MARKS = re.compile(r"\s*(?:号楼|[栋幢座#]楼?|单元|(?<=[期弄区])(?=.))\s*-?\s*")
_BEGINNING = re.compile("(?:车位|商铺)?[A-Z0-9期弄区东南西北中+-]*")


def fold_room(line: str) -> str:
    """A typed place made ready to be parsed: upper case, Arabic digits, Chinese marks."""
    folded = line.upper()
    for english, chinese in _ENGLISH:
        folded = english.sub(chinese, folded)
    return _MERGED.sub("+", digits_of(_BARS.sub("-", folded)))


def parse_room(folded: str) -> RoomParts | None:
    """The parts of a folded text that is one room with its building, else None."""
    found = _ROOM.fullmatch(folded)
    if not found or not found["building"]:
        return None
    doors = found["doors"]
    if (floor := found["floor"]) and not (doors.startswith(floor) and len(doors) > len(floor)):
        doors = floor + doors.zfill(2)
    below = "-" if found["below"] else ""
    return RoomParts(found["phase"] or "", found["building"], found["unit"] or "", below + doors)


def parse_without_building(folded: str) -> str | None:
    """The unit and room (2-1202 or 1202) of a folded text that leaves out the building."""
    found = _ROOM.fullmatch(folded)
    if not found or found["building"]:
        return None
    return "-".join(filter(None, (found["unit"], found["doors"])))


def join_marks(folded: str) -> str:
    """The beginning of a room with plain dashes for its marks; empty if it is no beginning."""
    joined = re.sub(_GAP, "-", re.sub("[室房]$", "", _MARKS.sub("-", folded)))
    return joined.lstrip("-") if _BEGINNING.fullmatch(joined) else ""
