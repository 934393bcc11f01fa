"""The part of the SQLite store that is about deposits: whose each is, and who decided it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from tui.domain.model import Case, Deposit, Millis
from tui.store import deciding, parties, points
from tui.store.moving import Rules
from tui.store.results import HeldDeposit
from tui.store.transactions import Work

if TYPE_CHECKING:
    from tui.domain.matching_facts import Party

T = TypeVar("T")


class DepositStore:
    """See api_deposits.DepositStore for what each method promises."""

    _rules: Rules

    async def _read(self, work: Work[T]) -> T:
        raise NotImplementedError

    async def _write(self, work: Work[T]) -> T:
        raise NotImplementedError

    async def deposits_apart(self) -> list[Deposit]:
        return await self._read(deciding.apart)

    async def deposits(self) -> list[HeldDeposit]:
        return await self._read(parties.deposits)

    async def parties(self) -> list[Party]:
        return await self._read(parties.parties)

    async def decide_deposit(
        self,
        deposit_id: int,
        customer: bool,
        *,
        event_id: int,
        staff: str,
        now: Millis,
        case_id: int | None = None,
    ) -> Case | None:
        hand = points.Hand(staff, now, self._rules, event_id)
        return await self._write(lambda conn: deciding.decide(conn, deposit_id, customer, case_id, hand))

    async def link_deposits(
        self, owners: Mapping[int, int], *, event_id: int, staff: str, now: Millis
    ) -> None:
        hand = points.Hand(staff, now, self._rules, event_id)
        await self._write(lambda conn: deciding.link_all(conn, owners, hand))

    async def refuse_deposit(
        self, deposit_id: int, case_id: int, *, event_id: int, staff: str, now: Millis
    ) -> None:
        hand = points.Hand(staff, now, self._rules, event_id)
        await self._write(lambda conn: deciding.refuse(conn, deposit_id, case_id, hand))
