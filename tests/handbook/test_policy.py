"""The policy that comes with the program is complete, and is read as the desk means it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from deskapp.handbook.policy import Policy, PolicyError
from deskapp.handbook.policy_override import overridden
from deskapp.store.policy_files import default_policy_folder, load_policy

POLICY = load_policy(default_policy_folder())
LANGUAGES = ("zh", "en")
CLASSES = tuple(POLICY.entries("subcategories"))
AMBIGUOUS = "·•●○①—–×“”‘’°▲▼…→"


def with_table(name: str, **entries: object) -> dict[str, Any]:
    return overridden(POLICY.data, {name: entries})


@pytest.mark.parametrize("name", sorted(POLICY.lists))
def test_every_entry_is_written_in_both_languages(name: str) -> None:
    for entry in POLICY.entries(name).values():
        assert re.search(r"[\u4e00-\u9fff]|^[\d、 ]+$", entry.zh), entry
        assert re.search(r"[A-Za-z]", entry.en), entry
        assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", entry.en), entry


@pytest.mark.parametrize("name", sorted(POLICY.lists))
def test_chinese_is_written_with_full_width_signs_and_nothing_of_unsure_width(name: str) -> None:
    for entry in POLICY.entries(name).values():
        assert not re.search(r"[,;?!()\"']|:(?!\d)", re.sub(r"\{.*?\}", "", entry.zh)), entry
        assert not set(entry.zh + entry.en) & set(AMBIGUOUS), entry


@pytest.mark.parametrize("sub", CLASSES)
def test_every_class_has_a_known_type_department_and_priority(sub: str) -> None:
    own = POLICY.subcategory(sub)
    assert own.type in POLICY.entries("types")
    assert own.dept in POLICY.entries("departments")
    assert POLICY.priority(own.priority).clock in {"24x7", "service"}
    assert (own.priority == "P0") == (own.type == "EMG")
    assert own.priority.startswith("K") == (own.type == "CMP")


@pytest.mark.parametrize("sub", CLASSES)
def test_every_class_has_three_to_five_questions(sub: str) -> None:
    asked = POLICY.questions(sub, "zh")
    assert 3 <= len({question.code for question in asked}) <= 5


def test_a_leak_is_asked_about_where_since_when_running_below_and_the_valve() -> None:
    asked = [question.code for question in POLICY.questions("REP.LEAK", "en")]
    assert asked == ["room_in", "since", "running", "wet_below", "valve"]
    assert [q.code for q in POLICY.questions("SUG.FACIL", "en")] == [
        q.code for q in POLICY.questions("SUG.OTHER", "en")
    ]


def test_every_question_is_asked_somewhere() -> None:
    asked = {question.code for sub in CLASSES for question in POLICY.questions(sub, "zh")}
    own_types = {code for code in POLICY.data["question_sets"] if "." not in code}
    asked |= {question.code for code in own_types for question in POLICY.questions(code, "zh")}
    assert set(POLICY.entries("questions")) == asked


@pytest.mark.parametrize("sub", [code for code in CLASSES if not code.startswith(("EMG", "OTH"))])
def test_every_class_can_be_guessed_in_both_languages(sub: str) -> None:
    words = POLICY.data["keywords"][sub]
    assert re.search(r"[\u4e00-\u9fff]", words)
    assert re.search(r"[a-z]{3}", words)


@pytest.mark.parametrize(
    ("said", "sub"),
    [
        ("厨房水管漏水，昨晚开始，楼下也湿了", "REP.LEAK"),
        ("水龙头关不紧一直滴", "REP.WATER"),
        ("卫生间地漏返臭，马桶堵了", "REP.DRAIN"),
        ("家里一开空调就跳闸，空开推不上去", "REP.POWER"),
        ("进户门锁芯坏了打不开门", "REP.DOOR"),
        ("三楼楼道灯不亮了", "PUB.LIGHT"),
        ("电梯异响，抖得厉害", "PUB.LIFT"),
        ("地库道闸不抬杆", "PUB.ACCESS"),
        ("有人把电瓶车推进电梯充电", "PUB.EBIKE"),
        ("楼上装修电钻太吵", "PUB.NOISE"),
        ("我的车位被占了", "PUB.PARK"),
        ("消防通道被堵了", "PUB.BLOCK"),
        ("草坪上好多狗屎没人清", "PUB.CLEAN"),
        ("物业费怎么交，能开发票吗", "ENQ.FEE"),
        ("想办月卡，租车位", "ENQ.PARK"),
        ("周六搬家要放行条", "ENQ.MOVE"),
        ("上次报的修到哪了，查进度", "ENQ.STATUS"),
        ("我换电话了，改一下登记的电话", "ENQ.DATA"),
        ("保安态度差，还骂人", "CMP.STAFF"),
        ("报了好几次一直没人来", "CMP.SLOW"),
        ("上周修了又坏，没修好", "CMP.QUALITY"),
        ("我要投诉邻居吵", "CMP.NOISE"),
        ("你们把我电话泄露给中介", "CMP.PRIV"),
        ("停水没通知", "CMP.INFO"),
        ("建议在南门加装路灯", "SUG.FACIL"),
        ("想请钟点工入户保洁", "SVC.CLEAN"),
        ("帮我代收快递", "SVC.DELIVER"),
        ("表扬张师傅，态度很好", "PRA.STAFF"),
        ("Kitchen pipe is leaking since last night", "REP.LEAK"),
        ("the toilet is clogged", "REP.DRAIN"),
        ("The breaker keeps tripping", "REP.POWER"),
        ("corridor lights on floor 3 are out", "PUB.LIGHT"),
        ("someone parked in my space", "PUB.PARK"),
        ("barking dog, off the leash", "PUB.PET"),
        ("How much is the management fee, can I get an invoice", "ENQ.FEE"),
        ("I lost my wallet near the gate", "ENQ.LOST"),
        ("the guard was rude and shouted at me", "CMP.STAFF"),
        ("nobody came, I reported three times", "CMP.SLOW"),
        ("I was overcharged for water", "CMP.FEE"),
        ("I suggest you install a bench", "SUG.FACIL"),
        ("I want to thank Mr Zhang, very helpful", "PRA.STAFF"),
    ],
)
def test_the_class_is_guessed_from_the_matter(said: str, sub: str) -> None:
    best = POLICY.guess(said)[0]
    assert best.sub == sub, POLICY.guess(said)[:3]
    assert all(part in said.lower() for part in best.word.split("+"))


def test_nothing_is_guessed_from_nothing() -> None:
    assert POLICY.guess("") == ()
    assert POLICY.guess("嗯嗯，是这样的") == ()


@pytest.mark.parametrize(
    ("said", "sub"),
    [
        ("楼上着火", "EMG.FIRE"),
        ("插座冒烟了", "EMG.FIRE"),
        ("有烧焦的味道", "EMG.FIRE"),
        ("有人困在里面", "EMG.LIFT"),
        ("我被关在电梯里了", "EMG.LIFT"),
        ("厨房有燃气味", "EMG.GAS"),
        ("闻到煤气", "EMG.GAS"),
        ("水管爆了", "EMG.FLOOD"),
        ("天花板喷水，客厅淹了", "EMG.FLOOD"),
        ("有人触电", "EMG.ELEC"),
        ("热水器漏电", "EMG.ELEC"),
        ("老人晕倒了，头上流血", "EMG.MED"),
        ("有人要跳楼", "EMG.FALL"),
        ("玻璃坠下来了", "EMG.FALL"),
        ("楼下打架，有人拿刀", "EMG.CRIME"),
        ("有人抢包", "EMG.CRIME"),
        ("正在偷我的车", "EMG.CRIME"),
        ("孩子丢了", "EMG.MISSING"),
        ("老人走失了", "EMG.MISSING"),
        ("There is a FIRE in the garage", "EMG.FIRE"),
        ("smoke everywhere", "EMG.FIRE"),
        ("two people trapped", "EMG.LIFT"),
        ("I smell gas", "EMG.GAS"),
        ("a pipe burst", "EMG.FLOOD"),
        ("he got a shock", "EMG.ELEC"),
        ("she is unconscious", "EMG.MED"),
        ("bleeding badly", "EMG.MED"),
        ("tiles fall from the wall", "EMG.FALL"),
        ("a man with a knife", "EMG.CRIME"),
        ("my child is missing", "EMG.MISSING"),
        ("燃气表在漏气", "EMG.GAS"),
        ("消防通道里着火了", "EMG.FIRE"),
        ("ＦＩＲＥ", "EMG.FIRE"),
    ],
)
def test_words_of_danger_are_heard(said: str, sub: str) -> None:
    assert sub in {danger.sub for danger in POLICY.dangers(said)}


@pytest.mark.parametrize(
    "said",
    [
        "办事有困难，想咨询",
        "爆米花撒了一地",
        "防火门关不上",
        "消防栓没水",
        "燃气费怎么交",
        "煤气卡充不了值",
        "楼上打架子鼓太吵",
        "一开空调就跳闸，又要跳闸了",
        "燃气灶打不着火",
        "请师傅抢修一下水管",
        "车位老被抢占",
        "量血压的活动几点",
        "保安偷懒",
        "漏电保护开关跳了",
        "上周快递被偷",
        "The fire door does not close",
        "gas bill question",
        "a parcel is missing",
        "missing parcel",
        "I was shocked at the price",
        "the fireplace is cold, rainfall outside",
        "smoke detector beeps",
    ],
)
def test_harmless_words_raise_no_alarm(said: str) -> None:
    assert POLICY.dangers(said) == ()


def test_the_longest_word_of_danger_is_the_one_shown() -> None:
    assert POLICY.dangers("孩子困在电梯里")[0].word == "困在电梯"
    assert {danger.sub for danger in POLICY.dangers("正在抢救")} == {"EMG.MED"}


@pytest.mark.parametrize("said", ["", "尽快", "请尽快处理一下。", "ASAP please!", "马上去看看"])
def test_a_requirement_of_haste_alone_says_nothing(said: str) -> None:
    assert POLICY.says_nothing(said)


@pytest.mark.parametrize("said", ["关总阀", "尽快换洗菜盆软管", "check the valve", "看1102天花板"])
def test_a_requirement_that_names_work_says_something(said: str) -> None:
    assert not POLICY.says_nothing(said)


def test_the_default_limits_are_those_of_the_handbook() -> None:
    urgent, normal = POLICY.priority("P1"), POLICY.priority("P2")
    assert (urgent.dispatch_min, urgent.on_site_min, urgent.contact_min) == (10, 30, 15)
    assert (urgent.make_safe_h, urgent.finish_h, urgent.clock) == (2, 24, "24x7")
    assert (normal.dispatch_min, normal.contact_min, normal.finish_h) == (30, 60, 48)
    assert POLICY.priority("P0").finish_h is None
    assert POLICY.priority("K1").contact_min == 60
    assert POLICY.service.open == 8 * 60 + 30
    assert POLICY.service.days == frozenset(range(1, 8))
    assert POLICY.limit("confirm_attempts") == 3


def test_live_channels_are_those_where_somebody_answers() -> None:
    live = {code for code, entry in POLICY.entries("channels").items() if entry.extra["live"]}
    assert live == {"phone", "walkin", "intercom", "guard", "followup"}


def test_every_emergency_says_what_to_say_and_whom_to_call() -> None:
    for code, entry in POLICY.entries("subcategories").items():
        if code.startswith("EMG."):
            assert POLICY.phrase(entry.extra["say"], "zh")
            assert set(entry.extra["calls"]) <= set(POLICY.entries("incident_calls"))


def test_every_call_chain_names_known_people_in_order_of_time() -> None:
    for entry in POLICY.entries("incident_levels").values():
        chain = entry.extra.get("chain", {})
        people = {*chain, *entry.extra.get("by_law", ())}
        assert people <= set(POLICY.entries("incident_calls"))
        assert list(chain.values()) == sorted(chain.values())


def test_every_detail_of_a_cause_belongs_to_a_cause() -> None:
    causes = POLICY.entries("causes")
    assert {code[0] for code in POLICY.entries("cause_details")} == set(causes)


def test_every_reason_for_a_missing_item_names_one_of_the_five() -> None:
    five = {"name", "room", "contact", "what", "raised_at"}
    named = [set(entry.extra["of"]) for entry in POLICY.entries("missing_reasons").values()]
    assert set().union(*named) == five


def test_an_unknown_list_is_an_error_but_a_retired_code_is_shown_as_it_is() -> None:
    with pytest.raises(KeyError):
        POLICY.entries("no_such_list")
    assert POLICY.label("departments", "ENG", "zh_CN") == "工程部"
    assert POLICY.label("departments", "GONE", "en") == "GONE"


def test_any_change_gives_a_new_version() -> None:
    changed = Policy.from_data(with_table("priorities", P1={"finish_h": 20}))
    assert re.fullmatch(r"0\.1-[0-9a-f]{8}", POLICY.version)
    assert Policy.from_data(POLICY.data).version == POLICY.version
    assert changed.version != POLICY.version
    assert changed.priority("P1").finish_h == 20
    assert changed.priority("P1").on_site_min == 30


@pytest.mark.parametrize(
    ("table", "entries", "where"),
    [
        ("priorities", {"P1": {"finish_h": "soon"}}, "priorities.P1"),
        ("priorities", {"P9": {"zh": "甲", "en": "a", "clock": "lunar"}}, "priorities.P9"),
        ("subcategories", {"REP.NEW": ["新", "New"]}, "subcategories.REP.NEW"),
        ("subcategories", {"REP.LEAK": {"dept": "NASA"}}, "NASA"),
        ("subcategories", {"REP.LEAK": {"priority": "P7"}}, "P7"),
        ("departments", {"ENG": {"zh": ""}}, "departments.ENG"),
        ("departments", {"NEW": "新"}, "departments.NEW"),
        ("limits", {"undo_min": {"value": "five"}}, "limits.undo_min"),
        ("question_sets", {"REP": "where, nonsense"}, "nonsense"),
        ("keywords", {"REP.LEAK": ["漏"]}, "keywords.REP.LEAK"),
        ("keywords", {"REP.NONE": "漏"}, "REP.NONE"),
        ("service", {"open": "18:00"}, "service.open"),
        ("service", {"days": [0, 8]}, "service.open"),
        ("service", {"close": "nine"}, "service.open"),
    ],
)
def test_a_policy_that_does_not_fit_together_is_refused(
    table: str, entries: dict[str, object], where: str
) -> None:
    with pytest.raises(PolicyError, match=re.escape(where)):
        Policy.from_data(with_table(table, **entries))


def test_a_missing_table_is_named() -> None:
    data = {name: table for name, table in POLICY.data.items() if name != "types"}
    with pytest.raises(PolicyError, match="types"):
        Policy.from_data(data)
