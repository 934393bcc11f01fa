"""Pictures of the deposits desk: what is certain, what has to be looked at, and who is in question."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.conftest import SUNDAY_1640
from tests.snapshot.test_pictures import DRAWN, NAMES, fill, pictured, until
from tests.storing import deposit_record, put
from tui.board.screens.deposits import DepositsScreen
from tui.board.widgets.rowlist import RowList
from tui.domain.model import DAY, MINUTE
from tui.store.sqlite import open_store

pytestmark = DRAWN
PICTURES = Path(__file__).parent / "__snapshots__" / Path(__file__).stem
TABS = {"certain": 0, "review": 1}
DEPOSITS = (
    (f"{NAMES[0]}5678", 45_000, ""),
    (f"{NAMES[1]}케이크", 46_000, ""),
    (NAMES[2], 47_000, ""),
    (NAMES[2], 47_000, ""),
    ("한현우", 49_000, ""),
    ("고은솔상사", 12_000, ""),
    ("예금이자", 1_284, "interest"),
)


async def _pay(database: Path) -> None:
    async with open_store(database, now=SUNDAY_1640) as store:
        records = [
            deposit_record(number, name, amount, at=SUNDAY_1640 - 2 * DAY - number * MINUTE, set_apart=apart)
            for number, (name, amount, apart) in enumerate(DEPOSITS)
        ]
        await put(store, *records, file="국민은행.csv")


@pytest.mark.parametrize("size", [(80, 24), (132, 40)], ids=["80x24", "132x40"])
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("tab", TABS)
def test_the_desk_looks_as_it_did(
    tab: str, language: str, size: tuple[int, int], database: Path, snap_compare: Any
) -> None:
    asyncio.run(fill(database))
    asyncio.run(_pay(database))
    app = pictured(database, language)

    async def open_it(pilot: Pilot[str]) -> None:
        await app.ready()
        await pilot.pause(0.1)
        await pilot.press("d")
        await until(pilot, lambda: isinstance(pilot.app.screen, DepositsScreen))
        await until(pilot, lambda: pilot.app.screen.query_one("#money", RowList).case_id)
        for _ in range(TABS[tab]):
            await pilot.press("right")
        await until(pilot, lambda: pilot.app.screen.query_one("#money", RowList).case_id)

    assert snap_compare(app, terminal_size=size, run_before=open_it)


def test_no_two_pictures_of_the_desk_are_the_same() -> None:
    pictures = [path.read_text("utf-8") for path in sorted(PICTURES.glob("*.svg"))]
    assert len(pictures) == len(TABS) * 2 * 2
    assert len(set(pictures)) == len(pictures)
