"""Free text, money and counts (handbook 4.5)."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

from deskapp.handbook.fields.fold import digits_of, fold_line, strip_controls
from deskapp.handbook.fields.reading import Reading, error, ok, warn
from deskapp.handbook.message import N_, Msg

if TYPE_CHECKING:
    from collections.abc import Collection

_EMPTY = Msg(N_("Write down what was said."))
_TOO_SHORT = N_("Write at least {least} letters or characters.")
_TOO_LONG = N_("At most {most} characters; this text has {count}.")
_THE_LABEL = Msg(N_("This repeats the label. Write down what was said."))
_PERSONAL = Msg(N_("The text has an ID card or bank card number in it. The desk never needs one."))
_NO_AMOUNT = Msg(N_("An amount in yuan with at most two decimals, for example 1200.50."))
_LARGE_AMOUNT = Msg(N_("More than 10,000 yuan. Is the amount right?"))
_NO_COUNT = N_("A whole number from 0 to {most}.")

_LETTERS_NEEDED = 2
_LARGE = Decimal(10_000)
_MOST_COUNTED = 999

_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")
_CARD_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d(?:[ -]?\d){15,18}(?![0-9A-Za-z])")
_BIRTH = re.compile(r"\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"

_AMOUNT = re.compile(
    r"(?:¥|RMB|CNY|人民币)?\s*(?P<sum>\d{1,3}(?:,\d{3})+|\d{1,9})(?P<cents>\.\d{1,2})?\s*(?P<ten_thousand>万)?"
    r"\s*(?:元整?|块钱?|圆|RMB|CNY|yuan)?",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(\d{1,6})\s*[个次人名位件户台张把份条]?")

_EVASIONS = re.compile(
    "尽快|尽早|尽量|抓紧|赶紧|赶快|马上|立即|立刻|及时|尽可能|快点|早点|稍后|随后|回头|妥善|处理|解决|办理"
    "|安排|跟进|落实|协调|搞定|弄好|处置|联系|反馈|回复|再说|看看|看情况|研究"
    r"|\b(?:asap|a\.s\.a\.p|as soon as possible|soonest|soon|quickly|promptly|immediately|urgently"
    r"|right away|deal(?:t|ing)? with|handled?|handling|process(?:ed)?|sort(?:ed)?(?: out)?"
    r"|follow(?:ed)? up|look(?:ed)? into|take care of|resolved?|solved?)\b",
    re.IGNORECASE,
)
_FILLERS = re.compile(
    "一下|我们|我方|咱们|他们|你们|会|将|要|请|吧|啊|呢|哦|嗯|了|的|地|得|好|来|去|给|把|对|就|先|再|已经|已|正在|正|在"
    "|这个|该|此|问题|情况|事情|事宜|事项|事|时间|进行|予以|中|业主|物业|人员|相关|部门|您|你|我|他|她"
    r"|\b(?:it|this|that|the|a|an|will|we|i|be|is|are|to|please|pls|do|and|then|of|for|you|they|problem|issue"
    r"|matter|case|them|us|as|possible|very|must|should|shall|would|can|our|team)\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    "(?:暂时?|目前|都|全)?(?:没有?|无)(?:了|遗留|剩余|问题|其他|什么)*|none(?:left)?|no|nothing(?:left)?|na|nil"
)


def read_text(
    typed: str, least: int = 2, most: int = 2000, not_equal_to: Collection[str] = ()
) -> Reading[str]:
    """Free text as typed, lines kept; `not_equal_to` holds labels that are no answer."""
    text = unicodedata.normalize("NFC", strip_controls(typed)).strip()
    if not text:
        return error(_EMPTY)
    if len(text) > most:
        return error(Msg(_TOO_LONG, {"most": most, "count": len(text)}))
    if least and (len(text) < least or not has_substance(text, min(least, _LETTERS_NEEDED))):
        return error(Msg(_TOO_SHORT, {"least": least}))
    if _bare(text) in map(_bare, not_equal_to):
        return error(_THE_LABEL)
    return warn(text, _PERSONAL) if personal_numbers(text) else ok(text)


def _bare(text: str) -> str:
    return "".join(char for char in fold_line(text).casefold() if char.isalnum())


def has_substance(text: str, least: int) -> bool:
    """Whether a text has `least` letters or Han, not one of them over and over (哈哈哈, aa)."""
    letters = [char for char in text.casefold() if char.isalpha()]
    if len(letters) < max(least, 1):
        return False
    doubled = 2  # 谢谢 and 好好 are words
    return len(set(letters)) > 1 or len(letters) == 1 or _is_han_pair(letters, doubled)


def _is_han_pair(letters: list[str], doubled: int) -> bool:
    return len(letters) == doubled and unicodedata.name(letters[0], "").startswith("CJK")


def is_evasive(text: str) -> bool:
    """Whether a text only promises haste or handling: 尽快处理一下, ASAP, we will deal with it."""
    folded = fold_line(text)
    if not _EVASIONS.search(folded):
        return False
    rest = _FILLERS.sub(" ", _EVASIONS.sub(" ", folded))
    return not any(char.isalnum() for char in rest)


def says_none(text: str) -> bool:
    """Whether a text only says that there is nothing: 没有, 暂无, none, n/a."""
    return bool(_NOTHING.fullmatch(_bare(text)))


def personal_numbers(text: str) -> tuple[str, ...]:
    """ID card and bank card numbers in a text, as written; only those with a right check digit."""
    plain = unicodedata.normalize("NFKC", text)
    ids = [number for number in _ID_NUMBER.findall(plain) if _is_id_number(number)]
    cards = [number for number in _CARD_NUMBER.findall(plain) if _is_card_number(number)]
    return tuple(dict.fromkeys([*ids, *cards]))


def _is_id_number(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False))
    return bool(_BIRTH.match(number)) and _ID_CHECKS[total % 11] == number[-1].upper()


def _is_card_number(number: str) -> bool:
    digits = [int(char) for char in reversed(number) if char.isdecimal()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return len(set(digits)) > 1 and (sum(digits[::2]) + sum(doubled)) % 10 == 0


def read_money(typed: str) -> Reading[Decimal]:
    """An amount in yuan, two decimals: 1,200 · 1200元 · ¥1200.50 · 1.2万."""
    found = _AMOUNT.fullmatch(digits_of(fold_line(typed)))
    if not found:
        return error(_NO_AMOUNT)
    amount = Decimal(found["sum"].replace(",", "") + (found["cents"] or ""))
    if found["ten_thousand"]:
        amount *= 10_000
    amount = amount.quantize(Decimal("0.01"))
    return warn(amount, _LARGE_AMOUNT) if amount > _LARGE else ok(amount)


def read_count(typed: str, most: int = _MOST_COUNTED) -> Reading[int]:
    """A whole number from 0 to `most`, Chinese numerals and counting words included."""
    found = _COUNT.fullmatch(digits_of(fold_line(typed)))
    if not found or int(found[1]) > most:
        return error(Msg(_NO_COUNT, {"most": most}))
    return ok(int(found[1]))
