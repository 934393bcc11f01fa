"""The part of the store that is about deposits: whose each is, and who decided it; see api.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from tui.domain.model import Case, Deposit, Millis
from tui.store.results import HeldDeposit

if TYPE_CHECKING:
    from tui.domain.matching_facts import Party


class DepositStore(Protocol):
    """Every method may raise StoreError."""

    async def deposits_apart(self) -> list[Deposit]:
        """Deposits that are no customer's, by the statement or by a person's word, latest first."""
        ...

    async def deposits(self) -> list[HeldDeposit]:
        """Every deposit, oldest first, with whose it is."""
        ...

    async def parties(self) -> list[Party]:
        """Whoever may have paid a deposit: customers, past customers, contacts, partners of chats; by id."""
        ...

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
        """Makes a deposit a customer's (of that case, else one of its own) or none's; undone like all else.

        The case that has it then; None for none's.
        """
        ...

    async def link_deposits(
        self, owners: Mapping[int, int], *, event_id: int, staff: str, now: Millis
    ) -> None:
        """Makes each deposit (its id → the case) that customer's, all of them or none.

        They are one thing that this person did: undo takes all of them back together.
        """
        ...

    async def refuse_deposit(
        self, deposit_id: int, case_id: int, *, event_id: int, staff: str, now: Millis
    ) -> None:
        """A person says that the deposit is not this customer's: the two are not proposed together again.

        Nothing else changes.  Undone like all else.
        """
        ...
