"""The part of the SQLite store that is about outages, and what is known of messages sent before.

What it needs is imported when it is first asked for: the board opens without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from tui.domain.model import Millis, Outage
from tui.domain.words import Route
from tui.store import reading
from tui.store.moving import Rules
from tui.store.transactions import Work

if TYPE_CHECKING:
    from tui.store.results import Reconciliation

T = TypeVar("T")


class DeliveringStore:
    """See api.Store for what each method promises."""

    _rules: Rules

    async def _read(self, work: Work[T]) -> T:
        raise NotImplementedError

    async def _write(self, work: Work[T]) -> T:
        raise NotImplementedError

    async def outages(self) -> tuple[Outage, ...]:
        return await self._read(reading.outages)

    async def start_outage(
        self,
        outage_id: int,
        channel: Route,
        since: Millis,
        until: Millis | None = None,
        *,
        now: Millis | None = None,
    ) -> Outage:
        from tui.store import delivering as work

        outage, at = Outage(outage_id, channel, since, until), since if now is None else now
        return await self._write(lambda conn: work.start_outage(conn, outage, at, self._rules))

    async def end_outage(self, channel: Route, until: Millis, *, now: Millis | None = None) -> Outage | None:
        from tui.store import delivering as work

        at = until if now is None else now
        return await self._write(lambda conn: work.end_outage(conn, channel, until, at, self._rules))

    async def change_outage(
        self, outage_id: int, since: Millis, until: Millis | None, *, now: Millis
    ) -> Outage:
        from tui.store import delivering as work

        return await self._write(
            lambda conn: work.change_outage(conn, outage_id, (since, until), now, self._rules)
        )

    async def drop_outage(self, outage_id: int, *, now: Millis) -> Outage:
        from tui.store import delivering as work

        return await self._write(lambda conn: work.drop_outage(conn, outage_id, now, self._rules))

    async def reconciled(self) -> Reconciliation:
        from tui.store import delivering as work

        return await self._read(lambda conn: work.reconciled(conn, self._rules.policy))
