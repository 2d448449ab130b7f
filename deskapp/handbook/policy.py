"""The site's policy: classes, limits, lists and phrases, read from plain data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal, TypeVar

import msgspec

from deskapp.handbook.message import N_, Msg
from deskapp.handbook.word_match import (
    folded,
    is_silent,
    longest_first,
    occurs,
    weight,
    without,
    words_of,
)

Clock = Literal["24x7", "service"]
UNKNOWN = N_("{where}: nothing in the policy is called {name}.")
TEMPLATES = ("reason", "steps", "requirement")
WORD_TABLES = ("keywords", "danger", "harmless", "illness", "evasive", "question_sets")
SETTINGS = frozenset({"meta", "service", "calendar", *WORD_TABLES})
NEEDED_LISTS = (
    "types",
    "subcategories",
    "departments",
    "priorities",
    "complaint_levels",
    "limits",
    "follow_up_rules",
    "phrases",
    "questions",
    "supervised_gates",
    *TEMPLATES,
)
_BY_CLASS = ("keywords", "danger", "question_sets", *TEMPLATES)
_NO_EXTRA: Mapping[str, Any] = {}
_Made = TypeVar("_Made")


class PolicyError(Exception):
    """The policy cannot be used: `message` says where and why, `at` is its table and code."""

    def __init__(self, problem: str, at: tuple[str, str] = ("", ""), **values: object) -> None:
        where = ".".join(filter(None, at))
        self.message = Msg(problem, {"where": where, **values})
        self.at = at
        super().__init__(problem.format_map(self.message.values))


class Entry(msgspec.Struct, frozen=True):
    """One entry of a list: its code, its name in both languages, and what else it carries."""

    code: str
    zh: str
    en: str
    extra: Mapping[str, Any]

    def label(self, lang: str) -> str:
        """The name in this language: Chinese for "zh...", else English."""
        return self.zh if lang.startswith("zh") else self.en


class Subcategory(msgspec.Struct, frozen=True):
    """A class of matter with its default priority and department (3.1)."""

    code: str
    type: str
    zh: str
    en: str
    priority: str
    dept: str
    finish_h: float | None = None


class Priority(msgspec.Struct, frozen=True):
    """The time limits of a priority or complaint level; None where there is no such limit."""

    code: str
    zh: str
    en: str
    clock: Clock
    dispatch_min: int | None = None
    on_site_min: int | None = None
    contact_min: int | None = None
    make_safe_h: float | None = None
    finish_h: float | None = None


class FollowUpRule(msgspec.Struct, frozen=True):
    """Which share of a kind of case is asked about once more, when, and by whom (3.8)."""

    code: str
    zh: str
    en: str
    share: int
    within_days: int
    by: Literal["desk", "D", "not_handler", "not_confirmer", "not_executor"]
    after_days: int = 0
    subs: str = ""


class ServiceHours(msgspec.Struct, frozen=True):
    """When ordinary service runs: minutes of the day, and weekdays (Monday is 1)."""

    open: int
    close: int
    days: frozenset[int]
    night_desk: str = ""


class Danger(msgspec.Struct, frozen=True):
    """A word that asks about danger, and the emergency that it suggests."""

    word: str
    sub: str


class Guess(msgspec.Struct, frozen=True):
    """A class guessed from the matter, and the word that spoke for it most."""

    sub: str
    word: str


class Question(msgspec.Struct, frozen=True):
    """A question that clears up the matter (2.2)."""

    code: str
    text: str


class Policy(msgspec.Struct, frozen=True, eq=False, dict=True):
    """Everything that a site may set; unknown lists and classes raise KeyError."""

    data: Mapping[str, Any]
    service: ServiceHours
    lists: Mapping[str, Mapping[str, Entry]]
    classes: Mapping[str, Subcategory]
    limits: Mapping[str, Priority]
    follow_ups: Mapping[str, FollowUpRule]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Policy:
        """Read the merged tables of the policy; PolicyError where they do not fit together."""
        for name in ("meta", *NEEDED_LISTS):
            _table(data, name)
        for name in WORD_TABLES:
            _check_words(name, _table(data, name))
        lists = {name: _entries(name, _table(data, name)) for name in data if name not in SETTINGS}
        policy = cls(
            data, _service(data), lists, _classes(lists), _limits(lists), _follow_ups(lists)
        )
        for table, code, name in _dangling(policy):
            raise PolicyError(UNKNOWN, (table, code), name=name)
        return policy

    @cached_property
    def version(self) -> str:
        """The policy's version with a digest of its content, so that any change shows."""
        content = msgspec.json.encode(self.data, order="deterministic")
        return f"{self.data['meta'].get('version', 0)}-{sha256(content).hexdigest()[:8]}"

    def entries(self, list_name: str) -> Mapping[str, Entry]:
        """A list's entries by code, in the policy's order."""
        return self.lists[list_name]

    def label(self, list_name: str, code: str, lang: str) -> str:
        """An entry's name; a code that the list no longer knows is shown as it is."""
        entry = self.lists[list_name].get(code)
        return entry.label(lang) if entry else code

    def subcategory(self, code: str) -> Subcategory:
        """A class by its code, such as REP.LEAK."""
        return self.classes[code]

    def priority(self, code: str) -> Priority:
        """The limits of a priority (P0 to P4) or of a complaint level (K1 to K3)."""
        return self.limits[code]

    def finish_h(self, priority: str, sub: str = "") -> float | None:
        """Hours to finish: the class's own limit at its default priority, else the priority's."""
        own = self.classes[sub] if sub else None
        if own and own.finish_h is not None and own.priority == priority:
            return own.finish_h
        return self.limits[priority].finish_h

    def limit(self, code: str) -> int:
        """A number of the list of limits; its unit is the code's last word."""
        return int(self.lists["limits"][code].extra["value"])

    def phrase(self, step: str, lang: str) -> str:
        """What to say at this step, with its {blanks}."""
        return self.lists["phrases"][step].label(lang)

    def template(self, kind: str, sub: str, lang: str) -> str:
        """The ready reason, steps or requirement of a class, or else of its type."""
        entries = self.lists[kind]
        return (entries.get(sub) or entries[_type_of(sub)]).label(lang)

    def questions(self, sub: str, lang: str) -> tuple[Question, ...]:
        """The questions to ask for a class, or else for its type (2.2)."""
        sets = self.data["question_sets"]
        codes = words_of(sets.get(sub) or sets[_type_of(sub)])
        entries = self.lists["questions"]
        return tuple(Question(code, entries[code].label(lang)) for code in codes)

    def dangers(self, text: str) -> tuple[Danger, ...]:
        """The words that ask about danger, the longest first; what is harmless is passed over."""
        rest = without(folded(text), self._harmless)
        found = []
        for danger in self._danger_words:
            if occurs(danger.word, rest):
                found.append(danger)
                rest = without(rest, (danger.word,))
        return tuple(found)

    def guess(self, text: str) -> tuple[Guess, ...]:
        """The classes that the words speak for, best first."""
        said = folded(text)
        scored = []
        for sub, words in self._keywords.items():
            if hits := [word for word in words if occurs(word, said)]:
                scored.append((sum(map(weight, hits)), Guess(sub, max(hits, key=weight))))
        return tuple(guess for _, guess in sorted(scored, key=lambda pair: -pair[0]))

    def says_nothing(self, text: str) -> bool:
        """Whether a requirement names no work: empty, or only words like 尽快 (3.1)."""
        return is_silent(without(folded(text), self._evasive))

    def plain_words(self, text: str) -> tuple[Entry, ...]:
        """The desk's own jargon in a text for an owner, each with its plain words (1.3)."""
        return tuple(e for e in self.lists.get("glossary", {}).values() if e.code in text)

    @cached_property
    def class_names(self) -> frozenset[str]:
        """What the classes are called in either language, but those of dangers."""
        ordinary = (e for code, e in self.classes.items() if not code.startswith("EMG."))
        return frozenset(name for e in ordinary for name in (e.zh, e.en))

    @cached_property
    def _danger_words(self) -> tuple[Danger, ...]:
        table = self.data["danger"].items()
        found = [Danger(word, sub) for sub, words in table for word in words_of(words)]
        return tuple(sorted(found, key=lambda danger: -len(danger.word)))

    @cached_property
    def _harmless(self) -> tuple[str, ...]:
        return longest_first(words_of(self.data["harmless"].get("words", "")))

    def names_illness(self, text: str) -> str:
        """The first word of an illness in a text; "" where it names none (X17)."""
        said = folded(text)
        return next((word for word in self._illness if occurs(word, said)), "")

    @cached_property
    def _illness(self) -> tuple[str, ...]:
        return longest_first(words_of(self.data["illness"].get("words", "")))

    @cached_property
    def _evasive(self) -> tuple[str, ...]:
        return longest_first(words_of(self.data["evasive"].get("words", "")))

    @cached_property
    def _keywords(self) -> Mapping[str, tuple[str, ...]]:
        return {sub: words_of(words) for sub, words in self.data["keywords"].items()}


def _table(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = data.get(name)
    if isinstance(table, Mapping):
        return table
    raise PolicyError(N_("{where}: the policy needs this table."), (name, ""))


def _check_words(name: str, table: Mapping[str, Any]) -> None:
    for code, raw in table.items():
        if not isinstance(raw, str):
            raise PolicyError(N_("{where}: words are one text, with commas."), (name, code))


def _entries(name: str, table: Mapping[str, Any]) -> Mapping[str, Entry]:
    return {code: _entry(name, code, raw) for code, raw in table.items()}


def _entry(name: str, code: str, raw: Any) -> Entry:
    match raw:
        case [str(zh), str(en)] if zh and en:
            return Entry(code, zh, en, _NO_EXTRA)
        case {"zh": str(zh), "en": str(en)} if zh and en:
            extra = {key: value for key, value in raw.items() if key not in {"zh", "en"}}
            return Entry(code, zh, en, extra)
    raise PolicyError(N_("{where}: the entry needs a Chinese and an English name."), (name, code))


def _classes(lists: Mapping[str, Mapping[str, Entry]]) -> Mapping[str, Subcategory]:
    return {
        code: _made(Subcategory, "subcategories", entry, type=_type_of(code))
        for code, entry in lists["subcategories"].items()
    }


def _limits(lists: Mapping[str, Mapping[str, Entry]]) -> Mapping[str, Priority]:
    """A complaint level's first feedback and answer are its contact and finish (3.3)."""
    limits = {
        code: _made(Priority, "priorities", entry) for code, entry in lists["priorities"].items()
    }
    for code, entry in lists["complaint_levels"].items():
        level = _made(_ComplaintLevel, "complaint_levels", entry)
        limits[code] = Priority(
            code,
            entry.zh,
            entry.en,
            level.clock,
            contact_min=round(level.first_feedback_h * 60),
            finish_h=level.answer_h,
        )
    for entry in lists["limits"].values():
        _made(_Limit, "limits", entry)
    return limits


def _follow_ups(lists: Mapping[str, Mapping[str, Entry]]) -> Mapping[str, FollowUpRule]:
    table = lists["follow_up_rules"].items()
    return {code: _made(FollowUpRule, "follow_up_rules", entry) for code, entry in table}


class _ComplaintLevel(msgspec.Struct, frozen=True):
    clock: Clock
    first_feedback_h: float
    answer_h: float


class _Limit(msgspec.Struct, frozen=True):
    value: int


def _made(kind: type[_Made], table: str, entry: Entry, **more: object) -> _Made:
    fields = {"code": entry.code, "zh": entry.zh, "en": entry.en, **entry.extra, **more}
    try:
        return msgspec.convert(fields, kind)
    except msgspec.ValidationError as error:
        problem = N_("{where}: a value is missing or of the wrong kind ({why}).")
        raise PolicyError(problem, (table, entry.code), why=str(error)) from error


def _service(data: Mapping[str, Any]) -> ServiceHours:
    raw = _table(data, "service")
    opens, closes = _minutes(raw.get("open")), _minutes(raw.get("close"))
    days = raw.get("days")
    known_days = isinstance(days, list) and days and all(day in range(1, 8) for day in days)
    if opens is None or closes is None or opens >= closes or not known_days:
        problem = N_("{where}: service opens before it closes, on weekdays from 1 to 7.")
        raise PolicyError(problem, ("service", "open"))
    return ServiceHours(opens, closes, frozenset(raw["days"]), raw.get("night_desk", ""))


def _minutes(clock: object) -> int | None:
    match = re.fullmatch(r"(\d\d?):([0-5]\d)", clock) if isinstance(clock, str) else None
    minutes = int(match[1]) * 60 + int(match[2]) if match else -1
    return minutes if 0 <= minutes <= 24 * 60 else None


def _dangling(policy: Policy) -> Iterator[tuple[str, str, str]]:
    """Every name that one table uses and another does not know: table, code, name."""
    lists = policy.lists
    for code, own in policy.classes.items():
        for name, known in (
            (own.type, lists["types"]),
            (own.priority, policy.limits),
            (own.dept, lists["departments"]),
        ):
            if name not in known:
                yield "subcategories", code, name
    for table in _BY_CLASS:
        for code in policy.data[table]:
            if code not in policy.classes and code not in lists["types"]:
                yield table, code, code
    for code, names in policy.data["question_sets"].items():
        for name in words_of(names):
            if name not in lists["questions"]:
                yield "question_sets", code, name


def _type_of(sub: str) -> str:
    return sub.partition(".")[0]
