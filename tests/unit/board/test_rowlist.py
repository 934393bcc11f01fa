"""The list of cases: what is repainted, read and drawn for which key."""

from __future__ import annotations

import time
from array import array
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Self

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.message import Message
from textual.pilot import Pilot
from textual.strip import Strip

from tui.board.lanes import LaneOrder
from tui.board.rows import RowView
from tui.board.widgets import rowlist
from tui.board.widgets.rowlist import ROW_HEIGHT, RowList, _Drawn

HEIGHT = 20
ROWS = HEIGHT // ROW_HEIGHT


class Watched(RowList):
    """Notes what it asks to be painted (regions, or none for all of it), to be read, and what it draws.

    Of its cases the first `read` have been read.
    """

    def __init__(self, count: int, read: int = 1_000) -> None:
        order = LaneOrder(array("q", range(count)), array("q", range(count)))
        super().__init__(order, self._row, id="watched", known=self._is_read)
        self.read = set(range(read))
        self.asked: list[tuple[Region, ...]] = []
        self.wanted: list[int] = []
        self.drawn: list[int] = []

    def _is_read(self, case_id: int) -> bool:
        return case_id in self.read

    def _row(self, case_id: int) -> RowView | None:
        if case_id not in self.read:
            return None
        return RowView(case_id, "1시간", "", f"손님{case_id}", "전화", "예약", "")

    def post_message(self, message: Message) -> bool:
        if isinstance(message, self.Wanted):
            self.wanted += message.ids
        return super().post_message(message)

    def _draw(self, drawn: _Drawn) -> tuple[Strip, Strip]:
        self.drawn.append(drawn.row.case_id)
        return super()._draw(drawn)

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


async def until(pilot: Pilot[None], look: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not look():
        assert time.monotonic() < end
        await pilot.pause(0.005)


async def at_rest(rows: Watched, pilot: Pilot[None]) -> None:
    """Waits until nothing is left to be made ready."""
    await until(pilot, lambda: rows._ahead is None)
    await pilot.pause()


@pytest.mark.parametrize(("before", "key"), [("home", "pagedown"), ("end", "pageup")])
async def test_the_next_page_has_been_drawn_before_its_key(before: str, key: str) -> None:
    rows = Watched(200)
    async with shown(rows) as pilot:
        await pilot.press(before)
        await at_rest(rows, pilot)
        rows.drawn.clear()
        rows.post_message(events.Key(key, None))
        await until(pilot, lambda: 0 < rows._top < 200 - ROWS)
        rows.render_lines(Region(0, 0, 60, HEIGHT))
        assert not rows.drawn


async def test_a_page_far_away_is_drawn_when_its_key_comes() -> None:
    """The bad twin of the page that was drawn before."""
    rows = Watched(200)
    async with shown(rows) as pilot:
        await at_rest(rows, pilot)
        rows.drawn.clear()
        rows.post_message(events.Key("end", None))
        await until(pilot, lambda: rows._top == 200 - ROWS)
        rows.render_lines(Region(0, 0, 60, HEIGHT))
        assert rows.drawn


async def test_rows_in_memory_are_not_asked_for() -> None:
    rows = Watched(200)
    async with shown(rows) as pilot:
        for key in ("pagedown", "down", "end", "pageup", "home"):
            await pilot.press(key)
            await at_rest(rows, pilot)
        assert not rows.wanted


async def test_rows_are_asked_for_two_pages_before_they_are_shown() -> None:
    rows = Watched(200, read=ROWS * 4)
    async with shown(rows) as pilot:
        await pilot.press("pagedown")
        await at_rest(rows, pilot)
        assert rows._top == ROWS
        assert not rows.wanted
        await pilot.press("pagedown")
        await at_rest(rows, pilot)
        assert rows.wanted == list(range(ROWS * 4, ROWS * 7))


async def test_rows_in_sight_that_are_missing_are_asked_for_at_once() -> None:
    rows = Watched(200, read=ROWS * 4)
    async with shown(rows):
        rows.select(199)
        assert set(range(200 - ROWS, 200)) <= set(rows.wanted)


async def test_rows_read_out_of_sight_paint_nothing() -> None:
    rows = Watched(200, read=ROWS * 4)
    async with shown(rows) as pilot:
        await at_rest(rows, pilot)
        rows.asked.clear()
        rows.rows_read(range(ROWS * 3, ROWS * 4))
        assert not rows.asked
        rows.rows_read(range(ROWS))
        assert rows.asked == [()]


async def test_a_list_may_become_shorter_while_pages_are_drawn_ahead() -> None:
    rows = Watched(ROWS * 2)
    async with shown(rows) as pilot:
        for length in range(ROWS * 2 - 1, 0, -1):
            rows.order_changed()
            work = rows._rows_of_next_pages()
            next(work, None)
            rows.order.remove(length)
            assert all(pair is not None for pair in work)
        await at_rest(rows, pilot)


async def test_few_drawn_rows_are_kept_and_those_shown_are_among_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rowlist, "_MOST_STRIPS", ROWS * 4)
    rows = Watched(400)
    async with shown(rows) as pilot:
        for _ in range(12):
            await pilot.press("pagedown")
            await at_rest(rows, pilot)
            assert len(rows._strips) <= ROWS * 4
            assert all(_kept(rows, at) for at in range(rows._top, rows._top + ROWS))


def _kept(rows: Watched, at: int) -> bool:
    """Whether a row stands drawn in memory, as it is shown now or would be."""
    return any(drawn.row.case_id == rows.order[at] for drawn in rows._strips)


def test_an_empty_list_says_all_of_what_to_do_however_narrow_it_is() -> None:
    rows = RowList(LaneOrder(), lambda _: None, id="rows")
    rows.empty = "카톡에 남은 요청이 없어요. 대화를 저장해 가져오기(f)로 넣어 주세요."
    said = ["".join(text for text, _ in line) for line in rows.lines(24, 10)]
    assert "".join("".join(said).split()) == "".join(rows.empty.split())
    assert len(said) > 2
