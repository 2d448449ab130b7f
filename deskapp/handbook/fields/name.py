"""Names of people and companies of any script, and forms of address (handbook 4.3)."""

from __future__ import annotations

import re
import unicodedata

from deskapp.handbook.fields.fold import fold_dashes, is_control, tidy
from deskapp.handbook.fields.reading import Reading, error, ok, warn
from deskapp.handbook.fields.spoken import is_chinese
from deskapp.handbook.message import N_, Msg

_LONGEST = 50
# a missing name is a choice of its own, never a word in this field
_NO_NAME = {"", "无", "没有", "不详", "未知", "匿名", "不知道", "n/a", "unknown", "anonymous"}
_EMPTY = Msg(N_("Give a name, a form of address, or say that the caller stays anonymous."))
_CONTROL = Msg(N_("There is an invisible character in the name. Type it again."))
_TOO_LONG = Msg(N_("A name has up to {most} characters."), {"most": _LONGEST})
_ONLY_DIGITS = Msg(N_("These are digits: is it the number that belongs into another field?"))
_NO_LETTER = Msg(N_("A name has at least one letter."))
_ONE_CHARACTER = Msg(N_("Only one character: is the name complete?"))
_FORM_OF_ADDRESS = Msg(N_("This is a form of address; the full name is not known yet."))
_DIGIT_INSIDE = Msg(N_("There is a digit in the name. Is it right?"))
_UNUSUAL = Msg(N_("There is a sign in the name that names do not have. Is it right?"))
_SOUNDS_LIKE = N_("Which surname: {own}, or {others}?")

_MARKS = str.maketrans(dict.fromkeys("•‧∙・●⋅᛫", "·") | dict.fromkeys("’‘ʼ`´′", "'"))
_ALLOWED_MARKS = set(" ·-'.()&,")
_TITLES = (
    "先生|女士|小姐|太太|夫人|阿姨|叔叔|大爷|大妈|大叔|大婶|大哥|大姐|大伯|伯伯|伯母|奶奶|爷爷|婆婆|公公"
    "|师傅|老师|医生|大夫|教授|经理|主任|总监|老板|队长|同学|警官|姑娘|小哥|业主|住户"
)
_TITLED = re.compile(rf"(?P<name>.*?)(?P<title>{_TITLES})")
_TITLED_SHORT = re.compile(
    "[^\\W\\d_](?:哥|姐|太|总|工|姨|叔|伯|婶|嫂|董|爷|妈)|[小老阿][^\\W\\d_]"
)
_TITLED_LATIN = re.compile(
    r"(?P<title>(?:mr|mrs|ms|miss|mx|dr|prof|sir|madam|auntie|uncle)\b\.?)\s*(?P<name>.*)",
    re.IGNORECASE,
)
_TITLES_EN = {"先生": "Mr", "女士": "Ms", "小姐": "Miss", "太太": "Mrs", "夫人": "Mrs"}
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_COMPOUND = re.compile(
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|令狐|慕容|夏侯|司徒|司空|端木"
    "|宇文|长孙|南宫|西门|独孤|轩辕|百里|呼延|闻人|澹台|公冶|宗政|濮阳|淳于"
    "|单于|太叔|申屠|仲孙|钟离|鲜于|闾丘|赫连|万俟|拓跋|完颜|纳兰|第五|东郭"
    "|乐正|梁丘|左丘|谷梁|段干|公羊|亓官|巫马|颛孙|漆雕|壤驷|拓拔|夹谷|宰父"
    "|微生|羊舌|歐陽|司馬|諸葛|東方"
)
_SOUND_ALIKES = (
    {"张": "弓长张", "章": "立早章"},
    {"李": "木子李", "黎": "黎明的黎"},
    {"王": "三横王", "汪": "三点水汪"},
    {"陈": "耳东陈", "程": "禾呈程"},
    {"吴": "口天吴", "武": "文武的武", "伍": "单人伍"},
    {"许": "言午许", "徐": "双人徐"},
    {"江": "三点水江", "姜": "美女姜", "蒋": "草头蒋"},
    {"何": "人可何", "贺": "加贝贺"},
    {"于": "干钩于", "余": "人禾余", "俞": "人则俞", "虞": "虎头虞"},
    {"周": "周到的周", "邹": "刍耳邹"},
    {"肖": "小月肖", "萧": "草头萧"},
    {"付": "付款的付", "傅": "师傅的傅"},
    {"严": "严格的严", "颜": "颜色的颜", "阎": "门字框阎"},
    {"沈": "三点水沈", "申": "申请的申"},
    {"金": "黄金的金", "靳": "革斤靳"},
    {"邱": "丘耳邱", "丘": "山丘的丘", "裘": "求衣裘"},
)


def read_name(typed: str) -> Reading[str]:
    """A name as typed; a form of address is a warning, kind is name or address."""
    # the one field that does not strip: a control character here hides in every list later
    if any(is_control(char) for char in typed.strip()):
        return error(_CONTROL)
    name = _normal(typed)
    if refusal := _refusal(name):
        return error(refusal)
    doubt = _doubt(name)
    kind = "address" if doubt is _FORM_OF_ADDRESS else "name"
    return warn(name, doubt, kind) if doubt else ok(name, kind)


def _normal(typed: str) -> str:
    folded = fold_dashes(tidy(typed).translate(_MARKS)).translate(_MARKS)
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", folded))


def _refusal(name: str) -> Msg | None:
    if name.lower() in _NO_NAME:
        return _EMPTY
    if len(name) > _LONGEST:
        return _TOO_LONG
    if any(char.isalpha() for char in name):
        return None
    return _ONLY_DIGITS if any(char.isdecimal() for char in name) else _NO_LETTER


def _doubt(name: str) -> Msg | None:
    if len(name) == 1:
        return _ONE_CHARACTER
    if _split_title(name)[1] or _TITLED_SHORT.fullmatch(name):
        return _FORM_OF_ADDRESS
    if any(char.isdecimal() for char in name):
        return _DIGIT_INSIDE
    return None if all(map(_is_usual, name)) else _UNUSUAL


def _is_usual(char: str) -> bool:
    return char in _ALLOWED_MARKS or unicodedata.category(char)[0] in "LM"


def _split_title(name: str) -> tuple[str, str]:
    """The name and its form of address: 王女士 is 王 and 女士, Mrs White is White and Mrs."""
    found = _TITLED.fullmatch(name) or _TITLED_LATIN.fullmatch(name)
    return (found["name"].strip(), found["title"]) if found else (name, "")


def surname(name: str) -> str:
    """The surname of a Chinese or Korean name, compound ones whole; empty for other names."""
    own = _split_title(name)[0]
    if "·" in own or not _is_east_asian(own[:1]):
        return ""
    return own[:2] if _COMPOUND.match(own) else own[:1]


def _is_east_asian(char: str) -> bool:
    return any(unicodedata.name(sign, "").startswith(("CJK", "HANGUL")) for sign in char[:1])


def mask_name(name: str, lang: str) -> str:
    """A name for lists: 王**, 欧阳**, W***; a form of address stays (王** 女士, Mrs W***)."""
    own, title = _split_title(name)
    first = surname(own) or own[:1]
    hidden = f"{first}**" if _is_east_asian(first) else f"{first}***"
    if not title or not own:
        return hidden if own else title
    if title.isascii():
        return f"{title} {hidden}"
    if not is_chinese(lang) and title in _TITLES_EN:
        return f"{_TITLES_EN[title]} {hidden}"
    return f"{hidden} {title}"


def call_name(name: str) -> str:
    """How the person is spoken to: the name as given, without notes in brackets."""
    return _BRACKETS.sub("", name).strip() or name


def sound_alike(name: str) -> Msg | None:
    """How to tell the surname from those that sound like it; None if none does."""
    own = surname(name)
    for alikes in _SOUND_ALIKES:
        if own in alikes:
            others = "，".join(said for other, said in alikes.items() if other != own)
            return Msg(_SOUNDS_LIKE, {"own": alikes[own], "others": others})
    return None
