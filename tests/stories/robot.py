"""A robot at the desk: it presses keys, reads the screen, and counts what it pressed."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from textual.events import Key, Paste
from textual.keys import _character_to_key

from deskapp.desk.desk import Desk
from deskapp.handbook.staff import PersonAdded, SiteOpened
from deskapp.handbook.step import Act
from deskapp.handbook.ticket.state import Ticket
from deskapp.locale import set_language
from deskapp.store.register import Resident, Room, replace_register
from deskapp.tui.app import DeskApp
from deskapp.tui.look.signs import use_plain
from deskapp.tui.screens.person import PersonScreen
from deskapp.tui.widgets.field import Field
from deskapp.tui.widgets.step_list import StepList
from deskapp.tui.widgets.step_strip import StepStrip

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from textual.pilot import Pilot

NOON = datetime(2026, 11, 23, 14, 2, tzinfo=timezone(timedelta(hours=8)))
LISTENING = 0.8
"""Seconds that the robot waits for the owner's answer."""
STEP = 0.02
ONE_ON = {StepList: "down", StepStrip: "right"}
"""The key that goes on by one, in a list of steps and in a strip of them."""
PATIENCE = 400
NEVER = 1e6
"""So many looks at the screen before the robot gives up waiting."""


@dataclass
class Clocks:
    """The wall clock and the ticking one, both moved by the story alone."""

    now: datetime = NOON
    ticks: float = 100.0

    def wall(self) -> datetime:
        return self.now

    def tick(self) -> float:
        return self.ticks

    def pass_time(self, **span: float) -> None:
        self.now += timedelta(**span)
        self.ticks += timedelta(**span).total_seconds()


@dataclass
class Robot:
    """Presses keys and looks; `keys` counts presses beside the words themselves."""

    app: DeskApp
    pilot: Pilot[None]
    clocks: Clocks
    keys: int = 0
    numbers: list[str] = field(default_factory=list)

    async def press(self, *keys: str) -> None:
        """Press desk keys one after the other, looking up between them."""
        for key in keys:
            character = key if len(key) == 1 else None
            self.app.post_message(Key(key, character))
            self.keys += 1
            await self.settle()

    async def types(self, words: str) -> None:
        """Type words as an input method commits them: a key for each character, in a burst."""
        for character in words:
            self.app.post_message(Key(_character_to_key(character), character))
        await self.settle()

    async def pastes(self, text: str) -> None:
        target = self.app.focused or self.app.screen
        target.post_message(Paste(text))
        await self.settle()

    async def says_yes(self) -> None:
        """The owner listens, says that it is right, and the desk presses Enter."""
        self.clocks.ticks += LISTENING
        await self.press("enter")

    async def settle(self) -> None:
        """Let everything typed land, everything asked be answered, everything drawn be drawn."""
        for _round in range(2):
            taken = asyncio.Event()
            self.app.call_later(taken.set)
            await asyncio.wait_for(taken.wait(), 5)
            await self.app.drain()
            await self.app.desk.ask(lambda _desk: None)
            await asyncio.sleep(0)

    async def waits_for(self, fact: Callable[[], object], what: str) -> None:
        for _look in range(PATIENCE):
            if fact():
                return
            await self.pilot.pause(STEP)
            await asyncio.sleep(0)
        raise AssertionError(f"gave up waiting for {what}\n{self.screen()}")

    def screen(self) -> str:
        """What stands on the screen, row by row."""
        rows = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in rows)

    async def sees(self, *words: str) -> None:
        for one in words:
            await self.waits_for(lambda one=one: one in self.screen(), one)  # type: ignore[misc]

    def lacks(self, words: str) -> None:
        assert words not in self.screen(), self.screen()

    async def record(self, number: str) -> Ticket:
        found = await self.app.desk.ask(lambda desk: desk.record(number))
        assert isinstance(found, Ticket)
        return found

    async def newest(self) -> Ticket:
        line = (await self.app.desk.ask(lambda desk: desk.page("everything", limit=1)))[0]
        return await self.record(line.number)

    async def drafts(self) -> list[dict[str, object]]:
        kept = await self.app.desk.ask(lambda desk: desk.drafts())
        return [draft.values for draft in kept]

    async def waits_for_draft(self, name: str, words: str) -> None:
        """Until the disk holds these words under this name."""
        for _look in range(PATIENCE):
            kept = await self.app.desk.ask(lambda desk: desk.draft(name))
            if kept and words in str(kept.values):
                return
            await self.pilot.pause(STEP)
        raise AssertionError(f"no draft {name} holds {words}\n{self.screen()}")

    async def fills(self, step: str, **answers: str) -> None:
        """Open a step's form, go by Tab to each field that is named, type into it, and save."""
        await self.take_step(step)
        for name, words in answers.items():
            for _field in range(12):
                if self._field_name() == name:
                    break
                await self.press("tab")
            else:
                raise AssertionError(f"no field {name}\n{self.screen()}")
            await self.types(words)
        await self.press("f10")

    def _field_name(self) -> str:
        """The field that the cursor stands in."""
        here = self.app.focused
        field = next((w for w in here.ancestors if isinstance(w, Field)), None) if here else None
        return field.key.rpartition(".")[2] if field else ""

    async def take_step(self, title: str) -> None:
        """Move to the step of this title on the record's page, and open its form."""
        from deskapp.tui.screens.stream import StreamScreen  # noqa: PLC0415

        await self.waits_for(lambda: isinstance(self.app.screen, StreamScreen), "the record")
        page = self.app.screen
        assert isinstance(page, StreamScreen)
        await self.waits_for(lambda: page.step_list.selected, "the steps")
        for _look in range(5):  # a record that moved on meanwhile begins at its first step again
            steps = page.step_list
            kinds = [one.step.about.kind for one in (*steps.open, *steps.shut)]
            ahead = (kinds.index(title) - steps.at) % len(kinds)
            for _row in range(ahead):
                self.app.post_message(Key(ONE_ON[type(steps)], None))
            self.keys += ahead
            await self.settle()
        chosen = page.step_list.selected
        opens = chosen is not None and chosen.open
        await self.press("f10")
        if opens:
            await self.waits_for(
                lambda: self.app.screen is not page and self.app.focused, "the cursor in the form"
            )


def opened_site(path: Path, clocks: Clocks) -> dict[str, str]:
    """A site with its people and a small register; names to ids."""
    desk = Desk.open(path, clocks.wall)
    people = (
        PersonAdded(name="周晓燕", roles=("R",), logs_in=True),
        PersonAdded(name="林主管", roles=("D",), logs_in=True),
        PersonAdded(name="张建国", roles=("E",), dept="ENG", trade="水电"),
        PersonAdded(name="李国庆", roles=("E",), dept="ENG", trade="门窗"),
        PersonAdded(name="马经理", roles=("M",), logs_in=True),
    )
    site = SiteOpened(name="翠湖花园", phone="88123000", language="zh")
    desk.take([Act("", site), *(Act("", one) for one in people)])
    rooms = [
        Room(f"3-2-{floor}0{door}", "3", "2", str(floor), "住宅", "89")
        for floor in (11, 12, 13)
        for door in (1, 2)
    ]
    known = [Resident("3-2-1202", "王伟", "业主", "13800138000", "", "")]
    with desk.store.writing(clocks.now, ""):
        replace_register(desk.store.conn, rooms, known)
    names = {person.name: person.id for person in desk.people.values()}
    desk.close()
    return names


@asynccontextmanager
async def at_the_desk(
    path: Path, lang: str, size: tuple[int, int], clocks: Clocks, who: str
) -> AsyncIterator[Robot]:
    """The desk open in this language and size, this person sitting at it."""
    app = DeskApp(path, lang, clock=clocks.wall)
    app.tick = clocks.tick
    app.idle_seconds = NEVER  # the story itself says when the screen is looked at
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            robot = Robot(app, pilot, clocks)
            await robot.waits_for(lambda: isinstance(app.screen, PersonScreen), "who sits here")
            await app.sign_in(who)
            while len(app.screen_stack) > 2:
                app.pop_screen()
            await robot.settle()
            yield robot
    finally:
        app.desk.close()
        set_language("en")
        use_plain(plain=False)
