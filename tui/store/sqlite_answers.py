"""The part of the SQLite store that is about customers who make contact."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from tui.domain.model import Case, IdentityCheck
from tui.store import answers
from tui.store.moving import Rules
from tui.store.results import Answer, Logged
from tui.store.sqlite_counter import CounterStore
from tui.store.sqlite_kept import KeptStore
from tui.store.transactions import Work

if TYPE_CHECKING:
    from tui.domain.inbound_tables import InboundRow

T = TypeVar("T")


class AnsweringStore(CounterStore, KeptStore):
    """See api.Store for what each method promises."""

    _rules: Rules

    async def _read(self, work: Work[T]) -> T:
        raise NotImplementedError

    async def _write(self, work: Work[T]) -> T:
        raise NotImplementedError

    async def inbound_rows(self) -> AsyncIterator[list[InboundRow]]:
        last = -1
        while rows := await self._read(partial(answers.inbound_rows_after, last_id=last)):
            yield rows
            last = rows[-1].id

    async def inbound_rows_of(self, ids: Sequence[int]) -> list[InboundRow]:
        return await self._read(lambda conn: answers.inbound_rows_of(conn, ids))

    async def note_check(self, check: IdentityCheck) -> Case:
        return await self._write(lambda conn: answers.note_check(conn, check, self._rules))

    async def take_answer(self, answer: Answer, *, terminal: str = "") -> Logged:
        return await self._write(lambda conn: answers.take(conn, answer, self._rules, terminal))
