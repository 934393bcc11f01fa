"""The indexes of this terminal: built when first asked for, kept up to date by what changed since."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui.board.session import Session
from tui.store.results import StoreError

if TYPE_CHECKING:
    from tui.domain.inbound import InboundIndex
    from tui.domain.inbound_tables import InboundRow
    from tui.domain.search import FindIndex


class Finder:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._index: FindIndex | None = None
        self._building = asyncio.Lock()
        self._times_forgotten = 0
        self._touched: set[int] = set()
        """Cases whose words may be others than the index has: those too that change while it is built."""
        self._inbound: InboundIndex | None = None
        self._inbound_touched: set[int] = set()

    @property
    def ready(self) -> bool:
        """Whether asking for the index costs nothing worth waiting for."""
        return self._index is not None

    def touched(self, cases: Iterable[int]) -> None:
        """The words of these cases may have changed."""
        cases = set(cases)
        self._touched |= cases
        self._inbound_touched |= cases

    def forget(self) -> None:
        """So much has changed that building anew is quicker; what is just being built is out of date, too."""
        self._index = self._inbound = None
        self._times_forgotten += 1

    async def index(self) -> FindIndex:
        """All customers' words as the database has them now."""
        from tui.work.finding import find_row

        async with self._building:
            while (index := self._index) is None:
                before = self._times_forgotten
                self._touched.clear()
                built = await self._built()
                if self._times_forgotten == before:
                    self._index = built
            if self._touched:
                touched, self._touched = self._touched, set()
                try:
                    rows = await self._session.store.find_rows_of(sorted(touched))
                except StoreError:
                    self._touched |= touched
                    raise
                for row in rows:
                    index.put(find_row(row))
                for gone in touched - {row.id for row in rows}:
                    index.remove(gone)
            return index

    async def _built(self) -> FindIndex:
        from tui.domain.search import FindIndex
        from tui.work.finding import find_row

        index = FindIndex()
        async for some in self._session.store.find_rows():
            index.gather(map(find_row, some))
        await asyncio.to_thread(index.settle)
        return index

    @property
    def inbound_ready(self) -> bool:
        """The same of the index of those who may make contact."""
        return self._inbound is not None

    async def inbound(self) -> InboundIndex:
        """What those may say who have something coming, as the database has it now."""
        find = await self.index()
        async with self._building:
            while (index := self._inbound) is None:
                before = self._times_forgotten
                self._inbound_touched.clear()
                built = await self._built_inbound(find)
                if self._times_forgotten == before:
                    self._inbound = built
            if self._inbound_touched:
                touched, self._inbound_touched = self._inbound_touched, set()
                try:
                    index.put(await self._session.store.inbound_rows_of(sorted(touched)), touched)
                except StoreError:
                    self._inbound_touched |= touched
                    raise
            index.find = find
            return index

    async def _built_inbound(self, find: FindIndex) -> InboundIndex:
        from tui.domain.inbound import InboundIndex

        rows: list[InboundRow] = []
        async for some in self._session.store.inbound_rows():
            rows += some
        # In a thread: with a hundred thousand of them the screen would stand still for a second.
        return await asyncio.to_thread(InboundIndex, find, rows, self._session.zone)
