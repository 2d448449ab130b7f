"""How numbers are spoken at the desk: digit by digit, in short groups (handbook 2.2)."""

from __future__ import annotations

_HAN = "零一二三四五六七八九"
_ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_GROUP = 4
_ONE_BREATH = 6


def is_chinese(lang: str) -> bool:
    """Whether a language tag (zh, zh_CN) asks for Chinese."""
    return lang.lower().startswith("zh")


def say_digits(label: str, lang: str, one: str) -> str:
    """A label digit by digit; letters stay letters, in Chinese `one` is the word for 1."""
    if not is_chinese(lang):
        return " ".join(_ENGLISH[int(c)] if c.isdecimal() else c for c in label)
    return "".join(_HAN[int(c)] if c.isdecimal() else c for c in label.replace("1", one))


def say_groups(groups: list[str], lang: str, one: str) -> str:
    """Groups of digits with a breath between them."""
    breath = "，" if is_chinese(lang) else ", "
    return breath.join(say_digits(group, lang, one) for group in groups)


def han_ordinal(number: int) -> str:
    """A number under 1000 as Chinese counts it: 11 is 十一, 128 is 一百二十八."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = f"{_HAN[hundreds]}百" if hundreds else ""
    if tens:
        said += "十" if tens == 1 and not hundreds else f"{_HAN[tens]}十"
    elif hundreds and ones:
        said += "零"
    return said + (_HAN[ones] if ones or not number else "")


def groups_of(digits: str) -> list[str]:
    """Groups of three and four, the short ones first: 3-4-4, 3-3-4, 4-4, 3-4; up to six alone."""
    if len(digits) <= _ONE_BREATH:
        return [digits]
    count = -(-len(digits) // _GROUP)
    short = count * _GROUP - len(digits)
    sizes = [_GROUP - (place < short) for place in range(count)]
    ends = [sum(sizes[: place + 1]) for place in range(count)]
    return [digits[end - size : end] for size, end in zip(sizes, ends, strict=True)]
