"""Pictures of the four screens that people look at most, in both languages and two sizes.

`pytest tests/snapshot --snapshot-update` draws them anew; look at what changed before keeping it.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.conftest import SUNDAY_1640
from tests.samples import reservations, write_csv
from tests.storing import all_cases, order_record, put, tried
from tui import config as configuration
from tui.board.app import SonnimApp
from tui.board.program import app_for, session_for
from tui.board.screens.board import BoardScreen
from tui.board.screens.contact import ContactScreen
from tui.board.screens.importing import ImportScreen
from tui.board.widgets.rowlist import RowList
from tui.config import load_policy
from tui.domain.model import MINUTE
from tui.domain.words import Outcome
from tui.store.sqlite import open_store

DRAWN_WITH = (3, 11)
DRAWN = pytest.mark.skipif(
    sys.version_info[:2] != DRAWN_WITH,
    reason="pictures are compared on the Python they were drawn with; other tests cover the rest",
)
pytestmark = DRAWN
PICTURES = Path(__file__).parent / "__snapshots__" / Path(__file__).stem
NAMES = ("김민지", "박서준", "이하윤", "최도윤", "정수아", "강지호")


async def fill(database: Path) -> None:
    async with open_store(database, now=SUNDAY_1640 - 25 * 60 * MINUTE) as store:
        for number, name in enumerate(NAMES):
            await put(
                store,
                order_record(
                    number + 1,
                    name,
                    f"010-1234-{5678 + number}",
                    due_at=SUNDAY_1640 + (20 + 60 * number) * MINUTE,
                    amount=45_000 + 1_000 * number,
                ),
            )
        for case in await all_cases(store):
            if case.customer.name == NAMES[3]:
                await store.log(tried(case, Outcome.NO_ANSWER, at=SUNDAY_1640 - 10 * MINUTE))
            if case.customer.name == NAMES[4]:
                await store.log(tried(case, Outcome.CONFIRMED, at=SUNDAY_1640 - 5 * MINUTE))


class Pictured(SonnimApp):
    """The board that closes its own store: whoever takes the picture knows nothing of it."""

    closing: AsyncExitStack

    async def on_unmount(self) -> None:
        await self.closing.aclose()


def pictured(database: Path, language: str) -> Pictured:
    given = {"db": str(database), "lang": language, "staff": "수현"}
    config = configuration.load(given, {"SONNIM_CONFIG": str(database.parent / "config.toml")})
    stack = AsyncExitStack()
    app = app_for(session_for(config, lambda: SUNDAY_1640, load_policy(config)), stack)
    app.__class__ = Pictured
    assert isinstance(app, Pictured)
    app.closing = stack
    app._lull.keep_loaded = gc.enable  # type: ignore[method-assign]  # a picture's board is not for good
    return app


async def until(pilot: Pilot[str], holds: Callable[[], object]) -> None:
    for _ in range(2_000):
        await pilot.pause(0.01)
        if holds():
            await pilot.pause(0.1)
            return
    pytest.fail("the screen never came")


async def _board(pilot: Pilot[str], folder: Path) -> None:
    await until(pilot, lambda: pilot.app.screen.query_one("#lane-to_contact", RowList).case_id)


async def _contact(pilot: Pilot[str], folder: Path) -> None:
    await pilot.press("n")
    await until(pilot, lambda: isinstance(pilot.app.screen, ContactScreen))


async def _import(pilot: Pilot[str], folder: Path) -> None:
    write_csv(folder / "reservations.csv", reservations(12))
    await pilot.press("f")
    await until(pilot, lambda: isinstance(pilot.app.screen, ImportScreen))
    pilot.app.screen.query_one(Input).value = str(folder / "reservations.csv")
    await pilot.press("enter")
    await until(pilot, lambda: pilot.app.screen.query_one("#import-pane").display)


async def _review(pilot: Pilot[str], folder: Path) -> None:
    await pilot.press("r")
    await until(pilot, lambda: not isinstance(pilot.app.screen, BoardScreen))
    await until(pilot, lambda: pilot.app.screen.query_one("#unresolved", RowList).case_id)


SCREENS: dict[str, Callable[[Pilot[str], Path], Awaitable[None]]] = {
    "board": _board,
    "contact": _contact,
    "import": _import,
    "review": _review,
}


def opened(
    app: SonnimApp, show: Callable[[Pilot[str]], Awaitable[None]]
) -> Callable[[Pilot[str]], Awaitable[None]]:
    """What is done before the picture: the board ready, the screen shown, no cursor blinking."""

    async def open_it(pilot: Pilot[str]) -> None:
        await app.ready()
        await pilot.pause(0.1)
        await show(pilot)
        for field in app.screen.query(Input):
            field.cursor_blink = False

    return open_it


@pytest.mark.parametrize("size", [(80, 24), (132, 40)], ids=["80x24", "132x40"])
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name", SCREENS)
def test_the_screen_looks_as_it_did(
    name: str, language: str, size: tuple[int, int], database: Path, snap_compare: Any
) -> None:
    asyncio.run(fill(database))
    app = pictured(database, language)

    opening = opened(app, lambda pilot: SCREENS[name](pilot, database.parent))
    assert snap_compare(app, terminal_size=size, run_before=opening)


def test_no_two_pictures_are_the_same() -> None:
    """The twin: a picture of one screen would not pass for another's."""
    pictures = [path.read_text("utf-8") for path in sorted(PICTURES.glob("*.svg"))]
    assert len(pictures) == len(SCREENS) * 2 * 2
    assert len(set(pictures)) == len(pictures)
