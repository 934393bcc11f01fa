"""Pictures of recognising who makes contact, in both languages and two sizes.

`pytest tests/snapshot --snapshot-update` draws them anew; look at what changed before keeping it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.conftest import SUNDAY_1640
from tests.snapshot.test_pictures import DRAWN, opened, pictured, until
from tests.storing import deposit_record, message_record, order_record, put
from tui.board.screens.checking import CheckScreen
from tui.board.screens.inbound import InboundScreen
from tui.board.screens.takingdown import TakingDownScreen
from tui.board.widgets.rowlist import RowList
from tui.domain.model import DAY, HOUR, MINUTE
from tui.intake.records import Suggested
from tui.store.sqlite import open_store

pytestmark = DRAWN
PICTURES = Path(__file__).parent / "__snapshots__" / Path(__file__).stem
THURSDAY_1431 = SUNDAY_1640 - 3 * DAY - 2 * HOUR - 9 * MINUTE
SATURDAY_1500 = SUNDAY_1640 + 5 * DAY + 22 * HOUR + 20 * MINUTE
TOLD = "@haneul 목요일 4.5 입금 토요일 픽업 김하늘"


async def _fill(database: Path) -> None:
    async with open_store(database, now=SUNDAY_1640 - DAY) as store:
        paid = [
            deposit_record(1, "김하늘5678", 45_000, at=THURSDAY_1431),
            deposit_record(2, "김하늘", 45_000, at=THURSDAY_1431 - DAY),
            deposit_record(3, "박서준", 45_000, at=THURSDAY_1431 + HOUR),
        ]
        await put(store, *paid, file="국민.xlsx")
        await put(store, order_record(1, "김하늬", "010-0000-4321", due_at=SATURDAY_1500), file="주문.csv")
        said = message_record(
            1, "2호 딸기로 22일 3시에 찾을게요",
            Suggested("size", "2호", "2호"), Suggested("flavour", "딸기", "딸기"),
            Suggested("due", str(SATURDAY_1500), "22일 3시"), author="배유나", room="배유나",
        )  # fmt: skip
        await put(store, said, file="대화.txt")


async def _list(pilot: Pilot[str], told: str) -> None:
    await pilot.press("i")
    await until(pilot, lambda: isinstance(pilot.app.screen, InboundScreen))
    pilot.app.screen.query_one(Input).value = told
    await until(pilot, lambda: pilot.app.screen.query_one("#found", RowList).case_id)


async def _inbound(pilot: Pilot[str]) -> None:
    await _list(pilot, TOLD)


async def _check(pilot: Pilot[str]) -> None:
    await _list(pilot, TOLD)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, CheckScreen))
    pilot.app.screen.query_one(Input).value = "3시 10분"
    await pilot.press("enter")
    await until(pilot, lambda: not pilot.app.screen.query_one(Input).value)


async def _taking_down(pilot: Pilot[str]) -> None:
    await _list(pilot, "배유나 @yuna 토요일 픽업")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, CheckScreen))
    pilot.app.screen.query_one(Input).value = "22일 3시"
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, TakingDownScreen))
    await pilot.press("enter")


SCREENS: dict[str, Callable[[Pilot[str]], Awaitable[None]]] = {
    "inbound": _inbound,
    "check": _check,
    "taking-down": _taking_down,
}


@pytest.mark.parametrize("size", [(80, 24), (132, 40)], ids=["80x24", "132x40"])
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name", SCREENS)
def test_the_screen_looks_as_it_did(
    name: str, language: str, size: tuple[int, int], database: Path, snap_compare: Any
) -> None:
    asyncio.run(_fill(database))
    app = pictured(database, language)

    opening = opened(app, SCREENS[name])
    assert snap_compare(app, terminal_size=size, run_before=opening)


def test_no_two_pictures_are_the_same() -> None:
    """The twin: a picture of one screen would not pass for another's."""
    pictures = [path.read_text("utf-8") for path in sorted(PICTURES.glob("*.svg"))]
    assert len(pictures) == len(SCREENS) * 2 * 2
    assert len(set(pictures)) == len(pictures)
