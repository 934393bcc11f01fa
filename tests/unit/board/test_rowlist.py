"""The list of cases: what is repainted, read and drawn for which key."""

from __future__ import annotations

from array import array
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot

from tui.board.lanes import LaneOrder
from tui.board.rows import RowView
from tui.board.widgets.rowlist import ROW_HEIGHT, RowList

HEIGHT = 20
ROWS = HEIGHT // ROW_HEIGHT


class Watched(RowList):
    """Notes what it asks to be painted: regions, or none for all of it."""

    def __init__(self, count: int) -> None:
        ids = array("q", range(count))
        super().__init__(LaneOrder(ids, ids), self._row, id="watched")
        self.asked: list[tuple[Region, ...]] = []

    def _row(self, case_id: int) -> RowView | None:
        return RowView(case_id, "1시간", "", f"손님{case_id}", "전화", "예약", "")

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        self.asked.append(regions)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)


class Desk(App[None]):
    def __init__(self, rows: Watched) -> None:
        super().__init__()
        self.rows = rows

    def compose(self) -> ComposeResult:
        yield self.rows


@asynccontextmanager
async def shown(rows: Watched) -> AsyncIterator[Pilot[None]]:
    async with Desk(rows).run_test(size=(60, HEIGHT)) as pilot:
        rows.focus()
        await pilot.pause()
        yield pilot


@pytest.mark.parametrize(("before", "key"), [("home", "pagedown"), ("end", "pageup")])
async def test_a_page_is_painted_whole(before: str, key: str) -> None:
    rows = Watched(100)
    async with shown(rows) as pilot:
        await pilot.press(before)
        rows.asked.clear()
        await pilot.press(key)
        assert rows.asked == [()]


async def test_the_cursor_in_sight_moves_by_painting_two_rows() -> None:
    rows = Watched(100)
    async with shown(rows) as pilot:
        rows.asked.clear()
        await pilot.press("down")
        assert rows.asked == [(Region(0, 0, 60, 2), Region(0, 2, 60, 2))]


@pytest.mark.parametrize(
    ("keys", "cursor", "top"),
    [
        (["pagedown"], 10, 10),
        (["down", "pagedown"], 11, 10),
        (["pagedown", "pageup"], 0, 0),
        (["down", "pagedown", "pagedown", "pagedown"], 24, 15),
        (["end", "pageup"], 14, 5),
    ],
)
async def test_a_page_key_moves_the_list_under_the_cursor(keys: list[str], cursor: int, top: int) -> None:
    rows = Watched(25)
    async with shown(rows) as pilot:
        await pilot.press(*keys)
        assert (rows.cursor, rows._top) == (cursor, top)
