"""Drives the board as a person would, so that a test reads like a story.

Keys are pressed by the id of their command, looked up in the command table; what the screen shows is read
from the finished picture; what is in the database is read through a second store, as another process would.

    async with at_work(database) as shop:
        await shop.do("outcome.no_answer")
        await shop.sees("부재중으로 기록했어요")
        assert (await shop.case("김민지")).state is State.RETRY

Waits end as soon as what they wait for is true; their limit is only for what hangs.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from textual import events
from textual._context import visible_screen_stack
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen

from tests.conftest import SUNDAY_1640
from tui import config as configuration
from tui import i18n
from tui.board.app import SonnimApp
from tui.board.program import app_for, session_for
from tui.board.table import BY_ID, keys_of
from tui.board.widgets.footer import Notice
from tui.board.widgets.rowlist import RowList
from tui.config import load_policy
from tui.domain.model import DAY, Case, Millis
from tui.store.api import Store
from tui.store.sqlite import open_store

PATIENCE = 20.0
"""Seconds after which something hangs."""
_CHARACTERS = {"space": " ", "slash": "/", "question_mark": "?", "enter": "\r", "tab": "\t"}
Found = TypeVar("Found")


class Hands:
    """A clock that stands still until a test moves its hands."""

    def __init__(self, now: Millis) -> None:
        self.now = now

    def __call__(self) -> Millis:
        return self.now


def held_back(whose: object, method: str) -> asyncio.Event:
    """From now on this asynchronous method answers only once the event is set."""
    go_on, answer = asyncio.Event(), getattr(whose, method)

    async def later(*given: object) -> object:
        await go_on.wait()
        return await answer(*given)

    setattr(whose, method, later)
    return go_on


class AtWork:
    """One person at one terminal with the board before them."""

    def __init__(self, app: SonnimApp, pilot: Pilot[str], clock: Hands, book: Store) -> None:
        self.app, self.pilot, self.clock = app, pilot, clock
        self.book = book
        """The same database, seen by somebody else."""

    # -- hands

    async def press(self, *keys: str) -> None:
        """Keys by Textual's names, one after the other as fast as they are taken."""
        for key in keys:
            character = key if len(key) == 1 else _CHARACTERS.get(key)
            self._send(events.Key(key if len(key) > 1 else _character_to_key(key), character))
            await self.pilot.pause(0)

    async def burst(self, *keys: str) -> None:
        """Keys that arrive together, as over a slow line."""
        for key in keys:
            self._send(events.Key(key, key if len(key) == 1 else _CHARACTERS.get(key)))
        await self.pilot.pause(0)

    async def do(self, *commands: str) -> None:
        """Commands of the screen in front, each by its first key."""
        for command in commands:
            await self.press(self.key_of(command))

    def key_of(self, command: str) -> str:
        return keys_of(BY_ID[command], self.app.keymap)[0]

    async def write(self, text: str) -> None:
        """Types a text in place of what stands in the field that has the keys, then Enter."""
        await self.press("end", *["ctrl+u"], *text, "enter")

    async def paste(self, text: str) -> None:
        """A file dropped on the window arrives like this."""
        self._send(events.Paste(text))
        await self.pilot.pause(0)

    async def click(self, widget: str, x: int, y: int, times: int = 1) -> None:
        await self.pilot.click(widget, offset=(x, y), times=times)

    async def resize(self, width: int, height: int) -> None:
        size = Size(width, height)
        assert isinstance(self.app._driver, HeadlessDriver)
        self.app._driver._size = (width, height)
        self.app.post_message(events.Resize(size, size))
        await self.until(
            lambda: self.front.size == size == self.front._compositor.size, f"a screen of {width} × {height}"
        )

    def _send(self, event: events.Event) -> None:
        assert self.app._driver is not None
        event.set_sender(self.app)
        self.app._driver.send_message(event)

    # -- eyes

    @property
    def front(self) -> Screen[object]:
        return self.app.screen

    @property
    def lines(self) -> list[str]:
        """The picture that the terminal gets, line by line, without trailing blanks."""
        with self.app._context():
            visible_screen_stack.set(self.app._background_screens)
            return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()]

    @property
    def screen(self) -> str:
        return "\n".join(self.lines)

    @property
    def words(self) -> str:
        """The picture as one text in which a sentence may have been broken anywhere."""
        return " ".join(self.screen.split())

    @property
    def notice(self) -> str:
        """The message line of the screen in front; "" where a question covers it."""
        found = self.front.query(Notice)
        return found.first().sentence if found else ""

    async def sees(self, *texts: str) -> str:
        """Waits until all these stand on the screen; fails with what stood there."""
        return await self.until(
            lambda: self.screen if all(text in self.screen or text in self.words for text in texts) else None,
            f"the screen to show {texts}",
        )

    async def no_longer_sees(self, *texts: str) -> None:
        await self.until(
            lambda: all(text not in self.screen for text in texts), f"the screen to lose {texts}"
        )

    async def told(self, *texts: str) -> str:
        """Waits until the message line says all these; the line may be longer than the screen is wide."""

        return await self.until(
            lambda: self.notice if all(text in self.notice for text in texts) else None, f"to be told {texts}"
        )

    async def at(self, screen: type[Screen[object]]) -> None:
        """Waits until this kind of screen is in front and drawn."""
        await self.until(
            lambda: isinstance(self.front, screen) and self.front.is_running, f"a {screen.__name__}"
        )
        await self.pilot.pause(0)

    async def until(self, look: Callable[[], Found | None], wanted: str = "the condition") -> Found:
        """What `look` gives as soon as it is neither None, False nor empty."""
        end = time.monotonic() + PATIENCE
        while not (found := look()):
            if self.app._exception is not None:
                raise self.app._exception
            if time.monotonic() > end:
                pytest.fail(f"waited {PATIENCE} s for {wanted}; {self.front} shows:\n{self.screen}")
            await self.pilot.pause(0.005)
        return found

    async def eventually(self, look: Callable[[], Awaitable[bool]], wanted: str = "the condition") -> None:
        """The same for what has to be asked of the database."""
        end = time.monotonic() + PATIENCE
        while not await look():
            if time.monotonic() > end:
                pytest.fail(f"waited {PATIENCE} s for {wanted}; the screen:\n{self.screen}")
            await self.pilot.pause(0.005)

    def list_shown(self, widget: str = "") -> RowList:
        """The list that has the keys, or the one with this id."""
        if widget:
            return self.front.query_one(widget, RowList)
        return next(rows for rows in self.front.query(RowList) if rows.has_focus)

    async def chosen(self) -> Case:
        """The selected case, once it has been read."""
        return await self.until(self._selected, "the selected customer to be read")

    async def stands_on(self, name: str) -> None:
        """Waits until the customer called so is the selected one, and has been read."""

        def found() -> bool:
            case = self._selected()
            return case is not None and case.customer.name == name

        await self.until(found, f"{name} to be selected")

    def _selected(self) -> Case | None:
        case_id = self.list_shown().case_id
        return None if case_id is None else self.app.session.case(case_id)

    # -- the database

    async def cases(self) -> list[Case]:
        lanes = await self.book.lanes(self.clock(), DAY)
        return await self.book.views([case_id for lane in lanes.lanes.values() for case_id in lane.ids])

    async def case(self, name: str) -> Case:
        """The only case whose customer is called so, as the database has it."""
        (found,) = [case for case in await self.cases() if case.customer.name == name]
        return found

    async def case_of(self, case_id: int) -> Case:
        (found,) = await self.book.views([case_id])
        return found

    async def attempts(self) -> int:
        """Attempts in the database that were not taken back."""
        return len(await self.book.attempts_between(0, self.clock() + DAY))


@asynccontextmanager
async def at_work(
    database: Path,
    *,
    size: tuple[int, int] = (100, 30),
    language: str = "ko",
    staff: str = "수현",
    clock: Hands | None = None,
    keys: str = "",
) -> AsyncIterator[AtWork]:
    """The board on `database` at 16:40 on that Sunday.  `keys` is the text of the user's keymap file.

    Settings and own templates are kept beside the database.
    """
    clock = clock or Hands(SUNDAY_1640)
    folder = database.parent
    if keys:
        (folder / "keys.toml").write_text(keys, "utf-8")
    given = {"db": str(database), "lang": language, "staff": staff}
    config = configuration.load(given, {"SONNIM_CONFIG": str(folder / "config.toml")})
    config = replace(config, shop=config.shop or "한라렌터카")  # a shop without a name is reminded of it
    before = i18n.chosen()
    try:
        async with AsyncExitStack() as stack:
            app = app_for(session_for(config, clock, load_policy(config)), stack)
            app._lull.keep_loaded = gc.enable  # type: ignore[method-assign]  # a test's board is not for good
            try:
                async with app.run_test(size=size) as pilot:
                    await app.ready()
                    await pilot.pause(0)
                    book = await stack.enter_async_context(open_store(database, now=clock()))
                    yield AtWork(app, pilot, clock, book)
            finally:
                await app.posting.close()
    finally:
        i18n.choose(before)
