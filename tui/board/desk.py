"""The deposits of the shop by what is still to be decided of them; no screen, no database."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum

from tui.board.lanes import LaneOrder
from tui.domain.matching_facts import Candidate
from tui.domain.model import Deposit
from tui.store.results import HeldDeposit
from tui.work.pairing import Pairing

_CUSTOMER, _SET_APART = "customer", "set_apart"
"""What a person can say of a deposit, as HeldDeposit.decided has it."""

_WORTH_A_LOOK = 0.05
"""Likelier than this the best candidate has to be for a person to be asked to look."""

_LIKELY = 0.5
"""Likelier than this a deposit counts as the candidate's where two of them are compared."""


class Tab(StrEnum):
    """Where a deposit stands on the desk."""

    CERTAIN = "certain"
    """As good as certain whose it is; a person has to agree."""
    REVIEW = "review"
    """Somebody comes into question; a person has to look."""
    UNKNOWN = "unknown"
    """Nobody does, or a person said that it is none of those."""
    LINKED = "linked"
    APART = "apart"
    """No customer's."""


def tab_of(pairing: Pairing) -> Tab:
    held = pairing.held
    if held.case_id is None:
        return Tab.APART
    if owner_of(pairing) is not None:
        return Tab.LINKED
    if pairing.offered is not None:
        return Tab.CERTAIN
    candidates = pairing.matched.candidates
    worth_a_look = bool(candidates) and candidates[0].probability >= _WORTH_A_LOOK
    return Tab.REVIEW if worth_a_look and not held.decided else Tab.UNKNOWN


def owner_of(pairing: Pairing) -> int | None:
    """The customer who has the deposit; None while it stands for itself with nobody known behind it.

    Whoever came forward for a deposit of their own is a party under its number.
    """
    held = pairing.held
    if not held.own_case:
        return held.case_id
    return held.case_id if any(one.party_id == held.case_id for one in pairing.matched.candidates) else None


def others_of(pairing: Pairing) -> Sequence[Candidate]:
    """Who else comes into question, likeliest first: the one who has it is no candidate any more."""
    owner = owner_of(pairing)
    return [one for one in pairing.matched.candidates if one.party_id != owner]


class Desk:
    """All deposits, each in one tab, newest first."""

    def __init__(self, pairings: Iterable[Pairing] = ()) -> None:
        self._all = {pairing.held.deposit.id: pairing for pairing in pairings}
        places = {
            ident: (-pairing.held.deposit.at, ident, tab_of(pairing)) for ident, pairing in self._all.items()
        }
        ids: dict[Tab, list[tuple[int, int]]] = {tab: [] for tab in Tab}
        for key, ident, tab in sorted(places.values()):
            ids[tab].append((key, ident))
        self.orders = {
            tab: LaneOrder(array("q", (key for key, _ in rows)), array("q", (ident for _, ident in rows)))
            for tab, rows in ids.items()
        }
        self._alike: defaultdict[tuple[object, int], list[int]] = defaultdict(list)
        for ident, pairing in self._all.items():
            if pairing.held.case_id is not None:
                self._alike[_likeness(pairing)].append(ident)

    def __len__(self) -> int:
        return len(self._all)

    def __getitem__(self, deposit_id: int) -> Pairing:
        return self._all[deposit_id]

    def get(self, deposit_id: int) -> Pairing | None:
        return self._all.get(deposit_id)

    def tab_of(self, deposit_id: int) -> Tab:
        return tab_of(self._all[deposit_id])

    def stands_as(self, pairing: Pairing) -> bool:
        """Whether the deposit is still there and nobody has said anything else of it since."""
        now, before = self.get(pairing.held.deposit.id), pairing.held
        return now is not None and (now.held.case_id, now.held.decided) == (before.case_id, before.decided)

    def offered(self) -> dict[int, int]:
        """What is as good as certain, newest first, and whose it is."""
        found = ((ident, self._all[ident].offered) for ident in self.orders[Tab.CERTAIN].window(0, len(self)))
        return {ident: candidate.party_id for ident, candidate in found if candidate is not None}

    def unclaimed(self) -> tuple[int, int]:
        """(how many deposits nobody is known behind, their won)."""
        amounts = [
            self._all[ident].held.deposit.amount
            for tab in (Tab.CERTAIN, Tab.REVIEW, Tab.UNKNOWN)
            for ident in self.orders[tab].window(0, len(self))
        ]
        return len(amounts), sum(amounts)

    def alike(self, pairing: Pairing) -> list[Deposit]:
        """Other deposits of the same amount that seem to be the same customer's: perhaps paid twice."""
        ids = self._alike.get(_likeness(pairing), ())
        own = pairing.held.deposit.id
        return [self._all[ident].held.deposit for ident in ids if ident != own]

    def decided(self, deposit_id: int, case_id: int | None) -> None:
        """A person has decided: the deposit goes to its new place before everything is weighed again."""
        before = self._all[deposit_id]
        self.orders[tab_of(before)].remove(deposit_id)
        word = _SET_APART if case_id is None else _CUSTOMER
        deposit = before.held.deposit._replace(set_apart=_SET_APART if case_id is None else "")
        after = before._replace(held=HeldDeposit(deposit, case_id, word))
        self._all[deposit_id] = after
        self.orders[tab_of(after)].place(deposit_id, -after.held.deposit.at)

    def counts(self) -> Counter[Tab]:
        return Counter({tab: len(order) for tab, order in self.orders.items()})


def _likeness(pairing: Pairing) -> tuple[object, int]:
    """Whose it seems to be (the name, where nobody is known) and the won."""
    candidates, deposit = pairing.matched.candidates, pairing.held.deposit
    owner = owner_of(pairing)
    if owner is None and candidates and candidates[0].probability >= _LIKELY:
        owner = candidates[0].party_id
    return owner or deposit.payer or deposit.depositor, deposit.amount
