"""Rooms told in a story: found only where no date, time, phone or price can be meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from deskapp.handbook.fields.fold import HAN_NUMERALS, fold_in_place, fold_line
from deskapp.handbook.fields.notation import fold_room, parse_room
from deskapp.handbook.fields.place import is_bare_space, parking_space, shop_unit

if TYPE_CHECKING:
    from deskapp.handbook.fields.flat import RoomParts

_N = f"[0-9{HAN_NUMERALS}]"
# a number followed by one of these is an amount, a time or a floor
_ENDS = (
    r"(?![0-9A-Z]|[:/-][0-9]|\.[0-9]|\s*(?:[年月日点时分秒元块¥万千个人户度米层楼岁次平件辆盏吨余多套间棵名位%]"
    r"|天(?!花)|公斤|公里|左右|RMB|yuan\b|[ap]m\b))"
)
_FREE = r"(?<![0-9A-Z+¥$])(?<![0-9A-Z][.:/+-])"
_DOOR = r"(?:[0-9]{3,4}[A-Z]?|[0-9]{2}[A-Z][0-9]{2}|(?:M|G|LG|UG)[0-9]{2})"
_DOOR_SAID = rf"(?:{_DOOR}|[{HAN_NUMERALS}]{{3,5}}|[0-9]{{2}}(?=[室房]))"
_MORE = r"(?:\s*[+&/]\s*[0-9]{3,4}(?![0-9]))*"
_PHASE = rf"(?:{_N}{{1,2}}[期区]\s*-?)?"
_BLOCK = rf"(?:[A-Z]?{_N}{{1,4}}[A-Z]?|[A-Z])"
# 3栋2单元1202室, 十二栋一单元三零一
_MARKED = (
    rf"{_FREE}(?P<room>{_PHASE}{_BLOCK}\s*(?:栋|幢|座|号楼|\#楼?|楼(?={_N}{{1,2}}单元))[\s-]*"
    rf"(?:(?:{_N}{{1,3}}|[A-Z])\s*(?:单元|门|-)[\s-]*)?(?:{_N}{{1,3}}[层楼]\s*)?[负-]?"
    rf"{_DOOR_SAID}{_MORE}{_ENDS}(?:号?[室房](?!间)|号)?)"
)
# 128弄12号301室
_IN_A_LANE = rf"{_FREE}(?P<room>{_N}{{1,4}}弄\s*-?{_N}{{1,4}}(?:号|-)\s*{_DOOR_SAID}{_ENDS})"
# 3-2-1202, B-2-301, 2期-6-1-1503, 3-2--101
_DASHED = (
    rf"{_FREE}(?P<room>{_PHASE}(?:[A-Z]?[1-9][0-9]{{0,2}}[A-Z]?|[A-Z])-(?:[0-9]{{1,2}}|[A-Z])-"
    rf"-?{_DOOR}{_MORE}{_ENDS})"
)
_ENGLISH = (
    r"\b(?P<room>(?:building|block|tower)\s+[0-9A-Z]{1,3},?\s+(?:unit\s+[0-9A-Z]{1,2},?\s+)?"
    rf"(?:room|flat|apartment|apt\.?)\s+{_DOOR}{_ENDS})"
)
# 3 2 1202, only where a story begins
_SPACED = rf"^\s*(?P<room>[A-Z]?[1-9][0-9]?\s[0-9]{{1,2}}\s{_DOOR}{_ENDS})"
# 11-1101, B-1801, only where a story begins or says that a room follows
_SHORT = (
    r"(?:^|我是|我住|住在|这里是|房号|房间|\b(?:room|flat|in|at)\s)\s*"
    rf"(?P<room>(?:[A-Z]|[1-9][0-9]?)-{_DOOR}{_ENDS})"
)
_PARKING = (
    r"(?P<room>(?:地下)?(?:停?车位|车库|地库)\s*"
    r"(?:(?:负[0-9一二三]|B[0-9]|地下[0-9一二三])层?[\s-]*)?"
    rf"(?:[A-Z]区?-?)?[0-9]{{2,4}}{_ENDS}号?)"
)
_BARE_PARKING = rf"{_FREE}(?P<room>B[0-9]-[A-Z]?[0-9]{{2,4}}{_ENDS}(?:号?车位)?)"
_SHOP = rf"(?P<room>(?:商铺|店铺|底商|门面)\s*[A-Z]?[0-9]{{1,4}}{_ENDS}号?)"
_FLATS = (_MARKED, _IN_A_LANE, _DASHED, _ENGLISH, _SPACED, _SHORT)
_TOLD = [re.compile(told, re.IGNORECASE) for told in (*_FLATS, _PARKING, _BARE_PARKING, _SHOP)]
_LEADS_IN = re.compile(
    r"(?:(?:你好|您好|喂|请问|麻烦|我是|我这里是|我这是|这里是|这是|我们是|我们|我家是|我家在|我家|我住在?|家住"
    r"|住在|业主|住户|房号是?|地址是?|请到|到|在|来自|\b(?:hi|hello|this is|i am|i'm|i live|we are"
    r"|we're|my|is|in|at|from|room|flat|apartment))[,，、。!！:：\s]*)+$",
    re.IGNORECASE,
)
_LEADS_OUT = re.compile(
    r"^(?:号?[室房](?!间))?\s*(?:的?(?:业主|住户|租户)|的(?!士))?[\s,，.。;；:：、!！-]*"
)
_STOPS = " \t\n\u3000,，.。;；:：、-"


def find_room(text: str) -> tuple[str, str] | None:
    """A room told in a story: its stored form and the rest of the words; None if unsure."""
    plain = fold_in_place(text)
    for told in _TOLD:
        for found in told.finditer(plain):
            if stored := _stored(found["room"]):
                return stored, _rest(text[: found.start("room")], text[found.end("room") :])
    return None


def _stored(words: str) -> str | None:
    folded = fold_room(fold_line(words))
    room = parse_room(folded)
    if room is None or is_bare_space(folded):
        return parking_space(folded, words) or shop_unit(folded, words)
    return None if _is_a_date(room) else str(room)


def _is_a_date(room: RoomParts) -> bool:
    """3-2-2026 is a day, though 3-2-2001 is a flat."""
    return re.fullmatch(r"20[1-3]\d", room.room) is not None and room.unit.isdecimal()


def _rest(before: str, after: str) -> str:
    """What was told beside the room, without the words that only led to it."""
    before, behind = _LEADS_IN.sub("", before), _LEADS_OUT.sub("", after)
    stands_alone = before[-1:].isspace() or after[:1].isspace()
    before = before.rstrip()
    gap = " " if stands_alone and before[-1:] not in _STOPS else ""
    return f"{before}{gap}{behind}".strip(_STOPS)
