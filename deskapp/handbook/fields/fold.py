"""Folding: the many ways of typing one thing made one, before it is read."""

from __future__ import annotations

import re
import unicodedata

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−─━⁃﹘➖"), "-")
_DIGITS = {
    **{han: value for value, han in enumerate("零一二三四五六七八九")},
    **{han: value for value, han in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "○": 0,
    "幺": 1,
    "两": 2,
    "兩": 2,
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TENS = {"廿": 20, "卅": 30}
_UNIT_SIGNS = {*_UNITS, *_TENS}
HAN_NUMERALS = "".join([*_DIGITS, *_UNITS, *_TENS])
_RUN = re.compile(f"[{HAN_NUMERALS}]+")
_FLOOR_AND_DOOR = re.compile("([一二三四五六七八九]?十[一二三四五六七八九]?)([零〇].)")
# letters and blanks by category, yet nothing to see
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def tidy(text: str) -> str:
    """The text in its compatibility form (full-width, NBSP), without blanks around it."""
    return unicodedata.normalize("NFKC", text).strip()


def is_control(char: str) -> bool:
    """Whether a character shows nothing: control, zero-width, direction mark, half a pair."""
    return unicodedata.category(char) in {"Cc", "Cf", "Cs"} or char in _INVISIBLE


def strip_controls(text: str, *, keep_lines: bool = True) -> str:
    """The text without control, zero-width and direction characters; tabs become blanks."""
    one_line = text.replace("\n", " ")
    if one_line.isprintable() and _INVISIBLE.isdisjoint(text):
        return text if keep_lines else one_line
    lines = re.sub("\r\n|[\r\x0b\x0c\x85\u2028\u2029]", "\n", text).replace("\t", " ")
    if not keep_lines:
        lines = lines.replace("\n", " ")
    return "".join(char for char in lines if char == "\n" or not is_control(char))


def fold_dashes(text: str) -> str:
    """Every kind of dash as the plain one."""
    return text.translate(_DASHES)


def fold_line(text: str) -> str:
    """One line for a reader: no controls, plain dashes and digits, single blanks."""
    line = fold_dashes(tidy(strip_controls(text, keep_lines=False)))
    if not line.isascii():
        line = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in line)
    return " ".join(line.split())


def fold_in_place(text: str) -> str:
    """Full-width signs and dashes made plain, every character keeping its position."""
    plain = (unicodedata.normalize("NFKC", char) for char in text)
    return fold_dashes("".join(p if len(p) == 1 else c for p, c in zip(plain, text, strict=True)))


def digits_of(text: str) -> str:
    """The text with Chinese numerals as digits: 十二 is 12, 一二零二 and 十二零二 are 1202."""
    return _RUN.sub(lambda run: _number(run[0]), text)


def _number(run: str) -> str:
    if not _UNIT_SIGNS & set(run):
        return "".join(str(_DIGITS[char]) for char in run)
    if told := _FLOOR_AND_DOOR.fullmatch(run):
        return _number(told[1]) + _number(told[2])
    return str(_value(run))


def _value(run: str) -> int:
    total, digit, unit = 0, 0, 1
    for char in run:
        if char in _DIGITS:
            digit = _DIGITS[char]
            unit = unit if digit else 1
        elif char in _TENS:
            total, digit, unit = total + _TENS[char], 0, 10
        else:
            unit = _UNITS[char]
            total, digit = total + (digit or 1) * unit, 0
    return total + digit * max(1, unit // 10)  # 一百二 is 120
