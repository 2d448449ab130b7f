"""A whole call from typed text: recorded, read back, accepted or answered, and sent out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from deskapp.handbook.fields.contact import read_contact
from deskapp.handbook.gate import Passed, Refused
from deskapp.handbook.message import N_, Msg
from deskapp.handbook.step import STEPS, Act, Step, Stream, slots_of
from deskapp.handbook.ticket.recording import Recorded
from deskapp.handbook.ticket.state import CHUNKS, NOT_POSSIBLE, Ticket
from deskapp.handbook.typed import read_step
from deskapp.store import drafts

if TYPE_CHECKING:
    from deskapp.desk.desk import Desk
    from deskapp.handbook.site import Site

READ_BACK = "read_back."
ASKED = "ask."
NOT_LIVE = "not_live"
Typed = Mapping[str, str]


class Unread(Exception):  # noqa: N818 - the desk's own word: typed text that nobody can read
    """Typed values that cannot be read, each with its sentence, by field."""

    def __init__(self, kind: str, wrong: Mapping[str, Msg]) -> None:
        super().__init__(kind, *wrong)
        self.kind = kind
        self.wrong = wrong


def typed_step(kind: str, typed: Typed, site: Site, record: Stream | None = None) -> Step[Any]:
    """A step from typed text, to be taken on `record`; raises Unread."""
    if kind not in STEPS:
        text = N_("There is no step called “{kind}”.")
        raise Unread(kind, {"": Msg(text, {"kind": kind})})
    made, wrong = read_step(kind, typed, site, record)
    if made is None:
        raise Unread(kind, wrong)
    return made


def take_with_reason(desk: Desk, acts: Sequence[Act]) -> list[Passed]:
    """Take a deed; a step that gives a reason passes exactly the soft gates that stand.

    Raises what Desk.take raises.
    """
    # The reason is held back until a gate asks for it: a step that needs none keeps none.
    waiting = [_with(act, "", ()) for act in acts]
    while True:
        try:
            return desk.take(waiting)
        except Refused as refused:
            place = next((n for n, act in enumerate(waiting) if act is refused.act), None)
            if place is None:
                raise
            reason = acts[place].step.override
            clauses = _newly_passed(refused)
            if not (reason and clauses):
                raise
            waiting[place] = _with(waiting[place], reason, clauses)


def _newly_passed(refused: Refused) -> tuple[str, ...]:
    """The clauses of a refusal that is soft throughout, with those passed before."""
    before = refused.act.step.override_clauses
    stood = tuple(r.clause for r in refused.refusals)
    soft = all(r.soft for r in refused.refusals)
    return tuple(dict.fromkeys((*before, *stood))) if soft and set(stood) - set(before) else ()


def _with(act: Act, reason: str, clauses: tuple[str, ...]) -> Act:
    return Act(act.stream, replace(act.step, override=reason, override_clauses=clauses))


def take_call(desk: Desk, typed: Typed) -> list[Passed]:
    """Record a call and what follows from it as one deed; raises Unread or what take raises."""
    reserved = desk.start_draft("intake").number
    try:
        return take_with_reason(desk, call_deed(reserved, typed, desk.site()))
    except BaseException:
        drafts.discard(desk.store.conn, reserved)
        raise


def call_deed(number: str, typed: Typed, site: Site) -> list[Act]:
    """The steps of a call: recorded, each chunk read back, accepted, settled or sent out.

    Args:
        number: The ticket's number, reserved already.
        typed: Fields of Recorded and Accepted by their names; read_back.CHUNK gives a chunk's
            outcome and read_back.CHUNK.FIELD its details; ask.QUESTION is the answer to a
            question of the class; `answer` settles it on the spot;
            `requirement` sends it to `person`.
        site: Where it is recorded.
    """
    _refuse_unknown(typed)
    recorded = _recorded(typed, site)
    steps: list[Step[Any]] = [recorded, *_clarified(typed, site)]
    steps += _read_backs(recorded.channel, typed, site)
    steps.append(_accepted(typed, site))
    if "answer" in typed:
        steps.append(_read("ticket.settled_on_spot", typed, site))
    if "requirement" in typed:
        steps.append(_read("ticket.dispatched", typed, site))
    return [Act(number, step) for step in steps]


_KINDS = (
    "ticket.recorded",
    "ticket.accepted",
    "ticket.settled_on_spot",
    "ticket.dispatched",
)


def call_fields() -> dict[str, list[str]]:
    """The fields that a call may be typed with, by the step that takes them."""
    return {kind: _own_fields(kind) for kind in _KINDS}


def _own_fields(kind: str) -> list[str]:
    return [name for name in slots_of(STEPS[kind]) if name != "override_clauses"]


def _refuse_unknown(typed: Typed) -> None:
    known = {name for names in call_fields().values() for name in names}
    chunks = {f"{READ_BACK}{chunk}" for chunk in CHUNKS}
    text = N_("There is no field “{field}” in {kind}.")
    wrong = {
        name: Msg(text, {"field": name, "kind": "ticket"})
        for name in typed
        if name not in known
        and not name.startswith(ASKED)
        and not any(_belongs(name, chunk) for chunk in chunks)
    }
    if wrong:
        raise Unread("ticket", wrong)


def _belongs(name: str, chunk: str) -> bool:
    return name == chunk or name.startswith(f"{chunk}.")


def _read(kind: str, typed: Typed, site: Site, *, without: Sequence[str] = ()) -> Step[Any]:
    fields = [name for name in _own_fields(kind) if name not in without]
    return typed_step(kind, {n: typed[n] for n in fields if n in typed}, site)


def _recorded(typed: Typed, site: Site) -> Recorded:
    step = _read("ticket.recorded", typed, site)
    assert isinstance(step, Recorded)  # noqa: S101 - the kind's own class
    offered = {k: v for k, v in Recorded.suggest(Ticket(), site).items() if k not in typed}
    kind = read_contact(step.contact).kind if step.contact and not step.contact_kind else ""
    if kind in site.policy.entries("contact_types"):
        offered["contact_kind"] = kind
    return replace(step, **offered)  # type: ignore[arg-type]


def _clarified(typed: Typed, site: Site) -> list[Step[Any]]:
    asked = {n.removeprefix(ASKED): text for n, text in typed.items() if n.startswith(ASKED)}
    return [
        typed_step("ticket.clarified", {"question": code, "answer": answer}, site)
        for code, answer in asked.items()
    ]


def _read_backs(channel: str, typed: Typed, site: Site) -> list[Step[Any]]:
    entry = site.policy.entries("channels").get(channel)
    live = entry is None or bool(entry.extra.get("live"))
    found = [_read_back(chunk, typed, live=live) for chunk in CHUNKS]
    return [typed_step("ticket.read_back", fields, site) for fields in found if fields]


def _read_back(chunk: str, typed: Typed, *, live: bool) -> dict[str, str]:
    whole = f"{READ_BACK}{chunk}"
    details = {
        name.removeprefix(f"{whole}."): text
        for name, text in typed.items()
        if name.startswith(f"{whole}.")
    }
    if whole in typed:
        return {"chunk": chunk, "outcome": typed[whole], **details}
    return {} if live else {"chunk": chunk, "outcome": NOT_POSSIBLE, "reason": NOT_LIVE}


def _accepted(typed: Typed, site: Site) -> Step[Any]:
    if typed.get("sub", "").upper().startswith("EMG."):
        return typed_step("ticket.accepted_emergency", {"sub": typed["sub"]}, site)
    sent_out = ("person",) if "requirement" in typed else ()
    fields = {n: typed[n] for n in _own_fields("ticket.accepted") if n in typed}
    fields |= {"on_spot": "yes"} if "answer" in typed else {}
    step = typed_step(
        "ticket.accepted", {n: t for n, t in fields.items() if n not in sent_out}, site
    )
    sub = getattr(step, "sub", "")
    if sub and "priority" not in typed:
        return replace(step, priority=site.policy.subcategory(sub).priority)  # type: ignore[call-arg]
    return step
