"""Places that are no flats: parking spaces, shops, common areas."""

from __future__ import annotations

import re

_COMMON = re.compile(
    "大堂|大厅|门厅|前厅|电梯|扶梯|地库|车库|停车场|楼道|过道|走廊|连廊|楼梯|天台|露台|楼顶|屋顶|屋面"
    "|大门|门岗|岗亭|保安亭|门卫|单元门|[东南西北正侧后]门|门禁|道闸|车道|花园|花坛|绿化|草坪|广场"
    "|泳池|游泳馆|会所|健身|儿童|篮球|球场|游乐|凉亭|亭子|景观|水景|喷泉|水池|围墙|外墙|围栏|路灯|路面"
    "|垃圾|配电|水泵|泵房|机房|监控|消控|消防|物业|前台|服务中心|客服中心|快递柜|充电|信箱|公告栏"
    "|地下室|地下?[0-9一二三]?层|[负B][0-9一二三]F?[层楼]|架空层|设备层|避难层|管道井|电井|水井|化粪池|污水|公共|公区|公厕|主干道|人行道"
    r"|\b(?:lobby|lift|elevator|garage|car park|parking lot|corridor|hallway|stairs?|stairwell"
    r"|staircase|roof|rooftop|gate|entrance|garden|lawn|playground|pool|gym|clubhouse|wall|fence"
    r"|road|pump room|plant room|bin room|reception|basement|common area)\b",
    re.IGNORECASE,
)
_SPACE_WORD = "(?:地下)?(?:停车位|车位|停车场|停车库|车库|地库)"
_LEVEL = r"(?:B(?P<b>\d)F?|(?:负|地下|-)(?P<minus>\d))(?:层|楼)?"
_SPOT = r"(?P<zone>[A-Z]?)区?\s*-?\s*(?P<spot>\d{1,5}[A-Z]?)\s*号?(?:停?车位)?"
_PARKING = re.compile(rf"(?P<word>{_SPACE_WORD})?\s*(?:{_LEVEL}[\s-]*)?{_SPOT}")
_LEVEL_FIRST = re.compile(rf"{_LEVEL}\s*(?P<word>{_SPACE_WORD})[\s-]*{_SPOT}")
_BARE_SPACE = re.compile(r"B\d(?:[\s-]+[A-Z]?-?\d{1,5}|[A-Z]\d{2,4})")
_SPACE_INSIDE = re.compile(r"车位.*\d")
_SPACE_ENDS = re.compile(r"车位$")
_LEVEL_SAID = re.compile(r"(?:B\d|负\d|地下\d|-\d)F?(?:层|楼)")

_SHOP_WORD = "(?:商铺|店铺|底商|铺面|铺位|门面房?|商业)"
_SHOP = re.compile(rf"{_SHOP_WORD}\s*-?\s*([A-Z]{{0,2}}-?\d{{1,5}}[A-Z]?)\s*(?:号铺?|室)?")
_SHOP_LAST = re.compile(rf"([A-Z]{{0,2}}-?\d{{1,5}}[A-Z]?)\s*号?\s*{_SHOP_WORD}")
_SHOP_INSIDE = re.compile(rf"(?:{_SHOP_WORD}.*\d|\d.*{_SHOP_WORD})")


def parking_space(folded: str, typed: str) -> str | None:
    """The stored form of a parking space (车位B1-A023), or the words typed if they hold more."""
    found = _PARKING.fullmatch(folded) or _LEVEL_FIRST.fullmatch(folded)
    if not found or not _names_parking(folded, found["word"]):
        return typed if _SPACE_INSIDE.search(folded) else None
    level = found["b"] or found["minus"]
    return f"车位{f'B{level}-' if level else ''}{found['zone']}{found['spot']}"


def is_bare_space(folded: str) -> bool:
    """Whether a parking space is meant only by its level: B1-023 may also be block B1."""
    return _BARE_SPACE.fullmatch(folded) is not None


def _names_parking(folded: str, word: str | None) -> bool:
    said = word or _SPACE_ENDS.search(folded) or _LEVEL_SAID.match(folded)
    return bool(said) or is_bare_space(folded)


def shop_unit(folded: str, typed: str) -> str | None:
    """The stored form of a shop (商铺S12), or the words typed if they hold more than that."""
    if found := _SHOP.fullmatch(folded) or _SHOP_LAST.fullmatch(folded):
        return f"商铺{found[1]}"
    return typed if _SHOP_INSIDE.search(folded) else None


def is_common_area(text: str) -> bool:
    """Whether words name a part of the estate that everybody uses."""
    return _COMMON.search(text) is not None
