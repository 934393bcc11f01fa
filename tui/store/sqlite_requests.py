"""The part of the SQLite store that is about what customers ask for."""

from __future__ import annotations

from tui.domain.model import Case, Event, Millis
from tui.domain.words import RequestVerdict
from tui.store import requests
from tui.store.points import Hand
from tui.store.results import Logged, NewRequest
from tui.store.sqlite_answers import AnsweringStore


class RequestingStore(AnsweringStore):
    """See api.Store for what each method promises."""

    async def log_request(self, event: Event, request: NewRequest, *, terminal: str = "") -> Logged:
        return await self._write(lambda conn: requests.log(conn, event, request, self._rules, terminal))

    async def settle_request(
        self,
        case_id: int,
        message_key: str,
        verdict: RequestVerdict,
        *,
        event_id: int,
        staff: str,
        now: Millis,
    ) -> Case:
        hand = Hand(staff, now, self._rules, event_id)
        return await self._write(lambda conn: requests.settle(conn, case_id, message_key, verdict, hand))

    async def find_requests(self, now: Millis) -> int:
        if not await self._read(lambda conn: requests.anything_to_find(conn, now)):
            return 0
        return await self._write(lambda conn: requests.find(conn, now, self._rules))

    async def cases_with_requests(self) -> list[Case]:
        return await self._read(requests.cases)
