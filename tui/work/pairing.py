"""Deposits beside the customers who may have paid them: what the deposits desk and `sonnim match` share.

Nothing is linked without a person: what is as good as certain is offered to be taken together.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from tui.domain.matching_facts import Candidate, Decisions, Matched, MatchStatus
from tui.store.results import HeldDeposit

if TYPE_CHECKING:
    from tui.domain.matching_facts import Party
    from tui.store.api import Store


class Pairing(NamedTuple):
    """One deposit, whose it is now, and what the evidence says."""

    held: HeldDeposit
    matched: Matched

    @property
    def offered(self) -> Candidate | None:
        """The customer it is as good as certain to be from, where nobody has decided and it is open."""
        certain = self.matched.status is MatchStatus.LINKED and not self.matched.decided
        return (
            self.matched.candidates[0] if certain and self.held.own_case and not self.held.decided else None
        )


async def pair(store: Store) -> list[Pairing]:
    """Every deposit with its answer, oldest first.  The work is done off the event loop."""
    held, parties = await store.deposits(), await store.parties()
    return await asyncio.to_thread(weigh, held, parties)


def weigh(held: Sequence[HeldDeposit], parties: Sequence[Party]) -> list[Pairing]:
    """The same of what has been read already."""
    from tui.domain.matching import Matcher
    from tui.store.bulk import no_collecting

    with no_collecting():
        answers = Matcher(parties).match([one.deposit for one in held], decisions_of(held))
    return [Pairing(one, answer) for one, answer in zip(held, answers, strict=True)]


class Pairings:
    """The answers as they stand, worked out anew only where what they come from has changed."""

    def __init__(self) -> None:
        self.answers: list[Pairing] = []
        self._known: tuple[list[HeldDeposit], list[Party]] | None = None

    async def read(self, store: Store) -> bool:
        """Brings `answers` up to date; whether they are others now.  The work is done off the event loop."""
        asked = await store.deposits(), await store.parties()
        answers = await asyncio.to_thread(self._answered, asked)
        self._known = asked
        changed = answers is not None and answers != self.answers
        if answers is not None:
            self.answers = answers
        return changed

    def _answered(self, asked: tuple[list[HeldDeposit], list[Party]]) -> list[Pairing] | None:
        """None where nothing has changed since the last time."""
        return None if asked == self._known else weigh(*asked)


def decisions_of(held: Sequence[HeldDeposit]) -> Decisions:
    """What people have decided so far.  Who brought a deposit back or freed it has said: nobody of these."""
    return Decisions(
        linked={one.deposit.id: one.case_id for one in held if one.case_id is not None and not one.own_case},
        refused=frozenset((one.deposit.id, case_id) for one in held for case_id in one.refused),
        no_customer=frozenset(one.deposit.id for one in held if one.case_id is None),
    )
