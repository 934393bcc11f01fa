"""Pictures of the public notice, in both languages and two sizes.

`pytest tests/snapshot --snapshot-update` draws them anew; look at what changed before keeping it.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.cakes import fill
from tests.snapshot.test_pictures import DRAWN, pictured, until
from tui.board.screens.notice import NoticeScreen
from tui.board.widgets.rowlist import RowList

pytestmark = DRAWN
PICTURES = Path(__file__).parent / "__snapshots__" / Path(__file__).stem
KEYS = {"notice": (), "story": ("tab",), "posting": ("enter",)}


@pytest.mark.parametrize("size", [(80, 24), (132, 40)], ids=["80x24", "132x40"])
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name", KEYS)
def test_the_screen_looks_as_it_did(
    name: str, language: str, size: tuple[int, int], database: Path, snap_compare: Any
) -> None:
    asyncio.run(fill(database))
    app = pictured(database, language)

    async def open_it(pilot: Pilot[str]) -> None:
        await app.ready()
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, NoticeScreen))
        await until(pilot, lambda: app.screen.query_one("#notice-cases", RowList).case_id)
        await pilot.press(*KEYS[name])
        if name == "posting":
            await until(pilot, lambda: not isinstance(app.screen, NoticeScreen))
        await pilot.pause(0.2)

    assert snap_compare(app, terminal_size=size, run_before=open_it)


def test_no_two_pictures_are_the_same() -> None:
    """The twin: a picture of one screen would not pass for another's."""
    pictures = [path.read_text("utf-8") for path in sorted(PICTURES.glob("*.svg"))]
    assert len(pictures) == len(KEYS) * 2 * 2
    assert len(set(pictures)) == len(pictures)
