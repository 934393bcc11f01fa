"""The part of the SQLite store that is about the counter."""

from __future__ import annotations

from typing import TypeVar

from tui.domain.counter import Ticket
from tui.domain.model import HOUR, Case, Event, Millis
from tui.store import counter
from tui.store.moving import Rules
from tui.store.points import Hand
from tui.store.results import CounterTaken, Logged, NewTicket
from tui.store.transactions import Work

T = TypeVar("T")


class CounterStore:
    """See api_counter.CounterStore for what each method promises."""

    _rules: Rules

    async def _read(self, work: Work[T]) -> T:
        raise NotImplementedError

    async def _write(self, work: Work[T]) -> T:
        raise NotImplementedError

    def _since(self, now: Millis) -> Millis:
        return now - self._rules.policy.counter.hours * HOUR

    async def tickets(self, now: Millis, *, only_ready: bool = False) -> list[Ticket]:
        since = self._since(now)
        return await self._read(lambda conn: counter.tickets(conn, since, only_ready=only_ready))

    async def next_number(self, now: Millis) -> str:
        return await self._read(lambda conn: counter.next_free(conn, self._since(now)))

    async def take_counter_order(self, asked: NewTicket) -> CounterTaken:
        return await self._write(lambda conn: counter.take(conn, asked, self._rules))

    async def mark_ready(
        self, case_id: int, order_id: int, *, event_id: int, staff: str, now: Millis
    ) -> Case:
        hand = Hand(staff, now, self._rules, event_id)
        return await self._write(lambda conn: counter.mark_ready(conn, case_id, order_id, hand))

    async def pick_up(self, event: Event, order_id: int, *, terminal: str = "") -> Logged:
        return await self._write(lambda conn: counter.pick_up(conn, event, order_id, self._rules, terminal))
