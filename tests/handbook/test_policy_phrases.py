"""Filled as on a working day, every phrase fits the two lines that the screen gives it."""

from __future__ import annotations

import re
from string import Formatter
from unicodedata import east_asian_width

import pytest

from deskapp.store.policy_files import default_policy_folder, load_policy

POLICY = load_policy(default_policy_folder())
LANGUAGES = ("zh", "en")
CLASSES = tuple(POLICY.entries("subcategories"))
PHRASES = tuple(POLICY.entries("phrases"))
MEASURE = 66

ZH = {
    "site": "翠湖花园",
    "staff": "周",
    "no": "R261123-A053",
    "room_say": "三栋二单元，幺二零二",
    "name_call": "王女士",
    "phone_say": "幺三八，零零幺三，八零零零",
    "summary": "厨房水管漏水，昨晚开始，楼下也湿了",
    "requirement": "关总阀，换软管，看1102天花板",
    "time_say": "昨晚十一点半",
    "new": "幺二零三",
    "again": "三栋二单元，幺二零三",
    "n": "2",
    "m": "4",
    "answer": "本周六上午八点半到五点半都可以办",
    "reason": "要先找到漏点",
    "steps": "先关水止漏，再查漏点修",
    "dept": "工程部",
    "due": "今天 18:00",
    "desk_phone": "0571-88881234",
    "org": "供水公司",
    "org_phone": "96111",
    "help": "替您报修并跟进",
    "dur": "一小时",
    "date": "明天 14:30",
    "old_due": "今天 18:00",
    "opt1": "明天 09:00",
    "opt2": "明天 14:00",
    "basis": "业主自用部位",
    "mat": "120.00",
    "lab": "80.00",
    "amt": "200.00",
    "cap": "260.00",
    "payer": "业主",
    "free": "关阀止水，查清漏点",
    "risk": "不修会漏到楼下",
    "left": "1102室天花板补漆",
    "who": "张建国",
    "points": "答应两次没来，师傅态度差",
    "remedy": "今天修好并道歉",
    "handler": "客服主管李琳",
    "first": "今天 18:00",
    "supervisor": "客服主管李琳",
    "finding": "15:10接单，18:50才到",
    "cause": "当班只有一位水工，没人告诉您",
    "plan": "换软管，补1102天花板",
    "coop": "清空洗菜盆下面的柜子",
    "objection": "费用由您付",
    "level": "项目经理",
    "external": "街道或12345",
    "time": "14:30",
    "list": "053漏水、061电梯、投诉006",
    "keys": "12",
    "radios": "4",
}
EN = ZH | {
    "site": "Lakeside Court",
    "staff": "Joan Reed",
    "room_say": "building 3, unit 2, one two zero two",
    "name_call": "Mrs Wang",
    "phone_say": "one three eight, zero zero one three, eight zero zero zero",
    "summary": "kitchen pipe leaks since last night, flat below wet",
    "requirement": "Shut the valve, change the hose",
    "time_say": "last night at half past eleven",
    "new": "one two zero three",
    "again": "building 3, unit 2, one two zero three",
    "answer": "yes, this Saturday from half past eight to half past five",
    "reason": "we must find the leak",
    "steps": "Stop the water, then repair",
    "dept": "Engineering",
    "due": "today 18:00",
    "org": "The water company",
    "help": "report it for you and follow up",
    "dur": "one hour",
    "date": "tomorrow 14:30",
    "old_due": "today 18:00",
    "opt1": "tomorrow 09:00",
    "opt2": "tomorrow 14:00",
    "basis": "the owner's own part",
    "payer": "the owner",
    "free": "close the valve, find the leak",
    "risk": "it may leak into the flat below",
    "left": "painting the ceiling of 1102",
    "who": "Dan Hill",
    "points": "promised twice, nobody came, then rude",
    "remedy": "repair today and an apology",
    "handler": "Sue Lane",
    "first": "today 18:00",
    "supervisor": "Sue Lane",
    "finding": "taken at 15:10 on the 19th, he came at 18:50",
    "cause": "one plumber on shift, and nobody told you",
    "plan": "new hose, paint the ceiling of 1102",
    "coop": "please empty the cupboard under the sink",
    "objection": "paying for the hose",
    "level": "The manager",
    "external": "12345",
    "list": "053 leak, 061 lift, complaint 006",
}
# The order of work is spoken with the short matter; its requirement says the rest.
SHORT = {"zh": {"summary": "厨房水管漏水"}, "en": {"summary": "kitchen pipe leaks"}}


def filled(phrase: str, lang: str, **values: str) -> str:
    """The phrase as it stands on the screen; an unforeseen blank is an error."""
    known = (ZH if lang == "zh" else EN) | (SHORT[lang] if "{requirement}" in phrase else {})
    return phrase.format_map(known | values)


def width(text: str) -> int:
    """Terminal cells: wide and full-width characters take two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def fits(text: str) -> bool:
    """Whether the text stands in two lines, broken after a sentence, a comma or a word."""
    if width(text) <= MEASURE:
        return True
    breaks = [match.end() for match in re.finditer(r"[。？！，；：、]|[ ]", text)]
    return any(
        width(text[:at].rstrip()) <= MEASURE and width(text[at:].strip()) <= MEASURE
        for at in breaks
    )


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("step", PHRASES)
def test_a_phrase_has_the_same_blanks_in_both_languages(step: str) -> None:
    assert blanks(POLICY.phrase(step, "zh")) == blanks(POLICY.phrase(step, "en"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("step", PHRASES)
def test_a_filled_phrase_fits_two_lines(step: str, lang: str) -> None:
    said = filled(POLICY.phrase(step, lang), lang)
    assert fits(said), f"{width(said)} cells: {said}"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("sub", CLASSES)
def test_what_is_told_for_each_class_fits_two_lines(sub: str, lang: str) -> None:
    dept = POLICY.label("departments", POLICY.subcategory(sub).dept, lang)
    words = {kind: POLICY.template(kind, sub, lang) for kind in ("reason", "steps")}
    said = filled(POLICY.phrase("later", lang), lang, dept=dept, **words)
    assert fits(said), f"{width(said)} cells: {said}"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", POLICY.entries("delay_reasons"))
def test_a_delay_is_told_with_each_reason_in_two_lines(code: str, lang: str) -> None:
    reason = POLICY.label("delay_reasons", code, lang)
    assert fits(filled(POLICY.phrase("delay", lang), lang, reason=reason))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("sub", CLASSES)
def test_the_example_of_a_work_order_names_work_and_fits_its_line(sub: str, lang: str) -> None:
    example = POLICY.template("requirement", sub, lang)
    assert not POLICY.says_nothing(example)
    assert width(example) <= 56


def test_every_question_fits_one_line() -> None:
    for entry in POLICY.entries("questions").values():
        assert max(width(entry.zh), width(entry.en)) <= MEASURE
