"""The part of the SQLite store that is about messages handed to a gateway.

What it needs is imported when it is first asked for: the board opens without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from tui.store.moving import Rules
from tui.store.transactions import Work

if TYPE_CHECKING:
    from tui.domain.model import Millis
    from tui.domain.sending import Answered, Reported, Send, SendState
    from tui.store.api_sends import Prepared, Queue, Stopped

T = TypeVar("T")
_LEASE: Millis = 60_000
"""domain.sending.LEASE, known without importing it (a test compares)."""


class SendingStore:
    """See api_sends.SendStore for what each method promises."""

    _rules: Rules

    async def _read(self, work: Work[T]) -> T:
        raise NotImplementedError

    async def _write(self, work: Work[T]) -> T:
        raise NotImplementedError

    async def prepare_sends(self, sends: Sequence[Send]) -> Prepared:
        from tui.store import sends as work

        return await self._write(lambda conn: work.prepare(conn, sends, self._rules))

    async def start_send(
        self, gateway: str, owner: str, now: Millis, *, lease: Millis = _LEASE
    ) -> Send | None:
        from tui.store import sends as work

        # A night's thousands are put off some hundred at a time, so that others can log between them.
        while await self._read(lambda conn: work.any_waiting(conn, gateway, now)):
            begun = await self._write(
                lambda conn: work.start_next(conn, gateway, owner, now, self._rules, lease=lease)
            )
            if begun is not None:
                return begun
        return None

    async def finish_send(self, send_id: int, answered: Answered, now: Millis) -> Send:
        from tui.store import sends as work

        return await self._write(lambda conn: work.finish(conn, send_id, answered, now, self._rules))

    async def put_off_send(self, send_id: int, not_before: Millis, why: str) -> Send:
        from tui.store import sends as work

        return await self._write(lambda conn: work.wait(conn, send_id, not_before, why))

    async def lose_sends(self, now: Millis) -> list[Send]:
        from tui.store import sends as work

        if not await self._read(lambda conn: work.any_lost(conn, now)):
            return []
        return await self._write(lambda conn: work.lose(conn, now, self._rules))

    async def sends_to_ask(self, gateway: str, now: Millis, limit: int) -> list[Send]:
        from tui.store import sends as work

        if not await self._read(lambda conn: work.any_to_ask(conn, gateway, now)):
            return []
        return await self._write(lambda conn: work.to_ask(conn, gateway, now, limit))

    async def take_reports(self, reports: Sequence[Reported], now: Millis) -> list[Send]:
        from tui.store import sends as work

        return await self._write(lambda conn: work.take_reports(conn, reports, now, self._rules))

    async def withdraw_sends(self, ids: Sequence[int], staff: str, now: Millis) -> list[Send]:
        from tui.store import sends as work

        return await self._write(lambda conn: work.withdraw(conn, ids, staff, now))

    async def settle_send(
        self, send_id: int, was_sent: bool, *, event_id: int, staff: str, now: Millis, note: str = ""
    ) -> Send:
        from tui.store import sends as work

        hand = (event_id, staff, now, note)
        return await self._write(lambda conn: work.settle_one(conn, send_id, was_sent, hand, self._rules))

    async def stop_queue(self, stopped: Stopped) -> None:
        from tui.store import sends as work

        await self._write(lambda conn: work.stop(conn, stopped))

    async def resume_queue(self, gateway: str) -> bool:
        from tui.store import sends as work

        return await self._write(lambda conn: work.resume(conn, gateway))

    async def stopped_queue(self, gateway: str) -> Stopped | None:
        from tui.store import sends as work

        return await self._read(lambda conn: work.stopped(conn).get(gateway))

    async def queues(self) -> list[Queue]:
        from tui.store import sends as work

        return await self._read(work.queues)

    async def sends(self, ids: Sequence[int]) -> list[Send]:
        from tui.store import sends as work

        return await self._read(lambda conn: work.sends(conn, ids))

    async def sends_of(self, case_id: int) -> list[Send]:
        from tui.store import sends as work

        return await self._read(lambda conn: work.sends_of(conn, case_id))

    async def sends_together(self, together: int, states: Iterable[SendState], most: int) -> list[Send]:
        from tui.store import sends as work

        return await self._read(lambda conn: work.sends_together(conn, together, states, most))

    async def sends_in(self, states: Iterable[SendState]) -> list[Send]:
        from tui.store import sends as work

        return await self._read(lambda conn: work.sends_in(conn, states))

    async def latest_sends(self, states: Iterable[SendState], most: int) -> list[Send]:
        from tui.store import sends as work

        return await self._read(lambda conn: work.latest_sends(conn, states, most))

    async def send_counts(self, together: int) -> dict[SendState, int]:
        from tui.store import sends as work

        return await self._read(lambda conn: work.counts(conn, together))
