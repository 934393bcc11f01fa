"""Find: results as one types."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Callable
from contextlib import AbstractContextManager

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from tui.board.lanes import LaneOrder
from tui.board.rows import RowMaker, RowView
from tui.board.screens.base import CommandScreen
from tui.board.table import Place
from tui.board.widgets.lines import Line, LinesWidget
from tui.board.widgets.rowlist import RowList
from tui.i18n import say

MOST = 200


class FindTitle(LinesWidget):
    def __init__(self, key: str) -> None:
        super().__init__(classes="title-line")
        self._key = key
        self.count = ""

    def lines(self, width: int, height: int) -> list[Line]:
        return [[(" " + say(self._key), "title"), ("  " + self.count, "muted")]]


class FindScreen(CommandScreen):
    """Gives the chosen case's id, or None."""

    PLACE = Place.FIND
    AUTO_FOCUS = "Input"
    TITLE_KEY, HINT_KEY, EMPTY_KEY = "board.find_title", "board.find_hint", "board.find_empty"
    LONGEST = 60

    def __init__(self) -> None:
        super().__init__()
        self._held: AbstractContextManager[None] | None = None
        self._looked = False
        """Whether anything was looked up yet: before, nobody can say that nobody was found."""

    def body(self) -> ComposeResult:
        yield FindTitle(self.TITLE_KEY)
        yield Input(placeholder=say(self.HINT_KEY), max_length=self.LONGEST, id="find-input")
        rows = RowList(LaneOrder(), self.rows(), id="found", known=self.session.has_read)
        rows.can_focus = False
        rows.always_marked = True
        rows.empty = say(self.EMPTY_KEY)
        yield rows

    def rows(self) -> Callable[[int], RowView | None]:
        """What makes a row of a case."""
        return RowMaker(self.session).row

    async def make_ready(self) -> None:
        """Reads what is looked up in."""
        await self.board_app.finder.index()

    async def looked_up(self, text: str) -> list[int] | None:
        """The cases that fit, best first; None while what they are looked up in is being read."""
        if not self.board_app.finder.ready:
            return None
        index = await self.board_app.finder.index()
        return [hit.id for hit in index.find(text, MOST)]

    def mounted(self) -> None:
        self.watch(self.query_one(Input), "value", self._hold_picture, init=False)
        self.in_background(self._prepare())

    async def _prepare(self) -> None:
        title = self.query_one(FindTitle)
        title.count = say("board.reading")
        title.refresh()
        await self.make_ready()
        await self._find(self.query_one(Input).value)

    def _hold_picture(self) -> None:
        """The letter typed waits for what it finds, so that both are one picture."""
        if self._held is None:
            self._held = self.app.batch_update()
            self._held.__enter__()

    @on(Input.Changed)
    async def _changed(self, message: Input.Changed) -> None:
        try:
            with self.board_app.telling_errors():
                await self._find(message.value)
            for _ in range(3):  # title and list tell the screen of their change when their turn comes
                await asyncio.sleep(0)
        finally:
            if self._held is not None:
                held, self._held = self._held, None
                held.__exit__(None, None, None)

    async def _find(self, text: str) -> None:
        """Looks up, reads what will be seen, and shows it in one picture."""
        hits = await self.looked_up(text)
        if hits is None:
            return
        rows = self.query_one(RowList)
        order = LaneOrder(array("q", range(len(hits))), array("q", hits))
        await self.session.read(order.window(0, rows.visible_rows))
        if text != self.query_one(Input).value:
            return  # something else was typed meanwhile, and what it finds may stand there already
        self._looked = True
        title = self.query_one(FindTitle)
        title.count = (
            say("board.found", n=f"{len(hits)}+" if len(hits) == MOST else len(hits)) if text else ""
        )
        title.refresh()
        rows.show_order(order)
        self.no_longer_reading()

    @on(RowList.Wanted)
    def _wanted(self, message: RowList.Wanted) -> None:
        self.in_background(self._read_rows(message.ids), group="rows")

    async def _read_rows(self, ids: list[int]) -> None:
        await self.session.read(ids)
        self.query_one(RowList).rows_read(ids)

    @on(RowList.Opened)
    async def _opened(self) -> None:
        await self.do_open()

    @on(Input.Submitted)
    async def _submitted(self) -> None:
        await self.do_open()

    async def do_open(self) -> None:
        case_id = self.chosen()
        if case_id is not None:
            self.dismiss(case_id)

    def chosen(self) -> int | None:
        """The customer under the cursor; says so where there is none."""
        case_id = self.query_one(RowList).case_id
        if case_id is None:
            self.tell(say("board.nobody_found" if self._looked else "board.reading"))
        return case_id

    async def do_down(self) -> None:
        rows = self.query_one(RowList)
        rows.select(rows.cursor + 1)

    async def do_up(self) -> None:
        rows = self.query_one(RowList)
        rows.select(rows.cursor - 1)

    def cases_changed(self, cases: frozenset[int]) -> None:
        self.query_one(RowList).rows_changed()
