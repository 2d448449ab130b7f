"""What the say band shows during a call: greeting, the chunk being read, the promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.desk.saying import daypart, summary
from deskapp.handbook.fields.contact import say_phone
from deskapp.handbook.fields.name import call_name, surname
from deskapp.handbook.fields.room import say_room
from deskapp.handbook.fields.spoken import is_chinese
from deskapp.handbook.phrases import phrase
from deskapp.handbook.ticket.state import CHUNKS, PHONE, WHO
from deskapp.locale import _, timewords
from deskapp.tui.look.signs import sign

if TYPE_CHECKING:
    from deskapp.tui.screens.intake import IntakeScreen

NIGHT_BEGINS, NIGHT_ENDS = 22, 7
LATE_RINGS = "4+"


def opening(screen: IntakeScreen, *, danger: bool) -> str:
    """The greeting; once the room is known, what is off there and what to say of it."""
    context, app = screen.context, screen.desk_app
    running = (outage for outage in context.outages if outage.on(app.now()))
    off = next(running, None) if context.room and not danger else None
    if off is None:
        return greeting(screen, danger=danger)
    kind = app.site_now().policy.label("outage_kinds", off.kind, app.lang)
    return f"{kind}{'：' if app.lang == 'zh' else ': '}{off.say}"


def greeting(screen: IntakeScreen, *, danger: bool) -> str:
    """How to open: by channel, by night, with an apology after the fourth ring (2.1)."""
    app = screen.desk_app
    site = app.site_now()
    values = {
        "site": app.site_name,
        "staff": _as_said(site.operator.name, app.lang),
        "daypart": daypart(site.now, app.lang),
    }
    return phrase(site.policy, _greeting_step(screen, danger=danger), app.lang, values)


def _as_said(name: str, lang: str) -> str:
    """The name that a greeting gives: in Chinese the surname alone, where there is one."""
    return (surname(name) if is_chinese(lang) else "") or name


def _greeting_step(screen: IntakeScreen, *, danger: bool) -> str:
    hour = screen.desk_app.now().hour
    if danger:
        return "safety.first"
    if screen.form.child:
        return "minor"
    if screen.form.outsider and not screen.form.anonymous:
        return "outsider"
    if screen.form.fields["channel"].chosen == "walkin":
        return "greet.walkin"
    if screen.form.fields["rings"].chosen == LATE_RINGS:
        return "greet.late"
    return "greet.night" if hour >= NIGHT_BEGINS or hour < NIGHT_ENDS else "greet.phone"


def reading_line(screen: IntakeScreen) -> tuple[str, list[tuple[str, str]]]:
    """The chunk as it is spoken, and the keys that answer it."""
    app = screen.desk_app
    keys = [("Enter", _("right")), (sign("goes"), _("correct it")), ("Del", _("no answer"))]
    if screen.calling_back:
        keys = [("Enter", _("got through, read on")), ("Del", _("nobody answered"))]
        return _call_back_line(screen), keys
    if screen.leaving:
        keys = screen.leave_choices()
    elif screen.fixing:
        keys = [("Enter", _("on, and it is read again"))]
    if screen.silent_often():
        return phrase(app.site_now().policy, "rb.silent", app.lang, {}), keys
    return _chunk_line(screen), keys


def _call_back_line(screen: IntakeScreen) -> str:
    app, walk = screen.desk_app, screen.form.walk
    left = len(CHUNKS) - walk.at if walk else len(CHUNKS)
    values = {"site": app.site_name, "n": left}
    return phrase(app.site_now().policy, "rb.callback", app.lang, values)


def _chunk_line(screen: IntakeScreen) -> str:
    app = screen.desk_app
    site = app.site_now()
    chunk = screen.form.walk.chunk if screen.form.walk else WHO
    value = {key: field.reading().value for key, field in screen.form.fields.items()}
    if chunk == PHONE and screen.form.contact_source == "register":
        text = _("Please give me the last four digits of your number: {tail}")
        return text.replace("{tail}", screen.form.tail or "____")
    if not value["contact"] and chunk == PHONE:
        return phrase(site.policy, "contact.refused", app.lang, {"no": _short(screen)})
    blanks = {
        "room_say": say_room(str(value["room"] or ""), app.lang),
        "name_call": call_name(str(value["name"] or "")),
        "phone_say": say_phone(str(value["contact"] or ""), app.lang),
        "summary": summary(str(value["what"] or "")),
        "time_say": timewords.spoken(value["raised_at"] or site.now, site.now),
    }
    return phrase(site.policy, f"rb.{chunk}", app.lang, blanks)


def promise_line(screen: IntakeScreen) -> str:
    """The four things to tell: reason, steps, time, whom to call (2.3)."""
    app = screen.desk_app
    site = app.site_now()
    answer = screen.form.fields["answer"].typed.strip()
    if answer:
        return phrase(site.policy, "onspot", app.lang, {"answer": answer})
    sub = screen.form.fields["sub"].chosen
    due = screen.form.fields["due"].reading().value
    if sub.startswith("ENQ."):
        said = timewords.spoken(due, site.now) if due else ""
        return phrase(site.policy, "unknown", app.lang, {"due": said})
    values = {
        "dept": site.policy.label(
            "departments", site.policy.subcategory(sub).dept if sub else "CS", app.lang
        ),
        "reason": screen.form.fields["reason"].typed,
        "steps": screen.form.fields["steps"].typed,
        "due": timewords.spoken(due, site.now) if due else "",
        "no": _short(screen),
        "desk_phone": app.desk_phone,
    }
    return phrase(site.policy, "later", app.lang, values)


def _short(screen: IntakeScreen) -> str:
    return screen.draft.number.partition("-")[2] if screen.draft else ""
