"""Phone numbers as typed, stored, said and masked (handbook 4.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from deskapp.handbook.fields.fold import digits_of, fold_line
from deskapp.handbook.fields.reading import Reading, error, ok, warn
from deskapp.handbook.fields.spoken import groups_of, is_chinese, say_groups
from deskapp.handbook.message import N_, Msg

_EMPTY = Msg(N_("Give a number, or choose why there is none."))
_LETTERS = Msg(
    N_("A number has only digits. Without a number, choose how else to reach the person.")
)
_REPEATED = Msg(N_("One digit over and over is no number. Choose why there is none."))
_MOBILE_LENGTH = N_("A mobile number has 11 digits; this one has {count}.")
_LANDLINE_LENGTH = Msg(N_("A landline is area code and 7 or 8 digits, for example 0571-87086111."))
_FOREIGN_LENGTH = Msg(N_("Write it as + country code and number, for example +852 5123 4567."))
_TWO_NUMBERS = Msg(N_("One number here; the other is the second contact."))
_UNREADABLE = Msg(N_("This is no mobile, landline or service number. Read it again."))
_RARE = Msg(N_("A rare beginning for a mobile number. Read it again."))
_MOBILE_EXTENSION = Msg(N_("A mobile number seldom has an extension. Read it again."))
_WHOSE = Msg(N_("An extension or short number: whose is it?"))

_LABEL = re.compile(
    r"^(?:(?:手机|电话|固话|座机|联系电话|联系方式)(?:号码?)?是?|tel(?:ephone)?|phone|mobile|cell)[\s.:]*",
    re.IGNORECASE,
)
_EXTENSION = re.compile(
    r"(?P<main>.*\d\W*?)\s*(?:转接?|分机号?|ext(?:ension)?\.?|x|#|,|;)[\s:.]*(?P<ext>\d{1,6})",
    re.IGNORECASE,
)
_DASHED_EXTENSION = re.compile(r"(?P<main>.*\d[\s)]*)-\s*(?P<ext>\d{1,6})")
_BLANKS = re.compile(r"[\s.\-()\[\]{}【】〔〕·/_'\"]")
_CHINA = re.compile(
    r"(?:\+|00)86|86(?=0?1[3-9]\d{9}$|0?(?:10|2\d)\d{8}$|0?[3-9]\d{2}[2-8]\d{6,7}$)"
)
_MOBILE = re.compile(r"0?(1[3-9]\d{9})")
_LANDLINE = re.compile(r"(0(?:10|2\d|[3-9]\d{2}))([2-8]\d{6,7})")
_CHINA_LANDLINE = re.compile(r"(?:10|2\d|(?![48]00)[3-9]\d{2})[2-8]\d{6,7}")
_LOCAL = re.compile(r"[2-8]\d{6,7}")
_SERVICE = re.compile(r"[48]00\d{7}|95\d{3,6}|96\d{3,4}|12[1-3]\d\d|10\d{3}|11[02479]|12[02]|999")
_COUNTRY = re.compile(r"\+(85[23]|886)(\d+)")
_REGION_LENGTHS = {"852": (8, 8), "853": (8, 8), "886": (8, 9)}
_FOREIGN = re.compile(r"\+[1-9]\d{6,15}")
_SHORT = range(3, 7)
_MASKABLE = 4


def read_contact(typed: str) -> Reading[str]:
    """A phone number as typed; kind is mobile, landline, ext, service or foreign."""
    words = _LABEL.sub("", digits_of(fold_line(typed))).rstrip(" ,;。、")
    if not words:
        return error(_EMPTY)
    if split := _EXTENSION.fullmatch(words) or _landline_with_extension(words):
        return _extended(_digits(split["main"]), split["ext"])
    return _numbered(_digits(words))


def _digits(words: str) -> str:
    """The bare digits, with + for abroad and without China's own code."""
    bare = _BLANKS.sub("", words)
    home = _CHINA.sub("", bare, count=1) if _CHINA.match(bare) else bare
    if home != bare and _CHINA_LANDLINE.fullmatch(home):
        home = f"0{home}"
    return re.sub("^00(?=[1-9])", "+", home)


def _landline_with_extension(words: str) -> re.Match[str] | None:
    split = _DASHED_EXTENSION.fullmatch(words)
    if not split:
        return None
    main = _digits(split["main"])
    return split if _LANDLINE.fullmatch(main) or _LOCAL.fullmatch(main) else None


def _extended(main: str, extension: str) -> Reading[str]:
    reading = _numbered(main)
    if reading.value is None or reading.kind == "ext":
        return error(_UNREADABLE) if reading.value else reading
    stored = f"{reading.value}-{extension}"
    if reading.kind == "mobile":
        return warn(stored, _MOBILE_EXTENSION, "mobile")
    return Reading(reading.level, stored, reading.message, reading.kind)


def _numbered(number: str) -> Reading[str]:
    if number.startswith("+"):
        return _foreign(number)
    if not (number.isascii() and number.isdecimal()):
        return error(_LETTERS)
    if len(number) > 1 and len(set(number)) == 1 and number != "999":
        return error(_REPEATED)
    return _domestic(number)


def _domestic(number: str) -> Reading[str]:
    if mobile := _MOBILE.fullmatch(number):
        return _mobile(mobile[1])
    if _SERVICE.fullmatch(number):
        return ok(number, "service")
    if landline := _LANDLINE.fullmatch(number):
        return ok(f"{landline[1]}-{landline[2]}", "landline")
    if _LOCAL.fullmatch(number):
        return ok(number, "landline")
    if len(number) in _SHORT:
        return warn(number, _WHOSE, "ext")
    return error(_what_is_wrong(number))


def _mobile(number: str) -> Reading[str]:
    return ok(number, "mobile") if _given_out(number) else warn(number, _RARE, "mobile")


@lru_cache(maxsize=1000)
def _given_out(number: str) -> bool:
    # Kept, as one call reads its number with every key, at the read-back and at the gate.
    import phonenumbers  # noqa: PLC0415 - 60 ms, and only a typed mobile needs it

    return phonenumbers.is_valid_number(phonenumbers.PhoneNumber(86, int(number)))


def _what_is_wrong(number: str) -> Msg:
    if re.fullmatch(r"(?:0?1[3-9]\d{9}){2}", number):
        return _TWO_NUMBERS
    if re.fullmatch(r"1\d{6,9}|1\d{11,12}", number):
        return Msg(_MOBILE_LENGTH, {"count": len(number)})
    return _LANDLINE_LENGTH if number.startswith("0") else _UNREADABLE


def _foreign(number: str) -> Reading[str]:
    if near := _COUNTRY.fullmatch(number):
        local = near[2].removeprefix("0") if near[1] == "886" else near[2]
        least, most = _REGION_LENGTHS[near[1]]
        if not least <= len(local) <= most:
            return error(_FOREIGN_LENGTH)
        return ok(f"+{near[1]}{local}", "foreign")
    if not _FOREIGN.fullmatch(number):
        return error(_FOREIGN_LENGTH)
    return ok(_e164(number), "foreign")


def _e164(number: str) -> str:
    """The number without a trunk zero: +44 (0)20 … is +4420 …."""
    import phonenumbers  # noqa: PLC0415 - heavy, and only foreign numbers need it

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    valid = phonenumbers.is_valid_number(parsed)
    return str(phonenumbers.format_number(parsed, 0)) if valid else number


@dataclass(frozen=True)
class _Stored:
    """A stored number taken apart; `lead` is the country code (with +) or the area code."""

    lead: str
    number: str
    extension: str


def _parts(stored: str) -> _Stored:
    if stored.startswith("+"):
        lead = _country_of(stored)
        return _Stored(lead, stored[len(lead) :], "")
    pieces = stored.split("-")
    lead = pieces.pop(0) if len(pieces) > 1 and pieces[0].startswith("0") else ""
    return _Stored(lead, pieces[0], "".join(pieces[1:]))


def _country_of(stored: str) -> str:
    if near := _COUNTRY.match(stored):
        return f"+{near[1]}"
    import phonenumbers  # noqa: PLC0415 - heavy, and only far numbers need it

    try:
        return f"+{phonenumbers.parse(stored).country_code}"
    except phonenumbers.NumberParseException:
        return "+"


def group_phone(stored: str) -> str:
    """A stored number in groups for the eye: 138 0013 8000, 0571-8708 6111."""
    parts = _parts(stored)
    gap = " " if parts.lead.startswith("+") else "-"
    lead = f"{parts.lead}{gap}" if parts.lead else ""
    extension = f"-{parts.extension}" if parts.extension else ""
    return f"{lead}{' '.join(groups_of(parts.number))}{extension}"


def say_phone(stored: str, lang: str = "zh", one: str = "幺") -> str:
    """A stored number as spoken: digit by digit, in groups, the extension alone."""
    parts = _parts(stored)
    groups = [parts.lead.lstrip("+"), *groups_of(parts.number), parts.extension]
    said = say_groups([group for group in groups if group], lang, one)
    if not stored.startswith("+"):
        return said
    return f"加{said}" if is_chinese(lang) else f"plus {said}"


def mask_phone(stored: str) -> str:
    """A stored number for people who need not know it: 138****8000, else the last four."""
    parts = _parts(stored)
    if _MOBILE.fullmatch(parts.number):
        return f"{parts.number[:3]}****{parts.number[-4:]}"
    if len(parts.number) <= _MASKABLE:
        return "*" * len(stored)
    return re.sub(r"\d", "*", stored[: stored.rindex(parts.number)]) + _tail_only(parts)


def _tail_only(parts: _Stored) -> str:
    hidden = "*" * (len(parts.number) - _MASKABLE) + parts.number[-_MASKABLE:]
    return hidden + (f"-{'*' * len(parts.extension)}" if parts.extension else "")


def phone_tail(stored: str, n: int = 4) -> str:
    """The last `n` digits of a stored number, not counting an extension."""
    return _parts(stored).number[-n:]
