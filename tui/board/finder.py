"""The indexes of this terminal: built when first asked for, kept up to date by what changed since."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui.board.session import Session

if TYPE_CHECKING:
    from tui.domain.inbound import InboundIndex
    from tui.domain.inbound_tables import InboundRow
    from tui.domain.search import FindIndex


class Finder:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._index: FindIndex | None = None
        self._building = asyncio.Lock()
        self._touched: set[int] = set()
        self._inbound: InboundIndex | None = None
        self._inbound_touched: set[int] = set()

    @property
    def ready(self) -> bool:
        """Whether asking for the index costs nothing worth waiting for."""
        return self._index is not None

    def touched(self, cases: Iterable[int]) -> None:
        """The words of these cases may have changed."""
        cases = set(cases)
        if self._index is not None:
            self._touched |= cases
        if self._inbound is not None:
            self._inbound_touched |= cases

    def forget(self) -> None:
        """So much has changed that building anew is quicker."""
        self._index = self._inbound = None
        self._touched.clear()
        self._inbound_touched.clear()

    async def index(self) -> FindIndex:
        """All customers' words as the database has them now."""
        from tui.domain.search import FindIndex
        from tui.work.finding import find_row

        store = self._session.store
        async with self._building:
            if self._index is None:
                index = FindIndex()
                async for some in store.find_rows():
                    index.gather(map(find_row, some))
                await asyncio.to_thread(index.settle)
                self._index = index
            elif self._touched:
                touched, self._touched = self._touched, set()
                for row in await store.find_rows_of(sorted(touched)):
                    self._index.put(find_row(row))
                    touched.discard(row.id)
                for gone in touched:
                    self._index.remove(gone)
            return self._index

    @property
    def inbound_ready(self) -> bool:
        """The same of the index of those who may make contact."""
        return self._inbound is not None

    async def inbound(self) -> InboundIndex:
        """What those may say who have something coming, as the database has it now."""
        find = await self.index()
        store = self._session.store
        async with self._building:
            if self._inbound is None:
                from tui.domain.inbound import InboundIndex

                rows: list[InboundRow] = []
                async for some in store.inbound_rows():
                    rows += some
                # In a thread: with a hundred thousand of them the screen would stand still for a second.
                self._inbound = await asyncio.to_thread(InboundIndex, find, rows, self._session.zone)
            elif self._inbound_touched:
                touched, self._inbound_touched = self._inbound_touched, set()
                self._inbound.put(await store.inbound_rows_of(sorted(touched)), touched)
            self._inbound.find = find
            return self._inbound
